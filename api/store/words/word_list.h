/* Where one term stands: the texts that have it in ascending order, and its places in each. */
#ifndef HIRAKU_API_STORE_WORDS_WORD_LIST_H
#define HIRAKU_API_STORE_WORDS_WORD_LIST_H

#include "hiraku/base/slice.h"
#include "hiraku/store/words/words.h"

#include "words_file.h"

/* Terms from `first` on, before `end`. */
struct word_range {
    uint32_t first, end;
};

/* The term `text`, or all that begin so. */
struct word_range words_terms(const struct words *words, struct slice text, bool prefix);

struct word_list {
    const unsigned char *at, *end;     /* numbers of texts that were not read */
    const unsigned char *place, *last; /* numbers of places, and their end */
    uint64_t next;                     /* the smallest text that may follow */
    uint32_t texts, text, times;       /* of the table; the one that was read; how often */
    uint64_t passed;                   /* places of texts before this one, not read */
    uint64_t unread, before; /* places of this one, not read; the one read last, at first 0 */
    bool damaged;
};

/* Before the first text of a term, which is below words->term_count. */
void word_list_open(struct word_list *list, const struct words *words, uint32_t term);

/* Reads the next place in the text; false: there is none, or `damaged`. */
bool word_list_place(struct word_list *list);

/* Moves to the next text; false: there is none, or `damaged`. */
static inline bool word_list_next(struct word_list *list)
{
    uint64_t number, more = 0;
    if (list->at == list->end)
        return false;
    bool good = words_number_get(&list->at, list->end, &number);
    if (good && number % 2 == 1)
        good = words_number_get(&list->at, list->end, &more) && more <= UINT32_MAX - 2;
    if (!good || number / 2 >= list->texts - list->next) {
        list->damaged = true;
        return false;
    }
    list->passed += list->unread;
    list->text = (uint32_t)(list->next + number / 2);
    list->next = (uint64_t)list->text + 1;
    list->times = number % 2 == 1 ? (uint32_t)more + 2 : 1;
    list->unread = list->times;
    list->before = 0;
    return true;
}

#endif
