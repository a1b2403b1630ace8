/* What a browser or a program sends with a request: fields of a form
 * (application/x-www-form-urlencoded, WHATWG URL s.5) or members of a JSON object. */
#ifndef HIRAKU_DESK_FACE_SENT_H
#define HIRAKU_DESK_FACE_SENT_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"

struct problem;

enum { SENT_FIELDS = 16 };

struct sent_fields {
    size_t count;
    struct sent_field {
        struct slice name, value;
    } list[SENT_FIELDS];
};

/* Adds the fields of a form or a query. STATUS_BAD_TARGET: not percent-encoded UTF-8.
 * STATUS_REPEATED_PARAMETER, STATUS_DESK_FIELDS. */
enum status sent_read(struct sent_fields *fields, struct arena *arena, struct slice text,
                      struct problem *p);

/* Adds the members of an object: texts, and whole numbers as their digits. STATUS_DESK_JSON:
 * anything else. */
enum status sent_read_json(struct sent_fields *fields, struct arena *arena, struct slice text,
                           struct problem *p);

enum status sent_add(struct sent_fields *fields, struct slice name, struct slice value,
                     struct problem *p);

/* `.at` NULL: there is none. */
struct slice sent_value(const struct sent_fields *fields, const char *name);
/* Takes the field out. */
struct slice sent_take(struct sent_fields *fields, const char *name);

#endif
