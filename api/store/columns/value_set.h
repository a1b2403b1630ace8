/* The different texts of a column while it is built: each has a number, in the order of first
 * sight. Grows with the different texts, never with the rows. Not thread-safe. */
#ifndef HIRAKU_API_STORE_COLUMNS_VALUE_SET_H
#define HIRAKU_API_STORE_COLUMNS_VALUE_SET_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct cp932;

/* All zero: empty. */
struct value_set {
    char *bytes; /* the texts, which follow each other */
    size_t room;
    uint32_t *ends; /* of each text in `bytes` */
    uint32_t count, ends_room;
    struct value_slot *slots; /* 2^n of them, half full at most */
    size_t slot_count;
    bool foreign; /* some text has more than ASCII */
    struct value_lacking *lacking;
    size_t lacking_count, lacking_room;
};

/* A text with a character that CP932 lacks: the first such. By their numbers. */
struct value_lacking {
    uint32_t number;
    int32_t character;
};

static inline struct slice value_set_text(const struct value_set *set, uint32_t number)
{
    uint32_t from = number > 0 ? set->ends[number - 1] : 0;
    return (struct slice){set->bytes + from, set->ends[number] - from};
}

/* The number of a text; false: it is not in the set. */
bool value_set_find(const struct value_set *set, struct slice text, uint32_t *number);

/* The same, put into the set where it is not yet there. With `cp932` what that lacks is noted.
 * STATUS_TOO_LARGE where all texts, each with a NUL, could not be counted by a uint32_t. */
enum status value_set_add(struct value_set *set, struct slice text, struct cp932 *cp932,
                          uint32_t *number, struct problem *p);

/* The first character of a text that CP932 lacks, or -1. */
int32_t value_set_lacking(const struct value_set *set, uint32_t number);

void value_set_free(struct value_set *set);

#endif
