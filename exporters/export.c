/* A whole table of a release in one format: artifacts and `hiraku export`.
 *
 * Streams; stops at the first error of the store or of the stream. Does not open, close or
 * compress. */
#include "hiraku/exporters/export.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/query/view.h"
#include "hiraku/store/cursor.h"

#include <inttypes.h>
#include <stdio.h>

static enum status export_write_rows(struct emit *emit, const struct writer *writer,
                                     struct cursor *cursor, uint64_t *rows, struct problem *p)
{
    writer->begin(emit);
    while (emit->out->error == STATUS_OK) {
        struct row row;
        bool more = false;
        enum status status = cursor_next(cursor, &row, &more, p);
        if (status != STATUS_OK)
            return status;
        if (!more)
            break;
        writer->row(emit, &row);
        ++*rows;
    }
    writer->end(emit);
    if (emit->out->error != STATUS_OK && p)
        *p = emit->out->problem;
    return emit->out->error;
}

/* A file that says it is complete must be. */
static enum status check_rows(const struct export *export, uint64_t rows, struct problem *p)
{
    if (rows == export->total)
        return STATUS_OK;
    char reason[96];
    snprintf(reason, sizeof reason, "%" PRIu64 " rows in the store, %" PRIu64 " in the manifest",
             rows, export->total);
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(export->resource->name), SLICE_NONE, reason);
}

enum status export_table(const struct export *export, struct out *out, struct problem *p)
{
    const struct writer *writer = export->writer;
    struct store *store = export->store;
    struct view view;
    view_init(&view, export->resource, csv_profile_without(export->shown.profile, writer->without));
    struct query query = {.resource = export->resource, .shown = export->shown};
    struct envelope envelope = {
        .total = (int64_t) export->total,
        .returned = export->total,
        .complete = true,
        .changed_in = export->changed_in,
    };
    struct emit emit = {
        .out = out,
        .instance = export->instance,
        .view = &view,
        .shape = SHAPE_LIST,
        .envelope = &envelope,
        .store = store,
    };
    struct cursor *cursor = NULL;
    uint64_t rows = 0;
    enum status status = view_select(&view, &query, p);
    if (status == STATUS_OK)
        status = export_check(store, &query, &view, p);
    if (status == STATUS_OK)
        status = csv_profile_new(&emit.profile, &query.shown, p);
    if (status == STATUS_OK)
        status = graph_state_new(&emit.graph, writer, p);
    if (status == STATUS_OK)
        status = store_select(store, &query, &view, &cursor, p);
    if (status == STATUS_OK)
        status = export_write_rows(&emit, writer, cursor, &rows, p);
    cursor_close(cursor);
    csv_profile_free(emit.profile);
    graph_state_free(emit.graph);
    return status == STATUS_OK ? check_rows(export, rows, p) : status;
}
