/* Findings that say the same of several rows, put together. Private to base/.
 *
 * Errors and warnings are alike when rule, file, column, value, proposal, what is expected and the
 * other place are equal, so that one sentence is true of all rows of a group. Notes are alike when
 * rule and column are (where there is no column, rule and value): the first stands as an example.
 * Knows nothing of languages. */
#ifndef HIRAKU_API_DIAGNOSTICS_FINDING_GROUP_H
#define HIRAKU_API_DIAGNOSTICS_FINDING_GROUP_H

#include "hiraku/diagnostics/rule.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct finding;

struct report;

enum { GROUP_ROWS = 3, GROUPS_PER_RULE = 1000, GROUP_BUCKETS = 1024 };

struct finding_group {
    struct finding_group *next;  /* of its bucket */
    struct finding_group *after; /* in the order in which they were made; NULL: the last */
    const struct finding *first; /* borrowed from the report */
    uint64_t hash;
    uint64_t count;            /* findings, at least 1 */
    uint64_t rows[GROUP_ROWS]; /* the lowest rows of the findings, ascending, each once */
    size_t row_count;          /* 0: the findings have none */
};

/* All zero: empty. */
struct finding_groups {
    struct finding_group *buckets[GROUP_BUCKETS];
    struct finding_group *begin, *end;
    size_t count, per_rule[RULE_COUNT];
};

/* Adds the finding to its group; false where it has none yet. */
bool finding_groups_join(struct finding_groups *groups, const struct finding *finding);

/* Whether the rule has fewer than GROUPS_PER_RULE groups. */
bool finding_groups_room(const struct finding_groups *groups, enum rule rule);

/* Makes a group, in `arena`, of a finding that joined none and lives as long as that. An arena that
 * is full says so itself. */
void finding_groups_begin(struct finding_groups *groups, struct arena *arena,
                          const struct finding *finding);

/* The groups of a report, borrowed from it. */
const struct finding_groups *report_groups(const struct report *report);

#endif
