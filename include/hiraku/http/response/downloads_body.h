/* The list of downloads in JSON and in CSV. */
#ifndef HIRAKU_HTTP_RESPONSE_DOWNLOADS_BODY_H
#define HIRAKU_HTTP_RESPONSE_DOWNLOADS_BODY_H

#include <stdint.h>

struct out;
struct request;

/* `changed_in`: the release in which the data last changed. */
void downloads_body_json(struct request *request, uint64_t changed_in, struct out *out);
void downloads_body_csv(struct request *request, struct out *out);

#endif
