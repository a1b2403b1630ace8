/* What must hold between the cells of a record (model.md «Rules of entry»): a function per table
 * that has such rules. Private to api/ingest. */
#ifndef HIRAKU_API_INGEST_RULES_H
#define HIRAKU_API_INGEST_RULES_H

struct record;
struct resource;

struct checker;

typedef void rules_fn(struct checker *checker, const struct record *record);

rules_fn rules_adoptions, rules_corrections, rules_kpis, rules_observations, rules_pilots;

/* NULL: the table has none. */
rules_fn *rules_of(const struct resource *resource);

#endif
