/* See chart_text.h. The widths are those of a wide sans-serif font; ideographs are square. */
#include "hiraku/pages/chart/chart_text.h"

#include "hiraku/base/utf8.h"

enum { FIRST_SQUARE = 0x1100, FIRST_HALF_KANA = 0xFF61, LAST_HALF_KANA = 0xFFDC };

static bool chart_text_is_square(int32_t c)
{
    return c >= FIRST_SQUARE && !(c >= 0x1E00 && c < 0x2E80) &&
           !(c >= FIRST_HALF_KANA && c <= LAST_HALF_KANA);
}

/* In hundredths of the size. */
static int chart_text_advance(int32_t c)
{
    if (chart_text_is_square(c) || (c >= 0x2160 && c < 0x2700))
        return 100;
    if (c < 0x80 && c > 0 && strchr(" .,:;'|!ijl()[]", c))
        return 37;
    if (c < 0x80 && strchr("mwMW%@", c ? (int)c : 'a'))
        return 92;
    return 62;
}

long chart_text_width(struct slice text, int size)
{
    long width = 0;
    for (size_t at = 0; at < text.len;) {
        int32_t c = utf8_next(text, &at);
        if (c < 0)
            break;
        width += (long)chart_text_advance(c) * size;
    }
    return width;
}

/* Characters with which no line begins (JIS X 4051, 行頭禁則). */
static bool chart_text_begins_no_line(int32_t c)
{
    static const char *const closing =
        "、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％,.;:!?)%";
    char bytes[5] = "";
    bytes[utf8_put(c, bytes)] = '\0';
    return strstr(closing, bytes) != NULL;
}

/* Whether a line may end between two characters. */
static bool chart_text_parts(int32_t before, int32_t after)
{
    if (chart_text_begins_no_line(after) || before == 0x300C || before == 0xFF08)
        return false;
    return before == ' ' || before == '/' || chart_text_is_square(before) ||
           chart_text_is_square(after);
}

struct slice chart_text_line(struct slice *rest, int size, long width)
{
    while (rest->len && *rest->at == ' ')
        *rest = slice_from(*rest, 1);
    size_t at = 0, good = 0;
    long used = 0;
    int32_t before = 0;
    while (at < rest->len) {
        size_t next = at;
        int32_t c = utf8_next(*rest, &next);
        if (c < 0)
            break;
        if (at > 0 && chart_text_parts(before, c))
            good = at;
        used += (long)chart_text_advance(c) * size;
        if (used > width && at > 0 && c != ' ')
            break;
        at = next;
        before = c;
    }
    if (at < rest->len && good > 0)
        at = good;
    struct slice line = {rest->at, at};
    *rest = slice_from(*rest, at);
    while (line.len && line.at[line.len - 1] == ' ')
        line.len--;
    return line;
}

size_t chart_text_lines(struct slice text, int size, long width)
{
    size_t count = 0;
    while (chart_text_line(&text, size, width).len > 0)
        count++;
    return count;
}

struct slice chart_text_fit(struct slice text, int size, long width, char buffer[CHART_FIT_SIZE])
{
    static const char dots[] = "…";
    if (chart_text_width(text, size) <= width)
        return text;
    size_t at = 0, kept = 0;
    long used = (long)size * 100;
    while (at < text.len) {
        int32_t c = utf8_next(text, &at);
        used += c < 0 ? 0 : (long)chart_text_advance(c) * size;
        if (c < 0 || used > width || at + sizeof dots > CHART_FIT_SIZE)
            break;
        kept = at;
    }
    memcpy(buffer, text.at, kept);
    memcpy(buffer + kept, dots, sizeof dots);
    return (struct slice){buffer, kept + sizeof dots - 1};
}

static bool chart_text_is_japanese(int32_t c)
{
    return (c >= 0x3005 && c <= 0x3007) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFF9D) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

static bool chart_text_parts_words(int32_t c)
{
    bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return (c < 0x80 && !letter) || c == 0xB7;
}

struct slice chart_text_word(struct slice text, size_t *at)
{
    size_t from = *at;
    while (*at < text.len) {
        size_t before = *at;
        int32_t c = utf8_next(text, at);
        if (c >= 0 && !chart_text_parts_words(c))
            continue;
        if (c < 0)
            *at = text.len;
        return (struct slice){text.at + from, before - from};
    }
    return (struct slice){text.at + from, text.len - from};
}

struct slice chart_text_japanese(struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        struct slice word = chart_text_word(text, &at);
        for (size_t i = 0; i < word.len;)
            if (chart_text_is_japanese(utf8_next(word, &i)))
                return word;
    }
    return SLICE_NONE;
}

struct slice chart_number(struct slice value, char text[CHART_NUMBER_SIZE])
{
    static const char minus[] = "−";
    size_t at = 0, len = 0, whole = 0;
    if (value.len && value.at[0] == '-') {
        memcpy(text, minus, sizeof minus);
        len = sizeof minus - 1;
        at = 1;
    }
    while (at + whole < value.len && value.at[at + whole] != '.')
        whole++;
    for (; at < value.len && len + 3 < CHART_NUMBER_SIZE; at++) {
        text[len++] = value.at[at];
        if (whole > 1 && --whole % 3 == 0)
            text[len++] = ',';
    }
    text[len] = '\0';
    return (struct slice){text, len};
}
