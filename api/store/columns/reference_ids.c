/* See table_builder.h. */
#include "table_builder.h"

#include "hiraku/model/hidden.h"
#include "hiraku/model/registry.h"

#include "version_reader.h"

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

static enum status reference_ids_add(struct table_ids *ids, struct version_reader *reader,
                                     const struct resource *resource, const struct table_work *work,
                                     struct problem *p)
{
    char joined[VERSION_ID_SIZE];
    bool more = true;
    enum status status = version_reader_open(reader, work->dir, resource, work->past, p);
    while (status == STATUS_OK) {
        uint32_t number = ids->count;
        status = version_reader_next(reader, &more, p);
        if (status != STATUS_OK || !more)
            break;
        struct slice id = version_reader_id(reader, joined);
        if (reader->first)
            status = value_set_add(&ids->texts, id, work->cp932, &number, p);
        if (status == STATUS_OK && number != ids->count)
            status = problem_set(p, STATUS_BAD_RELEASE, slice_of(reader->reader.path), id,
                                 "two records have the same id");
        if (status == STATUS_OK)
            status = table_ids_row(ids, reader->last, p);
    }
    version_reader_close(reader);
    return status;
}

enum status reference_ids_read(struct reference_ids *ids, const struct table_work *work,
                               struct problem *p)
{
    enum status status = STATUS_OK;
    ids->tables = calloc(model_resource_count, sizeof *ids->tables);
    struct version_reader *reader = malloc(sizeof *reader);
    if (!ids->tables || !reader)
        status = problem_memory(p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        if (table_is_referred_to(model_resources[i]))
            status = reference_ids_add(&ids->tables[i], reader, model_resources[i], work, p);
    free(reader);
    return status;
}

const struct table_ids *reference_ids_of(const struct reference_ids *ids,
                                         const struct resource *resource)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == resource)
            return table_is_referred_to(resource) ? &ids->tables[i] : NULL;
    return NULL;
}

void reference_ids_free(struct reference_ids *ids)
{
    for (size_t i = 0; ids->tables && i < model_resource_count; i++)
        table_ids_free(&ids->tables[i]);
    free(ids->tables);
    ids->tables = NULL;
}
