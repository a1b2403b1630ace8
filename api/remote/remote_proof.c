/* See remote_proof.h. */
#include "hiraku/remote/remote_proof.h"

#include "hiraku/base/digest.h"
#include "hiraku/proof/minisign.h"
#include "hiraku/remote/http_get.h"
#include "hiraku/remote/proof_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROW_PROOF_MOST = 2 << 20, TEXT_MOST_GOT = 4 << 20 };

static enum status not_proved(const char *url, struct problem *p)
{
    return problem_set(p, STATUS_NOT_PROVED, slice_of(url), SLICE_NONE, NULL);
}

/* --- a row ------------------------------------------------------------------------------------ */

struct row_proof {
    json_t *json;
    const char *record, *table;
    uint64_t index, size, release;
    struct merkle_path path;
};

static bool row_proof_read(struct row_proof *row)
{
    bool good = true;
    json_int_t index = json_integer_value(json_object_get(row->json, "index"));
    json_int_t size = json_integer_value(json_object_get(row->json, "size"));
    json_int_t release = json_integer_value(json_object_get(row->json, "release"));
    row->record = json_string_value(json_object_get(row->json, "record"));
    row->table = json_string_value(json_object_get(row->json, "table"));
    proof_json_path(row->json, "inclusion", &row->path, &good);
    row->index = (uint64_t)index;
    row->size = (uint64_t)size;
    row->release = (uint64_t)release;
    return good && row->record && row->table && index > 0 && size > index && release > 0;
}

/* Whether the row's hashes lead to what the manifest has of the table. */
static bool row_is_in(const struct row_proof *row, struct slice manifest)
{
    struct merkle_hash root;
    const struct merkle_hash leaf = merkle_leaf(slice_of(row->record));
    json_t *object = json_loadb(manifest.at ? manifest.at : "", manifest.len, 0, NULL);
    const json_t *table = json_object_get(json_object_get(object, "tables"), row->table);
    const char *text = json_string_value(json_object_get(table, "rows_root"));
    bool good = text && merkle_from_hex(&root, slice_of(text)) &&
                merkle_is_included(&leaf, row->index, row->size, &row->path, &root);
    json_decref(object);
    return good;
}

static enum status row_check(const struct checkpoint *checkpoint, const char *base, const char *url,
                             struct row_proof *row, struct problem *p)
{
    struct out manifest;
    out_open_memory(&manifest, TEXT_MOST_GOT);
    enum status status = remote_manifest_get(checkpoint, row->release, base, &manifest, p);
    if (status == STATUS_OK && !row_is_in(row, out_written(&manifest)))
        status = not_proved(url, p);
    out_close(&manifest);
    return status;
}

enum status remote_row_trace(const struct checkpoint *checkpoint, const char *base, const char *url,
                             struct remote_traced *traced, struct problem *p)
{
    char place[REMOTE_URL_SIZE];
    struct row_proof row = {.json = NULL};
    struct out out;
    snprintf(place, sizeof place, "%s/proof.json", url);
    out_open_memory(&out, ROW_PROOF_MOST);
    enum status status = http_get(place, &out, NULL, p);
    struct slice text = out_written(&out);
    if (status == STATUS_OK)
        row.json = json_loadb(text.at ? text.at : "", text.len, 0, NULL);
    if (status == STATUS_OK)
        status =
            row_proof_read(&row) ? row_check(checkpoint, base, url, &row, p) : not_proved(url, p);
    if (status == STATUS_OK) {
        traced->release = row.release;
        snprintf(traced->record, sizeof traced->record, "%.*s", (int)strcspn(row.record, "\r\n"),
                 row.record);
    }
    json_decref(row.json);
    out_close(&out);
    return status;
}

/* --- a file ----------------------------------------------------------------------------------- */

static enum status remote_digest_sink(void *digest, const void *data, size_t len, struct problem *p)
{
    (void)p;
    digest_add(digest, data, len);
    return STATUS_OK;
}

/* Of /v1/releases/N/…; 0: it is none. */
static uint64_t location_release(const char *location)
{
    static const char before[] = "/v1/releases/";
    const char *at = strstr(location, before);
    return at ? strtoull(at + sizeof before - 1, NULL, 10) : 0;
}

static enum status digests_get(const char *base, uint64_t number, const char *name, struct out *out,
                               struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    snprintf(url, sizeof url, "%s/v1/releases/%" PRIu64 "/proof/%s", base, number, name);
    return http_get(url, out, NULL, p);
}

/* Whether the release's signed list of digests has this one. */
static enum status digest_check(const struct checkpoint *checkpoint, const char *base,
                                uint64_t number, const char *sha256, bool *found, struct problem *p)
{
    char comment[MINISIGN_COMMENT_MAX + 1];
    struct public_key key;
    struct out list, signature;
    out_open_memory(&list, TEXT_MOST_GOT);
    out_open_memory(&signature, MINISIGN_SIZE_MAX);
    enum status status = remote_manifest_key(checkpoint, number, base, &key, p);
    if (status == STATUS_OK)
        status = digests_get(base, number, "SHA256SUMS", &list, p);
    if (status == STATUS_OK)
        status = digests_get(base, number, "SHA256SUMS.minisig", &signature, p);
    struct slice text = out_written(&list);
    *found = status == STATUS_OK &&
             minisign_has_signed(&key, text, out_written(&signature), comment) &&
             memmem(text.at, text.len, sha256, strlen(sha256));
    out_close(&list);
    out_close(&signature);
    return status;
}

enum status remote_file_trace(const struct checkpoint *checkpoint, const char *base,
                              const char *url, struct remote_traced *traced, struct problem *p)
{
    char location[REMOTE_URL_SIZE], sha256[DIGEST_SIZE];
    struct digest digest;
    struct out out;
    bool found = false;
    digest_init(&digest);
    out_open_sink(&out, remote_digest_sink, &digest);
    enum status status = http_get(url, &out, location, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    out_close(&out);
    digest_hex(&digest, sha256);
    traced->record[0] = '\0';
    traced->release = location_release(location[0] ? location : url);
    status = status == STATUS_OK ? finished : status;
    if (status == STATUS_OK && traced->release > 0)
        status = digest_check(checkpoint, base, traced->release, sha256, &found, p);
    return status == STATUS_OK && !found ? not_proved(url, p) : status;
}
