/* A release at a glance, from its manifest and its changes. */
#ifndef HIRAKU_RELEASE_SUMMARY_H
#define HIRAKU_RELEASE_SUMMARY_H

#include "hiraku/release/manifest.h"

#include <stdint.h>

struct problem;

/* Rows are those of tables that have an input file. */
struct release_summary {
    uint64_t number;
    time_t published_at;
    uint64_t rows;
    /* Records, compared with the release before; of the first one all are added. instance.json is
     * one record. */
    uint64_t added, removed, modified;
    uint64_t restores; /* as in the manifest */
    bool packed;       /* its data is kept, its database and files are not */
    char message[RELEASE_MESSAGE_MAX + 1], message_en[RELEASE_MESSAGE_MAX + 1]; /* or "" */
    struct withdrawal withdrawal;                                               /* as there */
};
/* Of a release of version 0.1.0 it takes time with the number of cells that changed in it. */
enum status release_summary_read(struct release_summary *summary, const char *store,
                                 uint64_t number, struct problem *p);

#endif
