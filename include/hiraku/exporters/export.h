/* Whole tables through a writer, and what cannot be written. */
#ifndef HIRAKU_EXPORTERS_EXPORT_H
#define HIRAKU_EXPORTERS_EXPORT_H

#include "hiraku/query/query.h"

struct cp932;
struct instance;
struct out;
struct problem;
struct query;
struct resource;
struct row;
struct store;
struct view;
struct writer;

/* A table of a release, and how it is written. */
struct export
{
    struct store *store; /* open */
    const struct instance *instance;
    const struct resource *resource;
    const struct writer *writer;
    struct presentation shown;
    uint64_t total;      /* rows, as the manifest has it */
    uint64_t changed_in; /* the release in which the table last changed */
};

/* Writes the whole table (the caller closes `out`). STATUS_BAD_RELEASE where the store has another
 * number of rows. */
enum status export_table(const struct export *export, struct out *out, struct problem *p);

/* Whether what the query selects and the view shows can be written as query->shown wants it, to be
 * asked before the first byte: STATUS_UNENCODABLE names row, column and character. */
enum status export_check(struct store *store, const struct query *query, const struct view *view,
                         struct problem *p);

/* The same of one row that is in no store. */
enum status export_check_row(struct cp932 *cp932, const struct row *row, struct problem *p);

#endif
