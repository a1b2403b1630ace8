/* See usage_sums.h. */
#include "hiraku/usage/usage_sums.h"

#include "hiraku/value/period.h"

#include <stdio.h>
#include <stdlib.h>

/* --- days ------------------------------------------------------------------------------------- */

static struct usage_days usage_days_from(struct date first)
{
    struct date next = first.month == 12 ? (struct date){first.year + 1, 1, 1}
                                         : (struct date){first.year, first.month + 1, 1};
    return (struct usage_days){(int32_t)date_days(first), (int32_t)date_days(next) - 1};
}

bool usage_days_of_month(struct slice month, struct usage_days *days)
{
    struct period period;
    if (period_parse(month, 1, &period) != PERIOD_GOOD || period.precision != PERIOD_MONTH)
        return false;
    *days = usage_days_from(period.starts);
    return true;
}

struct usage_days usage_days_before(int32_t day)
{
    struct date date = date_from_days(day);
    if (date.month == 1)
        return usage_days_from((struct date){date.year - 1, 12, 1});
    return usage_days_from((struct date){date.year, date.month - 1, 1});
}

void usage_month_of(int32_t day, char month[USAGE_MONTH_SIZE])
{
    char text[DATE_TEXT_SIZE];
    date_format(date_from_days(day), text);
    snprintf(month, USAGE_MONTH_SIZE, "%.7s", text);
}

/* --- sums ------------------------------------------------------------------------------------- */

static void usage_add_counts(uint64_t counts[USAGE_AGENTS], const struct usage_row *row)
{
    for (size_t agent = 0; agent < USAGE_AGENTS; agent++)
        counts[agent] += row->counts[agent];
}

/* The first row of the days. */
static size_t usage_first_row(const struct usage_book *book, struct usage_days days)
{
    size_t from = 0, to = book->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (book->rows[middle].day < days.first)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

size_t usage_total(const struct usage_book *book, struct usage_days days,
                   uint64_t counts[USAGE_AGENTS])
{
    size_t with = 0, start = usage_first_row(book, days);
    memset(counts, 0, USAGE_AGENTS * sizeof *counts);
    for (size_t i = start; i < book->count && book->rows[i].day <= days.last; i++) {
        with += i == start || book->rows[i].day != book->rows[i - 1].day;
        usage_add_counts(counts, &book->rows[i]);
    }
    return with;
}

static int usage_by_name(const void *a, const void *b)
{
    const struct usage_sum *one = a, *other = b;
    return slice_compare(one->name, other->name);
}

static int usage_by_count(const void *a, const void *b)
{
    const struct usage_sum *one = a, *other = b;
    for (size_t agent = 0; agent < USAGE_AGENTS; agent++)
        if (one->counts[agent] != other->counts[agent])
            return one->counts[agent] > other->counts[agent] ? -1 : 1;
    return usage_by_name(a, b);
}

bool usage_sums_make(struct usage_sums *sums, const struct usage_book *book, struct usage_days days,
                     enum usage_part part)
{
    size_t start = usage_first_row(book, days), end = start, used = 0;
    while (end < book->count && book->rows[end].day <= days.last)
        end++;
    sums->count = 0;
    sums->sums = calloc(end - start + 1, sizeof *sums->sums);
    if (!sums->sums)
        return false;
    for (size_t i = start; i < end; i++) {
        struct usage_sum *sum = &sums->sums[used];
        sum->name = usage_key_part(book->rows[i].key, part);
        usage_add_counts(sum->counts, &book->rows[i]);
        if (sum->name.len > 0)
            used++;
        else
            *sum = (struct usage_sum){.name = SLICE_NONE};
    }
    qsort(sums->sums, used, sizeof *sums->sums, usage_by_name);
    for (size_t i = 0; i < used; i++) {
        struct usage_sum *last = sums->count ? &sums->sums[sums->count - 1] : NULL;
        if (last && slice_equal(last->name, sums->sums[i].name))
            for (size_t agent = 0; agent < USAGE_AGENTS; agent++)
                last->counts[agent] += sums->sums[i].counts[agent];
        else
            sums->sums[sums->count++] = sums->sums[i];
    }
    qsort(sums->sums, sums->count, sizeof *sums->sums, usage_by_count);
    return true;
}

void usage_sums_free(struct usage_sums *sums)
{
    free(sums->sums);
    *sums = (struct usage_sums){.sums = NULL};
}
