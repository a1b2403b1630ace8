/* A release on disk (design.md «A release on disk») and its manifest, release.json.
 *
 * changes.csv has the columns table,key,column,old,new, one row per cell that differs, by table in
 * model order and then by key. A record that is new or gone has one row: column `*`, old empty, new
 * `added` or `removed`. A key of instance.json that differs has table and key `instance`. The first
 * release has no rows. retired.csv has the columns id,table,release, sorted by table and id
 * (bytes); an id that came back is no longer in it.
 *
 * STORE/releases/N/ never changes once it has that name. What is true of a release forever is in
 * release.json (chained: it holds the SHA-256 of its predecessor's release.json). What is derived
 * from it and can be made anew (store.sqlite, files/) is listed with digests in derived.json. */
#ifndef HIRAKU_RELEASE_RELEASE_H
#define HIRAKU_RELEASE_RELEASE_H

#include "hiraku/base/digest.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>
#include <time.h>

struct problem;
struct resource;

enum { RELEASE_PATH_SIZE = FILE_PATH_SIZE, RELEASE_TABLES_MAX = 64, RELEASE_MESSAGE_MAX = 500 };

struct table_state {
    const struct resource *resource;
    uint64_t rows;
    char sha256[DIGEST_SIZE]; /* of the canonical CSV */
    uint64_t changed_in;      /* the release in which it last changed */
    time_t changed_at;        /* and when that was published */
};

struct manifest {
    uint64_t number;
    time_t published_at;
    char program[64];            /* "hiraku 0.1.0" */
    char model[DIGEST_SIZE];     /* model_digest of the program that published it */
    char previous[DIGEST_SIZE];  /* SHA-256 of release N−1's release.json, "" for the first */
    struct table_state instance; /* resource NULL; rows 1; digest of instance.json */
    struct table_state tables[RELEASE_TABLES_MAX]; /* in model order */
    size_t table_count;
    char changes[DIGEST_SIZE];             /* of changes.csv */
    char retired[DIGEST_SIZE];             /* of retired.csv */
    char withdrawn[512];                   /* reason, or "" */
    char message[RELEASE_MESSAGE_MAX + 1]; /* a remark of the publisher, or "" */
    uint64_t restores;                     /* the release whose data it has again, 0: none */
};

/* Reads and checks DIR/release.json. Tables that this program does not know are
 * STATUS_OTHER_TABLES. */
enum status manifest_read(struct manifest *manifest, const char *dir, struct problem *p);
/* STATUS_OTHER_TABLES if the release lacks a table of this program's model: nothing but a new
 * release can give it one. */
enum status manifest_complete(const struct manifest *manifest, const char *dir, struct problem *p);
/* manifest_read that passes over tables of another model: a publisher may drop a table. */
enum status manifest_read_any(struct manifest *manifest, const char *dir, struct problem *p);
/* Deterministic: sorted keys, two-space indent, LF at the end. */
enum status manifest_write(const struct manifest *manifest, const char *dir, struct problem *p);

const struct table_state *manifest_table(const struct manifest *manifest,
                                         const struct resource *resource);

/* What an output of a table depends on besides the instance: the table, the targets of looked-up
 * columns, and for hidden columns with several references the tables they are gathered from.
 * Columns with one of the flags `without` are not in the output. Returns the number of tables. */
size_t manifest_inputs(const struct manifest *manifest, const struct resource *resource,
                       unsigned without, const struct table_state *inputs[RELEASE_TABLES_MAX]);
/* The newest release in which one of these or the instance changed, and when that was published
 * (`at` may be NULL). `resource` NULL: of all tables. */
uint64_t manifest_changed_in(const struct manifest *manifest, const struct resource *resource,
                             unsigned without, time_t *at);

/* Derived files of a release, by path relative to it ("store.sqlite", "files/programs.csv.gz"). */
struct artifact {
    char path[160];
    uint64_t bytes;
    char sha256[DIGEST_SIZE];
    char table[64]; /* whose rows it holds; "": no download, or all tables */
    uint64_t rows;  /* of a download; of all tables together where it holds them all */
    /* Of what a .gz file holds unpacked; "" and 0 for other files. */
    char plain_sha256[DIGEST_SIZE];
    uint64_t plain_bytes;
    /* Why there is no such file ("too-many-rows", "not-made", "no-file": a member of an archive or
     * an answer, listed for its digest), or "": then it is there. */
    char missing[16];
};
struct artifacts {
    char program[64], model[DIGEST_SIZE];
    char release[DIGEST_SIZE]; /* of release.json, so that the newest one is covered, too */
    struct artifact *files;
    size_t count;
};
/* The file ends with a digest of itself; a mismatch is STATUS_BAD_RELEASE. The list of a program
 * that wrote fewer members is STATUS_OTHER_MODEL: `hiraku rebuild` makes it anew. */
enum status artifacts_read(struct artifacts *artifacts, const char *dir, struct problem *p);
enum status artifacts_write(const struct artifacts *artifacts, const char *dir, struct problem *p);
/* Whether DIR/path is to be there. */
static inline bool artifact_is_there(const struct artifact *file)
{
    return file->missing[0] == '\0';
}
/* The entry of a path; NULL: there is none, or no list (`artifacts` NULL). */
const struct artifact *artifacts_find(const struct artifacts *artifacts, const char *path);
/* Adds DIR/path, whose digest is taken now. */
enum status artifacts_add(struct artifacts *artifacts, const char *dir, const char *path,
                          struct problem *p);
/* The same where digest and size are known. */
enum status artifacts_put(struct artifacts *artifacts, const struct artifact *file,
                          struct problem *p);
/* The same of bytes that are no file of their own (`missing` "no-file"). */
enum status artifacts_note(struct artifacts *artifacts, const char *path, struct slice bytes,
                           struct problem *p);
void artifacts_free(struct artifacts *artifacts);

/* STORE/current resolved to a number and its directory. STATUS_NO_RELEASE if there is none. */
enum status release_current(const char *store, uint64_t *number, char dir[RELEASE_PATH_SIZE],
                            struct problem *p);

/* --- the folder STORE/releases ------------------------------------------------------------------
 */

struct release_list {
    uint64_t *numbers; /* ascending */
    size_t count;
};
enum status release_list_read(struct release_list *list, const char *store, struct problem *p);
void release_list_free(struct release_list *list);

/* A release at a glance. Rows are those of tables that have an input file. */
struct release_summary {
    uint64_t number;
    time_t published_at;
    uint64_t rows;
    /* Records, compared with the release before; of the first one all are added. instance.json is
     * one record. */
    uint64_t added, removed, modified;
    uint64_t restores;                     /* as in the manifest */
    bool packed;                           /* its data is kept, its database and files are not */
    char message[RELEASE_MESSAGE_MAX + 1]; /* or "" */
    char withdrawn[512];                   /* reason, or "" */
};
/* Takes time with the number of cells that changed in this release. */
enum status release_summary_read(struct release_summary *summary, const char *store,
                                 uint64_t number, struct problem *p);

/* Removes what a publisher or rebuild that was cut off has left: N.tmp, N.old. */
enum status releases_clean(const char *store, struct problem *p);

/* STORE/current → releases/N, at once. */
enum status release_switch(const char *store, uint64_t number, struct problem *p);

/* "hiraku 0.1.0" */
const char *release_program(void);

#endif
