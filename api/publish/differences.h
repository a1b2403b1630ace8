/* What differs between a release and what is to follow it, and what that is worth saying. Private
 * to api/publish. */
#ifndef HIRAKU_API_PUBLISH_DIFFERENCES_H
#define HIRAKU_API_PUBLISH_DIFFERENCES_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

#include "reasons.h"

struct build;
struct difference;
struct difference_sink;
struct instance;
struct problem;
struct resource;
struct slice;
struct stage;

struct report;

/* One table of both. */
struct difference_totals {
    uint64_t added, removed, modified; /* records */
    uint64_t filled[COLUMNS_MAX];      /* cells of the new records that have a value */
    uint64_t emptied[COLUMNS_MAX];     /* cells of records in both that had one and have none now */
};

/* Merges a canonical CSV file (`path` NULL: none), which is sorted by key, with the rows of the
 * sealed stage, which has no two of one key. One record of each is in memory. */
enum status differences_table(struct stage *stage, const struct resource *resource,
                              const char *path, const struct difference_sink *sink,
                              struct difference_totals *totals, struct problem *p);

/* The same of two instance.json; true if they differ. */
bool differences_instance(const struct instance *old, const struct instance *now,
                          struct difference *difference);

/* --- warnings (difference_rules.c) --------------------------------------------------------------
 */

struct difference_rules {
    struct report *report;
    struct stage *stage;
    uint64_t base; /* the release before */
    struct reasons reasons;
    bool required; /* reasons are: errors in place of warnings */
    /* Records of the table that figures refer to whose note is new or another: it answers for the
     * figures that change with it. In key order. */
    struct arena arena;
    struct slice *noted;
    size_t noted_count, noted_cap;
};

/* difference_rules_free in any case. */
enum status difference_rules_open(struct difference_rules *rules, const struct build *build,
                                  struct problem *p);
void difference_rules_free(struct difference_rules *rules);

/* Tables in model order; of each its differences in key order, then the totals. */
enum status difference_rules_record(struct difference_rules *rules,
                                    const struct difference *difference, struct problem *p);
void difference_rules_table(const struct difference_rules *rules, const struct resource *resource,
                            const struct difference_totals *totals);
/* Of instance.json; before the rules are opened. */
void difference_rules_instance(struct report *report, uint64_t base,
                               const struct difference *difference);

#endif
