/* 和暦 and dates as they are written in Japanese: one end of a period.
 *
 * Ranges are period_written.c. Reads what has one meaning only. A year without era, a month without
 * year, 昨年 and 年度末 have none here. Eras are those of the time in which the solar calendar is
 * in use (from 1873); 元号法 and the 詔書 and 政令 that changed them give the first days. */
#include "hiraku/value/period_part.h"

/* A plan made before an era ended goes on counting with it: 昭和65年度, 平成32年3月31日, 平成72年.
 * Of Showa such years were written only shortly ahead. */
static const struct era eras[] = {
    {"明治", 'M', {1873, 1, 1}, 1867, 6, 45},   {"大正", 'T', {1912, 7, 30}, 1911, 1, 15},
    {"昭和", 'S', {1926, 12, 25}, 1925, 1, 69}, {"平成", 'H', {1989, 1, 8}, 1988, 1, 99},
    {"令和", 'R', {2019, 5, 1}, 2018, 1, 99},
};

enum { ERA_COUNT = sizeof eras / sizeof *eras, UNKNOWN_YEAR = 2000 };

const struct era *era_on(struct date day)
{
    for (size_t i = ERA_COUNT; i-- > 0;)
        if (date_compare(day, eras[i].starts) >= 0)
            return &eras[i];
    return NULL;
}

struct reader {
    struct slice text;
    size_t at;
};

static bool era_take(struct reader *r, const char *word)
{
    size_t len = strlen(word);
    if (r->text.len - r->at < len || memcmp(r->text.at + r->at, word, len) != 0)
        return false;
    r->at += len;
    return true;
}

static bool at_end(const struct reader *r)
{
    return r->at == r->text.len;
}

/* A run of digits; `count` is 0 if there is none. */
static int take_number(struct reader *r, size_t *count)
{
    int number = 0;
    for (*count = 0; !at_end(r); (*count)++, r->at++) {
        char c = r->text.at[r->at];
        if (c < '0' || c > '9' || *count == 4)
            break;
        number = number * 10 + (c - '0');
    }
    return number;
}

static bool take_one_or_two(struct reader *r, int *number)
{
    size_t count;
    *number = take_number(r, &count);
    return count == 1 || count == 2;
}

static const struct era *take_era(struct reader *r)
{
    static const char *const squares[ERA_COUNT] = {"㍾", "㍽", "㍼", "㍻", "㋿"};
    for (size_t i = 0; i < ERA_COUNT; i++) {
        char letter[2] = {eras[i].letter, '\0'}, lower[2] = {(char)(eras[i].letter | 0x20), '\0'};
        if (era_take(r, eras[i].name) || era_take(r, squares[i]) || era_take(r, letter) ||
            era_take(r, lower))
            return &eras[i];
    }
    return NULL;
}

/* Upper and lower half, and quarters, of the year that was read. 前期 could be the term before, so
 * it is proposed. */
static bool take_share(struct reader *r, struct period_end *end)
{
    static const struct {
        const char *word;
        enum period_precision precision;
        int number;
        bool guessed;
    } shares[] = {
        {"上期", PERIOD_HALF, 1, false},
        {"上半期", PERIOD_HALF, 1, false},
        {"下期", PERIOD_HALF, 2, false},
        {"下半期", PERIOD_HALF, 2, false},
        {"前期", PERIOD_HALF, 1, true},
        {"後期", PERIOD_HALF, 2, true},
        {"前半", PERIOD_HALF, 1, true},
        {"後半", PERIOD_HALF, 2, true},
        {"H1", PERIOD_HALF, 1, false},
        {"H2", PERIOD_HALF, 2, false},
        {"第1四半期", PERIOD_QUARTER, 1, false},
        {"第2四半期", PERIOD_QUARTER, 2, false},
        {"第3四半期", PERIOD_QUARTER, 3, false},
        {"第4四半期", PERIOD_QUARTER, 4, false},
        {"第一四半期", PERIOD_QUARTER, 1, false},
        {"第二四半期", PERIOD_QUARTER, 2, false},
        {"第三四半期", PERIOD_QUARTER, 3, false},
        {"第四四半期", PERIOD_QUARTER, 4, false},
        {"第1Q", PERIOD_QUARTER, 1, false},
        {"第2Q", PERIOD_QUARTER, 2, false},
        {"第3Q", PERIOD_QUARTER, 3, false},
        {"第4Q", PERIOD_QUARTER, 4, false},
        {"1Q", PERIOD_QUARTER, 1, false},
        {"2Q", PERIOD_QUARTER, 2, false},
        {"3Q", PERIOD_QUARTER, 3, false},
        {"4Q", PERIOD_QUARTER, 4, false},
        {"Q1", PERIOD_QUARTER, 1, false},
        {"Q2", PERIOD_QUARTER, 2, false},
        {"Q3", PERIOD_QUARTER, 3, false},
        {"Q4", PERIOD_QUARTER, 4, false},
        {"通期", PERIOD_YEAR, 0, true},
    };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (era_take(r, shares[i].word)) {
            end->part.precision = shares[i].precision;
            end->part.number = shares[i].number;
            end->guessed = shares[i].guessed;
            return true;
        }
    return false;
}

/* 現在, 時点 and 付け behind a day say that it is one. */
static void skip_as_of(struct reader *r)
{
    static const char *const words[] = {"現在", "時点", "付け", "付"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (era_take(r, words[i]))
            return;
}

static void set_day(struct period_part *part, int month, int day)
{
    part->precision = PERIOD_DAY;
    part->number = month;
    part->day = day;
}

/* Behind N月: a day, a third of the month (which stays the month), or its end. */
static bool era_take_day(struct reader *r, struct period_part *part)
{
    int day;
    if (era_take(r, "上旬") || era_take(r, "初旬") || era_take(r, "中旬") || era_take(r, "下旬") ||
        era_take(r, "頃") || era_take(r, "ごろ"))
        return true;
    if (era_take(r, "末")) {
        struct date first, last;
        if (period_part_check(part) != PERIOD_GOOD)
            return true;
        era_take(r, "日");
        period_part_days(part, 1, &first, &last);
        set_day(part, last.month, last.day);
    } else {
        if (!take_one_or_two(r, &day) || !era_take(r, "日"))
            return false;
        set_day(part, part->number, day);
    }
    skip_as_of(r);
    return true;
}

/* Behind the year: 年度…, 年…, or .4.1 /4/1 -4-1. `numeric_month`: a month without day is clear in
 * the form with signs too (H23.6; but 2023.1 may have been 2023.10). */
static bool take_rest(struct reader *r, bool numeric_month, struct period_end *end)
{
    struct period_part *part = &end->part;
    if (era_take(r, "年度")) {
        part->fiscal = true;
        return at_end(r) || take_share(r, end);
    }
    if (era_take(r, "年")) {
        if (at_end(r) || take_share(r, end))
            return true;
        if (era_take(r, "末")) {
            set_day(part, 12, 31);
            skip_as_of(r);
            return true;
        }
        part->precision = PERIOD_MONTH;
        if (!take_one_or_two(r, &part->number) || !era_take(r, "月"))
            return false;
        return at_end(r) || era_take_day(r, part);
    }
    const char *sign = era_take(r, ".")   ? "."
                       : era_take(r, "/") ? "/"
                       : era_take(r, "-") ? "-"
                                          : NULL;
    int day;
    part->precision = PERIOD_MONTH;
    if (!sign || !take_one_or_two(r, &part->number))
        return false;
    if (at_end(r))
        return numeric_month || *sign != '.';
    if (!era_take(r, sign) || !take_one_or_two(r, &day))
        return false;
    set_day(part, part->number, day);
    return true;
}

/* Whether the part may be written with the era. */
static enum period_fault check_era(const struct era *era, int number,
                                   const struct period_part *part)
{
    struct date starts, ends;
    if (number < era->first || number > era->last)
        return PERIOD_BEYOND_ERA;
    enum period_fault fault = period_part_check(part);
    if (fault != PERIOD_GOOD || part->fiscal)
        return fault;
    period_part_days(part, 1, &starts, &ends);
    return date_compare(ends, era->starts) < 0 ? PERIOD_BEYOND_ERA : PERIOD_GOOD;
}

enum period_fault period_end_written(struct slice text, struct period_end *end)
{
    struct reader r = {.text = text};
    size_t count = 1;
    struct period_part *part = &end->part;
    bool fiscal = era_take(&r, "FY") || era_take(&r, "fy"); /* FY2023上期 */
    const struct era *era = fiscal ? NULL : take_era(&r);
    *end = (struct period_end){.part = {.precision = PERIOD_YEAR}, .era = era};
    bool first_year = era_take(&r, "元");
    int number = first_year ? 1 : take_number(&r, &count);
    bool western = !era && !first_year && count == 4;
    if (count == 0 || (!western && count > 2))
        return PERIOD_NOT_A_PERIOD;
    if (fiscal && western) {
        part->fiscal = true;
        part->year = number;
        return take_share(&r, end) && at_end(&r) ? period_part_check(part) : PERIOD_NOT_A_PERIOD;
    }
    if (fiscal)
        return PERIOD_NOT_A_PERIOD;
    if (!era && !western && era_take(&r, "月"))
        return PERIOD_NO_YEAR;
    part->year = western ? number : era ? era->year + number : UNKNOWN_YEAR;
    if (!take_rest(&r, era != NULL, end) || !at_end(&r))
        return PERIOD_NOT_A_PERIOD;
    if (western)
        return period_part_check(part);
    if (era)
        return check_era(era, number, part);
    /* 23年6月 and 23/6/14 lack an era; 6/14 and 6-14 are no year at all */
    char last = text.at[text.len - 1];
    bool bare = part->precision == PERIOD_MONTH && last >= '0' && last <= '9';
    return bare ? PERIOD_NOT_A_PERIOD : PERIOD_NO_ERA;
}
