/* Periods of time as published (model.md «Periods»; ISO 8601-1 dates; 和暦 per 元号法).
 *
 *   2011-06-14 day · 2011-06 month · 2011 calendar year · FY2023 fiscal year
 *   2020-H2, 2020-Q3, FY2020-H2, FY2020-Q3 · 2021-12/2022-02 range · 2023-04-01/.. and
 * ../2026-03-31 open
 *
 * A fiscal year begins on the first day of the instance's first month (April by default) and is
 * named by the calendar year in which it begins. Years 1868–2200. */
#ifndef HIRAKU_VALUE_PERIOD_H
#define HIRAKU_VALUE_PERIOD_H

#include "hiraku/base/slice.h"

enum { PERIOD_TEXT_SIZE = 32, DATE_TEXT_SIZE = 11 };

struct date {
    int year, month, day;
};

enum period_precision {
    PERIOD_DAY,
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF,
    PERIOD_YEAR,
    PERIOD_RANGE,
};

struct period {
    enum period_precision precision;
    bool fiscal;               /* FY2023, FY2020-H2; in ranges: both ends are */
    bool open_start, open_end; /* that end is not stated */
    struct date starts, ends;  /* first and last day; all zero where open */
};

enum period_fault {
    PERIOD_GOOD,
    PERIOD_NOT_A_PERIOD,
    PERIOD_NO_SUCH_DAY,   /* 2023-02-29, month 13 */
    PERIOD_REVERSED,      /* ends before it starts */
    PERIOD_NO_ERA,        /* 23年6月: which era? */
    PERIOD_BEYOND_ERA,    /* 令和0年, 昭和70年1月 where no such year was ever written */
    PERIOD_NO_YEAR,       /* 4月1日, 23-Jun */
    PERIOD_WRONG_WEEKDAY, /* 2022年6月10日(木), which was a Friday */
    PERIOD_YEAR_BEYOND,   /* 2999: not of 1868–2200 */
    PERIOD_ZERO,          /* Jan-00: a spreadsheet's picture of the number 0 */
    PERIOD_DISAGREES,     /* 令和6年度(2023年度) */
    PERIOD_YEAR_OR_MONTH, /* R6-8: or two years; the canonical text is of fiscal ones */
    PERIOD_END_NO_YEAR,   /* 2024年10月～3月: the canonical text ends the year after */
    PERIOD_PROPOSED,      /* not read, but it can mean one thing only: that is the canonical text */
};

/* Parses the canonical form only. `first_month` (1–12) is the first month of the fiscal year. */
enum period_fault period_parse(struct slice text, int first_month, struct period *period);

/* Input as people write it: the canonical form, or 和暦 and Japanese dates (令和5年度, R5年度,
 * H23.06.14, 平成23年6月14日, 元年, 2023年4月1日, 2023/4/1, 令和5年4月1日〜令和8年3月31日,
 * full-width digits), basic dates (20230401), days with their weekday or at midnight, quarters
 * (2019Q1). What both ends of a range share may stand once: 2024～2026年度 and 令和6～8年度 are
 * fiscal years at both ends, 2024年4月～6月 is of one year. Writes the canonical text,
 * NUL-terminated. 平成32年度 is FY2020. Proposed only: what spreadsheets and English make of dates
 * (Jun-23, 1-Apr-23), FY23, 2023年度前期, a range with a hyphen, a day with a time of day,
 * the number by which a spreadsheet knows a day, 令和六年度, 令6.4.1, 西暦2024年, 2024年度実績,
 * 令和6年度(2024年度). */
enum period_fault period_canonical(struct slice text, char canonical[PERIOD_TEXT_SIZE]);

/* A day only (the type DATE): canonical `YYYY-MM-DD`. The serial number by which a spreadsheet
 * knows a day of 1950–2099 (45017) is proposed as that day. */
enum period_fault date_parse(struct slice text, struct date *date);
enum period_fault date_canonical(struct slice text, char canonical[DATE_TEXT_SIZE]);

bool date_is_valid(struct date date);
int date_compare(struct date a, struct date b);
/* Days since 1970-01-01 (proleptic Gregorian). */
long date_days(struct date date);
struct date date_from_days(long days);
void date_format(struct date date, char text[DATE_TEXT_SIZE]);

/* The fiscal year (the year it begins in) that holds the whole period, or 0 where it holds none. */
int period_fiscal_year(const struct period *period, int first_month);

/* Labels of a canonical period: 2023年度, 令和5年度, FY2023 / fiscal year 2023. NUL-terminated in
 * 96 bytes. */
enum { PERIOD_LABEL_SIZE = 96 };
void period_label_ja(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE]);
void period_label_era(const struct period *period, struct slice text,
                      char label[PERIOD_LABEL_SIZE]);
void period_label_en(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE]);

/* The path segment of a period: `..` becomes `~`, `/` becomes `_`. No two have the same.
 * Returns the length; the buffer holds the text's length + 1. */
size_t period_to_segment(struct slice text, char segment[PERIOD_TEXT_SIZE]);

#endif
