/* pilots: trials in the field (実証実験). */
#include "tables.h"

static const struct code stages[] = {
    {"planned", "予定", "planned", NULL, "計画中 準備中 計画"},
    {"running", "実施中", "running", NULL, "実施 継続中 進行中 実証中 ongoing"},
    {"completed", "完了", "completed", NULL, "終了 実施済み 完了済み finished ended"},
    {"cancelled", "中止", "cancelled", NULL, "取りやめ 取り止め canceled"},
    {"unknown", "不明", "unknown", NULL, NULL},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_REF("program", programs, COL_REQUIRED, "事業", "programme", "実証実験が行われた事業。",
               "The programme.", "dct:isPartOf"),
    COLUMN_REF("adoption", adoptions, 0, "採択", "adoption", "もとになった採択。",
               "The adoption that led to it.", "prov:used"),
    COLUMN_MUNICIPALITY("実施する場所の全国地方公共団体コード。", "Where it takes place."),
    COLUMN_TWINS("title", 1000, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "title",
                 "実証実験の題名。", "Title of the pilot.", "dct:title"),
    COLUMN_ENUM("stage", stages, COL_REQUIRED, "段階", "stage", "資料の時点での段階。",
                "As far as the source tells.", "hk:pilotStage"),
    COLUMN_PERIOD("period", 0, "期間", "period", "開始から終了までの期間。", "From start to end.",
                  "dct:temporal"),
    COLUMN_PERIOD_TEXT,
    COLUMN_TWINS("place", 500, COL_SEARCH, "場所", "place", "場所。資料の言葉で。",
                 "The place as the source words it.", "hk:placeText"),
    {.name = "_startup",
     .type = TYPE_REF,
     .flags = COL_HIDDEN | COL_LOOKUP,
     .predicate = "prov:wasAssociatedWith",
     .ref = &startups_resource,
     .via = "adoption",
     .field = "startup"},
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource pilots_resource = {
    .name = "pilots",
    .title_ja = "実証実験",
    .title_en = "Pilots",
    .doc_ja = "現場での実証実験。予定のものと行われたもの。",
    .doc = "Trials in the field, planned and done.",
    .columns = columns,
    .rdf_class = "hk:Pilot prov:Activity",
};
