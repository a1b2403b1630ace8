/* The files of a release whose manifest is proved, each with the digest that the manifest has. */
#include "pull_parts.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"
#include "hiraku/proof/minisign.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/tree.h"

/* A file that the manifest has the digest of; `needed`: it must be there. */
static enum status pull_kept(struct pulled *pulled, const char *path, const char *sha256,
                             bool needed, struct problem *p)
{
    const struct copy_file *file = copy_list_find(&pulled->list, path);
    if (*sha256 == '\0')
        return STATUS_OK;
    if (!file)
        return needed ? pull_bad_list(pulled, path, p) : STATUS_OK;
    if (strcmp(file->sha256, sha256) != 0)
        return pull_bad_list(pulled, path, p);
    return pull_file(pulled, file, p);
}

static enum status pull_own_files(struct pulled *pulled, struct problem *p)
{
    struct own_files files;
    const char *sha256 = pulled->manifest.own.sha256;
    if (*sha256 == '\0')
        return STATUS_OK;
    enum status status = pull_kept(pulled, layout_own_list, sha256, true, p);
    if (status != STATUS_OK)
        return status;
    status = own_files_list(&files, pulled->dir, sha256, p);
    for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
        status = pull_kept(pulled, files.files[i].name.at, files.files[i].sha256, true, p);
    own_files_free(&files);
    return status;
}

/* Of a release that is put away the list of what was, and the tables that it keeps packed. */
static enum status pull_put_away(struct pulled *pulled, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < pulled->list.count && status == STATUS_OK; i++) {
        struct slice name = slice_of(pulled->list.files[i].path);
        if (strcmp(pulled->list.files[i].path, layout_artifact_list) == 0 ||
            (slice_starts(name, layout_data) && layout_cut_packed(&name)))
            status = pull_file(pulled, &pulled->list.files[i], p);
    }
    return status;
}

static enum status pull_list_of_files(struct pulled *pulled, struct problem *p)
{
    const struct copy_file *file = copy_list_find(&pulled->list, layout_artifact_list);
    return file ? pull_file(pulled, file, p) : STATUS_OK;
}

static enum status pull_tables(struct pulled *pulled, bool *whole, struct problem *p)
{
    const struct manifest *manifest = &pulled->manifest;
    enum status status = STATUS_OK;
    *whole = true;
    for (size_t i = 0; i < manifest->table_count && *whole; i++)
        *whole = copy_list_find(&pulled->list,
                                layout_table_csv(manifest->tables[i].resource).text) != NULL;
    for (size_t i = 0; i < manifest->table_count && *whole && status == STATUS_OK; i++)
        status = pull_kept(pulled, layout_table_csv(manifest->tables[i].resource).text,
                           manifest->tables[i].sha256, true, p);
    if (status == STATUS_OK && *whole)
        status = manifest_complete(manifest, pulled->dir, p);
    if (status == STATUS_OK)
        status = *whole ? pull_list_of_files(pulled, p) : pull_put_away(pulled, p);
    return status;
}

/* --- signatures ------------------------------------------------------------------------------- */

static enum status pull_minisign(struct pulled *pulled, const struct public_key *key,
                                 const char *name, const char *signed_by, struct problem *p)
{
    char comment[MINISIGN_COMMENT_MAX + 1];
    struct out bytes, signature = {.bytes = NULL};
    enum status status = in_whole(&bytes, pulled->dir, name, PULL_MANIFEST_MOST, p);
    if (status == STATUS_OK)
        status = in_whole(&signature, pulled->dir, signed_by, PULL_MANIFEST_MOST, p);
    if (status == STATUS_OK &&
        !minisign_has_signed(key, out_written(&bytes), out_written(&signature), comment))
        status = pull_bad_list(pulled, signed_by, p);
    out_close(&bytes);
    out_close(&signature);
    return status;
}

/* Those of a release whose manifest names a key, which is proved with it. */
static enum status pull_signatures(struct pulled *pulled, struct problem *p)
{
    struct public_key key;
    enum status status = STATUS_OK;
    if (pulled->manifest.key[0] == '\0')
        return STATUS_OK;
    if (!key_parse(&key, slice_of(pulled->manifest.key)))
        return pull_bad_list(pulled, "key", p);
    for (size_t i = 0; i < LAYOUT_SIGNATURES && status == STATUS_OK; i++) {
        const struct copy_file *file = copy_list_find(&pulled->list, layout_signatures[i]);
        status = file ? pull_file(pulled, file, p) : pull_bad_list(pulled, layout_signatures[i], p);
    }
    if (status == STATUS_OK)
        status = pull_minisign(pulled, &key, layout_manifest, layout_manifest_signature, p);
    return status == STATUS_OK
               ? pull_minisign(pulled, &key, layout_file_digests, layout_file_digests_signature, p)
               : status;
}

/* --- all of it -------------------------------------------------------------------------------- */

enum status pull_contents(struct pulled *pulled, bool *whole, struct problem *p)
{
    const struct manifest *manifest = &pulled->manifest;
    const struct copy_file *withdrawal = copy_list_find(&pulled->list, layout_withdrawal);
    enum status status = pull_signatures(pulled, p);
    *whole = false;
    if (status != STATUS_OK || withdrawal)
        return status == STATUS_OK ? pull_file(pulled, withdrawal, p) : status;
    status = pull_kept(pulled, layout_instance, manifest->instance.sha256, true, p);
    if (status == STATUS_OK)
        status = pull_kept(pulled, layout_changes, manifest->changes, true, p);
    if (status == STATUS_OK)
        status = pull_kept(pulled, layout_reasons, manifest->reasons, true, p);
    if (status == STATUS_OK)
        status = pull_kept(pulled, layout_retired, manifest->retired, true, p);
    if (status == STATUS_OK)
        status = pull_own_files(pulled, p);
    return status == STATUS_OK ? pull_tables(pulled, whole, p) : status;
}
