/* See table_builder.h. A row is a code for each stored column: of its own cell; of days and years
 * that follow from the period, those of that period's code; of what CP932 lacks, those of the
 * others. */
#include "table_builder.h"

#include "hiraku/base/out.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/store/columns/derive.h"
#include "hiraku/store/columns/table_reader.h"

#include "column_sections.h"
#include "hiraku/store/columns/table_data.h"
#include "id_builder.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { LACKING_MOST = 16384, DERIVED_MAX = 8, JOINED_ID_SIZE = 1025 };

/* Columns that are derived from the period. */
struct table_derived {
    size_t columns[DERIVED_MAX], count;
    const struct column_builder *period; /* NULL: the table has none */
    uint32_t *codes;                     /* `count` for each code of the period that was seen */
    size_t known, room;                  /* codes of the period */
};

struct table_builder {
    const struct table_work *work;
    const struct reference_ids *references;
    struct table_reader reader;
    struct column_builder columns[COLUMNS_MAX]; /* parallel to those of the resource */
    struct column_builder extra;
    size_t cells[COLUMNS_MAX], cell_count; /* columns of which a row has a cell */
    struct table_derived derived;
    const struct value_set *ids; /* NULL: they have no texts */
    bool ids_are_known;          /* all of them, before the first row */
    bool lacks;                  /* some cell so far has what CP932 lacks */
    struct out lacking;          /* of a row */
    uint32_t rows;
};

/* --- beginning -------------------------------------------------------------------------------- */

static void table_begin_id(struct table_builder *builder, const struct resource *resource)
{
    const struct value_set *known = reference_ids_of(builder->references, resource);
    builder->ids_are_known = known != NULL;
    if (known)
        builder->ids = known;
    else if (!id_is_made_of_segments(resource))
        builder->ids = &builder->columns[0].own;
}

static void table_begin(struct table_builder *builder, const struct resource *resource)
{
    const char *dir = builder->work->dir;
    out_open_memory(&builder->lacking, LACKING_MOST);
    column_builder_init(&builder->extra, dir, resource->name, COLUMN_EXTRA);
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        struct column_builder *one = &builder->columns[i];
        column_builder_init(one, dir, resource->name, column->name);
        if (!column_is_stored(resource, column))
            continue;
        one->column = column;
        if (column_is_reference(column))
            one->ids = reference_ids_of(builder->references, column->ref);
        if (i > 0 && column_is_written(column))
            builder->cells[builder->cell_count++] = i;
        else if (i > 0 && builder->derived.count < DERIVED_MAX)
            builder->derived.columns[builder->derived.count++] = i;
        if (slice_is(slice_of("period"), column->name))
            builder->derived.period = one;
    }
    table_begin_id(builder, resource);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The codes of what is derived from the period's code `code`, the next that was not seen before. */
static enum status table_derive(struct table_builder *builder, uint32_t code, struct problem *p)
{
    struct table_derived *derived = &builder->derived;
    const struct resource *resource = builder->reader.resource;
    struct slice cells[COLUMNS_MAX] = {0};
    struct derived_cells made;
    enum status status = STATUS_OK;
    if (derived->known == derived->room) {
        size_t room = derived->room ? 2 * derived->room : 64;
        uint32_t *codes = realloc(derived->codes, room * DERIVED_MAX * sizeof *codes);
        if (!codes)
            return problem_memory(p);
        derived->codes = codes;
        derived->room = room;
    }
    if (derived->period)
        cells[model_index(resource, derived->period->column)] =
            column_builder_text(derived->period, code);
    derive_cells(resource, cells, builder->work->first_month, &made);
    for (size_t i = 0; i < derived->count && status == STATUS_OK; i++) {
        size_t at = derived->columns[i];
        status = column_builder_code(&builder->columns[at], cells[at], builder->work->cp932,
                                     &derived->codes[derived->known * DERIVED_MAX + i], p);
    }
    derived->known++;
    return status;
}

static enum status table_add_derived(struct table_builder *builder, struct problem *p)
{
    struct table_derived *derived = &builder->derived;
    uint32_t code = derived->period ? derived->period->last : 0;
    enum status status = STATUS_OK;
    while (derived->known <= code && status == STATUS_OK)
        status = table_derive(builder, (uint32_t)derived->known, p);
    for (size_t i = 0; i < derived->count && status == STATUS_OK; i++)
        column_builder_put(&builder->columns[derived->columns[i]],
                           derived->codes[(size_t)code * DERIVED_MAX + i]);
    return status;
}

static enum status table_add_id(struct table_builder *builder, struct problem *p)
{
    const struct resource *resource = builder->reader.resource;
    const struct slice *cells = builder->reader.cells;
    struct slice keys[KEY_MAX], id = cells[0];
    char joined[JOINED_ID_SIZE];
    uint32_t number;
    size_t count = 0;
    if (builder->ids_are_known || !builder->ids)
        return STATUS_OK;
    if (model_has_joined_id(resource)) {
        for (size_t i = 0; resource->columns[i].name && count < KEY_MAX; i++)
            if (resource->columns[i].flags & COL_KEY)
                keys[count++] = cells[i];
        id = (struct slice){joined, model_join_id(resource, keys, joined, sizeof joined)};
    }
    return value_set_add(&builder->columns[0].own, id, builder->work->cp932, &number, p);
}

/* The first character of the row's id that CP932 lacks: that of the id or of a key. */
static int32_t table_id_lacking(const struct table_builder *builder)
{
    const struct resource *resource = builder->reader.resource;
    int32_t character = -1;
    if (builder->ids)
        return value_set_lacking(builder->ids, builder->rows);
    for (size_t i = 1; resource->columns[i].name && character < 0; i++)
        if (resource->columns[i].flags & COL_KEY)
            character = column_builder_lacking(&builder->columns[i], builder->columns[i].last);
    return character;
}

/* Notes `column U+1F600` for each column with such a character. */
static void table_write_lacking(struct table_builder *builder)
{
    const struct resource *resource = builder->reader.resource;
    struct out *out = &builder->lacking;
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column_builder *one = &builder->columns[i];
        char text[16];
        if (!one->column)
            continue;
        int32_t character =
            i == 0 ? table_id_lacking(builder) : column_builder_lacking(one, one->last);
        if (character < 0)
            continue;
        if (out->len > 0)
            out_char(out, ' ');
        snprintf(text, sizeof text, " U+%04" PRIX32, (uint32_t)character);
        out_text(out, one->name);
        out_text(out, text);
    }
}

static bool table_lacks(const struct table_builder *builder)
{
    bool lacks = builder->ids && builder->ids->lacking_count > 0;
    for (size_t i = 0; i < builder->cell_count && !lacks; i++) {
        const struct column_builder *one = &builder->columns[builder->cells[i]];
        lacks = (one->ids ? one->ids : &one->own)->lacking_count > 0;
    }
    return lacks;
}

static enum status table_add_row(struct table_builder *builder, struct problem *p)
{
    struct cp932 *cp932 = builder->work->cp932;
    const struct columns_listener *listener = builder->work->listener;
    enum status status = table_add_id(builder, p);
    if (status == STATUS_OK)
        status = listener->row(listener->context, builder->reader.cells, p);
    for (size_t i = 0; i < builder->cell_count && status == STATUS_OK; i++) {
        size_t at = builder->cells[i];
        status = column_builder_add(&builder->columns[at], builder->reader.cells[at], cp932, p);
    }
    if (status == STATUS_OK)
        status = table_add_derived(builder, p);
    if (status != STATUS_OK)
        return status;
    out_reset(&builder->lacking);
    if (table_lacks(builder))
        table_write_lacking(builder);
    if (builder->lacking.error != STATUS_OK)
        return out_finish(&builder->lacking, p);
    builder->rows++;
    return column_builder_add(&builder->extra, out_written(&builder->lacking), cp932, p);
}

static enum status table_read(struct table_builder *builder, struct problem *p)
{
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        status = table_reader_next(&builder->reader, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = builder->rows < UINT32_MAX - 1
                     ? table_add_row(builder, p)
                     : problem_set(p, STATUS_TOO_LARGE, slice_of(builder->reader.path), SLICE_NONE,
                                   NULL);
    }
    return status;
}

/* --- sections --------------------------------------------------------------------------------- */

static enum status table_write_id(struct table_builder *builder, struct problem *p)
{
    const struct resource *resource = builder->reader.resource;
    struct column_builder *keys[KEY_MAX];
    size_t count = 0;
    if (builder->ids)
        return id_write_texts(resource, builder->ids, builder->rows, builder->work, p);
    for (size_t i = 1; resource->columns[i].name && count < KEY_MAX; i++)
        if (resource->columns[i].flags & COL_KEY)
            keys[count++] = &builder->columns[i];
    return id_write_joined(resource, keys, count, builder->work, p);
}

static enum status table_write(struct table_builder *builder, struct problem *p)
{
    const struct resource *resource = builder->reader.resource;
    section_begin(builder->work->writer, resource->name, "", SECTION_ROWS, 0, builder->rows);
    enum status status = table_write_id(builder, p);
    for (size_t i = 1; resource->columns[i].name && status == STATUS_OK; i++)
        if (builder->columns[i].column)
            status = column_builder_write(&builder->columns[i], builder->work, p);
    if (status == STATUS_OK)
        status = column_builder_write(&builder->extra, builder->work, p);
    const struct columns_listener *listener = builder->work->listener;
    return status == STATUS_OK ? listener->write(listener->context, builder->work->writer, p)
                               : status;
}

enum status table_build(const struct resource *resource, const struct reference_ids *ids,
                        const struct table_work *work, struct problem *p)
{
    struct table_builder *builder = calloc(1, sizeof *builder);
    if (!builder)
        return problem_memory(p);
    builder->work = work;
    builder->references = ids;
    table_begin(builder, resource);
    enum status status = table_reader_open(&builder->reader, work->dir, resource, p);
    if (status == STATUS_OK)
        status = work->listener->begin(work->listener->context, resource, p);
    if (status == STATUS_OK)
        status = table_read(builder, p);
    if (status == STATUS_OK)
        status = table_write(builder, p);
    table_reader_close(&builder->reader);
    for (size_t i = 0; resource->columns[i].name; i++)
        column_builder_free(&builder->columns[i]);
    column_builder_free(&builder->extra);
    out_close(&builder->lacking);
    free(builder->derived.codes);
    free(builder);
    return status;
}
