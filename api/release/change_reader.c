/* See change_reader.h. Knows no model: names are as they were written. */
#include "hiraku/release/change_reader.h"

#include "hiraku/csv/csv.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <stdlib.h>

enum { CELL_TABLE, CELL_KEY, CELL_COLUMN, CELL_OLD, CELL_NEW, CELLS };

struct change_reader {
    struct csv *csv;
    char path[RELEASE_PATH_SIZE];
    /* The record of the row before: its table, a separator, its key. */
    char *record;
    size_t record_len, record_cap;
    bool removed; /* it was removed */
};

enum status changes_manifest_read(struct manifest *manifest, const char *dir, bool *whole,
                                  struct problem *p)
{
    char path[RELEASE_PATH_SIZE], sha256[DIGEST_SIZE];
    enum status status = manifest_read_any(manifest, dir, p);
    *whole = status == STATUS_OK && file_path(path, dir, layout_changes, NULL) == STATUS_OK &&
             digest_file(path, sha256, NULL, NULL) == STATUS_OK &&
             strcmp(sha256, manifest->changes) == 0;
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status change_reader_bad(const struct change_reader *reader, struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(reader->path), SLICE_NONE,
                       "a change has not as many cells as the header");
}

enum status change_reader_open(struct change_reader **reader, const char *dir, struct problem *p)
{
    struct csv_record header;
    bool more;
    *reader = NULL;
    struct change_reader *made = calloc(1, sizeof *made);
    if (!made)
        return problem_memory(p);
    enum status status = file_path(made->path, dir, layout_changes, p);
    if (status == STATUS_OK)
        status = csv_open(&made->csv, made->path, layout_changes, NULL, p);
    if (status == STATUS_OK)
        status = csv_next(made->csv, &header, &more, p);
    if (status == STATUS_OK && more && header.count != CELLS)
        status = change_reader_bad(made, p);
    if (status != STATUS_OK) {
        change_reader_close(made);
        return status;
    }
    *reader = made;
    return STATUS_OK;
}

static bool change_reader_is_same(const struct change_reader *reader, const struct slice *cells)
{
    size_t len = cells[CELL_TABLE].len;
    return reader->record_len == len + 1 + cells[CELL_KEY].len &&
           memcmp(reader->record, cells[CELL_TABLE].at, len) == 0 && reader->record[len] == '\0' &&
           memcmp(reader->record + len + 1, cells[CELL_KEY].at, cells[CELL_KEY].len) == 0;
}

static enum status change_reader_keep(struct change_reader *reader, const struct slice *cells,
                                      struct problem *p)
{
    size_t len = cells[CELL_TABLE].len + 1 + cells[CELL_KEY].len;
    if (len > reader->record_cap) {
        char *record = realloc(reader->record, len * 2);
        if (!record)
            return problem_memory(p);
        reader->record = record;
        reader->record_cap = len * 2;
    }
    memcpy(reader->record, cells[CELL_TABLE].at, cells[CELL_TABLE].len);
    reader->record[cells[CELL_TABLE].len] = '\0';
    memcpy(reader->record + cells[CELL_TABLE].len + 1, cells[CELL_KEY].at, cells[CELL_KEY].len);
    reader->record_len = len;
    return STATUS_OK;
}

enum status change_reader_next(struct change_reader *reader, struct change *change, bool *more,
                               struct problem *p)
{
    struct csv_record record;
    enum status status = csv_next(reader->csv, &record, more, p);
    if (status != STATUS_OK || !*more)
        return status;
    if (record.count != CELLS)
        return change_reader_bad(reader, p);
    const struct slice *cells = record.cells;
    bool whole = slice_is(cells[CELL_COLUMN], "*");
    bool same = change_reader_is_same(reader, cells);
    *change = (struct change){
        .kind = whole ? (slice_is(cells[CELL_NEW], "removed") ? CHANGE_REMOVED : CHANGE_ADDED)
                : same && reader->removed ? CHANGE_LOST_CELL
                                          : CHANGE_CELL,
        .first = whole || !same,
        .table = cells[CELL_TABLE],
        .key = cells[CELL_KEY],
        .column = cells[CELL_COLUMN],
        .old = cells[CELL_OLD],
        .now = cells[CELL_NEW],
    };
    if (!change->first)
        return STATUS_OK;
    reader->removed = change->kind == CHANGE_REMOVED;
    return change_reader_keep(reader, cells, p);
}

void change_reader_close(struct change_reader *reader)
{
    if (!reader)
        return;
    csv_close(reader->csv);
    free(reader->record);
    free(reader);
}

enum status change_reader_each(const char *dir, change_take *take, void *context, struct problem *p)
{
    struct change_reader *reader;
    struct change change;
    bool more = true;
    enum status status = change_reader_open(&reader, dir, p);
    while (status == STATUS_OK) {
        status = change_reader_next(reader, &change, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = take(context, &change, p);
    }
    change_reader_close(reader);
    return status;
}
