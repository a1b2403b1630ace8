/* The data dictionary as a table: what the columns of the model are, a row each. */
#include "hiraku/model/dictionary.h"

#include "hiraku/model/resource.h"

static const char *dictionary_type(const struct column *column)
{
    static const char *const words[] = {
        [TYPE_ID] = "id",
        [TYPE_TEXT] = "text",
        [TYPE_INT] = "integer",
        [TYPE_DECIMAL] = "decimal",
        [TYPE_BOOL] = "boolean",
        [TYPE_DATE] = "date",
        [TYPE_PERIOD] = "period",
        [TYPE_IRI] = "iri",
        [TYPE_ENUM] = "code",
        [TYPE_REF] = "reference",
        [TYPE_MUNICIPALITY_CODE] = "municipality_code",
        [TYPE_CORPORATE_NUMBER] = "corporate_number",
    };
    return words[column->type];
}

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
        dictionary_type(column),
        column->flags & (COL_REQUIRED | COL_KEY) ? "true" : "false",
        column->ref ? column->ref->name : "",
        column->doc_ja,
        column->doc,
    };
    for (size_t i = 0; i < DICTIONARY_CELLS; i++)
        cells[i] = slice_of(texts[i]);
}
