/* schemes: lists of categories, such as the answers to a survey's question. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "Name of the list.", "skos:prefLabel dct:title"),
    COLUMN_TWINS("description", 2000, COL_SEARCH, "説明", "description", "What the list is for.",
                 "dct:description"),
    {0},
};

const struct resource schemes_resource = {
    .name = "schemes",
    .title_ja = "区分体系",
    .title_en = "Category schemes",
    .doc = "Lists of categories by which observations are broken down.",
    .columns = columns,
    .rdf_class = "skos:ConceptScheme",
};
