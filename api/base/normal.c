/* Unicode normal forms (UAX 15) with utf8proc.
 *
 * Nearly every cell consists of characters that are their own NFC whatever stands before them;
 * those are known from a small table and cost one look. Only other text is given to utf8proc. Case
 * is never folded. */
#include "normal.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

struct range {
    int32_t first, last;
};

/* Ranges in which every assigned character has Canonical_Combining_Class 0 and NFC_Quick_Check Yes
 * (DerivedNormalizationProps.txt). Not all such characters: those that texts in Japanese and
 * English use. */
static const struct range stable[] = {
    {0x0000, 0x02FF}, {0x0400, 0x0482},   {0x048A, 0x052F},   {0x1E00, 0x1EFF}, {0x2002, 0x20CF},
    {0x2100, 0x2125}, {0x2127, 0x2129},   {0x212C, 0x2328},   {0x232B, 0x2ADB}, {0x3000, 0x3029},
    {0x3030, 0x3098}, {0x309B, 0x9FFF},   {0xAC00, 0xD7A3},   {0xFA0E, 0xFA0F}, {0xFA11, 0xFA11},
    {0xFA13, 0xFA14}, {0xFA1F, 0xFA1F},   {0xFA21, 0xFA21},   {0xFA23, 0xFA24}, {0xFA27, 0xFA29},
    {0xFF00, 0xFFFD}, {0x1F000, 0x1FAFF}, {0x20000, 0x2A6DF},
};

bool normal_is_stable(int32_t c)
{
    size_t low = 0, high = sizeof stable / sizeof *stable;
    if (c >= 0x309B && c <= 0x9FFF)
        return true;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > stable[middle].last)
            low = middle + 1;
        else if (c < stable[middle].first)
            high = middle;
        else
            return true;
    }
    return false;
}

static bool is_quickly_nfc(struct slice text)
{
    size_t at = 0;
    while (at < text.len) {
        if (!((unsigned char)text.at[at] & 0x80))
            at++;
        else if (!normal_is_stable(utf8_next(text, &at)))
            return false;
    }
    return true;
}

/* The normal form in memory of its own (free with free()), or NULL. */
static char *normal_map(struct slice text, bool compatible, size_t *len)
{
    utf8proc_uint8_t *bytes = NULL;
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    if (compatible)
        options |= UTF8PROC_COMPAT;
    utf8proc_ssize_t done = utf8proc_map((const utf8proc_uint8_t *)text.at,
                                         (utf8proc_ssize_t)text.len, &bytes, options);
    if (done < 0)
        return NULL;
    *len = (size_t)done;
    return (char *)bytes;
}

bool normal_is_nfc(struct slice text, size_t *at)
{
    *at = 0;
    if (is_quickly_nfc(text))
        return true;
    size_t len;
    char *bytes = normal_map(text, false, &len);
    if (!bytes)
        return false;
    struct slice normal = {bytes, len};
    bool same = slice_equal(text, normal);
    size_t common = 0;
    while (!same && common < len && common < text.len && bytes[common] == text.at[common])
        common++;
    free(bytes);
    *at = utf8_cut(text, common).len;
    return same;
}

static struct slice to_arena(struct arena *arena, struct slice text, bool compatible)
{
    size_t len;
    char *bytes = normal_map(text, compatible, &len);
    if (!bytes) {
        arena->overflowed = true; /* valid UTF-8 has a normal form: there was no memory for it */
        return SLICE_NONE;
    }
    struct slice copy = arena_copy(arena, (struct slice){bytes, len});
    free(bytes);
    return copy;
}

struct slice text_nfc(struct arena *arena, struct slice text)
{
    return is_quickly_nfc(text) ? arena_copy(arena, text) : to_arena(arena, text, false);
}

struct slice text_nfkc(struct arena *arena, struct slice text)
{
    size_t ascii = 0;
    while (ascii < text.len && !((unsigned char)text.at[ascii] & 0x80))
        ascii++;
    return ascii == text.len ? arena_copy(arena, text) : to_arena(arena, text, true);
}
