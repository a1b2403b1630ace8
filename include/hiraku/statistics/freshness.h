/* When the next figure of a KPI is due, and how late it is.
 *
 * A date follows from what the data states (the last period, the frequency, the usual delay or the
 * month of the yearly evaluation) or there is none, and a reason. */
#ifndef HIRAKU_STATISTICS_FRESHNESS_H
#define HIRAKU_STATISTICS_FRESHNESS_H

#include "hiraku/value/period.h"

enum { DELAY_UNKNOWN = -1 };

struct freshness_facts {
    struct slice frequency; /* a code of kpis.frequency, or empty */
    int delay_days;         /* DELAY_UNKNOWN: not stated */
    int evaluation_month;   /* 1–12; 0: not stated */
    struct slice last;      /* the last period of which the figure is settled, or empty */
    struct slice
        first_expected;  /* where there is no last: the first period with a target, or empty */
    bool has_ended;      /* nothing is expected any more */
    struct date ends_on; /* nothing of what begins later; year 0: no such day */
    int first_month;     /* of the fiscal year */
};

struct freshness {
    const char *reason;                 /* why there is no date: a code of freshness.reason; NULL */
    char next_period[PERIOD_TEXT_SIZE]; /* also where only the delay is not known; else "" */
    struct date due;                    /* year 0: see reason */
};

void freshness_of(const struct freshness_facts *facts, struct freshness *freshness);

/* Days from `due` to `today`; 0 until it is past. */
long freshness_days_late(struct date due, struct date today);

/* Whether a period has the length that figures of this frequency have. */
bool freshness_is_regular(struct slice period, struct slice frequency, int first_month);

#endif
