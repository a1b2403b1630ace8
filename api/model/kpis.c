/* kpis: what is measured: indicators, statistics, survey questions, rankings, budgets. */
#include "tables.h"

static const struct code kinds[] = {
    {"kpi", "KPI", "key performance indicator", NULL}, {"statistic", "統計", "statistic", NULL},
    {"survey", "調査項目", "survey question", NULL},   {"ranking", "順位", "ranking", NULL},
    {"budget", "予算・事業費", "budget", NULL},        {0},
};

static const struct code natures[] = {
    {"stock", "時点の量", "stock", NULL},
    {"flow", "期間の量", "flow", NULL},
    {"ratio", "割合", "ratio", NULL},
    {"rank", "順位", "rank", NULL},
    {0},
};

static const struct code countings[] = {
    {"unique", "実数", "unique", NULL},
    {"gross", "延べ", "gross", NULL},
    {0},
};

static const struct code directions[] = {
    {"increase", "増加が望ましい", "increase is good", NULL},
    {"decrease", "減少が望ましい", "decrease is good", NULL},
    {"none", "どちらでもない", "neither", NULL},
    {0},
};

static const struct code frequencies[] = {
    {"daily", "日次", "daily", NULL},
    {"monthly", "月次", "monthly", NULL},
    {"quarterly", "四半期", "quarterly", NULL},
    {"yearly", "年次", "yearly", NULL},
    {"once", "一度", "once", NULL},
    {"irregular", "不定期", "irregular", NULL},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused; a new edition of a figure is a new KPI."),
    COLUMN_TEXT("label", 100, COL_SEARCH, "表示番号", "label", "As printed, such as KPI①.",
                "skos:notation"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "What sort of figure it is.",
                "hk:kpiKind"),
    COLUMN_REF("program", programs, 0, "事業", "programme", "What it is about: a programme.",
               "dct:isPartOf"),
    COLUMN_REF("round", rounds, 0, "募集回・調査回", "round", "What it is about: a round.",
               "hk:round"),
    COLUMN_REF("event", events, 0, "催事", "event", "What it is about: an event.", "hk:event"),
    COLUMN_REF("pilot", pilots, 0, "実証実験", "pilot", "What it is about: a pilot.", "hk:pilot"),
    COLUMN_MUNICIPALITY("Where its figures apply unless an observation names an area."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "Name, such that the printed number is positive.", "skos:prefLabel"),
    COLUMN_TWINS("unit", 100, COL_REQUIRED, "単位", "unit", "Unit as printed.", "hk:unitLabel"),
    COLUMN_TEXT("unit_code", 40, 0, "単位コード", "unit code",
                "Local name of the QUDT unit: NUM, PERCENT, CCY_JPY.", "hk:unitCode"),
    COLUMN_INT("unit_multiplier", -18, 18, 0, "単位の乗数", "unit multiplier",
               "Power of ten by which values are multiplied: 8 for 億円.", "hk:unitMultiplier"),
    COLUMN_INT("decimals", 0, 18, 0, "小数の桁数", "decimals", "Decimals of its values at most.",
               "hk:decimals"),
    COLUMN_ENUM("nature", natures, COL_REQUIRED, "性質", "nature",
                "Whether values may be added over time: flows may, stocks and ratios may not.",
                "hk:nature"),
    COLUMN_ENUM("counting", countings, 0, "数え方", "counting", "Gross counts repeat (延べ).",
                "hk:counting"),
    COLUMN_ENUM("direction", directions, 0, "望ましい方向", "direction", "Which way is good.",
                "hk:direction"),
    COLUMN_TWINS("definition", 2000, COL_SEARCH, "定義", "definition", "How it is counted.",
                 "skos:definition"),
    COLUMN_ENUM("frequency", frequencies, 0, "頻度", "frequency", "How often values are expected.",
                "hk:frequency"),
    COLUMN_TWINS("question", 2000, COL_SEARCH, "設問", "question", "A survey's question.",
                 "hk:question"),
    COLUMN_TWINS("population", 1000, COL_SEARCH, "対象", "population", "Whom a survey asked.",
                 "hk:population"),
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource kpis_resource = {
    .name = "kpis",
    .title_ja = "指標",
    .title_en = "KPIs",
    .doc =
        "Indicators, statistics, survey questions, rankings and budgets; values are observations.",
    .columns = columns,
    .rdf_class = "skos:Concept schema:StatisticalVariable",
    .check = kpis_check,
};
