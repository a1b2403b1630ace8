/* Periods as people write them, whole: one end, or two with what they share said once.
 *
 * One end is read in era.c and period_foreign.c. What is certain is read; what can mean one thing
 * only but is a guess (a hyphen between two ends, a century left out) is proposed; a calendar year
 * at one end and a fiscal year at the other are two readings, and none. */
#include "hiraku/period.h"

#include "fold.h"
#include "period_part.h"

#include <stdio.h>

enum { FOLDED_SIZE = 160, FILLED_SIZE = 200, SERIAL_FIRST = 18264, SERIAL_LAST = 73050 };

static const struct slice none;

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
static enum period_fault written_end(struct slice text, struct period_end *end)
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
        ends.first = (struct slice){ends.first.at + len, ends.first.len - len};
        return ends;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (written_cut(rest, words[i], &ends))
            return ends;
    if (closed) {
        ends.range = true;
        ends.first = none;
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
    enum period_fault fault = written_end(first, end);
    if (fault != PERIOD_NOT_A_PERIOD || first.len == 0 ||
        !(written_is_digit(first.at[first.len - 1]) || written_ends(first, "元")))
        return fault;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!written_ends(second, units[i]))
            continue;
        int len = snprintf(filled, sizeof filled, "%.*s%s", (int)first.len, first.at, units[i]);
        return written_end((struct slice){filled, (size_t)len}, end);
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
    struct slice unit = {second.at + digits, second.len - digits};
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

/* The second end, if need be with the year, the month or the era of the first. */
static enum period_fault written_second(const struct period_end *first, struct slice second,
                                        struct period_end *end)
{
    struct period_end from = *first;
    char prefix[32], filled[FILLED_SIZE];
    bool guessed;
    enum period_fault fault = written_end(second, end);
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
    fault = written_end(whole, end);
    end->guessed = end->guessed || guessed;
    end->bare = end->bare && guessed;
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
        return ends->second.len == 0 ? PERIOD_NOT_A_PERIOD : written_end(ends->second, second);
    if (ends->second.len == 0)
        return written_end(ends->first, first);
    enum period_fault fault = written_first(ends->first, ends->second, first);
    if (fault == PERIOD_GOOD)
        fault = written_second(first, ends->second, second);
    return fault == PERIOD_GOOD
               ? written_harmonise(first, second, written_ends(ends->second, "年度"))
               : fault;
}

/* --- the whole -------------------------------------------------------------------------------- */

struct written_period {
    char text[PERIOD_TEXT_SIZE];
    bool guessed;
};

/* A range is reversed if it is so wherever the fiscal year begins. */
static enum period_fault written_check(struct slice text)
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

static enum period_fault written_range(const struct period_ends *ends, struct written_period *whole)
{
    struct period_end first = {.bare = false}, second = {.bare = false};
    char from[PART_TEXT_SIZE], to[PART_TEXT_SIZE];
    enum period_fault fault = written_ends_read(ends, &first, &second);
    if (fault != PERIOD_GOOD)
        return fault;
    written_put(ends->first, &first.part, from);
    written_put(ends->second, &second.part, to);
    whole->guessed = first.guessed || second.guessed;
    snprintf(whole->text, sizeof whole->text, "%s/%s", from, to);
    return written_check(slice_of(whole->text));
}

/* A hyphen that parts two ends, if it can be one hyphen only. Two bare years may be a season. */
static bool written_hyphen(struct slice text, struct written_period *whole)
{
    static const char *const hyphens[] = {"-", "–", "—", "―", "−", "‐", "ー"};
    struct written_period one;
    size_t count = 0;
    for (size_t at = 1; at + 1 < text.len; at++) {
        struct slice rest = {text.at + at, text.len - at};
        size_t len = 0;
        for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens && len == 0; i++)
            len = slice_starts(rest, hyphens[i]) ? strlen(hyphens[i]) : 0;
        const struct period_ends ends = {{text.at, at}, {rest.at + len, rest.len - len}, true};
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

static enum period_fault written_period_read(struct slice text, struct written_period *whole)
{
    struct period_end end;
    bool quarter = written_ends(text, "月期");
    if (quarter)
        text.len -= strlen("期");
    struct period_ends ends = written_split(text);
    enum period_fault fault = PERIOD_NOT_A_PERIOD;
    if (ends.range) {
        fault = written_range(&ends, whole);
    } else if (!quarter) {
        fault = written_end(text, &end);
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

enum period_fault period_canonical(struct slice text, char canonical[PERIOD_TEXT_SIZE])
{
    char bytes[FOLDED_SIZE];
    struct written_period whole = {.guessed = false};
    struct slice folded = {bytes, fold(text, bytes, sizeof bytes)};
    canonical[0] = '\0';
    enum period_fault fault = written_check(folded);
    if (fault == PERIOD_GOOD) {
        memcpy(canonical, folded.at, folded.len);
        canonical[folded.len] = '\0';
    }
    if (fault != PERIOD_NOT_A_PERIOD)
        return fault;
    fault = folded.len > 0 ? written_period_read(folded, &whole) : PERIOD_NOT_A_PERIOD;
    if (fault != PERIOD_GOOD)
        return fault;
    memcpy(canonical, whole.text, sizeof whole.text);
    return whole.guessed ? PERIOD_PROPOSED : PERIOD_GOOD;
}

/* Days since 1899-12-30, as a spreadsheet counts those from March 1900. */
static bool written_serial(struct slice text, struct period_part *part)
{
    int serial = 0;
    if (text.len != 5 || !written_is_number(text))
        return false;
    for (size_t i = 0; i < text.len; i++)
        serial = serial * 10 + (text.at[i] - '0');
    if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
        return false;
    struct date day = date_from_days(serial + date_days((struct date){1899, 12, 30}));
    *part = (struct period_part){PERIOD_DAY, false, day.year, day.month, day.day};
    return true;
}

enum period_fault date_canonical(struct slice text, char canonical[DATE_TEXT_SIZE])
{
    char bytes[FOLDED_SIZE];
    struct slice folded = {bytes, fold(text, bytes, sizeof bytes)};
    struct period_end end = {.guessed = false};
    canonical[0] = '\0';
    enum period_fault fault = folded.len > 0 ? written_end(folded, &end) : PERIOD_NOT_A_PERIOD;
    if (fault == PERIOD_NOT_A_PERIOD && written_serial(folded, &end.part)) {
        end.guessed = true;
        fault = PERIOD_GOOD;
    }
    if (fault != PERIOD_GOOD)
        return fault;
    if (end.part.precision != PERIOD_DAY)
        return PERIOD_NOT_A_PERIOD;
    date_format((struct date){end.part.year, end.part.number, end.part.day}, canonical);
    return end.guessed ? PERIOD_PROPOSED : PERIOD_GOOD;
}
