/* GET /v1/instance: who publishes, under which licence, with which program and in which release.
 * One row. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/view.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>
#include <stdio.h>

/* Columns that instance.json does not have. */
static const struct column own_columns[] = {
    {.name = "release",
     .type = TYPE_INT,
     .flags = COL_DERIVED,
     .title_ja = "公開版",
     .title_en = "release",
     .doc_ja = "現在の公開版の番号。",
     .doc = "Number of the current release.",
     .predicate = "hk:release"},
    {.name = "software",
     .type = TYPE_TEXT,
     .flags = COL_DERIVED,
     .title_ja = "ソフトウェア",
     .title_en = "software",
     .doc_ja = "提供しているプログラムと版。",
     .doc = "Program and version that serve this.",
     .predicate = "hk:software"},
};

enum { OWN_COLUMNS = sizeof own_columns / sizeof *own_columns };

/* The instance's columns and our own, as one view; RDF takes what the model has a predicate for. */
static void view_extend(struct view *view)
{
    for (size_t i = 0; i < OWN_COLUMNS; i++)
        if (view_index(view, own_columns[i].name) < 0 && view->count < COLUMNS_MAX)
            view->columns[view->count++] = &own_columns[i];
}

static struct slice instance_cell_of(struct request *request, const char *name)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    uint64_t number = snapshot_manifest(request->snapshot)->number;
    if (strcmp(name, "release") == 0)
        return arena_printf(&request->arena, "%" PRIu64, number);
    if (strcmp(name, "software") == 0)
        return slice_of(release_program());
    if (strcmp(name, "id") == 0)
        return slice_of(instance_resource.name);
    if (strcmp(name, "base_url") == 0)
        return slice_of(instance->base_url);
    return instance_cell(instance, name);
}

/* The one row: its view and cells. */
static enum status instance_row(struct request *request, struct view *view, struct row *row,
                                struct problem *p)
{
    view_init(view, &instance_resource, request->form.writer->without);
    view_extend(view);
    struct slice *cells = arena_alloc(&request->arena, view->count * sizeof *cells);
    struct slice *same = arena_alloc(&request->arena, view->count * sizeof *same);
    if (!cells || !same)
        return problem_memory(p);
    for (size_t i = 0; i < view->count; i++)
        cells[i] = instance_cell_of(request, view->columns[i]->name);
    *row = (struct row){.view = view, .cells = cells, .same = view->hidden ? same : NULL};
    return STATUS_OK;
}

static enum status instance_write_row(struct request *request, struct representation *answer,
                                      struct out *out, struct problem *p)
{
    struct view view;
    struct row row;
    enum status status = instance_row(request, &view, &row, p);
    return status == STATUS_OK ? record_write(request, answer, NULL, &row, out, p) : status;
}

enum status handle_instance(struct request *request, struct representation *answer,
                            struct problem *p)
{
    const struct writer *writer = request->form.writer;
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = writer->media_type;
    answer->content_location = arena_printf(&request->arena, "/v1/instance.%s", writer->name);
    /* this answer does tell the current release, so its validator changes with each */
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(&request->arena, "/v1/instance#%" PRIu64, manifest->number));
    answer->changed_in = manifest->number;
    answer->modified = manifest->published_at;
    representation_name(answer, request, slice_of(instance_resource.name), SLICE_NONE);
    answer->write = instance_write_row;
    return STATUS_OK;
}
