/* Parameters read against a table of the model. */
#ifndef HIRAKU_TEST_PARSED_H
#define HIRAKU_TEST_PARSED_H

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct query query;
    struct problem problem;
};

/* A page of the table, or all of it. */
static inline enum status parse_of(struct fixture *f, const struct resource *resource,
                                   const char *text, bool paged)
{
    struct parameter parameters[16];
    size_t count;
    arena_init(&f->arena, 1 << 20);
    f->query = (struct query){.resource = resource};
    f->problem = (struct problem){0};
    enum status status =
        query_split(&f->arena, slice_of(text), parameters, 16, &count, &f->problem);
    if (status == STATUS_OK)
        status = query_parse(
            &f->query, &f->arena, parameters, count,
            (struct query_rules){.form = paged ? QUERY_PAGES : QUERY_ROWS, .first_month = 4},
            &f->problem);
    return status;
}

static inline enum status parse(struct fixture *f, const char *table, const char *text, bool paged)
{
    return parse_of(f, model_resource(slice_of(table)), text, paged);
}

/* Of observations. */
static inline void reads_as(const char *text, const char *canonical)
{
    struct fixture f;
    assert_int_equal(parse(&f, "observations", text, true), STATUS_OK);
    struct slice written = query_canonical(&f.query, &f.arena, (struct slice){0});
    char whole[256];
    snprintf(whole, sizeof whole, "%.*s", (int)written.len, written.at);
    assert_string_equal(whole, canonical);
    arena_free(&f.arena);
}

#endif
