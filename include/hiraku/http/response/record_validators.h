/* Validators of one record (RFC 9110 s.8.8). */
#ifndef HIRAKU_HTTP_RESPONSE_RECORD_VALIDATORS_H
#define HIRAKU_HTTP_RESPONSE_RECORD_VALIDATORS_H

#include "hiraku/base/status.h"

struct problem;
struct representation;
struct request;
struct row;
struct store;

/* ETag, Last-Modified and Hiraku-Release of the record request->id: its own, as long as the form
 * shows nothing but the cells of its row, and it is known when they changed; else those of the
 * tables. And that it can be cited, as what. */
enum status record_validators(struct request *request, struct representation *answer,
                              struct store *store, const struct row *row, struct problem *p);

#endif
