/* See reasons.h. The rows of the folder are in memory, sorted, so that those of a record are found
 * by halving; what earlier releases kept is read once, row by row. */
#include "reasons.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/publish/publish.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"

#include <stdio.h>
#include <stdlib.h>

enum { NEAR_MAX = 2000, TEXT_SIZE = 2048 };
#define REASONS_MEMORY ((size_t)256 << 20)

/* The cells that tell reasons apart, in the order in which they are sorted. */
static const enum reason_cell reason_key[] = {REASON_TABLE, REASON_ID, REASON_COLUMN,
                                              REASON_DECIDED_ON};

enum { KEY_CELLS = sizeof reason_key / sizeof *reason_key, RECORD_CELLS = 2 };

static int reason_compare(const struct slice *a, const struct slice *b, size_t cells)
{
    int order = 0;
    for (size_t i = 0; i < cells && order == 0; i++)
        order = slice_compare(a[reason_key[i]], b[reason_key[i]]);
    return order;
}

static int reason_by_key(const void *left, const void *right)
{
    const struct reason *a = left, *b = right;
    return reason_compare(a->cells, b->cells, KEY_CELLS);
}

/* The first row that is not before the cells. */
static size_t reasons_bound(const struct reasons *reasons, const struct slice *cells, size_t count)
{
    size_t low = 0, high = reasons->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (reason_compare(reasons->rows[middle].cells, cells, count) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- the folder ------------------------------------------------------------------------------- */

static enum status reasons_add(struct reasons *reasons, const struct staged *row, struct problem *p)
{
    struct reason *reason = &reasons->rows[reasons->count++];
    *reason = (struct reason){.place = row->place};
    for (size_t i = 0; i < REASON_CELLS; i++) {
        const struct column *column =
            model_column(&corrections_resource, slice_of(reason_columns[i]));
        reason->cells[i] =
            arena_copy(&reasons->arena, row->cells[model_index(&corrections_resource, column)]);
    }
    return arena_overflowed(&reasons->arena) ? problem_memory(p) : STATUS_OK;
}

static enum status reasons_read(struct reasons *reasons, struct stage *stage, struct problem *p)
{
    struct stage_cursor *cursor = NULL;
    struct staged row;
    bool more = true;
    uint64_t total = stage_rows(stage, &corrections_resource);
    reasons->rows = calloc(total + 1, sizeof *reasons->rows);
    reasons->near = calloc(NEAR_MAX, sizeof *reasons->near);
    if (!reasons->rows || !reasons->near)
        return problem_memory(p);
    enum status status = stage_select(stage, &corrections_resource, NULL, &cursor, p);
    while (status == STATUS_OK && reasons->count < total) {
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = reasons_add(reasons, &row, p);
    }
    stage_close(cursor);
    qsort(reasons->rows, reasons->count, sizeof *reasons->rows, reason_by_key);
    return status;
}

/* --- what was kept ---------------------------------------------------------------------------- */

struct reasons_past {
    struct reasons *reasons;
    uint64_t release;
};

static enum status reasons_compare_kept(void *context, const struct slice *cells, struct problem *p)
{
    const struct reasons_past *past = context;
    struct reasons *reasons = past->reasons;
    (void)p;
    for (size_t at = reasons_bound(reasons, cells, KEY_CELLS);
         at < reasons->count && reason_compare(reasons->rows[at].cells, cells, KEY_CELLS) == 0;
         at++) {
        struct reason *reason = &reasons->rows[at];
        if (past->release > reason->known)
            reason->known = past->release;
        bool same = true;
        for (size_t i = 0; i < REASON_CELLS && same; i++)
            same = slice_equal(reason->cells[i], cells[i]);
        reason->kept = reason->kept || same;
    }
    return STATUS_OK;
}

enum status reasons_open(struct reasons *reasons, struct stage *stage, const char *store,
                         uint64_t base, struct problem *p)
{
    *reasons = (struct reasons){.base = base};
    arena_init(&reasons->arena, REASONS_MEMORY);
    enum status status = reasons_read(reasons, stage, p);
    struct reasons_past past = {reasons, base};
    for (; past.release > 0 && status == STATUS_OK && reasons->count > 0; past.release--) {
        char dir[RELEASE_PATH_SIZE];
        layout_release_dir(store, past.release, dir);
        status = change_log_reasons(dir, reasons_compare_kept, &past, p);
    }
    return status;
}

void reasons_close(struct reasons *reasons)
{
    arena_free(&reasons->arena);
    free(reasons->rows);
    free(reasons->near);
    *reasons = (struct reasons){.rows = NULL};
}

/* --- changes ---------------------------------------------------------------------------------- */

static bool difference_changes(const struct difference *difference, struct slice column)
{
    const struct column *found = model_column(difference->resource, column);
    if (!difference->old || !difference->now || !found)
        return false;
    size_t at = model_index(difference->resource, found);
    return difference_next(difference, at) == at;
}

/* What of the record changes, where the column does not. */
static void reason_mean(struct reason *reason, const struct difference *difference)
{
    struct slice names[COLUMNS_MAX], nearest = SLICE_NONE;
    size_t count = 0;
    for (size_t i = difference_next(difference, 0); i < COLUMNS_MAX;
         i = difference_next(difference, i + 1))
        names[count++] = slice_of(difference->resource->columns[i].name);
    if (count > 0)
        nearest = text_nearest(reason->cells[REASON_COLUMN], names, count);
    if (nearest.len == 0 && count == 1)
        nearest = names[0];
    snprintf(reason->meant, sizeof reason->meant, "%s %.*s %.*s", difference->resource->name,
             (int)difference->id.len, difference->id.at, (int)nearest.len,
             nearest.len > 0 ? nearest.at : "");
    size_t len = strlen(reason->meant);
    if (len > 0 && reason->meant[len - 1] == ' ')
        reason->meant[len - 1] = '\0';
}

static enum status reasons_keep_near(struct reasons *reasons, const struct difference *difference,
                                     struct problem *p)
{
    size_t column = difference_next(difference, 0);
    if (reasons->near_count == NEAR_MAX)
        return STATUS_OK;
    const char *name = column < COLUMNS_MAX ? difference->resource->columns[column].name : "";
    reasons->near[reasons->near_count++] =
        (struct reason_near){.table = slice_of(difference->resource->name),
                             .id = arena_copy(&reasons->arena, difference->id),
                             .column = slice_of(name)};
    return arena_overflowed(&reasons->arena) ? problem_memory(p) : STATUS_OK;
}

enum status reasons_take(struct reasons *reasons, const struct difference *difference,
                         struct problem *p)
{
    struct slice record[REASON_CELLS] = {
        [REASON_TABLE] = slice_of(difference->resource->name), [REASON_ID] = difference->id};
    size_t at = reasons_bound(reasons, record, RECORD_CELLS);
    reasons->of = reasons->rows ? &reasons->rows[at] : NULL;
    reasons->of_count = 0;
    for (;
         at < reasons->count && reason_compare(reasons->rows[at].cells, record, RECORD_CELLS) == 0;
         at++) {
        struct reason *reason = &reasons->rows[at];
        struct slice column = reason->cells[REASON_COLUMN];
        reasons->of_count++;
        if (reason->kept)
            continue;
        reason->used = column.len == 0 || difference_changes(difference, column);
        if (!reason->used)
            reason_mean(reason, difference);
    }
    return reasons->count > 0 && reasons->of_count == 0 ? reasons_keep_near(reasons, difference, p)
                                                        : STATUS_OK;
}

bool reasons_cover(const struct reasons *reasons, const char *column)
{
    for (size_t i = 0; i < reasons->of_count; i++) {
        struct slice own = reasons->of[i].cells[REASON_COLUMN];
        if (reasons->of[i].used && (own.len == 0 || (column && slice_is(own, column))))
            return true;
    }
    return false;
}

/* --- reasons.csv ------------------------------------------------------------------------------ */

void reasons_header(struct out *out)
{
    for (size_t i = 0; i < REASON_CELLS; i++)
        csv_cell(out, i == 0, slice_of(reason_columns[i]));
    csv_end(out);
}

static void reason_write(const struct reason *reason, struct out *out)
{
    for (size_t i = 0; i < REASON_CELLS; i++)
        csv_cell(out, i == 0, reason->cells[i]);
    csv_end(out);
}

void reasons_write(const struct reasons *reasons, struct out *out)
{
    for (size_t i = 0; i < reasons->of_count; i++)
        if (reasons->of[i].used)
            reason_write(&reasons->of[i], out);
}

void reasons_write_all(const struct reasons *reasons, struct out *out)
{
    for (size_t i = 0; i < reasons->count; i++)
        reason_write(&reasons->rows[i], out);
}

bool reasons_any(const struct reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++)
        if (reasons->rows[i].used)
            return true;
    return false;
}

/* --- what explains nothing -------------------------------------------------------------------- */

static struct slice near_text(char text[TEXT_SIZE], struct slice table, struct slice id,
                              struct slice column)
{
    int len =
        snprintf(text, TEXT_SIZE, "%.*s %.*s%s%.*s", (int)table.len, table.at, (int)id.len, id.at,
                 column.len > 0 ? " " : "", (int)column.len, column.len > 0 ? column.at : "");
    size_t most = TEXT_SIZE - 1;
    return (struct slice){text, len > 0 && (size_t)len < most ? (size_t)len : most};
}

/* The change with the same id in another table, or the nearest id in this one. */
static struct slice reasons_nearest(const struct reasons *reasons, const struct reason *reason,
                                    char text[TEXT_SIZE])
{
    const struct reason_near *best = NULL;
    struct slice id = reason->cells[REASON_ID];
    size_t least = id.len / 3 + 1;
    for (size_t i = 0; i < reasons->near_count; i++) {
        const struct reason_near *near = &reasons->near[i];
        bool same = slice_equal(near->table, reason->cells[REASON_TABLE]);
        size_t distance = text_distance(id, near->id, least);
        if (distance >= least || (!same && distance > 0))
            continue;
        least = distance;
        best = near;
    }
    struct slice column = best && reason->cells[REASON_COLUMN].len > 0 ? best->column : SLICE_NONE;
    return best ? near_text(text, best->table, best->id, column) : SLICE_NONE;
}

static void reason_report(const struct reasons *reasons, const struct reason *reason,
                          struct report *report)
{
    char value[TEXT_SIZE], meant[TEXT_SIZE];
    const struct layout_name other = layout_release(reason->known ? reason->known : reasons->base);
    struct slice mended = slice_of(reason->meant);
    if (mended.len == 0 && reason->known == 0)
        mended = reasons_nearest(reasons, reason, meant);
    const struct finding finding = {
        .rule = reason->known ? RULE_REASON_REWORDED : RULE_REASON_UNUSED,
        .place = {reason->place.file, reason->place.line, ""},
        .value = near_text(value, reason->cells[REASON_TABLE], reason->cells[REASON_ID],
                           reason->cells[REASON_COLUMN]),
        .mended = reason->known ? SLICE_NONE : mended,
        .other = {other.text, 0, ""},
    };
    report_add(report, &finding);
}

void reasons_report(const struct reasons *reasons, struct report *report)
{
    for (size_t i = 0; i < reasons->count; i++)
        if (!reasons->rows[i].kept && !reasons->rows[i].used)
            reason_report(reasons, &reasons->rows[i], report);
}
