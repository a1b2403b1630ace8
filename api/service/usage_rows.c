/* See usage_rows.h. */
#include "hiraku/service/usage_rows.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/service/service.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/value/period.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_SIZE = 24, MONTH_LENGTH = 7 };

struct usage_walk {
    const struct usage_book *book;
    size_t at;
    char id[USAGE_KEY_SIZE + DATE_TEXT_SIZE + 8], day[DATE_TEXT_SIZE];
    char counts[USAGE_AGENTS][NUMBER_SIZE];
};

static void usage_rows_inputs(const struct row_walk *walk, struct inputs *inputs)
{
    (void)walk, (void)inputs; /* no table: no release has them */
}

static enum status usage_rows_open(struct row_walk *rows, const struct service *service,
                                   const struct query *query, struct problem *p)
{
    (void)service, (void)query;
    const struct usage_question *question = rows->asked;
    struct usage_walk *walk = rows->state = calloc(1, sizeof *walk);
    if (!walk)
        return problem_memory(p);
    walk->book = question->book;
    return STATUS_OK;
}

static void usage_rows_close(struct row_walk *rows)
{
    free(rows->state);
}

static void usage_rows_put(struct row_walk *rows, const char *name, struct slice cell)
{
    const struct resource *resource = rows->source->resource;
    rows->cells[model_index(resource, model_column(resource, slice_of(name)))] = cell;
}

static enum status usage_rows_next(struct row_walk *rows, bool *more, struct problem *p)
{
    static const char *const names[USAGE_PARTS] = {"use", "table", "kpi", "file", "data_format"};
    struct usage_walk *walk = rows->state;
    struct slice keys[1 + USAGE_PARTS];
    (void)p;
    *more = walk->at < walk->book->count;
    if (!*more)
        return STATUS_OK;
    const struct usage_row *row = &walk->book->rows[walk->at++];
    date_format(date_from_days(row->day), walk->day);
    keys[0] = slice_of(walk->day);
    for (size_t i = 0; i < USAGE_PARTS; i++) {
        keys[1 + i] = usage_key_part(row->key, i);
        usage_rows_put(rows, names[i], keys[1 + i]);
    }
    for (size_t i = 0; i < USAGE_AGENTS; i++)
        snprintf(walk->counts[i], NUMBER_SIZE, "%" PRIu64, row->counts[i]);
    size_t len = model_join_id(rows->source->resource, keys, walk->id, sizeof walk->id);
    usage_rows_put(rows, "id", (struct slice){walk->id, len});
    usage_rows_put(rows, "month", (struct slice){walk->day, MONTH_LENGTH});
    usage_rows_put(rows, "day", keys[0]);
    usage_rows_put(rows, "requests", slice_of(walk->counts[USAGE_OTHERS]));
    usage_rows_put(rows, "bot_requests", slice_of(walk->counts[USAGE_BOTS]));
    return STATUS_OK;
}

const struct row_source usage_rows = {&usage_resource, usage_rows_inputs, usage_rows_open,
                                      usage_rows_next, usage_rows_close};
