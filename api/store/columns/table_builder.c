/* See table_builder.h. A row is a version of a record: a code for each stored column, of its own
 * cell; of days and years that follow from the period, those of that period's code; of what CP932
 * lacks, those of the others; of when it was revised, the version before it. */
#include "table_builder.h"

#include "hiraku/base/out.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/store/columns/derive.h"

#include "column_sections.h"
#include "hiraku/store/columns/table_data.h"
#include "id_builder.h"
#include "revised.h"
#include "version_reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { LACKING_MOST = 16384, DERIVED_MAX = 8 };

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
    const struct resource *resource;
    struct version_reader reader;
    struct column_builder columns[COLUMNS_MAX]; /* parallel to those of the resource */
    struct column_builder extra;
    size_t cells[COLUMNS_MAX], cell_count; /* columns of which a row has a cell */
    struct table_derived derived;
    struct revised revised;
    struct table_ids ids;          /* so far */
    const struct table_ids *known; /* all of them, before the first row; NULL: not known */
    const struct value_set *texts; /* of the ids; NULL: they have none */
    struct code_stream since, until;
    struct out lacking; /* of a row */
};

/* --- beginning -------------------------------------------------------------------------------- */

static void table_begin_id(struct table_builder *builder, const struct resource *resource)
{
    builder->known = reference_ids_of(builder->references, resource);
    if (builder->known)
        builder->texts = &builder->known->texts;
    else if (!id_is_made_of_segments(resource))
        builder->texts = &builder->ids.texts;
    code_stream_init(&builder->since, builder->work->dir, COLUMN_SINCE);
    code_stream_init(&builder->until, builder->work->dir, COLUMN_UNTIL);
}

static void table_begin(struct table_builder *builder, const struct resource *resource)
{
    const char *dir = builder->work->dir;
    builder->resource = resource;
    out_open_memory(&builder->lacking, LACKING_MOST);
    revised_begin(&builder->revised, resource);
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
        else if (i > 0 && i != builder->revised.column && builder->derived.count < DERIVED_MAX)
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
    const struct resource *resource = builder->resource;
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

static enum status table_add_revised(struct table_builder *builder, struct problem *p)
{
    struct revised *revised = &builder->revised;
    const struct version_reader *reader = &builder->reader;
    if (revised->column == 0)
        return STATUS_OK;
    return column_builder_add(&builder->columns[revised->column],
                              revised_next(revised, reader->before, reader->cells, reader->since),
                              builder->work->cp932, p);
}

static enum status table_add_id(struct table_builder *builder, struct problem *p)
{
    char joined[VERSION_ID_SIZE];
    uint32_t number;
    return builder->known || !builder->texts || !builder->reader.first
               ? STATUS_OK
               : value_set_add(&builder->ids.texts, version_reader_id(&builder->reader, joined),
                               builder->work->cp932, &number, p);
}

/* The first character of the row's id that CP932 lacks: that of the id or of a key. */
static int32_t table_id_lacking(const struct table_builder *builder)
{
    const struct resource *resource = builder->resource;
    int32_t character = -1;
    if (builder->texts)
        return value_set_lacking(builder->texts, builder->ids.count);
    for (size_t i = 1; resource->columns[i].name && character < 0; i++)
        if (resource->columns[i].flags & COL_KEY)
            character = column_builder_lacking(&builder->columns[i], builder->columns[i].last);
    return character;
}

/* Notes `column U+1F600` for each column with such a character. */
static void table_write_lacking(struct table_builder *builder)
{
    const struct resource *resource = builder->resource;
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
    bool lacks = builder->texts && builder->texts->lacking_count > 0;
    for (size_t i = 0; i < builder->cell_count && !lacks; i++) {
        const struct column_builder *one = &builder->columns[builder->cells[i]];
        lacks = (one->ids ? &one->ids->texts : &one->own)->lacking_count > 0;
    }
    return lacks;
}

static void table_add_releases(struct table_builder *builder)
{
    const struct version_reader *reader = &builder->reader;
    if (!reader->table)
        return;
    code_stream_put(&builder->since, reader->since);
    code_stream_put(&builder->until, reader->until);
}

static enum status table_add_row(struct table_builder *builder, struct problem *p)
{
    struct cp932 *cp932 = builder->work->cp932;
    const struct columns_listener *listener = builder->work->listener;
    enum status status = table_add_id(builder, p);
    if (status == STATUS_OK)
        status =
            listener->row(listener->context, builder->reader.cells, builder->reader.until == 0, p);
    for (size_t i = 0; i < builder->cell_count && status == STATUS_OK; i++) {
        size_t at = builder->cells[i];
        status = column_builder_add(&builder->columns[at], builder->reader.cells[at], cp932, p);
    }
    if (status == STATUS_OK)
        status = table_add_derived(builder, p);
    if (status == STATUS_OK)
        status = table_add_revised(builder, p);
    if (status != STATUS_OK)
        return status;
    out_reset(&builder->lacking);
    if (table_lacks(builder))
        table_write_lacking(builder);
    if (builder->lacking.error != STATUS_OK)
        return out_finish(&builder->lacking, p);
    table_add_releases(builder);
    status = table_ids_row(&builder->ids, builder->reader.last, p);
    return status == STATUS_OK
               ? column_builder_add(&builder->extra, out_written(&builder->lacking), cp932, p)
               : status;
}

static enum status table_read(struct table_builder *builder, struct problem *p)
{
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        status = version_reader_next(&builder->reader, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = builder->ids.rows < UINT32_MAX - 1
                     ? table_add_row(builder, p)
                     : problem_set(p, STATUS_TOO_LARGE, slice_of(builder->reader.reader.path),
                                   SLICE_NONE, NULL);
    }
    return status;
}

/* --- sections --------------------------------------------------------------------------------- */

static enum status table_write_id(struct table_builder *builder, struct problem *p)
{
    const struct resource *resource = builder->resource;
    struct id_keys keys = {.count = 0};
    if (builder->texts)
        return id_write_texts(resource, builder->known ? builder->known : &builder->ids,
                              builder->work, p);
    for (size_t i = 1; resource->columns[i].name && keys.count < KEY_MAX; i++)
        if (resource->columns[i].flags & COL_KEY)
            keys.keys[keys.count++] = &builder->columns[i];
    return id_write_joined(resource, &keys, &builder->ids, builder->work, p);
}

static enum status table_write_releases(struct table_builder *builder, struct problem *p)
{
    const struct table_work *work = builder->work;
    const struct section_place since = {work->writer, builder->resource->name, COLUMN_SINCE};
    const struct section_place until = {work->writer, builder->resource->name, COLUMN_UNTIL};
    uint32_t rows = builder->ids.rows;
    const struct section_codes first = {&builder->since, NULL, rows, work->past->last};
    const struct section_codes last = {&builder->until, NULL, rows, work->past->last};
    if (!builder->reader.table)
        return STATUS_OK;
    enum status status = section_write_codes(&since, &first, p);
    return status == STATUS_OK ? section_write_codes(&until, &last, p) : status;
}

static enum status table_write(struct table_builder *builder, struct problem *p)
{
    const struct resource *resource = builder->resource;
    section_begin(builder->work->writer, resource->name, "", SECTION_ROWS, 0, builder->ids.rows);
    enum status status = table_write_id(builder, p);
    if (status == STATUS_OK)
        status = table_write_releases(builder, p);
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
    enum status status = version_reader_open(&builder->reader, work->dir, resource, work->past, p);
    if (status == STATUS_OK)
        status = work->listener->begin(work->listener->context, resource, p);
    if (status == STATUS_OK)
        status = table_read(builder, p);
    if (status == STATUS_OK)
        status = table_write(builder, p);
    version_reader_close(&builder->reader);
    for (size_t i = 0; resource->columns[i].name; i++)
        column_builder_free(&builder->columns[i]);
    column_builder_free(&builder->extra);
    code_stream_free(&builder->since);
    code_stream_free(&builder->until);
    table_ids_free(&builder->ids);
    out_close(&builder->lacking);
    free(builder->derived.codes);
    free(builder);
    return status;
}
