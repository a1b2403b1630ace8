/* The archive of all tables with libzip: data as CSV, dictionary, codes, changes, licence, README.
 *
 * The same bytes for the same release: entries in a fixed order, all with the time of the data in
 * UTC, names in UTF-8. The CSV files are those of the downloads and are read while the archive is
 * written; memory does not grow with them. */
#include "hiraku/exporters/downloads/bulk.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/csv_out.h"
#include "hiraku/exporters/catalogue/datapackage.h"
#include "hiraku/model/dictionary.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/release.h"

#include "zip_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { TEXT_MOST = 4 << 20, LEVEL = 6, UNIX_FILE = 0100644, NAME_SIZE = 128 };

struct bundle {
    const struct bulk *download;
    zip_t *archive;
    zip_uint16_t day, time; /* MS-DOS, of the data in UTC */
};

static enum status zip_problem(const struct bundle *bundle, const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_SYSTEM, slice_of(bundle->download->path), (struct slice){NULL, 0},
                       reason);
}

/* The newest change of anything that the archive holds. */
static void set_time(struct bundle *bundle)
{
    time_t newest;
    struct tm parts;
    manifest_changed_in(bundle->download->manifest, NULL, 0, &newest);
    if (!gmtime_r(&newest, &parts) || parts.tm_year < 80)
        parts = (struct tm){.tm_year = 80, .tm_mday = 1};
    bundle->day =
        (zip_uint16_t)((parts.tm_year - 80) << 9 | (parts.tm_mon + 1) << 5 | parts.tm_mday);
    bundle->time = (zip_uint16_t)(parts.tm_hour << 11 | parts.tm_min << 5 | parts.tm_sec >> 1);
}

static enum status add(struct bundle *bundle, const char *name, zip_source_t *source,
                       struct problem *p)
{
    if (!source)
        return zip_problem(bundle, zip_strerror(bundle->archive), p);
    zip_int64_t at = zip_file_add(bundle->archive, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return zip_problem(bundle, zip_strerror(bundle->archive), p);
    }
    zip_uint64_t entry = (zip_uint64_t)at;
    if (zip_set_file_compression(bundle->archive, entry, ZIP_CM_DEFLATE, LEVEL) != 0 ||
        zip_file_set_dostime(bundle->archive, entry, bundle->time, bundle->day, 0) != 0 ||
        zip_file_set_external_attributes(bundle->archive, entry, 0, ZIP_OPSYS_UNIX,
                                         (zip_uint32_t)UNIX_FILE << 16) != 0)
        return zip_problem(bundle, zip_strerror(bundle->archive), p);
    return STATUS_OK;
}

static enum status add_file(struct bundle *bundle, const char *name, const char *from,
                            struct problem *p)
{
    char path[RELEASE_PATH_SIZE + NAME_SIZE];
    snprintf(path, sizeof path, "%s/%s", bundle->download->dir, from);
    return add(bundle, name, zip_file_source(path, zip_get_error(bundle->archive)), p);
}

/* Takes the text's bytes; their digest is noted, because no file of the release has them. */
static enum status add_text(struct bundle *bundle, const char *name, struct out *text,
                            struct problem *p)
{
    size_t len;
    char path[RELEASE_PATH_SIZE];
    const char *archive = strrchr(bundle->download->path, '/');
    enum status status = out_finish(text, p);
    snprintf(path, sizeof path, "%s/%s", archive ? archive + 1 : bundle->download->path, name);
    if (status == STATUS_OK)
        status = artifacts_note(bundle->download->members, path, out_written(text), p);
    char *bytes = status == STATUS_OK ? out_take(text, &len) : NULL;
    out_close(text);
    if (!bytes)
        return status == STATUS_OK ? problem_memory(p) : status;
    zip_source_t *source = zip_source_buffer(bundle->archive, bytes, len, 1);
    if (!source)
        free(bytes);
    return add(bundle, name, source, p);
}

static enum status add_tables(struct bundle *bundle, struct problem *p)
{
    const struct manifest *manifest = bundle->download->manifest;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++) {
        const struct resource *table = manifest->tables[i].resource;
        status = add_file(bundle, layout_table_csv(table).text,
                          layout_table_artifact(table->name, "csv").text, p);
    }
    return status;
}

static void csv_row(struct out *out, const struct slice *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_cell(out, i == 0, cells[i]);
    csv_end(out);
}

static enum status add_dictionary(struct bundle *bundle, struct problem *p)
{
    const struct manifest *manifest = bundle->download->manifest;
    struct slice cells[DICTIONARY_CELLS];
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    for (size_t i = 0; i < DICTIONARY_CELLS; i++)
        cells[i] = slice_of(dictionary_header[i]);
    csv_row(&out, cells, DICTIONARY_CELLS);
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct resource *table = manifest->tables[i].resource;
        for (const struct column *column = table->columns; column->name; column++) {
            if (!column_is_published(column))
                continue;
            dictionary_row(table, column, cells);
            csv_row(&out, cells, DICTIONARY_CELLS);
        }
    }
    return add_text(bundle, "dictionary.csv", &out, p);
}

static enum status add_codes(struct bundle *bundle, struct problem *p)
{
    const struct manifest *manifest = bundle->download->manifest;
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    out_text(&out, "table,column,code,title_ja,title_en\r\n");
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct resource *table = manifest->tables[i].resource;
        for (const struct column *column = table->columns; column->name; column++) {
            if (!column_is_published(column) || !column->codes)
                continue;
            for (const struct code *code = column->codes; code->value; code++) {
                struct slice cells[] = {slice_of(table->name), slice_of(column->name),
                                        slice_of(code->value), slice_of(code->title_ja),
                                        slice_of(code->title_en)};
                csv_row(&out, cells, sizeof cells / sizeof *cells);
            }
        }
    }
    return add_text(bundle, "codes.csv", &out, p);
}

static void line(struct out *out, const char *label, struct slice text)
{
    if (text.len == 0)
        return;
    out_text(out, label);
    out_slice(out, text);
    out_char(out, '\n');
}

static enum status add_licence(struct bundle *bundle, struct problem *p)
{
    const struct instance *instance = bundle->download->instance;
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    line(&out, "", instance_cell(instance, "licence_name_ja"));
    line(&out, "", instance_cell(instance, "licence_name_en"));
    line(&out, "", instance_cell(instance, "licence_url"));
    out_char(&out, '\n');
    line(&out, "", instance_cell(instance, "attribution_ja"));
    line(&out, "", instance_cell(instance, "attribution_en"));
    return add_text(bundle, "LICENCE.txt", &out, p);
}

static void tables_of(struct out *out, const struct manifest *manifest, bool english)
{
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct table_state *state = &manifest->tables[i];
        out_text(out, "  ");
        out_text(out, layout_table_csv(state->resource).text);
        out_text(out, "  ");
        out_text(out, english ? state->resource->title_en : state->resource->title_ja);
        out_text(out, english ? " (" : "（");
        out_int(out, (int64_t)state->rows);
        out_text(out, english ? " rows)\n" : " 行）\n");
    }
}

static enum status add_readme(struct bundle *bundle, struct problem *p)
{
    const struct bulk *download = bundle->download;
    char release[96], when[CLOCK_RFC3339_SIZE];
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    clock_rfc3339(download->manifest->published_at, when);
    snprintf(release, sizeof release, "%" PRIu64 " (%s)", download->manifest->number, when);
    line(&out, "", instance_cell(download->instance, "title_ja"));
    line(&out, "", instance_cell(download->instance, "description_ja"));
    line(&out, "公開者: ", instance_cell(download->instance, "publisher_name_ja"));
    line(&out, "公開版: ", slice_of(release));
    line(&out, "URL: ", slice_of(download->instance->base_url));
    line(&out, "出典表示: ", instance_cell(download->instance, "attribution_ja"));
    line(&out, "ライセンス: ", instance_cell(download->instance, "licence_name_ja"));
    out_text(&out, "\nCSV は UTF-8（BOM なし）、RFC 4180 です。列の意味は "
                   "dictionary.csv、コードの意味は codes.csv、"
                   "前の公開版との違いは changes.csv にあります。\n\n");
    tables_of(&out, download->manifest, false);
    out_text(&out, "\n--\n\n");
    line(&out, "", instance_cell(download->instance, "title_en"));
    line(&out, "", instance_cell(download->instance, "description_en"));
    line(&out, "Publisher: ", instance_cell(download->instance, "publisher_name_en"));
    line(&out, "Release: ", slice_of(release));
    line(&out, "Attribution: ", instance_cell(download->instance, "attribution_en"));
    line(&out, "Licence: ", instance_cell(download->instance, "licence_name_en"));
    out_text(&out,
             "\nCSV files are UTF-8 without a byte order mark (RFC 4180). dictionary.csv says "
             "what columns mean, codes.csv what\ncodes mean, changes.csv what differs from "
             "the release before.\n\n");
    tables_of(&out, download->manifest, true);
    return add_text(bundle, "README.txt", &out, p);
}

static enum status add_datapackage(struct bundle *bundle, struct problem *p)
{
    const struct bulk *download = bundle->download;
    char folder[NAME_SIZE];
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    snprintf(folder, sizeof folder, "%s/", layout_data);
    datapackage_write(&out, download->instance, download->manifest, download->artifacts, folder);
    return add_text(bundle, "datapackage.json", &out, p);
}

static enum status open_archive(struct bundle *bundle, struct problem *p)
{
    enum status status = STATUS_OK;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_file_source(bundle->download->path, &error);
    if (source)
        bundle->archive = zip_open_from_source(source, ZIP_CREATE | ZIP_EXCL, &error);
    if (!bundle->archive) {
        status = zip_problem(bundle, zip_error_strerror(&error), p);
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return status;
}

enum status archive_write(const struct bulk *download, struct problem *p)
{
    struct bundle bundle = {.download = download};
    enum status status = open_archive(&bundle, p);
    if (status != STATUS_OK)
        return status;
    set_time(&bundle);
    status = add_readme(&bundle, p);
    if (status == STATUS_OK)
        status = add_licence(&bundle, p);
    if (status == STATUS_OK)
        status = add_dictionary(&bundle, p);
    if (status == STATUS_OK)
        status = add_codes(&bundle, p);
    if (status == STATUS_OK)
        status = add_datapackage(&bundle, p);
    if (status == STATUS_OK)
        status = add_file(&bundle, layout_changes, layout_changes, p);
    if (status == STATUS_OK)
        status = add_tables(&bundle, p);
    if (status == STATUS_OK && zip_close(bundle.archive) != 0)
        status = zip_problem(&bundle, zip_strerror(bundle.archive), p);
    else if (status == STATUS_OK)
        return STATUS_OK;
    zip_discard(bundle.archive);
    return status;
}
