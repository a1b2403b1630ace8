/* See http_transfer.h. */
#include "http_transfer.h"

#include "hiraku/release/manifest.h"

#include <string.h>

void http_transfer_options(CURL *curl, const struct http_transfer *transfer)
{
    curl_easy_setopt(curl, CURLOPT_URL, transfer->url);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, transfer->error);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, transfer->connect_seconds);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, release_program());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, transfer->body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer->context);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, transfer->field);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer->context);
}

bool http_transfer_field(const char *line, size_t len, const char *name, char *text, size_t size)
{
    size_t at = strlen(name);
    if (len <= at || line[at] != ':' || !curl_strnequal(line, name, at))
        return false;
    at++;
    while (at < len && (line[at] == ' ' || line[at] == '\t'))
        at++;
    size_t end = len;
    while (end > at && strchr(" \t\r\n", line[end - 1]) && line[end - 1] != '\0')
        end--;
    if (end - at >= size)
        return false;
    memcpy(text, line + at, end - at);
    text[end - at] = '\0';
    return true;
}
