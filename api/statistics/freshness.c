/* See freshness.h. */
#include "hiraku/statistics/freshness.h"

#include "hiraku/statistics/series.h"

#include <stdio.h>

enum { YEARLY = 12, MONTHS = 12 };

bool freshness_is_regular(struct slice period, struct slice frequency, int first_month)
{
    struct period days;
    int step = series_step(frequency);
    return step != 0 && period_parse(period, first_month, &days) == PERIOD_GOOD &&
           !days.open_start && !days.open_end && series_is_regular(days.starts, days.ends, step);
}

/* Why the frequency alone gives no next period; NULL: it does. */
static const char *freshness_unsteady(struct slice frequency)
{
    if (frequency.len == 0)
        return "no_frequency";
    return series_step(frequency) != 0 ? NULL : slice_is(frequency, "once") ? "once" : "irregular";
}

/* The last day of the first such month that begins after the day. */
static struct date freshness_evaluated(struct date after, int month)
{
    int year = month > after.month ? after.year : after.year + 1;
    struct date next = {month == MONTHS ? year + 1 : year, month % MONTHS + 1, 1};
    return date_from_days(date_days(next) - 1);
}

/* The next period; false: there is none. */
static bool freshness_next(const struct freshness_facts *facts, struct freshness *freshness)
{
    int step = series_step(facts->frequency);
    if (facts->last.len > 0)
        return series_period_after(facts->last, step, facts->first_month, freshness->next_period);
    snprintf(freshness->next_period, sizeof freshness->next_period, "%.*s",
             (int)facts->first_expected.len, facts->first_expected.at);
    return true;
}

static void freshness_refuse(struct freshness *freshness, const char *reason)
{
    *freshness = (struct freshness){.reason = reason};
}

void freshness_of(const struct freshness_facts *facts, struct freshness *freshness)
{
    struct period next;
    *freshness = (struct freshness){
        .reason = facts->has_ended ? "ended" : freshness_unsteady(facts->frequency)};
    if (freshness->reason)
        return;
    if (facts->last.len == 0 && facts->first_expected.len == 0) {
        freshness_refuse(freshness, "no_figure");
        return;
    }
    if (!freshness_next(facts, freshness) ||
        period_parse(slice_of(freshness->next_period), facts->first_month, &next) != PERIOD_GOOD) {
        freshness_refuse(freshness, "no_step");
        return;
    }
    if (facts->ends_on.year != 0 && date_compare(next.starts, facts->ends_on) > 0)
        freshness_refuse(freshness, "ended");
    else if (facts->delay_days != DELAY_UNKNOWN)
        freshness->due = date_from_days(date_days(next.ends) + facts->delay_days);
    else if (facts->evaluation_month != 0 && series_step(facts->frequency) == YEARLY)
        freshness->due = freshness_evaluated(next.ends, facts->evaluation_month);
    else
        freshness->reason = "no_delay";
}

long freshness_days_late(struct date due, struct date today)
{
    long late = date_days(today) - date_days(due);
    return late > 0 ? late : 0;
}
