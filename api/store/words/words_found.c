/* See words.h: looking for the words of a query. */
#include "words_found.h"

#include "hiraku/base/clock.h"

#include "phrase_reader.h"
#include "words_file.h"

#include <stdlib.h>

enum status words_found_poll(const struct words_found *found, struct problem *p)
{
    return found->deadline_ms != 0 && clock_monotonic_ms() > found->deadline_ms
               ? problem_set(p, STATUS_DEADLINE, SLICE_NONE, SLICE_NONE, NULL)
               : STATUS_OK;
}

enum status words_found_damaged(const struct words_found *found, struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(found->words->path), SLICE_NONE,
                       "its index of words is damaged");
}

/* --- texts ------------------------------------------------------------------------------------ */

static enum status words_found_phrase(struct words_found *found, size_t phrase, struct problem *p)
{
    uint64_t *bits = found->phrases[phrase];
    struct phrase_reader *reader = malloc(sizeof *reader);
    if (!reader)
        return problem_memory(p);
    enum status status =
        phrase_reader_open(reader, found->words, &found->match.phrases[phrase], false, p);
    if (status == STATUS_OK) {
        while (status == STATUS_OK && phrase_reader_next(reader)) {
            for (size_t i = 0; i < reader->found; i++)
                bits[reader->texts[i] / 64] |= (uint64_t)1 << reader->texts[i] % 64;
            status = words_found_poll(found, p);
        }
        if (reader->damaged)
            status = words_found_damaged(found, p);
        phrase_reader_close(reader);
    }
    free(reader);
    return status;
}

/* texts &= those of a unit. */
static void words_found_unit(struct words_found *found, size_t number)
{
    const struct words_unit *unit = &found->match.units[number];
    uint64_t *parts = found->parts[number];
    memcpy(parts, found->phrases[unit->first], found->blocks * sizeof *parts);
    for (size_t i = 1; i < unit->parts; i++)
        for (size_t block = 0; block < found->blocks; block++)
            parts[block] &= found->phrases[unit->first + i][block];
    for (size_t block = 0; block < found->blocks; block++)
        found->texts[block] &=
            parts[block] | (unit->joined ? found->phrases[unit->first + unit->parts][block] : 0);
}

static void words_found_sum(struct words_found *found)
{
    const struct words_text *about = found->words->about;
    found->text_count = 0;
    found->row_count = 0;
    for (size_t block = 0; block < found->blocks; block++)
        for (uint64_t rest = found->texts[block]; rest != 0; rest &= rest - 1) {
            found->row_count += about[64 * block + (size_t)__builtin_ctzll(rest)].rows;
            found->text_count++;
        }
}

static enum status words_found_texts(struct words_found *found, struct problem *p)
{
    const struct words_match *match = &found->match;
    size_t sets = match->phrase_count + match->unit_count + 1;
    found->blocks = (size_t)found->words->texts / 64 + 1;
    found->bits = calloc(sets * found->blocks, sizeof *found->bits);
    if (!found->bits)
        return problem_memory(p);
    uint64_t *bits = found->texts = found->bits;
    for (size_t i = 0; i < match->phrase_count; i++)
        found->phrases[i] = bits += found->blocks;
    for (size_t i = 0; i < match->unit_count; i++)
        found->parts[i] = bits += found->blocks;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < match->phrase_count && status == STATUS_OK; i++)
        status = words_found_phrase(found, i, p);
    memset(found->texts, 0xFF, found->blocks * sizeof *found->texts);
    for (size_t i = 0; i < match->unit_count; i++)
        words_found_unit(found, i);
    words_found_sum(found);
    return status;
}

enum status words_find(struct words_found **result, const struct words *words,
                       const struct words_question *question, struct problem *p)
{
    struct words_found *found = calloc(1, sizeof *found);
    if (!found)
        return problem_memory(p);
    found->words = words;
    found->deadline_ms = question->deadline_ms;
    enum status status =
        words_match_read(&found->match, question->match)
            ? words_found_texts(found, p)
            : problem_set(p, STATUS_INTERNAL, slice_of("words"), question->match, NULL);
    if (status == STATUS_OK)
        *result = found;
    else
        words_found_free(found);
    return status;
}

void words_ranking_free(struct words_ranking *ranking)
{
    free(ranking->before);
    free(ranking->group);
    free(ranking->start);
    free(ranking->at);
    free(ranking->relevance);
    *ranking = (struct words_ranking){.groups = 0};
}

void words_found_free(struct words_found *found)
{
    if (!found)
        return;
    words_ranking_free(&found->ranking);
    free(found->bits);
    free(found);
}

uint64_t words_found_count(const struct words_found *found)
{
    return found->row_count;
}

/* --- rows ------------------------------------------------------------------------------------- */

enum { SET_SIZE = 65536 };

/* A byte for each code of one or two bytes: whether its text was found. */
static void words_found_set(const struct words_found *found, uint8_t set[SET_SIZE])
{
    memset(set, 0, SET_SIZE);
    for (size_t block = 0; block < found->blocks; block++)
        for (uint64_t rest = found->texts[block]; rest != 0; rest &= rest - 1)
            set[(64 * block + (size_t)__builtin_ctzll(rest) + 1) % SET_SIZE] = 1;
}

/* The bits of up to 64 rows. Inlined for each width. */
static inline uint64_t words_found_block(const struct words_found *found, const uint8_t *set,
                                         uint32_t first, uint32_t count, unsigned width)
{
    const void *codes = found->words->codes;
    uint64_t block = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t bit;
        if (width == 4) {
            uint32_t text = ((const uint32_t *)codes)[first + i] - 1;
            bit = text < found->words->texts && words_bit(found->texts, text);
        } else {
            bit = set[width == 1 ? ((const uint8_t *)codes)[first + i]
                                 : ((const uint16_t *)codes)[first + i]];
        }
        block |= bit << i;
    }
    return block;
}

static void words_found_blocks(const struct words_found *found, const uint8_t *set, uint64_t *bits)
{
    uint32_t rows = found->words->rows;
    for (uint32_t first = 0; first < rows; first += 64) {
        uint32_t count = rows - first < 64 ? rows - first : 64;
        uint64_t *block = &bits[first / 64];
        if (found->words->width == 1)
            *block = words_found_block(found, set, first, count, 1);
        else if (found->words->width == 2)
            *block = words_found_block(found, set, first, count, 2);
        else
            *block = words_found_block(found, set, first, count, 4);
        if (rows - first <= 64)
            break;
    }
}

enum status words_found_rows(const struct words_found *found, uint64_t **bits, struct problem *p)
{
    size_t blocks = (size_t)found->words->rows / 64 + 1;
    uint8_t *set = malloc(SET_SIZE);
    uint64_t *rows = calloc(blocks, sizeof *rows);
    if (!set || !rows) {
        free(set);
        free(rows);
        return problem_memory(p);
    }
    if (!found->words->codes) {
        memcpy(rows, found->texts, blocks * sizeof *rows);
    } else if (found->text_count > 0) {
        if (found->words->width < 4)
            words_found_set(found, set);
        words_found_blocks(found, set, rows);
    }
    free(set);
    *bits = rows;
    return STATUS_OK;
}
