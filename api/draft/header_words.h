/* What people write over columns: names, titles and usual synonyms, by table. Private to api/draft.
 */
#ifndef HIRAKU_API_DRAFT_HEADER_WORDS_H
#define HIRAKU_API_DRAFT_HEADER_WORDS_H

#include "hiraku/draft/sheet.h"

struct header_words;

enum status header_words_new(struct header_words **words, struct problem *p);
void header_words_free(struct header_words *words); /* NULL is allowed */

/* A header as it is compared, in the arena; empty where it is no word (text.h). */
struct slice header_words_fold(struct arena *arena, struct slice header);

/* The column of the table that a trimmed header, and it folded, names, with how it was known. */
const struct column *header_words_find(const struct header_words *words,
                                       const struct resource *resource, struct slice header,
                                       struct slice folded, enum sheet_match *by);

#endif
