/* The kinds of years of one series. Private to series.c. */
#ifndef HIRAKU_API_INGEST_SERIES_YEARS_H
#define HIRAKU_API_INGEST_SERIES_YEARS_H

#include "hiraku/diagnostics/finding.h"

struct staged;

struct checker;

struct series_year {
    uint64_t count;
    struct place place; /* of the first */
    char period[32];
    bool noted; /* the first has a note */
};

struct series_years {
    struct series_year kinds[2];
};

/* The period of one row; anything but a whole year is passed over. */
void series_years_add(struct series_years *years, const struct staged *row, struct slice period,
                      struct slice note);

/* Reports the first of the rarer kind where there are both. */
void series_years_report(const struct series_years *years, struct checker *checker,
                         struct slice kpi);

#endif
