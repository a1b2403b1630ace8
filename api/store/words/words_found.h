/* What is known of an answer: the texts that match, as bits, and their order once it was asked for.
 */
#ifndef HIRAKU_API_STORE_WORDS_WORDS_FOUND_H
#define HIRAKU_API_STORE_WORDS_WORDS_FOUND_H

#include "hiraku/store/words/words.h"

#include "words_match.h"

/* The order of the texts found. Texts are as relevant as each other where they have the same terms
 * as often and are as long: they are one group. */
struct words_ranking {
    const uint64_t *rows; /* the caller's */
    uint32_t *before;     /* of each 64 texts: how many texts before them were found */
    uint32_t *group;      /* of each text found */
    uint64_t *start;      /* of each group: ranked rows before its; then all ranked rows */
    uint64_t *at;         /* of each group: where its next row goes */
    uint64_t *relevance;  /* of each group, descending */
    uint32_t groups;
};

struct words_found {
    const struct words *words;
    int64_t deadline_ms;
    struct words_match match;
    size_t blocks;                        /* of 64 texts */
    uint64_t *bits;                       /* of all these: */
    uint64_t *phrases[WORDS_PHRASES_MAX]; /* texts that have the phrase */
    uint64_t *parts[WORDS_PHRASES_MAX];   /* of a unit: texts that have all its parts */
    uint64_t *texts;                      /* texts that match */
    uint32_t text_count;
    uint64_t row_count;
    struct words_ranking ranking;
};

/* STATUS_DEADLINE when the time is over. */
enum status words_found_poll(const struct words_found *found, struct problem *p);

void words_ranking_free(struct words_ranking *ranking);

enum status words_found_damaged(const struct words_found *found, struct problem *p);

/* The text of a row from 1 on, 0: none. It may be any number where the file is damaged. */
static inline uint32_t words_code(const struct words *words, uint32_t row)
{
    switch (words->codes ? words->width : 0) {
    case 0:
        return row + 1;
    case 1:
        return ((const uint8_t *)words->codes)[row];
    case 2:
        return ((const uint16_t *)words->codes)[row];
    default:
        return ((const uint32_t *)words->codes)[row];
    }
}

static inline bool words_bit(const uint64_t *bits, uint32_t at)
{
    return bits[at / 64] >> (at % 64) & 1;
}

#endif
