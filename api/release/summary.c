/* What a release is, at a glance: from its manifest and its changes. */

#include "hiraku/release/summary.h"
#include "hiraku/csv/csv.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/layout.h"

enum { CELLS = 5 }; /* table,key,column,old,new (releases.h) */

/* Cells of one record follow each other. */
struct tally {
    struct release_summary *summary;
    char table[64], key[1024];
};

static bool is_same_record(const struct tally *tally, const struct slice *cells)
{
    return slice_is(cells[0], tally->table) && slice_is(cells[1], tally->key);
}

static void summary_keep(char *to, size_t size, struct slice text)
{
    size_t len = text.len < size ? text.len : size - 1;
    if (len > 0)
        memcpy(to, text.at, len);
    to[len] = '\0';
}

static void summary_count(struct tally *tally, const struct slice *cells)
{
    bool record = slice_is(cells[2], "*");
    tally->summary->added += record && slice_is(cells[4], "added");
    tally->summary->removed += record && slice_is(cells[4], "removed");
    tally->summary->modified += !record && !is_same_record(tally, cells);
    summary_keep(tally->table, sizeof tally->table, cells[0]);
    summary_keep(tally->key, sizeof tally->key, cells[1]);
}

static enum status count_changes(struct release_summary *summary, const char *dir,
                                 struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct tally tally = {.summary = summary};
    struct csv *csv = NULL;
    struct csv_record record;
    bool more = true, header = true;
    enum status status = file_path(path, dir, layout_changes, p);
    if (status == STATUS_OK)
        status = csv_open(&csv, path, layout_changes, NULL, p);
    while (status == STATUS_OK) {
        status = csv_next(csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        if (record.count != CELLS)
            status = problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE,
                                 "a change has not as many cells as the header");
        else if (!header)
            summary_count(&tally, record.cells);
        header = false;
    }
    csv_close(csv);
    return status;
}

enum status release_summary_read(struct release_summary *summary, const char *store,
                                 uint64_t number, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], database[RELEASE_PATH_SIZE];
    struct manifest manifest;
    *summary = (struct release_summary){.number = number};
    layout_release_dir(store, number, dir);
    enum status status = manifest_read_any(&manifest, dir, p);
    if (status == STATUS_OK)
        status = file_path(database, dir, layout_database, p);
    if (status != STATUS_OK)
        return status;
    summary->published_at = manifest.published_at;
    summary->restores = manifest.restores;
    summary->packed = !file_exists(database);
    memcpy(summary->message, manifest.message, sizeof summary->message);
    memcpy(summary->withdrawn, manifest.withdrawn, sizeof summary->withdrawn);
    for (size_t i = 0; i < manifest.table_count; i++)
        if (!manifest.tables[i].resource->computed)
            summary->rows += manifest.tables[i].rows;
    if (manifest.previous[0] == '\0')
        summary->added = summary->rows;
    return count_changes(summary, dir, p);
}
