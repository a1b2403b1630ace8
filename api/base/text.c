/* What hiraku accepts as text, and what it warns of.
 *
 * Code points are read in utf8.c. Normal forms are in normal.c, 機種依存文字 in dependent.c, edit
 * distance in nearest.c. */
#include "hiraku/base/text.h"

#include "hiraku/base/utf8.h"

#include "normal.h"

static bool is_white(int32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

/* What is no space and begins no character that is one. */
static bool is_graphic(char c)
{
    return c > ' ' && c < 0x7F;
}

/* Whether the three bytes may be a space: their first ones are those of U+1680, of U+2000–205F, of
 * U+3000, of U+FEFF. What is no character is none either. */
static bool may_be_white(const char *at)
{
    unsigned char lead = (unsigned char)at[0];
    return (lead & 0xF0) != 0xE0 || lead == 0xE1 || lead == 0xE2 || lead == 0xEF ||
           (lead == 0xE3 && at[1] == '\x80') || !utf8_is_continuation(at[1]) ||
           !utf8_is_continuation(at[2]);
}

/* Whether both ends are seen to be no spaces at a glance. */
static bool is_trimmed(struct slice text)
{
    enum { WIDE = 3 };
    if (text.len == 0) /* it may have no address */
        return true;
    const char *end = text.at + text.len;
    return (is_graphic(text.at[0]) || (text.len >= WIDE && !may_be_white(text.at))) &&
           (is_graphic(end[-1]) || (text.len >= WIDE && !may_be_white(end - WIDE)));
}

struct slice text_trim(struct slice text)
{
    if (is_trimmed(text))
        return text;
    for (size_t at = 0; at < text.len && is_white(utf8_next(text, &at)); at = 0) {
        text.at += at;
        text.len -= at;
    }
    while (text.len) {
        size_t start = text.len - 1;
        while (start && text.len - start < 4 && utf8_is_continuation(text.at[start]))
            start--;
        size_t end = start;
        if (!is_white(utf8_next(text, &end)) || end != text.len)
            break;
        text.len = start;
    }
    return text;
}

/* The fault of one code point by itself. */
static enum text_fault point_fault(int32_t c)
{
    if (c < 0)
        return TEXT_NOT_UTF8;
    if (c < 0xA0)
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c >= 0x7F ? TEXT_CONTROL
                                                                              : TEXT_GOOD;
    if (c >= 0x3000 && c <= 0x9FFF)
        return TEXT_GOOD;
    if (c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
        (c >= 0x2066 && c <= 0x2069))
        return TEXT_BIDI_CONTROL;
    if (c == 0xFFFD)
        return TEXT_REPLACEMENT;
    if (c == 0xFFFE || c == 0xFFFF)
        return TEXT_CONTROL;
    if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE000 && c <= 0xF8FF) ||
        c >= 0xF0000)
        return TEXT_NONCHARACTER;
    return TEXT_GOOD;
}

enum text_fault text_check(struct slice text, size_t *at)
{
    size_t here = 0, unused = 0;
    bool ascii = true;
    at = at ? at : &unused;
    while (here < text.len) {
        unsigned char byte = (unsigned char)text.at[here];
        if (byte >= 0x20 && byte < 0x7F) {
            here++;
            continue;
        }
        *at = here;
        int32_t c = utf8_next(text, &here);
        ascii = ascii && c < 0x80;
        enum text_fault fault = point_fault(c);
        if (fault != TEXT_GOOD)
            return fault;
    }
    struct slice trimmed = text_trim(text);
    *at = 0;
    if (text.len && (trimmed.len == 0 || trimmed.at != text.at))
        return TEXT_UNTRIMMED;
    if (!ascii && !normal_is_nfc(text, at))
        return TEXT_NOT_NFC;
    *at = trimmed.len;
    return trimmed.len < text.len ? TEXT_UNTRIMMED : TEXT_GOOD;
}

static bool is_halfwidth_kana(int32_t c)
{
    return c >= 0xFF61 && c <= 0xFF9F;
}

/* What a byte 0x80–0xBF becomes when it is read as Latin-1 or as Windows-1252. */
static bool is_latin_trail(int32_t c)
{
    static const uint16_t windows[] = {0x20AC, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x017D, 0x2018,
                                       0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
                                       0x2122, 0x0161, 0x203A, 0x0153, 0x017E, 0x0178};
    if (c >= 0x80 && c <= 0xBF)
        return true;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (c == windows[i])
            return true;
    return false;
}

/* Three of these in a row come from one UTF-8 sequence: lead byte E2–E9 and two trail bytes; after
 * C2 and C3 (Â, Ã) one trail byte U+00A0–00BF is enough. */
static bool is_latin_run(int32_t before, int32_t c, int32_t after)
{
    if (before >= 0xE2 && before <= 0xE9)
        return is_latin_trail(c) && is_latin_trail(after);
    return (before == 0xC2 || before == 0xC3) && c >= 0xA0 && c <= 0xBF;
}

/* 縺 繧 繝: what the lead bytes of kana give. */
static bool is_kana_lead(int32_t c)
{
    return c == 0x7E3A || c == 0x7E67 || c == 0x7E5D;
}

static bool is_ideograph(int32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* A single half-width kana behind a kanji; not those of place names and counts (一ｹ月, 霞ｶ関,
 * 一ﾉ宮). */
static bool is_lone_kana(int32_t before, int32_t c, int32_t after)
{
    return is_ideograph(before) && is_halfwidth_kana(c) && !is_halfwidth_kana(after) &&
           c != 0xFF76 && c != 0xFF79 && c != 0xFF89;
}

/* Read as CP932, kana give such leads every other character (side by side they are a word: 繧繝),
 * and kanji give half-width kana one at a time. */
bool text_is_mojibake(struct slice text)
{
    int32_t before = 0, c = 0;
    size_t at = 0, leads = 0, lone = 0;
    for (bool more = true; more;) {
        more = at < text.len;
        int32_t after = more ? utf8_next(text, &at) : 0;
        if (after < 0)
            return false;
        if (is_latin_run(before, c, after))
            return true;
        if (is_kana_lead(c) && !is_kana_lead(before))
            leads += is_halfwidth_kana(after) || is_halfwidth_kana(before) ? 2 : 1;
        lone += is_lone_kana(before, c, after);
        before = c;
        c = after;
    }
    return leads >= 2 || lone >= 2;
}

bool text_is_formula(struct slice text)
{
    if (text.len == 0 || !memchr("=+-@\t\r", text.at[0], 6))
        return false;
    if (text.at[0] != '+' && text.at[0] != '-')
        return true;
    size_t at = 1, whole = 0, fraction = 0;
    for (; at < text.len && text.at[at] >= '0' && text.at[at] <= '9'; at++)
        whole++;
    if (at == text.len)
        return whole == 0;
    if (text.at[at++] != '.')
        return true;
    for (; at < text.len && text.at[at] >= '0' && text.at[at] <= '9'; at++)
        fraction++;
    return whole == 0 || fraction == 0 || at < text.len;
}
