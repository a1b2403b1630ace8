/* GET /v1/downloads: the files of the release for download, and those that there are not with the
 * reason. One of them is sent by handle_download.c. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/rows/figure_writer.h"
#include "hiraku/exporters/rows/json.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/downloads.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/figures.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24 };

/* --- the list --------------------------------------------------------------------------------- */

/* One line of the list. */
struct item {
    const struct artifact *file;
    const char *name;
    const struct artifact_format *format;
    bool packed;
    char modified[CLOCK_RFC3339_SIZE];
};

/* False: the entry is no download. */
static bool read_item(const struct manifest *manifest, const struct artifact *file,
                      struct item *item)
{
    time_t at;
    struct artifact_name read;
    item->file = file;
    item->name = layout_artifact_file(file->path);
    if (!item->name || !artifact_name_read(artifact_formats, slice_of(item->name), &read))
        return false;
    item->format = read.format;
    item->packed = read.packed;
    download_changed_in(manifest, file, read.format, &at);
    clock_rfc3339(at, item->modified);
    return true;
}

/* Why there are no files at all, or NULL. */
static const char *reason_of(const struct artifacts *artifacts)
{
    const struct artifact *all = artifacts_find(artifacts, layout_artifact(slice_of("")).text);
    return all ? all->missing : NULL;
}

static struct slice url_of(struct request *request, const struct item *item)
{
    return arena_printf(&request->arena, "%s/v1/downloads/%s",
                        snapshot_instance(request->snapshot)->base_url, item->name);
}

static struct slice permanent_of(struct request *request, const struct item *item)
{
    struct slice place = download_place(request, item->file);
    return arena_printf(&request->arena, "%s%.*s", snapshot_instance(request->snapshot)->base_url,
                        (int)place.len, place.at);
}

enum { DOWNLOAD_COLUMNS = 15 };
static const struct figure_column columns[DOWNLOAD_COLUMNS] = {
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

static void write_item(struct request *request, struct figure_writer *items,
                       const struct item *item)
{
    const struct artifact *file = item->file;
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
        there ? url_of(request, item) : SLICE_NONE,
        there ? permanent_of(request, item) : SLICE_NONE,
        slice_of(file->missing),
    };
    figure_row(items, cells);
}

static void write_items(struct request *request, const struct artifacts *artifacts,
                        struct figure_writer *items)
{
    struct item item;
    for (size_t i = 0; i < artifacts->count; i++)
        if (read_item(snapshot_manifest(request->snapshot), &artifacts->files[i], &item))
            write_item(request, items, &item);
}

static uint64_t count_items(const struct manifest *manifest, const struct artifacts *artifacts)
{
    struct item item;
    uint64_t count = 0;
    for (size_t i = 0; i < artifacts->count; i++)
        count += read_item(manifest, &artifacts->files[i], &item);
    return count;
}

static void write_csv(struct request *request, const struct artifacts *artifacts, struct out *out)
{
    struct figure_writer items = {
        .columns = columns, .column_count = DOWNLOAD_COLUMNS, .table = out};
    figure_header(&items);
    write_items(request, artifacts, &items);
}

static void downloads_write_json(struct request *request, const struct representation *answer,
                                 const struct artifacts *artifacts, struct out *out)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    uint64_t count = count_items(manifest, artifacts);
    const struct envelope facts = {.total = (int64_t)count,
                                   .returned = count,
                                   .complete = true,
                                   .changed_in = answer->changed_in};
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    struct figure_writer items = {
        .columns = columns, .column_count = DOWNLOAD_COLUMNS, .json = &json, .space = "\n"};
    json_begin_object(&json, NULL);
    json_envelope(&json, snapshot_instance(request->snapshot), &facts);
    json_int(&json, "release", (int64_t)manifest->number);
    json_text(&json, "missing", reason_of(artifacts));
    json_begin_array(&json, "items");
    write_items(request, artifacts, &items);
    json_line(&json);
    json_finish(&json);
}

/* --- the page --------------------------------------------------------------------------------- */

/* 1 234 567 bytes as «1.2 MB», for people. */
static void write_size(struct out *out, uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    char text[NUMBER_SIZE];
    size_t unit = 0;
    uint64_t tenths = bytes * 10;
    while (tenths >= 10000 && unit + 1 < sizeof units / sizeof *units) {
        tenths = (tenths + 500) / 1000;
        unit++;
    }
    if (unit == 0)
        snprintf(text, sizeof text, "%" PRIu64 " B", bytes);
    else
        snprintf(text, sizeof text, "%" PRIu64 ".%" PRIu64 " %s", tenths / 10, tenths % 10,
                 units[unit]);
    out_text(out, text);
}

static void page_item(struct request *request, const struct item *item, struct out *out)
{
    const struct artifact *file = item->file;
    out_text(out, "<tr><th scope=\"row\">");
    if (artifact_is_there(file))
        page_link(out, arena_printf(&request->arena, "/v1/downloads/%s", item->name),
                  slice_of(item->name));
    else
        page_text(out, item->name);
    out_text(out, "</th><td>");
    page_text(out, page_pick(request, item->format->title_ja, item->format->title_en));
    out_text(out, "</td><td>");
    out_int(out, (int64_t)file->rows);
    out_text(out, "</td><td>");
    if (artifact_is_there(file))
        write_size(out, file->bytes);
    else if (strcmp(file->missing, DOWNLOAD_OTHER_BASE) == 0)
        page_text(out, page_pick(request, "別の基準 URL のためのもの", "for another base URL"));
    else
        page_text(out,
                  page_pick(request, "行数が多いため作っていません", "not made: too many rows"));
    out_text(out, "</td><td>");
    page_text(out, item->modified);
    out_text(out, "</td><td>");
    if (artifact_is_there(file))
        page_link(out, download_place(request, file), permanent_of(request, item));
    out_text(out, "</td></tr>\n");
}

static void note_decimals(struct request *request, struct out *out)
{
    page_prose(out,
               page_pick(request,
                         "SQLite では、小数の列は公表されたとおりの桁を保つため文字列です。大小の"
                         "比較や計算には、数値にしたビュー `表名_real` を使ってください"
                         "（例: `observations_real`）。",
                         "In SQLite, decimals are text, which keeps the published digits. To "
                         "compare or calculate, use the view `TABLE_real`, which has them as "
                         "numbers (such as `observations_real`)."),
               NULL);
}

/* Without the .gz copies of files that are there themselves: browsers take those by themselves. */
static void downloads_write_page(struct request *request, const struct artifacts *artifacts,
                                 struct out *out)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    const char *title = page_pick(request, "ダウンロード", "Downloads");
    const char *reason = reason_of(artifacts);
    struct item item;
    page_begin(request, out, title, "/v1/downloads.html");
    if (reason)
        page_prose(out,
                   page_pick(request, "この公開版にはダウンロード用のファイルがありません。",
                             "This release was published without files for download."),
                   NULL);
    page_table_begin(out, title,
                     page_pick(request,
                               "ファイル|形式|行数|大きさ|データの日時|引用にはこのアドレス"
                               "（内容は変わりません）",
                               "File|Format|Rows|Size|Date of the data|Address to quote (its "
                               "content never changes)"));
    for (size_t i = 0; i < artifacts->count; i++) {
        bool known = read_item(manifest, &artifacts->files[i], &item);
        if (known && item.packed && i > 0 &&
            strncmp(artifacts->files[i - 1].path, item.file->path, strlen(item.file->path) - 3) ==
                0)
            continue;
        if (known)
            page_item(request, &item, out);
    }
    page_table_end(out);
    if (!reason)
        note_decimals(request, out);
    page_end(request, out);
}

/* The list changes with what is in it and with nothing else. */
static struct slice canonical(struct request *request, const struct artifacts *artifacts)
{
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    for (size_t i = 0; i < artifacts->count; i++) {
        digest_field(&digest, slice_of(artifacts->files[i].path));
        digest_field(&digest, slice_of(artifacts->files[i].sha256));
        digest_field(&digest, slice_of(artifacts->files[i].missing));
        digest_field(&digest, download_place(request, &artifacts->files[i]));
    }
    digest_hex(&digest, hex);
    return arena_printf(&request->arena, "/v1/downloads.%s#%s", request->form.name, hex);
}

static enum status downloads_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    (void)p;
    if (page_wanted(request))
        downloads_write_page(request, artifacts, out);
    else if (strcmp(request->form.name, "csv") == 0)
        write_csv(request, artifacts, out);
    else
        downloads_write_json(request, answer, artifacts, out);
    return STATUS_OK;
}

enum status handle_downloads(struct request *request, struct representation *answer,
                             struct problem *p)
{
    const struct artifacts *artifacts = snapshot_artifacts(request->snapshot);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   canonical(request, artifacts));
    representation_name(answer, request, slice_of("downloads"), SLICE_NONE);
    if (!page_wanted(request))
        answer->content_location =
            arena_printf(&request->arena, "/v1/downloads.%s", request->form.name);
    answer->write = downloads_write;
    return STATUS_OK;
}
