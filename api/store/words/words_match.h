/* What search_match writes (search.h), read back. */
#ifndef HIRAKU_API_STORE_WORDS_WORDS_MATCH_H
#define HIRAKU_API_STORE_WORDS_WORDS_MATCH_H

#include "hiraku/base/slice.h"
#include "hiraku/query/search.h"

enum { WORDS_PHRASES_MAX = 2 * SEARCH_WORDS_MAX };

/* Terms that stand behind each other, with a space between them; `prefix`: the one term is the
 * beginning of one. */
struct words_phrase {
    struct slice terms;
    bool prefix;
};

/* Phrases from `first` on, all of which match; `joined`: or the one behind them. */
struct words_unit {
    size_t first, parts;
    bool joined;
};

/* All units match. */
struct words_match {
    struct words_phrase phrases[WORDS_PHRASES_MAX];
    struct words_unit units[WORDS_PHRASES_MAX];
    size_t phrase_count, unit_count;
};

/* Slices of `text`; false: it is none of search_match, or longer. */
bool words_match_read(struct words_match *match, struct slice text);

#endif
