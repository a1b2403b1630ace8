/* release.json: what is true of a release forever.
 *
 * STORE/releases/N/ never changes once it has that name. Releases are chained: each holds the
 * SHA-256 of its predecessor's release.json. */
#ifndef HIRAKU_RELEASE_MANIFEST_H
#define HIRAKU_RELEASE_MANIFEST_H

#include "hiraku/base/digest.h"
#include "hiraku/proof/key.h"
#include "hiraku/proof/merkle.h"
#include "hiraku/release/withdrawal.h"

#include <stdint.h>
#include <time.h>

struct problem;
struct resource;

enum { RELEASE_TABLES_MAX = 64, RELEASE_MESSAGE_MAX = 500 };

struct table_state {
    const struct resource *resource;
    uint64_t rows;
    char sha256[DIGEST_SIZE]; /* of the canonical CSV */
    /* Merkle root of its records, the header first, each with its CRLF, as hexadecimal; "": a
     * program wrote the release that did not tell */
    char rows_root[MERKLE_HEX_SIZE];
    uint64_t changed_in; /* the release in which it last changed */
    time_t changed_at;   /* and when that was published */
    /* Records that are new, gone or other than in the release before; of the first release all are
     * new. Of the instance: `modified` 1 if one of its keys is another. 0 where it is not
     * `counted`.
     */
    uint64_t added, removed, modified;
};

struct manifest {
    uint64_t number;
    time_t published_at;
    char program[64];            /* "hiraku 0.1.0" */
    char model[DIGEST_SIZE];     /* model_digest of the program that published it */
    char previous[DIGEST_SIZE];  /* SHA-256 of release N−1's release.json, "" for the first */
    struct table_state instance; /* resource NULL; rows 1; digest of instance.json */
    struct table_state
        own; /* resource NULL; digest of the list of own_files.h; "": there is none */
    struct table_state tables[RELEASE_TABLES_MAX]; /* in model order */
    size_t table_count;
    bool counted; /* what was added, removed and modified is told: version 0.1.0 did not */
    char reasons[DIGEST_SIZE]; /* of reasons.csv; "": there is none */
    char changes[DIGEST_SIZE]; /* of changes.csv */
    char retired[DIGEST_SIZE]; /* of retired.csv */
    char key[KEY_TEXT_SIZE];   /* public key of who signed the release, or "" */
    /* A remark of the publisher, or "". */
    char message[RELEASE_MESSAGE_MAX + 1], message_en[RELEASE_MESSAGE_MAX + 1];
    uint64_t restores; /* the release whose data it has again, 0: none */
    /* Not of release.json: the file beside it (withdrawal.h). `reason` "": it is not withdrawn. */
    struct withdrawal withdrawal;
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
 * published (`at` may be NULL). `resource` NULL: any table, or what the instance says of itself.
 */
uint64_t manifest_changed_in(const struct manifest *manifest, const struct resource *resource,
                             unsigned without, time_t *at);

/* "hiraku 0.1.0" */
const char *release_program(void);

#endif
