/* See service/list.h. One row more than the page has is asked for: it tells whether there is a next
 * page. */
#include "hiraku/service/list.h"

#include "hiraku/base/clock.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/references.h"
#include "hiraku/service/service.h"
#include "hiraku/store/count.h"
#include "hiraku/store/cursor.h"

enum { PAGE_EXTRA = 1, SCRATCH_MAX = 16 << 20 };

static void list_inputs_named(const struct list *list, struct inputs *inputs)
{
    for (const struct column *column = list->query.resource->columns; column->name; column++)
        if (list->named && column->ref && column_is_published(column))
            inputs_add(inputs, column->ref);
}

void list_inputs(const struct list *list, struct inputs *inputs)
{
    list_inputs_named(list, inputs);
    if (list->walk.source)
        list->walk.source->inputs(&list->walk, inputs);
    else
        inputs_add_shown(inputs, list->query.resource, list->without);
    if (list->about)
        inputs_add_shown(inputs, list->about, list->without);
    if (!list->walk.source)
        inputs_add_query(inputs, &list->query);
}

static enum status read_about(struct list *list, const struct service *service, struct problem *p)
{
    struct stored_record *subject = &list->subject;
    if (!list->about)
        return STATUS_OK;
    view_init(&subject->view, list->about, list->without);
    subject->query = (struct query){.resource = list->about, .shown = list->query.shown};
    enum status status = view_select(&subject->view, &subject->query, p);
    if (status == STATUS_OK)
        status = record_read(subject, service->store, list->about_id, p);
    if (status == STATUS_OK && !subject->found)
        status = record_missing(service, list->about, list->about_id, p);
    return status;
}

static struct row_walk_query list_walk_query(struct list *list)
{
    return (struct row_walk_query){&list->query, &list->scratch};
}

static enum status select_rows(struct list *list, const struct service *service, struct problem *p)
{
    if (list->walk.source)
        return row_walk_open(&list->walk, service, list_walk_query(list), p);

    uint64_t limit = list->query.limit;
    list->query.limit = limit ? limit + PAGE_EXTRA : 0;
    enum status status = store_select(service->store, &list->query, &list->view, &list->cursor, p);
    list->query.limit = limit;
    return status;
}

enum status list_open(struct list *list, const struct service *service, struct problem *p)
{
    list->cursor = list->subject.cursor = NULL;
    list->returned = 0;
    list->more = false;
    list->arena = service->arena;
    arena_init(&list->scratch, SCRATCH_MAX);
    view_init(&list->view, list->query.resource, list->without);
    enum status status = view_select(&list->view, &list->query, p);
    if (status == STATUS_OK && list->named)
        view_name_references(&list->view, &(struct query){.resource = list->query.resource}, NULL);
    if (status == STATUS_OK)
        status = read_about(list, service, p);
    if (status == STATUS_OK)
        status = references_check(service, &list->query, p);
    return status == STATUS_OK ? select_rows(list, service, p) : status;
}

/* Where the row at hand stands. */
static enum status list_place(struct list *list)
{
    if (!list->walk.source)
        return cursor_position(list->cursor, list->arena, &list->last);
    list->last = (struct position){.given = list->walk.passed};
    return STATUS_OK;
}

enum status list_next(struct list *list, struct row *row, bool *more, struct problem *p)
{
    uint64_t limit = list->query.limit;
    enum status status = list->walk.source ? row_walk_next(&list->walk, list_walk_query(list),
                                                           &list->view, row, more, p)
                                           : cursor_next(list->cursor, row, more, p);
    arena_reset(&list->scratch);
    if (status != STATUS_OK || !*more)
        return status;
    if (limit > 0 && list->returned == limit) {
        list->more = true;
        *more = false;
        return STATUS_OK;
    }
    if (list->snippets && list->query.words.len > 0)
        row->snippet = record_snippet(row, list->query.words, &list->scratch);
    if (++list->returned == limit)
        status = list_place(list);
    return status == STATUS_OK && arena_overflowed(&list->scratch) ? problem_memory(p) : status;
}

struct slice list_cursor(const struct list *list, uint64_t changed_in)
{
    return list->more ? query_cursor(&list->query, changed_in, &list->last, list->arena)
                      : SLICE_NONE;
}

void list_close(struct list *list)
{
    cursor_close(list->cursor);
    row_walk_close(&list->walk);
    record_close(&list->subject);
    arena_free(&list->scratch);
    list->cursor = NULL;
}

static enum status count_rows(struct list *list, const struct service *service, int64_t count_ms,
                              struct list_facts *facts, struct problem *p)
{
    const struct query *query = &list->query;
    uint64_t total = 0;
    bool complete = true;
    enum status status = STATUS_OK;
    if (query->uncounted)
        return STATUS_OK;
    if (list->walk.source) {
        int64_t until = count_ms < 0 ? INT64_MAX : clock_monotonic_ms() + count_ms;
        status = row_walk_count(&list->walk, list_walk_query(list), until, &complete, p);
        total = list->walk.passed;
    } else if (query->filter_count == 0 && query->words.len == 0) {
        const struct table_state *state = manifest_table(service->manifest, query->resource);
        total = state ? state->rows : 0;
    } else {
        status = store_count(service->store, query, count_ms, &total, &complete, p);
    }
    *(complete ? &facts->total : &facts->total_at_least) = (int64_t)total;
    return status;
}

enum status list_count(struct list *list, const struct service *service, int64_t count_ms,
                       struct list_facts *facts, struct problem *p)
{
    const struct query *query = &list->query;
    *facts = (struct list_facts){.total = -1, .total_at_least = -1};
    facts->facets = arena_alloc(service->arena, (query->facet_count + 1) * sizeof *facts->facets);
    enum status status = count_rows(list, service, count_ms, facts, p);
    if (status == STATUS_OK && !facts->facets)
        status = problem_memory(p);
    for (size_t i = 0; i < query->facet_count && status == STATUS_OK; i++)
        status = store_facet(service->store, query, query->facets[i], service->arena,
                             &facts->facets[i], p);
    return status;
}
