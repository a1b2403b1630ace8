/* What a release is, at a glance: from its manifest and its changes. */

#include "hiraku/release/summary.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/change_reader.h"
#include "hiraku/release/layout.h"

static enum status count_change(void *context, const struct change *change, struct problem *p)
{
    struct release_summary *summary = context;
    (void)p;
    summary->added += change->kind == CHANGE_ADDED;
    summary->removed += change->kind == CHANGE_REMOVED;
    summary->modified += change->kind == CHANGE_CELL && change->first;
    return STATUS_OK;
}

static void summary_count(struct release_summary *summary, const struct manifest *manifest)
{
    summary->modified = manifest->instance.modified;
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct table_state *table = &manifest->tables[i];
        if (table->resource->computed)
            continue;
        summary->added += table->added;
        summary->removed += table->removed;
        summary->modified += table->modified;
    }
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
    memcpy(summary->message_en, manifest.message_en, sizeof summary->message_en);
    summary->withdrawal = manifest.withdrawal;
    for (size_t i = 0; i < manifest.table_count; i++)
        if (!manifest.tables[i].resource->computed)
            summary->rows += manifest.tables[i].rows;
    if (manifest.counted) {
        summary_count(summary, &manifest);
        return STATUS_OK;
    }
    if (manifest.previous[0] == '\0')
        summary->added = summary->rows;
    return change_reader_each(dir, count_change, summary, p);
}
