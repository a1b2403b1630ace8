/* See catalogue_read.h. */
#include "hiraku/exporters/catalogue/catalogue_read.h"

#include "hiraku/base/arena.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/service/record.h"
#include "hiraku/store/extent.h"

/* The table of those who have a code like the publisher's. */
static const struct resource *catalogue_bodies(void)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i]->columns[0].type == TYPE_MUNICIPALITY_CODE)
            return model_resources[i];
    return NULL;
}

static enum status catalogue_read_body(struct catalogue *catalogue, struct store *store,
                                       struct arena *arena, struct problem *p)
{
    const struct resource *bodies = catalogue_bodies();
    struct stored_record record;
    if (!bodies || !*catalogue->instance->publisher_code)
        return STATUS_OK;
    view_init(&record.view, bodies, writer_csv.without);
    enum status status =
        record_read(&record, store, slice_of(catalogue->instance->publisher_code), p);
    if (status == STATUS_OK && record.found) {
        catalogue->bodies = bodies;
        catalogue->body_name[LANGUAGE_JA] = arena_copy(arena, record_title(&record.row, "ja"));
        catalogue->body_name[LANGUAGE_EN] = arena_copy(arena, record_title(&record.row, "en"));
    }
    record_close(&record);
    return status;
}

enum status catalogue_read(struct catalogue *catalogue, struct store *store, struct arena *arena,
                           struct problem *p)
{
    const struct manifest *manifest = catalogue->manifest;
    struct extent *extents = arena_alloc(arena, manifest->table_count * sizeof *extents + 1);
    enum status status = STATUS_OK;
    if (!extents)
        return problem_memory(p);
    catalogue->count = manifest->table_count;
    for (size_t i = 0; i < catalogue->count && status == STATUS_OK; i++) {
        const struct table_state *state = &manifest->tables[i];
        status = store_extent(store, state->resource, &extents[i], p);
        catalogue->tables[i].state = state;
        catalogue->tables[i].extent = &extents[i];
    }
    return status == STATUS_OK ? catalogue_read_body(catalogue, store, arena, p) : status;
}
