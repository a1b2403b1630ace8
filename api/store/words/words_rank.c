/* See words.h: the most relevant first. The one file that computes with numbers of binary floating
 * point; none of them leaves it. */
#include "words_found.h"

#include "phrase_reader.h"
#include "words_file.h"

#include <math.h>
#include <stdlib.h>

static const double rank_k1 = 1.2, rank_b = 0.75;

enum { SLOTS_FIRST = 1024 };

struct rank_group {
    uint64_t relevance;
    uint32_t number; /* as they were met */
};

/* What is only needed until the groups are there. */
struct rank_work {
    uint32_t *times;   /* of each text found: how often it has the phrase */
    double *sums;      /* of each text found: what its phrases say */
    uint32_t *slots;   /* a hash table of groups, 0: none, else one more than the number */
    size_t slot_count; /* a power of two */
    struct rank_group *groups;
    uint32_t group_count; /* at most half of the slots */
};

/* --- texts ------------------------------------------------------------------------------------ */

/* The place of a text among those found. */
static uint32_t rank_place(const struct words_found *found, uint32_t text)
{
    uint64_t below = ((uint64_t)1 << text % 64) - 1;
    return found->ranking.before[text / 64] +
           (uint32_t)__builtin_popcountll(found->texts[text / 64] & below);
}

/* How many rows have one of the texts. */
static uint64_t rank_rows_of(const struct words *words, const uint64_t *texts, size_t blocks)
{
    uint64_t rows = 0;
    for (size_t block = 0; block < blocks; block++)
        for (uint64_t rest = texts[block]; rest != 0; rest &= rest - 1)
            rows += words->about[64 * block + (size_t)__builtin_ctzll(rest)].rows;
    return rows;
}

/* The texts in which a phrase counts: one of a unit's parts does where they all match. */
static const uint64_t *rank_gate(const struct words_found *found, size_t phrase)
{
    for (size_t i = 0; i < found->match.unit_count; i++) {
        const struct words_unit *unit = &found->match.units[i];
        if (phrase >= unit->first && phrase < unit->first + unit->parts)
            return found->parts[i];
    }
    return found->phrases[phrase];
}

static enum status rank_count(const struct words_found *found, size_t phrase, uint32_t *times,
                              struct problem *p)
{
    const uint64_t *gate = rank_gate(found, phrase);
    struct phrase_reader *reader = malloc(sizeof *reader);
    if (!reader)
        return problem_memory(p);
    enum status status =
        phrase_reader_open(reader, found->words, &found->match.phrases[phrase], true, p);
    if (status == STATUS_OK) {
        while (status == STATUS_OK && phrase_reader_next(reader)) {
            for (size_t i = 0; i < reader->found; i++)
                if (words_bit(gate, reader->texts[i]) && words_bit(found->texts, reader->texts[i]))
                    times[rank_place(found, reader->texts[i])] += reader->times[i];
            status = words_found_poll(found, p);
        }
        if (reader->damaged)
            status = words_found_damaged(found, p);
        phrase_reader_close(reader);
    }
    free(reader);
    return status;
}

/* Adds what a phrase says of each text: the more, the fewer rows of the table have it, the more
 * often it stands in this text and the shorter the text is. */
static void rank_add(const struct words_found *found, size_t phrase, struct rank_work *work)
{
    const struct words *words = found->words;
    double rows = (double)words->texts_rows;
    double with = (double)rank_rows_of(words, found->phrases[phrase], found->blocks);
    double average = (double)words->texts_terms / rows;
    double rarity = log((rows - with + 0.5) / (with + 0.5));
    if (rarity <= 0.0)
        rarity = 1e-6;
    uint32_t at = 0;
    for (size_t block = 0; block < found->blocks; block++)
        for (uint64_t rest = found->texts[block]; rest != 0; rest &= rest - 1, at++) {
            double terms = words->about[64 * block + (size_t)__builtin_ctzll(rest)].terms;
            double times = work->times[at];
            work->sums[at] +=
                rarity * ((times * (rank_k1 + 1.0)) /
                          (times + rank_k1 * (1 - rank_b + rank_b * terms / average)));
        }
}

/* --- groups ----------------------------------------------------------------------------------- */

/* The bits of a number that is not negative are in its order (IEEE 754). */
static uint64_t rank_relevance(double sum)
{
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    return bits;
}

/* Where a relevance is in the table, or would be. */
static size_t rank_slot(const struct rank_work *work, uint64_t relevance)
{
    size_t slot = (relevance * 0x9E3779B97F4A7C15 >> 32) & (work->slot_count - 1);
    while (work->slots[slot] != 0 && work->groups[work->slots[slot] - 1].relevance != relevance)
        slot = (slot + 1) & (work->slot_count - 1);
    return slot;
}

/* Twice as many slots; false: no memory. */
static bool rank_grow(struct rank_work *work)
{
    size_t count = work->slot_count ? 2 * work->slot_count : SLOTS_FIRST;
    uint32_t *slots = calloc(count, sizeof *slots);
    struct rank_group *groups = realloc(work->groups, count / 2 * sizeof *groups);
    if (groups)
        work->groups = groups;
    if (!slots || !groups) {
        free(slots);
        return false;
    }
    free(work->slots);
    work->slots = slots;
    work->slot_count = count;
    for (uint32_t i = 0; i < work->group_count; i++)
        slots[rank_slot(work, groups[i].relevance)] = i + 1;
    return true;
}

/* Finds each text's group, by the number in which they were met; false: no memory. */
static bool rank_group_texts(struct rank_work *work, uint32_t texts, uint32_t *group)
{
    for (uint32_t i = 0; i < texts; i++) {
        if (work->group_count >= work->slot_count / 2 && !rank_grow(work))
            return false;
        uint64_t relevance = rank_relevance(work->sums[i]);
        size_t slot = rank_slot(work, relevance);
        if (work->slots[slot] == 0) {
            work->groups[work->group_count] = (struct rank_group){relevance, work->group_count};
            work->slots[slot] = ++work->group_count;
        }
        group[i] = work->slots[slot] - 1;
    }
    return true;
}

static int rank_compare(const void *a, const void *b)
{
    const struct rank_group *left = a, *right = b;
    return (left->relevance < right->relevance) - (left->relevance > right->relevance);
}

/* Sorts the groups, and numbers them anew. */
static enum status rank_sort(struct words_ranking *ranking, struct rank_work *work, uint32_t texts,
                             struct problem *p)
{
    uint32_t *place = work->slots; /* of each group as it was met; there are fewer than slots */
    ranking->groups = work->group_count;
    ranking->start = calloc((size_t)work->group_count + 1, sizeof *ranking->start);
    ranking->at = calloc((size_t)work->group_count + 1, sizeof *ranking->at);
    ranking->relevance = calloc((size_t)work->group_count + 1, sizeof *ranking->relevance);
    if (!ranking->start || !ranking->at || !ranking->relevance)
        return problem_memory(p);
    if (work->group_count > 0)
        qsort(work->groups, work->group_count, sizeof *work->groups, rank_compare);
    for (uint32_t i = 0; i < work->group_count; i++) {
        place[work->groups[i].number] = i;
        ranking->relevance[i] = work->groups[i].relevance;
    }
    for (uint32_t i = 0; i < texts; i++)
        ranking->group[i] = place[ranking->group[i]];
    return STATUS_OK;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The group of a row; false: it does not match. */
static inline bool rank_row(const struct words_found *found, uint32_t row, uint32_t *group)
{
    uint32_t text = words_code(found->words, row) - 1;
    if (text >= found->words->texts || !words_bit(found->texts, text))
        return false;
    *group = found->ranking.group[rank_place(found, text)];
    return true;
}

/* How many rows stand before those of each group. */
static void rank_start(struct words_found *found)
{
    struct words_ranking *ranking = &found->ranking;
    uint32_t rows = found->words->rows, group;
    for (uint32_t block = 0; block <= rows / 64; block++)
        for (uint64_t rest = ranking->rows[block]; rest != 0; rest &= rest - 1) {
            uint32_t row = 64 * block + (uint32_t)__builtin_ctzll(rest);
            if (row < rows && rank_row(found, row, &group))
                ranking->start[group + 1]++;
        }
    for (uint32_t i = 0; i < ranking->groups; i++)
        ranking->start[i + 1] += ranking->start[i];
}

static enum status rank_texts(struct words_found *found, struct rank_work *work, struct problem *p)
{
    struct words_ranking *ranking = &found->ranking;
    size_t texts = (size_t)found->text_count + 1;
    enum status status = STATUS_OK;
    uint32_t before = 0;
    ranking->before = calloc(found->blocks, sizeof *ranking->before);
    ranking->group = calloc(texts, sizeof *ranking->group);
    work->times = calloc(texts, sizeof *work->times);
    work->sums = calloc(texts, sizeof *work->sums);
    if (!ranking->before || !ranking->group || !work->times || !work->sums)
        return problem_memory(p);
    for (size_t block = 0; block < found->blocks; block++) {
        ranking->before[block] = before;
        before += (uint32_t)__builtin_popcountll(found->texts[block]);
    }
    for (size_t i = 0; i < found->match.phrase_count && status == STATUS_OK; i++) {
        memset(work->times, 0, texts * sizeof *work->times);
        status = rank_count(found, i, work->times, p);
        if (status == STATUS_OK)
            rank_add(found, i, work);
    }
    if (status != STATUS_OK)
        return status;
    return rank_grow(work) && rank_group_texts(work, found->text_count, ranking->group)
               ? rank_sort(ranking, work, found->text_count, p)
               : problem_memory(p);
}

enum status words_found_rank(struct words_found *found, const uint64_t *rows, struct problem *p)
{
    struct rank_work work = {.times = NULL};
    words_ranking_free(&found->ranking);
    enum status status = rank_texts(found, &work, p);
    free(work.times);
    free(work.sums);
    free(work.slots);
    free(work.groups);
    found->ranking.rows = rows;
    if (status == STATUS_OK)
        rank_start(found);
    return status == STATUS_OK ? words_found_poll(found, p) : status;
}

uint64_t words_found_ranked(const struct words_found *found)
{
    return found->ranking.start ? found->ranking.start[found->ranking.groups] : 0;
}

/* The group that the row behind so many others is of. */
static uint32_t rank_group_at(const struct words_ranking *ranking, uint64_t rows)
{
    uint32_t low = 0, high = ranking->groups;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ranking->start[middle] <= rows)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t words_found_best(struct words_found *found, uint64_t skip, size_t max, uint32_t *rows,
                        uint64_t *relevance)
{
    struct words_ranking *ranking = &found->ranking;
    uint64_t ranked = words_found_ranked(found);
    size_t wanted = skip >= ranked ? 0 : ranked - skip < max ? (size_t)(ranked - skip) : max;
    if (wanted == 0)
        return 0;
    uint32_t first = rank_group_at(ranking, skip), group;
    uint32_t last = rank_group_at(ranking, skip + wanted - 1);
    memcpy(ranking->at + first, ranking->start + first,
           ((size_t)(last - first) + 1) * sizeof *ranking->at);
    size_t given = 0;
    for (uint32_t block = 0; given < wanted && block <= found->words->rows / 64; block++)
        for (uint64_t rest = ranking->rows[block]; rest != 0; rest &= rest - 1) {
            uint32_t row = 64 * block + (uint32_t)__builtin_ctzll(rest);
            if (!rank_row(found, row, &group) || group < first || group > last)
                continue;
            uint64_t at = ranking->at[group]++;
            if (at < skip || at - skip >= wanted)
                continue;
            rows[at - skip] = row;
            if (relevance)
                relevance[at - skip] = ranking->relevance[group];
            given++;
        }
    return given;
}
