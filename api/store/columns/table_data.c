/* See table_data.h: opening the file, finding codes, texts and rows. */
#include "hiraku/store/columns/table_data.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { JOINED_ID_SIZE = 1025 };

/* --- opening ---------------------------------------------------------------------------------- */

/* Where sections of one column are looked for. */
struct column_place {
    const struct section_file *file;
    const char *table, *name;
};

/* An array of `count` entries, or NULL; what is not as long as it must be is damage. */
static const void *column_array(const struct column_place *place, enum section_kind kind,
                                uint32_t width, uint64_t count, bool *good)
{
    const struct section_record *record =
        section_find(place->file, place->table, place->name, kind);
    if (!record)
        return NULL;
    if (record->width == width && record->count == count)
        return section_bytes(place->file, record);
    *good = false;
    return NULL;
}

/* Texts whose last one ends where they do. */
static struct texts column_texts(const struct column_place *place, enum section_kind kind,
                                 uint32_t count, bool *good)
{
    enum section_kind bytes = kind == SECTION_ENDS ? SECTION_TEXT : SECTION_FOLDED;
    const struct section_record *record =
        section_find(place->file, place->table, place->name, bytes);
    struct texts texts = {.ends = column_array(place, kind, sizeof(uint32_t), count, good)};
    if (!record || !texts.ends)
        return (struct texts){0};
    texts.bytes = section_bytes(place->file, record);
    texts.size = record->count;
    *good = *good && record->width == 1 && record->count > count &&
            texts.bytes[record->count - 1] == '\0';
    return texts;
}

static uint32_t zone_count(uint32_t rows)
{
    return rows / ZONE_ROWS + (rows % ZONE_ROWS > 0);
}

/* The codes of a column of its own, whose number is that of its texts. */
static bool column_open_codes(struct column_data *data, const struct column_place *place)
{
    const struct section_record *codes =
        section_find(place->file, place->table, place->name, SECTION_CODES);
    uint32_t rows = data->table->rows;
    bool good = true;
    data->width = codes ? codes->width : sizeof(uint32_t);
    if (codes)
        data->codes =
            data->width ? column_array(place, SECTION_CODES, data->width, rows, &good) : NULL;
    if (data->codes)
        data->zones =
            column_array(place, SECTION_ZONES, sizeof(struct zone), zone_count(rows), &good);
    bool known = data->width <= 2 || data->width == 4;
    return good && known && (!data->codes || data->zones || rows == 0) &&
           (codes || data->count >= rows);
}

static bool column_open_values(struct column_data *data, const struct column_place *place)
{
    const struct section_record *ends =
        section_find(place->file, place->table, place->name, SECTION_ENDS);
    bool good = true;
    data->joined = !ends && data->column == data->table->resource->columns;
    data->count = ends ? (uint32_t)ends->count : data->joined ? data->table->ids : 0;
    if (ends && (ends->count > UINT32_MAX || ends->width != sizeof(uint32_t)))
        return false;
    if (data->column == data->table->resource->columns && data->count != data->table->ids)
        return false;
    data->text = column_texts(place, SECTION_ENDS, data->count, &good);
    data->folded = column_texts(place, SECTION_FOLDED_ENDS, data->count, &good);
    if (!data->folded.ends)
        data->folded = data->text;
    data->ranks = column_array(place, SECTION_RANKS, sizeof(uint32_t), data->count, &good);
    data->days = column_array(place, SECTION_DAYS, sizeof(struct code_days), data->count, &good);
    return good && (data->text.ends || data->joined || data->table->rows == 0) &&
           (data->days || !data->column || data->column->type != TYPE_PERIOD);
}

static bool column_open(struct column_data *data, const struct column_place *place)
{
    const struct section_record *reference =
        section_find(place->file, place->table, place->name, SECTION_REFERENCE);
    if (!reference)
        return column_open_values(data, place) && column_open_codes(data, place);
    data->target = columns_table(data->table->columns_of, data->column->ref);
    data->count = (uint32_t)reference->count + 1;
    return data->target && reference->count == data->target->rows && column_open_codes(data, place);
}

/* Numbers of releases; all of them are good. */
static bool column_open_releases(struct column_data *data, const struct table_data *table,
                                 const struct section_file *file, const char *name)
{
    const struct column_place place = {file, table->resource->name, name};
    *data = (struct column_data){.table = table, .count = UINT32_MAX};
    return column_open_codes(data, &place) && (data->codes || data->width == 0);
}

static bool table_open_versions(struct table_data *table, const struct section_file *file)
{
    table->versioned =
        section_find(file, table->resource->name, COLUMN_SINCE, SECTION_CODES) != NULL;
    return !table->versioned || (column_open_releases(&table->since, table, file, COLUMN_SINCE) &&
                                 column_open_releases(&table->until, table, file, COLUMN_UNTIL));
}

static bool table_is_stored(const struct resource *resource, const struct column *column)
{
    return !(column->flags & COL_LOOKUP) && !hidden_column(resource, column);
}

/* Whether the rows are in the order of their ids. Without versions they would have no list else. */
static bool table_is_by_bytes(const struct table_data *table)
{
    bool ascending = !table->by_id || table->ids < table->rows;
    for (uint32_t id = 1; table->by_id && ascending && id < table->ids; id++)
        ascending = table->by_id[id - 1] < table->by_id[id];
    return ascending;
}

static bool table_open_rows(struct table_data *table, const struct section_file *file)
{
    const struct column_place place = {file, table->resource->name, ""};
    const struct section_record *rows = section_find(file, table->resource->name, "", SECTION_ROWS);
    bool good = rows && rows->count < UINT32_MAX;
    const struct section_record *ids = section_find(file, table->resource->name, "", SECTION_BY_ID);
    table->rows = good ? (uint32_t)rows->count : 0;
    table->ids = ids && ids->count <= table->rows ? (uint32_t)ids->count : table->rows;
    table->by_id = column_array(&place, SECTION_BY_ID, sizeof(uint32_t), table->ids, &good);
    table->by_bytes = good && table_is_by_bytes(table);
    return good && table_open_versions(table, file);
}

static bool table_open_columns(struct table_data *table, const struct section_file *file)
{
    struct column_place place = {file, table->resource->name, COLUMN_EXTRA};
    table->extra.table = table;
    bool good = column_open(&table->extra, &place);
    for (size_t i = 0; good && table->resource->columns[i].name; i++) {
        const struct column *column = &table->resource->columns[i];
        if (!table_is_stored(table->resource, column))
            continue;
        place.name = column->name;
        table->columns[i].column = column;
        table->columns[i].table = table;
        good = column_open(&table->columns[i], &place);
    }
    return good;
}

/* The first release of which the file has the rows, and the last; NULL: it is of none. */
static const uint32_t *columns_releases(const struct columns *columns)
{
    const struct column_place place = {&columns->file, "", ""};
    bool good = true;
    return column_array(&place, SECTION_RELEASES, sizeof(uint32_t), 2, &good);
}

uint32_t columns_first(const struct columns *columns)
{
    const uint32_t *releases = columns_releases(columns);
    return releases ? releases[0] : 0;
}

/* The view, which is one of the releases of which the file has the rows. */
static enum status columns_open_view(struct columns *columns, uint64_t view, struct problem *p)
{
    const uint32_t *releases = columns_releases(columns);
    char number[24];
    columns->view = columns->own = releases ? releases[1] : 0;
    columns->first = releases ? releases[0] : 0;
    if (view == 0 || view == columns->own)
        return STATUS_OK;
    snprintf(number, sizeof number, "%" PRIu64, view);
    if (!releases || view < releases[0] || view > releases[1])
        return problem_set(p, STATUS_RELEASE_GONE, SLICE_NONE, slice_of(number), NULL);
    columns->view = (uint32_t)view;
    return STATUS_OK;
}

static bool columns_open_tables(struct columns *columns)
{
    bool good = true;
    for (size_t i = 0; good && i < model_resource_count; i++) {
        columns->tables[i].resource = model_resources[i];
        columns->tables[i].columns_of = columns;
        good = table_open_rows(&columns->tables[i], &columns->file);
    }
    for (size_t i = 0; good && i < model_resource_count; i++)
        good = table_open_columns(&columns->tables[i], &columns->file);
    return good;
}

enum status columns_open(struct columns *columns, const char *dir, uint64_t view, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    *columns = (struct columns){0};
    enum status status = file_path(path, dir, layout_columns, p);
    if (status == STATUS_OK)
        status = section_file_open(&columns->file, path, p);
    if (status == STATUS_SYSTEM && !file_exists(path))
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, "it is missing");
    if (status != STATUS_OK)
        return status;
    columns->tables = calloc(model_resource_count, sizeof *columns->tables);
    status = columns->tables ? columns_open_view(columns, view, p) : problem_memory(p);
    if (status == STATUS_OK && !columns_open_tables(columns))
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE,
                             "its columns do not fit together");
    if (status != STATUS_OK)
        columns_close(columns);
    return status;
}

void columns_close(struct columns *columns)
{
    section_file_close(&columns->file);
    free(columns->tables);
    columns->tables = NULL;
}

enum status columns_check(const struct columns *columns, struct problem *p)
{
    const char *fault = columns->damaged ? "its columns are damaged"
                        : !mapped_file_is_whole(&columns->file.mapped)
                            ? "its columns cannot be read"
                            : NULL;
    return fault
               ? problem_set(p, STATUS_BAD_RELEASE, slice_of(columns->file.path), SLICE_NONE, fault)
               : STATUS_OK;
}

const struct table_data *columns_table(const struct columns *columns,
                                       const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == resource)
            return &columns->tables[i];
    return NULL;
}

const struct column_data *table_column(const struct table_data *table, const struct column *column)
{
    const struct column_data *data = &table->columns[model_index(table->resource, column)];
    return data->column ? data : NULL;
}

/* --- texts ------------------------------------------------------------------------------------ */

static size_t table_join_id(const struct table_data *table, uint32_t row, char id[JOINED_ID_SIZE])
{
    struct slice keys[KEY_MAX];
    size_t count = 0;
    for (size_t i = 0; table->resource->columns[i].name && count < KEY_MAX; i++)
        if (table->resource->columns[i].flags & COL_KEY) {
            const struct column_data *key = &table->columns[i];
            keys[count++] = data_text(key, data_code(key, row), NULL);
        }
    return model_join_id(table->resource, keys, id, JOINED_ID_SIZE);
}

uint32_t table_row_of_id(const struct table_data *table, uint32_t code)
{
    uint32_t row = table->by_id ? table->by_id[code] : code;
    if (row < table->rows)
        return row;
    table->columns_of->damaged = true;
    return 0;
}

struct slice data_text(const struct column_data *data, uint32_t code, struct arena *arena)
{
    char id[JOINED_ID_SIZE];
    if (data->target)
        return code == 0 ? slice_of("")
                         : data_text(&data->target->columns[0],
                                     data_code(&data->target->columns[0], code - 1), arena);
    if (data->joined && !arena)
        return slice_of("");
    if (data->joined) {
        size_t len = table_join_id(data->table, table_row_of_id(data->table, code), id);
        return arena_copy(arena, (struct slice){id, len});
    }
    uint64_t begin = code > 0 ? (uint64_t)data->text.ends[code - 1] + 1 : 1;
    uint64_t end = data->text.ends[code];
    if (begin <= end && end < data->text.size)
        return (struct slice){data->text.bytes + begin, (size_t)(end - begin)};
    data->table->columns_of->damaged = true;
    return slice_of("");
}

bool data_has_empty(const struct column_data *data)
{
    return data->target || (!data->joined && data->count > 0 && data_text(data, 0, NULL).len == 0);
}

uint32_t data_rank(const struct column_data *data, uint32_t code)
{
    if (data->target)
        return code == 0 ? 0 : data_code(&data->target->columns[0], code - 1) + 1;
    return data->ranks ? data->ranks[code] : code;
}

/* --- finding ---------------------------------------------------------------------------------- */

/* Of a text against that of a code. */
static int data_compare(const struct column_data *data, struct slice text, uint32_t code)
{
    char id[JOINED_ID_SIZE];
    struct slice other;
    if (data->joined)
        other =
            (struct slice){id, table_join_id(data->table, table_row_of_id(data->table, code), id)};
    else
        other = data_text(data, code, NULL);
    return slice_compare(text, other);
}

uint32_t data_lower_bound(const struct column_data *data, struct slice text)
{
    uint32_t low = 0, high = data->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (data_compare(data, text, middle) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Periods and numbers do not lie in byte order; such columns have few values that are asked for. */
static bool data_find_anywhere(const struct column_data *data, struct slice text, uint32_t *code)
{
    for (*code = 0; *code < data->count; ++*code)
        if (data_compare(data, text, *code) == 0)
            return true;
    return false;
}

bool data_find(const struct column_data *data, struct slice text, uint32_t *code)
{
    if (data->target) {
        uint32_t id;
        *code = 0;
        if (text.len == 0)
            return true;
        if (!data_find(&data->target->columns[0], text, &id))
            return false;
        *code = table_row_of_id(data->target, id) + 1;
        return true;
    }
    if (data->days)
        return data_find_anywhere(data, text, code);
    *code = data_lower_bound(data, text);
    return *code < data->count && data_compare(data, text, *code) == 0;
}

bool table_find(const struct table_data *table, struct slice id, uint32_t *row)
{
    uint32_t code;
    if (!data_find(&table->columns[0], id, &code))
        return false;
    *row = table_row_of_id(table, code);
    return table_version(table, row);
}

/* --- versions --------------------------------------------------------------------------------- */

bool table_version_before(const struct table_data *table, uint32_t *row)
{
    const struct column_data *ids = &table->columns[0];
    uint32_t id = data_code(ids, *row), at = *row;
    while (at > 0 && data_code(ids, at - 1) == id)
        if (table_holds(table, --at)) {
            *row = at;
            return true;
        }
    return false;
}

uint32_t table_last_version(const struct table_data *table, uint32_t row)
{
    const struct column_data *ids = &table->columns[0];
    uint32_t id = table->versioned ? data_code(ids, row) : 0;
    while (table->versioned && row + 1 < table->rows && data_code(ids, row + 1) == id)
        row++;
    return row;
}
