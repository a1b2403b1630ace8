/* municipalities: places with a 全国地方公共団体コード, and the governments of those places. */
#include "tables.h"

static const struct code kinds[] = {
    {"country", "国", "country", NULL, NULL},
    {"prefecture", "都道府県", "prefecture", NULL, "都 道 府 県"},
    {"designated_city", "政令指定都市", "designated city", NULL, "政令市 指定都市 政令指定市"},
    {"city", "市", "city", NULL, NULL},
    {"special_ward", "特別区", "special ward", NULL, NULL},
    {"ward", "行政区", "ward of a designated city", NULL, NULL},
    {"town", "町", "town", NULL, NULL},
    {"village", "村", "village", NULL, NULL},
    {0},
};

static const struct column columns[] = {
    {.name = "id",
     .type = TYPE_MUNICIPALITY_CODE,
     .flags = COL_KEY | COL_REQUIRED,
     .title_ja = "全国地方公共団体コード",
     .title_en = "local government code",
     .doc_ja = "全国地方公共団体コード。検査数字を含む数字6桁。000001 は日本国。",
     .doc = "Six digits, the last a check digit; 000001 is Japan.",
     .predicate = "dct:identifier",
     .max = 6},
    COLUMN_TWINS("name", 200, COL_REQUIRED | COL_SEARCH | COL_LABEL | COL_PLACE, "名称", "name",
                 "正式な名称。", "Official name.", "skos:prefLabel dct:title"),
    COLUMN_KANA,
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "地方公共団体の種別。",
                "Kind of local government.", "hk:municipalityKind"),
    COLUMN_REF("prefecture", municipalities, COL_PARENT | COL_PLACE, "都道府県", "prefecture",
               "属する都道府県の全国地方公共団体コード。", "The prefecture in which it lies.",
               "dct:isPartOf"),
    COLUMN_CORPORATE_NUMBER,
    COLUMN_WEBSITE,
    {0},
};

const struct resource municipalities_resource = {
    .name = "municipalities",
    .title_ja = "地方公共団体",
    .title_en = "Municipalities",
    .doc_ja = "全国地方公共団体コードによる都道府県と市区町村の一覧。ほかの表から参照する。",
    .doc =
        "Prefectures and municipalities by local government code, for reference from other tables.",
    .columns = columns,
    .rdf_class = "cv:PublicOrganisation org:FormalOrganization foaf:Agent",
    .rdf_place = "http://data.e-stat.go.jp/lod/sac/C",
};
