/* What people write in place of a code, and the codes of a column as they are shown. */
#ifndef HIRAKU_MODEL_CODE_WORDS_H
#define HIRAKU_MODEL_CODE_WORDS_H

#include "hiraku/base/slice.h"

struct arena;
struct code;
struct column;

/* Whether the value is one of column->known; true where there is no such list. */
bool column_knows(const struct column *column, struct slice value);

/* The value of column->known that a text may mean: in other letters, by another word, mistyped;
 * empty if none or several. */
struct slice column_known_meant(const struct column *column, struct slice text,
                                struct arena *arena);

/* The codes that a text may mean, in their order: those that have it as value, title or another
 * word
 * (`also`), as text_word compares; the value itself before all others. Writes at most `max` and
 * returns their number. */
size_t column_codes_meant(const struct column *column, struct slice text, struct arena *arena,
                          const struct code **codes, size_t max);

/* «final（確定）, provisional（暫定）» of all codes of a column, or of some; in the arena. */
struct slice column_code_list(const struct column *column, struct arena *arena);
struct slice column_code_list_of(const struct code *const *codes, size_t count,
                                 struct arena *arena);

#endif
