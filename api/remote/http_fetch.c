/* See http_fetch.h. */
#include "hiraku/remote/http_fetch.h"

#include "hiraku/base/out.h"
#include "http_transfer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { FETCH_CONNECT_SECONDS = 10, FETCH_SLOWEST = 100, FETCH_RANGE_SIZE = 48 };
enum { FETCH_GOOD = 200, FETCH_PART = 206, FETCH_MOVED = 300, FETCH_SAME = 304, FETCH_BAD = 400 };
enum { FETCH_MISSING = 404, FETCH_GONE = 410, FETCH_WITHHELD = 451 };

struct fetcher {
    CURL *curl;
    int64_t stall_seconds;
    uint64_t bytes, received; /* since it was made; of this answer */
    long wanted;              /* the code that has the body */
    struct fetch *fetch;
    struct out *out;
    bool too_much;
    char tag[FETCH_TAG_SIZE];
};

struct fetcher *fetcher_new(int64_t stall_seconds)
{
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    if (!fetcher)
        return NULL;
    fetcher->stall_seconds = stall_seconds;
    fetcher->curl = curl_easy_init();
    if (!fetcher->curl) {
        free(fetcher);
        return NULL;
    }
    return fetcher;
}

void fetcher_free(struct fetcher *fetcher)
{
    if (!fetcher)
        return;
    curl_easy_cleanup(fetcher->curl);
    free(fetcher);
}

uint64_t fetcher_bytes(const struct fetcher *fetcher)
{
    return fetcher->bytes;
}

static size_t fetcher_body(char *bytes, size_t size, size_t count, void *context)
{
    struct fetcher *fetcher = context;
    size_t len = size * count;
    long code = 0;
    curl_easy_getinfo(fetcher->curl, CURLINFO_RESPONSE_CODE, &code);
    fetcher->bytes += len;
    fetcher->received += len;
    fetcher->too_much = fetcher->received > fetcher->fetch->most;
    if (fetcher->too_much)
        return 0;
    if (code == fetcher->wanted)
        out_bytes(fetcher->out, bytes, len);
    return fetcher->out->error == STATUS_OK ? len : 0;
}

static size_t fetcher_field(char *bytes, size_t size, size_t count, void *context)
{
    struct fetcher *fetcher = context;
    http_transfer_field(bytes, size * count, "etag", fetcher->tag, sizeof fetcher->tag);
    return size * count;
}

static void fetcher_options(struct fetcher *fetcher, const struct fetch *fetch, char *error)
{
    CURL *curl = fetcher->curl;
    char range[FETCH_RANGE_SIZE];
    curl_easy_reset(curl);
    http_transfer_options(curl, &(struct http_transfer){fetch->url, error, FETCH_CONNECT_SECONDS,
                                                        fetcher_body, fetcher_field, fetcher});
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)FETCH_SLOWEST);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)fetcher->stall_seconds);
    snprintf(range, sizeof range, "%" PRIu64 "-", fetch->first);
    if (fetch->last > 0)
        snprintf(range, sizeof range, "%" PRIu64 "-%" PRIu64, fetch->first, fetch->last);
    if (fetch->first > 0 || fetch->last > 0)
        curl_easy_setopt(curl, CURLOPT_RANGE, range);
}

static enum status fetcher_verdict(struct fetcher *fetcher, CURLcode result, const char *error,
                                   struct problem *p)
{
    char text[32];
    long code = 0;
    struct fetch *fetch = fetcher->fetch;
    struct slice url = slice_of(fetch->url);
    curl_easy_getinfo(fetcher->curl, CURLINFO_RESPONSE_CODE, &code);
    if (fetcher->too_much) {
        snprintf(text, sizeof text, "%" PRIu64, fetch->most);
        return problem_set(p, STATUS_REMOTE_TOO_MUCH, url, slice_of(text), NULL);
    }
    if (fetcher->out->error != STATUS_OK)
        return out_finish(fetcher->out, p);
    if (result != CURLE_OK)
        return problem_set(p, STATUS_REMOTE, url, SLICE_NONE,
                           error[0] ? error : curl_easy_strerror(result));
    if (code == FETCH_MISSING || code == FETCH_GONE || code == FETCH_WITHHELD)
        return problem_set(p, STATUS_REMOTE_MISSING, url, SLICE_NONE, NULL);
    fetch->unchanged = code == FETCH_SAME && fetch->tag && fetch->tag[0];
    if (code >= FETCH_MOVED && code < FETCH_BAD && !fetch->unchanged)
        return problem_set(p, STATUS_REMOTE_MOVED, url, SLICE_NONE, NULL);
    snprintf(text, sizeof text, "HTTP %ld", code);
    return code == fetcher->wanted || fetch->unchanged
               ? STATUS_OK
               : problem_set(p, STATUS_REMOTE, url, SLICE_NONE, text);
}

enum status fetcher_get(struct fetcher *fetcher, struct fetch *fetch, struct out *out,
                        struct problem *p)
{
    char error[CURL_ERROR_SIZE] = "", field[FETCH_TAG_SIZE + 32];
    struct curl_slist *fields = NULL;
    fetcher->fetch = fetch;
    fetcher->out = out;
    fetcher->received = 0;
    fetcher->too_much = false;
    fetcher->tag[0] = '\0';
    fetcher->wanted = fetch->first > 0 || fetch->last > 0 ? FETCH_PART : FETCH_GOOD;
    fetch->unchanged = false;
    fetcher_options(fetcher, fetch, error);
    if (fetch->tag && fetch->tag[0]) {
        snprintf(field, sizeof field, "If-None-Match: %s", fetch->tag);
        fields = curl_slist_append(NULL, field);
        if (!fields)
            return problem_memory(p);
        curl_easy_setopt(fetcher->curl, CURLOPT_HTTPHEADER, fields);
    }
    CURLcode result = curl_easy_perform(fetcher->curl);
    enum status status = fetcher_verdict(fetcher, result, error, p);
    curl_slist_free_all(fields);
    if (status == STATUS_OK && fetch->tag && !fetch->unchanged)
        snprintf(fetch->tag, FETCH_TAG_SIZE, "%s", fetcher->tag);
    return status;
}
