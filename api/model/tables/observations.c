/* observations: the values of KPIs, one row per value: the cube of vocabulary.md. */
#include "observation_columns.h"

const struct code observation_value_types[] = {
    {"baseline", "基準値", "baseline", NULL, "基準 ベースライン 現状 現状値 当初値 初期値 策定時"},
    {"target", "目標値", "target", NULL, "目標 計画値 計画 goal plan"},
    {"actual", "実績値", "actual", NULL, "実績 実測値 実測 result"},
    {"projection", "推計値", "projection", NULL,
     "推計 予測 予測値 見込 見込み 見込値 見通し forecast estimate"},
    {0},
};

const struct code observation_accumulations[] = {
    {"level", "水準", "level", NULL, "単年 単年度 単年度値 各年 各年度"},
    {"increment", "増加分", "increment", NULL, "増加 増分 増加数 増"},
    {"cumulative", "累計", "cumulative", NULL, "累積 累計値 累積値 通算 total"},
    {0},
};

/* Marks that statistical tables print for several of the reasons. */
#define MARKS_DASH "- – — ― ─ ー"
#define MARKS_DOTS "... .. ・・・"

const struct code observation_missing[] = {
    {"not_set", "未設定", "not set", NULL, "未定 設定なし 未策定 検討中 tbd " MARKS_DASH},
    {"not_applicable", "該当なし", "not applicable", NULL,
     "非該当 対象外 該当せず 適用外 なし n/a na " MARKS_DASH},
    {"not_yet_reported", "未報告", "not yet reported", NULL,
     "未集計 集計中 未公表 公表前 未確定 調査中 報告待ち 確認中 " MARKS_DASH " " MARKS_DOTS},
    {"not_collected", "未収集", "not collected", NULL,
     "未調査 未実施 調査なし 調査せず データなし 未測定 未計測 欠測 欠損 nodata *** " MARKS_DASH
     " " MARKS_DOTS},
    {"unknown", "不明", "unknown", NULL,
     "不詳 わからない 分からない n/a na nan null none ? *** " MARKS_DOTS},
    {"suppressed", "秘匿", "suppressed", NULL,
     "非公表 非公開 秘 秘密 マスク x χ *** ** * confidential"},
    {0},
};

const struct code observation_qualifiers[] = {
    {"exact", "ちょうど", "exact", NULL, "正確 丁度"},
    {"approximate", "約", "approximate", NULL,
     "概数 概ね おおむね およそ おおよそ ほぼ 程度 前後 about ~"},
    {"at_least", "以上", "at least", NULL, "≥ ≧ >= + 少なくとも"},
    {"more_than", "超", "more than", NULL, "超過 超える > より多い"},
    {"at_most", "以下", "at most", NULL, "≤ ≦ <="},
    {"less_than", "未満", "less than", NULL, "< より少ない"},
    {0},
};

const struct code observation_statuses[] = {
    {"final", "確定", "final", NULL, "確定値 確報 確報値"},
    {"provisional", "暫定", "provisional", NULL, "暫定値 速報 速報値 仮"},
    {"revised", "訂正", "revised", NULL, "訂正値 改定 改定値 改訂 修正 修正値"},
    {"estimated", "推定", "estimated", NULL, "推定値 推計 推計値 概算 見込"},
    {0},
};

/* SDMX CL_OBS_STATUS, the part that qb uses. */
static const struct code obs_statuses[] = {
    {"A", "通常", "normal value", "sdmx-code:obsStatus-A", NULL},
    {"P", "暫定", "provisional value", "sdmx-code:obsStatus-P", NULL},
    {"E", "推定", "estimated value", "sdmx-code:obsStatus-E", NULL},
    {"M", "欠測", "missing value", "sdmx-code:obsStatus-M", NULL},
    {0},
};

const struct measurement observation_measure = {"kpi", "qualifier", "missing"};

static const struct rdf_variant variants[] = {
    {"missing", NULL, "hk:MissingObservation", true},
    {0},
};

static const struct rdf_constant constants[] = {
    {"qb:dataSet", "/id/datasets/observations"},
    {0},
};

/* clang-format off */
static const struct column columns[] = {
    COLUMN_JOINED_ID,
    OBSERVATION_PLACE,
    OBSERVATION_FIGURE,
    OBSERVATION_DAYS,
    {.name = "revised_in", .type = TYPE_INT, .flags = COL_DERIVED, .title_ja = "改訂された公開版", .title_en = "revised in",
     .doc_ja = "値、値がない理由、値の性質のいずれかが最後に変わった公開版の番号。初めて公開されたときのままなら空。", .doc = "Number of the release in which value, missing or qualifier last changed; empty while they are as first published.",
     .predicate = "hk:revisedIn", .low = 1, .high = INT64_C(9007199254740991), .rdf_prefix = "/id/releases/"},
    {.name = "_area", .type = TYPE_REF, .flags = COL_HIDDEN | COL_LOOKUP, .title_ja = "地域", .title_en = "area", .predicate = "sdmx-dimension:refArea", .ref = &municipalities_resource, .via = "kpi", .field = "municipality", .prefer = "area", .rdf_empty = "hk:area-unspecified"},
    {.name = "_obs_status", .type = TYPE_ENUM, .flags = COL_HIDDEN, .title_ja = "観測値の状態", .title_en = "observation status", .predicate = "sdmx-attribute:obsStatus", .codes = obs_statuses},
    {.name = "_unit_code", .type = TYPE_TEXT, .flags = COL_HIDDEN | COL_LOOKUP, .title_ja = "単位", .title_en = "unit of measure", .predicate = "sdmx-attribute:unitMeasure", .via = "kpi", .field = "unit_code", .rdf_prefix = "http://qudt.org/vocab/unit/", .known = unit_codes},
    {.name = "_unit", .type = TYPE_TEXT, .flags = COL_HIDDEN, .title_ja = "単位", .title_en = "unit of measure", .predicate = "sdmx-attribute:unitMeasure", .rdf_prefix = "/id/units/"},
    {.name = "_unit_multiplier", .type = TYPE_INT, .flags = COL_HIDDEN | COL_LOOKUP, .title_ja = "単位の乗数", .title_en = "unit multiplier", .predicate = "sdmx-attribute:unitMult", .via = "kpi", .field = "unit_multiplier"},
    {.name = "_unit_ja", .type = TYPE_TEXT, .flags = COL_HIDDEN | COL_LOOKUP, .title_ja = "単位の名称", .title_en = "unit label", .predicate = "hk:unitLabel", .lang = "ja", .via = "kpi", .field = "unit_ja"},
    {.name = "_unit_en", .type = TYPE_TEXT, .flags = COL_HIDDEN | COL_LOOKUP, .title_ja = "単位の名称", .title_en = "unit label", .predicate = "hk:unitLabel", .lang = "en", .via = "kpi", .field = "unit_en"},
    COLUMNS_PROVENANCE,
    {0},
};
/* clang-format on */

static const struct cube_component components[] = {
    {"_area", "rdfs:Resource", "sdmx-concept:refArea", CUBE_DIMENSION, true},
    {"period", "rdfs:Resource", "sdmx-concept:refPeriod", CUBE_TIME, true},
    {"kpi", "skos:Concept", NULL, CUBE_DIMENSION, true},
    {"value_type", "skos:Concept", NULL, CUBE_DIMENSION, true},
    {"accumulation", "skos:Concept", NULL, CUBE_DIMENSION, true},
    {"item", "skos:Concept", NULL, CUBE_DIMENSION, true},
    {"segment", "skos:Concept", NULL, CUBE_DIMENSION, true},
    {"value", NULL, "sdmx-concept:obsValue", CUBE_MEASURE, true},
    {"_unit_code", NULL, "sdmx-concept:unitMeasure", CUBE_ATTRIBUTE, true},
    {"_unit_multiplier", NULL, "sdmx-concept:unitMult", CUBE_ATTRIBUTE, false},
    {"_unit_ja", "rdf:langString", NULL, CUBE_ATTRIBUTE, false},
    {"_obs_status", NULL, "sdmx-concept:obsStatus", CUBE_ATTRIBUTE, true},
    {"status", "skos:Concept", NULL, CUBE_ATTRIBUTE, true},
    {"qualifier", "skos:Concept", NULL, CUBE_ATTRIBUTE, true},
    {"text", "rdf:langString", NULL, CUBE_ATTRIBUTE, false},
    {0},
};

static const struct cube cube = {components, "系列（期間のほかを固定）",
                                 "series (all but the period fixed)"};

const struct resource observations_resource = {
    .name = "observations",
    .title_ja = "観測値",
    .title_en = "Observations",
    .doc_ja = "指標の値。基準値、目標値、実績値、推計値を期間ごとに示す。",
    .doc = "Values of KPIs over time: baselines, targets, actuals and projections.",
    .columns = columns,
    .rdf_class = "qb:Observation",
    .variants = variants,
    .constants = constants,
    .cube = &cube,
};
