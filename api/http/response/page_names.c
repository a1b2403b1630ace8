/* See page_names.h. A record that is not in the release has no name there. */
#include "hiraku/http/response/page_names.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/service/record.h"
#include "hiraku/service/row_set.h"
#include "hiraku/service/service.h"

enum { PAGE_NAME_BYTES = 16384 };

enum status page_naming_begin(struct page_naming *naming, const struct service *service,
                              const struct page_context *context, struct problem *p)
{
    struct arena *arena = service->arena;
    *naming = (struct page_naming){.service = service, .context = context};
    naming->record = arena_alloc(arena, sizeof *naming->record);
    naming->named = arena_alloc(arena, sizeof *naming->named);
    return naming->record && naming->named ? STATUS_OK : problem_memory(p);
}

static enum status page_naming_write(struct page_naming *naming, struct list_name *name,
                                     struct problem *p)
{
    struct out out;
    out_open_memory(&out, PAGE_NAME_BYTES);
    record_name_write(naming->context, &naming->record->row, NULL, &out, &name->lang);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK) {
        name->text = arena_copy(naming->service->arena, out_written(&out));
        if (!name->text.at)
            status = problem_memory(p);
    }
    out_close(&out);
    return status;
}

enum status page_naming_of(struct page_naming *naming, const struct resource *table,
                           struct slice id, struct list_name *name, struct problem *p)
{
    struct stored_record *record = naming->record;
    *name = (struct list_name){.lang = NULL};
    *naming->named = (struct query){.resource = table};
    view_init(&record->view, table, COL_HIDDEN | COL_LOOKUP);
    view_name_references(&record->view, naming->named, NULL);
    enum status status = record_read(record, naming->service->store, id, p);
    if (status == STATUS_OK && record->found)
        status = page_naming_write(naming, name, p);
    record_close(record);
    if (slice_equal(name->text, id))
        *name = (struct list_name){.lang = NULL};
    return status;
}

static enum status page_names_of_filter(struct page_naming *naming, const struct filter *filter,
                                        const struct list_name **names, struct problem *p)
{
    const struct resource *table = filter->column->ref;
    bool named = filter->comparison == COMPARISON_EQ || filter->comparison == COMPARISON_NE ||
                 filter->comparison == COMPARISON_IN || filter->comparison == COMPARISON_NOTIN;
    if (!table || table->on_demand || !named)
        return STATUS_OK;
    size_t count = filter->values ? filter->value_count : 1;
    struct list_name *made = arena_alloc(naming->service->arena, count * sizeof *made);
    enum status status = made ? STATUS_OK : problem_memory(p);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = page_naming_of(naming, table, filter->values ? filter->values[i] : filter->value,
                                &made[i], p);
    *names = made;
    return status;
}

enum status page_names_of_conditions(struct page_naming *naming, const struct query *query,
                                     const struct list_name *const **names, struct problem *p)
{
    const struct list_name **made =
        arena_alloc(naming->service->arena, QUERY_FILTERS_MAX * sizeof *made);
    enum status status = made ? STATUS_OK : problem_memory(p);
    for (size_t i = query->fixed; i < query->filter_count && status == STATUS_OK; i++)
        status = page_names_of_filter(naming, &query->filters[i], &made[i], p);
    *names = made;
    return status;
}

enum status page_names_of_changes(struct page_naming *naming, const struct row_set *rows,
                                  const struct list_name **names, struct problem *p)
{
    *names = NULL;
    if (rows->count == 0 || rows->view->resource != &changes_resource)
        return STATUS_OK;
    struct list_name *made = arena_alloc(naming->service->arena, rows->count * sizeof *made);
    enum status status = made ? STATUS_OK : problem_memory(p);
    for (size_t i = 0; i < rows->count && status == STATUS_OK; i++) {
        const struct resource *table = model_resource(row_cell(&rows->rows[i], "table"));
        if (table && !table->on_demand)
            status = page_naming_of(naming, table, row_cell(&rows->rows[i], "id"), &made[i], p);
    }
    *names = made;
    return status;
}
