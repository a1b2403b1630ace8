/* Code points and their bytes. Knows no encoding but UTF-8, and of text only where a character
 * ends. */
#include "hiraku/base/utf8.h"

/* Well-formed byte sequences, Unicode table 3-7: the range of the second byte depends on the first.
 */
static size_t utf8_sequence(const unsigned char *at, size_t left, int32_t *codepoint)
{
    unsigned char lead = at[0], low = 0x80, high = 0xBF;
    size_t len;
    int32_t c;
    if (lead >= 0xC2 && lead <= 0xDF) {
        len = 2;
        c = lead & 0x1F;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        len = 3;
        c = lead & 0x0F;
        low = lead == 0xE0 ? 0xA0 : low;
        high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        len = 4;
        c = lead & 0x07;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high;
    } else {
        return 0;
    }
    if (left < len || at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 1; i < len; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (at[i] & 0x3F);
    }
    *codepoint = c;
    return len;
}

int32_t utf8_next(struct slice text, size_t *at)
{
    if (*at >= text.len)
        return -1;
    unsigned char first = (unsigned char)text.at[*at];
    if (first < 0x80) {
        (*at)++;
        return first;
    }
    int32_t codepoint = -1;
    *at += utf8_sequence((const unsigned char *)text.at + *at, text.len - *at, &codepoint);
    return codepoint;
}

size_t utf8_put(int32_t codepoint, char bytes[4])
{
    uint32_t c = (uint32_t)codepoint;
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | (c >> 18 & 7));
    bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Eight bytes at a time, as long as they are of ASCII. */
static size_t utf8_behind_ascii(struct slice text, size_t at)
{
    uint64_t eight;
    for (; at + sizeof eight <= text.len; at += sizeof eight) {
        memcpy(&eight, text.at + at, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    return at;
}

bool utf8_is_valid(struct slice text)
{
    size_t at = 0;
    while ((at = utf8_behind_ascii(text, at)) < text.len)
        if (utf8_next(text, &at) < 0)
            return false;
    return true;
}

bool utf8_is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t utf8_length(struct slice text)
{
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++)
        length += !utf8_is_continuation(text.at[i]);
    return length;
}

struct slice utf8_cut(struct slice text, size_t max)
{
    if (text.len <= max)
        return text;
    size_t len = max;
    while (len && max - len < 3 && utf8_is_continuation(text.at[len]))
        len--;
    return (struct slice){text.at, len};
}
