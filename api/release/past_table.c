/* See past_table.h. What differs is kept by record (past_rows.c); the newer file is read once for
 * each writing, and both are merged in the order of keys. */
#include "hiraku/release/past_table.h"

#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"
#include "hiraku/release/canonical_file.h"
#include "hiraku/release/change_reader.h"
#include "hiraku/release/manifest.h"

#include "past_rows.h"

#include <stdio.h>
#include <stdlib.h>

enum { NO_CELL = -1, ID_SIZE = 1024 };

struct past_table {
    const struct resource *resource;
    struct canonical_file file; /* of the newer release */
    struct past_rows rows;
};

/* --- what is undone --------------------------------------------------------------------------- */

enum status past_table_new(struct past_table **past, const char *dir,
                           const struct resource *resource, struct problem *p)
{
    *past = calloc(1, sizeof **past);
    if (!*past)
        return problem_memory(p);
    (*past)->resource = resource;
    past_rows_init(&(*past)->rows, resource);
    return canonical_open(&(*past)->file, dir, resource, p);
}

void past_table_free(struct past_table *past)
{
    if (!past)
        return;
    canonical_leave(&past->file);
    past_rows_free(&past->rows);
    free(past);
}

static enum status past_table_take(void *context, const struct change *change, struct problem *p)
{
    struct past_table *past = context;
    return slice_is(change->table, past->resource->name) ? past_rows_undo(&past->rows, change, p)
                                                         : STATUS_OK;
}

enum status past_table_undo(struct past_table *past, const char *dir, struct problem *p)
{
    return change_reader_each(dir, past_table_take, past, p);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* The pass over the newer file. */
struct past_pass {
    const struct past_table *past;
    struct csv *csv;
    int at[COLUMNS_MAX]; /* cell of each column in the file, or NO_CELL */
    struct slice cells[COLUMNS_MAX];
    struct past_whole *whole; /* records that the newer file may lack, by key */
    size_t whole_count, whole_at;
    struct canonical_columns columns;
    struct out *out;
};

static enum status past_pass_open(struct past_pass *pass, struct problem *p)
{
    struct csv_record header;
    bool more = false;
    const struct resource *resource = pass->past->resource;
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        pass->at[i] = NO_CELL;
    enum status status =
        csv_open(&pass->csv, pass->past->file.path, pass->past->file.path, NULL, p);
    if (status == STATUS_OK)
        status = csv_next(pass->csv, &header, &more, p);
    for (size_t i = 0; status == STATUS_OK && more && i < header.count; i++) {
        const struct column *column = model_column(resource, header.cells[i]);
        if (column)
            pass->at[model_index(resource, column)] = (int)i;
    }
    return status == STATUS_OK
               ? past_rows_whole(&pass->past->rows, &pass->whole, &pass->whole_count, p)
               : status;
}

/* Writes the whole records whose keys come before these (NULL: all that are left). */
static void past_pass_put_whole(struct past_pass *pass, const struct slice *keys)
{
    while (pass->whole_at < pass->whole_count &&
           (!keys || model_key_compare(pass->whole[pass->whole_at].keys, keys) < 0))
        canonical_row(pass->out, &pass->columns, pass->whole[pass->whole_at++].cells);
}

static void past_pass_row(struct past_pass *pass, const struct csv_record *record)
{
    const struct resource *resource = pass->past->resource;
    struct slice keys[KEY_MAX] = {SLICE_NONE};
    char id[ID_SIZE];
    for (size_t i = 0; resource->columns[i].name; i++) {
        int at = pass->at[i];
        bool there = at != NO_CELL && (size_t)at < record->count;
        pass->cells[i] = there ? record->cells[at] : SLICE_NONE;
    }
    model_key_cells(resource, pass->cells, keys);
    size_t len = model_join_id(resource, keys, id, sizeof id);
    past_pass_put_whole(pass, keys);
    if (past_rows_patch(&pass->past->rows, (struct slice){id, len}, pass->cells))
        canonical_row(pass->out, &pass->columns, pass->cells);
}

static enum status past_pass_run(struct past_pass *pass, struct problem *p)
{
    struct csv_record record;
    bool more = true;
    enum status status = past_pass_open(pass, p);
    if (status == STATUS_OK)
        canonical_header(pass->out, pass->past->resource, &pass->columns);
    while (status == STATUS_OK && pass->out->error == STATUS_OK) {
        status = csv_next(pass->csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        past_pass_row(pass, &record);
    }
    if (status == STATUS_OK)
        past_pass_put_whole(pass, NULL);
    csv_close(pass->csv);
    free(pass->whole);
    return status;
}

struct past_sink {
    struct digest digest;
    struct out *out; /* NULL: nowhere */
};

static enum status past_sink_take(void *context, const void *data, size_t len, struct problem *p)
{
    struct past_sink *sink = context;
    digest_add(&sink->digest, data, len);
    if (!sink->out)
        return STATUS_OK;
    out_bytes(sink->out, data, len);
    if (sink->out->error != STATUS_OK && p)
        *p = sink->out->problem;
    return sink->out->error;
}

enum status past_table_write(struct past_table *past, const char *dir, struct out *out,
                             char sha256[DIGEST_SIZE], struct problem *p)
{
    struct past_sink sink = {.out = out};
    struct past_pass *pass = calloc(1, sizeof *pass);
    struct out rows;
    if (!pass)
        return problem_memory(p);
    digest_init(&sink.digest);
    out_open_sink(&rows, past_sink_take, &sink);
    pass->past = past;
    pass->out = &rows;
    enum status status = canonical_columns_read(&pass->columns, dir, past->resource, p);
    if (status == STATUS_OK)
        status = past_pass_run(pass, p);
    enum status finished = out_finish(&rows, status == STATUS_OK ? p : NULL);
    out_close(&rows);
    free(pass);
    digest_hex(&sink.digest, sha256);
    return status == STATUS_OK ? finished : status;
}

/* --- one release ------------------------------------------------------------------------------ */

/* What the manifest in `dir` says of the table; all zero: nothing. */
static enum status past_table_state(struct table_state *state, const char *dir,
                                    const struct resource *resource, struct problem *p)
{
    struct manifest *manifest = malloc(sizeof *manifest);
    *state = (struct table_state){.resource = NULL};
    if (!manifest)
        return problem_memory(p);
    enum status status = manifest_read_any(manifest, dir, p);
    const struct table_state *found =
        status == STATUS_OK ? manifest_table(manifest, resource) : NULL;
    if (found)
        *state = *found;
    free(manifest);
    return status;
}

/* From the nearest release behind `number` that keeps the table, back to it. */
static enum status past_table_reach(struct past_table **past, const char *dir, uint64_t number,
                                    const struct resource *resource, struct problem *p)
{
    char sibling[RELEASE_PATH_SIZE];
    uint64_t at = number;
    do {
        layout_sibling(dir, ++at, sibling);
        if (!file_exists(sibling))
            return problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), slice_of(resource->name),
                               "no release behind it keeps the table");
    } while (!canonical_is_kept(sibling, resource));
    enum status status = past_table_new(past, sibling, resource, p);
    for (; at > number && status == STATUS_OK; at--) {
        struct table_state state;
        layout_sibling(dir, at, sibling);
        status = past_table_state(&state, sibling, resource, p);
        if (status == STATUS_OK && (!state.resource || state.changed_in == at))
            status = past_table_undo(*past, sibling, p);
    }
    return status;
}

static enum status past_table_prove(const char *dir, const struct resource *resource,
                                    const char *sha256, struct problem *p)
{
    char reason[128];
    struct table_state state;
    enum status status = past_table_state(&state, dir, resource, p);
    if (status != STATUS_OK || strcmp(state.sha256, sha256) == 0)
        return status;
    snprintf(reason, sizeof reason, "%s cannot be had back: SHA-256", resource->name);
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), slice_of(resource->name), reason);
}

enum status past_table_restore(const char *dir, const struct resource *resource, struct out *out,
                               struct problem *p)
{
    struct past_table *past = NULL;
    char sha256[DIGEST_SIZE];
    bool whole;
    enum status status = past_table_reach(&past, dir, layout_number(dir, &whole), resource, p);
    if (status == STATUS_OK)
        status = past_table_write(past, dir, out, sha256, p);
    if (status == STATUS_OK)
        status = past_table_prove(dir, resource, sha256, p);
    past_table_free(past);
    return status;
}

enum status past_table_find(struct canonical_file *file, const char *dir,
                            const struct resource *resource, struct problem *p)
{
    struct out out;
    if (canonical_is_kept(dir, resource))
        return canonical_open(file, dir, resource, p);
    enum status status = canonical_aside(file, dir, p);
    if (status != STATUS_OK)
        return status;
    out_open_sink(&out, out_sink_fd, &file->fd);
    status = past_table_restore(dir, resource, &out, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    out_close(&out);
    return status == STATUS_OK ? finished : status;
}
