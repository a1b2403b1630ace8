/* What was published so far, from the manifests of the releases: rows of releases_resource. */
#include "hiraku/service/release_rows.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"
#include "hiraku/value/decimal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { NUMBER_SIZE = 24, MEMBERS_BYTES = 64 << 10 };
enum { COUNT_ROWS, COUNT_ADDED, COUNT_REMOVED, COUNT_MODIFIED, COUNTS };

struct release_walk {
    const struct service *service;
    const struct release_question *question;
    const struct resource *resource;
    uint64_t at;   /* the release that was given last */
    uint64_t last; /* none before it is wanted */
    struct manifest manifest;
    char number[NUMBER_SIZE], when[CLOCK_RFC3339_SIZE], restores[NUMBER_SIZE];
    char counts[COUNTS][NUMBER_SIZE], sha256[DIGEST_SIZE];
    struct out members;
};

/* Of one release no other need be read. */
static void release_narrow(struct release_walk *walk, const struct query *query)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        int64_t number;
        if (filter->column != query->resource->columns || filter->comparison != COMPARISON_EQ ||
            filter->values || !decimal_parse_int(filter->value, 1, INT64_MAX - 1, &number))
            continue;
        walk->last = (uint64_t)number;
        if (walk->last < walk->at)
            walk->at = walk->last + 1;
    }
}

static enum status release_rows_open(struct row_walk *rows, const struct service *service,
                                     const struct query *query, struct problem *p)
{
    struct release_walk *walk = calloc(1, sizeof *walk);
    rows->state = walk;
    if (!walk)
        return problem_memory(p);
    walk->service = service;
    walk->question = rows->asked;
    walk->resource = query->resource;
    walk->at = service->manifest->number + 1;
    walk->last = 1;
    out_open_memory(&walk->members, MEMBERS_BYTES);
    release_narrow(walk, query);
    return STATUS_OK;
}

static void release_rows_close(struct row_walk *rows)
{
    struct release_walk *walk = rows->state;
    if (walk)
        out_close(&walk->members);
    free(walk);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void release_put(const struct release_walk *walk, struct slice *cells, const char *name,
                        struct slice cell)
{
    const struct column *column = model_column(walk->resource, slice_of(name));
    if (column)
        cells[model_index(walk->resource, column)] = cell;
}

static void release_count(struct release_walk *walk, struct slice *cells, const char *name,
                          size_t which, uint64_t count)
{
    snprintf(walk->counts[which], NUMBER_SIZE, "%" PRIu64, count);
    release_put(walk, cells, name, slice_of(walk->counts[which]));
}

/* Of all tables that are not computed. */
static void release_put_counts(struct release_walk *walk, struct slice *cells)
{
    uint64_t rows = 0, added = 0, removed = 0, modified = 0;
    for (size_t i = 0; i < walk->manifest.table_count; i++) {
        const struct table_state *state = &walk->manifest.tables[i];
        if (state->resource->computed)
            continue;
        rows += state->rows;
        added += state->added;
        removed += state->removed;
        modified += state->modified;
    }
    release_count(walk, cells, "rows", COUNT_ROWS, rows);
    release_count(walk, cells, "added", COUNT_ADDED, added);
    release_count(walk, cells, "removed", COUNT_REMOVED, removed);
    release_count(walk, cells, "modified", COUNT_MODIFIED, modified);
}

static void release_put_cells(struct release_walk *walk, struct slice *cells)
{
    const struct manifest *manifest = &walk->manifest;
    snprintf(walk->number, sizeof walk->number, "%" PRIu64, manifest->number);
    snprintf(walk->restores, sizeof walk->restores, "%" PRIu64, manifest->restores);
    clock_rfc3339(manifest->published_at, walk->when);
    cells[0] = slice_of(walk->number);
    release_put(walk, cells, "published_at", slice_of(walk->when));
    release_put(walk, cells, "message_ja", slice_of(manifest->message));
    release_put(walk, cells, "message_en", slice_of(manifest->message_en));
    release_put_counts(walk, cells);
    release_put(walk, cells, "restores",
                manifest->restores ? slice_of(walk->restores) : SLICE_NONE);
    release_put(walk, cells, "withdrawn_ja", slice_of(manifest->withdrawal.reason));
    release_put(walk, cells, "withdrawn_en", slice_of(manifest->withdrawal.reason_en));
    release_put(walk, cells, "sha256", slice_of(walk->sha256));
    release_put(walk, cells, "previous_sha256", slice_of(manifest->previous));
}

/* What the question wants beside the columns. */
static struct slice release_members(struct release_walk *walk)
{
    out_reset(&walk->members);
    if (walk->question && walk->question->members)
        walk->question->members(&walk->members, &walk->manifest);
    return out_written(&walk->members);
}

/* A release that is not there has none before it either. */
static enum status release_rows_next(struct row_walk *rows, bool *more, struct problem *p)
{
    struct release_walk *walk = rows->state;
    char dir[RELEASE_PATH_SIZE], path[RELEASE_PATH_SIZE];
    *more = false;
    if (walk->at <= walk->last)
        return STATUS_OK;
    layout_release_dir(walk->service->folder, --walk->at, dir);
    enum status status = file_path(path, dir, layout_manifest, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    if (walk->service->store)
        status = store_poll(walk->service->store, p);
    if (status == STATUS_OK)
        status = manifest_read_any(&walk->manifest, dir, p);
    if (status == STATUS_OK)
        status = digest_file(path, walk->sha256, NULL, p);
    if (status != STATUS_OK)
        return status;
    *more = true;
    release_put_cells(walk, rows->cells);
    rows->members = release_members(walk);
    return STATUS_OK;
}

/* Every release is another answer. */
static void release_inputs(const struct row_walk *rows, struct inputs *inputs)
{
    (void)rows;
    for (size_t i = 0; i < model_resource_count; i++)
        inputs_add(inputs, model_resources[i]);
}

const struct row_source release_rows = {&releases_resource, release_inputs, release_rows_open,
                                        release_rows_next, release_rows_close};
