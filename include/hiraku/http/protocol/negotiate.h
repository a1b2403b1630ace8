/* Content negotiation (RFC 9110 s.12.5). */
#ifndef HIRAKU_HTTP_PROTOCOL_NEGOTIATE_H
#define HIRAKU_HTTP_PROTOCOL_NEGOTIATE_H

#include "hiraku/base/status.h"

struct writer;

enum encoding { ENCODING_IDENTITY, ENCODING_GZIP };

/* One form in which a route can answer. */
struct form {
    const char *name;            /* suffix and key: "json", "csv", "html" */
    const char *media_type;      /* with parameters */
    const struct writer *writer; /* NULL: there is none, the handler writes it itself */
};

/* The quality (0–1000) that an Accept field gives to a media type (RFC 9110 s.12.5.1); the most
 * specific range counts. An empty field accepts everything. */
int negotiate_quality(struct slice accept, const char *media_type);

/* The form with the highest quality, the earlier one where several have it; -1: none is acceptable.
 */
int negotiate_form(struct slice accept, const struct form *forms, size_t count);

/* Japanese or English by Accept-Language (s.12.5.4); `fallback` where it asks for neither. */
enum language negotiate_language(struct slice accept, enum language fallback);

/* gzip or identity by Accept-Encoding (s.12.5.3; `.at` NULL: not sent); false: neither is
 * acceptable. */
bool negotiate_encoding(struct slice accept, enum encoding *encoding);

/* Whether this coding is acceptable at all; a field that was not sent accepts every one. */
bool negotiate_takes(struct slice accept, enum encoding encoding);

/* Whether a list with weights has this element, and not with weight 0 (Want-Digest, RFC 3230
 * s.4.3.1). */
bool negotiate_wants(struct slice list, const char *name);

#endif
