/* release.json: what is true of a release forever.
 *
 * STORE/releases/N/ never changes once it has that name. Releases are chained: each holds the
 * SHA-256 of its predecessor's release.json. */
#ifndef HIRAKU_RELEASE_MANIFEST_H
#define HIRAKU_RELEASE_MANIFEST_H

#include "hiraku/base/digest.h"

#include <stdint.h>
#include <time.h>

struct problem;
struct resource;

enum { RELEASE_TABLES_MAX = 64, RELEASE_MESSAGE_MAX = 500 };

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

/* The newest release in which the instance or a table changed that an output of `resource` without
 * the columns with one of the flags `without` is made from (model_inputs), and when that was
 * published (`at` may be NULL). `resource` NULL: any table. */
uint64_t manifest_changed_in(const struct manifest *manifest, const struct resource *resource,
                             unsigned without, time_t *at);

/* "hiraku 0.1.0" */
const char *release_program(void);

#endif
