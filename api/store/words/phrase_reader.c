/* See phrase_reader.h. */
#include "phrase_reader.h"

#include <stdlib.h>

/* Texts that are passed over before the caller may look at its clock. */
enum { PHRASE_STEPS = 65536 };

static size_t phrase_length(struct slice terms)
{
    struct slice term;
    size_t count = 0;
    while (slice_word(&terms, &term))
        count++;
    return count;
}

enum status phrase_reader_open(struct phrase_reader *reader, const struct words *words,
                               const struct words_phrase *phrase, bool counting, struct problem *p)
{
    struct slice rest = phrase->terms, term;
    reader->words = words;
    reader->count = phrase_length(rest);
    reader->counting = counting;
    reader->over = reader->damaged = false;
    reader->found = 0;
    reader->lists = calloc(reader->count + 1, sizeof *reader->lists);
    if (!reader->lists)
        return problem_memory(p);
    for (size_t i = 0; slice_word(&rest, &term) && !reader->over; i++) {
        reader->terms = words_terms(words, term, phrase->prefix);
        reader->over = reader->terms.first == reader->terms.end;
        if (!reader->over && reader->count > 1) {
            word_list_open(&reader->lists[i], words, reader->terms.first);
            reader->over = !word_list_next(&reader->lists[i]);
            reader->damaged = reader->lists[i].damaged;
        }
    }
    return STATUS_OK;
}

void phrase_reader_close(struct phrase_reader *reader)
{
    free(reader->lists);
}

/* --- one term, or the beginning of some ------------------------------------------------------- */

/* The first list has no text at all before the first term is opened. */
static void phrase_read_terms(struct phrase_reader *reader)
{
    struct word_list list = reader->lists[0];
    while (reader->found < PHRASE_TEXTS) {
        if (word_list_next(&list)) {
            reader->texts[reader->found] = list.text;
            reader->times[reader->found++] = list.times;
            continue;
        }
        if (list.damaged || reader->terms.first == reader->terms.end)
            break;
        word_list_open(&list, reader->words, reader->terms.first++);
        if (list.damaged)
            break;
    }
    reader->over = list.damaged || reader->found < PHRASE_TEXTS;
    reader->damaged = list.damaged;
    reader->lists[0] = list;
}

/* --- several terms behind each other ---------------------------------------------------------- */

/* Moves every list to the first text, from where they are on, that all have; false: there is none.
 */
static bool phrase_align(struct phrase_reader *reader)
{
    uint32_t text = reader->lists[0].text;
    for (size_t i = 0, same = 0; same < reader->count; i = (i + 1) % reader->count, same++) {
        struct word_list *list = &reader->lists[i];
        while (list->text < text)
            if (!word_list_next(list))
                return false;
        if (list->text > text)
            same = 0;
        text = list->text;
    }
    return true;
}

/* Reads on to the list's first place that is `place` or behind it; false: there is none. */
static bool phrase_place_from(struct word_list *list, uint64_t place)
{
    while (list->unread == list->times || list->before < place)
        if (!word_list_place(list))
            return false;
    return true;
}

/* How often the terms stand behind each other in the text that all lists are at. */
static uint32_t phrase_times(struct phrase_reader *reader)
{
    uint32_t times = 0;
    for (uint64_t start = 0;; start++) {
        for (size_t i = 0, same = 0; same < reader->count; i = (i + 1) % reader->count, same++) {
            struct word_list *list = &reader->lists[i];
            if (!phrase_place_from(list, start + i))
                return times;
            if (list->before > start + i)
                same = 0;
            start = list->before - i;
        }
        times++;
        if (!reader->counting)
            return times;
    }
}

static void phrase_read_texts(struct phrase_reader *reader)
{
    size_t steps = 0;
    while (!reader->over && reader->found < PHRASE_TEXTS && steps++ < PHRASE_STEPS) {
        reader->over = !phrase_align(reader);
        if (reader->over)
            break;
        reader->texts[reader->found] = reader->lists[0].text;
        reader->times[reader->found] = phrase_times(reader);
        reader->found += reader->times[reader->found] > 0;
        reader->over = !word_list_next(&reader->lists[0]);
    }
    for (size_t i = 0; i < reader->count; i++)
        reader->damaged = reader->damaged || reader->lists[i].damaged;
}

bool phrase_reader_next(struct phrase_reader *reader)
{
    reader->found = 0;
    if (reader->over || reader->damaged)
        return false;
    if (reader->count > 1)
        phrase_read_texts(reader);
    else
        phrase_read_terms(reader);
    return !reader->damaged;
}
