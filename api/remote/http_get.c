/* See http_get.h. One transfer at a time. */
#include "hiraku/remote/http_get.h"

#include "http_transfer.h"

#include <stdio.h>

enum { CONNECT_SECONDS = 20, ALL_SECONDS = 300, REDIRECTIONS = 5 };
enum { GOOD = 200, MISSING = 404, GONE = 410 };

struct transfer {
    CURL *curl;
    struct out *out;
    char *location;
};

static size_t transfer_body(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    long code = 0;
    curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &code);
    if (code == GOOD)
        out_bytes(transfer->out, bytes, size * count);
    return transfer->out->error == STATUS_OK ? size * count : 0;
}

static size_t transfer_field(char *bytes, size_t size, size_t count, void *context)
{
    struct transfer *transfer = context;
    if (transfer->location)
        http_transfer_field(bytes, size * count, "content-location", transfer->location,
                            REMOTE_URL_SIZE);
    return size * count;
}

static void transfer_options(struct transfer *transfer, const char *url, char *error)
{
    CURL *curl = transfer->curl;
    http_transfer_options(curl, &(struct http_transfer){url, error, CONNECT_SECONDS, transfer_body,
                                                        transfer_field, transfer});
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)REDIRECTIONS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ALL_SECONDS);
}

static enum status transfer_run(struct transfer *transfer, const char *url, struct problem *p)
{
    char error[CURL_ERROR_SIZE] = "", code_text[32];
    long code = 0;
    transfer_options(transfer, url, error);
    CURLcode result = curl_easy_perform(transfer->curl);
    curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &code);
    if (transfer->out->error != STATUS_OK)
        return out_finish(transfer->out, p);
    if (result != CURLE_OK)
        return problem_set(p, STATUS_REMOTE, slice_of(url), SLICE_NONE,
                           error[0] ? error : curl_easy_strerror(result));
    if (code == MISSING || code == GONE)
        return problem_set(p, STATUS_REMOTE_MISSING, slice_of(url), SLICE_NONE, NULL);
    snprintf(code_text, sizeof code_text, "HTTP %ld", code);
    return code == GOOD ? STATUS_OK
                        : problem_set(p, STATUS_REMOTE, slice_of(url), SLICE_NONE, code_text);
}

enum status http_get(const char *url, struct out *out, char location[REMOTE_URL_SIZE],
                     struct problem *p)
{
    struct transfer transfer = {curl_easy_init(), out, location};
    if (location)
        location[0] = '\0';
    if (!transfer.curl)
        return problem_memory(p);
    enum status status = transfer_run(&transfer, url, p);
    curl_easy_cleanup(transfer.curl);
    return status;
}
