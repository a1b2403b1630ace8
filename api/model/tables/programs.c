/* programs: everything that goes on under a name: challenges, plans, platforms, surveys, rankings.
 */
#include "tables.h"

static const struct code kinds[] = {
    {"challenge", "課題公募型", "challenge", NULL, NULL},
    {"matching", "マッチング", "matching", NULL, NULL},
    {"trial_procurement", "トライアル発注", "trial procurement", NULL, NULL},
    {"coordination", "コーディネート", "coordination", NULL, NULL},
    {"consortium", "コンソーシアム", "consortium", NULL, NULL},
    {"platform", "プラットフォーム", "platform", NULL, NULL},
    {"strategy", "戦略", "strategy", NULL, NULL},
    {"plan", "計画", "plan", NULL, NULL},
    {"project", "事業", "project", NULL, NULL},
    {"hub", "拠点", "hub", NULL, NULL},
    {"event_series", "連続催事", "series of events", NULL, NULL},
    {"website", "ウェブサイト", "website", NULL, NULL},
    {"survey", "調査", "survey", NULL, NULL},
    {"ranking", "ランキング", "ranking", NULL, NULL},
    {0},
};

static const struct code statuses[] = {
    {"planned", "予定", "planned", NULL, "計画中 準備中 計画"},
    {"running", "実施中", "running", NULL, "実施 継続 継続中 進行中 運営中 ongoing"},
    {"ended", "終了", "ended", NULL, "完了 終了済み finished"},
    {"unknown", "不明", "unknown", NULL, NULL},
    {0},
};

static const struct rdf_variant variants[] = {
    {"_public", "true", "cpsv:PublicService", true},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "名称。資料に書かれたとおり。", "Name as the source prints it.", "dct:title"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "事業の種類。",
                "What sort of programme it is.", "hk:programKind"),
    COLUMN_MUNICIPALITY(
        "実施する場所、対象とする市区町村のコード。運営者は `participations` にある。",
        "Where it takes place or whom it is for; not who runs it (participations)."),
    COLUMN_REF("parent", programs, COL_PARENT, "上位の事業・計画", "parent programme",
               "この事業を含む、上位の事業・計画。",
               "The plan or programme of which this is a part.", "dct:isPartOf"),
    COLUMN_REF("derived_from", programs, COL_PARENT, "元になった事業", "derived from",
               "仕組みを引き継いだ、元の事業。", "The programme whose scheme was taken over.",
               "hk:derivedFrom prov:wasDerivedFrom"),
    COLUMN_TWINS("reference", 500, COL_SEARCH, "制度上の番号", "reference",
                 "制度の名称と番号。印刷されたとおり。", "Scheme and code as printed.",
                 "hk:reference"),
    COLUMN_TWINS("area", 500, COL_SEARCH, "区域", "area", "区域。資料の言葉で。",
                 "The area as the source words it.", "hk:areaText"),
    COLUMN_PERIOD("period", 0, "期間", "period",
                  "開始から終了までの期間。`..` は資料に書かれていない側。",
                  "From start to end; an open end is not stated.", "dct:temporal"),
    COLUMN_PERIOD_TEXT,
    COLUMN_ENUM("status", statuses, COL_REQUIRED, "状態", "status", "資料の時点での状態。",
                "As far as the source tells.", "hk:programStatus"),
    COLUMN_TWINS("evaluation", 2000, 0, "評価の方法", "evaluation",
                 "評価の方法、時期、評価する人。", "How, when and by whom it is evaluated.",
                 "hk:evaluation"),
    COLUMN_WEBSITE,
    COLUMN_SUMMARY,
    COLUMN_DESCRIPTION,
    {.name = "_public", .type = TYPE_BOOL, .flags = COL_HIDDEN},
    {.name = "_local_authorities",
     .type = TYPE_REF,
     .flags = COL_HIDDEN | COL_MANY | COL_AGENT | COL_BRIEF,
     .predicate = "cv:hasCompetentAuthority",
     .ref = &municipalities_resource},
    {.name = "_other_authorities",
     .type = TYPE_REF,
     .flags = COL_HIDDEN | COL_MANY | COL_BRIEF,
     .predicate = "cv:hasCompetentAuthority",
     .ref = &organizations_resource},
    {.name = "_participations",
     .type = TYPE_REF,
     .flags = COL_HIDDEN | COL_MANY,
     .predicate = "cv:hasParticipation",
     .ref = &participations_resource},
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource programs_resource = {
    .name = "programs",
    .title_ja = "事業",
    .title_en = "Programmes",
    .doc_ja = "オープンイノベーションの事業、計画、プラットフォーム。調査とランキングも含む。",
    .doc = "Open-innovation programmes, plans, platforms and projects; also surveys and rankings.",
    .columns = columns,
    .rdf_class = "hk:Programme prov:Activity",
    .variants = variants,
};
