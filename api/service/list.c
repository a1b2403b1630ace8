/* See service/list.h. One row more than the page has is asked for: it tells whether there is a next
 * page. */
#include "hiraku/service/list.h"

#include "hiraku/release/manifest.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/references.h"
#include "hiraku/service/service.h"
#include "hiraku/store/count.h"
#include "hiraku/store/cursor.h"

enum { PAGE_EXTRA = 1, SCRATCH_MAX = 16 << 20 };

void list_inputs(const struct list *list, struct inputs *inputs)
{
    inputs_add_shown(inputs, list->query.resource, list->without);
    if (list->about)
        inputs_add_shown(inputs, list->about, list->without);
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

static enum status select_rows(struct list *list, struct store *store, struct problem *p)
{
    uint64_t limit = list->query.limit;
    list->query.limit = limit ? limit + PAGE_EXTRA : 0;
    enum status status = store_select(store, &list->query, &list->view, &list->cursor, p);
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
    if (status == STATUS_OK)
        status = read_about(list, service, p);
    if (status == STATUS_OK)
        status = references_check(service, &list->query, p);
    return status == STATUS_OK ? select_rows(list, service->store, p) : status;
}

enum status list_next(struct list *list, struct row *row, bool *more, struct problem *p)
{
    uint64_t limit = list->query.limit;
    enum status status = cursor_next(list->cursor, row, more, p);
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
        status = cursor_position(list->cursor, list->arena, &list->last);
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
    record_close(&list->subject);
    arena_free(&list->scratch);
    list->cursor = NULL;
}

static enum status count_rows(const struct list *list, const struct service *service,
                              int64_t count_ms, struct list_facts *facts, struct problem *p)
{
    const struct query *query = &list->query;
    uint64_t total = 0;
    bool complete = true;
    enum status status = STATUS_OK;
    if (query->uncounted)
        return STATUS_OK;
    if (query->filter_count == 0 && query->words.len == 0) {
        const struct table_state *state = manifest_table(service->manifest, query->resource);
        total = state ? state->rows : 0;
    } else {
        status = store_count(service->store, query, count_ms, &total, &complete, p);
    }
    *(complete ? &facts->total : &facts->total_at_least) = (int64_t)total;
    return status;
}

enum status list_count(const struct list *list, const struct service *service, int64_t count_ms,
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
