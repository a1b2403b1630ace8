/* IRIs (RFC 3987) with the schemes http and https, and percent-encoding (RFC 3986 s.2.1). */
#ifndef HIRAKU_VALUE_IRI_H
#define HIRAKU_VALUE_IRI_H

#include "hiraku/base/slice.h"

struct arena;
struct out;

enum iri_fault {
    IRI_GOOD,
    IRI_NO_SCHEME, /* relative, or neither http nor https */
    IRI_NO_HOST,
    IRI_BAD_CHARACTER, /* space, <>"{}|\^` or a control character */
    IRI_BAD_PERCENT,   /* % without two hexadecimal digits */
    IRI_USERINFO,      /* user@host is refused */
    IRI_BAD_PORT,
};

/* `at` (may be NULL): the byte offset of the fault. */
enum iri_fault iri_check(struct slice text, size_t *at);

/* Writes `text` as one path segment: everything but RFC 3986 unreserved characters is
 * percent-encoded. */
void iri_segment(struct out *out, struct slice text);

/* Writes an IRI as a URI (RFC 3987 s.3.1): bytes beyond ASCII are percent-encoded. */
void iri_ascii(struct out *out, struct slice text);

/* Writes a URL as the value of a query component: `%`, `&`, `+`, `#` and bytes beyond ASCII are
 * percent-encoded; `/`, `?`, `:` and `=` need not be (RFC 3986 s.3.4). */
void iri_query_value(struct out *out, struct slice text);

/* Decodes one path segment or query component, strictly: every % has two digits, the result is
 * valid UTF-8 without U+0000 and control characters. `plus`: + is a space
 * (application/x-www-form-urlencoded).
 * `.at` is NULL if it is not so, or if there is no memory. */
struct slice iri_decode(struct arena *arena, struct slice text, bool plus);

#endif
