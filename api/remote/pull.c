/* See pull.h: the order in which things are asked for, and what is switched when. */
#include "pull_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/publish/copied.h"
#include "hiraku/release/file_digests.h"
#include "hiraku/release/lock.h"
#include "hiraku/release/releases.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { PULL_RELEASES_MOST = 4 << 20 };

struct puller *puller_new(const struct pull_options *options)
{
    struct puller *puller = calloc(1, sizeof *puller);
    if (!puller)
        return NULL;
    puller->options = *options;
    puller->fetcher = fetcher_new(options->stall_seconds);
    if (!puller->fetcher) {
        free(puller);
        return NULL;
    }
    return puller;
}

void puller_free(struct puller *puller)
{
    if (!puller)
        return;
    fetcher_free(puller->fetcher);
    free(puller);
}

bool puller_is_copying(const struct puller *puller)
{
    return atomic_load(&puller->copying);
}

/* --- what the origin has ---------------------------------------------------------------------- */

/* `*news` false: what it was when it was dealt with last. */
static enum status pull_ask(struct puller *puller, char tag[FETCH_TAG_SIZE],
                            struct copy_releases *releases, bool *news, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    struct fetch fetch = {.url = url, .most = PULL_RELEASES_MOST, .tag = tag};
    struct out out;
    bool good = true;
    snprintf(tag, FETCH_TAG_SIZE, "%s", puller->tag);
    snprintf(url, sizeof url, "%s/v1/copies", puller->options.base);
    *releases = (struct copy_releases){.withdrawn = NULL};
    out_open_memory(&out, PULL_RELEASES_MOST);
    enum status status = fetcher_get(puller->fetcher, &fetch, &out, p);
    *news = !fetch.unchanged;
    if (status == STATUS_OK && *news)
        status = copy_releases_read(releases, out_written(&out), &good, p);
    out_close(&out);
    return status == STATUS_OK && !good
               ? problem_set(p, STATUS_COPY_LIST, slice_of(url), SLICE_NONE, "JSON")
               : status;
}

/* The newest release that is here, 0: none. */
static enum status pull_here(const char *store, uint64_t *here, struct problem *p)
{
    struct release_list list;
    enum status status = release_list_read(&list, store, p);
    *here = list.count ? list.numbers[list.count - 1] : 0;
    release_list_free(&list);
    return status == STATUS_NO_RELEASE ? STATUS_OK : status;
}

static enum status pull_digest(const char *dir, char sha256[DIGEST_SIZE], struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    enum status status = file_path(path, dir, layout_manifest, p);
    return status == STATUS_OK ? digest_file(path, sha256, NULL, p) : status;
}

/* No store goes back, and none leaves its history for another. */
static enum status pull_check_newest(const struct puller *puller,
                                     const struct copy_releases *releases, uint64_t here,
                                     struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], sha256[DIGEST_SIZE];
    struct slice base = slice_of(puller->options.base);
    if (releases->newest < here)
        return problem_set(p, STATUS_LOG_ROLLED_BACK, base, SLICE_NONE, NULL);
    if (releases->newest > here)
        return STATUS_OK;
    layout_release_dir(puller->options.store, here, dir);
    enum status status = pull_digest(dir, sha256, p);
    return status == STATUS_OK && strcmp(sha256, releases->sha256) != 0
               ? problem_set(p, STATUS_LOG_FORKED, base, SLICE_NONE, NULL)
               : status;
}

/* --- manifests -------------------------------------------------------------------------------- */

static enum status pull_get_list(struct pulled *pulled, struct problem *p)
{
    char path[32];
    struct out out;
    bool good = true;
    snprintf(path, sizeof path, "/%" PRIu64, pulled->number);
    out_open_memory(&out, PULL_LIST_MOST);
    enum status status = pull_get(pulled->puller, path, PULL_LIST_MOST, &out, p);
    if (status == STATUS_OK)
        status = copy_list_read(&pulled->list, out_written(&out), &good, p);
    out_close(&out);
    if (status == STATUS_OK && (!good || pulled->list.number != pulled->number))
        status = pull_bad_list(pulled, "JSON", p);
    return status;
}

/* Whether the manifest that was gathered is of this number and follows that of `previous`. */
static enum status pull_check_manifest(struct pulled *pulled, const char *previous,
                                       struct problem *p)
{
    enum status status = manifest_read_any(&pulled->manifest, pulled->dir, p);
    if (status == STATUS_BAD_RELEASE)
        return pull_bad_list(pulled, layout_manifest, p);
    if (status == STATUS_OK && pulled->manifest.number != pulled->number)
        return pull_bad_list(pulled, "number", p);
    return status == STATUS_OK && strcmp(pulled->manifest.previous, previous) != 0
               ? problem_set(p, STATUS_LOG_REWRITTEN, slice_of(pulled->puller->options.base),
                             SLICE_NONE, NULL)
               : status;
}

/* `previous`: SHA-256 of the manifest before; becomes that of this one. */
static enum status pull_manifest(struct pulled *pulled, char previous[DIGEST_SIZE],
                                 struct problem *p)
{
    enum status status = pull_get_list(pulled, p);
    const struct copy_file *file =
        status == STATUS_OK ? copy_list_find(&pulled->list, layout_manifest) : NULL;
    if (status == STATUS_OK && (!file || file->bytes > PULL_MANIFEST_MOST))
        status = pull_bad_list(pulled, layout_manifest, p);
    if (status == STATUS_OK && copy_list_find(&pulled->list, layout_withdrawal))
        status = folder_remove(pulled->dir, p); /* what of it was gathered before is not kept */
    if (status == STATUS_OK)
        status = pull_file(pulled, file, p);
    if (status == STATUS_OK)
        status = pull_check_manifest(pulled, previous, p);
    if (status == STATUS_OK)
        memcpy(previous, file->sha256, DIGEST_SIZE);
    return status;
}

/* The list once more, for the manifest that is proved: it may have been put away since, and what it
 * says now of that manifest counts for nothing. */
static enum status pull_list_again(struct pulled *pulled, struct problem *p)
{
    char sha256[DIGEST_SIZE];
    enum status status = pull_get_list(pulled, p);
    if (status == STATUS_OK)
        status = pull_digest(pulled->dir, sha256, p);
    const struct copy_file *file =
        status == STATUS_OK ? copy_list_find(&pulled->list, layout_manifest) : NULL;
    if (status == STATUS_OK && (!file || strcmp(file->sha256, sha256) != 0))
        status = pull_bad_list(pulled, layout_manifest, p);
    return status == STATUS_OK ? manifest_read_any(&pulled->manifest, pulled->dir, p) : status;
}

static enum status pulled_begin(struct pulled *pulled, struct puller *puller, uint64_t number,
                                struct problem *p)
{
    *pulled = (struct pulled){.puller = puller, .number = number};
    return layout_pulled(puller->options.store, number, pulled->dir, p);
}

/* All that are wanting, and their proof, before anything else is asked for. */
static enum status pull_manifests(struct puller *puller, const struct copy_releases *releases,
                                  uint64_t here, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], previous[DIGEST_SIZE] = "";
    enum status status = STATUS_OK;
    struct pulled *pulled = malloc(sizeof *pulled);
    if (!pulled)
        return problem_memory(p);
    layout_release_dir(puller->options.store, here, dir);
    if (here > 0)
        status = pull_digest(dir, previous, p);
    for (uint64_t number = here + 1; number <= releases->newest && status == STATUS_OK; number++) {
        status = pulled_begin(pulled, puller, number, p);
        if (status == STATUS_OK)
            status = pull_manifest(pulled, previous, p);
        if (status == STATUS_OK && number == releases->newest &&
            strcmp(previous, releases->sha256) != 0)
            status = pull_bad_list(pulled, layout_manifest, p);
        if (status == STATUS_OK && number == releases->newest)
            status = pull_check_signed(puller, here, pulled, p);
        copy_list_free(&pulled->list);
    }
    free(pulled);
    return status;
}

/* --- releases --------------------------------------------------------------------------------- */

/* What this machine did not make to the byte: where releases are signed, only what was signed. */
static enum status pull_made(void *context, const struct copy_file *file, bool *got,
                             struct problem *p)
{
    struct pulled *pulled = context;
    enum status status = STATUS_OK;
    *got = true;
    if (pulled->manifest.key[0] != '\0')
        status = file_digests_have(pulled->dir, file->sha256, "", got, p);
    return status == STATUS_OK && *got ? pull_file(pulled, file, p) : status;
}

static enum status pull_release(struct pulled *pulled, struct problem *p)
{
    const struct pull_options *options = &pulled->puller->options;
    bool whole;
    if (pulled->number > 1)
        layout_release_dir(options->store, pulled->number - 1, pulled->before);
    enum status status = pull_list_again(pulled, p);
    if (status == STATUS_OK)
        status = pull_contents(pulled, &whole, p);
    if (status != STATUS_OK)
        return status;
    const struct copied copied = {.store = options->store,
                                  .from = pulled->dir,
                                  .number = pulled->number,
                                  .list = &pulled->list,
                                  .whole = whole,
                                  .options = options->publish,
                                  .fetch = pull_made,
                                  .context = pulled};
    status = copied_install(&copied, p);
    return status == STATUS_OK ? folder_remove(pulled->dir, p) : status;
}

static enum status pull_releases(struct puller *puller, uint64_t here, uint64_t newest,
                                 struct pull_result *result, struct problem *p)
{
    enum status status = STATUS_OK;
    struct pulled *pulled = malloc(sizeof *pulled);
    if (!pulled)
        return problem_memory(p);
    for (uint64_t number = here + 1; number <= newest && status == STATUS_OK; number++) {
        status = pulled_begin(pulled, puller, number, p);
        if (status == STATUS_OK)
            status = pull_release(pulled, p);
        copy_list_free(&pulled->list);
        result->releases += status == STATUS_OK;
    }
    free(pulled);
    return status;
}

/* A crash may have come between the two renames of the newest one. */
static enum status pull_settle(const struct puller *puller, struct pull_result *result,
                               struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    uint64_t current = 0;
    const char *store = puller->options.store;
    enum status status = pull_here(store, &result->newest, p);
    if (status == STATUS_OK && result->newest > 0 &&
        (release_current(store, &current, dir, NULL) != STATUS_OK || current != result->newest))
        status = release_switch(store, result->newest, p);
    return status == STATUS_OK ? copied_prune(store, puller->options.publish, result->newest, p)
                               : status;
}

static enum status pull_locked(struct puller *puller, const struct copy_releases *releases,
                               struct pull_result *result, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    uint64_t here;
    enum status status = pull_here(puller->options.store, &here, p);
    result->newest = here;
    if (status == STATUS_OK)
        status = pull_check_newest(puller, releases, here, p);
    if (status == STATUS_OK)
        status = pull_manifests(puller, releases, here, p);
    if (status == STATUS_OK)
        status = pull_releases(puller, here, releases->newest, result, p);
    if (status == STATUS_OK)
        status = pull_withdrawals(puller, releases, here, &result->withdrawn, p);
    if (status == STATUS_OK)
        status = pull_settle(puller, result, p);
    if (status == STATUS_OK)
        status = file_path(path, puller->options.store, layout_pull, p);
    return status == STATUS_OK ? folder_remove(path, p) : status;
}

enum status puller_run(struct puller *puller, struct pull_result *result, struct problem *p)
{
    char tag[FETCH_TAG_SIZE], path[RELEASE_PATH_SIZE];
    struct copy_releases releases;
    bool news;
    int lock = -1;
    uint64_t before = fetcher_bytes(puller->fetcher);
    *result = (struct pull_result){.newest = 0};
    enum status status = pull_ask(puller, tag, &releases, &news, p);
    if (status == STATUS_OK && news)
        status = file_path(path, puller->options.store, layout_releases, p);
    if (status == STATUS_OK && news)
        status = folder_make(path, p);
    if (status == STATUS_OK && news)
        status = lock_take(puller->options.store, &lock, p);
    atomic_store(&puller->copying, status == STATUS_OK && news);
    if (status == STATUS_OK && news)
        status = pull_locked(puller, &releases, result, p);
    atomic_store(&puller->copying, false);
    lock_release(lock);
    copy_releases_free(&releases);
    result->bytes = fetcher_bytes(puller->fetcher) - before;
    if (status == STATUS_OK)
        memcpy(puller->tag, tag, sizeof puller->tag);
    return status;
}
