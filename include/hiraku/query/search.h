/* Full text in Japanese: what is folded together, what is indexed, and how words become a query.
 *
 * Folding: NFKC (UAX 15, so full width = half width), case folding, katakana = hiragana. Text is
 * cut into runs: Latin words and numbers are one term each; a run of Japanese c₁…cₙ gives its
 * bigrams c₁c₂ … cₙ₋₁cₙ and its last character. So a word of one character is the prefix of a term,
 * a longer one a phrase of bigrams. The terms are written with spaces between them, for an index
 * that splits at spaces and keeps positions.
 *
 * A word that middle dots, dashes or, in Japanese, spaces part is indexed as one: who looks for
 * みほんラボ finds みほん・ラボ, and who looks for its parts does, too. */
#ifndef HIRAKU_QUERY_SEARCH_H
#define HIRAKU_QUERY_SEARCH_H

#include "hiraku/base/slice.h"

struct arena;

enum { SEARCH_WORDS_MAX = 16 };

/* Folded text in the arena; `.at` NULL when there is no memory. */
struct slice search_fold(struct arena *arena, struct slice text);

/* The terms of a text in the order of the text; `.at` NULL when there is no memory. */
struct slice search_terms(struct arena *arena, struct slice text);

/* The words of a query (separated by white space, all must match) as a condition on terms: phrases
 * `"a b"`, terms that follow each other, with `*` behind one whose last term is the beginning of
 * one, joined by AND, OR and parentheses. Empty where there is no word in it, `.at` NULL when there
 * is no memory. `*too_many`: there are more than SEARCH_WORDS_MAX. */
struct slice search_match(struct arena *arena, struct slice words, bool *too_many);

/* A part of `text` of about `width` characters around the first place where a word of the query
 * stands, as text of HTML (& < > escaped), each such place between `before` and `after`, … where
 * text was left out. Empty if no word stands in it. */
struct slice search_snippet(struct arena *arena, struct slice text, struct slice query,
                            size_t width, const char *before, const char *after);

#endif
