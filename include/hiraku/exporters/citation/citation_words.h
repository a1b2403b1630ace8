/* What several formats of citations say in the same way. */
#ifndef HIRAKU_EXPORTERS_CITATION_CITATION_WORDS_H
#define HIRAKU_EXPORTERS_CITATION_CITATION_WORDS_H

#include "hiraku/exporters/citation/citation.h"

struct out;

/* A name for it within a file, of [a-z0-9-]: the path of its URL, the release, and where there is
 * more in the query a part of its digest. At most CITATION_KEY_SIZE - 1 characters. */
enum { CITATION_KEY_SIZE = 96 };
void citation_key(const struct citation *citation, char key[CITATION_KEY_SIZE]);

/* "Release 3, published 2026-03-31. NAME, URL": of the release, and of the terms. */
void citation_write_note(const struct citation *citation, enum language language, struct out *out);

#endif
