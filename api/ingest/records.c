/* What only several records together show: keys that occur twice, references that lead nowhere;
 * then each resource's own rules, record by record in key order.
 *
 * Cycles are cycles.c, series of values series.c. Does not look at the text of a cell again. */
#include "run.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/progress.h"
#include "hiraku/ingest/check.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"
#include "hiraku/staging/stage.h"

#include "meant.h"
#include "rules.h"

enum { ROW_MEMORY = 1 << 20 };

struct pass {
    const struct check_run *run;
    struct checker *checker;
    struct meant *meant;
    const struct resource *resource;
    uint64_t key_bits;     /* bit i: column i is part of the key */
    struct arena previous; /* the key of the row before */
    struct slice keys[KEY_MAX];
    struct place place;
    bool has_previous;
    struct arena arena; /* one row */
};

/* --- keys ------------------------------------------------------------------------------------- */

static void report_duplicate(struct pass *pass, const struct staged *row, const struct slice *keys)
{
    char id[1024];
    size_t len = model_join_id(pass->resource, keys, id, sizeof id);
    struct finding finding = {
        .rule = RULE_DUPLICATE_KEY,
        .place = row->place,
        .value = {id, len},
        .other = pass->place,
    };
    if (!model_has_joined_id(pass->resource))
        finding.place.column = pass->resource->columns[0].name;
    report_add(pass->run->report, &finding);
}

/* Rows with the same key stand together; each later one is reported with the first. */
static enum status check_key(struct pass *pass, const struct staged *row, struct problem *p)
{
    struct slice keys[KEY_MAX];
    size_t count = model_key_cells(pass->resource, row->cells, keys);
    if (row->bad & pass->key_bits)
        return STATUS_OK;
    bool same = pass->has_previous;
    for (size_t i = 0; i < count && same; i++)
        same = slice_equal(keys[i], pass->keys[i]);
    if (same) {
        report_duplicate(pass, row, keys);
        return STATUS_OK;
    }
    arena_reset(&pass->previous);
    for (size_t i = 0; i < count; i++) {
        pass->keys[i] = arena_copy(&pass->previous, keys[i]);
        if (!pass->keys[i].at)
            return problem_memory(p);
    }
    pass->place = row->place;
    pass->has_previous = true;
    return STATUS_OK;
}

/* --- references ------------------------------------------------------------------------------- */

static enum status report_reference(struct pass *pass, const struct staged *row,
                                    const struct column *column, struct slice id, struct problem *p)
{
    const char *file = stage_file(pass->run->stage, column->ref);
    if (!file)
        file = arena_copy(&pass->arena, slice_of(layout_table_csv(column->ref).text)).at;
    struct finding finding = {
        .place = {row->place.file, row->place.line, column->name},
        .value = id,
        .other = {file ? file : "", 0, column->ref->columns[0].name},
    };
    enum status status = meant_reference(pass->meant, column, id, &finding, p);
    report_add(pass->run->report, &finding);
    return status;
}

static enum status records_check_reference(struct pass *pass, const struct staged *row,
                                           const struct column *column, struct slice cell,
                                           struct problem *p)
{
    enum status status = STATUS_OK;
    while (cell.len > 0 && status == STATUS_OK) {
        struct slice id = cell;
        const char *space = column->flags & COL_MANY ? memchr(cell.at, ' ', cell.len) : NULL;
        if (space)
            id.len = (size_t)(space - cell.at);
        const struct known *known = checker_find(pass->checker, column->ref, id);
        if (!known)
            return checker_status(pass->checker, p);
        if (!known->found)
            status = report_reference(pass, row, column, id, p);
        size_t skip = id.len + (space != NULL);
        cell = slice_from(cell, skip);
    }
    return status;
}

/* References to a table that could not be read are left alone: its own finding is the one that
 * matters. */
static enum status check_references(struct pass *pass, const struct staged *row, struct problem *p)
{
    enum status status = STATUS_OK;
    const struct column *columns = pass->resource->columns;
    for (size_t i = 0; columns[i].name && status == STATUS_OK; i++)
        if (columns[i].type == TYPE_REF && column_is_written(&columns[i]) &&
            row->cells[i].len > 0 && !(row->bad & UINT64_C(1) << i) &&
            !(*pass->run->unread & run_bit(columns[i].ref)))
            status = records_check_reference(pass, row, &columns[i], row->cells[i], p);
    return status;
}

/* --- codes of others -------------------------------------------------------------------------- */

static void records_report_unknown(struct pass *pass, const struct staged *row, size_t at)
{
    const struct column *column = &pass->resource->columns[at];
    const struct record record = {pass->checker, pass->resource, row->cells, row->place};
    const struct finding finding = {
        .rule = RULE_UNKNOWN_CODE,
        .place = {row->place.file, row->place.line, column->name},
        .value = row->cells[at],
        .mended = column_known_meant(column, row->cells[at], &pass->arena),
        .other = {"", 0, ""},
    };
    checker_report(pass->checker, &finding, record_cell(&record, "note_ja"), SLICE_NONE);
}

/* After the rules: what one of them refuses is no code that could be unknown. */
static void records_check_known(struct pass *pass, const struct staged *row)
{
    const struct column *columns = pass->resource->columns;
    for (size_t i = 0; columns[i].name; i++)
        if (columns[i].known && column_is_written(&columns[i]) && row->cells[i].len > 0 &&
            !(row->bad & UINT64_C(1) << i) && !checker_refuses(pass->checker, i) &&
            !column_knows(&columns[i], row->cells[i]))
            records_report_unknown(pass, row, i);
}

/* --- periods ---------------------------------------------------------------------------------- */

enum { FAR_YEARS = 30 };

static void report_period(struct pass *pass, const struct staged *row, size_t at, enum rule rule,
                          struct slice expected)
{
    const struct record record = {pass->checker, pass->resource, row->cells, row->place};
    const struct finding finding = {
        .rule = rule,
        .place = {row->place.file, row->place.line, pass->resource->columns[at].name},
        .value = row->cells[at],
        .expected = expected,
        .other = {"", 0, ""},
    };
    checker_report(pass->checker, &finding, record_cell(&record, "note_ja"),
                   record_cell(&record, "kpi"));
}

/* FY2024/2026: a fiscal year at one end, a calendar year at the other. */
static struct slice mixed_meant(struct pass *pass, struct slice text)
{
    enum { BARE = 4, FISCAL = 6 };
    const char *slash = memchr(text.at, '/', text.len);
    size_t first = slash ? (size_t)(slash - text.at) : 0, second = slash ? text.len - first - 1 : 0;
    bool mixed = (first == BARE && second == FISCAL && slash[1] == 'F') ||
                 (first == FISCAL && second == BARE && text.at[0] == 'F' && slash[1] != '.');
    if (!mixed)
        return SLICE_NONE;
    return arena_printf(&pass->arena, "FY%.*s/FY%.*s", BARE, slash - BARE, BARE,
                        text.at + text.len - BARE);
}

/* A year that is far ahead is more often a slip (令和60年 for 令和6年) than a plan. */
static void check_periods(struct pass *pass, const struct staged *row)
{
    const struct column *columns = pass->resource->columns;
    struct date today = check_today(pass->checker);
    for (size_t i = 0; columns[i].name; i++) {
        struct period period;
        bool dated = columns[i].type == TYPE_PERIOD || columns[i].type == TYPE_DATE;
        if (!dated || !column_is_written(&columns[i]) || row->bad & UINT64_C(1) << i ||
            !check_period(pass->checker, row->cells[i], &period))
            continue;
        int year = period.open_end ? period.starts.year : period.ends.year;
        struct slice meant = mixed_meant(pass, row->cells[i]);
        if (year > today.year + FAR_YEARS)
            report_period(pass, row, i, RULE_FAR_AHEAD, SLICE_NONE);
        if (meant.len > 0)
            report_period(pass, row, i, RULE_MIXED_ENDS, meant);
    }
}

/* --- cells that wait -------------------------------------------------------------------------- */

static void report_waiting(struct pass *pass, const struct staged *row)
{
    for (size_t i = 0; pass->resource->columns[i].name; i++) {
        if (!(row->waits & UINT64_C(1) << i))
            continue;
        struct finding finding = {
            .place = {row->place.file, row->place.line, pass->resource->columns[i].name},
            .value = row->cells[i],
            .other = {"", 0, ""},
        };
        meant_cell(pass->meant, pass->resource, row, i, &finding);
        report_add(pass->run->report, &finding);
    }
}

/* What a check sees: a cell that was refused is empty. */
static const struct slice *good_cells(const struct pass *pass, const struct staged *row,
                                      struct slice cells[COLUMNS_MAX])
{
    if (row->waits == 0)
        return row->cells;
    for (size_t i = 0; pass->resource->columns[i].name; i++)
        cells[i] = row->waits & UINT64_C(1) << i ? SLICE_NONE : row->cells[i];
    return cells;
}

/* --- rows ------------------------------------------------------------------------------------- */

static enum status check_row(struct pass *pass, const struct staged *row, struct problem *p)
{
    arena_reset(&pass->arena);
    checker_begin(pass->checker, row);
    report_waiting(pass, row);
    enum status status = check_key(pass, row, p);
    if (status == STATUS_OK)
        status = check_references(pass, row, p);
    if (status == STATUS_OK) {
        check_periods(pass, row);
        status = checker_status(pass->checker, p);
    }
    rules_fn *rules = rules_of(pass->resource);
    if (status == STATUS_OK && rules) {
        struct slice cells[COLUMNS_MAX];
        const struct record record = {pass->checker, pass->resource, good_cells(pass, row, cells),
                                      row->place};
        rules(pass->checker, &record);
        status = checker_status(pass->checker, p);
    }
    if (status == STATUS_OK) {
        records_check_known(pass, row);
        status = checker_status(pass->checker, p);
    }
    if (status == STATUS_OK && arena_overflowed(&pass->arena))
        return problem_memory(p);
    return status;
}

static bool has_parents(const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & COL_PARENT)
            return true;
    return false;
}

static enum status records_check_resource(struct pass *pass, struct problem *p)
{
    struct stage_cursor *cursor = NULL;
    struct staged row;
    uint64_t rows = 0, total = stage_rows(pass->run->stage, pass->resource);
    bool more;
    for (size_t i = 0; pass->resource->columns[i].name; i++)
        if (pass->resource->columns[i].flags & COL_KEY)
            pass->key_bits |= UINT64_C(1) << i;
    enum status status = stage_select(pass->run->stage, pass->resource, NULL, &cursor, p);
    while (status == STATUS_OK) {
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = check_row(pass, &row, p);
        if (++rows % PROGRESS_ROWS == 0)
            progress_tell(pass->run->progress, "check", pass->resource->name, rows, rows, total);
    }
    stage_close(cursor);
    if (status == STATUS_OK && has_parents(pass->resource))
        status = check_cycles(pass->run, pass->resource, p);
    return status;
}

enum status check_records(const struct check_run *run, struct problem *p)
{
    struct checker *checker;
    struct meant meant = {.run = run};
    enum status status = checker_new(&checker, run, p);
    if (status == STATUS_OK)
        status = meant_open(&meant, run, checker, p);
    for (size_t i = 0; model_input(i) && status == STATUS_OK; i++) {
        struct pass pass = {
            .run = run, .checker = checker, .meant = &meant, .resource = model_input(i)};
        arena_init(&pass.arena, ROW_MEMORY);
        arena_init(&pass.previous, ROW_MEMORY);
        meant.arena = &pass.arena;
        status = records_check_resource(&pass, p);
        meant.arena = NULL;
        arena_free(&pass.arena);
        arena_free(&pass.previous);
    }
    if (status == STATUS_OK)
        status = series_check(run, checker, p);
    meant_close(&meant);
    checker_free(checker);
    return status;
}
