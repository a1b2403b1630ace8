/* A copy of a large file of a table that is packed with Zstandard (RFC 8878), where that is smaller
 * by a fifth than its .gz: for programs that load tables in bulk.
 *
 * One thread, a fixed level and a checksum: the same bytes for the same libzstd. Reads the file
 * that was made before, plain or packed, and makes none where that is small. */
#include "hiraku/exporters/artifact_format.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

enum {
    ZSTD_FILE_LEVEL = 15,
    ZSTD_FILE_BUFFER = 128 * 1024,
    ZSTD_FILE_MOST = 80 /* % of the .gz */
};

struct zstd_file {
    ZSTD_CCtx *packing;
    int fd;
    char buffer[ZSTD_FILE_BUFFER];
};

/* --- packing --- */

static enum status zstd_file_put(struct zstd_file *file, const void *data, size_t len,
                                 ZSTD_EndDirective directive, struct problem *p)
{
    ZSTD_inBuffer in = {data, len, 0};
    size_t left;
    do {
        ZSTD_outBuffer out = {file->buffer, sizeof file->buffer, 0};
        left = ZSTD_compressStream2(file->packing, &out, &in, directive);
        if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
            return problem_memory(p);
        if (ZSTD_isError(left))
            return problem_set(p, STATUS_INTERNAL, slice_of("zstd"), SLICE_NONE,
                               ZSTD_getErrorName(left));
        enum status status = out.pos ? out_sink_fd(&file->fd, file->buffer, out.pos, p) : STATUS_OK;
        if (status != STATUS_OK)
            return status;
    } while (in.pos < in.size || (directive == ZSTD_e_end && left > 0));
    return STATUS_OK;
}

static enum status zstd_file_sink(void *context, const void *data, size_t len, struct problem *p)
{
    return zstd_file_put(context, data, len, ZSTD_e_continue, p);
}

static bool zstd_file_begin(struct zstd_file *file, uint64_t bytes)
{
    file->packing = ZSTD_createCCtx();
    return file->packing &&
           !ZSTD_isError(
               ZSTD_CCtx_setParameter(file->packing, ZSTD_c_compressionLevel, ZSTD_FILE_LEVEL)) &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(file->packing, ZSTD_c_checksumFlag, 1)) &&
           !ZSTD_isError(ZSTD_CCtx_setPledgedSrcSize(file->packing, bytes));
}

/* What is in the file at `from`, which is packed with gzip or is not. */
static enum status zstd_file_pack(struct zstd_file *file, const char *from, uint64_t bytes,
                                  struct problem *p)
{
    struct out out;
    if (!zstd_file_begin(file, bytes))
        return problem_memory(p);
    out_open_sink(&out, zstd_file_sink, file);
    enum status status = in_pour(from, IN_EITHER, &out, p);
    enum status sent = out_finish(&out, status == STATUS_OK ? p : NULL);
    out_close(&out);
    status = status == STATUS_OK ? sent : status;
    return status == STATUS_OK ? zstd_file_put(file, "", 0, ZSTD_e_end, p) : status;
}

static enum status zstd_file_write(const char *from, const char *path, uint64_t bytes,
                                   struct problem *p)
{
    struct zstd_file *file = malloc(sizeof *file);
    if (!file)
        return problem_memory(p);
    file->packing = NULL;
    file->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    enum status status =
        file->fd < 0 ? problem_errno(p, path) : zstd_file_pack(file, from, bytes, p);
    ZSTD_freeCCtx(file->packing);
    if (file->fd >= 0 && close(file->fd) < 0 && status == STATUS_OK)
        status = problem_errno(p, path);
    free(file);
    return status;
}

/* --- whether it is worth it --- */

static enum status zstd_file_size(const char *path, uint64_t *bytes, struct problem *p)
{
    struct stat file;
    if (stat(path, &file) < 0)
        return problem_errno(p, path);
    *bytes = (uint64_t)file.st_size;
    return STATUS_OK;
}

/* Keeps it where it is smaller by a fifth than the .gz at `packed`. */
static enum status zstd_file_judge(const char *path, const char *packed, struct problem *p)
{
    uint64_t bytes = 0, gzip = 0;
    enum status status = zstd_file_size(path, &bytes, p);
    if (status == STATUS_OK)
        status = zstd_file_size(packed, &gzip, p);
    if (status == STATUS_OK && bytes * 100 > gzip * ZSTD_FILE_MOST && unlink(path) < 0)
        status = problem_errno(p, path);
    return status;
}

static enum status zstd_file_make(struct store *store, const struct artifact_input *input,
                                  struct problem *p)
{
    char from[RELEASE_PATH_SIZE], packed[RELEASE_PATH_SIZE];
    const struct layout_name plain =
        layout_table_artifact(input->table->name, input->packs->suffix);
    const struct layout_name gzip = layout_packed(plain.text);
    const struct artifact *file = artifacts_find(input->artifacts, plain.text);
    (void)store;
    if (!file) /* it was too large to be kept plain */
        file = artifacts_find(input->artifacts, gzip.text);
    uint64_t bytes = !file ? 0 : file->plain_bytes ? file->plain_bytes : file->bytes;
    if (input->zstd_bytes == 0 || bytes < input->zstd_bytes)
        return STATUS_OK;
    enum status status = file_path(from, input->dir, file->path, p);
    if (status == STATUS_OK)
        status = file_path(packed, input->dir, gzip.text, p);
    if (status == STATUS_OK)
        status = zstd_file_write(from, input->path, bytes, p);
    return status == STATUS_OK ? zstd_file_judge(input->path, packed, p) : status;
}

/* --- the formats --- */

const struct artifact_format artifact_csv_zstd = {
    .suffix = "csv.zst",
    .media_type = "text/csv",
    .file_type = "CSV",
    .title_ja = "CSV、zstd 圧縮",
    .title_en = "CSV, zstd",
    .packs = &artifact_csv,
    .after = &artifact_csv,
    .weight = 4,
    .make = zstd_file_make,
};

const struct artifact_format artifact_ndjson_zstd = {
    .suffix = "ndjson.zst",
    .media_type = "application/x-ndjson",
    .file_type = "JSON",
    .title_ja = "NDJSON（1行に1件）、zstd 圧縮",
    .title_en = "NDJSON, one record a line, zstd",
    .packs = &artifact_ndjson,
    .after = &artifact_ndjson,
    .weight = 4,
    .make = zstd_file_make,
};

const struct artifact_format artifact_turtle_zstd = {
    .suffix = "ttl.zst",
    .media_type = "text/turtle",
    .file_type = "RDF_TURTLE",
    .title_ja = "RDF（Turtle）、zstd 圧縮",
    .title_en = "RDF (Turtle), zstd",
    .packs = &artifact_turtle,
    .after = &artifact_turtle,
    .weight = 4,
    .make = zstd_file_make,
};
