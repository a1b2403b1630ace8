/* An open release from inside: what the files of this folder share. */
#ifndef HIRAKU_API_HTTP_SNAPSHOT_RELEASE_PARTS_H
#define HIRAKU_API_HTTP_SNAPSHOT_RELEASE_PARTS_H

#include "hiraku/base/durable_file.h"
#include "hiraku/http/snapshot/release_states.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/site.h"
#include "hiraku/release/tree.h"
#include "hiraku/service/freshness.h"

#include <jansson.h>
#include <sys/stat.h>

struct problem;
struct snapshots;
struct store;

enum { STORES_IDLE_MAX = 32, BASE_SIZE = 512, RELEASE_TIMES = 64, RELEASE_STATES = 32 };

struct release_time {
    uint64_t number; /* 0: none yet */
    time_t at;
};

struct release_states_kept {
    struct timeline_basis basis;
    struct release_states states; /* no first one: nothing is kept here */
};

struct snapshot {
    struct snapshots *snapshots;
    struct snapshot *next;
    unsigned references;        /* under snapshots->lock */
    struct file_identity stamp; /* of its folder when it was opened */
    int directory;
    char path[FILE_PATH_SIZE];
    struct manifest manifest;
    struct instance instance;
    struct own_files own;
    struct site site;               /* of `own` */
    char published_base[BASE_SIZE]; /* the instance's own base URL, also where another is served */
    struct artifacts artifacts;     /* without those that do not hold what is served */
    uint64_t *places;               /* parallel to artifacts.files: see snapshot_place */
    time_t issued[RELEASE_TABLES_MAX]; /* parallel to model_resources */
    struct arena dues_arena;
    struct freshness_dues dues; /* none before it is the current release */
    atomic_bool bad;
    atomic_bool *damaged; /* parallel to artifacts.files: an artifact that was met damaged */
    pthread_mutex_t lock;
    struct store *idle[STORES_IDLE_MAX];
    size_t idle_count;
    struct release_time times[RELEASE_TIMES];          /* under `lock`: those that were read last */
    struct release_states_kept states[RELEASE_STATES]; /* under `lock` */
    size_t states_next;
    struct release_tree tree; /* under `lock` until it is there */
    json_t *contract;         /* under `lock` until it is there; read by many threads after that */
};

/* Opens it whole or, where it was put away, for its rows; one reference. */
enum status release_open(struct snapshots *snapshots, const char *dir, struct snapshot **result,
                         struct problem *p);
/* Not NULL, and no damage was met. */
bool release_is_usable(const struct snapshot *release);
/* Whether publishing has put it away since it was opened (prune.c: the database goes first, then
 * the artifacts), or something else is in its place. Connections to its database still read. */
bool release_is_put_away(const struct snapshot *release);
/* Whether the release in the folder has a store of its own. */
bool release_is_whole(const char *dir);
/* Reads its pages and how they look; to be freed in any case. */
enum status release_own_read(struct snapshot *release, struct problem *p);
void release_own_free(struct snapshot *release);
/* A connection. STATUS_RELEASE_GONE: it was put away, and no newer store reaches back to it. */
enum status release_store_open(const struct snapshot *release, struct store **store,
                               struct problem *p);
struct file_identity file_identity_of(const char *dir, const struct stat *info);
/* Looks at every artifact; what is damaged is said in the log. */
enum status release_files_check(struct snapshot *release, struct problem *p);
/* Under another base URL than the published one: leaves out the artifacts that hold that. */
void release_files_rebase(struct snapshot *release);
/* Finds out since which release each artifact has had its bytes. */
enum status release_places_read(struct snapshot *release, struct problem *p);
/* The path of an artifact that was met damaged and still is, or NULL. */
const char *release_files_damaged(const struct snapshot *release);
/* Reads on which days its figures are due; before it is the current one. */
void release_dues_read(struct snapshot *release);
/* Under snapshots->lock: drops releases that only the list holds until there is room for one more;
 * what was dropped is chained in `*dropped`. False: all are held. */
bool release_pool_make_room(struct snapshots *snapshots, struct snapshot **dropped);
/* Closes what was dropped, without the lock. */
void release_pool_drop(struct snapshot *dropped);
/* Makes it the current one; takes the reference. */
void snapshots_install(struct snapshots *snapshots, struct snapshot *release);

#endif
