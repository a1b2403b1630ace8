/* See record.h. */
#include "hiraku/service/record.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/query/search.h"
#include "hiraku/service/service.h"
#include "hiraku/store/cursor.h"
#include "hiraku/store/store.h"

#include <inttypes.h>
#include <stdio.h>

enum { PATH_BYTES = 8192, SNIPPET_WIDTH = 120 };

enum status record_read(struct stored_record *record, struct store *store, struct slice id,
                        struct problem *p)
{
    record->cursor = NULL;
    record->found = false;
    query_record(&record->query, record->view.resource, id);
    enum status status = store_select(store, &record->query, &record->view, &record->cursor, p);
    if (status == STATUS_OK)
        status = cursor_next(record->cursor, &record->row, &record->found, p);
    return status;
}

void record_close(struct stored_record *record)
{
    cursor_close(record->cursor);
    record->cursor = NULL;
}

struct slice record_path(struct arena *arena, const struct resource *resource, struct slice id)
{
    struct out out;
    out_open_memory(&out, PATH_BYTES);
    model_record_path(&out, resource, id);
    return out_keep(&out, arena);
}

struct slice record_title(const struct row *row, const char *lang)
{
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        if (!row->view->through[i] && (column->flags & COL_LABEL) && column->lang &&
            strcmp(column->lang, lang) == 0)
            return row->cells[i];
    }
    return SLICE_NONE;
}

struct slice record_snippet(const struct row *row, struct slice words, struct arena *arena)
{
    const struct view *view = row->view;
    struct slice snippet = {NULL, 0};
    for (size_t i = 0; i < view->count && snippet.len == 0; i++)
        if (!view->through[i] && (view->columns[i]->flags & COL_SEARCH))
            snippet =
                search_snippet(arena, row->cells[i], words, SNIPPET_WIDTH, "<mark>", "</mark>");
    return snippet;
}

enum status record_missing(const struct service *service, const struct resource *resource,
                           struct slice id, struct problem *p)
{
    struct slice path = record_path(service->arena, resource, id), nearest = {NULL, 0};
    struct slice table = arena_printf(service->arena, "/v1/%s", resource->name);
    uint64_t number = service->retired(service->context, resource, id);
    enum status status = STATUS_GONE;
    if (number) {
        char text[24];
        snprintf(text, sizeof text, "%" PRIu64, number);
        problem_set(p, status, path, slice_of(text), NULL);
        problem_example(p, table.at);
        return status;
    }
    status = store_nearest(service->store, resource, id, service->arena, &nearest, p);
    if (status != STATUS_OK)
        return status;
    status = problem_set(p, STATUS_NOT_FOUND, path, SLICE_NONE, NULL);
    if (nearest.len)
        problem_nearest(p, nearest);
    problem_example(p, nearest.len ? record_path(service->arena, resource, nearest).at : table.at);
    return status;
}

enum status record_require(struct stored_record *record, const struct service *service,
                           struct slice id, struct problem *p)
{
    enum status status = record_read(record, service->store, id, p);
    return status == STATUS_OK && !record->found
               ? record_missing(service, record->view.resource, id, p)
               : status;
}
