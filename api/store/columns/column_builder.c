/* See column_builder.h. */
#include "column_builder.h"

#include "hiraku/model/type.h"
#include "hiraku/value/period.h"

#include "column_sections.h"
#include "hiraku/store/columns/table_data.h"

#include <stdlib.h>

void column_builder_init(struct column_builder *builder, const char *dir, const char *table,
                         const char *name)
{
    *builder = (struct column_builder){.table = table, .name = name};
    code_stream_init(&builder->codes, dir, name);
}

void column_builder_free(struct column_builder *builder)
{
    value_set_free(&builder->own);
    code_stream_free(&builder->codes);
}

int32_t column_builder_lacking(const struct column_builder *builder, uint32_t code)
{
    const struct value_set *set = builder->ids ? &builder->ids->texts : &builder->own;
    if (set->lacking_count == 0 || (builder->ids && code == 0))
        return -1;
    return value_set_lacking(set, builder->ids ? code - 1 : code);
}

static enum status column_builder_refer(const struct column_builder *builder, struct slice id,
                                        uint32_t *code, struct problem *p)
{
    uint32_t number;
    *code = 0;
    if (id.len == 0)
        return STATUS_OK;
    if (!value_set_find(&builder->ids->texts, id, &number))
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(builder->table), id,
                           "a reference leads to no record");
    *code = number + 1;
    return STATUS_OK;
}

enum status column_builder_code(struct column_builder *builder, struct slice text,
                                struct cp932 *cp932, uint32_t *code, struct problem *p)
{
    return builder->ids ? column_builder_refer(builder, text, code, p)
                        : value_set_add(&builder->own, text, cp932, code, p);
}

/* --- sections --------------------------------------------------------------------------------- */

static enum type_order column_builder_order(const struct column_builder *builder)
{
    return builder->column ? type_of(builder->column)->order : TYPE_BY_BYTES;
}

static bool column_builder_is_folded(const struct column_builder *builder)
{
    return builder->column &&
           (type_of(builder->column)->comparisons & (TYPE_CONTAINED | TYPE_PREFIXED));
}

static struct code_days column_builder_days_of(struct slice text, int first_month)
{
    struct code_days days = {DAY_OPEN, DAY_OPEN};
    struct period period;
    if (text.len == 0 || period_parse(text, first_month, &period) != PERIOD_GOOD)
        return days;
    if (!period.open_start)
        days.starts = (int32_t)date_days(period.starts);
    if (!period.open_end)
        days.ends = (int32_t)date_days(period.ends);
    return days;
}

static void column_builder_write_days(const struct section_place *place,
                                      const struct value_set *set, const uint32_t *numbers,
                                      int first_month)
{
    section_begin(place->writer, place->table, place->name, SECTION_DAYS, sizeof(struct code_days),
                  set->count);
    for (uint32_t i = 0; i < set->count; i++) {
        struct code_days days =
            column_builder_days_of(value_set_text(set, numbers[i]), first_month);
        out_bytes(&place->writer->file.out, &days, sizeof days);
    }
}

static enum status column_builder_write_values(struct column_builder *builder,
                                               const struct table_work *work,
                                               const struct value_order *order, struct problem *p)
{
    const struct section_place place = {work->writer, builder->table, builder->name};
    const struct value_set *set = &builder->own;
    const struct section_codes codes = {&builder->codes, order->places, (uint32_t)builder->rows,
                                        builder->greatest};
    enum status status = section_write_codes(&place, &codes, p);
    if (status == STATUS_OK)
        status =
            section_write_texts(&place, set, order->numbers, column_builder_is_folded(builder), p);
    if (status == STATUS_OK && order->ranks)
        section_write_numbers(&place, SECTION_RANKS, order->ranks, set->count);
    if (status == STATUS_OK && column_builder_order(builder) == TYPE_BY_DAYS)
        column_builder_write_days(&place, set, order->numbers, work->first_month);
    return status;
}

static enum status column_builder_write_reference(struct column_builder *builder,
                                                  const struct table_work *work, struct problem *p)
{
    const struct section_place place = {work->writer, builder->table, builder->name};
    const struct table_ids *ids = builder->ids;
    struct section_codes codes = {&builder->codes, NULL, (uint32_t)builder->rows,
                                  builder->greatest};
    uint32_t *places = NULL;
    if (ids->last) {
        places = malloc(((size_t)ids->count + 1) * sizeof *places);
        if (!places)
            return problem_memory(p);
        places[0] = 0;
        for (uint32_t i = 0; i < ids->count; i++)
            places[i + 1] = ids->last[i] + 1;
        codes.places = places;
        codes.greatest = places[builder->greatest];
    }
    section_begin(work->writer, builder->table, builder->name, SECTION_REFERENCE, 0, ids->rows);
    enum status status = section_write_codes(&place, &codes, p);
    free(places);
    return status;
}

enum status column_builder_write(struct column_builder *builder, const struct table_work *work,
                                 struct problem *p)
{
    struct value_order order = {0};
    if (builder->ids)
        return column_builder_write_reference(builder, work, p);
    enum status status = value_order_make(&order, &builder->own, column_builder_order(builder),
                                          work->first_month, p);
    if (status == STATUS_OK)
        status = column_builder_write_values(builder, work, &order, p);
    value_order_free(&order);
    return status;
}
