/* Mappings of columns that somebody made by hand, remembered for the next file with the same set of
 * headers, whatever their order: STATE/mappings.json. The newest are kept. */
#include "draft_parts.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/json_file.h"

#include <stdio.h>
#include <stdlib.h>

static const char mappings_name[] = "mappings.json", list_name[] = "mappings", left_name[] = "-";

enum { MAPPINGS_MOST = 500, LOOK_ROWS = 20, MAPPINGS_BYTES = 8 << 20 };

/* --- the set of headers ----------------------------------------------------------------------- */

static int mappings_compare(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left, *(const struct slice *)right);
}

/* A digest of the headers, sorted; "" where there are fewer than two. */
static enum status mappings_key(const struct slice *headers, size_t count, char key[DIGEST_SIZE],
                                struct problem *p)
{
    struct digest digest;
    struct slice *sorted = calloc(count + 1, sizeof *sorted);
    size_t used = 0;
    if (!sorted)
        return problem_memory(p);
    for (size_t i = 0; i < count; i++)
        if (text_trim(headers[i]).len > 0)
            sorted[used++] = text_trim(headers[i]);
    qsort(sorted, used, sizeof *sorted, mappings_compare);
    digest_init(&digest);
    for (size_t i = 0; i < used; i++)
        digest_field(&digest, sorted[i]);
    digest_hex(&digest, key);
    if (used < 2)
        key[0] = '\0';
    free(sorted);
    return STATUS_OK;
}

/* NULL where there is none. */
static enum status mappings_read(const char *state, json_t **object, struct problem *p)
{
    *object = NULL;
    enum status status = json_file(state, mappings_name, object, NULL);
    if (status != STATUS_OK)
        status = json_pass_over(status, state, mappings_name);
    return status == STATUS_NO_MEMORY ? problem_memory(p) : status;
}

static const json_t *mappings_find(const json_t *object, const char *key)
{
    const json_t *list = json_object_get(object, list_name);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *other = json_string_value(json_object_get(json_array_get(list, i), "key"));
        if (other && strcmp(other, key) == 0)
            return json_array_get(list, i);
    }
    return NULL;
}

/* --- recalled --------------------------------------------------------------------------------- */

static enum status mappings_apply(const json_t *mapping, size_t index,
                                  struct recognition *recognition, struct sheet *sheet,
                                  struct problem *p)
{
    const struct sheet_row *row = &sheet->rows[index];
    const json_t *columns = json_object_get(mapping, "columns");
    recognition->header = index;
    recognition->count = row->count;
    recognition->columns =
        arena_alloc(&sheet->arena, (row->count + 1) * sizeof *recognition->columns);
    if (!recognition->columns)
        return problem_memory(p);
    for (size_t i = 0; i < row->count; i++) {
        struct sheet_column *column = &recognition->columns[i];
        column->header = text_trim(row->cells[i]);
        const json_t *name = json_object_getn(columns, column->header.at ? column->header.at : "",
                                              column->header.len);
        struct slice text = {json_string_value(name), json_string_length(name)};
        const struct column *found =
            text.len > 0 ? model_column(recognition->resource, text) : NULL;
        column->column = found && column_is_written(found) ? found : NULL;
        column->by = column->column              ? SHEET_MEMORY
                     : slice_is(text, left_name) ? SHEET_LEFT
                                                 : SHEET_UNKNOWN;
        if (column->column && slice_is(column->header, found->name))
            column->by = SHEET_NAME;
    }
    return STATUS_OK;
}

static enum status mappings_look(const json_t *object, const struct resource *only,
                                 struct recognition *recognition, struct sheet *sheet,
                                 struct problem *p)
{
    for (size_t i = 0; i < sheet->count && i < LOOK_ROWS; i++) {
        char key[DIGEST_SIZE];
        enum status status = mappings_key(sheet->rows[i].cells, sheet->rows[i].count, key, p);
        if (status != STATUS_OK)
            return status;
        const json_t *mapping = key[0] ? mappings_find(object, key) : NULL;
        const char *table = json_string_value(json_object_get(mapping, "table"));
        const struct resource *resource = table ? model_input_as(slice_of(table)) : NULL;
        if (!resource || resource->computed || (only && only != resource))
            continue;
        recognition->resource = resource;
        return mappings_apply(mapping, i, recognition, sheet, p);
    }
    return STATUS_OK;
}

enum status mappings_recall(const char *state, const struct resource *only,
                            struct recognition *recognition, struct sheet *sheet, struct problem *p)
{
    json_t *object;
    enum status status = mappings_read(state, &object, p);
    if (status == STATUS_OK && object)
        status = mappings_look(object, only, recognition, sheet, p);
    json_decref(object);
    return status;
}

/* --- kept ------------------------------------------------------------------------------------- */

static void mappings_write_new(const struct draft_file *file, const char *key,
                               struct json_writer *json)
{
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "key", key);
    json_text(json, "table", file->resource->name);
    json_begin_object(json, "columns");
    for (size_t i = 0; i < file->column_count; i++) {
        const struct draft_column *column = &file->columns[i];
        if (column->header.len > 0 && column->by != SHEET_UNKNOWN)
            json_text(json, column->header.at, column->column ? column->column->name : left_name);
    }
    json_end(json);
    json_end(json);
}

static void mappings_write_old(const json_t *mapping, struct json_writer *json)
{
    const char *name;
    json_t *value;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "key", json_string_value(json_object_get(mapping, "key")));
    json_text(json, "table", json_string_value(json_object_get(mapping, "table")));
    json_begin_object(json, "columns");
    json_object_foreach(json_object_get(mapping, "columns"), name, value)
    {
        json_text(json, name, json_string_value(value));
    }
    json_end(json);
    json_end(json);
}

static void mappings_write(const json_t *object, const struct draft_file *file, const char *key,
                           struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    const json_t *list = json_object_get(object, list_name);
    json_begin_object(&json, NULL);
    json_begin_array(&json, list_name);
    mappings_write_new(file, key, &json);
    for (size_t i = 0; i < json_array_size(list) && i < MAPPINGS_MOST; i++) {
        const json_t *mapping = json_array_get(list, i);
        const char *other = json_string_value(json_object_get(mapping, "key"));
        if (other && strcmp(other, key) != 0)
            mappings_write_old(mapping, &json);
    }
    json_finish(&json);
}

static enum status mappings_replace(const char *state, const struct draft_file *file,
                                    const char *key, struct problem *p)
{
    json_t *object;
    struct out out;
    enum status status = mappings_read(state, &object, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&out, MAPPINGS_BYTES);
    mappings_write(object, file, key, &out);
    json_decref(object);
    status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(state, mappings_name, out_written(&out), p);
    out_close(&out);
    return status == STATUS_OK ? folder_sync(state, p) : status;
}

enum status mappings_keep(const char *state, const struct draft_file *file, struct problem *p)
{
    char key[DIGEST_SIZE];
    int lock;
    struct slice *headers = calloc(file->column_count + 1, sizeof *headers);
    if (!headers)
        return problem_memory(p);
    for (size_t i = 0; i < file->column_count; i++)
        headers[i] = file->columns[i].header;
    enum status status = mappings_key(headers, file->column_count, key, p);
    free(headers);
    if (status != STATUS_OK || key[0] == '\0')
        return status;
    status = draft_lock_all(state, &lock, p);
    if (status == STATUS_OK)
        status = mappings_replace(state, file, key, p);
    draft_unlock(lock);
    return status;
}
