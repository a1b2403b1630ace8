/* changes.csv of a release, read again: what its rows mean is in releases.h. */
#ifndef HIRAKU_RELEASE_CHANGE_READER_H
#define HIRAKU_RELEASE_CHANGE_READER_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct manifest;
struct problem;

enum change_kind {
    CHANGE_ADDED,     /* a record that the release before has not */
    CHANGE_REMOVED,   /* a record that it had; its cells follow */
    CHANGE_LOST_CELL, /* a cell, not empty, of the record that was removed last: `old` */
    CHANGE_CELL,      /* a cell of a record in both: `old`, `now`, each may be empty */
};

/* A row. Slices live until the next one. */
struct change {
    enum change_kind kind;
    bool first;         /* of a record: each has one row that is */
    struct slice table; /* a table of the model of then, or "instance" */
    struct slice key, column;
    struct slice old, now;
};

/* Reads the manifest of the release in `dir`. `*whole`: changes.csv is there and what was published
 * with it; damage of the past must not stop what is to come, so that what cannot be read is merely
 * not whole. STATUS_NO_MEMORY. */
enum status changes_manifest_read(struct manifest *manifest, const char *dir, bool *whole,
                                  struct problem *p);

struct change_reader;

/* `dir` is STORE/releases/N. Version 0.1.0 wrote neither lost cells nor rows of computed tables. */
enum status change_reader_open(struct change_reader **reader, const char *dir, struct problem *p);

/* Tables in model order, records in the order of their keys; `*more` is false at the end.
 * STATUS_BAD_RELEASE names the file: a row has not five cells; STATUS_BAD_DATA: it is no CSV. */
enum status change_reader_next(struct change_reader *reader, struct change *change, bool *more,
                               struct problem *p);
void change_reader_close(struct change_reader *reader); /* NULL is allowed */

/* All rows of the release in `dir`, one after the other; ends where `take` does not succeed. */
typedef enum status change_take(void *context, const struct change *change, struct problem *p);
enum status change_reader_each(const char *dir, change_take *take, void *context,
                               struct problem *p);

#endif
