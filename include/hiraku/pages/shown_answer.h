/* An answer of the API as pages show it. */
#ifndef HIRAKU_PAGES_SHOWN_ANSWER_H
#define HIRAKU_PAGES_SHOWN_ANSWER_H

#include "hiraku/base/slice.h"

#include <stdint.h>

struct page;
struct problem;

/* So much of a body is shown. */
enum { SHOWN_ANSWER_BYTES = 8 * 1024, SHOWN_FIELDS_MAX = 24 };

struct shown_field {
    struct slice name, value;
};

struct shown_answer {
    struct slice url; /* absolute */
    unsigned http;
    const char *reason;     /* "OK" */
    const char *media_type; /* NULL: no body */
    struct shown_field fields[SHOWN_FIELDS_MAX];
    size_t field_count;
    struct slice body;             /* its beginning */
    bool cut;                      /* there is more */
    bool text;                     /* it is text (UTF-8) that can be shown */
    const struct problem *problem; /* NULL: it is no problem */
    const char *example;           /* of a problem: a path that works, or "" */
};

void shown_answer_write(struct page *page, const struct shown_answer *answer);

#endif
