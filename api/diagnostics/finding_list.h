/* The findings of a report in the order in which they are written. Private to base/. */
#ifndef HIRAKU_API_DIAGNOSTICS_FINDING_LIST_H
#define HIRAKU_API_DIAGNOSTICS_FINDING_LIST_H

#include "hiraku/diagnostics/rule.h"

#include <stddef.h>
#include <stdint.h>

struct finding;

struct report;

struct listed {
    const struct finding *finding; /* borrowed from the report */
    size_t order;                  /* the place among the findings as they were added */
};

/* How many of a rule are kept. */
uint64_t report_rule_kept(const struct report *report, enum rule rule);

/* Whether people need not be told. */
bool finding_is_usual(const struct finding *finding);

/* The kept findings sorted by file, line, column, rule, and as they were added; the caller frees
 * the array with free(). NULL when there is no memory; an array even for no finding. */
struct listed *finding_list(const struct report *report, size_t *count);

#endif
