/* See show.h. */
#include "show.h"

#include "hiraku/value/period.h"

#include <inttypes.h>
#include <stdio.h>

enum {
    DAY_SECONDS = 86400,
    SERIAL_MAX = 2958465, /* 9999-12-31 */
    SERIAL_NO_DAY = 60,   /* 1900-02-29 */
    EPOCH_1900 = 25569,   /* 1970-01-01 */
    EPOCH_1904 = 24107,
};
static const int64_t fraction_one = 1000000000000;

static void show_append(char text[SHOW_TEXT_SIZE], struct slice more)
{
    size_t len = strlen(text), room = SHOW_TEXT_SIZE - 1 - len;
    size_t now = more.len < room ? more.len : 0; /* never half a character */
    if (now > 0)
        memcpy(text + len, more.at, now);
    text[len + now] = '\0';
}

/* --- dates ------------------------------------------------------------------------------------ */

static void show_append_number(char text[SHOW_TEXT_SIZE], const char *before, int64_t number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%s%02" PRId64, before, number);
    show_append(text, slice_of(digits));
}

static void show_time(unsigned parts, int64_t days, int64_t seconds, char text[SHOW_TEXT_SIZE])
{
    const unsigned shown = FORMAT_HOUR | FORMAT_MINUTE | FORMAT_SECOND;
    int64_t hours = seconds / 3600;
    if (!(parts & shown))
        return;
    if (parts & FORMAT_ELAPSED)
        hours += days * 24;
    show_append_number(text, text[0] ? "T" : "", hours);
    show_append_number(text, ":", seconds / 60 % 60);
    if (parts & FORMAT_SECOND)
        show_append_number(text, ":", seconds % 60);
}

static void show_day(unsigned parts, long days, char text[SHOW_TEXT_SIZE])
{
    char day[DATE_TEXT_SIZE];
    date_format(date_from_days(days), day);
    size_t len = parts & FORMAT_DAY || !(parts & FORMAT_YEAR) ? 10 : parts & FORMAT_MONTH ? 7 : 4;
    show_append(text, (struct slice){day, len});
}

/* false: no day. */
static bool show_date(unsigned parts, const struct number *number, bool date_1904,
                      char text[SHOW_TEXT_SIZE])
{
    const unsigned of_day = FORMAT_YEAR | FORMAT_MONTH | FORMAT_DAY;
    int64_t days, fraction;
    if (!number_split(number, &days, &fraction))
        return false;
    int64_t seconds = (fraction * DAY_SECONDS + fraction_one / 2) / fraction_one;
    days += seconds / DAY_SECONDS;
    seconds %= DAY_SECONDS;
    bool needs_day = parts & of_day || !(parts & (FORMAT_HOUR | FORMAT_MINUTE | FORMAT_SECOND));
    if (days > SERIAL_MAX || (needs_day && !date_1904 && (days < 1 || days == SERIAL_NO_DAY)))
        return false;
    text[0] = '\0';
    if (needs_day)
        show_day(parts,
                 (long)(date_1904 ? days - EPOCH_1904
                                  : days - EPOCH_1900 + (days < SERIAL_NO_DAY ? 1 : 0)),
                 text);
    show_time(parts, days, seconds, text);
    return true;
}

/* --- pictures --------------------------------------------------------------------------------- */

/* Digits of a picture from the left: of `digits`, the first place takes what is too many. */
static void show_picture_digit(const char **digits, int *places, char text[SHOW_TEXT_SIZE])
{
    int len = (int)strlen(*digits);
    int now = len - --*places;
    if (now <= 0)
        return;
    show_append(text, (struct slice){*digits, (size_t)now});
    *digits += now;
}

static void show_picture(const struct format_section *section, const char *digits,
                         char text[SHOW_TEXT_SIZE])
{
    struct slice rest = section->code, piece;
    enum format_token token;
    int places = 0;
    text[0] = '\0';
    while ((token = format_next(&rest, &piece)) != FORMAT_TOKEN_END)
        places += token == FORMAT_TOKEN_DIGIT;
    if (*digits == '-') {
        show_append(text, slice_of("-"));
        digits++;
    }
    if (strchr(digits, '.'))
        places = 1; /* all at the first place */
    for (rest = section->code; (token = format_next(&rest, &piece)) != FORMAT_TOKEN_END;) {
        if (token == FORMAT_TOKEN_DIGIT)
            show_picture_digit(&digits, &places, text);
        else if (token == FORMAT_TOKEN_LITERAL || (token == FORMAT_TOKEN_MARK && *piece.at == '%'))
            show_append(text, piece);
    }
}

/* --- numbers ---------------------------------------------------------------------------------- */

static void show_plain(const struct number *number, struct shown *shown)
{
    number_write(number, 1, 0, -1, shown->stored);
    shown->kind = WORKBOOK_NUMBER;
    shown->text[0] = '\0';
    show_append(shown->text, slice_of(shown->stored));
}

static void show_digits(const struct format_section *section, struct number number,
                        struct shown *shown)
{
    char digits[NUMBER_TEXT_SIZE];
    if (number.count > 0)
        number.point += section->shift;
    bool scientific = section->kind == FORMAT_SCIENTIFIC;
    shown->rounded =
        number_round(&number, scientific ? 1 - number.point + section->most : section->most);
    if (scientific)
        number_write(&number, 1, 0, -1, digits);
    else
        number_write(&number, section->before, section->least, section->most, digits);
    shown->unit = section->unit;
    shown->text[0] = '\0';
    if (section->kind == FORMAT_PICTURE) {
        show_picture(section, digits, shown->text);
        shown->kind = WORKBOOK_TEXT;
        shown->unit = SLICE_NONE;
    } else {
        show_append(shown->text, slice_of(digits));
    }
}

void show_number(const struct format *format, const struct number *number, bool date_1904,
                 struct shown *shown)
{
    const struct format_section *section = format_section_of(format, number);
    shown->rounded = false;
    shown->unit = SLICE_NONE;
    show_plain(number, shown);
    if (!section)
        return;
    if (section->kind == FORMAT_DATE) {
        if (show_date(section->parts, number, date_1904, shown->text))
            shown->kind = WORKBOOK_DATE;
        else
            show_plain(number, shown);
    } else if (section->kind == FORMAT_GENERAL) {
        shown->unit = section->unit;
    } else {
        show_digits(section, *number, shown);
    }
}
