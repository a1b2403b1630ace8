/* See workbook_cell.h. The one place where a published figure goes through a double. */
#include "hiraku/exporters/downloads/workbook_cell.h"

#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

enum { DIGITS_MAX = 15, KEPT_UNITS = 32200, TAIL_SIZE = WORKBOOK_ADDRESS_MAX + 16, ESCAPE = 7 };

/* --- text ------------------------------------------------------------------------------------- */

static bool is_escape(const char *at, size_t left)
{
    if (left < ESCAPE || at[0] != '_' || at[1] != 'x' || at[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", at[i]))
            return false;
    return true;
}

/* The escape that stands for the character here, or NULL. */
static const char *escape_of(const char *at, size_t left)
{
    if (*at == '\r')
        return "_x000D_";
    return is_escape(at, left) ? "_x005F_" : NULL;
}

/* UTF-16 units of the character that begins here; 0 within one. */
static size_t units_of(const char *at, size_t left)
{
    unsigned char byte = (unsigned char)*at;
    if (escape_of(at, left))
        return ESCAPE;
    return (byte & 0xC0) == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1;
}

void workbook_text(char *cell, struct slice text, const char *address)
{
    size_t len = 0, units = 0, all = 0, at = 0;
    if (text.len <= WORKBOOK_CELL_UNITS && !memchr(text.at, '\r', text.len) &&
        !memmem(text.at, text.len, "_x", 2)) {
        memcpy(cell, text.at, text.len);
        cell[text.len] = '\0';
        return;
    }
    for (size_t i = 0; i < text.len; i++)
        all += units_of(text.at + i, text.len - i);
    size_t most = all > WORKBOOK_CELL_UNITS ? KEPT_UNITS : WORKBOOK_CELL_UNITS;
    for (; at < text.len; at++) {
        const char *escape = escape_of(text.at + at, text.len - at);
        size_t more = units_of(text.at + at, text.len - at);
        if (more > 0 && units + more > most)
            break;
        units += more;
        if (escape) {
            memcpy(cell + len, escape, ESCAPE);
            len += ESCAPE;
        } else {
            cell[len++] = text.at[at];
        }
    }
    cell[len] = '\0';
    if (at < text.len)
        snprintf(cell + len, TAIL_SIZE, " […%.*s]", WORKBOOK_ADDRESS_MAX, address);
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* Digits without a zero too many before them, with or without a fraction. */
static bool is_usual(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    if (whole == 0 || (*text == '0' && whole > 1))
        return false;
    text += whole;
    return *text == '\0' ||
           (*text == '.' && text[1] && text[1 + strspn(text + 1, "0123456789")] == '\0');
}

bool workbook_number(struct slice text, char number[WORKBOOK_NUMBER_SIZE], int *decimals)
{
    enum { NUMBER_SIZE = WORKBOOK_NUMBER_SIZE };
    char published[NUMBER_SIZE], shown[NUMBER_SIZE];
    size_t digits = 0;
    if (text.len == 0 || text.len >= NUMBER_SIZE / 2)
        return false;
    memcpy(published, text.at, text.len);
    published[text.len] = '\0';
    const char *point = strchr(published, '.');
    *decimals = point ? (int)strlen(point + 1) : 0;
    for (const char *at = published; *at; at++)
        digits += *at >= '0' && *at <= '9' && (digits > 0 || *at != '0');
    if (digits > DIGITS_MAX || *decimals > WORKBOOK_DECIMALS_MAX ||
        (digits == 0 && *published == '-'))
        return false;
    snprintf(number, NUMBER_SIZE, "%.16G", strtod(published, NULL)); /* as libxlsxwriter does */
    if (is_usual(published)) /* a double keeps DIGITS_MAX digits */
        return true;
    snprintf(shown, sizeof shown, "%.*f", *decimals, strtod(number, NULL));
    return strcmp(shown, published) == 0;
}

int workbook_put_number(struct lxw_worksheet *sheet, unsigned row, unsigned column,
                        const char *number, struct lxw_format *format)
{
    return worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, strtod(number, NULL),
                                  format);
}
