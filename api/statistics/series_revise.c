/* What releases made of the figures of a run: the later value less the earlier one. A figure that
 * only one of the two has was not revised: it came or it went. */
#include "hiraku/statistics/series.h"

#include "hiraku/value/decimal.h"

#include <inttypes.h>
#include <stdio.h>

enum { REVISE_FORMULA_SIZE = 256 };

/* One figure, and where its texts stand. */
struct revising {
    struct derived_point out;
    char value[DECIMAL_TEXT_SIZE], formula[REVISE_FORMULA_SIZE];
};

/* Why there is no difference; NULL: there is. */
static const char *series_revise_subtract(struct revising *revising,
                                          const struct revision *revision)
{
    struct decimal now, then, change;
    const char *reason = point_hindrance(revision->now, &now);
    if (reason)
        return reason;
    reason = point_hindrance(revision->then, &then);
    if (reason) {
        revising->out.from[0] = revision->then; /* tells why it is missing */
        return reason;
    }
    if (!decimal_subtract(now, then, &change))
        return "out_of_range";
    revising->out.value = (struct slice){revising->value, decimal_format(change, revising->value)};
    revising->out.inexact = !point_is_exact(revision->now) || !point_is_exact(revision->then);
    return NULL;
}

static void series_revise_one(struct revising *revising, const struct point *at,
                              const struct revision *revision)
{
    struct slice period = at->cells[POINT_PERIOD];
    revising->out = (struct derived_point){.at = at, .from = {at, NULL}};
    if (!revision->now || !revision->then) {
        revising->out.reason = revision->now ? "added" : "removed";
        return;
    }
    int len = snprintf(revising->formula, sizeof revising->formula,
                       "value[%.*s, release %" PRIu64 "] - value[%.*s, release %" PRIu64 "]",
                       (int)period.len, period.at, revision->now_in, (int)period.len, period.at,
                       revision->then_in);
    revising->out.formula = (struct slice){revising->formula, len > 0 ? (size_t)len : 0};
    revising->out.reason = series_revise_subtract(revising, revision);
}

enum status series_revise(const struct series *series, const struct run *run, derived_sink *give,
                          void *context, struct problem *p)
{
    struct revising revising;
    enum status status = STATUS_OK;
    for (size_t i = run->from; i < run->from + run->count && status == STATUS_OK; i++) {
        series_revise_one(&revising, &series->points[i], &series->revisions[i]);
        status = give(context, &revising.out, p);
    }
    return status;
}
