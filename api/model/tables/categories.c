/* categories: items of a scheme: answers, segments, regions without a code. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID_AS("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused.",
                 "dct:identifier skos:notation"),
    COLUMN_REF("scheme", schemes, COL_REQUIRED, "区分体系", "scheme", "この項目が属する一覧。",
               "The list it belongs to.", "skos:inScheme"),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "名称。資料に書かれたとおり。", "Name as printed.", "skos:prefLabel"),
    COLUMN_INT("position", 0, 1000000, 0, "並び順", "position", "資料での並び順（整数）。",
               "Place in the printed order.", "hk:position"),
    {0},
};

static const struct rdf_constant constants[] = {
    {"skos:inScheme", "/id/concept-schemes/categories"},
    {0},
};

const struct resource categories_resource = {
    .name = "categories",
    .title_ja = "区分",
    .title_en = "Categories",
    .doc_ja = "区分体系の中の項目。調査の回答、回答者などの区分、コードのない地域。",
    .doc = "Items of category schemes: survey answers, segments, regions without a code.",
    .columns = columns,
    .rdf_class = "skos:Concept",
    .constants = constants,
};
