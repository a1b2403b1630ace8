/* Folding of typed numbers and dates. Unlike NFKC it leaves ① and ㌔ alone: nothing is guessed from
 * them. */
#include "hiraku/value/fold.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"

static bool is_space(int32_t c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000;
}

static bool fold_is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

size_t fold(struct slice text, char *bytes, size_t size)
{
    size_t at = 0, len = 0;
    bool space = false;
    text = text_trim(text);
    while (at < text.len) {
        int32_t c = utf8_next(text, &at);
        if (c < 0 || len + 5 > size)
            return 0;
        if (is_space(c)) {
            space = true;
            continue;
        }
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFF01 - '!';
        if (c == 0x301C)
            c = '~';
        if (space && fold_is_digit(c) && len && fold_is_digit(bytes[len - 1]))
            bytes[len++] = ' ';
        space = false;
        len += utf8_put(c, bytes + len);
    }
    return len;
}
