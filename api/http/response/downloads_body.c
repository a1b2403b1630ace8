/* A row for each entry of the release's list of artifacts that is a download, those that are
 * missing included. The page is pages/downloads_page.c. */
#include "hiraku/http/response/downloads_body.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/exporters/rows/figure_writer.h"
#include "hiraku/exporters/rows/json.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/figures.h"

#include <stdio.h>

enum { NUMBER_SIZE = 24 };

enum { DOWNLOAD_COLUMNS = 15 };
static const struct figure_column download_columns[DOWNLOAD_COLUMNS] = {
    {.name = "file"},
    {.name = "table"},
    {.name = "format"},
    {.name = "title_ja"},
    {.name = "title_en"},
    {.name = "media_type"},
    {.name = "rows", .kind = FIGURE_NUMBER},
    {.name = "bytes", .kind = FIGURE_NUMBER},
    {.name = "sha256"},
    {.name = "plain_bytes", .kind = FIGURE_NUMBER},
    {.name = "plain_sha256"},
    {.name = "modified"},
    {.name = "url"},
    {.name = "permanent_url"},
    {.name = "missing"},
};

static struct slice downloads_body_permanent(struct request *request, const struct download *item)
{
    return arena_printf(
        &request->arena, "%s" DOWNLOAD_PLACE, snapshot_instance(request->snapshot)->base_url,
        snapshot_place(request->snapshot, item->file), (int)strlen(item->name), item->name);
}

static void downloads_body_item(struct request *request, struct figure_writer *items,
                                const struct download *item)
{
    const struct artifact *file = item->file;
    const char *base = snapshot_instance(request->snapshot)->base_url;
    bool there = artifact_is_there(file);
    char rows[NUMBER_SIZE], bytes[NUMBER_SIZE], plain[NUMBER_SIZE];
    snprintf(rows, sizeof rows, "%" PRIu64, file->rows);
    snprintf(bytes, sizeof bytes, "%" PRIu64, file->bytes);
    snprintf(plain, sizeof plain, "%" PRIu64, file->plain_bytes);
    const struct slice cells[DOWNLOAD_COLUMNS] = {
        slice_of(item->name),
        slice_of(file->table),
        slice_of(item->format->suffix),
        slice_of(item->format->title_ja),
        slice_of(item->format->title_en),
        slice_of(artifact_media_type(item->format, item->packed)),
        slice_of(rows),
        there ? slice_of(bytes) : SLICE_NONE,
        slice_of(file->sha256),
        item->packed ? slice_of(plain) : SLICE_NONE,
        slice_of(file->plain_sha256),
        slice_of(item->modified),
        there ? arena_printf(&request->arena, "%s/v1/downloads/%s", base, item->name) : SLICE_NONE,
        there ? downloads_body_permanent(request, item) : SLICE_NONE,
        slice_of(file->missing),
    };
    figure_row(items, cells);
}

/* Writes the rows, or (`items` NULL) counts them. */
static uint64_t downloads_body_items(struct request *request, struct figure_writer *items)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    struct download item;
    uint64_t count = 0;
    for (size_t i = 0; i < artifacts->count; i++) {
        if (!download_read(&item, snapshot_manifest(request->snapshot), &artifacts->files[i]))
            continue;
        count++;
        if (items)
            downloads_body_item(request, items, &item);
    }
    return count;
}

void downloads_body_csv(struct request *request, struct out *out)
{
    struct figure_writer items = {
        .columns = download_columns, .column_count = DOWNLOAD_COLUMNS, .table = out};
    figure_header(&items);
    downloads_body_items(request, &items);
}

void downloads_body_json(struct request *request, uint64_t changed_in, struct out *out)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    uint64_t count = downloads_body_items(request, NULL);
    const struct envelope facts = {
        .total = (int64_t)count, .returned = count, .complete = true, .changed_in = changed_in};
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    struct figure_writer items = {.columns = download_columns,
                                  .column_count = DOWNLOAD_COLUMNS,
                                  .json = &json,
                                  .space = "\n"};
    json_begin_object(&json, NULL);
    json_envelope(&json, snapshot_instance(request->snapshot), &facts);
    json_int(&json, "release", (int64_t)manifest->number);
    json_text(&json, "missing", downloads_missing(snapshot_artifacts(request->snapshot)));
    json_begin_array(&json, "items");
    downloads_body_items(request, &items);
    json_line(&json);
    json_finish(&json);
}
