/* See file_digests.h. */
#include "hiraku/release/file_digests.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/tree.h"

enum { LINE_SIZE = 512, LIST_MOST = 4 << 20 };

static void digests_line(struct out *out, const char *sha256, struct slice name)
{
    out_text(out, sha256);
    out_text(out, "  ");
    out_slice(out, name);
    out_char(out, '\n');
}

static void digests_list(struct out *out, const struct artifacts *artifacts)
{
    for (size_t i = 0; i < artifacts->count; i++) {
        const struct artifact *file = &artifacts->files[i];
        const char *text = layout_artifact_file(file->path);
        struct slice name = slice_of(text);
        if (!text || !artifact_is_there(file) || file->sha256[0] == '\0')
            continue;
        digests_line(out, file->sha256, name);
        if (!layout_cut_packed(&name) || file->plain_sha256[0] == '\0')
            continue;
        const struct artifact *plain = artifacts_find(artifacts, layout_artifact(name).text);
        if (!plain || !artifact_is_there(plain))
            digests_line(out, file->plain_sha256, name);
    }
}

enum status file_digests_write(const char *dir, uint64_t number, const struct release_keys *keys,
                               struct problem *p)
{
    struct artifacts artifacts;
    char comment[MINISIGN_COMMENT_MAX];
    struct out list, signature;
    enum status status = artifacts_read(&artifacts, dir, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&list, LIST_MOST);
    out_open_memory(&signature, MINISIGN_SIZE_MAX);
    digests_list(&list, &artifacts);
    artifacts_free(&artifacts);
    release_comment(&keys->key.public, number, comment);
    status = out_finish(&list, p);
    if (status == STATUS_OK) {
        minisign_write(&signature, &keys->key, out_written(&list), comment);
        status = out_finish(&signature, p);
    }
    if (status == STATUS_OK)
        status = file_replace(dir, layout_file_digests, out_written(&list), p);
    if (status == STATUS_OK)
        status = file_replace(dir, layout_file_digests_signature, out_written(&signature), p);
    out_close(&list);
    out_close(&signature);
    return status;
}

static enum status search_list(struct in *in, const char *sha256, const char *other, bool *found,
                               struct problem *p)
{
    char text[LINE_SIZE];
    struct slice line;
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && more && !*found) {
        status = in_line(in, text, sizeof text, &line, &more, p);
        *found = status == STATUS_OK && more &&
                 (slice_starts(line, sha256) || (other[0] != '\0' && slice_starts(line, other)));
    }
    return status;
}

enum status file_digests_have(const char *dir, const char *sha256, const char *other, bool *found,
                              struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct in *in;
    *found = false;
    enum status status = file_path(path, dir, layout_file_digests, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = in_open(&in, path, IN_PLAIN, p);
    if (status != STATUS_OK)
        return status;
    status = search_list(in, sha256, other, found, p);
    in_close(in);
    return status;
}
