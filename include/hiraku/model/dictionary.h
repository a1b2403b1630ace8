/* The data dictionary that files for download hold: a row for each column of a table. */
#ifndef HIRAKU_MODEL_DICTIONARY_H
#define HIRAKU_MODEL_DICTIONARY_H

#include "hiraku/base/slice.h"

struct column;
struct resource;

enum { DICTIONARY_CELLS = 9, DICTIONARY_TYPE = 4 }; /* cells of a row; the one with the type */

extern const char *const dictionary_header[DICTIONARY_CELLS];

/* Borrowed from the model. */
void dictionary_row(const struct resource *table, const struct column *column,
                    struct slice cells[DICTIONARY_CELLS]);

#endif
