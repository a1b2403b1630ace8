/* The body of / in JSON. */
#ifndef HIRAKU_HTTP_RESPONSE_INDEX_BODY_H
#define HIRAKU_HTTP_RESPONSE_INDEX_BODY_H

struct instance;
struct manifest;
struct out;

void index_body_write(const struct instance *instance, const struct manifest *manifest,
                      struct out *out);

#endif
