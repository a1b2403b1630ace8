/* What the origin withdrew of releases that are here. A withdrawal is about one manifest, and is
 * taken over as it is; that one was taken back is not. */
#include "pull_parts.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static enum status pull_withdrawal_is_here(const char *dir, const char *sha256, bool *here,
                                           struct problem *p)
{
    char path[RELEASE_PATH_SIZE], found[DIGEST_SIZE];
    *here = false;
    enum status status = file_path(path, dir, layout_withdrawal, p);
    if (status != STATUS_OK || !file_exists(path))
        return status;
    status = digest_file(path, found, NULL, p);
    *here = status == STATUS_OK && strcmp(found, sha256) == 0;
    return status;
}

/* The file that was gathered says of which manifest it is. */
static enum status pull_check_withdrawal(struct pulled *pulled, const char *dir, struct problem *p)
{
    char path[RELEASE_PATH_SIZE], sha256[DIGEST_SIZE] = "";
    struct withdrawal withdrawal;
    enum status status = withdrawal_read(&withdrawal, pulled->dir, p);
    if (status == STATUS_BAD_RELEASE)
        return pull_bad_list(pulled, layout_withdrawal, p);
    if (status == STATUS_OK)
        status = file_path(path, dir, layout_manifest, p);
    if (status == STATUS_OK)
        status = digest_file(path, sha256, NULL, p);
    return status == STATUS_OK && strcmp(sha256, withdrawal.release) != 0
               ? pull_bad_list(pulled, layout_withdrawal, p)
               : status;
}

static enum status pull_withdraw(struct pulled *pulled, const struct copy_withdrawn *one,
                                 const char *dir, struct problem *p)
{
    struct copy_file file = {.bytes = 0};
    char number[32];
    bool good;
    struct out out;
    snprintf(number, sizeof number, "/%" PRIu64, one->number);
    out_open_memory(&out, PULL_LIST_MOST);
    enum status status = pull_get(pulled->puller, number, PULL_LIST_MOST, &out, p);
    if (status == STATUS_OK)
        status = copy_list_read(&pulled->list, out_written(&out), &good, p);
    out_close(&out);
    const struct copy_file *listed = copy_list_find(&pulled->list, layout_withdrawal);
    if (status == STATUS_OK && (!listed || strcmp(listed->sha256, one->sha256) != 0))
        return pull_bad_list(pulled, layout_withdrawal, p);
    if (status == STATUS_OK) {
        file = *listed;
        status = pull_file(pulled, &file, p);
    }
    if (status == STATUS_OK)
        status = pull_check_withdrawal(pulled, dir, p);
    if (status == STATUS_OK)
        status = in_whole(&out, pulled->dir, layout_withdrawal, PULL_MANIFEST_MOST, p);
    else
        return status;
    if (status == STATUS_OK)
        status = file_replace(dir, layout_withdrawal, out_written(&out), p);
    out_close(&out);
    return status;
}

enum status pull_withdrawals(struct puller *puller, const struct copy_releases *releases,
                             uint64_t here, uint64_t *count, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    enum status status = STATUS_OK;
    struct pulled *pulled = calloc(1, sizeof *pulled);
    if (!pulled)
        return problem_memory(p);
    for (size_t i = 0; i < releases->count && status == STATUS_OK; i++) {
        const struct copy_withdrawn *one = &releases->withdrawn[i];
        bool known = one->number > here;
        layout_release_dir(puller->options.store, one->number, dir);
        if (!known)
            status = pull_withdrawal_is_here(dir, one->sha256, &known, p);
        if (status != STATUS_OK || known)
            continue;
        *pulled = (struct pulled){.puller = puller, .number = one->number};
        status = layout_pulled(puller->options.store, one->number, pulled->dir, p);
        if (status == STATUS_OK)
            status = pull_withdraw(pulled, one, dir, p);
        copy_list_free(&pulled->list);
        folder_remove(pulled->dir, NULL);
        *count += status == STATUS_OK;
    }
    free(pulled);
    return status;
}
