/* Counts of use, by day and by what was used: the book that a server keeps, and nothing about
 * anybody.
 *
 * What was used is a key: five texts with a comma between them, each empty or of [a-z0-9._-], in
 * the order of enum usage_part. As text a book is lines with LF:
 *
 *     hiraku usage 1
 *     k data,programs,,,json        the keys, in byte order; the first is number 0
 *     d 2026-11-21                  a day, each later than the one before
 *     0 40 3                        a key, its requests, of these not: those of bots
 *
 * Rows are in the order of day and key. A book that was given away (usage_book_ref) is not changed
 * any more. */
#ifndef HIRAKU_USAGE_USAGE_BOOK_H
#define HIRAKU_USAGE_USAGE_BOOK_H

#include "hiraku/base/digest.h"
#include "hiraku/usage/usage_agent.h"

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

struct out;
struct problem;

enum usage_part { USAGE_USE, USAGE_TABLE, USAGE_KPI, USAGE_FILE, USAGE_FORMAT, USAGE_PARTS };
enum { USAGE_KEY_SIZE = 224 };
#define USAGE_MOST UINT64_C(9007199254740991) /* where a count stays */

struct usage_row {
    int32_t day;     /* since 1970-01-01 */
    const char *key; /* one of the book's */
    uint64_t counts[USAGE_AGENTS];
};

struct usage_book {
    atomic_uint references;
    char **keys; /* in byte order, each once */
    size_t key_count, key_room;
    struct usage_row *rows;
    size_t count, room;
    time_t changed_at;        /* when that was made; 0: it is empty, or not known */
    char digest[DIGEST_SIZE]; /* of its text; "" before it has one */
};

/* An empty one, of one reference; NULL: no memory. */
struct usage_book *usage_book_new(void);
struct usage_book *usage_book_ref(struct usage_book *book); /* from any thread */
void usage_book_unref(struct usage_book *book);             /* NULL is allowed */

/* The book's own copy of a key; NULL: no memory. */
const char *usage_book_name(struct usage_book *book, const char *key);
/* Adds to a row, which is there then; a sum stays at USAGE_MOST. False: no memory, and nothing was
 * added. */
bool usage_book_add(struct usage_book *book, int32_t day, const char *key,
                    const uint64_t counts[USAGE_AGENTS]);
/* Adds what another has of the day `first` and later. False: no memory, maybe after a part. */
bool usage_book_merge(struct usage_book *book, const struct usage_book *other, int32_t first);

/* Appends the text. */
void usage_book_write(const struct usage_book *book, struct out *out);
/* Reads such a text into an empty book: STATUS_BAD_USAGE where it is none. */
enum status usage_book_read(struct usage_book *book, struct slice text, struct problem *p);

/* One part of a key; empty where it has none. */
struct slice usage_key_part(const char *key, enum usage_part part);
/* The key of these parts, or "other,,,," where one has another byte or they are too long. */
void usage_key_make(char key[USAGE_KEY_SIZE], const struct slice parts[USAGE_PARTS]);

#endif
