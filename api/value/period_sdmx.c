/* See period_sdmx.h. */
#include "hiraku/value/period_sdmx.h"

#include <stdio.h>

/* From the first day to the last: in years or months where these are whole, else in days. */
static void period_sdmx_range(const struct period *period, char sdmx[PERIOD_SDMX_SIZE])
{
    char first[DATE_TEXT_SIZE];
    struct date from = period->starts, behind = date_from_days(date_days(period->ends) + 1);
    long months = (behind.year - from.year) * 12L + behind.month - from.month;
    date_format(from, first);
    if (behind.day != from.day)
        snprintf(sdmx, PERIOD_SDMX_SIZE, "%s/P%ldD", first, date_days(behind) - date_days(from));
    else if (months % 12 != 0)
        snprintf(sdmx, PERIOD_SDMX_SIZE, "%s/P%ldM", first, months);
    else
        snprintf(sdmx, PERIOD_SDMX_SIZE, "%s/P%ldY", first, months / 12);
}

/* The year's name is that in which it begins; its parts are counted from there. */
static void period_sdmx_reporting(const struct period *period, int first_month,
                                  char sdmx[PERIOD_SDMX_SIZE])
{
    static const struct {
        char letter;
        int months;
    } parts[] = {
        [PERIOD_QUARTER] = {'Q', 3},
        [PERIOD_HALF] = {'S', 6},
        [PERIOD_YEAR] = {'A', 12},
    };
    int month = period->starts.month - first_month;
    int year = period->starts.year - (month < 0);
    snprintf(sdmx, PERIOD_SDMX_SIZE, "%04d-%c%d", year, parts[period->precision].letter,
             (month + 12) % 12 / parts[period->precision].months + 1);
}

bool period_to_sdmx(const struct period *period, struct slice text, int first_month,
                    char sdmx[PERIOD_SDMX_SIZE], char start[PERIOD_YEAR_START_SIZE])
{
    int begins = period->fiscal ? first_month : 1;
    if (period->open_start || period->open_end)
        return false;
    start[0] = '\0';
    if (period->precision == PERIOD_RANGE) {
        period_sdmx_range(period, sdmx);
    } else if (period->precision <= PERIOD_MONTH ||
               (period->precision == PERIOD_YEAR && !period->fiscal)) {
        snprintf(sdmx, PERIOD_SDMX_SIZE, "%.*s", (int)text.len, text.at);
    } else {
        period_sdmx_reporting(period, begins, sdmx);
        snprintf(start, PERIOD_YEAR_START_SIZE, "--%02d-01", begins);
    }
    return true;
}
