/* Periods as people write them: one end, or two with what they share said once.
 *
 * One end is read in era.c and period_foreign.c. What is certain is read; what can mean one thing
 * only but is a guess (a hyphen between two ends, a century left out) is proposed; a calendar year
 * at one end and a fiscal year at the other are two readings, and none. */
#include "hiraku/value/period_part.h"

#include <stdio.h>

enum { FILLED_SIZE = 200 };

/* --- one end ---------------------------------------------------------------------------------- */

static bool written_ends(struct slice text, const char *end)
{
    size_t len = strlen(end);
    return text.len > len && memcmp(text.at + text.len - len, end, len) == 0;
}

static bool written_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool written_is_number(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!written_is_digit(text.at[i]))
            return false;
    return text.len > 0;
}

/* 1970-01-01 was a Thursday. */
static int written_weekday(const struct period_part *part)
{
    long days = date_days((struct date){part->year, part->number, part->day});
    return (int)(((days + 4) % 7 + 7) % 7);
}

static enum period_fault written_plain(struct slice text, struct period_end *end)
{
    *end = (struct period_end){.bare = text.len == 4 && written_is_number(text)};
    enum period_fault fault = period_part_read(text, &end->part);
    bool bare = end->bare;
    if (fault == PERIOD_NOT_A_PERIOD)
        fault = period_end_written(text, end);
    if (fault == PERIOD_NOT_A_PERIOD)
        fault = period_end_foreign(text, end);
    end->bare = bare;
    return fault;
}

/* A day may have its weekday and a time behind it. */
enum period_fault period_written_end(struct slice text, struct period_end *end)
{
    enum period_fault fault = written_plain(text, end);
    if (fault != PERIOD_NOT_A_PERIOD)
        return fault;
    struct slice rest = text;
    enum period_fault time = period_cut_time(&rest);
    int weekday = period_cut_weekday(&rest);
    if (time == PERIOD_NOT_A_PERIOD || rest.len == text.len || rest.len == 0)
        return PERIOD_NOT_A_PERIOD;
    fault = written_plain(rest, end);
    if (fault != PERIOD_GOOD)
        return fault;
    if (end->part.precision != PERIOD_DAY)
        return PERIOD_NOT_A_PERIOD;
    end->guessed = end->guessed || time == PERIOD_PROPOSED;
    return weekday < 0 || weekday == written_weekday(&end->part) ? PERIOD_GOOD
                                                                 : PERIOD_WRONG_WEEKDAY;
}

/* --- two ends --------------------------------------------------------------------------------- */

/* Cuts the text at `word`; false if it does not occur. */
static bool written_cut(struct slice text, const char *word, struct period_ends *ends)
{
    size_t len = strlen(word);
    const char *at = text.len ? memmem(text.at, text.len, word, len) : NULL;
    if (!at)
        return false;
    size_t before = (size_t)(at - text.at);
    ends->range = true;
    ends->first = (struct slice){text.at, before};
    ends->second = (struct slice){at + len, text.len - before - len};
    return true;
}

/* A〜B, AからB, AからBまで, Aから, Bまで, A〜, 〜B, 自A至B. */
static struct period_ends written_split(struct slice text)
{
    static const char *const words[] = {"~", "∼", "から", "→", "⇒"};
    static const char from[] = "自", until[] = "まで";
    struct period_ends ends = {.first = text};
    struct slice rest = text;
    bool closed = written_ends(text, until);
    if (closed)
        rest.len -= sizeof until - 1;
    if (slice_starts(rest, from) && written_cut(rest, "至", &ends)) {
        size_t len = sizeof from - 1;
        ends.first = slice_from(ends.first, len);
        return ends;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (written_cut(rest, words[i], &ends))
            return ends;
    if (closed) {
        ends.range = true;
        ends.first = SLICE_NONE;
        ends.second = rest;
    }
    return ends;
}

/* The first end without the unit that only the second one has: 令和6～8年度, 2024年4～6月. */
static enum period_fault written_first(struct slice first, struct slice second,
                                       struct period_end *end)
{
    static const char *const units[] = {"年度", "年", "月", "日"};
    char filled[FILLED_SIZE];
    enum period_fault fault = period_written_end(first, end);
    if (fault != PERIOD_NOT_A_PERIOD || first.len == 0 ||
        !(written_is_digit(first.at[first.len - 1]) || written_ends(first, "元")))
        return fault;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!written_ends(second, units[i]))
            continue;
        int len = snprintf(filled, sizeof filled, "%.*s%s", (int)first.len, first.at, units[i]);
        return period_written_end((struct slice){filled, (size_t)len}, end);
    }
    return fault;
}

/* What stands before a number without year, month or era, as the first end has it; empty: nothing
 * fits. Behind a year of four digits two digits have its century, which is a guess. */
static bool written_prefix(const struct period_end *first, struct slice second, char prefix[32],
                           bool *guessed)
{
    const struct period_part *part = &first->part;
    size_t digits = 0;
    while (digits < second.len && written_is_digit(second.at[digits]))
        digits++;
    struct slice unit = slice_from(second, digits);
    bool month = part->precision == PERIOD_MONTH || part->precision == PERIOD_DAY;
    *guessed = false;
    if (digits == 0 && (part->precision == PERIOD_QUARTER || part->precision == PERIOD_HALF)) {
        snprintf(prefix, 32, "%04u年%s", (unsigned)part->year % 10000, part->fiscal ? "度" : "");
        return true;
    }
    if (digits == 0 || digits > 2)
        return false;
    if (slice_starts(unit, "年") || (unit.len == 0 && part->precision == PERIOD_YEAR)) {
        *guessed = !first->era || unit.len == 0;
        if (first->era)
            snprintf(prefix, 32, "%s", first->era->name);
        else
            snprintf(prefix, 32, "%02u", (unsigned)part->year / 100 % 100);
        return first->era || digits == 2;
    }
    if (slice_starts(unit, "月") && month)
        snprintf(prefix, 32, "%04u年", (unsigned)part->year % 10000);
    else if (slice_starts(unit, "日") && part->precision == PERIOD_DAY)
        snprintf(prefix, 32, "%04u年%u月", (unsigned)part->year % 10000,
                 (unsigned)part->number % 100);
    else if (unit.len > 0 && strchr("/.-", unit.at[0]) && part->precision == PERIOD_DAY)
        snprintf(prefix, 32, "%04u%c", (unsigned)part->year % 10000, unit.at[0]);
    else if (unit.len == 0 && part->precision == PERIOD_MONTH)
        snprintf(prefix, 32, "%04u-", (unsigned)part->year % 10000);
    else if (unit.len == 0 && part->precision == PERIOD_DAY)
        snprintf(prefix, 32, "%04u-%02u-", (unsigned)part->year % 10000,
                 (unsigned)part->number % 100);
    else
        return false;
    *guessed = unit.len == 0 || strchr("/.-", unit.at[0]);
    return true;
}

static bool written_skip(struct slice *text, const char *word)
{
    size_t len = strlen(word);
    if (!slice_starts(*text, word))
        return false;
    *text = (struct slice){text->at + len, text->len - len};
    return true;
}

/* 3日 and 3, behind a day. */
static bool written_is_day_alone(const struct period_end *first, struct slice second)
{
    size_t digits = 0;
    while (digits < second.len && written_is_digit(second.at[digits]))
        digits++;
    struct slice rest = slice_from(second, digits);
    return first->part.precision == PERIOD_DAY && (rest.len == 0 || slice_is(rest, "日"));
}

/* The second end, if need be with the year, the month or the era of the first. */
static enum period_fault written_second(const struct period_end *first, struct slice second,
                                        struct period_end *end)
{
    struct period_end from = *first;
    char prefix[32], filled[FILLED_SIZE];
    bool guessed;
    enum period_fault fault = period_written_end(second, end);
    bool next = written_skip(&second, "翌年") || written_skip(&second, "翌");
    bool same = !next && (written_skip(&second, "同年") || written_skip(&second, "同"));
    if (!next && !same && fault != PERIOD_NO_ERA && fault != PERIOD_NO_YEAR &&
        fault != PERIOD_NOT_A_PERIOD)
        return fault;
    from.part.year += next;
    if (!written_prefix(&from, second, prefix, &guessed))
        return fault;
    int len = snprintf(filled, sizeof filled, "%s%.*s", prefix, (int)second.len, second.at);
    struct slice whole = {filled, len < 0 ? 0 : (size_t)len};
    fault = period_written_end(whole, end);
    end->guessed = end->guessed || guessed;
    end->bare = end->bare && guessed;
    end->lent = !next && !same && !written_is_day_alone(first, second);
    return fault;
}

/* A year at one end takes the kind of the other's, if it says none itself. `shared`: the second one
 * ends in 年度, which belongs to both. */
static enum period_fault written_harmonise(struct period_end *first, struct period_end *second,
                                           bool shared)
{
    bool years = first->part.precision == PERIOD_YEAR && second->part.precision == PERIOD_YEAR;
    if (first->part.fiscal == second->part.fiscal)
        return PERIOD_GOOD;
    if (second->part.fiscal && first->bare) {
        first->part.fiscal = true;
        first->guessed = first->guessed || !shared;
    } else if (first->part.fiscal && second->bare) {
        second->part.fiscal = second->guessed = true;
    } else if (years) {
        return PERIOD_NOT_A_PERIOD;
    }
    return PERIOD_GOOD;
}

static enum period_fault written_ends_read(const struct period_ends *ends, struct period_end *first,
                                           struct period_end *second)
{
    if (ends->first.len == 0)
        return ends->second.len == 0 ? PERIOD_NOT_A_PERIOD
                                     : period_written_end(ends->second, second);
    if (ends->second.len == 0)
        return period_written_end(ends->first, first);
    enum period_fault fault = written_first(ends->first, ends->second, first);
    if (fault == PERIOD_GOOD)
        fault = written_second(first, ends->second, second);
    return fault == PERIOD_GOOD
               ? written_harmonise(first, second, written_ends(ends->second, "年度"))
               : fault;
}

/* --- the whole -------------------------------------------------------------------------------- */

enum period_fault period_written_check(struct slice text)
{
    struct period period;
    enum period_fault fault = period_parse(text, 1, &period);
    return fault == PERIOD_REVERSED ? period_parse(text, 12, &period) : fault;
}

static void written_put(struct slice end, const struct period_part *part, char text[PART_TEXT_SIZE])
{
    if (end.len > 0)
        period_part_write(part, text);
    else
        snprintf(text, PART_TEXT_SIZE, "..");
}

static enum period_fault written_join(const struct period_ends *ends,
                                      const struct period_part *first,
                                      const struct period_part *second, struct period_whole *whole)
{
    char from[PART_TEXT_SIZE], to[PART_TEXT_SIZE];
    written_put(ends->first, first, from);
    written_put(ends->second, second, to);
    snprintf(whole->text, sizeof whole->text, "%s/%s", from, to);
    return period_written_check(slice_of(whole->text));
}

static enum period_fault written_range(const struct period_ends *ends, struct period_whole *whole)
{
    struct period_end first = {.bare = false}, second = {.bare = false};
    enum period_fault fault = written_ends_read(ends, &first, &second);
    if (fault != PERIOD_GOOD)
        return fault;
    whole->guessed = first.guessed || second.guessed;
    whole->next_year = false;
    fault = written_join(ends, &first.part, &second.part, whole);
    if (fault != PERIOD_REVERSED || !second.lent || second.part.year > first.part.year)
        return fault;
    second.part.year = first.part.year + 1;
    whole->next_year = written_join(ends, &first.part, &second.part, whole) == PERIOD_GOOD;
    return whole->next_year ? PERIOD_GOOD : PERIOD_REVERSED;
}

static size_t written_hyphen_length(struct slice text)
{
    static const char *const hyphens[] = {"-", "–", "—", "―", "−", "‐", "‑", "ー", "ｰ"};
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++)
        if (slice_starts(text, hyphens[i]))
            return strlen(hyphens[i]);
    return 0;
}

/* The number of one or two digits behind the last hyphen, and what stands before that; −1 where
 * there is none. */
static int written_last_number(struct slice text, struct slice *before)
{
    size_t digits = 0;
    int number = 0, scale = 1;
    for (; digits < text.len && written_is_digit(text.at[text.len - 1 - digits]); digits++) {
        if (digits == 2)
            return -1;
        number += scale * (text.at[text.len - 1 - digits] - '0');
        scale *= 10;
    }
    for (size_t at = 1; digits > 0 && at + digits < text.len; at++) {
        size_t len = written_hyphen_length(slice_from(text, at));
        *before = (struct slice){text.at, at};
        if (len > 0 && at + len + digits == text.len)
            return number;
    }
    return -1;
}

/* R6-8: the years 6 to 8 as much as the eighth month, where the second number is the greater. */
static bool written_year_or_month(struct slice text, struct period_whole *whole)
{
    char year[FILLED_SIZE];
    struct period_end end;
    struct slice first;
    int number = written_last_number(text, &first);
    if (number < 0 || !(written_is_digit(first.at[first.len - 1]) || written_ends(first, "元")))
        return false;
    snprintf(year, sizeof year, "%.*s年", (int)first.len, first.at);
    if (period_end_written(slice_of(year), &end) != PERIOD_GOOD || !end.era ||
        end.part.precision != PERIOD_YEAR || number <= end.part.year - end.era->year)
        return false;
    snprintf(whole->text, sizeof whole->text, "FY%04u/FY%04u", (unsigned)end.part.year % 10000,
             (unsigned)(end.era->year + number) % 10000);
    return period_written_check(slice_of(whole->text)) == PERIOD_GOOD;
}

/* A hyphen that parts two ends, if it can be one hyphen only. Two bare years may be a season. */
static bool written_hyphen(struct slice text, struct period_whole *whole)
{
    struct period_whole one;
    size_t count = 0;
    for (size_t at = 1; at + 1 < text.len; at++) {
        struct slice rest = slice_from(text, at);
        size_t len = written_hyphen_length(rest);
        const struct period_ends ends = {{text.at, at}, slice_from(rest, len), true};
        if (len == 0 || ends.second.len == 0 ||
            (written_is_number(ends.first) && written_is_number(ends.second) && at == 4) ||
            written_range(&ends, &one) != PERIOD_GOOD)
            continue;
        *whole = one;
        count++;
    }
    whole->guessed = true;
    return count == 1;
}

enum period_fault period_written_read(struct slice text, struct period_whole *whole)
{
    struct period_end end;
    bool quarter = written_ends(text, "月期");
    if (quarter)
        text.len -= strlen("期");
    struct period_ends ends = written_split(text);
    enum period_fault fault = PERIOD_NOT_A_PERIOD;
    if (written_year_or_month(text, whole))
        return PERIOD_YEAR_OR_MONTH;
    if (ends.range) {
        fault = written_range(&ends, whole);
    } else if (!quarter) {
        fault = period_written_end(text, &end);
        if (fault == PERIOD_GOOD) {
            period_part_write(&end.part, whole->text);
            whole->guessed = end.guessed;
        }
    }
    if (fault == PERIOD_NOT_A_PERIOD && !ends.range && written_hyphen(text, whole))
        fault = PERIOD_GOOD;
    whole->guessed = whole->guessed || quarter;
    return fault;
}
