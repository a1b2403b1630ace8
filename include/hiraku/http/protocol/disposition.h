/* Content-Disposition (RFC 6266, RFC 8187). */
#ifndef HIRAKU_HTTP_PROTOCOL_DISPOSITION_H
#define HIRAKU_HTTP_PROTOCOL_DISPOSITION_H

struct arena;

/* The value of Content-Disposition with a name in ASCII and, where `title` is not empty, one in
 * UTF-8. Any bytes may be given. */
struct slice disposition_field(struct arena *arena, struct slice ascii, struct slice title);

#endif
