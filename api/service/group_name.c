/* See service/group_name.h. */
#include "hiraku/service/group_name.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/path.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/value/period.h"

bool group_is_time(const struct path *path)
{
    return path->column->type == TYPE_PERIOD || path->column->type == TYPE_DATE ||
           path->column->flags & COL_FISCAL;
}

static enum status group_record_name(const struct service *service, const struct column *column,
                                     struct slice cell, struct slice *name, struct problem *p)
{
    struct stored_record *record = arena_alloc(service->arena, sizeof *record);
    if (!record)
        return problem_memory(p);
    view_init(&record->view, column->ref, COL_HIDDEN | COL_LOOKUP);
    enum status status = record_read(record, service->store, cell, p);
    if (status == STATUS_OK && record->found) {
        struct slice title = record_title(&record->row, service->language ? "en" : "ja");
        title = title.len ? title : record_title(&record->row, "ja");
        if (title.len)
            *name = arena_copy(service->arena, title);
    }
    record_close(record);
    return status;
}

static struct slice group_period_name(const struct service *service, const struct column *column,
                                      struct slice cell)
{
    char label[PERIOD_LABEL_SIZE];
    struct period period;
    struct slice text =
        column->flags & COL_FISCAL
            ? arena_printf(service->arena, "FY%.*s", (int)cell.len, cell.len ? cell.at : "")
            : cell;
    if (period_parse(text, service->instance->first_month, &period) != PERIOD_GOOD)
        return cell;
    (service->language == LANGUAGE_EN ? period_label_en : period_label_ja)(&period, text, label);
    return arena_copy(service->arena, slice_of(label));
}

enum status group_name(const struct service *service, const struct path *path, struct slice cell,
                       struct slice *name, struct problem *p)
{
    const struct column *column = path->column;
    *name = cell;
    if (cell.len == 0)
        return STATUS_OK;
    if (column->type == TYPE_REF && !(column->flags & COL_MANY))
        return group_record_name(service, column, cell, name, p);
    const struct code *code = column->type == TYPE_ENUM ? column_code(column, cell) : NULL;
    if (code)
        *name = slice_of(service->language == LANGUAGE_EN ? code->title_en : code->title_ja);
    if (group_is_time(path))
        *name = group_period_name(service, column, cell);
    return STATUS_OK;
}
