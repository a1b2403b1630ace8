/* Periods as SDMX 3.0 writes them (technical notes, «Time»: ObservationalTimePeriod).
 *
 *   2011-06-14 · 2011-06 · 2011   as they are
 *   2020-H2 → 2020-S2 · 2020-Q3   parts of a reporting year that begins on 1 January
 *   FY2023 → 2023-A1 · FY2020-H2 → 2020-S2 · FY2020-Q3 → 2020-Q3   of one that begins when the
 *                                 fiscal year does
 *   2021-12/2022-02 → 2021-12-01/P3M   a range: first day and duration
 *
 * A range without a beginning or an end has no such form. */
#ifndef HIRAKU_VALUE_PERIOD_SDMX_H
#define HIRAKU_VALUE_PERIOD_SDMX_H

#include "hiraku/value/period.h"

enum { PERIOD_SDMX_SIZE = 40, PERIOD_YEAR_START_SIZE = 8 };

/* `text`: the canonical text of `period`. Both are NUL-terminated. `start`: what the attribute
 * REPORTING_YEAR_START_DAY has to be ("--04-01"), empty where the form does not depend on it.
 * False, and nothing is written: there is no such form. */
bool period_to_sdmx(const struct period *period, struct slice text, int first_month,
                    char sdmx[PERIOD_SDMX_SIZE], char start[PERIOD_YEAR_START_SIZE]);

#endif
