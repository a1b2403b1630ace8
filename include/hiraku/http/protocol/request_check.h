/* The head of a request: what the library lets through and HTTP does not (RFC 9110, RFC 9112). */
#ifndef HIRAKU_HTTP_PROTOCOL_REQUEST_CHECK_H
#define HIRAKU_HTTP_PROTOCOL_REQUEST_CHECK_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

bool request_check_token(struct slice text); /* RFC 9110 s.5.6.2 */
bool request_check_host(struct slice text);  /* RFC 9110 s.7.2: uri-host [":" port] */

/* Content-Length: digits only, at most 18 of them. */
bool request_check_length(struct slice text, uint64_t *length);

/* Characters that may stand in a request target (RFC 3986), and others than ASCII in valid UTF-8:
 * people type them, and answers name themselves in the encoded form. */
bool request_check_target(struct slice text);

/* The head of a request, one field at a time; request_check_end gives the verdict. */
struct request_check {
    unsigned hosts, lengths;
    uint64_t length;
    bool transfer_encoding, expects;
    bool only_body;       /* nothing is wrong but that there is a body where none is taken */
    const char *line_end; /* of the line before, in the library's buffer; NULL: not known */
    enum status status;
    struct problem *problem;
};

/* `line_end`: behind the request line, if names and values are given where they arrived. */
void request_check_begin(struct request_check *check, const char *line_end, struct problem *p);
void request_check_field(struct request_check *check, struct slice name, struct slice value);
/* `body_max`: bytes that the body may have; 0: none is taken. A body says its length: chunks are
 * refused (RFC 9110 s.15.5.12), for the library takes framings that proxies read otherwise. */
enum status request_check_end(struct request_check *check, bool host_required, uint64_t body_max);

#endif
