/* The archive of all tables with libzip: data as CSV, dictionary, codes, changes, licence, README.
 *
 * The same bytes for the same release: entries in a fixed order, all with the time of the data in
 * UTC, names in UTF-8. The CSV files are those of the downloads, as their .gz has them packed, and
 * are read while the archive is written; memory does not grow with them. */
#include "hiraku/exporters/artifact_format.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/csv_out.h"
#include "hiraku/exporters/catalogue/datapackage.h"
#include "hiraku/model/dictionary.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include "zip_file.h"
#include "zip_piece.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TEXTS_MAX = 8, TEXT_MOST = 4 << 20, LEVEL = 6, UNIX_FILE = 0100644, NAME_SIZE = 128 };

struct archive {
    const struct artifact_input *input;
    zip_t *zip;
    zip_uint16_t day, time;   /* MS-DOS, of the data in UTC */
    struct zip_piece *pieces; /* the tables, until the archive is closed */
    size_t piece_count;
    char *texts[TEXTS_MAX]; /* made here, read when it is closed */
    size_t text_count;
};

static enum status zip_problem(const struct archive *archive, const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_SYSTEM, slice_of(archive->input->path), SLICE_NONE, reason);
}

/* The newest change of anything that the archive holds. */
static void archive_set_time(struct archive *archive)
{
    time_t newest;
    struct tm parts;
    manifest_changed_in(archive->input->manifest, NULL, 0, &newest);
    if (!gmtime_r(&newest, &parts) || parts.tm_year < 80)
        parts = (struct tm){.tm_year = 80, .tm_mday = 1};
    archive->day =
        (zip_uint16_t)((parts.tm_year - 80) << 9 | (parts.tm_mon + 1) << 5 | parts.tm_mday);
    archive->time = (zip_uint16_t)(parts.tm_hour << 11 | parts.tm_min << 5 | parts.tm_sec >> 1);
}

static enum status archive_add(struct archive *archive, const char *name, zip_source_t *source,
                               struct problem *p)
{
    if (!source)
        return zip_problem(archive, zip_strerror(archive->zip), p);
    zip_int64_t at = zip_file_add(archive->zip, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return zip_problem(archive, zip_strerror(archive->zip), p);
    }
    zip_uint64_t entry = (zip_uint64_t)at;
    if (zip_set_file_compression(archive->zip, entry, ZIP_CM_DEFLATE, LEVEL) != 0 ||
        zip_file_set_dostime(archive->zip, entry, archive->time, archive->day, 0) != 0 ||
        zip_file_set_external_attributes(archive->zip, entry, 0, ZIP_OPSYS_UNIX,
                                         (zip_uint32_t)UNIX_FILE << 16) != 0)
        return zip_problem(archive, zip_strerror(archive->zip), p);
    return STATUS_OK;
}

static enum status archive_add_file(struct archive *archive, const char *name, const char *from,
                                    struct problem *p)
{
    char path[RELEASE_PATH_SIZE + NAME_SIZE];
    snprintf(path, sizeof path, "%s/%s", archive->input->dir, from);
    return archive_add(archive, name, zip_file_source(path, zip_get_error(archive->zip)), p);
}

/* Takes the text's bytes; their digest is noted, because no file of the release has them. */
static enum status archive_add_text(struct archive *archive, const char *name, struct out *text,
                                    struct problem *p)
{
    size_t len;
    char path[RELEASE_PATH_SIZE];
    const char *slash = strrchr(archive->input->path, '/');
    enum status status = out_finish(text, p);
    snprintf(path, sizeof path, "%s/%s", slash ? slash + 1 : archive->input->path, name);
    if (status == STATUS_OK)
        status = artifacts_note(archive->input->members, path, out_written(text), p);
    char *bytes = status == STATUS_OK ? out_take(text, &len) : NULL;
    out_close(text);
    if (!bytes)
        return status == STATUS_OK ? problem_memory(p) : status;
    archive->texts[archive->text_count++] = bytes;
    return archive_add(archive, name, zip_source_buffer(archive->zip, bytes, len, 0), p);
}

/* As it is packed in the table's .gz, or from the plain file. */
static enum status archive_add_table(struct archive *archive, const struct resource *table,
                                     struct zip_piece *piece, struct problem *p)
{
    const struct layout_name plain = layout_table_artifact(table->name, "csv");
    const struct layout_name name = layout_table_csv(table);
    const struct artifact *file = artifacts_find(archive->input->artifacts, plain.text);
    char path[RELEASE_PATH_SIZE];
    if (!file ||
        file_path(path, archive->input->dir, layout_packed(plain.text).text, NULL) != STATUS_OK ||
        !zip_piece_of_gzip(piece, path, file->bytes))
        return archive_add_file(archive, name.text, plain.text, p);
    return archive_add(archive, name.text, zip_piece_source(piece, zip_get_error(archive->zip)), p);
}

static enum status add_tables(struct archive *archive, struct problem *p)
{
    const struct manifest *manifest = archive->input->manifest;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++) {
        zip_piece_open(&archive->pieces[i]);
        archive->piece_count = i + 1;
        status = archive_add_table(archive, manifest->tables[i].resource, &archive->pieces[i], p);
    }
    return status;
}

static void csv_row(struct out *out, const struct slice *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        csv_cell(out, i == 0, cells[i]);
    csv_end(out);
}

static enum status add_dictionary(struct archive *archive, struct problem *p)
{
    const struct manifest *manifest = archive->input->manifest;
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
    return archive_add_text(archive, "dictionary.csv", &out, p);
}

static enum status add_codes(struct archive *archive, struct problem *p)
{
    const struct manifest *manifest = archive->input->manifest;
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
    return archive_add_text(archive, "codes.csv", &out, p);
}

static void archive_write_line(struct out *out, const char *label, struct slice text)
{
    if (text.len == 0)
        return;
    out_text(out, label);
    out_slice(out, text);
    out_char(out, '\n');
}

static enum status add_licence(struct archive *archive, struct problem *p)
{
    const struct instance *instance = archive->input->instance;
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    archive_write_line(&out, "", instance_cell(instance, "licence_name_ja"));
    archive_write_line(&out, "", instance_cell(instance, "licence_name_en"));
    archive_write_line(&out, "", instance_cell(instance, "licence_url"));
    out_char(&out, '\n');
    archive_write_line(&out, "", instance_cell(instance, "attribution_ja"));
    archive_write_line(&out, "", instance_cell(instance, "attribution_en"));
    return archive_add_text(archive, "LICENCE.txt", &out, p);
}

static void archive_write_tables(struct out *out, const struct manifest *manifest, bool english)
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

static enum status add_readme(struct archive *archive, struct problem *p)
{
    const struct artifact_input *input = archive->input;
    char release[96], when[CLOCK_RFC3339_SIZE];
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    clock_rfc3339(input->manifest->published_at, when);
    snprintf(release, sizeof release, "%" PRIu64 " (%s)", input->manifest->number, when);
    archive_write_line(&out, "", instance_cell(input->instance, "title_ja"));
    archive_write_line(&out, "", instance_cell(input->instance, "description_ja"));
    archive_write_line(&out, "公開者: ", instance_cell(input->instance, "publisher_name_ja"));
    archive_write_line(&out, "公開版: ", slice_of(release));
    archive_write_line(&out, "URL: ", slice_of(input->instance->base_url));
    archive_write_line(&out, "出典表示: ", instance_cell(input->instance, "attribution_ja"));
    archive_write_line(&out, "ライセンス: ", instance_cell(input->instance, "licence_name_ja"));
    out_text(&out, "\nCSV は UTF-8（BOM なし）、RFC 4180 です。列の意味は "
                   "dictionary.csv、コードの意味は codes.csv、"
                   "前の公開版との違いは changes.csv にあります。\n\n");
    archive_write_tables(&out, input->manifest, false);
    out_text(&out, "\n--\n\n");
    archive_write_line(&out, "", instance_cell(input->instance, "title_en"));
    archive_write_line(&out, "", instance_cell(input->instance, "description_en"));
    archive_write_line(&out, "Publisher: ", instance_cell(input->instance, "publisher_name_en"));
    archive_write_line(&out, "Release: ", slice_of(release));
    archive_write_line(&out, "Attribution: ", instance_cell(input->instance, "attribution_en"));
    archive_write_line(&out, "Licence: ", instance_cell(input->instance, "licence_name_en"));
    out_text(&out,
             "\nCSV files are UTF-8 without a byte order mark (RFC 4180). dictionary.csv says "
             "what columns mean, codes.csv what\ncodes mean, changes.csv what differs from "
             "the release before.\n\n");
    archive_write_tables(&out, input->manifest, true);
    return archive_add_text(archive, "README.txt", &out, p);
}

static enum status add_datapackage(struct archive *archive, struct problem *p)
{
    const struct artifact_input *input = archive->input;
    char folder[NAME_SIZE];
    struct out out;
    out_open_memory(&out, TEXT_MOST);
    snprintf(folder, sizeof folder, "%s/", layout_data);
    datapackage_write(&out, input->instance, input->manifest, input->artifacts, folder);
    return archive_add_text(archive, "datapackage.json", &out, p);
}

static enum status archive_open(struct archive *archive, struct problem *p)
{
    enum status status = STATUS_OK;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_file_source(archive->input->path, &error);
    if (source)
        archive->zip = zip_open_from_source(source, ZIP_CREATE | ZIP_EXCL, &error);
    if (!archive->zip) {
        status = zip_problem(archive, zip_error_strerror(&error), p);
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return status;
}

static enum status archive_fill(struct archive *archive, struct problem *p)
{
    archive_set_time(archive);
    enum status status = add_readme(archive, p);
    if (status == STATUS_OK)
        status = add_licence(archive, p);
    if (status == STATUS_OK)
        status = add_dictionary(archive, p);
    if (status == STATUS_OK)
        status = add_codes(archive, p);
    if (status == STATUS_OK)
        status = add_datapackage(archive, p);
    if (status == STATUS_OK)
        status = archive_add_file(archive, layout_changes, layout_changes, p);
    return status == STATUS_OK ? add_tables(archive, p) : status;
}

static void archive_free_inputs(struct archive *archive)
{
    for (size_t i = 0; i < archive->text_count; i++)
        free(archive->texts[i]);
    for (size_t i = 0; i < archive->piece_count; i++) {
        if (archive->pieces[i].fd >= 0)
            close(archive->pieces[i].fd);
        zip_piece_close(&archive->pieces[i]);
    }
    free(archive->pieces);
}

static enum status archive_make(struct store *store, const struct artifact_input *input,
                                struct problem *p)
{
    struct archive archive = {.input = input};
    (void)store;
    archive.pieces = calloc(input->manifest->table_count + 1, sizeof *archive.pieces);
    enum status status = archive.pieces ? archive_open(&archive, p) : problem_memory(p);
    if (status == STATUS_OK)
        status = archive_fill(&archive, p);
    if (status == STATUS_OK && zip_close(archive.zip) == 0)
        archive.zip = NULL;
    else if (status == STATUS_OK)
        status = zip_problem(&archive, zip_strerror(archive.zip), p);
    if (archive.zip)
        zip_discard(archive.zip);
    archive_free_inputs(&archive);
    return status;
}

const struct artifact_format artifact_archive = {
    .suffix = "zip",
    .media_type = "application/zip",
    .file_type = "ZIP",
    .title_ja = "すべての表（ZIP）",
    .title_en = "All tables (ZIP)",
    .scope = ARTIFACT_ALL,
    .after = &artifact_csv,
    .weight = 1,
    .make = archive_make,
};
