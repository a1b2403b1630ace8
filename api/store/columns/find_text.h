/* Which texts of a dictionary have another one in them: one search through the bytes of all. */
#ifndef HIRAKU_API_STORE_COLUMNS_FIND_TEXT_H
#define HIRAKU_API_STORE_COLUMNS_FIND_TEXT_H

#include "hiraku/base/slice.h"

#include "hiraku/store/columns/table_data.h"

enum find_text { FIND_ANYWHERE, FIND_PREFIX, FIND_WHOLE };

/* Sets found[i] = 1 for each of `count` texts; they are 0 before. Every text has an empty one in
 * it. False: no memory. */
bool find_texts(const struct texts *texts, uint32_t count, struct slice text, enum find_text kind,
                struct arena *arena, uint8_t *found);

#endif
