/* The canonical CSV of a table (canonical_file.h) from the rows in the stage. The truth that
 * digests cover.
 *
 * The same rows give the same bytes on every machine. Derived and looked-up columns are not in it.
 */
#include "parts.h"

#include "hiraku/model/resource.h"
#include "hiraku/proof/record_tree.h"
#include "hiraku/release/canonical_file.h"
#include "hiraku/staging/stage.h"

static enum status canonical_write_rows(struct stage *stage, const struct resource *resource,
                                        struct out *out, uint64_t *rows, struct problem *p)
{
    struct stage_cursor *cursor;
    struct staged row;
    struct canonical_columns columns;
    canonical_columns_of(&columns, resource);
    canonical_header(out, resource, &columns);
    enum status status = stage_select(stage, resource, NULL, &cursor, p);
    *rows = 0;
    while (status == STATUS_OK && out->error == STATUS_OK) {
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        canonical_row(out, &columns, row.cells);
        ++*rows;
    }
    stage_close(cursor);
    return status;
}

static enum status digest_sink(void *digest, const void *data, size_t len, struct problem *p)
{
    (void)p;
    digest_add(digest, data, len);
    return STATUS_OK;
}

enum status canonical_digest(struct stage *stage, const struct resource *resource,
                             struct table_state *state, struct problem *p)
{
    struct digest digest;
    struct out out;
    digest_init(&digest);
    out_open_sink(&out, digest_sink, &digest);
    state->resource = resource;
    enum status status = canonical_write_rows(stage, resource, &out, &state->rows, p);
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    out_close(&out);
    digest_hex(&digest, state->sha256);
    return status;
}

/* What goes to the file, seen on the way by the tree of its records. */
struct recorded {
    struct record_tree records;
    struct out *file;
};

static enum status recorded_sink(void *context, const void *data, size_t len, struct problem *p)
{
    struct recorded *recorded = context;
    record_tree_add(&recorded->records, data, len);
    out_bytes(recorded->file, data, len);
    if (recorded->file->error != STATUS_OK && p)
        *p = recorded->file->problem;
    return recorded->file->error;
}

enum status canonical_write(struct stage *stage, const struct resource *resource, const char *dir,
                            struct table_state *state, struct problem *p)
{
    struct file file;
    struct recorded recorded = {.file = &file.out};
    struct out out;
    enum status status = file_create(&file, dir, layout_table_csv(resource).text, p);
    if (status != STATUS_OK)
        return status;
    record_tree_begin(&recorded.records, NULL, 0);
    out_open_sink(&out, recorded_sink, &recorded);
    state->resource = resource;
    status = canonical_write_rows(stage, resource, &out, &state->rows, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? finished : status;
    out_close(&out);
    const struct merkle_hash root = record_tree_root(&recorded.records);
    merkle_hex(&root, state->rows_root);
    enum status closed = file_close(&file, state->sha256, NULL, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}
