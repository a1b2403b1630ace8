/* Calendar years among the fiscal years of a series, and the other way round: 令和6年 where
 * 令和6年度 was meant. Months, days and ranges say nothing of it. */
#include "series_years.h"

#include "hiraku/staging/stage.h"
#include "hiraku/value/period.h"

#include "run.h"

enum { YEARS_CALENDAR, YEARS_FISCAL };

void series_years_add(struct series_years *years, const struct staged *row, struct slice period,
                      struct slice note)
{
    bool fiscal = slice_starts(period, "FY");
    struct period read;
    if (period.len >= PERIOD_TEXT_SIZE || period_parse(period, 1, &read) != PERIOD_GOOD ||
        read.precision != PERIOD_YEAR)
        return;
    struct series_year *year = &years->kinds[fiscal ? YEARS_FISCAL : YEARS_CALENDAR];
    if (year->count++ > 0)
        return;
    year->place = row->place;
    year->noted = note.len > 0;
    memcpy(year->period, period.at, period.len);
    year->period[period.len] = '\0';
}

void series_years_report(const struct series_years *years, struct checker *checker,
                         struct slice kpi)
{
    const struct series_year *calendar = &years->kinds[YEARS_CALENDAR];
    const struct series_year *fiscal = &years->kinds[YEARS_FISCAL];
    if (calendar->count == 0 || fiscal->count == 0)
        return;
    bool few = calendar->count <= fiscal->count;
    const struct series_year *odd = few ? calendar : fiscal, *usual = few ? fiscal : calendar;
    const struct finding finding = {
        .rule = RULE_MIXED_YEARS,
        .place = {odd->place.file, odd->place.line, "period"},
        .value = slice_of(odd->period),
        .expected = slice_of(usual->period),
        .other = usual->place,
    };
    checker_begin(checker, NULL);
    checker_report(checker, &finding, slice_of(odd->noted ? "noted" : ""), kpi);
}
