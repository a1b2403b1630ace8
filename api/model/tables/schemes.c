/* schemes: lists of categories, such as the answers to a survey's question. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name", "一覧の名称。",
                 "Name of the list.", "skos:prefLabel dct:title"),
    COLUMN_TWINS("description", 2000, COL_SEARCH, "説明", "description", "何の一覧か。",
                 "What the list is for.", "dct:description"),
    {0},
};

const struct resource schemes_resource = {
    .name = "schemes",
    .title_ja = "区分体系",
    .title_en = "Category schemes",
    .doc_ja = "観測値の内訳に使う区分の一覧。",
    .doc = "Lists of categories by which observations are broken down.",
    .columns = columns,
    .rdf_class = "skos:ConceptScheme",
};
