/* How many rows a release added, removed and changed, table by table, with the kinds of the reasons
 * that were given. One record is at hand; it is counted when the next one begins. */
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/changes.h"
#include "hiraku/service/service.h"
#include "hiraku/store/concern.h"

#include "feed_parts.h"

#include <sys/stat.h>

enum { SLOT_FIGURES, SLOT_TABLES };

_Static_assert(FEED_LINES_MAX >= SLOT_TABLES + RELEASE_TABLES_MAX + 2,
               "a line for figures, each table, the instance and tables of other models");

/* The record at hand. */
struct feed_record {
    bool open; /* there is one that counts */
    const struct resource *table;
    enum feed_change change;
    bool figure;
    const struct code *reason, *own; /* of any of its changes, of its figure; NULL: none */
};

const struct code *feed_reason(size_t i)
{
    const struct column *kind = model_column(&corrections_resource, slice_of("kind"));
    size_t count = 0;
    while (kind && kind->codes[count].value && count < FEED_REASONS_MAX)
        count++;
    return i < count ? &kind->codes[i] : NULL;
}

static const struct code *feed_reason_of(struct slice value)
{
    const struct code *code = NULL;
    for (size_t i = 0; value.len > 0 && (code = feed_reason(i)); i++)
        if (slice_is(value, code->value))
            return code;
    return NULL;
}

/* Whether a column of the cube has the figure, or the marks that are part of it. */
static bool feed_is_figure(const struct resource *table, struct slice name)
{
    for (const struct column *column = table->columns; column->name; column++)
        if (column->measure &&
            (slice_is(name, column->name) || slice_is(name, column->measure->qualifier) ||
             slice_is(name, column->measure->missing)))
            return true;
    return false;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void feed_begin_lines(struct feed_entry *entry)
{
    size_t at = SLOT_TABLES;
    entry->line_count = SLOT_TABLES + model_resource_count + 2;
    memset(entry->lines, 0, entry->line_count * sizeof *entry->lines);
    entry->lines[SLOT_FIGURES] = (struct feed_line){.table = model_cube(), .figures = true};
    for (size_t i = 0; i < model_resource_count; i++)
        entry->lines[at++].table = model_resources[i];
    entry->lines[at].table = &instance_resource;
}

static struct feed_line *feed_line_of(struct feed_entry *entry, const struct feed_record *record)
{
    size_t at = record->figure ? SLOT_FIGURES : SLOT_TABLES;
    while (entry->lines[at].table != record->table)
        at++; /* the last one has no table */
    return &entry->lines[at];
}

static void feed_end_lines(struct feed_entry *entry)
{
    size_t kept = 0;
    for (size_t i = 0; i < entry->line_count; i++) {
        uint64_t rows = 0;
        for (size_t change = 0; change < FEED_CHANGES; change++)
            rows += entry->lines[i].counts[change].rows;
        if (rows > 0)
            entry->lines[kept++] = entry->lines[i];
    }
    entry->line_count = kept;
}

/* --- records ---------------------------------------------------------------------------------- */

static void feed_close_record(struct feed_entry *entry, struct feed_record *record)
{
    if (!record->open)
        return;
    struct feed_count *count = &feed_line_of(entry, record)->counts[record->change];
    const struct code *reason = record->own ? record->own : record->reason;
    count->rows++;
    if (reason)
        count->reasons[reason - feed_reason(0)]++;
    record->open = false;
}

/* A row concerns a record if it did before the release or does with it. */
static bool feed_wants(const struct feed *feed, const struct logged_change *logged,
                       const struct resource *table)
{
    const struct change *change = &logged->change;
    const struct concern_span span = {
        .first = change->kind == CHANGE_ADDED ? logged->release : logged->release - 1,
        .last = change->kind == CHANGE_REMOVED ? logged->release - 1 : logged->release};
    return !feed->concern || (table && concern_has(feed->concern, table, change->key, span));
}

static void feed_begin_record(const struct feed *feed, struct feed_record *record,
                              const struct logged_change *logged)
{
    const struct resource *table = change_table(&logged->change);
    enum change_kind kind = logged->change.kind;
    *record = (struct feed_record){
        .open = feed_wants(feed, logged, table),
        .table = table,
        .change = kind == CHANGE_ADDED     ? FEED_ADDED
                  : kind == CHANGE_REMOVED ? FEED_REMOVED
                                           : FEED_MODIFIED,
    };
    record->figure = record->change != FEED_MODIFIED && table && table == model_cube();
}

static void feed_take_change(struct feed *feed, struct feed_record *record,
                             const struct logged_change *logged)
{
    const struct change *change = &logged->change;
    if (change->first) {
        feed_close_record(&feed->entry, record);
        feed_begin_record(feed, record, logged);
    }
    const struct code *reason = feed_reason_of(logged->kind);
    if (!record->reason)
        record->reason = reason;
    if (change->kind != CHANGE_CELL || !record->table || record->table != model_cube() ||
        !feed_is_figure(record->table, change->column))
        return;
    record->figure = true;
    if (!record->own)
        record->own = reason;
}

/* --- releases that changed too much ----------------------------------------------------------- */

static bool feed_is_large(const struct feed *feed)
{
    char dir[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    struct problem problem;
    struct stat status;
    layout_release_dir(feed->service->folder, feed->entry.release, dir);
    return file_path(path, dir, layout_changes, &problem) == STATUS_OK &&
           stat(path, &status) == 0 && status.st_size > FEED_CHANGES_BYTES;
}

/* What the manifest tells of the tables that are followed. */
static void feed_count_by_manifest(struct feed *feed)
{
    const struct resource *only = feed->head.question.subject.table;
    struct feed_entry *entry = &feed->entry;
    entry->rough = true;
    for (size_t i = 0; i < feed->manifest.table_count && !feed->concern; i++) {
        const struct table_state *state = &feed->manifest.tables[i];
        if (state->resource->computed || (only && state->resource != only))
            continue;
        const struct feed_record record = {.table = state->resource};
        struct feed_line *line = feed_line_of(entry, &record);
        line->counts[FEED_ADDED].rows = state->added;
        line->counts[FEED_REMOVED].rows = state->removed;
        line->counts[FEED_MODIFIED].rows = state->modified;
    }
    feed_end_lines(entry);
}

enum status feed_count_changes(struct feed *feed, struct problem *p)
{
    const struct feed_subject *subject = &feed->head.question.subject;
    struct feed_entry *entry = &feed->entry;
    const struct changes_range range = {.newest = entry->release,
                                        .oldest = entry->release,
                                        .table = feed->concern ? NULL : subject->table};
    struct feed_record record = {.open = false};
    struct logged_change logged;
    struct changes *changes;
    bool more = true;
    feed_begin_lines(entry);
    if (feed_is_large(feed)) {
        feed_count_by_manifest(feed);
        return STATUS_OK;
    }
    enum status status = changes_open(&changes, feed->service, &range, p);
    while (status == STATUS_OK && more) {
        status = changes_next(changes, &logged, &more, p);
        if (status == STATUS_OK && more)
            feed_take_change(feed, &record, &logged);
    }
    feed_close_record(entry, &record);
    changes_close(changes);
    feed_end_lines(entry);
    return status;
}
