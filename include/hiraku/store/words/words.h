/* The words of a table: which rows have those of a query, how many, and the most relevant first.
 *
 * What of a row can be searched, its cells with COL_SEARCH behind each other, is its text. Many
 * rows have the same one, so that the index knows different texts: for each term (search.h) where
 * it stands in which of them, for each text how many rows have it, for each row its text. What is
 * asked is answered for texts, then for rows.
 *
 * Relevance is BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009; k1 = 1.2,
 * b = 0.75), where each phrase of the query counts for itself and each row of the table for one
 * document. It is of use for the order alone and is never published.
 *
 * Of a table with versions (columns/table_data.h) all rows have their text, and those that hold in
 * the file's own release are counted. As of another one they are counted anew (words_view_make);
 * which of the rows found are of the view is the caller's to tell.
 *
 * All of it is read from a mapped file, which may be damaged: what leads elsewhere is tested when
 * it is followed, STATUS_BAD_RELEASE. */
#ifndef HIRAKU_STORE_WORDS_WORDS_H
#define HIRAKU_STORE_WORDS_WORDS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct resource;
struct section_file;
struct words_found;
struct words_term;
struct words_text;

/* The index of one table; lives as long as the file. */
struct words {
    uint32_t rows, texts;           /* of the table; different ones */
    uint64_t texts_rows;            /* rows with a text */
    uint64_t texts_terms;           /* terms of all these rows together */
    const void *codes;              /* of each row its text from 1, 0: none; NULL: row + 1 */
    unsigned width;                 /* bytes of a code: 1, 2, 4 */
    const struct words_text *about; /* of each text */
    const struct words_term *terms; /* in byte order */
    uint32_t term_count;
    const char *spelled; /* the terms' bytes */
    uint64_t spelled_size;
    const unsigned char *places;
    uint64_t places_size;
    const char *path; /* of the file, for messages */
};

/* STATUS_BAD_RELEASE: the file has no index of this table, or one that does not fit together. */
enum status words_open(struct words *words, const struct section_file *file,
                       const struct resource *resource, struct problem *p);

/* How many rows of a view have each text. All zero: not counted. */
struct words_view {
    struct words_text *about;
    uint64_t texts_rows, texts_terms;
};

/* Counts the rows of `rows`, a bit for each row of the table as words_found_rows has them. To be
 * freed where it succeeded. STATUS_NO_MEMORY. */
enum status words_view_make(struct words_view *view, const struct words *words,
                            const uint64_t *rows, struct problem *p);
void words_view_free(struct words_view *view);

/* From now on the index answers for those rows; the view must outlive it. */
void words_look(struct words *words, const struct words_view *view);

/* Words as search_match (search.h) writes them, and until when they may be looked for (clock.h; 0:
 * for ever; then STATUS_DEADLINE). */
struct words_question {
    struct slice match;
    int64_t deadline_ms;
};

/* Looks for the words. With STATUS_OK `*found` is to be freed; `words` must outlive it. */
enum status words_find(struct words_found **found, const struct words *words,
                       const struct words_question *question, struct problem *p);
void words_found_free(struct words_found *found);

/* How many rows of the view match. */
uint64_t words_found_count(const struct words_found *found);

/* The rows that match: a bit for each row, the row `r` is bit r % 64 of (*bits)[r / 64], the bits
 * behind the last row are 0; in table order from 0. The caller frees them. */
enum status words_found_rows(const struct words_found *found, uint64_t **bits, struct problem *p);

/* Ranks those rows of `rows` (bits as above) that match. `rows` must be there, unchanged, as long
 * as words_found_best is asked. */
enum status words_found_rank(struct words_found *found, const uint64_t *rows, struct problem *p);

/* How many are ranked. */
uint64_t words_found_ranked(const struct words_found *found);

/* Of the ranked rows, the most relevant first and then in table order, those behind the first
 * `skip`, at most `max`; with their relevance (`relevance` may be NULL), a number that is greater
 * the more relevant a row is, also beside those of another table. Returns how many: fewer than
 * `max` only at the end. Each call passes over all ranked rows. */
size_t words_found_best(struct words_found *found, uint64_t skip, size_t max, uint32_t *rows,
                        uint64_t *relevance);

#endif
