/* What a draft would change in the current release, cell by cell, and the reasons for it. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>
#include <time.h>

struct diffing {
    const struct draft *draft;
    const struct draft_change_sink *sink;
};

/* now − old with its sign; "" where one of them is no number. */
static void diff_number(const struct draft_change *change, char text[DRAFT_NUMBER_SIZE])
{
    struct decimal old, now, difference;
    char digits[DECIMAL_TEXT_SIZE];
    text[0] = '\0';
    if ((change->column->type != TYPE_DECIMAL && change->column->type != TYPE_INT) ||
        decimal_parse(change->old, &old) != DECIMAL_GOOD ||
        decimal_parse(change->now, &now) != DECIMAL_GOOD ||
        !decimal_subtract(now, old, &difference) || decimal_format(difference, digits) == 0)
        return;
    snprintf(text, DRAFT_NUMBER_SIZE, "%s%s", difference.units > 0 ? "+" : "", digits);
}

static bool diff_has_reason(const struct draft *draft, const struct draft_change *change)
{
    for (size_t i = 0; i < draft->reason_count; i++) {
        const struct draft_reason *reason = &draft->reasons[i];
        bool column = reason->column.len == 0 ||
                      (change->column && slice_is(reason->column, change->column->name));
        if (column && slice_is(reason->table, change->resource->name) &&
            slice_equal(reason->id, change->id))
            return true;
    }
    return false;
}

static enum status diff_tell(const struct diffing *diffing, struct draft_change *change,
                             struct problem *p)
{
    change->has_reason = change->asks_reason && diff_has_reason(diffing->draft, change);
    return diffing->sink->take(diffing->sink->context, change, p);
}

static enum status diff_take(void *context, const struct difference *difference, struct problem *p)
{
    const struct diffing *diffing = context;
    struct draft_change change = {.resource = difference->resource, .id = difference->id};
    enum status status = STATUS_OK;
    if (!difference->old || !difference->now) {
        change.added = difference->now;
        change.removed = difference->old;
        change.asks_reason = change.removed;
        return diff_tell(diffing, &change, p);
    }
    for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX && status == STATUS_OK;
         i = difference_next(difference, i + 1)) {
        change.column = &difference->resource->columns[i];
        change.old = difference->old[i];
        change.now = difference->now[i];
        change.asks_reason = difference_is_figure(difference, i);
        diff_number(&change, change.difference);
        status = diff_tell(diffing, &change, p);
    }
    return status;
}

enum status draft_diff(const struct draft_place *place, const struct draft *draft,
                       const struct publish_options *options, const struct draft_change_sink *sink,
                       struct publish_result *result, struct problem *p)
{
    struct diffing diffing = {draft, sink};
    const struct difference_sink take = {diff_take, &diffing};
    char path[DRAFT_PATH_SIZE] = "";
    enum status status = overlay_make(place, draft, path, p);
    if (status == STATUS_OK)
        status = publish_preview(place->store, path, options, sink ? &take : NULL, result, p);
    if (path[0] != '\0')
        folder_remove(path, NULL);
    return status;
}

/* --- reasons ---------------------------------------------------------------------------------- */

static bool reason_is_kind(struct slice kind)
{
    const struct column *column = model_column(&corrections_resource, slice_of("kind"));
    for (const struct code *code = column->codes; code->value; code++)
        if (slice_is(kind, code->value))
            return true;
    return false;
}

static const char *reason_fault(const struct draft_reason *reason)
{
    const struct resource *resource = model_input_as(reason->table);
    if (!resource || resource->computed)
        return "table";
    if (reason->column.len > 0 && !model_column(resource, reason->column))
        return "column";
    if (reason->id.len == 0 || text_check(reason->id, NULL) != TEXT_GOOD)
        return "id";
    if (!reason_is_kind(reason->kind))
        return "kind";
    if (reason->note_ja.len == 0 || text_check(reason->note_ja, NULL) != TEXT_GOOD)
        return "note_ja";
    return text_check(reason->note_en, NULL) != TEXT_GOOD ? "note_en" : NULL;
}

static bool reason_is_same(const struct draft_reason *a, const struct draft_reason *b)
{
    return slice_equal(a->table, b->table) && slice_equal(a->id, b->id) &&
           slice_equal(a->column, b->column);
}

/* Whether there was one, which is gone now. */
static bool reason_take_back(struct draft *draft, const struct draft_reason *reason)
{
    for (size_t i = 0; i < draft->reason_count; i++) {
        if (!reason_is_same(&draft->reasons[i], reason))
            continue;
        for (size_t next = i + 1; next < draft->reason_count; next++)
            draft->reasons[next - 1] = draft->reasons[next];
        draft->reason_count--;
        return true;
    }
    return false;
}

enum status draft_reason(const struct draft_place *place, struct draft *draft,
                         const struct draft_reason *reason, struct problem *p)
{
    if (reason->note_ja.len == 0 && reason->note_en.len == 0 && reason_take_back(draft, reason)) {
        draft_reopen(draft);
        return draft_save(place, draft, p);
    }
    const char *fault = reason_fault(reason);
    char today[24];
    struct tm day;
    time_t now = time(NULL);
    if (fault)
        return problem_set(p, STATUS_DRAFT_REASON, slice_of(fault), SLICE_NONE, NULL);
    struct draft_reason *reasons =
        arena_alloc(&draft->arena, (draft->reason_count + 1) * sizeof *reasons);
    if (!reasons || !localtime_r(&now, &day))
        return problem_memory(p);
    size_t count = 0;
    for (size_t i = 0; i < draft->reason_count; i++)
        if (!reason_is_same(&draft->reasons[i], reason))
            reasons[count++] = draft->reasons[i];
    strftime(today, sizeof today, "%Y-%m-%d", &day);
    reasons[count++] = (struct draft_reason){
        draft_keep(draft, reason->table),
        draft_keep(draft, reason->id),
        draft_keep(draft, reason->column),
        draft_keep(draft, reason->decided_on.len > 0 ? reason->decided_on : slice_of(today)),
        draft_keep(draft, reason->kind),
        draft_keep(draft, reason->note_ja),
        draft_keep(draft, reason->note_en)};
    draft->reasons = reasons;
    draft->reason_count = count;
    draft_reopen(draft);
    return draft_save(place, draft, p);
}
