/* See spreadsheet.h. Reads a text piece by piece: a digit, a mark, a word. One piece that is none
 * of these makes it a text to every spreadsheet.
 *
 * Does not say what the value would be, nor which spreadsheet would take it: that depends on its
 * language and its version. */
#include "spreadsheet.h"

enum { WORD_SIZE = 12 };

struct reading {
    struct slice rest;
    size_t digits;
    char before;        /* the character before the rest, folded; 0: none, or another script */
    bool is_marked;     /* something stands between digits */
    bool has_time;      /* a colon was seen */
    bool needs_mark;    /* the letter of an era alone makes no day: H23 */
    bool is_first_year; /* 元 */
};

/* The ASCII character here or the one whose full-width form is (U+FF01 to U+FF5E, U+3000), and its
 * length in bytes; 0: neither. Letters are small ones. */
static char folded(struct slice text, size_t *len)
{
    const unsigned char *at = (const unsigned char *)text.at;
    unsigned code = 0;
    *len = 1;
    if (text.len > 0 && at[0] < 0x80) {
        code = at[0];
    } else if (text.len >= 3 && at[0] == 0xEF && (at[1] == 0xBC || at[1] == 0xBD)) {
        *len = 3;
        code = (at[1] - 0xBCU) * 64 + (at[2] & 0x3FU) + 0x20;
    } else if (slice_starts(text, "\u3000")) {
        *len = 3;
        code = ' ';
    }
    if (code >= 0x7F)
        return 0;
    return (char)(code >= 'A' && code <= 'Z' ? code + 0x20 : code);
}

static bool spreadsheet_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void pass(struct reading *reading, size_t len, char before)
{
    reading->rest.at += len;
    reading->rest.len -= len;
    reading->before = before;
}

/* --- pieces: each passes what it reads, or says that there is no such thing --- */

static bool read_ascii(struct reading *reading)
{
    size_t len;
    char c = folded(reading->rest, &len);
    if (spreadsheet_is_digit(c))
        reading->digits++;
    else if (c && strchr("+-./:,%'$() ", c))
        reading->is_marked |= c != ' ';
    else
        return false;
    reading->has_time |= c == ':';
    pass(reading, len, c);
    return true;
}

static bool read_japanese(struct reading *reading)
{
    static const char *const words[] = {
        "年", "月",   "日",   "時",   "分",   "秒", "午前", "午後", "曜", "火", "水", "木", "金",
        "土", "明治", "大正", "昭和", "平成", "令", "和",   "元",   "￥", "¥",  "£",  "€",  "−"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (*reading->rest.at != *words[i] || !slice_starts(reading->rest, words[i]))
            continue;
        reading->is_marked = true;
        reading->is_first_year |= strcmp(words[i], "元") == 0;
        pass(reading, strlen(words[i]), 0);
        return true;
    }
    return false;
}

/* Whether the word is the name or begins it, with three letters at least. */
static bool abbreviates(const char *word, size_t len)
{
    static const char *const names[] = {
        "january",   "february",  "march",   "april",    "may",      "june",   "july",
        "august",    "september", "october", "november", "december", "monday", "tuesday",
        "wednesday", "thursday",  "friday",  "saturday", "sunday"};
    for (size_t i = 0; len >= 3 && i < sizeof names / sizeof *names; i++)
        if (strncmp(word, names[i], len) == 0)
            return true;
    return false;
}

/* A letter that means something where it stands: 3e5, 10 p, H23.6.14, 2011-06-14T10:00Z. */
static bool is_letter_of_value(struct reading *reading, char letter, bool begins, char after)
{
    bool behind_digit = spreadsheet_is_digit(reading->before), last = reading->rest.len == 0;
    switch (letter) {
    case 'e':
        return behind_digit && (spreadsheet_is_digit(after) || after == '-' || after == '+');
    case 'a':
    case 'p':
        return reading->digits > 0 && reading->before == ' ' && last;
    case 'z':
        return behind_digit && last && reading->has_time;
    case 't':
        if (behind_digit)
            return spreadsheet_is_digit(after);
        break;
    default:
        break;
    }
    reading->needs_mark |= begins;
    return begins && strchr("mtshr", letter) &&
           (spreadsheet_is_digit(after) || slice_starts(reading->rest, "元"));
}

static bool read_letters(struct reading *reading)
{
    char word[WORD_SIZE] = "", before = reading->before;
    size_t count = 0, len;
    bool begins = reading->digits == 0 && !reading->is_marked && !before;
    char c = folded(reading->rest, &len);
    while (count < WORD_SIZE - 1 && c >= 'a' && c <= 'z') {
        word[count++] = c;
        pass(reading, len, before);
        c = folded(reading->rest, &len);
    }
    bool meant = count == 1 ? is_letter_of_value(reading, *word, begins, c)
                            : abbreviates(word, count) ||
                                  (reading->digits > 0 && reading->rest.len == 0 &&
                                   (strcmp(word, "am") == 0 || strcmp(word, "pm") == 0));
    reading->before = 'a';
    return meant;
}

/* --- the whole --- */

static bool is_named_value(struct slice text)
{
    static const char *const names[] = {"true",    "false", "#n/a",   "#null!", "#div/0!",
                                        "#value!", "#ref!", "#name?", "#num!"};
    char word[WORD_SIZE] = "", first;
    size_t count = 0, len;
    first = folded(text, &len);
    if (first != 't' && first != 'f' && first != '#')
        return false;
    while (text.len > 0 && count < WORD_SIZE - 1 && (word[count] = folded(text, &len))) {
        text.at += len;
        text.len -= len;
        count++;
    }
    for (size_t i = 0; text.len == 0 && i < sizeof names / sizeof *names; i++)
        if (strcmp(word, names[i]) == 0)
            return true;
    return false;
}

bool spreadsheet_converts(struct slice text)
{
    struct reading reading = {.rest = text};
    while (reading.rest.len > 0)
        if (!read_ascii(&reading) && !read_japanese(&reading) && !read_letters(&reading))
            return is_named_value(text);
    return (reading.digits > 0 || reading.is_first_year) &&
           (reading.is_marked || !reading.needs_mark);
}
