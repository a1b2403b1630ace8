/* Sums of the counts of some days. */
#ifndef HIRAKU_USAGE_USAGE_SUMS_H
#define HIRAKU_USAGE_USAGE_SUMS_H

#include "hiraku/usage/usage_book.h"

struct usage_days {
    int32_t first, last; /* since 1970-01-01, both included */
};

/* "2026-11"; false: it is no month. */
bool usage_days_of_month(struct slice month, struct usage_days *days);
/* The month before the one that has this day, and back to its text. */
struct usage_days usage_days_before(int32_t day);
enum { USAGE_MONTH_SIZE = 8 };
void usage_month_of(int32_t day, char month[USAGE_MONTH_SIZE]);

/* All counts of these days; returns how many of the days have any. */
size_t usage_total(const struct usage_book *book, struct usage_days days,
                   uint64_t counts[USAGE_AGENTS]);

struct usage_sum {
    struct slice name; /* borrowed of the book */
    uint64_t counts[USAGE_AGENTS];
};
struct usage_sums {
    struct usage_sum *sums;
    size_t count;
};

/* By one part of the key, where it is not empty: the most used first, those that are as much used
 * by their names. False: no memory. usage_sums_free in any case. */
bool usage_sums_make(struct usage_sums *sums, const struct usage_book *book, struct usage_days days,
                     enum usage_part part);
void usage_sums_free(struct usage_sums *sums);

#endif
