/* sources: documents in which the facts are found. */
#include "tables.h"

static const struct code kinds[] = {
    {"plan", "計画書", "plan", "hk:kind-plan_document", "計画"},
    {"article", "記事", "article", NULL, NULL},
    {"interview", "インタビュー", "interview", NULL, NULL},
    {"essay", "論考", "essay", NULL, NULL},
    {"report", "報告書", "report", NULL, "報告"},
    {"dataset", "データセット", "dataset", NULL, "データ オープンデータ"},
    {"web", "ウェブページ", "web page", NULL, "ウェブサイト web ホームページ website"},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_TWINS("title", 1000, COL_REQUIRED | COL_SEARCH | COL_LABEL, "題名", "title",
                 "資料の題名。題名がなければ内容を `[ ]` に入れて示す。",
                 "Title; a descriptive one in [ ] where the source has none.", "dct:title"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "資料の種類。", "Kind of document.",
                "hk:sourceKind"),
    COLUMN_TWINS("publisher", 500, COL_SEARCH, "発行者", "publisher", "発行した団体。",
                 "The body that published it.", "dct:publisher"),
    COLUMN_TWINS("author", 500, COL_SEARCH, "作成者", "author", "作成した団体。個人名は含まない。",
                 "The body that wrote it; no persons.", "dct:creator"),
    COLUMN_PERIOD("published_on", 0, "発行日", "published on", "発行の時期。",
                  "When it was published.", "dct:issued"),
    COLUMN_IRI("document", 0, "資料のURL", "document", "資料を読める URL。",
               "Where it can be read.", "foaf:page"),
    COLUMN_DATE("retrieved_on", 0, "取得日", "retrieved on", "その URL で内容を確かめた日。",
                "When it was read there.", "hk:retrievedOn"),
    COLUMN_TEXT("licence", 500, 0, "ライセンス", "licence", "資料に示された利用条件。",
                "Under which terms, as stated.", "dct:rights"),
    {0},
};

const struct resource sources_resource = {
    .name = "sources",
    .title_ja = "出典",
    .title_en = "Sources",
    .doc_ja = "公開している事実が書かれている資料。",
    .doc = "Documents in which the published facts are found.",
    .columns = columns,
    .rdf_class = "foaf:Document prov:Entity",
};
