/* The rows of freshness as they are shown. What is read is freshness.c. */
#include "hiraku/service/freshness.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/service/inputs.h"
#include "hiraku/statistics/freshness.h"

#include "freshness_parts.h"

#include <stdio.h>
#include <stdlib.h>

static void freshness_inputs(const struct row_walk *walk, struct inputs *inputs)
{
    (void)walk; /* each table is told by when it changed */
    for (size_t i = 0; i < model_resource_count; i++)
        inputs_add(inputs, model_resources[i]);
}

static enum status freshness_open(struct row_walk *walk, const struct service *service,
                                  const struct query *query, struct problem *p)
{
    (void)query;
    struct freshness_rows *rows = walk->state = calloc(1, sizeof *rows);
    return rows ? freshness_read(service, rows, p) : problem_memory(p);
}

static void freshness_put(struct row_walk *walk, const char *name, struct slice cell)
{
    const struct resource *resource = walk->source->resource;
    walk->cells[model_index(resource, model_column(resource, slice_of(name)))] = cell;
}

static void freshness_put_due(struct row_walk *walk, const struct fresh_row *row)
{
    const struct freshness_day *day = walk->asked;
    struct freshness_rows *rows = walk->state;
    bool known = row->due.year != 0;
    long late = known ? freshness_days_late(row->due, day->today) : 0;
    if (known)
        date_format(row->due, rows->due);
    snprintf(rows->late, sizeof rows->late, "%ld", late);
    date_format(day->today, rows->today);
    freshness_put(walk, "due_on", known ? slice_of(rows->due) : SLICE_NONE);
    freshness_put(walk, "days_late", known ? slice_of(rows->late) : SLICE_NONE);
    freshness_put(walk, "late", known ? slice_of(late > 0 ? "true" : "false") : SLICE_NONE);
    freshness_put(walk, "reason", slice_of(row->reason));
    freshness_put(walk, "counted_on", slice_of(rows->today));
}

static enum status freshness_next_row(struct row_walk *walk, bool *more, struct problem *p)
{
    struct freshness_rows *rows = walk->state;
    (void)p;
    *more = rows->at < rows->count;
    if (!*more)
        return STATUS_OK;
    const struct fresh_row *row = &rows->rows[rows->at++];
    const struct slice keys[] = {row->table, row->kpi};
    model_join_id(walk->source->resource, keys, rows->id, sizeof rows->id);
    freshness_put(walk, "id", slice_of(rows->id));
    freshness_put(walk, "table", row->table);
    freshness_put(walk, "kpi", row->kpi);
    freshness_put(walk, "name_ja", row->name[0]);
    freshness_put(walk, "name_en", row->name[1]);
    freshness_put(walk, "program", row->program);
    freshness_put(walk, "frequency", row->frequency);
    freshness_put(walk, "delay_days", row->delay);
    freshness_put(walk, "evaluation_month", row->month);
    freshness_put(walk, "last_period", row->last);
    freshness_put(walk, "changed_in", row->changed_in);
    freshness_put(walk, "changed_on", row->changed_on);
    freshness_put(walk, "next_period", row->next);
    freshness_put_due(walk, row);
    return STATUS_OK;
}

static void freshness_close(struct row_walk *walk)
{
    freshness_free(walk->state);
}

const struct row_source freshness_source = {
    .resource = &freshness_resource,
    .inputs = freshness_inputs,
    .open = freshness_open,
    .next = freshness_next_row,
    .close = freshness_close,
};
