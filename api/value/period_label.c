/* Labels of periods for people: Western years and 和暦 in Japanese, and English.
 *
 * Made from the canonical text, end by end. Fits 96 bytes for every canonical period. */
#include "hiraku/value/period.h"

#include "hiraku/value/period_part.h"

#include <stdio.h>

enum { END_SIZE = 48, YEAR_SIZE = 32 };

typedef void part_label(const struct period_part *part, char label[END_SIZE]);

/* 5 as 5, 1 as 元. */
static void era_year(struct date day, char text[YEAR_SIZE])
{
    const struct era *era = era_on(day);
    if (!era)
        snprintf(text, YEAR_SIZE, "%d年", day.year);
    else if (day.year - era->year == 1)
        snprintf(text, YEAR_SIZE, "%s元年", era->name);
    else
        snprintf(text, YEAR_SIZE, "%s%d年", era->name, day.year - era->year);
}

/* A fiscal year has the era of its October: 2019 is 令和元年度, 1988 昭和63年度. A calendar year in
 * which the era changed has both. Parts of a calendar year have the era of their first day. */
static void part_era_year(const struct period_part *part, char text[YEAR_SIZE])
{
    struct date starts, ends;
    period_part_days(part, 1, &starts, &ends);
    if (part->fiscal)
        starts = (struct date){part->year, 10, 1};
    era_year(starts, text);
    if (part->fiscal || part->precision != PERIOD_YEAR || era_on(starts) == era_on(ends) ||
        !era_on(starts))
        return;
    size_t len = strlen(text);
    memcpy(text + len, "・", sizeof "・");
    len += sizeof "・" - 1;
    char second[YEAR_SIZE];
    era_year(ends, second);
    snprintf(text + len, YEAR_SIZE - len, "%.*s", (int)(YEAR_SIZE - len - 1), second);
}

static void behind_year(const char *year, const struct period_part *part, char label[END_SIZE])
{
    const char *fiscal = part->fiscal ? "度" : "";
    int number = part->number;
    switch (part->precision) {
    case PERIOD_DAY:
        snprintf(label, END_SIZE, "%s%d月%d日", year, number, part->day);
        break;
    case PERIOD_MONTH:
        snprintf(label, END_SIZE, "%s%d月", year, number);
        break;
    case PERIOD_QUARTER:
        snprintf(label, END_SIZE, "%s%s第%d四半期", year, fiscal, number);
        break;
    case PERIOD_HALF:
        snprintf(label, END_SIZE, "%s%s%s期", year, fiscal, number == 1 ? "上" : "下");
        break;
    default:
        snprintf(label, END_SIZE, "%s%s", year, fiscal);
    }
}

static void label_ja(const struct period_part *part, char label[END_SIZE])
{
    char year[YEAR_SIZE];
    snprintf(year, sizeof year, "%d年", part->year);
    behind_year(year, part, label);
}

static void label_era(const struct period_part *part, char label[END_SIZE])
{
    char year[YEAR_SIZE];
    part_era_year(part, year);
    behind_year(year, part, label);
}

static void label_en(const struct period_part *part, char label[END_SIZE])
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    static const char *const ordinals[] = {"first", "second", "third", "fourth"};
    const char *fiscal = part->fiscal ? "fiscal year " : "";
    int index = part->number - 1;
    switch (part->precision) {
    case PERIOD_DAY:
        snprintf(label, END_SIZE, "%d %s %d", part->day, months[index], part->year);
        break;
    case PERIOD_MONTH:
        snprintf(label, END_SIZE, "%s %d", months[index], part->year);
        break;
    case PERIOD_QUARTER:
        snprintf(label, END_SIZE, "%s quarter of %s%d", ordinals[index], fiscal, part->year);
        break;
    case PERIOD_HALF:
        snprintf(label, END_SIZE, "%s half of %s%d", ordinals[index], fiscal, part->year);
        break;
    default:
        snprintf(label, END_SIZE, "%s%d", fiscal, part->year);
    }
}

/* The label of one end, empty where it is open; false if the text is not canonical. */
static bool end_label(struct slice end, part_label *write, char label[END_SIZE])
{
    struct period_part part;
    label[0] = '\0';
    if (period_is_open(end))
        return true;
    if (period_part_read(end, &part) != PERIOD_GOOD)
        return false;
    write(&part, label);
    return true;
}

/* What stands before, between and behind the ends, by which of them are stated. */
struct joints {
    const char *between, *from, *from_end, *until, *until_end;
};

static const struct joints joints_ja = {"〜", "", "〜", "〜", ""};
static const struct joints joints_en = {" – ", "from ", "", "until ", ""};

static void period_label_join(struct slice text, part_label *write, const struct joints *joints,
                              char label[PERIOD_LABEL_SIZE])
{
    char first[END_SIZE], second[END_SIZE];
    struct period_ends ends = period_split(text);
    label[0] = '\0';
    if (!end_label(ends.first, write, first) ||
        (ends.range && !end_label(ends.second, write, second)))
        return;
    if (!ends.range)
        snprintf(label, PERIOD_LABEL_SIZE, "%s", first);
    else if (!second[0])
        snprintf(label, PERIOD_LABEL_SIZE, "%s%s%s", joints->from, first, joints->from_end);
    else if (!first[0])
        snprintf(label, PERIOD_LABEL_SIZE, "%s%s%s", joints->until, second, joints->until_end);
    else
        snprintf(label, PERIOD_LABEL_SIZE, "%s%s%s", first, joints->between, second);
}

void period_label_ja(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE])
{
    (void)period;
    period_label_join(text, label_ja, &joints_ja, label);
}

void period_label_era(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE])
{
    (void)period;
    period_label_join(text, label_era, &joints_ja, label);
}

void period_label_en(const struct period *period, struct slice text, char label[PERIOD_LABEL_SIZE])
{
    (void)period;
    period_label_join(text, label_en, &joints_en, label);
}
