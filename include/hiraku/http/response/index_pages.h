/* The page of /. */
#ifndef HIRAKU_HTTP_RESPONSE_INDEX_PAGES_H
#define HIRAKU_HTTP_RESPONSE_INDEX_PAGES_H

#include "hiraku/base/status.h"

struct out;
struct problem;
struct representation;
struct request;

/* Reads what stands on the first page and writes it. */
enum status page_index_write(struct request *request, const struct representation *answer,
                             struct out *out, struct problem *p);

#endif
