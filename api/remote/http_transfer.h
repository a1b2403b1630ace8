/* What every transfer of libcurl in this folder has alike. */
#ifndef HIRAKU_API_REMOTE_HTTP_TRANSFER_H
#define HIRAKU_API_REMOTE_HTTP_TRANSFER_H

#include <curl/curl.h>
#include <stdbool.h>

struct http_transfer {
    const char *url;
    char *error; /* CURL_ERROR_SIZE; must live while the handle is used */
    long connect_seconds;
    size_t (*body)(char *bytes, size_t size, size_t count, void *context);
    size_t (*field)(char *bytes, size_t size, size_t count, void *context);
    void *context;
};

/* Only HTTP and HTTPS, no signals, no redirection. */
void http_transfer_options(CURL *curl, const struct http_transfer *transfer);

/* Whether the line of `len` bytes is the field `name` (RFC 9110, section 5.1); its value without
 * white space around it goes to `text`. One that does not fit is none. */
bool http_transfer_field(const char *line, size_t len, const char *name, char *text, size_t size);

#endif
