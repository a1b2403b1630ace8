/* The columns of the instance and our own. */
#include "hiraku/service/instance_record.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>

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
    {.name = "first_release",
     .type = TYPE_INT,
     .flags = COL_DERIVED,
     .title_ja = "最初の公開版",
     .title_en = "first release",
     .doc_ja = "最初の公開版の番号。ここから `release` までを `release=番号` で読めます。",
     .doc = "Number of the first release: from it to `release`, each can be read with `release=`.",
     .predicate = NULL},
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
static void instance_record_extend(struct view *view)
{
    for (size_t i = 0; i < OWN_COLUMNS; i++)
        if (view_index(view, own_columns[i].name) < 0 && view->count < COLUMNS_MAX)
            view->columns[view->count++] = &own_columns[i];
}

static struct slice instance_record_cell(const struct instance *instance,
                                         const struct instance_releases *releases, const char *name,
                                         struct arena *arena)
{
    if (strcmp(name, "release") == 0)
        return arena_printf(arena, "%" PRIu64, releases->own);
    if (strcmp(name, "first_release") == 0)
        return arena_printf(arena, "%" PRIu64, releases->first);
    if (strcmp(name, "software") == 0)
        return slice_of(release_program());
    if (strcmp(name, "id") == 0)
        return slice_of(instance_resource.name);
    if (strcmp(name, "base_url") == 0)
        return slice_of(instance->base_url);
    return instance_cell(instance, name);
}

enum status instance_record_read(struct instance_record *record, const struct instance *instance,
                                 const struct instance_releases *releases, struct arena *arena,
                                 struct problem *p)
{
    struct view *view = &record->view;
    instance_record_extend(view);
    struct slice *cells = arena_alloc(arena, view->count * sizeof *cells);
    struct slice *same = arena_alloc(arena, view->count * sizeof *same);
    if (!cells || !same)
        return problem_memory(p);
    for (size_t i = 0; i < view->count; i++)
        cells[i] = instance_record_cell(instance, releases, view->columns[i]->name, arena);
    record->row = (struct row){.view = view, .cells = cells, .same = view->hidden ? same : NULL};
    return STATUS_OK;
}
