/* The canonical CSV of a table: written columns in model order, rows by key, CRLF. The truth that
 * digests cover.
 *
 * The same rows give the same bytes on every machine. Derived and looked-up columns are not in it.
 */
#include "parts.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/model/resource.h"
#include "hiraku/staging/stage.h"

enum status canonical_path(const char *dir, const struct resource *resource,
                           char path[RELEASE_PATH_SIZE], struct problem *p)
{
    return file_path(path, dir, layout_table_csv(resource).text, p);
}

static void write_header(struct out *out, const struct resource *resource)
{
    bool first = true;
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_written(column))
            continue;
        csv_cell(out, first, slice_of(column->name));
        first = false;
    }
    csv_end(out);
}

static void write_row(struct out *out, const struct resource *resource, const struct slice *cells)
{
    bool first = true;
    for (size_t i = 0; resource->columns[i].name; i++) {
        if (!column_is_written(&resource->columns[i]))
            continue;
        csv_cell(out, first, cells[i]);
        first = false;
    }
    csv_end(out);
}

static enum status canonical_write_rows(struct stage *stage, const struct resource *resource,
                                        struct out *out, uint64_t *rows, struct problem *p)
{
    struct stage_cursor *cursor;
    struct staged row;
    enum status status = stage_select(stage, resource, NULL, &cursor, p);
    *rows = 0;
    while (status == STATUS_OK && out->error == STATUS_OK) {
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        write_row(out, resource, row.cells);
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
    write_header(&out, resource);
    state->resource = resource;
    enum status status = canonical_write_rows(stage, resource, &out, &state->rows, p);
    if (status == STATUS_OK)
        status = out_finish(&out, p);
    out_close(&out);
    digest_hex(&digest, state->sha256);
    return status;
}

enum status canonical_write(struct stage *stage, const struct resource *resource, const char *dir,
                            struct table_state *state, struct problem *p)
{
    struct file file;
    enum status status = file_create(&file, dir, layout_table_csv(resource).text, p);
    if (status != STATUS_OK)
        return status;
    write_header(&file.out, resource);
    state->resource = resource;
    status = canonical_write_rows(stage, resource, &file.out, &state->rows, p);
    enum status closed = file_close(&file, state->sha256, NULL, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}
