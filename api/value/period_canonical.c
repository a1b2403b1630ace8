/* The canonical text of what people write for a period or a day: as it is written, said twice
 * (令和6年度(2024年度)), in another spelling (period_respell.c), or as a spreadsheet has it. */
#include "hiraku/value/period.h"

#include "hiraku/value/fold.h"
#include "hiraku/value/period_part.h"

#include <stdio.h>
#include <strings.h>

enum { FOLDED_SIZE = 160, SERIAL_FIRST = 18264, SERIAL_LAST = 73050 };

/* Days since 1899-12-30, as a spreadsheet counts those from March 1900. */
static bool canonical_serial(struct slice text, struct period_part *part)
{
    int serial = 0;
    if (text.len != 5)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        serial = serial * 10 + (text.at[i] - '0');
    }
    if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
        return false;
    struct date day = date_from_days(serial + date_days((struct date){1899, 12, 30}));
    *part = (struct period_part){PERIOD_DAY, false, day.year, day.month, day.day};
    return true;
}

/* A(B)C, where AC and BC are two ways of saying the same: 令和6年度(2024年度), 2024(令和6)年度. */
static enum period_fault canonical_twice(struct slice text, struct period_whole *whole)
{
    char first[FOLDED_SIZE], second[FOLDED_SIZE];
    struct period_whole inner = {.guessed = false};
    const char *open = memchr(text.at, '(', text.len);
    const char *close = open ? memchr(open, ')', text.len - (size_t)(open - text.at)) : NULL;
    if (!close)
        return PERIOD_NOT_A_PERIOD;
    int before = (int)(open - text.at), inside = (int)(close - open) - 1;
    int behind = (int)text.len - before - inside - 2;
    snprintf(first, sizeof first, "%.*s%.*s", before, text.at, behind, close + 1);
    snprintf(second, sizeof second, "%.*s%.*s", inside, open + 1, behind, close + 1);
    if (before == 0 || inside == 0 || period_written_read(slice_of(first), whole) != PERIOD_GOOD ||
        period_written_read(slice_of(second), &inner) != PERIOD_GOOD)
        return PERIOD_NOT_A_PERIOD;
    whole->guessed = true;
    bool bare = !strstr(second, "年") && strncmp(whole->text, "FY", 2) == 0;
    return strcmp(whole->text + (bare && inner.text[0] != 'F' ? 2 : 0), inner.text) == 0
               ? PERIOD_GOOD
               : PERIOD_DISAGREES;
}

static enum period_fault canonical_any(struct slice text, struct period_whole *whole)
{
    char bytes[FOLDED_SIZE];
    enum period_fault fault = period_written_read(text, whole);
    if (fault == PERIOD_NOT_A_PERIOD)
        fault = canonical_twice(text, whole);
    if (fault != PERIOD_NOT_A_PERIOD)
        return fault;
    struct slice respelt = {bytes, period_respell(text, bytes, sizeof bytes)};
    if (respelt.len == 0)
        return fault;
    fault = period_written_read(respelt, whole);
    if (fault == PERIOD_NOT_A_PERIOD)
        fault = canonical_twice(respelt, whole);
    whole->guessed = true;
    return fault;
}

/* How a spreadsheet shows the number 0 as a date. */
static bool canonical_is_zero(struct slice text)
{
    static const char *const zeros[] = {"Jan-00",         "0-Jan-00",   "00-Jan-00", "0-Jan",
                                        "1900/1/0",       "1900/01/00", "1900-1-0",  "1900-01-00",
                                        "Jan-1900",       "1/0/1900",   "1/0/00",    "1900年1月0日",
                                        "明治33年1月0日", "M33.1.0"};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (text.len == strlen(zeros[i]) && strncasecmp(text.at, zeros[i], text.len) == 0)
            return true;
    return false;
}

enum period_fault period_canonical(struct slice text, char canonical[PERIOD_TEXT_SIZE])
{
    char bytes[FOLDED_SIZE];
    struct period_whole whole = {.guessed = false};
    struct slice folded = {bytes, fold(text, bytes, sizeof bytes)};
    struct period_part day;
    canonical[0] = '\0';
    if (canonical_is_zero(folded))
        return PERIOD_ZERO;
    enum period_fault fault = period_written_check(folded);
    if (fault == PERIOD_GOOD) {
        memcpy(canonical, folded.at, folded.len);
        canonical[folded.len] = '\0';
    }
    if (fault != PERIOD_NOT_A_PERIOD)
        return fault;
    fault = folded.len > 0 ? canonical_any(folded, &whole) : PERIOD_NOT_A_PERIOD;
    if (fault == PERIOD_NOT_A_PERIOD && canonical_serial(folded, &day)) {
        whole.guessed = true;
        period_part_write(&day, whole.text);
        fault = PERIOD_GOOD;
    }
    if (fault != PERIOD_GOOD && fault != PERIOD_YEAR_OR_MONTH)
        return fault;
    memcpy(canonical, whole.text, sizeof whole.text);
    if (fault == PERIOD_YEAR_OR_MONTH)
        return fault;
    return whole.next_year ? PERIOD_END_NO_YEAR : whole.guessed ? PERIOD_PROPOSED : PERIOD_GOOD;
}

enum period_fault date_canonical(struct slice text, char canonical[DATE_TEXT_SIZE])
{
    char bytes[FOLDED_SIZE];
    struct slice folded = {bytes, fold(text, bytes, sizeof bytes)};
    struct period_end end = {.guessed = false};
    canonical[0] = '\0';
    if (canonical_is_zero(folded))
        return PERIOD_ZERO;
    enum period_fault fault =
        folded.len > 0 ? period_written_end(folded, &end) : PERIOD_NOT_A_PERIOD;
    if (fault == PERIOD_NOT_A_PERIOD && canonical_serial(folded, &end.part)) {
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
