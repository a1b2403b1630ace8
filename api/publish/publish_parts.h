/* One publish, and what it shares with a rebuild. Private to api/publish. */
#ifndef HIRAKU_API_PUBLISH_PUBLISH_PARTS_H
#define HIRAKU_API_PUBLISH_PUBLISH_PARTS_H

#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/own_files.h"

struct out;
struct problem;
struct publish_options;
struct publish_result;
struct resource;
struct stage;

struct build {
    const char *store;
    const char *dir; /* of the instance; since build_check */
    const struct publish_options *options;
    struct publish_result *result;
    struct instance instance, base_instance;
    struct stage *stage;
    struct own_files own;
    struct manifest base; /* the predecessor's */
    char base_dir[RELEASE_PATH_SIZE];
    bool has_base;
    struct manifest manifest; /* of the release being built */
    char tmp[RELEASE_PATH_SIZE];
    bool changed;
    uint64_t restores; /* the release whose data this is, 0: a folder's */
};

/* `result` is emptied; NULL: no memory. */
struct build *build_new(const char *store, const struct publish_options *options,
                        struct publish_result *result);
void build_free(struct build *build); /* NULL is allowed */

/* Finds the newest release, checks the folder, fills the stage whole. STATUS_BAD_DATA where the
 * report has errors. */
enum status build_check(struct build *build, const char *dir, struct problem *p);

/* STATUS_BAD_DATA where the report has errors. */
enum status build_refuse(const struct build *build, struct problem *p);

/* All of a publish but the lock, which the caller holds. */
enum status build_run(struct build *build, const char *dir, struct problem *p);

/* Gives cells that were read from a Japanese encoding the form that is published, where nothing but
 * characters differs that such an encoding has once and Unicode twice. */
enum status resaved_restore(struct build *build, struct problem *p);
bool resaved_is_same(struct slice old, struct slice now);

/* Fills the computed tables of a stage whose records are good from its other tables. */
enum status computed_tables_fill(struct stage *stage, const struct instance *instance,
                                 struct problem *p);

/* Whether this program, with this model, derived the files of a release, as far as its list tells.
 */
bool artifacts_are_ours(const char *dir);

/* Derives the files of a release anew in a copy, which then takes its place. The caller holds the
 * lock. */
enum status rebuild_release(const char *store, uint64_t number,
                            const struct publish_options *options, struct problem *p);

#endif
