/* rounds: editions of a programme: a call for proposals, a survey's or ranking's edition. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_REF("program", programs, COL_REQUIRED, "事業", "programme", "この回が属する事業。",
               "The programme.", "dct:isPartOf"),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name", "回の名称。",
                 "Name of the edition.", "dct:title"),
    COLUMN_PERIOD("period", 0, "期間", "period", "募集から結果までの期間。",
                  "From the call to the results.", "dct:temporal"),
    COLUMN_PERIOD_TEXT,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource rounds_resource = {
    .name = "rounds",
    .title_ja = "募集回・調査回",
    .title_en = "Rounds",
    .doc_ja = "事業の各回。提案の募集、調査やランキングの回。",
    .doc = "Editions of a programme: calls for proposals, editions of surveys and rankings.",
    .columns = columns,
    .rdf_class = "hk:Round prov:Activity",
};
