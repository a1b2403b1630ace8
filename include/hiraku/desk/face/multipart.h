/* The parts of a multipart/form-data body (RFC 7578, RFC 2046 s.5.1.1), in memory. Pure functions;
 * nothing of it is believed. */
#ifndef HIRAKU_DESK_FACE_MULTIPART_H
#define HIRAKU_DESK_FACE_MULTIPART_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

enum { MULTIPART_BOUNDARY_MAX = 70, MULTIPART_HEAD_MAX = 8 * 1024, MULTIPART_PARTS_MAX = 64 };

struct multipart_part {
    struct slice name;      /* as sent: browsers write %22, %0D and %0A for what it cannot have */
    struct slice file_name; /* `.at` NULL: it is a field */
    struct slice content;
    uint64_t offset, length; /* of the content, in the body */
};

/* False: the Content-Type is none of multipart/form-data with a boundary. */
bool multipart_boundary(struct slice content_type, struct slice *boundary);

typedef enum status multipart_take(void *context, const struct multipart_part *part,
                                   struct problem *p);

/* STATUS_BAD_REQUEST: it is no such body to its end. */
enum status multipart_read(struct slice body, struct slice boundary, multipart_take *take,
                           void *context, struct problem *p);

#endif
