/* categories: items of a scheme: answers, segments, regions without a code. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused."),
    COLUMN_REF("scheme", schemes, COL_REQUIRED, "区分体系", "scheme", "The list it belongs to.",
               "skos:inScheme"),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "Name as printed.", "skos:prefLabel"),
    COLUMN_INT("position", 0, 1000000, 0, "並び順", "position", "Place in the printed order.",
               "hk:position"),
    {0},
};

const struct resource categories_resource = {
    .name = "categories",
    .title_ja = "区分",
    .title_en = "Categories",
    .doc = "Items of category schemes: survey answers, segments, regions without a code.",
    .columns = columns,
    .rdf_class = "skos:Concept",
};
