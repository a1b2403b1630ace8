/* Feeds as answers (RFC 4287): what a release touched of an instance, a table or a record
 * (service/feed.h), in request->language. */
#ifndef HIRAKU_HTTP_RESPONSE_ATOM_H
#define HIRAKU_HTTP_RESPONSE_ATOM_H

#include "hiraku/base/status.h"

struct feed_subject;
struct problem;
struct representation;
struct request;

/* Plans it. Parameters: `lang` (ja, en), which becomes request->language, and `archive`, a number
 * from 1 on. The archive behind the last complete one leads to the newest page (303), others that
 * there are not are STATUS_NOT_FOUND. */
enum status atom_plan(struct request *request, const struct feed_subject *subject,
                      struct representation *answer, struct problem *p);

#endif
