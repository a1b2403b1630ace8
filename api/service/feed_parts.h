/* The inside of a feed. Private to api/service. */
#ifndef HIRAKU_API_SERVICE_FEED_PARTS_H
#define HIRAKU_API_SERVICE_FEED_PARTS_H

#include "hiraku/service/feed.h"

#include "hiraku/model/instance.h"
#include "hiraku/release/manifest.h"

struct concern;

/* A release that touched what is followed, as far as can be told without its changes. */
struct feed_release {
    uint64_t number;
    time_t published, withdrawn; /* 0: it was not */
};

struct feed {
    const struct service *service;
    struct feed_head head;
    struct concern *concern;                     /* of a record; else NULL */
    struct feed_release releases[FEED_RELEASES]; /* the newest first */
    size_t count, at;
    struct manifest manifest;   /* of the release that was read last */
    struct instance archived;   /* of the last release of an archive */
    struct instance announcing; /* of the entry */
    struct feed_entry entry;
};

/* feed_releases.c: finds feed->releases in head.last and before, not before `oldest`. */
enum status feed_find_releases(struct feed *feed, uint64_t oldest, struct problem *p);
/* The manifest of a release; `*found` false: it is not there. */
enum status feed_read_manifest(struct feed *feed, uint64_t number, bool *found, struct problem *p);

/* feed_count.c: fills the lines of the entry from the changes of its release. */
enum status feed_count_changes(struct feed *feed, struct problem *p);

/* feed_endings.c: whether an ending is one of what is followed. */
bool feed_ending_concerns(const struct feed_subject *subject, const struct ending *ending);
/* The instance of a release; false: it cannot be read, such as that of another model. The instance
 * is to be freed in any case. */
bool feed_read_instance(const struct feed *feed, uint64_t number, struct instance *instance);
/* Those that the release of the entry says and the one before it did not. */
void feed_announce(struct feed *feed);

#endif
