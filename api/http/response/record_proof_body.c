/* See record_proof_body.h. The line is made of what the store shows, and looked for in the file: so
 * the proof is of what is served. */
#include "hiraku/http/response/record_proof_body.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/in.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/proof/base64.h"
#include "hiraku/proof/record_tree.h"
#include "hiraku/query/view.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>
#include <stdlib.h>

enum { RECORD_MOST = 1 << 20, RECORDS_MOST = 1 << 22, PIECE_SIZE = 64 * 1024 };

/* As publish/canonical.c writes it. */
static void record_line(struct out *out, const struct row *row)
{
    bool first = true;
    for (size_t i = 0; i < row->view->count; i++) {
        if (row->view->through[i] || !column_is_written(row->view->columns[i]))
            continue;
        csv_cell(out, first, row->cells[i]);
        first = false;
    }
    csv_end(out);
}

static enum status leaves_read(struct record_tree *records, const char *path, struct problem *p)
{
    struct in *in;
    size_t len = 1;
    char *piece = malloc(PIECE_SIZE);
    if (!piece)
        return problem_memory(p);
    enum status status = in_open(&in, path, IN_PLAIN, p);
    while (status == STATUS_OK && len > 0) {
        status = in_read(in, piece, PIECE_SIZE, &len, p);
        if (status == STATUS_OK)
            record_tree_add(records, piece, len);
    }
    in_close(in);
    free(piece);
    return status;
}

static void record_hash(struct json_writer *json, const char *name, const struct merkle_hash *hash)
{
    char code[BASE64_LENGTH(MERKLE_SIZE)];
    base64_write(code, hash->bytes, MERKLE_SIZE);
    json_slice(json, name, (struct slice){code, sizeof code});
}

static void record_proof_json(struct request *request, struct record_tree *records, uint64_t index,
                              struct slice line, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    const uint64_t number = snapshot_manifest(request->snapshot)->number;
    struct merkle_path path;
    const struct merkle_hash root = record_tree_root(records);
    merkle_inclusion(records->leaves, records->tree.size, index, &path);
    json_begin_object(&json, NULL);
    json_text(&json, "table", request->resource->name);
    json_slice(&json, "id", request->id);
    json_int(&json, "release", (int64_t)number);
    json_slice(&json, "record", line);
    record_hash(&json, "leaf", &records->leaves[index]);
    json_int(&json, "index", (int64_t)index);
    json_int(&json, "size", (int64_t)records->tree.size);
    record_hash(&json, "root", &root);
    json_begin_array(&json, "inclusion");
    for (size_t i = 0; i < path.count; i++)
        record_hash(&json, NULL, &path.hashes[i]);
    json_end(&json);
    json_printf(&json, "manifest", "/v1/releases/%llu/proof/%s", (unsigned long long)number,
                layout_manifest);
    json_finish(&json);
}

/* The line's place in the file; `records->leaves` has room for all that the manifest counts. */
static enum status record_find(struct request *request, struct record_tree *records,
                               struct slice line, struct out *out, struct problem *p)
{
    const struct merkle_hash leaf = merkle_leaf(line);
    uint64_t index = 0;
    while (index < records->room && !merkle_equal(&records->leaves[index], &leaf))
        index++;
    if (index == records->room || records->tree.size != records->room)
        return problem_set(p, STATUS_BAD_RELEASE, slice_of(request->resource->name), SLICE_NONE,
                           "canonical CSV");
    record_proof_json(request, records, index, line, out);
    return STATUS_OK;
}

enum status record_proof_write(struct request *request, const struct row *row, struct out *out,
                               struct problem *p)
{
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    const struct table_state *table = manifest_table(manifest, request->resource);
    char path[FILE_PATH_SIZE], number[24];
    struct record_tree records;
    struct out line;
    uint64_t count = table ? table->rows + 1 : 1;
    snprintf(number, sizeof number, "%llu", (unsigned long long)manifest->number);
    if (!snapshot_kept(request->snapshot, manifest->number,
                       layout_table_csv(request->resource).text, path))
        return problem_set(p, STATUS_RELEASE_GONE, request->path, slice_of(number), NULL);
    if (count > RECORDS_MOST)
        return problem_set(p, STATUS_TOO_LARGE, request->path, slice_of("4194304"), NULL);
    struct merkle_hash *leaves = malloc(count * sizeof *leaves);
    if (!leaves)
        return problem_memory(p);
    record_tree_begin(&records, leaves, count);
    out_open_memory(&line, RECORD_MOST);
    record_line(&line, row);
    enum status status = out_finish(&line, p);
    if (status == STATUS_OK)
        status = leaves_read(&records, path, p);
    if (status == STATUS_OK)
        status = record_find(request, &records, out_written(&line), out, p);
    out_close(&line);
    free(leaves);
    return status;
}
