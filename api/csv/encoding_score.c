/* Scores of UTF-8, CP932 and EUC-JP. Reads bytes only: what is done with a score is decided in
 * encoding_find.c. */
#include "encoding_score.h"

#include "utf8_scan.h"

enum bits {
    LATIN = 1, /* é in a word, ± in a number */
    KANA = 5,  /* also the punctuation of every sentence */
    KANJI = 9, /* JIS X 0208, first level */
    WIDE = 8,  /* full-width letters and digits */
    SYMBOL = 10,
    FOREIGN = 12,      /* Greek, Cyrillic, lines */
    RARE = SCORE_RARE, /* second level, IBM's and NEC's */
    SUPPLEMENT = 18,
    PRIVATE = 22,
    BAD = SCORE_BAD,
    GARBLED = 30,   /* 縺 繧 繝: what UTF-8 is in CP932 */
    HALF = 4,       /* half-width kana within a run */
    HALF_BEGIN = 6, /* a run of it begins */
    HALF_ODD = 10,  /* one that cannot stand where it does */
};

static void score_add(struct encoding_score *score, unsigned bits)
{
    score->bits += bits;
    score->units++;
    score->bad += bits == BAD;
    score->before = 0;
}

static bool encoding_score_is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* --- UTF-8 ------------------------------------------------------------------------------------ */

/* Whether a letter, a digit or what stands between words is beside the character: bytes that are
 * all there is in a cell are more likely a pair of something else. */
static bool is_beside_text(unsigned char c)
{
    return encoding_score_is_letter(c) || (c >= '0' && c <= '9') || c == ' ' || c == '.' ||
           c == '(' || c == ')';
}

/* A character of two bytes: é and ± cost least in words and numbers; letters of another alphabet
 * where there are several. */
static unsigned latin_bits(const unsigned char *bytes, size_t len, size_t at)
{
    unsigned char lead = bytes[at];
    bool beside = (at > 0 && is_beside_text(bytes[at - 1])) ||
                  (at + 2 < len && is_beside_text(bytes[at + 2]));
    bool alphabet = lead == 0xC3 || (lead >= 0xCE && lead <= 0xD1);
    if (lead <= 0xC3 && beside)
        return LATIN;
    if (alphabet && at >= 2 && bytes[at - 2] >= 0xC3 && bytes[at - 2] <= 0xD1)
        return KANA;
    return lead <= 0xC3 || alphabet ? FOREIGN : RARE;
}

size_t score_utf8(struct encoding_score *score, const unsigned char *bytes, size_t len, bool last)
{
    size_t at = 0, unit = 0;
    for (; at < len; at += unit) {
        unit = 1;
        if (bytes[at] < 0x80)
            continue;
        enum utf8_unit kind = utf8_classify(bytes + at, len - at, &unit);
        if (kind == UTF8_INCOMPLETE && !last)
            break;
        if (kind == UTF8_BAD || kind == UTF8_INCOMPLETE)
            score_add(score, BAD);
        else if (unit == 3)
            score_add(score, bytes[at] == 0xE3 ? KANA : KANJI);
        else
            score_add(score, unit == 2 ? latin_bits(bytes, len, at) : RARE);
    }
    return at;
}

/* --- half-width kana -------------------------------------------------------------------------- */

static bool half_has_voice(unsigned char c)
{
    return (c >= 0xB6 && c <= 0xC4) || (c >= 0xCA && c <= 0xCE) || c == 0xB3;
}

/* What the kana costs behind `before` (0: at the beginning of a run). A1–A5 are punctuation, A7–AF
 * small, B0 the long vowel, DD ン, DE and DF the sound marks. */
static unsigned half_bits(unsigned char before, unsigned char c)
{
    bool punctuation = c <= 0xA5, small = c >= 0xA7 && c <= 0xAF;
    bool after_text = before >= 0xB1;
    if (c == 0xDE)
        return half_has_voice(before) ? HALF / 2 : HALF + HALF_ODD;
    if (c == 0xDF)
        return before >= 0xCA && before <= 0xCE ? HALF / 2 : HALF + HALF_ODD;
    if (punctuation)
        return HALF + KANA + (after_text || c == 0xA2 ? 0 : HALF_ODD);
    if ((small || c == 0xB0 || c == 0xDD) && !after_text)
        return HALF + HALF_ODD;
    return HALF;
}

static void score_half(struct encoding_score *score, unsigned char c)
{
    unsigned char before = score->before;
    score_add(score, half_bits(before, c) + (before ? 0 : HALF_BEGIN));
    score->before = c;
}

/* --- CP932 ------------------------------------------------------------------------------------ */

static bool is_common(const unsigned char *common, size_t count, unsigned char c)
{
    for (size_t i = 0; i < count; i++)
        if (common[i] == c)
            return true;
    return false;
}

static unsigned cp932_bits(unsigned char lead, unsigned char trail)
{
    static const unsigned char common[] = {0x40, 0x41, 0x42, 0x45, 0x5B, 0x60,
                                           0x69, 0x6A, 0x75, 0x76, 0x7C};
    unsigned code = (unsigned)lead << 8 | trail;
    if (trail < 0x40 || trail == 0x7F || trail > 0xFC)
        return BAD;
    if (lead == 0x81)
        return is_common(common, sizeof common, trail) ? KANA : SYMBOL;
    if (lead == 0x82)
        return code < 0x824F || code > 0x82F1 ? BAD : code < 0x829F ? WIDE : KANA;
    if (lead == 0x83)
        return code <= 0x8396 ? KANA : code > 0x83D6 ? BAD : FOREIGN;
    if (lead == 0x84)
        return code > 0x84BE ? BAD : FOREIGN;
    if (lead == 0x87)
        return code > 0x879C ? BAD : FOREIGN;
    if (code >= 0x889F && code <= 0x9872)
        return KANJI;
    if (code == 0xE381 || code == 0xE382 || code == 0xE383)
        return GARBLED;
    if ((code >= 0x989F && lead <= 0x9F) || (lead >= 0xE0 && code <= 0xEAA4) || lead == 0xED ||
        lead == 0xEE || (lead >= 0xFA && code <= 0xFC4B))
        return RARE;
    return lead >= 0xF0 && lead <= 0xF9 ? PRIVATE : BAD;
}

size_t score_cp932(struct encoding_score *score, const unsigned char *bytes, size_t len, bool last)
{
    size_t at = 0;
    while (at < len) {
        unsigned char c = bytes[at];
        if (c < 0x80) {
            score->before = 0;
            at++;
            continue;
        }
        if (c >= 0xA1 && c <= 0xDF) {
            score_half(score, c);
            at++;
            continue;
        }
        bool lead = c >= 0x81 && c != 0xA0 && c <= 0xFC;
        if (lead && at + 1 == len && !last)
            break;
        unsigned bits = lead && at + 1 < len ? cp932_bits(c, bytes[at + 1]) : BAD;
        if (bits == RARE && at > 0 && encoding_score_is_letter(bytes[at - 1]) &&
            encoding_score_is_letter(bytes[at + 1]))
            bits = GARBLED; /* «Genève» in Latin-1 */
        score_add(score, bits);
        at += bits == BAD && (!lead || at + 1 == len || bytes[at + 1] < 0x80) ? 1 : 2;
    }
    return at;
}

/* --- EUC-JP ----------------------------------------------------------------------------------- */

static unsigned euc_bits(unsigned char lead, unsigned char trail)
{
    static const unsigned char common[] = {0xA1, 0xA2, 0xA3, 0xA6, 0xBC, 0xC1,
                                           0xCA, 0xCB, 0xD6, 0xD7, 0xDD};
    switch (lead) {
    case 0xA1:
        return is_common(common, sizeof common, trail) ? KANA : SYMBOL;
    case 0xA2:
        return SYMBOL;
    case 0xA3:
        return trail >= 0xB0 && trail <= 0xFA ? WIDE : BAD;
    case 0xA4:
        return trail <= 0xF3 ? KANA : BAD;
    case 0xA5:
        return trail <= 0xF6 ? KANA : BAD;
    case 0xA6:
    case 0xA7:
        return FOREIGN;
    case 0xA8:
        return trail <= 0xC0 ? FOREIGN : BAD;
    case 0xAD:
        return trail <= 0xFC ? FOREIGN : BAD;
    default:
        break;
    }
    if (lead < 0xB0)
        return BAD;
    if (lead <= 0xCF)
        return lead == 0xCF && trail > 0xD3 ? BAD : KANJI;
    if (lead <= 0xF4)
        return lead == 0xF4 && trail > 0xA6 ? BAD : RARE;
    return lead >= 0xF9 && lead <= 0xFC ? SUPPLEMENT : PRIVATE;
}

static bool encoding_score_is_high(unsigned char byte)
{
    return byte >= 0xA1 && byte <= 0xFE;
}

/* The character that begins with `bytes`, of which `need` bytes are there or would be. */
static unsigned euc_character(const unsigned char *bytes, size_t left, size_t need)
{
    for (size_t i = 1; i < need; i++)
        if (i == left || !encoding_score_is_high(bytes[i]))
            return BAD;
    if (need == 3)
        return SUPPLEMENT;
    if (need == 2 && bytes[0] != 0x8E)
        return euc_bits(bytes[0], bytes[1]);
    return BAD;
}

size_t score_euc_jp(struct encoding_score *score, const unsigned char *bytes, size_t len, bool last)
{
    size_t at = 0;
    while (at < len) {
        unsigned char c = bytes[at];
        size_t left = len - at, need = c == 0x8F                                ? 3
                                       : c == 0x8E || encoding_score_is_high(c) ? 2
                                                                                : 1;
        if (c < 0x80) {
            score->before = 0;
            at++;
            continue;
        }
        if (need > left && !last)
            break;
        if (c == 0x8E && left >= 2 && bytes[at + 1] >= 0xA1 && bytes[at + 1] <= 0xDF) {
            score_half(score, bytes[at + 1]);
            score->bits += HALF;
            at += 2;
            continue;
        }
        unsigned bits = euc_character(bytes + at, left, need);
        score_add(score, bits);
        at += bits == BAD && (left < 2 || !encoding_score_is_high(bytes[at + 1])) ? 1
              : need <= left                                                      ? need
                                                                                  : 1;
    }
    return at;
}
