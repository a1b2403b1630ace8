/* The text of a period in the spelling that era.c reads: numbers of 漢数字, eras by their first
 * character, and words that add nothing. Of folded text; nothing is decided about its meaning. */
#include "hiraku/value/period_part.h"

#include <stdio.h>

static size_t respell_starts(struct slice text, const char *const *words)
{
    for (; *words; words++)
        if (slice_starts(text, *words))
            return strlen(*words);
    return 0;
}

/* The value of a digit: 0–9, 10 for 十, −1 for anything else. Its length is that of any of them. */
enum { KANJI_DIGIT = 3, RESPELLED_SIZE = 16 };

static int respell_digit(struct slice text)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    for (int i = 0; i < (int)(sizeof digits / sizeof *digits); i++)
        if (slice_starts(text, digits[i]))
            return i;
    return -1;
}

/* 二十三 and 二〇二三 before 年, 月 or 日: how many bytes they have, 0 where none stand here. */
static size_t respell_number(struct slice text, int *number)
{
    static const char *const units[] = {"年", "月", "日", NULL};
    size_t len = 0, count = 0;
    bool tens = false;
    int digit, unit = 0;
    *number = 0;
    for (; len < text.len && count < 5; len += KANJI_DIGIT, count++) {
        digit = respell_digit(slice_from(text, len));
        if (digit < 0)
            break;
        if (digit == 10 && (tens || count > 1))
            return 0;
        if (digit == 10) {
            *number = (unit ? unit : 1) * 10;
            tens = true;
            unit = 0;
            continue;
        }
        if (tens && unit)
            return 0;
        *number = tens ? *number + digit : *number * 10 + digit;
        unit = digit;
    }
    bool counted = count > 0 && (tens || count <= 2 || count == 4);
    return counted && respell_starts(slice_from(text, len), units) ? len : 0;
}

/* 令6 and 平30, but not 令和, nor 大阪. */
static const char *respell_era(struct slice text, size_t *len)
{
    static const struct {
        const char *shortened, *name;
    } eras[] = {
        {"明", "明治"}, {"大", "大正"}, {"昭", "昭和"}, {"平", "平成"}, {"令", "令和"},
    };
    for (size_t i = 0; i < sizeof eras / sizeof *eras; i++) {
        if (!slice_starts(text, eras[i].shortened))
            continue;
        *len = strlen(eras[i].shortened);
        struct slice rest = {text.at + *len, text.len - *len};
        bool year = slice_starts(rest, "元") || respell_digit(rest) >= 0 ||
                    (rest.len > 0 && rest.at[0] >= '0' && rest.at[0] <= '9');
        return year ? eras[i].name : NULL;
    }
    return NULL;
}

/* Without what says only what kind of value stands beside the period: 2023年度実績, 2023年度(見込).
 */
static struct slice respell_cut(struct slice text)
{
    static const char *const words[] = {"実績値", "実績", "目標値", "目標", "見込み", "見込",
                                        "予定",   "予測", "計画値", "計画", "推計"};
    bool closed = text.len > 1 && text.at[text.len - 1] == ')';
    struct slice rest = {text.at, text.len - closed};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (rest.len <= len + closed || memcmp(rest.at + rest.len - len, words[i], len) != 0)
            continue;
        rest.len -= len;
        if (!closed)
            return rest;
        if (rest.at[rest.len - 1] == '(')
            return (struct slice){rest.at, rest.len - 1};
    }
    return text;
}

/* What to write in place of what stands here, of which `len` is the length; NULL: it stays. */
static const char *respell_one(struct slice text, char number[RESPELLED_SIZE], size_t *len)
{
    static const char western[] = "西暦";
    int value;
    *len = sizeof western - 1;
    if (slice_starts(text, western))
        return "";
    const char *era = respell_era(text, len);
    if (era)
        return era;
    *len = respell_number(text, &value);
    if (*len == 0)
        return NULL;
    snprintf(number, RESPELLED_SIZE, "%d", value);
    return number;
}

size_t period_respell(struct slice text, char *bytes, size_t size)
{
    size_t len = 0, at = 0, taken;
    char number[RESPELLED_SIZE];
    struct slice rest = respell_cut(text);
    bool changed = rest.len < text.len;
    while (at < rest.len) {
        const char *spelt = respell_one(slice_from(rest, at), number, &taken);
        if (len + RESPELLED_SIZE > size)
            return 0;
        if (!spelt) {
            bytes[len++] = rest.at[at++];
            continue;
        }
        memcpy(bytes + len, spelt, strlen(spelt));
        len += strlen(spelt);
        at += taken;
        changed = true;
    }
    return changed ? len : 0;
}
