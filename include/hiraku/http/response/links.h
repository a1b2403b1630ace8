/* The links of an answer (RFC 8288). */
#ifndef HIRAKU_HTTP_RESPONSE_LINKS_H
#define HIRAKU_HTTP_RESPONSE_LINKS_H

struct representation;
struct request;

/* Longer ones are left out: they might not fit into the head. */
enum { LINK_MAX = 1024 };

/* The value of Link: `next` (the path of the next page, or empty), the permanent URL, licence,
 * contract, documentation, and what describes the answer. The request has a release. */
struct slice links_field(struct request *request, const struct representation *answer,
                         struct slice next);

#endif
