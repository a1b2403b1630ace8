/* One end of a period, as period.c, era.c and period_label.c share it. */
#ifndef HIRAKU_VALUE_PERIOD_PART_H
#define HIRAKU_VALUE_PERIOD_PART_H

#include "hiraku/value/period.h"

enum { YEAR_FIRST = 1868, YEAR_LAST = 2200, PART_TEXT_SIZE = 16 };

struct period_part {
    enum period_precision precision; /* never PERIOD_RANGE */
    bool fiscal;
    int year;
    int number; /* month, quarter or half; the month of a day */
    int day;
};

/* A period cut in two. `second` is empty unless there is a `/`; `..` is left as it is written. */
struct period_ends {
    struct slice first, second;
    bool range;
};
struct period_ends period_split(struct slice text);

/* Whether the end is `..`. */
static inline bool period_is_open(struct slice end)
{
    return slice_is(end, "..");
}

/* Reads one end in canonical form. */
enum period_fault period_part_read(struct slice text, struct period_part *part);

/* Whether the values exist: month, day of that month, quarter, half; PERIOD_YEAR_BEYOND where the
 * year is not of 1868–2200. */
enum period_fault period_part_check(const struct period_part *part);

/* Canonical text, NUL-terminated; `part` has passed the check. Returns its length. */
size_t period_part_write(const struct period_part *part, char text[PART_TEXT_SIZE]);

/* First and last day. */
void period_part_days(const struct period_part *part, int first_month, struct date *starts,
                      struct date *ends);

/* One end as people write it. */
struct period_end {
    struct period_part part;
    const struct era *era; /* with which it is written, or NULL */
    bool bare;             /* a year of four digits, without 年 or 年度 */
    bool guessed;          /* it can mean one thing only, but not surely does: to be proposed */
    bool lent;             /* its year is that of the other end */
};

/* The forms with eras, 年, 月, 日 and signs between numbers (era.c), and those of spreadsheets, of
 * English and of the basic format of ISO 8601 (period_foreign.c), of folded text. */
enum period_fault period_end_written(struct slice text, struct period_end *end);
enum period_fault period_end_foreign(struct slice text, struct period_end *end);

/* The folded text with 漢数字 as digits (令和六年度), eras in full (令6.4.1), and without words
 * that add nothing (西暦2024年, 2024年度実績). Returns its length, or 0 where there is nothing of
 * these or it does not fit into `size` bytes. (period_respell.c) */
size_t period_respell(struct slice text, char *bytes, size_t size);

/* A period in canonical form, NUL-terminated, as it was understood (period_written.c). */
struct period_whole {
    char text[PERIOD_TEXT_SIZE];
    bool guessed;
    bool next_year; /* the end has no year, and that of the start puts it before */
};

/* Reads folded text: one end with a weekday or time behind it; or the whole. */
enum period_fault period_written_end(struct slice text, struct period_end *end);
enum period_fault period_written_read(struct slice text, struct period_whole *whole);

/* Whether the text is canonical. A range is reversed if it is so wherever the fiscal year begins.
 */
enum period_fault period_written_check(struct slice text);

/* Cuts a weekday in parentheses off the end: 0 Sunday to 6, −1 where there is none. */
int period_cut_weekday(struct slice *text);

/* Cuts a time of day off the end. PERIOD_GOOD: it is midnight, or there is none; PERIOD_PROPOSED:
 * the day is still that of the text; PERIOD_NOT_A_PERIOD: it may be another one in Japan. */
enum period_fault period_cut_time(struct slice *text);

/* One era (元号). Dates of Meiji count from 1873, when the solar calendar came into use. */
struct era {
    const char *name;
    char letter;
    struct date starts; /* first day that may be written with it */
    int year;           /* the year before its year 1 */
    int first, last;    /* year numbers that may be written with it */
};

/* The era in force on a day, or NULL before 1873. */
const struct era *era_on(struct date day);

#endif
