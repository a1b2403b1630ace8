/* The texts that have a phrase, and how often, many at a time.
 *
 * Where a phrase is one term, or the beginning of some, the texts come term by term, so that a text
 * can come again. */
#ifndef HIRAKU_API_STORE_WORDS_PHRASE_READER_H
#define HIRAKU_API_STORE_WORDS_PHRASE_READER_H

#include "hiraku/base/status.h"

#include "word_list.h"
#include "words_match.h"

enum { PHRASE_TEXTS = 4096 };

struct phrase_reader {
    const struct words *words;
    struct word_range terms; /* those that are to be read */
    struct word_list *lists; /* of each term of the phrase; of one term, the one that is read */
    size_t count;
    bool counting; /* how often is wanted; otherwise `times` is 1 */
    bool over, damaged;
    size_t found; /* how many are in the two arrays */
    uint32_t texts[PHRASE_TEXTS], times[PHRASE_TEXTS];
};

/* Must be closed if and only if this succeeded. STATUS_NO_MEMORY. */
enum status phrase_reader_open(struct phrase_reader *reader, const struct words *words,
                               const struct words_phrase *phrase, bool counting, struct problem *p);
void phrase_reader_close(struct phrase_reader *reader);

/* Fills `texts` and `times` with the next ones, sometimes with none; false: there are no others, or
 * `damaged`. */
bool phrase_reader_next(struct phrase_reader *reader);

#endif
