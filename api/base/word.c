/* Words as they are compared with each other: whatever their width, case and spaces.
 *
 * Does not know any word. Case is folded in ASCII only. */
#include "hiraku/base/text.h"

#include "hiraku/base/arena.h"

enum { WORD_MOST = 1024 };

static bool word_is_filling(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '_';
}

struct slice text_word(struct arena *arena, struct slice text)
{
    if (text.len > WORD_MOST)
        return SLICE_NONE;
    struct slice wide = text_nfkc(arena, text);
    char *word = wide.at ? arena_alloc(arena, wide.len + 1) : NULL;
    size_t len = 0;
    if (!word)
        return SLICE_NONE;
    for (size_t i = 0; i < wide.len; i++) {
        char c = wide.at[i];
        if (!word_is_filling(c))
            word[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return len > 0 ? (struct slice){word, len} : wide;
}
