/* Periods in canonical form, and the calendar (proleptic Gregorian) they stand on.
 *
 * What people write instead is read in era.c; labels are in period_label.c. There is no time of day
 * and no time zone here. */
#include "hiraku/value/period.h"

#include "hiraku/value/period_part.h"

#include <stdio.h>

static bool period_is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1] + (month == 2 && period_is_leap(year));
}

bool date_is_valid(struct date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= month_length(date.year, date.month);
}

int date_compare(struct date a, struct date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

/* Years are counted from March, so that the leap day is the last of its year, in eras of 400 years,
 * which have 146097 days. 719468 days lie between 0000-03-01 and 1970-01-01. */
long date_days(struct date date)
{
    long year = date.month <= 2 ? date.year - 1L : date.year;
    long cycle = (year >= 0 ? year : year - 399) / 400;
    long of_cycle = year - cycle * 400;
    long of_year = (153L * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return cycle * 146097 + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year - 719468;
}

struct date date_from_days(long days)
{
    long shifted = days + 719468;
    long cycle = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    long of_cycle = shifted - cycle * 146097;
    long year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
    long of_year = of_cycle - (365 * year + year / 4 - year / 100);
    long month = (5 * of_year + 2) / 153;
    long day = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    return (struct date){(int)(year + cycle * 400 + (month <= 2)), (int)month, (int)day};
}

void date_format(struct date date, char text[DATE_TEXT_SIZE])
{
    const unsigned parts[] = {(unsigned)date.year % 10000 / 100, (unsigned)date.year % 100,
                              (unsigned)date.month % 100, (unsigned)date.day % 100};
    static const unsigned char places[] = {0, 2, 5, 8};
    memcpy(text, "0000-00-00", DATE_TEXT_SIZE);
    for (size_t i = 0; i < sizeof places; i++) {
        text[places[i]] = (char)('0' + parts[i] / 10);
        text[places[i] + 1] = (char)('0' + parts[i] % 10);
    }
}

/* Exactly `count` digits at `at`, which is moved behind them; -1 if they are not there. */
static int period_digits(struct slice text, size_t *at, size_t count)
{
    int number = 0;
    if (text.len - *at < count)
        return -1;
    for (size_t i = 0; i < count; i++) {
        char c = text.at[*at + i];
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    *at += count;
    return number;
}

enum period_fault period_part_check(const struct period_part *part)
{
    if (part->year < YEAR_FIRST || part->year > YEAR_LAST)
        return PERIOD_YEAR_BEYOND;
    switch (part->precision) {
    case PERIOD_HALF:
        return part->number == 1 || part->number == 2 ? PERIOD_GOOD : PERIOD_NOT_A_PERIOD;
    case PERIOD_QUARTER:
        return part->number >= 1 && part->number <= 4 ? PERIOD_GOOD : PERIOD_NOT_A_PERIOD;
    case PERIOD_MONTH:
        return part->number >= 1 && part->number <= 12 ? PERIOD_GOOD : PERIOD_NO_SUCH_DAY;
    case PERIOD_DAY:
        return date_is_valid((struct date){part->year, part->number, part->day})
                   ? PERIOD_GOOD
                   : PERIOD_NO_SUCH_DAY;
    default:
        return PERIOD_GOOD;
    }
}

enum period_fault period_part_read(struct slice text, struct period_part *part)
{
    size_t at = 0;
    *part = (struct period_part){.precision = PERIOD_YEAR};
    if (slice_starts(text, "FY")) {
        part->fiscal = true;
        at = 2;
    }
    part->year = period_digits(text, &at, 4);
    if (part->year < 0)
        return PERIOD_NOT_A_PERIOD;
    if (at == text.len)
        return period_part_check(part);
    if (text.at[at++] != '-')
        return PERIOD_NOT_A_PERIOD;
    if (at < text.len && (text.at[at] == 'H' || text.at[at] == 'Q')) {
        part->precision = text.at[at++] == 'H' ? PERIOD_HALF : PERIOD_QUARTER;
        part->number = period_digits(text, &at, 1);
    } else if (!part->fiscal) {
        part->precision = PERIOD_MONTH;
        part->number = period_digits(text, &at, 2);
        if (part->number >= 0 && at < text.len && text.at[at] == '-') {
            at++;
            part->precision = PERIOD_DAY;
            part->day = period_digits(text, &at, 2);
        }
    } else {
        return PERIOD_NOT_A_PERIOD;
    }
    if (at != text.len || part->number < 0 || part->day < 0)
        return PERIOD_NOT_A_PERIOD;
    return period_part_check(part);
}

size_t period_part_write(const struct period_part *part, char text[PART_TEXT_SIZE])
{
    const char *prefix = part->fiscal ? "FY" : "";
    unsigned year = (unsigned)part->year % 10000, number = (unsigned)part->number % 100;
    int len = 0;
    switch (part->precision) {
    case PERIOD_HALF:
    case PERIOD_QUARTER:
        len = snprintf(text, PART_TEXT_SIZE, "%s%04u-%c%u", prefix, year,
                       part->precision == PERIOD_HALF ? 'H' : 'Q', number);
        break;
    case PERIOD_MONTH:
        len = snprintf(text, PART_TEXT_SIZE, "%04u-%02u", year, number);
        break;
    case PERIOD_DAY:
        len = snprintf(text, PART_TEXT_SIZE, "%04u-%02u-%02u", year, number,
                       (unsigned)part->day % 100);
        break;
    default:
        len = snprintf(text, PART_TEXT_SIZE, "%s%04u", prefix, year);
    }
    return len < 0 ? 0 : (size_t)len;
}

/* Months count from January of the part's year: 0 to 23. */
void period_part_days(const struct period_part *part, int first_month, struct date *starts,
                      struct date *ends)
{
    int first = part->fiscal ? first_month - 1 : 0, count = 12;
    if (part->precision == PERIOD_HALF)
        count = 6;
    else if (part->precision == PERIOD_QUARTER)
        count = 3;
    if (part->precision == PERIOD_MONTH || part->precision == PERIOD_DAY) {
        first = part->number - 1;
        count = 1;
    } else if (part->precision != PERIOD_YEAR) {
        first += (part->number - 1) * count;
    }
    int last = first + count - 1;
    *starts = (struct date){part->year + first / 12, first % 12 + 1, 1};
    *ends = (struct date){part->year + last / 12, last % 12 + 1, 0};
    ends->day = month_length(ends->year, ends->month);
    if (part->precision == PERIOD_DAY)
        starts->day = ends->day = part->day;
}

struct period_ends period_split(struct slice text)
{
    const char *slash = text.len ? memchr(text.at, '/', text.len) : NULL;
    if (!slash)
        return (struct period_ends){.first = text};
    size_t len = (size_t)(slash - text.at);
    return (struct period_ends){{text.at, len}, {slash + 1, text.len - len - 1}, true};
}

static enum period_fault read_range(struct period_ends ends, int first_month, struct period *period)
{
    struct period_part first = {.fiscal = false}, second = {.fiscal = false};
    struct date unused;
    enum period_fault fault = PERIOD_GOOD;
    period->precision = PERIOD_RANGE;
    period->open_start = period_is_open(ends.first);
    period->open_end = period_is_open(ends.second);
    if (period->open_start && period->open_end)
        return PERIOD_NOT_A_PERIOD;
    if (!period->open_start) {
        fault = period_part_read(ends.first, &first);
        if (fault != PERIOD_GOOD)
            return fault;
        period_part_days(&first, first_month, &period->starts, &unused);
    }
    if (!period->open_end) {
        fault = period_part_read(ends.second, &second);
        if (fault != PERIOD_GOOD)
            return fault;
        period_part_days(&second, first_month, &unused, &period->ends);
    }
    period->fiscal = (first.fiscal || period->open_start) && (second.fiscal || period->open_end);
    if (!period->open_start && !period->open_end && date_compare(period->ends, period->starts) < 0)
        return PERIOD_REVERSED;
    return PERIOD_GOOD;
}

enum period_fault period_parse(struct slice text, int first_month, struct period *period)
{
    struct period_ends ends = period_split(text);
    struct period_part part;
    *period = (struct period){.precision = PERIOD_YEAR};
    if (ends.range)
        return read_range(ends, first_month, period);
    enum period_fault fault = period_part_read(text, &part);
    if (fault != PERIOD_GOOD)
        return fault;
    period->precision = part.precision;
    period->fiscal = part.fiscal;
    period_part_days(&part, first_month, &period->starts, &period->ends);
    return PERIOD_GOOD;
}

enum period_fault date_parse(struct slice text, struct date *date)
{
    struct period_part part;
    enum period_fault fault = period_part_read(text, &part);
    if (fault == PERIOD_GOOD && part.precision != PERIOD_DAY)
        fault = PERIOD_NOT_A_PERIOD;
    if (fault == PERIOD_GOOD)
        *date = (struct date){part.year, part.number, part.day};
    return fault;
}

int period_fiscal_year(const struct period *period, int first_month)
{
    if (period->open_start || period->open_end)
        return 0;
    int first = period->starts.year - (period->starts.month < first_month);
    int last = period->ends.year - (period->ends.month < first_month);
    return first == last ? first : 0;
}

size_t period_to_segment(struct slice text, char segment[PERIOD_TEXT_SIZE])
{
    size_t len = 0;
    segment[0] = '\0';
    if (text.len >= PERIOD_TEXT_SIZE)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        bool open = text.at[i] == '.' && i + 1 < text.len && text.at[i + 1] == '.';
        segment[len++] = text.at[i] == '/' ? '_' : open ? '~' : text.at[i];
        i += open;
    }
    segment[len] = '\0';
    return len;
}
