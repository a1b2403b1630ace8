/* How well bytes fit an encoding, in bits: what they would cost in a code made for Japanese text in
 * it. Private to api/csv.
 *
 * Of several readings of the same bytes the cheapest is the likeliest, by a factor of two for each
 * bit. The figures are rough frequencies in Japanese prose and tables: kana and the common
 * punctuation are cheap, kanji of JIS X 0208's first level dearer, those of its second rare, what
 * cannot stand in the encoding dearest. */
#ifndef HIRAKU_API_CSV_ENCODING_SCORE_H
#define HIRAKU_API_CSV_ENCODING_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SCORE_RARE = 15, SCORE_BAD = 25 };

struct encoding_score {
    uint64_t bits;
    uint64_t units, bad;  /* characters beyond ASCII; those that are none, SCORE_BAD bits each */
    unsigned char before; /* half-width kana: the last one of the run, 0 for none */
};

/* Scores as many whole characters as there are; with `last` also what is cut off. Returns the bytes
 * that were looked at. */
typedef size_t encoding_scorer(struct encoding_score *score, const unsigned char *bytes, size_t len,
                               bool last);

encoding_scorer score_utf8, score_cp932, score_euc_jp;

#endif
