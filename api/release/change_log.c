/* See change_log.h. Two files are merged: reasons stand in the order of the records that they are
 * about, so that those of one record are in memory and no others. */
#include "hiraku/release/change_log.h"

#include "hiraku/base/arena.h"
#include "hiraku/csv/csv.h"
#include "hiraku/release/layout.h"

#include <stdlib.h>

enum { RECORD_REASONS_MAX = 1024, RECORD_MEMORY = 16 << 20 };

const char *const reason_columns[REASON_CELLS] = {"table",   "id",      "column",    "kind",
                                                  "note_ja", "note_en", "decided_on"};

/* reasons.csv, at a record behind its header. */
struct log_file {
    struct csv *csv;
    struct csv_record record;
    bool more;
};

struct log_reason {
    struct slice cells[REASON_CELLS];
};

struct change_log {
    struct change_reader *changes; /* NULL: the release has none */
    struct log_file reasons;
    uint64_t release, row;
    struct arena arena; /* the record at hand: its names, its reasons */
    struct slice table, id;
    struct log_reason given[RECORD_REASONS_MAX];
    size_t given_count;
};

/* --- files ------------------------------------------------------------------------------------ */

static enum status log_next(struct log_file *file, struct problem *p)
{
    if (!file->csv)
        return STATUS_OK;
    enum status status = csv_next(file->csv, &file->record, &file->more, p);
    if (status == STATUS_OK && file->more && file->record.count != REASON_CELLS)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(layout_reasons), SLICE_NONE,
                           "a reason has not as many cells as the header");
    return status;
}

static enum status log_open(struct log_file *file, const char *dir, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    *file = (struct log_file){.csv = NULL};
    enum status status = file_path(path, dir, layout_reasons, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = csv_open(&file->csv, path, layout_reasons, NULL, p);
    if (status == STATUS_OK)
        status = log_next(file, p);
    return status == STATUS_OK ? log_next(file, p) : status;
}

enum status change_log_open(struct change_log **result, const char *dir, uint64_t number,
                            struct problem *p)
{
    *result = NULL;
    struct change_log *log = calloc(1, sizeof *log);
    if (!log)
        return problem_memory(p);
    log->release = number;
    arena_init(&log->arena, RECORD_MEMORY);
    char path[RELEASE_PATH_SIZE];
    enum status status = file_path(path, dir, layout_changes, p);
    if (status == STATUS_OK && file_exists(path))
        status = change_reader_open(&log->changes, dir, p);
    if (status == STATUS_OK)
        status = log_open(&log->reasons, dir, p);
    if (status == STATUS_OK)
        *result = log;
    else
        change_log_close(log);
    return status;
}

void change_log_close(struct change_log *log)
{
    if (!log)
        return;
    change_reader_close(log->changes);
    csv_close(log->reasons.csv);
    arena_free(&log->arena);
    free(log);
}

enum status change_log_reasons(const char *dir,
                               enum status (*take)(void *context, const struct slice *cells,
                                                   struct problem *p),
                               void *context, struct problem *p)
{
    struct log_file file;
    enum status status = log_open(&file, dir, p);
    while (status == STATUS_OK && file.more) {
        status = take(context, file.record.cells, p);
        if (status == STATUS_OK)
            status = log_next(&file, p);
    }
    csv_close(file.csv);
    return status;
}

/* --- reasons ---------------------------------------------------------------------------------- */

static bool log_is_about(const struct change_log *log, const struct slice *cells)
{
    return slice_equal(cells[REASON_ID], log->id) && slice_equal(cells[REASON_TABLE], log->table);
}

static enum status log_keep_reason(struct change_log *log, struct problem *p)
{
    if (log->given_count == RECORD_REASONS_MAX)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(layout_reasons), log->id,
                           "a record has too many reasons");
    struct log_reason *reason = &log->given[log->given_count++];
    for (size_t i = 0; i < REASON_CELLS; i++)
        reason->cells[i] = arena_copy(&log->arena, log->reasons.record.cells[i]);
    return log_next(&log->reasons, p);
}

/* Goes over to the record that a change is about. */
static enum status log_take_record(struct change_log *log, const struct change *change,
                                   struct problem *p)
{
    enum status status = STATUS_OK;
    arena_reset(&log->arena);
    log->table = arena_copy(&log->arena, change->table);
    log->id = arena_copy(&log->arena, change->key);
    log->given_count = 0;
    while (status == STATUS_OK && log->reasons.more && log_is_about(log, log->reasons.record.cells))
        status = log_keep_reason(log, p);
    return status == STATUS_OK && arena_overflowed(&log->arena) ? problem_memory(p) : status;
}

bool reason_is_better(const struct slice *cells, const struct slice *best)
{
    bool own = cells[REASON_COLUMN].len > 0;
    if (!best)
        return true;
    if (own != (best[REASON_COLUMN].len > 0))
        return own;
    return slice_compare(cells[REASON_DECIDED_ON], best[REASON_DECIDED_ON]) >= 0;
}

static void log_explain(const struct change_log *log, struct logged_change *logged)
{
    const struct slice *best = NULL;
    const struct change *change = &logged->change;
    struct slice column = change->kind == CHANGE_CELL ? change->column : SLICE_NONE;
    for (size_t i = 0; i < log->given_count; i++) {
        const struct log_reason *reason = &log->given[i];
        struct slice about = reason->cells[REASON_COLUMN];
        if ((about.len == 0 || slice_equal(about, column)) && reason_is_better(reason->cells, best))
            best = reason->cells;
    }
    if (!best)
        return;
    logged->kind = best[REASON_KIND];
    logged->note_ja = best[REASON_NOTE_JA];
    logged->note_en = best[REASON_NOTE_EN];
    logged->decided_on = best[REASON_DECIDED_ON];
}

/* --- changes ---------------------------------------------------------------------------------- */

enum status change_log_next(struct change_log *log, struct logged_change *logged, bool *more,
                            struct problem *p)
{
    *logged = (struct logged_change){.release = log->release, .row = ++log->row};
    *more = false;
    if (!log->changes)
        return STATUS_OK;
    enum status status = change_reader_next(log->changes, &logged->change, more, p);
    if (status == STATUS_OK && *more && logged->change.first)
        status = log_take_record(log, &logged->change, p);
    if (status == STATUS_OK && *more)
        log_explain(log, logged);
    return status;
}
