/* observations: the values of KPIs, one row per value: the cube of vocabulary.md. */
#include "tables.h"

static const struct code value_types[] = {
    {"baseline", "基準値", "baseline", NULL, "基準 ベースライン 現状 現状値 当初値 初期値 策定時"},
    {"target", "目標値", "target", NULL, "目標 計画値 計画 goal plan"},
    {"actual", "実績値", "actual", NULL, "実績 実測値 実測 result"},
    {"projection", "推計値", "projection", NULL,
     "推計 予測 予測値 見込 見込み 見込値 見通し forecast estimate"},
    {0},
};

static const struct code accumulations[] = {
    {"level", "水準", "level", NULL, "単年 単年度 単年度値 各年 各年度"},
    {"increment", "増加分", "increment", NULL, "増加 増分 増加数 増"},
    {"cumulative", "累計", "cumulative", NULL, "累積 累計値 累積値 通算 total"},
    {0},
};

/* Marks that statistical tables print for several of the reasons. */
#define MARKS_DASH "- – — ― ─ ー"
#define MARKS_DOTS "... .. ・・・"

static const struct code missing_codes[] = {
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

static const struct code qualifiers[] = {
    {"exact", "ちょうど", "exact", NULL, "正確 丁度"},
    {"approximate", "約", "approximate", NULL,
     "概数 概ね おおむね およそ おおよそ ほぼ 程度 前後 about ~"},
    {"at_least", "以上", "at least", NULL, "≥ ≧ >= + 少なくとも"},
    {"more_than", "超", "more than", NULL, "超過 超える > より多い"},
    {"at_most", "以下", "at most", NULL, "≤ ≦ <="},
    {"less_than", "未満", "less than", NULL, "< より少ない"},
    {0},
};

static const struct code statuses[] = {
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

static const struct measurement measurement = {"kpi", "qualifier", "missing"};

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
    COLUMN_REF("kpi", kpis, COL_KEY | COL_REQUIRED, "指標", "KPI", "値が表す指標。", "What is measured.", "hk:kpi"),
    COLUMN_PERIOD("period", COL_KEY | COL_REQUIRED | COL_UNDATED, "期間", "period", "値の期間。資料に書かれていなければ `undated`。", "To which time the value refers; `undated` where the source does not say.", "sdmx-dimension:refPeriod"),
    COLUMN_ENUM("value_type", value_types, COL_KEY | COL_REQUIRED, "値の種類", "value type", "値の種類。基準値は目標に対するもの。推計の基準年の値は実績値とする。", "A baseline belongs to a target; a projection's base year is an actual.", "hk:valueType"),
    COLUMN_ENUM("accumulation", accumulations, COL_KEY | COL_REQUIRED, "累計の別", "accumulation", "累計の別。`level` はその時点・その期間の値、`increment` は「増加分」と印刷された値、`cumulative` は開始からの累計。", "level: at or within the period; increment: a change printed as such; cumulative: since the start.", "hk:accumulation"),
    {.name = "item", .type = TYPE_REF, .flags = COL_KEY, .title_ja = "項目", .title_en = "item", .doc_ja = "内訳の項目（調査の回答や数えたもの）。", .doc = "Category of the answer or thing counted.", .predicate = "hk:item", .ref = &categories_resource, .rdf_empty = "hk:_T"},
    {.name = "segment", .type = TYPE_REF, .flags = COL_KEY, .title_ja = "区分", .title_en = "segment", .doc_ja = "回答者や数えた対象の区分、またはコードのない地域。", .doc = "Category of those asked or counted, or a region without a code.", .predicate = "hk:segment", .ref = &categories_resource, .rdf_empty = "hk:_T"},
    COLUMN_REF("area", municipalities, COL_KEY, "地域", "area", "値が当てはまる地域のコード。指標の市区町村と違うときだけ。", "Where the figure applies, if not the KPI's municipality.", "hk:area"),
    {.name = "value", .type = TYPE_DECIMAL, .title_ja = "値", .title_en = "value", .doc_ja = "公表されたとおりの桁の値。`missing` があるときだけ空。", .doc = "The published digits; empty exactly where `missing` is not.", .predicate = "sdmx-measure:obsValue", .max = 20, .measure = &measurement},
    COLUMN_ENUM("missing", missing_codes, 0, "値がない理由", "missing", "値がない理由。", "Why there is no value.", "hk:missingReason"),
    COLUMN_ENUM("qualifier", qualifiers, COL_REQUIRED, "値の性質", "qualifier", "値の性質（ちょうど、約、以上など）。", "How the number bounds the true value.", "hk:qualifier"),
    COLUMN_ENUM("status", statuses, COL_REQUIRED, "状態", "status", "値がこの先変わりうるか（確定、暫定など）。", "Whether the value may still change.", "hk:status"),
    COLUMN_INT("sample_size", 0, 1000000000, 0, "標本数", "sample size", "調査の標本数（回答の数）。", "How many answered.", "hk:sampleSize"),
    COLUMN_INT("rank", 1, 1000000, 0, "順位", "rank", "資料に印刷された順位。", "The ordinal that the source prints.", "hk:rank"),
    COLUMN_PERIOD("published_on", 0, "公表日", "published on", "値が公表された時期。", "When the value was published.", "dct:issued"),
    COLUMN_PERIOD_TEXT,
    COLUMN_PRINTED("text", 500, COL_SEARCH, "原文", "text", "印刷された表現（数値だけでは伝わらないとき）。", "As printed, where it says more than the number.", "hk:text"),
    COLUMN_DATE("starts", COL_DERIVED, "開始日", "starts", "`period` の最初の日。始まりが書かれていなければ空。", "First day of `period`; empty where it is open.", "hk:starts"),
    COLUMN_DATE("ends", COL_DERIVED, "終了日", "ends", "`period` の最後の日。終わりが書かれていなければ空。", "Last day of `period`; empty where it is open.", "hk:ends"),
    COLUMN_INT("fiscal_year", 1868, 2200, COL_DERIVED | COL_FISCAL, "年度", "fiscal year", "期間全体を含む年度。年度が始まる年で表す。", "The fiscal year that holds the whole period, by the year in which it begins.", "hk:fiscalYear"),
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
