/* See word_list.h. */
#include "word_list.h"

void word_list_open(struct word_list *list, const struct words *words, uint32_t term)
{
    uint64_t from = term > 0 ? words->terms[term - 1].end : 0;
    uint64_t to = words->terms[term].end;
    uint32_t texts = words->terms[term].texts_bytes;
    *list = (struct word_list){.texts = words->texts};
    list->damaged = from > to || to > words->places_size || texts > to - from;
    if (list->damaged)
        return;
    list->at = words->places + from;
    list->end = list->place = list->at + texts;
    list->last = words->places + to;
}

/* Passes over `numbers` numbers: as many bytes as do not have their highest bit set. */
static void word_list_skip(struct word_list *list, uint64_t numbers)
{
    const uint64_t highest = 0x8080808080808080;
    uint64_t eight;
    while (numbers > 8 && list->last - list->place >= 8) {
        memcpy(&eight, list->place, sizeof eight);
        numbers -= (uint64_t)__builtin_popcountll(~eight & highest);
        list->place += 8;
    }
    while (numbers > 0 && list->place < list->last)
        numbers -= *list->place++ < 0x80;
    list->damaged = list->damaged || numbers > 0;
}

bool word_list_place(struct word_list *list)
{
    uint64_t number;
    if (list->passed > 0)
        word_list_skip(list, list->passed);
    list->passed = 0;
    if (list->unread == 0 || list->damaged)
        return false;
    if (!words_number_get(&list->place, list->last, &number) ||
        number > UINT32_MAX - list->before) {
        list->damaged = true;
        return false;
    }
    list->unread--;
    list->before += number;
    return true;
}
