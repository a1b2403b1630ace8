/* kpis: what is measured: indicators, statistics, survey questions, rankings, budgets. */
#include "tables.h"

static const struct code kinds[] = {
    {"kpi", "KPI", "key performance indicator", NULL, "指標 重要業績評価指標"},
    {"statistic", "統計", "statistic", NULL, "統計値 statistics"},
    {"survey", "調査項目", "survey question", "hk:kind-survey_question",
     "調査 アンケート 設問 question"},
    {"ranking", "順位", "ranking", "hk:kind-rank", "ランキング rank"},
    {"budget", "予算・事業費", "budget", NULL, NULL},
    {0},
};

static const struct code natures[] = {
    {"stock", "時点の量", "stock", NULL, "ストック 時点 残高"},
    {"flow", "期間の量", "flow", NULL, "フロー 期間"},
    {"ratio", "割合", "ratio", NULL, "率 比率 percent"},
    {"rank", "順位", "rank", NULL, "ランキング ranking"},
    {0},
};

static const struct code countings[] = {
    {"unique", "実数", "unique", NULL, "実人数 実数値"},
    {"gross", "延べ", "gross", NULL, "のべ 延べ数 延数 延べ人数"},
    {0},
};

static const struct code directions[] = {
    {"increase", "増加が望ましい", "increase is good", NULL, "増加 増 上昇 向上 増やす"},
    {"decrease", "減少が望ましい", "decrease is good", NULL, "減少 減 低下 減らす 削減"},
    {"none", "どちらでもない", "neither", NULL, "なし 中立 どちらでも"},
    {0},
};

const struct code kpi_frequencies[] = {
    {"daily", "日次", "daily", NULL, "毎日"},
    {"monthly", "月次", "monthly", NULL, "毎月 月ごと"},
    {"quarterly", "四半期", "quarterly", NULL, "四半期ごと 四半期毎"},
    {"yearly", "年次", "yearly", NULL, "毎年 毎年度 年度 年1回 年度ごと annual annually"},
    {"once", "一度", "once", NULL, "1回 一回 単発 1回限り 一回限り"},
    {"irregular", "不定期", "irregular", NULL, "随時 不規則"},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。版が改まった指標は新しい指標とする。",
              "Chosen once and never reused; a new edition of a figure is a new KPI."),
    COLUMN_TEXT("label", 100, COL_SEARCH, "表示番号", "label", "印刷された番号（KPI①など）。",
                "As printed, such as KPI①.", "skos:notation"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "指標の種類。",
                "What sort of figure it is.", "hk:kpiKind"),
    COLUMN_REF("program", programs, 0, "事業", "programme", "指標の対象である事業。",
               "What it is about: a programme.", "dct:isPartOf"),
    COLUMN_REF("round", rounds, 0, "募集回・調査回", "round", "指標の対象である募集回・調査回。",
               "What it is about: a round.", "hk:round"),
    COLUMN_REF("event", events, 0, "催事", "event", "指標の対象である催事。",
               "What it is about: an event.", "hk:event"),
    COLUMN_REF("pilot", pilots, 0, "実証実験", "pilot", "指標の対象である実証実験。",
               "What it is about: a pilot.", "hk:pilot"),
    COLUMN_MUNICIPALITY(
        "値が当てはまる地方公共団体のコード。観測値に `area` があればそちらによる。",
        "Where its figures apply unless an observation names an area."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "名称。印刷された値が正の数になるように付ける（「減少数」など）。",
                 "Name, such that the printed number is positive.", "skos:prefLabel"),
    COLUMN_TWINS("unit", 100, COL_REQUIRED | COL_BESIDE, "単位", "unit",
                 "単位。印刷されたとおり（億円、人、%）。", "Unit as printed.", "hk:unitLabel"),
    {.name = "unit_code",
     .type = TYPE_TEXT,
     .flags = COL_TECHNICAL,
     .title_ja = "単位コード",
     .title_en = "unit code",
     .doc_ja = "QUDT の単位コード（`NUM`、`PERCENT`、`CCY_JPY` など）。",
     .doc = "Local name of the QUDT unit: NUM, PERCENT, CCY_JPY.",
     .predicate = "hk:unitCode",
     .max = 40,
     .known = unit_codes,
     .known_words = unit_words},
    COLUMN_INT("unit_multiplier", -18, 18, COL_TECHNICAL, "単位の乗数", "unit multiplier",
               "単位の10のべき。億円なら8、千円なら3。",
               "Power of ten by which values are multiplied: 8 for 億円.", "hk:unitMultiplier"),
    COLUMN_INT("decimals", 0, 18, COL_TECHNICAL, "小数の桁数", "decimals", "値の小数の桁数の上限。",
               "Decimals of its values at most.", "hk:decimals"),
    COLUMN_ENUM("nature", natures, COL_REQUIRED, "性質", "nature",
                "値を時間で合計できるか。期間の量はできるが、時点の量と割合はできない。",
                "Whether values may be added over time: flows may, stocks and ratios may not.",
                "hk:nature"),
    COLUMN_ENUM("counting", countings, 0, "数え方", "counting",
                "数え方。延べは同じものを重ねて数える。", "Gross counts repeat (延べ).",
                "hk:counting"),
    COLUMN_ENUM("direction", directions, 0, "望ましい方向", "direction", "望ましい方向。",
                "Which way is good.", "hk:direction"),
    COLUMN_TWINS("definition", 2000, COL_SEARCH, "定義", "definition", "定義。どう数えるか。",
                 "How it is counted.", "skos:definition"),
    COLUMN_ENUM("frequency", kpi_frequencies, 0, "頻度", "frequency", "値が出る頻度。",
                "How often values are expected.", "hk:frequency"),
    COLUMN_INT("delay_days", 0, 3660, 0, "公表までの日数", "usual delay in days",
               "期間の終わりから公表までの通常の日数。",
               "Days from the end of a period to the usual publication.", "hk:delayDays"),
    COLUMN_TWINS("question", 2000, COL_SEARCH, "設問", "question", "調査の設問。",
                 "A survey's question.", "hk:question"),
    COLUMN_TWINS("population", 1000, COL_SEARCH, "対象", "population", "調査の対象。",
                 "Whom a survey asked.", "hk:population"),
    {.name = "_unit",
     .type = TYPE_TEXT,
     .flags = COL_HIDDEN,
     .title_ja = "単位",
     .title_en = "unit",
     .predicate = "hk:unit",
     .rdf_prefix = "/id/units/"},
    COLUMNS_PROVENANCE,
    {0},
};

static const struct rdf_constant constants[] = {
    {"skos:inScheme", "/id/concept-schemes/kpis"},
    {0},
};

const struct resource kpis_resource = {
    .name = "kpis",
    .title_ja = "指標",
    .title_en = "KPIs",
    .doc_ja = "KPI、統計、調査の設問、順位、予算などの指標。値は観測値にある。",
    .doc =
        "Indicators, statistics, survey questions, rankings and budgets; values are observations.",
    .columns = columns,
    .rdf_class = "skos:Concept schema:StatisticalVariable",
    .constants = constants,
    .leading = true,
    .front = "kind=kpi",
};
