/* A borrowed run of bytes: the shape in which cells, parameters and names travel.
 *
 * A slice owns nothing and need not end in NUL. `len` is in bytes. An empty slice (`len` 0, `at`
 * may be NULL) is how an empty cell is written: in hiraku empty always means "no value". */
#ifndef HIRAKU_BASE_SLICE_H
#define HIRAKU_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
    const char *at;
    size_t len;
};

/* No text: it has no bytes and no place. */
#define SLICE_NONE ((struct slice){NULL, 0})

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
static inline struct slice slice_of(const char *text)
{
    return text ? (struct slice){text, strlen(text)} : SLICE_NONE;
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool slice_is(struct slice a, const char *text)
{
    return slice_equal(a, slice_of(text));
}

/* Byte order, as memcmp and SQLite's BINARY collation have it; a prefix sorts first. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.at, b.at, common) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

static inline bool slice_starts(struct slice a, const char *prefix)
{
    size_t len = strlen(prefix);
    return a.len >= len && memcmp(a.at, prefix, len) == 0;
}

/* The text from byte `from` on, at most its length. What has no bytes may have no address. */
static inline struct slice slice_from(struct slice text, size_t from)
{
    return from > 0 ? (struct slice){text.at + from, text.len - from} : text;
}

/* Takes the next word off a list that is separated by spaces; false at its end. */
static inline bool slice_word(struct slice *list, struct slice *word)
{
    while (list->len && *list->at == ' ')
        *list = slice_from(*list, 1);
    const char *space = list->len ? (const char *)memchr(list->at, ' ', list->len) : NULL;
    *word = (struct slice){list->at, space ? (size_t)(space - list->at) : list->len};
    *list = slice_from(*list, word->len);
    return word->len > 0;
}

/* Whether a list that is separated by spaces has the word. */
static inline bool slice_has_word(struct slice list, struct slice word)
{
    struct slice other;
    while (slice_word(&list, &other))
        if (slice_equal(other, word))
            return true;
    return false;
}

#endif
