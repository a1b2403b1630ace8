/* Number formats (ECMA-376 part 1, 18.8.31): what a format code says of digits and dates. Private
 * to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_FORMAT_H
#define HIRAKU_API_WORKBOOK_FORMAT_H

#include "number.h"

struct arena;

enum { FORMAT_SECTIONS = 3, FORMAT_DECIMALS_MAX = 30 };

enum format_kind {
    FORMAT_GENERAL, /* as stored; also fractions, and sections without a digit */
    FORMAT_DIGITS,
    FORMAT_SCIENTIFIC,
    FORMAT_PICTURE, /* text stands between digits, or before them: 000-0000, "FY"0 */
    FORMAT_DATE,
};

enum format_part {
    FORMAT_YEAR = 1,
    FORMAT_MONTH = 2,
    FORMAT_DAY = 4,
    FORMAT_HOUR = 8,
    FORMAT_MINUTE = 16,
    FORMAT_SECOND = 32,
    FORMAT_ELAPSED = 64, /* hours, minutes or seconds that go on */
};

enum format_condition {
    FORMAT_ANY,
    FORMAT_LESS,
    FORMAT_LESS_EQUAL,
    FORMAT_EQUAL,
    FORMAT_UNEQUAL,
    FORMAT_GREATER_EQUAL,
    FORMAT_GREATER
};

struct format_section {
    enum format_kind kind;
    unsigned parts;                  /* enum format_part */
    int before, least, most;         /* digits before the point; behind it, always and at most */
    int shift;                       /* the value is shown times 10^shift */
    enum format_condition condition; /* FORMAT_ANY: by sign */
    struct number limit;
    struct slice code; /* without its condition */
    struct slice unit;
};

struct format {
    int count; /* sections for numbers */
    struct format_section sections[FORMAT_SECTIONS];
};

/* Borrows from `code`, which must last; units that are put together are in the arena. */
void format_read(struct format *format, struct slice code, struct arena *arena);

/* The code of a format that files do not spell out (18.8.30, those of Japanese), or NULL. */
const char *format_builtin(unsigned id);

/* The section for a value; NULL: none fits. */
const struct format_section *format_section_of(const struct format *format,
                                               const struct number *number);

/* The next piece of a section. */
enum format_token {
    FORMAT_TOKEN_END,
    FORMAT_TOKEN_LITERAL, /* text that is shown */
    FORMAT_TOKEN_SPACE,   /* of the width of a letter, or filled */
    FORMAT_TOKEN_BRACKET, /* what stands within [] */
    FORMAT_TOKEN_DIGIT,   /* 0 # ? */
    FORMAT_TOKEN_MARK,    /* . , % / @ */
    FORMAT_TOKEN_EXPONENT,
    FORMAT_TOKEN_LETTERS, /* of a date: yyyy; General */
};
enum format_token format_next(struct slice *code, struct slice *piece);

#endif
