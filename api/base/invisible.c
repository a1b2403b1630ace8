/* Invisible characters: which they are, how they are shown, and leaving them out.
 *
 * Does not decide where they are a fault: see publish/cell.c. */
#include "hiraku/base/invisible.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/utf8.h"

#include <stdio.h>

static bool invisible_is_direction(int32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool invisible_is_selector(int32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x180B && c <= 0x180F) ||
           (c >= 0xE0100 && c <= 0xE01EF);
}

/* Default ignorable code points: nothing is shown for them. */
static bool invisible_is_nothing(int32_t c)
{
    return c == 0x00AD || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 ||
           (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2065) ||
           (c >= 0x206A && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 ||
           (c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0x1BCA0 && c <= 0x1BCA3) ||
           (c >= 0x1D173 && c <= 0x1D17A) || (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool invisible_is_space(int32_t c)
{
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F;
}

bool invisible_is(int32_t c)
{
    return c >= 0xA0 && (invisible_is_nothing(c) || invisible_is_selector(c) ||
                         invisible_is_direction(c) || invisible_is_space(c));
}

/* Emoji, and alphabets in which joiners make letters: what may stand before a joiner. */
static bool invisible_is_joined(int32_t before)
{
    return before >= 0x1F000 || (before >= 0x0600 && before <= 0x1FFF) ||
           (before >= 0x2190 && before <= 0x2BFF) || (before >= 0xFE00 && before <= 0xFE0F) ||
           before == 0x200D;
}

static bool invisible_joins(int32_t before, int32_t c)
{
    return invisible_is_joined(before) && (c == 0x200C || c == 0x200D || invisible_is_selector(c) ||
                                           (c >= 0xE0020 && c <= 0xE007F));
}

size_t invisible_show(int32_t before, int32_t c, char shown[INVISIBLE_SHOWN])
{
    if (c == '\n' || c == '\r' || c == '\t')
        return (size_t)snprintf(shown, INVISIBLE_SHOWN, "%s",
                                c == '\n'   ? "\\n"
                                : c == '\r' ? "\\r"
                                            : "\\t");
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (invisible_is(c) && !invisible_joins(before, c)))
        return (size_t)snprintf(shown, INVISIBLE_SHOWN, "<U+%04X>", (unsigned)c);
    size_t len = utf8_put(c, shown);
    shown[len] = '\0';
    return len;
}

/* --- leaving out ------------------------------------------------------------------------------ */

static bool invisible_drops(int32_t before, int32_t c, bool prose)
{
    if (c < 0xA0)
        return false;
    if (!prose)
        return invisible_is_nothing(c) || invisible_is_selector(c) || invisible_is_direction(c);
    return invisible_is_nothing(c) && !invisible_is_selector(c) && !invisible_joins(before, c);
}

struct slice invisible_strip(struct arena *arena, struct slice text, bool prose, int32_t *first)
{
    size_t at = 0, len = 0;
    int32_t before = 0;
    char *stripped = NULL;
    *first = 0;
    while (at < text.len) {
        size_t from = at;
        int32_t c = utf8_next(text, &at);
        if (c < 0)
            return text;
        if (invisible_drops(before, c, prose)) {
            if (!stripped && !(stripped = arena_alloc(arena, text.len)))
                return SLICE_NONE;
            if (!*first) {
                memcpy(stripped, text.at, from);
                len = from;
                *first = c;
            }
            continue;
        }
        if (stripped)
            memcpy(stripped + len, text.at + from, at - from);
        len += stripped ? at - from : 0;
        before = c;
    }
    return stripped ? (struct slice){stripped, len} : text;
}
