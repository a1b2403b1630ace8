/* The head of a request: what the library lets through and HTTP does not (RFC 9110, RFC 9112). */
#ifndef HIRAKU_HTTP_PROTOCOL_GUARD_H
#define HIRAKU_HTTP_PROTOCOL_GUARD_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

bool guard_token(struct slice text); /* RFC 9110 s.5.6.2 */
bool guard_host(struct slice text);  /* RFC 9110 s.7.2: uri-host [":" port] */

/* Content-Length: digits only, at most 18 of them. */
bool guard_length(struct slice text, uint64_t *length);

/* Characters that may stand in a request target (RFC 3986), and others than ASCII in valid UTF-8:
 * people type them, and answers name themselves in the encoded form. */
bool guard_target(struct slice text);

/* The head of a request, one field at a time; guard_end gives the verdict. */
struct guard {
    unsigned hosts, lengths;
    uint64_t length;
    bool transfer_encoding, expects;
    bool only_body;       /* nothing is wrong but that there is a body */
    const char *line_end; /* of the line before, in the library's buffer; NULL: not known */
    enum status status;
    struct problem *problem;
};

/* `line_end`: behind the request line, if names and values are given where they arrived. */
void guard_begin(struct guard *guard, const char *line_end, struct problem *p);
void guard_field(struct guard *guard, struct slice name, struct slice value);
enum status guard_end(struct guard *guard, bool host_required);

#endif
