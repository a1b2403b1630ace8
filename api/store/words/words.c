/* See words.h: opening the index of a table, and finding terms in it. */
#include "hiraku/store/words/words.h"

#include "hiraku/model/resource.h"
#include "hiraku/store/columns/section_file.h"

#include "word_list.h"
#include "words_file.h"

/* Takes a section of entries of `width` bytes; false: there is none of that kind. */
static bool words_section(const struct section_file *file, const char *table,
                          enum section_kind kind, uint32_t width, const void **entries,
                          uint64_t *count)
{
    const struct section_record *record = section_find(file, table, "", kind);
    if (!record || record->width != width)
        return false;
    *entries = section_bytes(file, record);
    *count = record->count;
    return true;
}

/* The texts' numbers of the rows, in any width; false: there are not as many as rows. */
static bool words_take_codes(struct words *words, const struct section_file *file,
                             const char *table)
{
    const struct section_record *record = section_find(file, table, "", SECTION_WORDS_ROWS);
    if (!record)
        return words->texts == words->rows;
    words->codes = section_bytes(file, record);
    words->width = record->width;
    return record->count == words->rows &&
           (record->width == 1 || record->width == 2 || record->width == 4);
}

static bool words_take(struct words *words, const struct section_file *file, const char *table)
{
    const void *totals, *about, *terms, *spelled, *places;
    uint64_t one, texts, term_count;
    if (!words_section(file, table, SECTION_WORDS, sizeof(struct words_totals), &totals, &one) ||
        one != 1)
        return false;
    const struct words_totals *of = totals;
    words->rows = of->rows;
    words->texts = of->texts;
    words->texts_rows = of->texts_rows;
    words->texts_terms = of->texts_terms;
    if (!words_section(file, table, SECTION_WORDS_TEXTS, sizeof(struct words_text), &about,
                       &texts) ||
        !words_section(file, table, SECTION_WORDS_TERMS, sizeof(struct words_term), &terms,
                       &term_count) ||
        !words_section(file, table, SECTION_WORDS_SPELLED, 1, &spelled, &words->spelled_size) ||
        !words_section(file, table, SECTION_WORDS_PLACES, 1, &places, &words->places_size))
        return false;
    words->about = about;
    words->terms = terms;
    words->spelled = spelled;
    words->places = places;
    words->term_count = (uint32_t)term_count;
    return texts == words->texts && term_count <= UINT32_MAX && words->texts <= words->rows &&
           words_take_codes(words, file, table);
}

enum status words_open(struct words *words, const struct section_file *file,
                       const struct resource *resource, struct problem *p)
{
    *words = (struct words){.path = file->path};
    return words_take(words, file, resource->name)
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_RELEASE, slice_of(file->path), slice_of(resource->name),
                             "its index of words is damaged");
}

/* Less, equal or greater: the term as against `text`; with `prefix` equal is what begins so. */
static int words_compare(const struct words *words, uint32_t term, struct slice text, bool prefix)
{
    uint32_t from = term > 0 ? words->terms[term - 1].spelled_end : 0;
    uint32_t to = words->terms[term].spelled_end;
    if (from > to || to > words->spelled_size)
        return 1;
    struct slice spelled = {words->spelled + from, to - from};
    if (prefix && spelled.len > text.len)
        spelled.len = text.len;
    return slice_compare(spelled, text);
}

/* The first term that is not before `text`; `above`: that is behind it. */
static uint32_t words_bound(const struct words *words, struct slice text, bool prefix, bool above)
{
    uint32_t low = 0, high = words->term_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = words_compare(words, middle, text, prefix);
        if (order < 0 || (above && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct word_range words_terms(const struct words *words, struct slice text, bool prefix)
{
    uint32_t first = words_bound(words, text, prefix, false);
    uint32_t end = words_bound(words, text, prefix, true);
    return (struct word_range){first, end > first ? end : first};
}
