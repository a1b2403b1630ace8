/* See id_builder.h. */
#include "id_builder.h"

#include "hiraku/model/model.h"
#include "hiraku/model/type.h"
#include "hiraku/value/period.h"

#include "column_sections.h"
#include "hiraku/store/columns/table_data.h"

#include <stdlib.h>

enum { DIGIT_BITS = 16, DIGIT_VALUES = 1 << DIGIT_BITS };

bool id_is_made_of_segments(const struct resource *resource)
{
    if (!model_has_joined_id(resource))
        return false;
    for (const struct column *column = resource->columns; column->name; column++)
        if ((column->flags & COL_KEY) &&
            (column->type == TYPE_TEXT || column->type == TYPE_DECIMAL ||
             column->type == TYPE_IRI || (column->ref && model_has_joined_id(column->ref))))
            return false;
    return true;
}

/* --- what is written -------------------------------------------------------------------------- */

static bool id_order_is_given(const uint32_t *row_of, const struct table_ids *ids)
{
    for (uint32_t i = 0; i < ids->count; i++)
        if (row_of[i] != i)
            return false;
    return ids->count == ids->rows;
}

/* `codes` of all rows; `row_of` each id, in their order, has the last of its rows. */
static void id_set_codes(const uint32_t *row_of, const struct table_ids *ids, uint32_t *codes)
{
    memset(codes, 0xFF, ids->rows * sizeof *codes);
    for (uint32_t i = 0; i < ids->count; i++)
        codes[row_of[i]] = i;
    for (uint32_t row = ids->rows; row-- > 0;)
        if (codes[row] == UINT32_MAX)
            codes[row] = codes[row + 1];
}

/* `row_of` in the order of the ids, and the codes of the rows. */
static enum status id_write_order(const struct resource *resource, const uint32_t *row_of,
                                  const struct table_ids *ids, const struct table_work *work,
                                  struct problem *p)
{
    uint32_t rows = ids->rows;
    const struct section_place place = {work->writer, resource->name, resource->columns->name};
    const struct section_place of_table = {work->writer, resource->name, ""};
    struct code_stream stream;
    if (id_order_is_given(row_of, ids))
        return STATUS_OK;
    uint32_t *codes = malloc(rows * sizeof *codes + 1);
    if (!codes)
        return problem_memory(p);
    id_set_codes(row_of, ids, codes);
    code_stream_init(&stream, work->dir, place.name);
    for (uint32_t i = 0; i < rows; i++)
        code_stream_put(&stream, codes[i]);
    free(codes);
    const struct section_codes section = {&stream, NULL, rows, ids->count - 1};
    enum status status = section_write_codes(&place, &section, p);
    code_stream_free(&stream);
    if (status == STATUS_OK)
        section_write_numbers(&of_table, SECTION_BY_ID, row_of, ids->count);
    return status;
}

enum status id_write_texts(const struct resource *resource, const struct table_ids *ids,
                           const struct table_work *work, struct problem *p)
{
    const struct value_set *texts = &ids->texts;
    const struct section_place place = {work->writer, resource->name, resource->columns->name};
    struct value_order order = {0};
    if (texts->count != ids->count)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(resource->name), SLICE_NONE,
                           "two records have the same id");
    enum status status = value_order_make(&order, texts, TYPE_BY_BYTES, work->first_month, p);
    if (status == STATUS_OK)
        status = section_write_texts(&place, texts, order.numbers, true, p);
    for (uint32_t i = 0; status == STATUS_OK && i < ids->count; i++)
        order.numbers[i] = table_ids_last(ids, order.numbers[i]);
    if (status == STATUS_OK)
        status = id_write_order(resource, order.numbers, ids, work, p);
    value_order_free(&order);
    return status;
}

/* --- ids without texts ------------------------------------------------------------------------ */

/* The segment of a key with what is behind it in an id. */
static struct slice id_segment(const struct column *column, struct slice text, bool last,
                               char segment[ID_MAX + 2])
{
    size_t len = text.len <= ID_MAX ? text.len : ID_MAX;
    if (len == 0)
        segment[len++] = '_';
    else if (column->type == TYPE_PERIOD && len < PERIOD_TEXT_SIZE)
        len = period_to_segment(text, segment);
    else
        memcpy(segment, text.at, len);
    if (!last)
        segment[len++] = '.';
    return (struct slice){segment, len};
}

/* The place of each code's segment among all of a key. */
struct id_places {
    uint32_t *places; /* by code */
    uint32_t count;   /* of different places */
};

static enum status id_collect(const struct column_builder *key, bool last, uint32_t codes,
                              struct value_set *segments, uint32_t *numbers, struct problem *p)
{
    char segment[ID_MAX + 2];
    enum status status = STATUS_OK;
    for (uint32_t code = 0; code < codes && status == STATUS_OK; code++)
        status = value_set_add(
            segments, id_segment(key->column, column_builder_text(key, code), last, segment), NULL,
            &numbers[code], p);
    return status;
}

/* `places` to be freed with free(). */
static enum status id_find_places(const struct column_builder *key, bool last,
                                  struct id_places *places, struct problem *p)
{
    struct value_set segments = {0};
    struct value_order order = {0};
    uint32_t codes = key->ids ? key->ids->texts.count + 1 : key->own.count;
    places->places = malloc(codes * sizeof *places->places + 1);
    if (!places->places)
        return problem_memory(p);
    enum status status = id_collect(key, last, codes, &segments, places->places, p);
    if (status == STATUS_OK)
        status = value_order_make(&order, &segments, TYPE_BY_BYTES, 1, p);
    for (uint32_t code = 0; status == STATUS_OK && code < codes; code++)
        places->places[code] = order.places[places->places[code]];
    places->count = segments.count;
    value_order_free(&order);
    value_set_free(&segments);
    return status;
}

struct id_sorting {
    uint32_t *place, *rows, *spare; /* of the key, by row; the rows as sorted so far */
    size_t *counts;                 /* DIGIT_VALUES of them */
    uint32_t row_count;             /* of those that are sorted: an id's last one */
};

/* Sorts by a part of the places, stable. */
static void id_sort_digit(struct id_sorting *sorting, unsigned shift)
{
    size_t sum = 0;
    memset(sorting->counts, 0, DIGIT_VALUES * sizeof *sorting->counts);
    for (uint32_t i = 0; i < sorting->row_count; i++)
        sorting->counts[sorting->place[sorting->rows[i]] >> shift & (DIGIT_VALUES - 1)]++;
    for (size_t i = 0; i < DIGIT_VALUES; i++) {
        size_t here = sorting->counts[i];
        sorting->counts[i] = sum;
        sum += here;
    }
    for (uint32_t i = 0; i < sorting->row_count; i++) {
        uint32_t row = sorting->rows[i];
        sorting->spare[sorting->counts[sorting->place[row] >> shift & (DIGIT_VALUES - 1)]++] = row;
    }
    uint32_t *other = sorting->rows;
    sorting->rows = sorting->spare;
    sorting->spare = other;
}

static enum status id_sort_key(struct id_sorting *sorting, struct column_builder *key, bool last,
                               struct problem *p)
{
    uint32_t rows = (uint32_t)key->rows;
    struct id_places places = {NULL, 0};
    enum status status = id_find_places(key, last, &places, p);
    if (status == STATUS_OK)
        status = code_stream_rewind(&key->codes, p);
    if (status == STATUS_OK)
        status = code_stream_get(&key->codes, sorting->place, rows, p);
    if (status == STATUS_OK) {
        for (uint32_t i = 0; i < rows; i++)
            sorting->place[i] = places.places[sorting->place[i]];
        for (unsigned shift = 0; ((uint64_t)places.count - 1) >> shift > 0; shift += DIGIT_BITS)
            id_sort_digit(sorting, shift);
    }
    free(places.places);
    return status;
}

/* Puts the rows of the ids in the order of their keys, from the last key to the first. */
static enum status id_sort_rows(struct id_sorting *sorting, const struct id_keys *keys,
                                const struct table_ids *ids, struct problem *p)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < sorting->row_count; i++)
        sorting->rows[i] = table_ids_last(ids, i);
    for (size_t i = keys->count; i-- > 0 && status == STATUS_OK;)
        status = id_sort_key(sorting, keys->keys[i], i + 1 == keys->count, p);
    return status;
}

enum status id_write_joined(const struct resource *resource, const struct id_keys *keys,
                            const struct table_ids *ids, const struct table_work *work,
                            struct problem *p)
{
    uint32_t rows = ids->rows;
    struct id_sorting sorting = {.row_count = ids->count};
    if (rows == 0)
        return STATUS_OK;
    sorting.place = malloc(rows * sizeof *sorting.place);
    sorting.rows = malloc(rows * sizeof *sorting.rows);
    sorting.spare = malloc(rows * sizeof *sorting.spare);
    sorting.counts = malloc(DIGIT_VALUES * sizeof *sorting.counts);
    bool room = sorting.place && sorting.rows && sorting.spare && sorting.counts;
    enum status status = room ? id_sort_rows(&sorting, keys, ids, p) : problem_memory(p);
    free(sorting.place);
    free(sorting.spare);
    free(sorting.counts);
    if (room && status == STATUS_OK)
        status = id_write_order(resource, sorting.rows, ids, work, p);
    free(sorting.rows);
    return status;
}
