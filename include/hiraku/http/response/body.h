/* Bodies that are kept for long. */
#ifndef HIRAKU_HTTP_RESPONSE_BODY_H
#define HIRAKU_HTTP_RESPONSE_BODY_H

struct out;

struct MHD_Response;

enum { BODY_PAGES_MIN = 16 * 1024 };

/* A response with a copy of a body that is large enough to be worth pages of its own: what is kept
 * for long would leave holes between what is not. NULL: it is not, or there is no room. */
struct MHD_Response *body_keep(const struct out *body);

#endif
