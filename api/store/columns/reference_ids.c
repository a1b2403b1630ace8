/* See table_builder.h. */
#include "table_builder.h"

#include "hiraku/model/hidden.h"
#include "hiraku/model/registry.h"
#include "hiraku/store/columns/derive.h"
#include "hiraku/store/columns/table_reader.h"

#include <stdlib.h>

bool column_is_reference(const struct column *column)
{
    return column->type == TYPE_REF && !(column->flags & COL_MANY);
}

static bool table_is_referred_to(const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++)
        for (const struct column *column = model_resources[i]->columns; column->name; column++)
            if (column->ref == resource && column_is_reference(column) &&
                column_is_stored(model_resources[i], column))
                return true;
    return false;
}

static enum status reference_ids_add(struct value_set *set, struct table_reader *reader,
                                     const struct table_work *work, struct problem *p)
{
    struct derived_cells derived;
    bool more = true;
    enum status status = table_reader_open(reader, work->dir, reader->resource, p);
    while (status == STATUS_OK) {
        uint32_t number, row = set->count;
        status = table_reader_next(reader, &more, p);
        if (status != STATUS_OK || !more)
            break;
        derive_cells(reader->resource, reader->cells, work->first_month, &derived);
        status = value_set_add(set, reader->cells[0], work->cp932, &number, p);
        if (status == STATUS_OK && number != row)
            status = problem_set(p, STATUS_BAD_RELEASE, slice_of(reader->path), reader->cells[0],
                                 "two records have the same id");
    }
    table_reader_close(reader);
    return status;
}

enum status reference_ids_read(struct reference_ids *ids, const struct table_work *work,
                               struct problem *p)
{
    enum status status = STATUS_OK;
    ids->sets = calloc(model_resource_count, sizeof *ids->sets);
    struct table_reader *reader = malloc(sizeof *reader);
    if (!ids->sets || !reader)
        status = problem_memory(p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        if (table_is_referred_to(model_resources[i])) {
            reader->resource = model_resources[i];
            status = reference_ids_add(&ids->sets[i], reader, work, p);
        }
    free(reader);
    return status;
}

const struct value_set *reference_ids_of(const struct reference_ids *ids,
                                         const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == resource)
            return table_is_referred_to(resource) ? &ids->sets[i] : NULL;
    return NULL;
}

void reference_ids_free(struct reference_ids *ids)
{
    for (size_t i = 0; ids->sets && i < model_resource_count; i++)
        value_set_free(&ids->sets[i]);
    free(ids->sets);
    ids->sets = NULL;
}
