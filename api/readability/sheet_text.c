/* What the text of one cell looks like. */
#include "sheet.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

#include <stdio.h>

enum { TEXT_BARE_ARENA = 64 * 1024 };

static bool text_is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool text_is_cjk(int32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF);
}

static bool text_is_gap(int32_t c)
{
    return c == ' ' || c == 0x3000 || c == 0xA0 || c == '\t';
}

bool text_has_any(struct slice text, const char *const *words)
{
    for (; *words; words++)
        if (text.len > 0 && memmem(text.at, text.len, *words, strlen(*words)))
            return true;
    return false;
}

/* Groups of digits, ASCII or full-width; a comma or a full stop between two digits divides none. */
size_t text_digit_groups(struct slice text)
{
    size_t groups = 0, at = 0;
    bool within = false, held = false; /* held: a separator behind a digit */
    for (int32_t c; (c = utf8_next(text, &at)) >= 0;) {
        bool digit = (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
        bool separator = c == ',' || c == '.' || c == 0xFF0C || c == 0xFF0E;
        if (digit && !within && !held)
            groups++;
        held = separator && within;
        within = digit;
    }
    return groups;
}

/* A place in a document or a street, no amount. */
bool text_is_place(struct slice text)
{
    static const char *const words[] = {"ページ", "頁",   "表", "図", "章", "号",
                                        "丁目",   "番地", "条", "版", NULL};
    return text_has_any(text, words);
}

bool text_is_number_like(struct slice text)
{
    char mended[DECIMAL_TEXT_SIZE];
    struct decimal value;
    if (text_is_place(text))
        return false;
    return decimal_parse(text, &value) == DECIMAL_GOOD ||
           (text.len < 64 && text_digit_groups(text) == 1 && decimal_mend(text, mended));
}

bool text_is_symbol(struct slice text)
{
    static const char *const symbols[] = {"-",      "－",  "―",    "—",    "–",  "‐",  "ー", "…",
                                          "...",    "*",   "**",   "***",  "x",  "X",  "χ",  "Ｘ",
                                          "ｘ",     "n/a", "N/A",  "na",   "NA", "△",  "▲",  "･･･",
                                          "・・・", "秘",  "不明", "－－", "--", "／", "/"};
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (slice_is(text, symbols[i]))
            return true;
    return false;
}

/* Spaces at an end, several together, or between single Japanese characters (北　海　道); line
 * breaks. */
bool text_is_laid_out(struct slice text, char bare[SHEET_TEXT])
{
    size_t at = 0, out = 0, gaps = 0, words = 0, word = 0;
    int32_t before = 0;
    bool found = false, single = true; /* single: words of one Japanese character only */
    for (int32_t c; (c = utf8_next(text, &at)) >= 0;) {
        if (text_is_gap(c) || c == '\n') {
            found |= c == '\n' || gaps > 0 || before == 0;
            gaps++;
            continue;
        }
        if (gaps > 0 && before != 0) {
            words++;
            word = 0;
        }
        if (gaps > 0 && before != 0 && !(text_is_cjk(before) && text_is_cjk(c)) &&
            out + 1 < SHEET_TEXT - 4)
            bare[out++] = ' ';
        if (out < SHEET_TEXT - 4)
            out += utf8_put(c, bare + out);
        single &= ++word == 1 && text_is_cjk(c);
        before = c;
        gaps = 0;
    }
    bare[out] = '\0';
    return (found || gaps > 0 || (single && words > 0)) && out > 0;
}

/* Short parts between separators of lists. */
bool text_is_list(struct slice text)
{
    enum { PART_MAX = 10, PARTS_OF_POINTS = 3 };
    static const int32_t particles[] = {0x3092, 0x304C, 0x306F, 0x306B, 0x3067, 0x3066,
                                        0x3082, 0x306E, 0x3068, 0x308A, 0x3057, 0x304F};
    size_t parts = 1, points = 1, part = 0, at = 0;
    if (text.len > 300)
        return false;
    for (int32_t c, before = 0; (c = utf8_next(text, &at)) >= 0; before = c) {
        bool comma = c == 0x3001 || c == 0xFF0C || c == 0xFF64 || (c == ' ' && before == ',');
        bool point = c == 0x30FB || c == 0xFF65 || c == 0xFF0F;
        if (c == 0x3002 || (part == 0 && (comma || point)))
            return false; /* a sentence */
        for (size_t i = 0; comma && i < sizeof particles / sizeof *particles; i++)
            if (before == particles[i])
                return false;
        parts += comma;
        points += point;
        part = comma || point ? 0 : part + 1;
        if (part > PART_MAX)
            return false;
    }
    return part > 0 && (parts >= 2 || points >= PARTS_OF_POINTS);
}

bool text_is_remark(struct slice text)
{
    static const char *const begins[] = {"※",    "注",   "(注",  "（注",   "〔注",   "【注",
                                         "*",    "資料", "出典", "（出典", "出所",   "備考",
                                         "作成", "メモ", "Note", "note",   "Source", "（資料"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (slice_starts(text, begins[i]))
            return true;
    return false;
}

bool text_is_era_only(struct slice text, char western[SHEET_TEXT])
{
    static const char *const eras[] = {"明治", "大正", "昭和", "平成", "令和"};
    char canonical[PERIOD_TEXT_SIZE];
    bool era = false;
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
        era |= slice_starts(text, eras[i]);
    era |= text.len > 1 && strchr("MTSHR", *text.at) && text_is_ascii_digit(text.at[1]);
    for (size_t i = 0; era && i + 4 <= text.len; i++) /* a Western year beside it */
        if (text_is_ascii_digit(text.at[i]) && text_is_ascii_digit(text.at[i + 1]) &&
            text_is_ascii_digit(text.at[i + 2]) && text_is_ascii_digit(text.at[i + 3]))
            return false;
    if (!era)
        return false;
    western[0] = '\0';
    enum period_fault fault = period_canonical(text, canonical);
    if (fault != PERIOD_GOOD && fault != PERIOD_PROPOSED)
        return false;
    snprintf(western, SHEET_TEXT, "%s", canonical);
    return true;
}

/* Whether two ways of writing may be one word: NFKC, without spaces, brackets and the kana that
 * 送り仮名 add behind kanji; circles are one. */
void text_bare(struct slice text, char bare[SHEET_TEXT])
{
    struct arena arena;
    size_t at = 0, out = 0, kana = 0;
    arena_init(&arena, TEXT_BARE_ARENA);
    struct slice folded = text_word(&arena, text);
    if (!folded.at)
        folded = text;
    for (int32_t c; (c = utf8_next(folded, &at)) >= 0 && out < SHEET_TEXT - 4;) {
        if (c == 0x3007 || c == 0x25EF || c == 0x25CB)
            c = 0x25CB;
        if (c >= 0x3041 && c <= 0x309F) {
            kana++;
            continue;
        }
        out += utf8_put(c, bare + out);
    }
    bare[out] = '\0';
    if (out == 0 && kana > 0) /* nothing but kana */
        snprintf(bare, SHEET_TEXT, "%.*s", (int)utf8_cut(folded, SHEET_TEXT - 1).len, folded.at);
    arena_free(&arena);
}
