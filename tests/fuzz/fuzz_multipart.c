/* A form of files: each part lies in the body, behind the one before. */
#include "hiraku/desk/face/multipart.h"

#include "fuzz.h"

struct seen {
    struct slice body;
    uint64_t end;
};

static enum status take(void *context, const struct multipart_part *part, struct problem *p)
{
    struct seen *seen = context;
    (void)p;
    ENSURE(part->offset >= seen->end && part->offset + part->length <= seen->body.len);
    ENSURE(seen->body.at + part->offset == part->content.at && part->content.len == part->length);
    ENSURE(part->name.at != NULL);
    seen->end = part->offset + part->length;
    return STATUS_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct slice body = {(const char *)data, size};
    struct slice boundary = slice_of("b");
    struct seen seen = {.body = body};
    struct problem p = {.status = STATUS_OK};
    multipart_read(body, boundary, take, &seen, &p);
    if (multipart_boundary(body, &boundary)) {
        ENSURE(boundary.len > 0 && boundary.len <= MULTIPART_BOUNDARY_MAX);
        seen.end = 0;
        multipart_read(body, boundary, take, &seen, &p);
    }
    return 0;
}
