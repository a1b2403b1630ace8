/* Words of the form: labels of KPIs, the period of the programme. */
#include "plan_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"

#include <stdio.h>

enum { LABEL_DIGITS = 3, WIDE_SPACE = 0x3000, NO_BREAK_SPACE = 0xA0 };

struct slice plan_folded(struct arena *arena, struct slice text)
{
    struct slice plain = text_nfkc(arena, text_trim(text));
    char *to = plain.at ? arena_alloc(arena, plain.len + 1) : NULL;
    size_t len = 0;
    if (!to)
        return SLICE_NONE;
    for (size_t at = 0; at < plain.len;) {
        size_t from = at;
        int32_t c = utf8_next(plain, &at);
        if (c < 0)
            return SLICE_NONE;
        if (c == ' ' || (c >= '\t' && c <= '\r') || c == NO_BREAK_SPACE || c == WIDE_SPACE)
            continue;
        memcpy(to + len, plain.at + from, at - from);
        len += at - from;
    }
    return (struct slice){to, len};
}

bool plan_has(struct slice text, const char *word)
{
    return text.len > 0 && memmem(text.at, text.len, word, strlen(word)) != NULL;
}

int plan_label(struct arena *arena, struct slice cell)
{
    static const char *const words[] = {"KPI", "kpi", "Kpi", "指標"};
    enum { LABEL_MOST = 60 };
    int number = 0;
    if (cell.len > LABEL_MOST)
        return 0;
    struct slice text = plan_folded(arena, cell);
    size_t word = 0, words_count = sizeof words / sizeof *words;
    while (word < words_count && !slice_starts(text, words[word]))
        word++;
    if (word == words_count)
        return 0;
    text = slice_from(text, strlen(words[word]));
    if (text.len > 2 && text.at[0] == '(' && text.at[text.len - 1] == ')')
        text = (struct slice){text.at + 1, text.len - 2};
    if (text.len == 0 || text.len > LABEL_DIGITS)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        number = number * 10 + (text.at[i] - '0');
    }
    return number;
}

bool plan_period_of(struct arena *arena, struct slice text, char canonical[PERIOD_TEXT_SIZE])
{
    static const char from[] = "から", until[] = "まで";
    enum { PERIOD_MOST = 200 };
    char written[PERIOD_MOST + 8], found[PERIOD_TEXT_SIZE];
    if (text.len == 0 || text.len > PERIOD_MOST)
        return false;
    struct slice folded = plan_folded(arena, text);
    const char *middle = folded.len ? memmem(folded.at, folded.len, from, sizeof from - 1) : NULL;
    if (!middle || folded.len > PERIOD_MOST)
        return false;
    size_t before = (size_t)(middle - folded.at);
    struct slice behind = slice_from(folded, before + sizeof from - 1);
    if (behind.len >= sizeof until - 1 &&
        memcmp(behind.at + behind.len - (sizeof until - 1), until, sizeof until - 1) == 0)
        behind.len -= sizeof until - 1;
    int len = snprintf(written, sizeof written, "%.*s～%.*s", (int)before, folded.at,
                       (int)behind.len, behind.at);
    if (len < 0 || (size_t)len >= sizeof written ||
        period_canonical((struct slice){written, (size_t)len}, found) != PERIOD_GOOD)
        return false;
    memcpy(canonical, found, sizeof found);
    return true;
}
