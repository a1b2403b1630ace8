/* What other machines copy (release/copy_list.h) as answers. */
#ifndef HIRAKU_HTTP_RESPONSE_COPIES_H
#define HIRAKU_HTTP_RESPONSE_COPIES_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;
struct representation;
struct request;

/* Which releases there are. */
enum status copies_plan_releases(struct request *request, struct representation *answer,
                                 struct problem *p);
/* The files of release `number`. */
enum status copies_plan_files(struct request *request, struct representation *answer,
                              uint64_t number, struct problem *p);
/* The file of release `number` whose SHA-256 is the fifth segment of the path, or (`pieces`) how
 * it is cut (release/chunks.h). STATUS_NOT_FOUND: the release has none. */
enum status copies_plan_file(struct request *request, struct representation *answer,
                             uint64_t number, bool pieces, struct problem *p);

#endif
