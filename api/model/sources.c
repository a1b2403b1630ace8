/* sources: documents in which the facts are found. */
#include "tables.h"

static const struct code kinds[] = {
    {"plan", "計画書", "plan", NULL},
    {"article", "記事", "article", NULL},
    {"interview", "インタビュー", "interview", NULL},
    {"essay", "論考", "essay", NULL},
    {"report", "報告書", "report", NULL},
    {"dataset", "データセット", "dataset", NULL},
    {"web", "ウェブページ", "web page", NULL},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused."),
    COLUMN_TWINS("title", 1000, COL_REQUIRED | COL_SEARCH | COL_LABEL, "題名", "title",
                 "Title; a descriptive one in [ ] where the source has none.", "dct:title"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "Kind of document.", "hk:sourceKind"),
    COLUMN_TWINS("publisher", 500, COL_SEARCH, "発行者", "publisher", "The body that published it.",
                 "dct:publisher"),
    COLUMN_TWINS("author", 500, COL_SEARCH, "作成者", "author",
                 "The body that wrote it; no persons.", "dct:creator"),
    COLUMN_PERIOD("published_on", 0, "発行日", "published on", "When it was published.",
                  "dct:issued"),
    COLUMN_IRI("document", 0, "資料のURL", "document", "Where it can be read.", "foaf:page"),
    COLUMN_DATE("retrieved_on", 0, "取得日", "retrieved on", "When it was read there.",
                "hk:retrievedOn"),
    COLUMN_TEXT("licence", 500, 0, "ライセンス", "licence", "Under which terms, as stated.",
                "dct:rights"),
    {0},
};

const struct resource sources_resource = {
    .name = "sources",
    .title_ja = "出典",
    .title_en = "Sources",
    .doc = "Documents in which the published facts are found.",
    .columns = columns,
    .rdf_class = "foaf:Document prov:Entity",
};
