/* The municipalities of the table that is compiled in. Private to api/init. */
#ifndef HIRAKU_API_INIT_PLACES_H
#define HIRAKU_API_INIT_PLACES_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct arena;

/* A row; empty where the table has none. Borrowed from the table. */
struct place_row {
    struct slice code, name_ja, name_en, name_kana, prefecture;
};

/* By a code of six digits; false: there is none. */
bool places_by_code(struct slice code, struct place_row *row);

/* By a code of five digits, or of six with the right check digit: `*row` has its code alone where
 * the table has no such municipality. By a name, with the prefecture before it or without:
 * STATUS_INIT_SAME_NAME lists those that have it, STATUS_INIT_MUNICIPALITY the nearest.
 * «国» is no municipality. */
enum status places_find(struct arena *arena, struct slice text, struct place_row *row,
                        struct problem *p);

#endif
