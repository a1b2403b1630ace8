/* See origin.h. */
#include "hiraku/desk/face/origin.h"

#include "hiraku/http/protocol/request_check.h"

#include <stdio.h>
#include <strings.h>

static bool origin_copy(char to[ORIGIN_SIZE], const char *url)
{
    size_t scheme = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;
    size_t host = scheme ? strcspn(url + scheme, "/?#") : 0;
    struct slice name = {url + scheme, host};
    if (!host || scheme + host >= ORIGIN_SIZE || !request_check_host(name) ||
        strcmp(url + scheme + host, url[scheme + host] ? "/" : "") != 0)
        return false;
    snprintf(to, ORIGIN_SIZE, "%.*s", (int)(scheme + host), url);
    return true;
}

bool origin_names_read(struct origin_names *names, const char *url, const char *setting)
{
    names->public[0] = '\0';
    if (!origin_copy(names->own, url))
        return false;
    const char *colon = strrchr(names->own, ':');
    snprintf(names->port, sizeof names->port, "%.7s", colon + 1);
    return !setting[0] || origin_copy(names->public, setting);
}

static bool origin_has_host(const char *origin, struct slice host)
{
    const char *own = strstr(origin, "://");
    own = own ? own + 3 : "";
    return host.len > 0 && strlen(own) == host.len && strncasecmp(own, host.at, host.len) == 0;
}

bool origin_of_host(const struct origin_names *names, struct slice host, char origin[ORIGIN_SIZE])
{
    static const char *const local[] = {"127.0.0.1", "[::1]", "localhost"};
    if (names->public[0] && origin_has_host(names->public, host)) {
        memcpy(origin, names->public, ORIGIN_SIZE);
        return true;
    }
    for (size_t i = 0; i < sizeof local / sizeof *local; i++) {
        snprintf(origin, ORIGIN_SIZE, "http://%s:%s", local[i], names->port);
        if (origin_has_host(origin, host))
            return true;
    }
    memcpy(origin, names->own, ORIGIN_SIZE);
    return origin_has_host(origin, host);
}

bool origin_is_own(const char *own, struct slice sec_fetch_site, struct slice origin, bool needed)
{
    if (sec_fetch_site.at && !slice_is(sec_fetch_site, "same-origin"))
        return false;
    if (origin.at && !slice_is(origin, own))
        return false;
    return !needed || sec_fetch_site.at || origin.at;
}

struct slice origin_cookie(struct slice field, const char *name)
{
    struct slice found = SLICE_NONE;
    size_t len = strlen(name);
    for (size_t at = 0; at < field.len;) {
        const char *end = memchr(field.at + at, ';', field.len - at);
        size_t stop = end ? (size_t)(end - field.at) : field.len;
        while (at < stop && field.at[at] == ' ')
            at++;
        if (stop - at > len && memcmp(field.at + at, name, len) == 0 && field.at[at + len] == '=') {
            if (found.at)
                return SLICE_NONE;
            found = (struct slice){field.at + at + len + 1, stop - at - len - 1};
        }
        at = stop + 1;
    }
    return found;
}
