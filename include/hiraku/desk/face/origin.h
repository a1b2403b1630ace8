/* Whether a request comes from a page of the desk itself (RFC 6454; Fetch Metadata), and by which
 * name the desk is asked for. Pure functions. */
#ifndef HIRAKU_DESK_FACE_ORIGIN_H
#define HIRAKU_DESK_FACE_ORIGIN_H

#include "hiraku/base/slice.h"

enum { ORIGIN_SIZE = 600 };

/* What the desk goes by. */
struct origin_names {
    char own[ORIGIN_SIZE];    /* "http://127.0.0.1:8081": of the listener */
    char public[ORIGIN_SIZE]; /* "https://desk.example.org", of the setting; "": none */
    char port[8];             /* of the listener */
};

/* `url`: of the listener; `setting`: a URL, or "". False where the setting is no http or https URL
 * with a host and without more than a slash behind it. */
bool origin_names_read(struct origin_names *names, const char *url, const char *setting);

/* The origin that a Host names, into `origin`: of the setting, or of this machine (127.0.0.1,
 * [::1], localhost with the port of the listener). False: of none, as after DNS was changed under a
 * browser's feet. */
bool origin_of_host(const struct origin_names *names, struct slice host, char origin[ORIGIN_SIZE]);

/* A request that changes something: `sec_fetch_site` and `origin` (`.at` NULL: not sent) must name
 * the desk where they were sent, and one of them has to be where `needed` (a browser always sends
 * one, and a session is a browser's). */
bool origin_is_own(const char *own, struct slice sec_fetch_site, struct slice origin, bool needed);

/* The value of a cookie (RFC 6265 s.4.2.1); `.at` NULL: it was not sent, or twice. */
struct slice origin_cookie(struct slice field, const char *name);

#endif
