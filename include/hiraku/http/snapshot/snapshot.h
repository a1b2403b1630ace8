/* Open releases: the current one, and older ones that somebody still reads. */
#ifndef HIRAKU_HTTP_SNAPSHOT_SNAPSHOT_H
#define HIRAKU_HTTP_SNAPSHOT_SNAPSHOT_H

#include "hiraku/base/digest.h"
#include "hiraku/base/durable_file.h"

#include <jansson.h>
#include <time.h>

struct arena;
struct artifacts;
struct artifact;
struct freshness_dues;
struct instance;
struct manifest;
struct own_files;
struct site;
struct release_tree;
struct problem;
struct resource;
struct snapshot;
struct store;

struct snapshot *snapshot_ref(struct snapshot *release);
void snapshot_unref(struct snapshot *release); /* NULL is allowed */
const struct manifest *snapshot_manifest(const struct snapshot *release);
const struct instance *snapshot_instance(const struct snapshot *release);
/* What the instance says of itself; pages have their titles (own_pages_name). */
const struct own_files *snapshot_own_files(const struct snapshot *release);
/* How its pages look. */
const struct site *snapshot_site(const struct snapshot *release);

/* An artifact, open for reading: its size and the SHA-256 of its bytes as derived.json has them.
 */
struct artifact_file {
    int fd;
    uint64_t size;
    char digest[DIGEST_SIZE];
};

/* Opens an artifact (openat on the release's directory). False, and fd -1: there is none, it has
 * another size than it was made with, or it does not hold what is served because the base URL is
 * another than the instance's own. */
bool snapshot_file(const struct snapshot *release, const char *path, struct artifact_file *file);

/* The files made at publish, with sizes and digests; those that do not hold what is served are
 * `missing`. */
const struct artifacts *snapshot_artifacts(const struct snapshot *release);

/* The instance's own base URL, also where another one is served; shortened to 511 bytes. */
const char *snapshot_published_base(const struct snapshot *release);

/* The number of a release whose folder has had this file of snapshot_artifacts, with these bytes,
 * since its data last changed; else the release's own number. */
uint64_t snapshot_place(const struct snapshot *release, const struct artifact *file);

/* When release `number`, which is not newer, was published; 0: its manifest cannot be read. */
time_t snapshot_time(struct snapshot *release, uint64_t number);

/* When the store's first release was published, if that had the table; else 0. */
time_t snapshot_issued(const struct snapshot *release, const struct resource *resource);

/* The log of all releases up to this one; lives as long as the release. */
enum status snapshot_tree(struct snapshot *release, const struct release_tree **tree,
                          struct problem *p);

/* The API document of the instance (openapi.h, the view `page`); lives as long as the release. */
enum status snapshot_contract(struct snapshot *release, const json_t **document, struct problem *p);

/* The path of a file that is kept for ever of release `number`; false: there is none, or the
 * release is newer. */
bool snapshot_kept(const struct snapshot *release, uint64_t number, const char *name,
                   char path[FILE_PATH_SIZE]);

/* A connection of this release for one thread, from a pool; give it back also after errors. */
enum status snapshot_borrow(struct snapshot *release, struct store **store, struct problem *p);
void snapshot_return(struct snapshot *release, struct store *store);

/* Damage was met while reading: nobody begins on this release any more, and the server looks for an
 * older one. Said in the log once. */
void snapshot_mark_corrupt(struct snapshot *release, const struct problem *p);

/* How many series are late at a moment, and by how many days the latest of them. */
struct snapshot_late {
    uint64_t series;
    long days_most;
};
struct snapshot_late snapshot_late(const struct snapshot *release, time_t now);

/* When its figures are due; `store` is one of its connections. Of the current release it is at hand
 * and lives as long as that, of another it is read, into the arena. */
enum status snapshot_dues(const struct snapshot *release, struct store *store, struct arena *arena,
                          struct freshness_dues *dues, struct problem *p);

/* The release that dropped the record, 0 if none did (retired.csv). */
uint64_t snapshot_retired(const struct snapshot *release, const char *table, struct slice id);

/* release_check.c: STATUS_BAD_RELEASE where the manifest, the instance or what is read of rows is
 * not as published. */
enum status release_check(const char *dir, const struct manifest *manifest,
                          const struct artifacts *artifacts, struct problem *p);

#endif
