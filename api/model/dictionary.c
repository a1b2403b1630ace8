/* The data dictionary as a table: what the columns of the model are, a row each. */
#include "hiraku/model/dictionary.h"

#include "hiraku/model/type.h"

const char *const dictionary_header[DICTIONARY_CELLS] = {
    "table",    "column",    "title_ja",   "title_en",   "type",
    "required", "refers_to", "meaning_ja", "meaning_en",
};

void dictionary_row(const struct resource *table, const struct column *column,
                    struct slice cells[DICTIONARY_CELLS])
{
    const char *const texts[DICTIONARY_CELLS] = {
        table->name,
        column->name,
        column->title_ja,
        column->title_en,
        type_of(column)->name,
        column->flags & (COL_REQUIRED | COL_KEY) ? "true" : "false",
        column->ref ? column->ref->name : "",
        column->doc_ja,
        column->doc,
    };
    for (size_t i = 0; i < DICTIONARY_CELLS; i++)
        cells[i] = slice_of(texts[i]);
}
