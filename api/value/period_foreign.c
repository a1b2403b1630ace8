/* Dates as spreadsheets, English and the basic format of ISO 8601 (s.5.2.2) write them: one end of
 * a period.
 *
 * A year of two digits is one of 1950–2029, as spreadsheets have it, and not read between 30 and
 * 49, where plans and old records meet. Days before months (4/1/2023) have two readings and none
 * here. */
#include "hiraku/value/period_part.h"

enum { CENTURY_TURNS = 30, CENTURY_CERTAIN = 50 };

struct foreign {
    struct slice text;
    size_t at;
};

static char foreign_char(const struct foreign *f)
{
    return f->at < f->text.len ? f->text.at[f->at] : '\0';
}

static bool foreign_at_end(const struct foreign *f)
{
    return f->at == f->text.len;
}

static bool foreign_take(struct foreign *f, char c)
{
    if (foreign_char(f) != c)
        return false;
    f->at++;
    return true;
}

/* A run of digits; −1 where there is none or it is longer than `most`. */
static int foreign_number(struct foreign *f, size_t most, size_t *count)
{
    int number = 0;
    for (*count = 0; foreign_char(f) >= '0' && foreign_char(f) <= '9'; (*count)++, f->at++) {
        if (*count == most)
            return -1;
        number = number * 10 + (foreign_char(f) - '0');
    }
    return *count > 0 ? number : -1;
}

/* A year of four digits, or of two where the century is plain; −1 otherwise. */
static int foreign_year(struct foreign *f, bool *guessed)
{
    size_t count;
    bool apostrophe = foreign_take(f, '\'');
    int year = foreign_number(f, 4, &count);
    if (count == 4 && !apostrophe)
        return year;
    *guessed = true;
    if (count != 2 || (year >= CENTURY_TURNS && year < CENTURY_CERTAIN))
        return -1;
    return year < CENTURY_TURNS ? 2000 + year : 1900 + year;
}

/* The month that begins here in English, whole or by its first letters; 0 if none does. */
static int foreign_month(struct foreign *f)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    for (int i = 0; i < 12; i++) {
        size_t len = 0;
        while (f->at + len < f->text.len && months[i][len] &&
               (f->text.at[f->at + len] | 0x20) == months[i][len])
            len++;
        bool abbreviated = len == 3 || (len == 4 && i == 8);
        if (!abbreviated && (len < 3 || months[i][len]))
            continue;
        f->at += len;
        foreign_take(f, '.');
        return i + 1;
    }
    return 0;
}

/* --- digits alone ----------------------------------------------------------------------------- */

static int foreign_digits(struct slice text, size_t from, size_t count)
{
    int number = 0;
    for (size_t i = from; i < from + count; i++)
        number = number * 10 + (text.at[i] - '0');
    return number;
}

/* 20230401; and 202304 where it is no day of 2020 to 2099 by two digits of year, month and day. */
static enum period_fault foreign_basic(struct slice text, struct period_end *end)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return PERIOD_NOT_A_PERIOD;
    if (text.len != 8 && text.len != 6)
        return PERIOD_NOT_A_PERIOD;
    struct period_part part = {PERIOD_MONTH, false, foreign_digits(text, 0, 4),
                               foreign_digits(text, 4, 2), 0};
    if (text.len == 8) {
        part.precision = PERIOD_DAY;
        part.day = foreign_digits(text, 6, 2);
        end->part = part;
        if (part.year < YEAR_FIRST || part.year > YEAR_LAST)
            return PERIOD_NOT_A_PERIOD;
        return period_part_check(&part);
    }
    struct date short_year = {2000 + foreign_digits(text, 0, 2), foreign_digits(text, 2, 2),
                              foreign_digits(text, 4, 2)};
    end->part = part;
    end->guessed = true;
    return period_part_check(&part) == PERIOD_GOOD && !date_is_valid(short_year)
               ? PERIOD_GOOD
               : PERIOD_NOT_A_PERIOD;
}

/* --- halves, quarters, fiscal years ----------------------------------------------------------- */

/* Q1, H2 and 1Q. */
static bool foreign_share(struct foreign *f, struct period_part *part)
{
    size_t count;
    bool before = foreign_char(f) >= '0' && foreign_char(f) <= '9';
    int number = before ? foreign_number(f, 1, &count) : 0;
    char letter = (char)(foreign_char(f) & ~0x20);
    if (letter != 'Q' && letter != 'H')
        return false;
    f->at++;
    part->precision = letter == 'Q' ? PERIOD_QUARTER : PERIOD_HALF;
    part->number = before ? number : foreign_number(f, 1, &count);
    return part->number > 0;
}

static bool foreign_fiscal(struct foreign *f)
{
    if ((foreign_char(f) | 0x20) != 'f' || f->at + 1 >= f->text.len ||
        (f->text.at[f->at + 1] | 0x20) != 'y')
        return false;
    f->at += 2;
    return true;
}

static void foreign_separator(struct foreign *f)
{
    if (foreign_char(f) && strchr("-/ .,", foreign_char(f)))
        f->at++;
}

/* FY23, fy2023, 2023FY, 2019Q1, FY2019-1Q, Q1/2019. */
static enum period_fault foreign_shares(struct slice text, struct period_end *end)
{
    struct foreign f = {text, 0};
    struct period_part *part = &end->part;
    bool first = foreign_share(&f, part);
    if (first) {
        foreign_separator(&f);
        end->guessed = true;
    } else {
        f.at = 0;
        *part = (struct period_part){.precision = PERIOD_YEAR};
    }
    part->fiscal = foreign_fiscal(&f);
    part->year = foreign_year(&f, &end->guessed);
    if (part->year < 0)
        return PERIOD_NOT_A_PERIOD;
    if (!part->fiscal && !first && foreign_fiscal(&f))
        part->fiscal = end->guessed = true;
    if (!first && !foreign_at_end(&f)) {
        foreign_separator(&f);
        if (!foreign_share(&f, part))
            return PERIOD_NOT_A_PERIOD;
    }
    bool plain = part->precision == PERIOD_YEAR && !part->fiscal;
    return foreign_at_end(&f) && !plain ? period_part_check(part) : PERIOD_NOT_A_PERIOD;
}

/* --- months in English ------------------------------------------------------------------------ */

static enum period_fault foreign_check(struct period_end *end, int year, int month, int day)
{
    end->guessed = true;
    end->part = (struct period_part){day > 0 ? PERIOD_DAY : PERIOD_MONTH, false, year, month, day};
    return year < 0 ? PERIOD_NOT_A_PERIOD : period_part_check(&end->part);
}

/* Jun-23, Jun 2023, June 1, 2023. Without a hyphen two digits may be a day. */
static enum period_fault foreign_month_first(struct slice text, struct period_end *end)
{
    struct foreign f = {text, 0};
    size_t count;
    int month = foreign_month(&f);
    if (month == 0)
        return PERIOD_NOT_A_PERIOD;
    bool hyphen = foreign_char(&f) == '-' || foreign_char(&f) == '\'';
    if (foreign_char(&f) != '\'')
        foreign_separator(&f);
    struct foreign day = f;
    int number = foreign_number(&day, 2, &count);
    if (number > 0 && foreign_take(&day, ',')) {
        int year = foreign_year(&day, &end->guessed);
        return foreign_at_end(&day) ? foreign_check(end, year, month, number) : PERIOD_NOT_A_PERIOD;
    }
    if (!hyphen && number > 0 && foreign_at_end(&day))
        return PERIOD_NO_YEAR;
    int year = foreign_year(&f, &end->guessed);
    return foreign_at_end(&f) ? foreign_check(end, year, month, 0) : PERIOD_NOT_A_PERIOD;
}

/* 1-Apr-23, 1 April 2023; 23-Jun has no year. */
static enum period_fault foreign_day_first(struct slice text, struct period_end *end)
{
    struct foreign f = {text, 0};
    size_t count;
    int day = foreign_number(&f, 2, &count);
    foreign_separator(&f);
    int month = day > 0 ? foreign_month(&f) : 0;
    if (month == 0)
        return PERIOD_NOT_A_PERIOD;
    if (foreign_at_end(&f))
        return PERIOD_NO_YEAR;
    foreign_separator(&f);
    int year = foreign_year(&f, &end->guessed);
    return foreign_at_end(&f) ? foreign_check(end, year, month, day) : PERIOD_NOT_A_PERIOD;
}

/* 2023.04 and 2023.4; but 2023.1 may have been 2023.10 before a spreadsheet took it for a number.
 */
static enum period_fault foreign_point(struct slice text, struct period_end *end)
{
    struct foreign f = {text, 0};
    size_t years, months;
    int year = foreign_number(&f, 4, &years);
    if (!foreign_take(&f, '.'))
        return PERIOD_NOT_A_PERIOD;
    int month = foreign_number(&f, 2, &months);
    if (years != 4 || month < 0 || (months == 1 && month == 1) || !foreign_at_end(&f))
        return PERIOD_NOT_A_PERIOD;
    return foreign_check(end, year, month, 0);
}

enum period_fault period_end_foreign(struct slice text, struct period_end *end)
{
    static enum period_fault (*const forms[])(struct slice text, struct period_end * end) = {
        foreign_basic, foreign_shares, foreign_month_first, foreign_day_first, foreign_point,
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *end = (struct period_end){.part = {.precision = PERIOD_YEAR}};
        enum period_fault fault = forms[i](text, end);
        if (fault != PERIOD_NOT_A_PERIOD)
            return fault;
    }
    return PERIOD_NOT_A_PERIOD;
}
