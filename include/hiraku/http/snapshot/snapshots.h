/* The open releases: the current one, followed as STORE/current changes, and older ones that
 * somebody still reads. */
#ifndef HIRAKU_HTTP_SNAPSHOT_SNAPSHOTS_H
#define HIRAKU_HTTP_SNAPSHOT_SNAPSHOTS_H

#include "hiraku/base/status.h"
#include "hiraku/release/layout.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

struct config;
struct artifacts;
struct problem;
struct resource;
struct snapshot;

/* Tells whether a folder still is the release that it was. */
struct file_identity {
    uint64_t device, inode;
    struct {
        uint64_t inode;
        int64_t seconds, nanoseconds;
    } opened[LAYOUT_OPENED]; /* database and columns */
};

struct snapshots {
    const struct config *config;
    /* counts the releases that were the current one, and the times that others were withdrawn */
    _Atomic uint64_t generation;
    _Atomic uint64_t withdrawals; /* another where others are withdrawn */
    struct timespec looked;       /* the time of the folder of releases when that was read */
    pthread_mutex_t lock;         /* of the list below and of reference counts */
    struct snapshot *current, *open;
    atomic_bool lost;         /* the store's current release cannot be found: said once */
    struct file_identity bad; /* a release that could not be opened: said once */
    char damage[256];         /* why not */
    int64_t retry_ms;         /* when that is tried again */
};

/* None is open. */
void snapshots_init(struct snapshots *snapshots, const struct config *config);
/* Opens STORE/current if it is another than the one served; the old one stays if that fails. Sees,
 * too, which releases are withdrawn. */
enum status snapshots_update(struct snapshots *snapshots, struct problem *p);
void snapshots_close(struct snapshots *snapshots);

/* The current release (a new reference), or STATUS_NOT_READY. */
enum status snapshots_current(struct snapshots *snapshots, struct snapshot **release,
                              struct problem *p);
/* A release in which `tables` are as they were in release `number`: the current one if they have
 * not changed since, else an older one; STATUS_RELEASE_GONE if none can be read,
 * STATUS_BAD_CURSOR if there never was such a release, STATUS_BUSY if too many are open. A new
 * reference. */
enum status snapshots_as_of(struct snapshots *snapshots, const struct resource *const *tables,
                            size_t count, uint64_t number, struct snapshot **release,
                            struct problem *p);
/* Release `number` itself: its rows, also where its files are not kept; STATUS_RELEASE_GONE where
 * the changes since do not lead back to it. A new reference. */
enum status snapshots_numbered(struct snapshots *snapshots, uint64_t number,
                               struct snapshot **release, struct problem *p);
/* The same with its files; STATUS_RELEASE_GONE where they are not kept. */
enum status snapshots_whole(struct snapshots *snapshots, uint64_t number, struct snapshot **release,
                            struct problem *p);
/* What release `number` lists of its artifacts, also where they are not kept; free it. False: it
 * cannot be read. */
bool snapshots_list_artifacts(const struct snapshots *snapshots, uint64_t number,
                              struct artifacts *artifacts);

/* What is wrong with what is served, for /readyz and the log; all empty: nothing. */
struct snapshots_state {
    bool lost;        /* the store's current release cannot be found */
    char damage[256]; /* of the current release: an older one is served, or none */
    char file[192];   /* an artifact that is damaged: rows are read in its place */
    uint64_t number;  /* what is served; 0: nothing */
    time_t published_at;
    unsigned open;
};
struct snapshots_state snapshots_look(struct snapshots *snapshots);

#endif
