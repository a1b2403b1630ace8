/* One end of a period, as period.c, era.c and period_label.c share it. */
#ifndef HIRAKU_MODEL_PERIOD_PART_H
#define HIRAKU_MODEL_PERIOD_PART_H

#include "hiraku/period.h"

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

/* Whether the values exist: year 1868–2200, month, day of that month, quarter, half. */
enum period_fault period_part_check(const struct period_part *part);

/* Canonical text, NUL-terminated; `part` has passed the check. Returns its length. */
size_t period_part_write(const struct period_part *part, char text[PART_TEXT_SIZE]);

/* First and last day. */
void period_part_days(const struct period_part *part, int first_month, struct date *starts,
                      struct date *ends);

/* One era (元号). Dates of Meiji count from 1873, when the solar calendar came into use. */
struct era {
    const char *name, *name_en;
    char letter;
    struct date starts; /* first day that may be written with it */
    int year;           /* the year before its year 1 */
    int first, last;    /* year numbers that may be written with it */
};

/* The era in force on a day, or NULL before 1873. */
const struct era *era_on(struct date day);

#endif
