/* See http_look.h. */
#include "hiraku/remote/http_look.h"

#include "http_transfer.h"

#include <ctype.h>
#include <stdio.h>

enum { LOOK_CONNECT_SECONDS = 10, LOOK_SECONDS = 30 };

struct http_looking {
    CURL *curl;
    struct http_look *look;
    struct out *out;
};

static size_t http_look_body(char *bytes, size_t size, size_t count, void *context)
{
    struct http_looking *looking = context;
    out_bytes(looking->out, bytes, size * count);
    return looking->out->error == STATUS_OK ? size * count : 0;
}

static size_t http_look_field(char *bytes, size_t size, size_t count, void *context)
{
    struct http_look *look = ((struct http_looking *)context)->look;
    size_t len = size * count, used = strlen(look->fields);
    const char *colon = memchr(bytes, ':', len);
    size_t name = colon ? (size_t)(colon - bytes) : 0;
    if (name == 0 || used + name + 2 > sizeof look->fields)
        return len;
    for (size_t i = 0; i < name; i++)
        look->fields[used++] = (char)tolower((unsigned char)bytes[i]);
    look->fields[used++] = ' ';
    look->fields[used] = '\0';
    http_transfer_field(bytes, len, "hiraku-release", look->release, sizeof look->release);
    return len;
}

/* GnuTLS has 2026-12-10 07:40:00 GMT, which curl_getdate does not read, others Dec 10 07:40:00 2026
 * GMT.
 */
static time_t http_look_time(const char *text)
{
    struct tm parts = {.tm_isdst = 0};
    const char *end = strptime(text, " %Y-%m-%d %H:%M:%S", &parts);
    time_t when = end ? timegm(&parts) : curl_getdate(text, NULL);
    return when > 0 ? when : 0;
}

/* The first certificate is that of the host. */
static void http_look_certificate(struct http_looking *looking)
{
    static const char ends[] = "Expire Date:";
    struct curl_certinfo *chain = NULL;
    if (curl_easy_getinfo(looking->curl, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain ||
        chain->num_of_certs < 1)
        return;
    for (const struct curl_slist *line = chain->certinfo[0]; line; line = line->next)
        if (curl_strnequal(line->data, ends, sizeof ends - 1))
            looking->look->ends = http_look_time(line->data + sizeof ends - 1);
}

static void http_look_options(struct http_looking *looking, const char *url, char *error)
{
    http_transfer_options(looking->curl,
                          &(struct http_transfer){url, error, LOOK_CONNECT_SECONDS, http_look_body,
                                                  http_look_field, looking});
    curl_easy_setopt(looking->curl, CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(looking->curl, CURLOPT_TIMEOUT, (long)LOOK_SECONDS);
}

static void http_look_run(struct http_looking *looking, const char *url)
{
    struct http_look *look = looking->look;
    char error[CURL_ERROR_SIZE] = "";
    http_look_options(looking, url, error);
    CURLcode result = curl_easy_perform(looking->curl);
    if (result == CURLE_PEER_FAILED_VERIFICATION) {
        snprintf(look->untrusted, sizeof look->untrusted, "%s",
                 error[0] ? error : curl_easy_strerror(result));
        curl_easy_setopt(looking->curl, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(looking->curl, CURLOPT_SSL_VERIFYHOST, 0L);
        result = curl_easy_perform(looking->curl);
    }
    if (result != CURLE_OK)
        snprintf(look->error, sizeof look->error, "%s",
                 error[0] ? error : curl_easy_strerror(result));
    else
        curl_easy_getinfo(looking->curl, CURLINFO_RESPONSE_CODE, &look->code);
    http_look_certificate(looking);
}

enum status http_look(const char *url, struct http_look *look, struct out *out, struct problem *p)
{
    *look = (struct http_look){.fields = " "};
    struct http_looking looking = {curl_easy_init(), look, out};
    if (!looking.curl)
        return problem_memory(p);
    http_look_run(&looking, url);
    curl_easy_cleanup(looking.curl);
    return out->error == STATUS_OK ? STATUS_OK : out_finish(out, p);
}
