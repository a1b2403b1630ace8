/* What the records of a release were in the releases before it: the changes of each release
 * (change_reader.h), newest first, to be undone.
 *
 * The past begins behind the last release that cannot be undone: one whose changes are not there or
 * do not tell all (version 0.1.0 of the program), or with which the fiscal year began to begin in
 * another month, so that the days of all periods changed. What was before that release is not known
 * here. Memory grows with the changes. */
#ifndef HIRAKU_API_STORE_COLUMNS_PAST_H
#define HIRAKU_API_STORE_COLUMNS_PAST_H

#include "hiraku/base/arena.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/change_reader.h"

#include "value_set.h"

/* One row of changes.csv. A column that the model does not have is left out. */
struct past_change {
    const struct past_change *older; /* of the same record; NULL: there is none */
    uint32_t release;
    enum change_kind kind;
    size_t column; /* of a cell */
    struct slice old;
};

struct past_record {
    struct past_change *newest, *oldest;
};

/* The records of a table that changed, and what happened to each. */
struct past_records {
    struct value_set ids;
    struct past_record *records; /* of each id */
    size_t room;
};

/* All zero: there is none. */
struct past {
    uint32_t first, last;        /* releases; both 0 where the folder is of none */
    struct past_records *tables; /* parallel to model_resources */
    struct arena arena;
};

/* Of the release in `dir`, STORE/releases/N or N.tmp; another folder has no past. To be freed also
 * after a failure. */
enum status past_read(struct past *past, const char *dir, struct problem *p);
void past_free(struct past *past);

/* NULL: no record of the table ever changed. */
const struct past_records *past_table_of(const struct past *past, const struct resource *resource);

/* The cells of a record from one release on, until a later one; `until` 0: they still hold. */
struct past_version {
    uint32_t since, until;
    struct slice cells[COLUMNS_MAX]; /* by column; those that are not written are empty */
};

/* All zero: none. */
struct past_versions {
    struct past_version *made; /* the newest first */
    size_t count, room;
};

/* All versions of a record of which `cells` are the present ones; NULL: it is gone. The cells
 * borrow from those and from the past. STATUS_BAD_RELEASE: the changes do not lead there. */
enum status past_versions_make(struct past_versions *versions, const struct past *past,
                               const struct past_record *record, const struct slice *cells,
                               struct problem *p);
void past_versions_free(struct past_versions *versions);

#endif
