/* What a resource's cross-field check may ask, and how it reports (api/ingest).
 *
 * A check sees one record whose cells have passed their types; a cell that did not is empty.
 * Periods are read with the instance's fiscal year. Findings carry the record's place. A warning is
 * not reported when the record, or one that the rule allows (the KPI of an observation), has a
 * `note_ja`. Names of tables and columns are literals, or other text that stays the same where it
 * stands. */
#ifndef HIRAKU_INGEST_CHECK_H
#define HIRAKU_INGEST_CHECK_H

#include "hiraku/diagnostics/finding.h"
#include "hiraku/value/period.h"

struct period;
struct resource;

struct checker; /* api/ingest/checker.c */

struct record {
    struct checker *checker;
    const struct resource *resource;
    const struct slice *cells; /* parallel to resource->columns; empty where derived or hidden */
    struct place place;        /* column "" */
};

/* A cell of this record; empty for an unknown name too. */
struct slice record_cell(const struct record *record, const char *column);

/* The referenced record's cell: check_lookup(c, r, "kpi", "decimals"); empty if there is no such
 * record. Lives until the next check. */
struct slice check_lookup(struct checker *checker, const struct record *record, const char *ref,
                          const char *field);

/* A cell of any record by table and id. */
struct slice check_cell(struct checker *checker, const char *table, struct slice id,
                        const char *field);

/* false if the text is empty, "undated", or no period. */
bool check_period(struct checker *checker, struct slice text, struct period *period);

/* Whether the cell was refused by its type (and is empty for that reason). A finding at such a
 * column is not reported again. */
bool check_is_bad(struct checker *checker, const struct record *record, const char *column);

struct date check_today(const struct checker *checker);

/* Reports `rule` at `column` of the record; what was probably meant is sought in what the column
 * knows (`known`). `expected` may be empty. */
void check_report(struct checker *checker, const struct record *record, enum rule rule,
                  const char *column, struct slice value, struct slice expected);

#endif
