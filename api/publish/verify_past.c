/* Whether tables that old releases do not keep can be had back as they were published.
 *
 * Table by table, from the newest release to the oldest: what each release changed is undone, and
 * the bytes are compared with the manifest of the one before. A table that did not change between
 * two releases is proved once. */
#include "verify_parts.h"

#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/canonical_file.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/past_table.h"
#include "hiraku/release/releases.h"

#include <stdio.h>
#include <stdlib.h>

/* The way back through the releases with one table. */
struct past_walk {
    struct verification *verification;
    const struct resource *resource;
    char kept[RELEASE_PATH_SIZE];  /* the newer release that keeps the table; "": there is none */
    char newer[RELEASE_PATH_SIZE]; /* the release behind, and its state of the table */
    uint64_t newer_number;
    struct table_state newer_state;
    struct past_table *past; /* NULL: nothing was undone yet */
};

static void past_walk_leave(struct past_walk *walk)
{
    past_table_free(walk->past);
    walk->past = NULL;
    walk->kept[0] = '\0';
}

/* Undoes what the release behind changed. */
static enum status past_walk_undo(struct past_walk *walk, struct problem *p)
{
    if (walk->newer_state.changed_in != walk->newer_number)
        return STATUS_OK;
    enum status status =
        walk->past ? STATUS_OK : past_table_new(&walk->past, walk->kept, walk->resource, p);
    return status == STATUS_OK ? past_table_undo(walk->past, walk->newer, p) : status;
}

static void past_walk_report(struct past_walk *walk, const char *dir, const char *reason)
{
    char path[RELEASE_PATH_SIZE], text[256];
    if (canonical_path(dir, walk->resource, path, NULL) != STATUS_OK)
        snprintf(path, sizeof path, "%s", dir);
    snprintf(text, sizeof text, "not kept, and cannot be had back: %s", reason);
    verify_report(walk->verification, path, text);
}

/* A release that does not keep the table. */
static enum status past_walk_prove(struct past_walk *walk, const char *dir,
                                   const struct table_state *state, struct problem *p)
{
    char sha256[DIGEST_SIZE];
    struct problem problem;
    walk->verification->files++;
    if (walk->kept[0] == '\0') {
        past_walk_report(walk, dir, "no release behind it gives it");
        return STATUS_OK;
    }
    enum status status = past_walk_undo(walk, &problem);
    bool same = strcmp(walk->newer_state.sha256, state->sha256) == 0;
    if (status == STATUS_OK && !same && walk->past)
        status = past_table_write(walk->past, dir, NULL, sha256, &problem);
    if (status != STATUS_OK) {
        past_walk_leave(walk);
        return verify_report_problem(walk->verification, &problem, p);
    }
    if (!same && (!walk->past || strcmp(sha256, state->sha256) != 0))
        past_walk_report(walk, dir, "SHA-256");
    return STATUS_OK;
}

static enum status past_walk_step(struct past_walk *walk, const char *dir, uint64_t number,
                                  struct manifest *manifest, struct problem *p)
{
    struct problem problem;
    enum status status = manifest_read_any(manifest, dir, &problem);
    const struct table_state *state =
        status == STATUS_OK ? manifest_table(manifest, walk->resource) : NULL;
    if (!state) {
        past_walk_leave(walk); /* what is wrong with a manifest was said of its release */
        return status == STATUS_SYSTEM || status == STATUS_NO_MEMORY
                   ? verify_report_problem(walk->verification, &problem, p)
                   : STATUS_OK;
    }
    if (canonical_is_kept(dir, walk->resource)) {
        past_walk_leave(walk);
        snprintf(walk->kept, sizeof walk->kept, "%s", dir);
    } else {
        status = past_walk_prove(walk, dir, state, p);
    }
    snprintf(walk->newer, sizeof walk->newer, "%s", dir);
    walk->newer_number = number;
    walk->newer_state = *state;
    return status;
}

enum status verify_past(struct verification *verification, const char *store,
                        const struct release_list *list, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    enum status status = STATUS_OK;
    struct manifest *manifest = malloc(sizeof *manifest);
    struct past_walk *walk = calloc(1, sizeof *walk);
    if (!manifest || !walk)
        status = problem_memory(p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++) {
        *walk = (struct past_walk){.verification = verification, .resource = model_resources[i]};
        for (size_t at = list->count; at > 0 && status == STATUS_OK; at--) {
            layout_release_dir(store, list->numbers[at - 1], dir);
            status = past_walk_step(walk, dir, list->numbers[at - 1], manifest, p);
        }
        past_walk_leave(walk);
    }
    free(walk);
    free(manifest);
    return status;
}
