/* The words over columns, folded once and sorted, so that a header is found by halving. */
#include "header_words.h"

#include "hiraku/base/invisible.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include <stdlib.h>

#define WORDS_MEMORY ((size_t)4 << 20)

static const struct {
    const char *column, *words;
} synonyms[] = {
#define SYNONYM(column, words) {column, words},
#include "hiraku/draft/synonym.def"
};

struct header_word {
    struct slice text;
    const struct resource *resource;
    const struct column *column;
    enum sheet_match by;
};

struct header_words {
    struct arena arena;
    struct header_word *words;
    size_t count, cap;
};

static void header_words_add(struct header_words *words, const struct header_word *word)
{
    struct slice folded = text_word(&words->arena, word->text);
    if (folded.len == 0)
        return;
    if (words->count == words->cap) {
        size_t cap = words->cap ? words->cap * 2 : 1024;
        struct header_word *grown = realloc(words->words, cap * sizeof *grown);
        if (!grown) {
            arena_exhaust(&words->arena);
            return;
        }
        words->words = grown;
        words->cap = cap;
    }
    words->words[words->count] = *word;
    words->words[words->count++].text = folded;
}

static void header_words_add_table(struct header_words *words, const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_written(column))
            continue;
        struct header_word word = {slice_of(column->name), resource, column, SHEET_SYNONYM};
        header_words_add(words, &word);
        word.by = SHEET_TITLE;
        word.text = slice_of(column->title_ja);
        header_words_add(words, &word);
        word.text = slice_of(column->title_en);
        header_words_add(words, &word);
    }
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
        struct header_word word = {.resource = resource, .by = SHEET_SYNONYM};
        struct slice list = slice_of(synonyms[i].words);
        word.column = model_column(resource, slice_of(synonyms[i].column));
        while (word.column && column_is_written(word.column) && slice_word(&list, &word.text))
            header_words_add(words, &word);
    }
}

static int header_words_compare(const void *left, const void *right)
{
    const struct header_word *a = left, *b = right;
    return slice_compare(a->text, b->text);
}

enum status header_words_new(struct header_words **result, struct problem *p)
{
    struct header_words *words = *result = calloc(1, sizeof *words);
    if (!words)
        return problem_memory(p);
    arena_init(&words->arena, WORDS_MEMORY);
    for (size_t i = 0; model_input(i); i++)
        if (!model_input(i)->computed)
            header_words_add_table(words, model_input(i));
    if (arena_overflowed(&words->arena))
        return problem_memory(p);
    qsort(words->words, words->count, sizeof *words->words, header_words_compare);
    return STATUS_OK;
}

void header_words_free(struct header_words *words)
{
    if (!words)
        return;
    arena_free(&words->arena);
    free(words->words);
    free(words);
}

struct slice header_words_fold(struct arena *arena, struct slice header)
{
    int32_t first;
    if (header.len == 0 || !utf8_is_valid(header))
        return SLICE_NONE;
    return text_word(arena, text_trim(invisible_strip(arena, header, false, &first)));
}

static size_t header_words_bound(const struct header_words *words, struct slice folded)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (slice_compare(words->words[middle].text, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The only column of the table known so by the word. */
static const struct column *header_words_only(const struct header_words *words,
                                              const struct resource *resource, struct slice folded,
                                              enum sheet_match by)
{
    const struct column *found = NULL;
    for (size_t i = header_words_bound(words, folded);
         i < words->count && slice_equal(words->words[i].text, folded); i++) {
        const struct header_word *word = &words->words[i];
        if (word->resource != resource || word->by != by || word->column == found)
            continue;
        if (found)
            return NULL;
        found = word->column;
    }
    return found;
}

const struct column *header_words_find(const struct header_words *words,
                                       const struct resource *resource, struct slice header,
                                       struct slice folded, enum sheet_match *by)
{
    const struct column *column = header.len > 0 ? model_column(resource, header) : NULL;
    *by = SHEET_NAME;
    if (column && column_is_written(column))
        return column;
    column = NULL;
    for (*by = SHEET_TITLE; folded.len > 0 && !column && *by <= SHEET_SYNONYM; ++*by)
        column = header_words_only(words, resource, folded, *by);
    *by = column ? *by - 1 : SHEET_UNKNOWN;
    return column;
}
