/* See format.h. Colours, widths and calendars make no difference to what is shown as text. */
#include "format.h"

#include "hiraku/base/arena.h"

#include <ctype.h>
#include <strings.h>

/* --- pieces ----------------------------------------------------------------------------------- */

static struct slice format_cut(struct slice *code, size_t from, size_t len, size_t whole)
{
    size_t have = code->len;
    struct slice piece = {code->at + from, from > have ? 0 : len < have - from ? len : have - from};
    *code = slice_from(*code, whole < have ? whole : have);
    return piece;
}

static size_t format_until(struct slice code, size_t from, char end)
{
    const char *at = from < code.len ? memchr(code.at + from, end, code.len - from) : NULL;
    return at ? (size_t)(at - code.at) : code.len;
}

/* Bytes of one character. */
static size_t format_character(struct slice code, size_t at)
{
    size_t len = 1;
    while (at + len < code.len && ((unsigned char)code.at[at + len] & 0xC0) == 0x80)
        len++;
    return len;
}

static bool format_is_date_letter(char c)
{
    return strchr("ymdhsegabrYMDHSEGABR", c) && c;
}

static enum format_token format_next_letters(struct slice *code, struct slice *piece)
{
    static const char general[] = "General", *const halves[] = {"AM/PM", "A/P"};
    size_t len = 1;
    if (code->len >= sizeof general - 1 &&
        strncasecmp(code->at, general, sizeof general - 1) == 0) {
        *piece = format_cut(code, 0, sizeof general - 1, sizeof general - 1);
        return FORMAT_TOKEN_LETTERS;
    }
    for (size_t i = 0; i < 2; i++)
        if (code->len >= strlen(halves[i]) &&
            strncasecmp(code->at, halves[i], strlen(halves[i])) == 0) {
            *piece = format_cut(code, 0, strlen(halves[i]), strlen(halves[i]));
            return FORMAT_TOKEN_SPACE;
        }
    while (len < code->len &&
           tolower((unsigned char)code->at[len]) == tolower((unsigned char)*code->at))
        len++;
    *piece = format_cut(code, 0, len, len);
    return FORMAT_TOKEN_LETTERS;
}

enum format_token format_next(struct slice *code, struct slice *piece)
{
    *piece = SLICE_NONE;
    if (code->len == 0)
        return FORMAT_TOKEN_END;
    char c = *code->at;
    size_t close;
    switch (c) {
    case '"':
        close = format_until(*code, 1, '"');
        *piece = format_cut(code, 1, close - 1, close + 1);
        return FORMAT_TOKEN_LITERAL;
    case '\\':
    case '!':
        close = code->len > 1 ? format_character(*code, 1) : 0;
        *piece = format_cut(code, 1, close, 1 + close);
        return FORMAT_TOKEN_LITERAL;
    case '_':
    case '*':
        close = code->len > 1 ? format_character(*code, 1) : 0;
        *piece = format_cut(code, 1, 0, 1 + close);
        return FORMAT_TOKEN_SPACE;
    case '[':
        close = format_until(*code, 1, ']');
        *piece = format_cut(code, 1, close - 1, close + 1);
        return FORMAT_TOKEN_BRACKET;
    default:
        break;
    }
    if (strchr("0#?", c)) {
        *piece = format_cut(code, 0, 1, 1);
        return FORMAT_TOKEN_DIGIT;
    }
    if (strchr(".,%/@", c)) {
        *piece = format_cut(code, 0, 1, 1);
        return FORMAT_TOKEN_MARK;
    }
    if (tolower((unsigned char)c) == 'e' && code->len > 1 && strchr("+-", code->at[1])) {
        *piece = format_cut(code, 0, 2, 2);
        return FORMAT_TOKEN_EXPONENT;
    }
    if (format_is_date_letter(c))
        return format_next_letters(code, piece);
    size_t len = format_character(*code, 0);
    *piece = format_cut(code, 0, len, len);
    return FORMAT_TOKEN_LITERAL;
}

/* --- a section -------------------------------------------------------------------------------- */

struct format_reading {
    struct format_section *section;
    struct arena *arena;
    int digits, commas;                     /* so far; commas behind the last digit */
    bool point, exponent, fraction, months; /* m was read last, and may be minutes */
    bool literal, between, before;          /* text was read; stands between digits, before them */
    unsigned last;                          /* part of a date that was read last */
};

static bool format_condition_of(struct slice text, struct format_section *section)
{
    static const struct {
        const char *sign;
        enum format_condition condition;
    } signs[] = {{"<=", FORMAT_LESS_EQUAL}, {"<>", FORMAT_UNEQUAL}, {">=", FORMAT_GREATER_EQUAL},
                 {"<", FORMAT_LESS},        {">", FORMAT_GREATER},  {"=", FORMAT_EQUAL}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts(text, signs[i].sign)) {
            if (number_read(slice_from(text, strlen(signs[i].sign)), &section->limit))
                section->condition = signs[i].condition;
            return true;
        }
    return false;
}

/* Text that is shown around the digits, without what only says that a number is negative. */
static void format_add_unit(struct format_reading *reading, struct slice text)
{
    static const char *const signs[] = {"(",
                                        ")",
                                        "-",
                                        "+",
                                        " ",
                                        "\xC2\xA0",
                                        "\xE3\x80\x80",
                                        "\xE2\x96\xB2",
                                        "\xE2\x96\xB3",
                                        "\xE2\x88\x92"};
    struct format_section *section = reading->section;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_is(text, signs[i]))
            return;
    if (text.len == 0)
        return;
    section->unit = section->unit.len == 0
                        ? text
                        : arena_printf(reading->arena, "%.*s%.*s", (int)section->unit.len,
                                       section->unit.at, (int)text.len, text.at);
}

static void format_read_bracket(struct format_reading *reading, struct slice text)
{
    if (text.len > 0 && strchr("hmsHMS", *text.at) &&
        strspn(text.at, "hmsHMS") >= text.len) { /* [h], not [Magenta] */
        reading->section->parts |= FORMAT_ELAPSED;
        switch (tolower((unsigned char)*text.at)) {
        case 'h':
            reading->section->parts |= reading->last = FORMAT_HOUR;
            break;
        case 'm':
            reading->section->parts |= reading->last = FORMAT_MINUTE;
            break;
        default:
            reading->section->parts |= reading->last = FORMAT_SECOND;
            break;
        }
        return;
    }
    if (format_condition_of(text, reading->section) || text.len == 0 || *text.at != '$')
        return;
    size_t end = format_until(text, 1, '-'); /* [$¥-411] */
    format_add_unit(reading, (struct slice){text.at + 1, end - 1});
}

/* m stands for minutes behind hours and in front of seconds. */
static void format_read_letters(struct format_reading *reading, struct slice text)
{
    struct format_section *section = reading->section;
    unsigned part = 0;
    if (text.len == sizeof "General" - 1 && strncasecmp(text.at, "General", text.len) == 0)
        return;
    switch (tolower((unsigned char)*text.at)) {
    case 'y':
    case 'e':
    case 'b':
    case 'r':
        part = FORMAT_YEAR;
        break;
    case 'd':
        part = FORMAT_DAY;
        if (text.len >= 3) { /* the day of the week */
            part = 0;
            section->kind = FORMAT_DATE;
        }
        break;
    case 'h':
        part = FORMAT_HOUR;
        break;
    case 's':
        part = FORMAT_SECOND;
        if (reading->months) {
            section->parts &= ~(unsigned)FORMAT_MONTH;
            section->parts |= FORMAT_MINUTE;
        }
        break;
    case 'm':
        part = reading->last & (FORMAT_HOUR | FORMAT_SECOND) ? FORMAT_MINUTE : FORMAT_MONTH;
        break;
    default: /* g, a: era and day of the week */
        section->kind = FORMAT_DATE;
        return;
    }
    reading->months = part == FORMAT_MONTH && !(section->parts & FORMAT_MONTH);
    section->parts |= part;
    reading->last = part ? part : reading->last;
}

static void format_read_mark(struct format_reading *reading, struct slice text)
{
    switch (*text.at) {
    case '.':
        reading->point = true;
        reading->section->shift -= 3 * reading->commas;
        reading->commas = 0;
        break;
    case ',':
        reading->commas += reading->digits > 0;
        break;
    case '%':
        reading->section->shift += 2;
        format_add_unit(reading, text);
        break;
    case '/':
        reading->fraction |= reading->digits > 0;
        break;
    default:
        break;
    }
}

/* Whether text before the digits belongs to what is shown (FY2023): a currency does not, nor does a
 * sign. */
static bool format_is_prefix(struct slice unit)
{
    static const char *const currencies[] = {"\xC2\xA5", "\xEF\xBF\xA5", "$", "\xE2\x82\xAC",
                                             "\xC2\xA3"};
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++)
        if (slice_is(unit, currencies[i]))
            return false;
    return unit.len > 0;
}

static void format_read_literal(struct format_reading *reading, struct slice text)
{
    reading->literal |= text.len > 0 && !slice_is(text, " ");
    format_add_unit(reading, text);
}

static void format_read_digit(struct format_reading *reading, char digit)
{
    struct format_section *section = reading->section;
    reading->between |= reading->literal && reading->digits > 0;
    reading->before |= reading->digits == 0 && format_is_prefix(section->unit);
    reading->literal = false;
    reading->commas = 0;
    reading->digits++;
    if (reading->exponent)
        return;
    if (!reading->point) {
        section->before += digit == '0' || section->before > 0;
    } else if (section->most < FORMAT_DECIMALS_MAX) {
        section->most++;
        if (digit == '0')
            section->least = section->most;
    }
}

static void format_finish(struct format_reading *reading)
{
    struct format_section *section = reading->section;
    section->shift -= 3 * reading->commas;
    if (section->parts || section->kind == FORMAT_DATE)
        section->kind = FORMAT_DATE;
    else if (reading->digits == 0 || reading->fraction)
        section->kind = FORMAT_GENERAL;
    else if (reading->exponent)
        section->kind = FORMAT_SCIENTIFIC;
    else if (reading->before || (reading->between && !reading->point))
        section->kind = FORMAT_PICTURE;
    else
        section->kind = FORMAT_DIGITS;
    if (section->kind == FORMAT_GENERAL && section->unit.len > 0 && reading->digits == 0)
        section->shift = 0;
}

static void format_read_section(struct format_section *section, struct slice code,
                                struct arena *arena)
{
    struct format_reading reading = {.section = section, .arena = arena};
    struct slice rest = code, piece;
    *section = (struct format_section){.code = code};
    for (enum format_token token; (token = format_next(&rest, &piece)) != FORMAT_TOKEN_END;) {
        if (token == FORMAT_TOKEN_LITERAL)
            format_read_literal(&reading, piece);
        else if (token == FORMAT_TOKEN_BRACKET)
            format_read_bracket(&reading, piece);
        else if (token == FORMAT_TOKEN_DIGIT)
            format_read_digit(&reading, *piece.at);
        else if (token == FORMAT_TOKEN_MARK)
            format_read_mark(&reading, piece);
        else if (token == FORMAT_TOKEN_LETTERS)
            format_read_letters(&reading, piece);
        else if (token == FORMAT_TOKEN_EXPONENT)
            reading.exponent = true;
    }
    format_finish(&reading);
}

/* --- a format --------------------------------------------------------------------------------- */

/* Up to the next ; outside of quotes. */
static struct slice format_cut_section(struct slice *code)
{
    struct slice rest = *code, piece, section = *code;
    while (rest.len > 0 && *rest.at != ';')
        format_next(&rest, &piece);
    section.len = code->len - rest.len;
    *code = slice_from(rest, rest.len > 0);
    return section;
}

void format_read(struct format *format, struct slice code, struct arena *arena)
{
    format->count = 0;
    do {
        struct slice section = format_cut_section(&code);
        format_read_section(&format->sections[format->count++], section, arena);
    } while (code.len > 0 && format->count < FORMAT_SECTIONS);
}

static bool format_holds(const struct format *format, int at, const struct number *number)
{
    const struct format_section *section = &format->sections[at];
    int order = number_compare(number, &section->limit);
    switch (section->condition) {
    case FORMAT_LESS:
        return order < 0;
    case FORMAT_LESS_EQUAL:
        return order <= 0;
    case FORMAT_EQUAL:
        return order == 0;
    case FORMAT_UNEQUAL:
        return order != 0;
    case FORMAT_GREATER_EQUAL:
        return order >= 0;
    case FORMAT_GREATER:
        return order > 0;
    default:
        break;
    }
    bool last = at + 1 == format->count || at == 2;
    if (at == 0 && !last)
        return format->count == 2 ? !number->negative : !number->negative && number->count > 0;
    return last || number->negative || format->sections[0].condition != FORMAT_ANY;
}

const struct format_section *format_section_of(const struct format *format,
                                               const struct number *number)
{
    for (int i = 0; i < format->count; i++)
        if (format_holds(format, i, number))
            return &format->sections[i];
    return NULL;
}
