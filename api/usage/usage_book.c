/* See usage_book.h. How it is written and read is usage_text.c. */
#include "hiraku/usage/usage_book.h"

#include <stdlib.h>

struct usage_book *usage_book_new(void)
{
    struct usage_book *book = calloc(1, sizeof *book);
    if (book)
        atomic_init(&book->references, 1);
    return book;
}

struct usage_book *usage_book_ref(struct usage_book *book)
{
    atomic_fetch_add(&book->references, 1);
    return book;
}

void usage_book_unref(struct usage_book *book)
{
    if (!book || atomic_fetch_sub(&book->references, 1) > 1)
        return;
    for (size_t i = 0; i < book->key_count; i++)
        free(book->keys[i]);
    free(book->keys);
    free(book->rows);
    free(book);
}

/* Room for one more; false: no memory. */
static bool usage_book_widen(void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    size_t wider = *room ? 2 * *room : 64;
    void *moved = reallocarray(*items, wider, size);
    if (!moved)
        return false;
    *items = moved;
    *room = wider;
    return true;
}

/* --- keys ------------------------------------------------------------------------------------- */

const char *usage_book_name(struct usage_book *book, const char *key)
{
    size_t from = 0, to = book->key_count;
    if (to > 0 && strcmp(book->keys[to - 1], key) < 0)
        from = to; /* as a text has them */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(book->keys[middle], key);
        if (order == 0)
            return book->keys[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    void *keys = book->keys;
    bool fits = usage_book_widen(&keys, &book->key_room, book->key_count, sizeof *book->keys);
    book->keys = keys;
    char *copy = fits ? strdup(key) : NULL;
    if (!copy)
        return NULL;
    memmove(book->keys + from + 1, book->keys + from,
            (book->key_count++ - from) * sizeof *book->keys);
    return book->keys[from] = copy;
}

/* --- rows ------------------------------------------------------------------------------------- */

static int usage_row_compare(const struct usage_row *row, int32_t day, const char *key)
{
    if (row->day != day)
        return row->day < day ? -1 : 1;
    return row->key == key ? 0 : strcmp(row->key, key);
}

/* Where the row is or belongs; `*found`: it is there. */
static size_t usage_book_find(const struct usage_book *book, int32_t day, const char *key,
                              bool *found)
{
    size_t from = 0, to = book->count;
    *found = false;
    if (to > 0 && usage_row_compare(&book->rows[to - 1], day, key) < 0)
        return to;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = usage_row_compare(&book->rows[middle], day, key);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool usage_book_add(struct usage_book *book, int32_t day, const char *key,
                    const uint64_t counts[USAGE_AGENTS])
{
    bool found;
    const char *own = usage_book_name(book, key);
    if (!own)
        return false;
    size_t at = usage_book_find(book, day, own, &found);
    if (!found) {
        void *rows = book->rows;
        bool fits = usage_book_widen(&rows, &book->room, book->count, sizeof *book->rows);
        book->rows = rows;
        if (!fits)
            return false;
        memmove(book->rows + at + 1, book->rows + at, (book->count++ - at) * sizeof *book->rows);
        book->rows[at] = (struct usage_row){.day = day, .key = own};
    }
    for (size_t agent = 0; agent < USAGE_AGENTS; agent++) {
        uint64_t *count = &book->rows[at].counts[agent];
        *count = counts[agent] < USAGE_MOST - *count ? *count + counts[agent] : USAGE_MOST;
    }
    return true;
}

bool usage_book_merge(struct usage_book *book, const struct usage_book *other, int32_t first)
{
    for (size_t i = 0; i < other->count; i++)
        if (other->rows[i].day >= first &&
            !usage_book_add(book, other->rows[i].day, other->rows[i].key, other->rows[i].counts))
            return false;
    return true;
}

/* --- parts of a key --------------------------------------------------------------------------- */

struct slice usage_key_part(const char *key, enum usage_part part)
{
    for (; part > 0; part--) {
        const char *comma = strchr(key, ',');
        if (!comma)
            return SLICE_NONE;
        key = comma + 1;
    }
    return (struct slice){key, strcspn(key, ",")};
}

static bool usage_is_plain(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!memchr("abcdefghijklmnopqrstuvwxyz0123456789._-", text.at[i], 39))
            return false;
    return true;
}

void usage_key_make(char key[USAGE_KEY_SIZE], const struct slice parts[USAGE_PARTS])
{
    size_t len = 0;
    for (size_t i = 0; i < USAGE_PARTS; i++) {
        if (parts[i].len + USAGE_PARTS - i + (i > 0) > USAGE_KEY_SIZE - len ||
            !usage_is_plain(parts[i])) {
            memcpy(key, "other,,,,", sizeof "other,,,,");
            return;
        }
        if (i > 0)
            key[len++] = ',';
        if (parts[i].len > 0)
            memcpy(key + len, parts[i].at, parts[i].len);
        len += parts[i].len;
    }
    key[len] = '\0';
}
