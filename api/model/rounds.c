/* rounds: editions of a programme: a call for proposals, a survey's or ranking's edition. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused."),
    COLUMN_REF("program", programs, COL_REQUIRED, "事業", "programme", "The programme.",
               "dct:isPartOf"),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "Name of the edition.", "dct:title"),
    COLUMN_PERIOD("period", 0, "期間", "period", "From the call to the results.", "dct:temporal"),
    COLUMN_PERIOD_TEXT,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource rounds_resource = {
    .name = "rounds",
    .title_ja = "募集回・調査回",
    .title_en = "Rounds",
    .doc = "Editions of a programme: calls for proposals, editions of surveys and rankings.",
    .columns = columns,
    .rdf_class = "hk:Round prov:Activity",
};
