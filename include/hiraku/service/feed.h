/* What changed, release by release, for those who follow an instance, a table or a record: the
 * entries of a feed, the newest first. A release has an entry where it touched what is followed.
 *
 * Entries are counts, read from the manifests and the changes of the releases, which are kept for
 * ever; memory does not grow with what changed, and of a release that changed more than
 * FEED_CHANGES_BYTES only the manifest is read, so that an answer is in time. What a release that
 * was withdrawn changed is not told. An entry never depends on a later release, but for its
 * withdrawal. */
#ifndef HIRAKU_SERVICE_FEED_H
#define HIRAKU_SERVICE_FEED_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/ending.h"

#include <stdint.h>
#include <time.h>

struct instance;
struct manifest;
struct problem;
struct resource;
struct service;

/* Releases of an archive, and entries of the newest page. So many small documents are a page that
 * a reader fetches in one go, and less than two dozen files of changes are read for an answer. */
enum { FEED_RELEASES = 20, FEED_LINES_MAX = 72, FEED_REASONS_MAX = 8 };
/* Of a release; all of an answer are read in less than half a second. */
enum { FEED_CHANGES_BYTES = 4 << 20 };

/* What is followed: a record, a table (`id` empty), or all (`table` NULL). */
struct feed_subject {
    const struct resource *table;
    struct slice id;
};

struct feed_question {
    struct feed_subject subject;
    /* 0: the newest page, at most FEED_RELEASES entries. Else an archive: archive k has the entries
     * of the releases (k−1)·FEED_RELEASES+1 … k·FEED_RELEASES, all of which there are. */
    uint64_t archive;
};

enum feed_change { FEED_ADDED, FEED_REMOVED, FEED_MODIFIED, FEED_CHANGES };

struct feed_count {
    uint64_t rows;
    uint64_t reasons[FEED_REASONS_MAX]; /* of them by the kind of their reason (feed_reason) */
};

/* What a release did to the rows of a table, or to figures. */
struct feed_line {
    const struct resource *table; /* instance_resource: the settings; NULL: another model's */
    bool figures;                 /* rows of the cube that came, went, or have another figure */
    struct feed_count counts[FEED_CHANGES];
};

struct feed_entry {
    uint64_t release;
    time_t updated; /* when it was published, or withdrawn */
    const struct manifest *manifest;
    bool first; /* the first release of the store: no lines, and `rows` */
    uint64_t rows;
    /* The changes were too many to be read: no reasons are told, rows of the cube are not told
     * apart, and of a record there are no lines. */
    bool rough;
    struct feed_line lines[FEED_LINES_MAX]; /* not empty, figures first, tables in model order */
    size_t line_count;
    /* What the release said for the first time will end; borrowed from the feed. */
    const struct ending *endings[ENDINGS_MAX];
    size_t ending_count;
};

struct feed;

/* What is known before the entries are read. */
struct feed_head {
    struct feed_question question;
    /* Of the last release of an archive, else of the service's; `base_url` is the service's. */
    const struct instance *instance;
    const char *origin;     /* the base URL of the first release: ids begin with it */
    const char *base_url;   /* under which everything is served now */
    uint64_t archives;      /* how many there are */
    uint64_t last;          /* the release after which nothing is in it */
    time_t modified;        /* the newest entry's, or else of `last` */
    struct slice validator; /* another text where the entries are others; in the arena */
    struct slice name[2];   /* of a record, by enum language; may be empty */
};

/* STATUS_NOT_FOUND: there is no such archive, or no release has had the record. The service lives
 * as long as the feed. */
enum status feed_open(struct feed **feed, const struct service *service,
                      const struct feed_question *question, struct problem *p);
void feed_close(struct feed *feed); /* NULL is allowed */
const struct feed_head *feed_head(const struct feed *feed);

/* The next entry, which lives until the next call; `*entry` NULL: there is none. */
enum status feed_next(struct feed *feed, const struct feed_entry **entry, struct problem *p);

/* The code of the i-th kind of reasons, NULL behind the last. */
struct code;
const struct code *feed_reason(size_t i);

#endif
