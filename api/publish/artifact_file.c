/* One file of a release and its .gz, written in one pass or linked from the previous release.
 *
 * Above the limit a format other than CSV keeps its .gz alone: the plain file is given up when it
 * grows past it, its digest is still taken to the end. */
#include "artifact_parts.h"

#include "hiraku/base/pack.h"
#include "hiraku/exporters/export.h"
#include "hiraku/exporters/writer.h"

#include "parts.h"

#include <stdio.h>
#include <unistd.h>

enum { GZIP_LEVEL = 6, LARGE_ROWS = 100000 };

struct pair {
    struct file plain, packed;
    struct out_gzip *gzip; /* of a small table, */
    struct pack *pack;     /* or of a large one */
    struct xml_file *xml;  /* what watches it; NULL: it is no XML */
    struct out out;        /* into both files */
    uint64_t bytes, most;  /* of the plain file; most 0: no limit */
    struct digest digest;  /* of what is packed, where that is not the plain file's */
};

/* CSV is kept plain at any size. */
static bool is_limited(const struct artifact_format *format)
{
    return format->writer && format->writer->form != QUERY_CSV;
}

static bool is_beyond(const struct pair *pair)
{
    return pair->most > 0 && pair->bytes > pair->most;
}

/* The plain file ends here; its digest goes on, from what was put into the file or is to be. */
static void pair_part(struct pair *pair)
{
    pair->digest = pair->plain.digest;
    digest_add(&pair->digest, pair->plain.out.bytes, pair->plain.out.len);
}

static enum status pair_sink(void *context, const void *data, size_t len, struct problem *p)
{
    struct pair *pair = context;
    bool parted = is_beyond(pair);
    pair->bytes += len;
    if (!parted && is_beyond(pair))
        pair_part(pair);
    if (is_beyond(pair))
        digest_add(&pair->digest, data, len);
    else
        out_bytes(&pair->plain.out, data, len);
    if (pair->plain.out.error != STATUS_OK) {
        if (p)
            *p = pair->plain.out.problem;
        return pair->plain.out.error;
    }
    if (pair->xml)
        xml_file_add(pair->xml, data, len);
    return pair->pack ? pack_sink(pair->pack, data, len, p)
                      : out_sink_gzip(pair->gzip, data, len, p);
}

static enum status pair_open(struct pair *pair, const char *dir, const char *name, uint64_t rows,
                             struct problem *p)
{
    enum status status = file_create(&pair->plain, dir, name, p);
    if (status != STATUS_OK)
        return status;
    status = file_create(&pair->packed, dir, layout_packed(name).text, p);
    if (status != STATUS_OK) {
        file_close(&pair->plain, NULL, NULL, NULL);
        return status;
    }
    if (rows < LARGE_ROWS)
        pair->gzip = out_gzip_new(&pair->packed.out, GZIP_LEVEL);
    else
        pair->pack = pack_new(&pair->packed.out, PACK_GZIP);
    out_open_sink(&pair->out, pair_sink, pair);
    if (!pair->gzip && !pair->pack)
        out_fail(&pair->out, STATUS_NO_MEMORY, NULL);
    return STATUS_OK;
}

/* An entry of the list, without its digest. */
static struct artifact *job_add_file(struct artifact_job *job, const char *path)
{
    struct artifact *file = &job->files[job->count++];
    *file = (struct artifact){.bytes = 0};
    snprintf(file->path, sizeof file->path, "%s", path);
    snprintf(file->table, sizeof file->table, "%s", job->state ? job->state->resource->name : "");
    file->rows = job->state ? job->state->rows : 0;
    return file;
}

static enum status drop_plain(const struct pair *pair, struct problem *p)
{
    return unlink(pair->plain.path) < 0 ? problem_errno(p, pair->plain.path) : STATUS_OK;
}

/* Closes both in any case; the first failure counts. */
static enum status pair_close(struct pair *pair, struct artifact_job *job, enum status status,
                              struct problem *p)
{
    const struct layout_name name = layout_artifact(slice_of(job->name));
    struct artifact plain = {.bytes = 0}, packed = {.bytes = 0};
    enum status next = out_finish(&pair->out, status == STATUS_OK ? p : NULL);
    out_close(&pair->out);
    status = status == STATUS_OK ? next : status;
    if (status == STATUS_OK)
        status = pair->pack ? pack_finish(pair->pack, p) : out_gzip_finish(pair->gzip, p);
    out_gzip_free(pair->gzip);
    pack_free(pair->pack);
    next = file_close(&pair->plain, plain.sha256, &plain.bytes, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? next : status;
    next = file_close(&pair->packed, packed.sha256, &packed.bytes, status == STATUS_OK ? p : NULL);
    status = status == STATUS_OK ? next : status;
    if (status != STATUS_OK)
        return status;
    if (is_beyond(pair)) {
        status = drop_plain(pair, p);
    } else {
        struct artifact *file = job_add_file(job, name.text);
        memcpy(file->sha256, plain.sha256, DIGEST_SIZE);
        file->bytes = plain.bytes;
    }
    struct artifact *file = job_add_file(job, layout_packed(name.text).text);
    memcpy(file->sha256, packed.sha256, DIGEST_SIZE);
    file->bytes = packed.bytes;
    if (is_beyond(pair))
        digest_hex(&pair->digest, file->plain_sha256);
    else
        memcpy(file->plain_sha256, plain.sha256, DIGEST_SIZE);
    file->plain_bytes = pair->bytes;
    return status;
}

enum status artifact_file_write(const struct artifact_build *build, struct store *store,
                                struct artifact_job *job, struct problem *p)
{
    const struct writer *writer = job->format->writer;
    const struct export export = {
        .store = store,
        .instance = &build->instance,
        .resource = job->state->resource,
        .writer = writer,
        .shown = {.profile = job->format->profile},
        .total = job->state->rows,
        .changed_in =
            manifest_changed_in(&build->manifest, job->state->resource, writer->without, NULL),
    };
    struct pair pair = {.most = is_limited(job->format) ? build->options.plain_bytes : 0};
    enum status status = pair_open(&pair, build->dir, layout_artifact(slice_of(job->name)).text,
                                   job->state->rows, p);
    if (status != STATUS_OK)
        return status;
    if (writer->xml)
        status = xml_file_new(&pair.xml, pair.plain.path, p);
    if (status == STATUS_OK)
        status = export_table(&export, &pair.out, p);
    status = pair_close(&pair, job, status, p);
    if (status == STATUS_OK && pair.xml)
        status = xml_file_finish(pair.xml, p);
    xml_file_free(pair.xml);
    return status;
}

/* --- linking ---------------------------------------------------------------------------------- */

/* The previous release's entry for the file, if the file is still there. */
static const struct artifact *link_find(const struct artifact_build *build, const char *path)
{
    char full[RELEASE_PATH_SIZE];
    const struct artifact *file = artifacts_find(&build->artifacts_before, path);
    if (!file || !artifact_is_there(file) ||
        file_path(full, build->previous, path, NULL) != STATUS_OK || !file_exists(full))
        return NULL;
    return file;
}

static enum status link_one(const struct artifact_build *build, struct artifact_job *job,
                            const struct artifact *file, struct problem *p)
{
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    enum status status = file_path(from, build->previous, file->path, p);
    if (status == STATUS_OK)
        status = file_path(to, build->dir, file->path, p);
    if (status == STATUS_OK)
        status = file_link(from, to, p);
    if (status == STATUS_OK)
        job->files[job->count++] = *file;
    return status;
}

enum status artifact_file_link(const struct artifact_build *build, struct artifact_job *job,
                               bool *linked, struct problem *p)
{
    const struct layout_name name = layout_artifact(slice_of(job->name));
    const struct artifact *plain = link_find(build, name.text);
    const struct artifact *packed =
        job->format->writer ? link_find(build, layout_packed(name.text).text) : NULL;
    bool alone = packed && is_limited(job->format) &&
                 packed->plain_bytes > build->options.plain_bytes; /* .gz and nothing else */
    enum status status = STATUS_OK;
    *linked = (alone || plain) && (packed || !job->format->writer);
    if (*linked && !alone)
        status = link_one(build, job, plain, p);
    if (*linked && packed && status == STATUS_OK)
        status = link_one(build, job, packed, p);
    return status;
}
