/* Columns of observations that its vintages have, too (vintages.c): a new one of a figure stands
 * here and is in both. */
#ifndef HIRAKU_API_MODEL_TABLES_OBSERVATION_COLUMNS_H
#define HIRAKU_API_MODEL_TABLES_OBSERVATION_COLUMNS_H

#include "tables.h"

extern const struct code observation_value_types[], observation_accumulations[],
    observation_missing[], observation_qualifiers[], observation_statuses[];
extern const struct measurement observation_measure;

/* clang-format off */

/* What tells one figure from another: the key. */
#define OBSERVATION_PLACE \
    COLUMN_REF("kpi", kpis, COL_KEY | COL_REQUIRED, "指標", "KPI", "値が表す指標。", "What is measured.", "hk:kpi"), \
    COLUMN_PERIOD("period", COL_KEY | COL_REQUIRED | COL_UNDATED, "期間", "period", "値の期間。資料に書かれていなければ `undated`。", "To which time the value refers; `undated` where the source does not say.", "sdmx-dimension:refPeriod"), \
    COLUMN_ENUM("value_type", observation_value_types, COL_KEY | COL_REQUIRED, "値の種類", "value type", "値の種類。基準値は目標に対するもの。推計の基準年の値は実績値とする。", "A baseline belongs to a target; a projection's base year is an actual.", "hk:valueType"), \
    COLUMN_ENUM("accumulation", observation_accumulations, COL_KEY | COL_REQUIRED, "累計の別", "accumulation", "累計の別。`level` はその時点・その期間の値、`increment` は「増加分」と印刷された値、`cumulative` は開始からの累計。", "level: at or within the period; increment: a change printed as such; cumulative: since the start.", "hk:accumulation"), \
    {.name = "item", .type = TYPE_REF, .flags = COL_KEY, .title_ja = "項目", .title_en = "item", .doc_ja = "内訳の項目（調査の回答や数えたもの）。", .doc = "Category of the answer or thing counted.", .predicate = "hk:item", .ref = &categories_resource, .rdf_empty = "hk:_T"}, \
    {.name = "segment", .type = TYPE_REF, .flags = COL_KEY, .title_ja = "区分", .title_en = "segment", .doc_ja = "回答者や数えた対象の区分、またはコードのない地域。", .doc = "Category of those asked or counted, or a region without a code.", .predicate = "hk:segment", .ref = &categories_resource, .rdf_empty = "hk:_T"}, \
    COLUMN_REF("area", municipalities, COL_KEY, "地域", "area", "値が当てはまる地域のコード。指標の市区町村と違うときだけ。", "Where the figure applies, if not the KPI's municipality.", "hk:area")

/* The figure, and what its source says of it. */
#define OBSERVATION_FIGURE \
    {.name = "value", .type = TYPE_DECIMAL, .title_ja = "値", .title_en = "value", .doc_ja = "公表されたとおりの桁の値。`missing` があるときだけ空。", .doc = "The published digits; empty exactly where `missing` is not.", .predicate = "sdmx-measure:obsValue", .max = 20, .measure = &observation_measure}, \
    COLUMN_ENUM("missing", observation_missing, 0, "値がない理由", "missing", "値がない理由。", "Why there is no value.", "hk:missingReason"), \
    COLUMN_ENUM("qualifier", observation_qualifiers, COL_REQUIRED, "値の性質", "qualifier", "値の性質（ちょうど、約、以上など）。", "How the number bounds the true value.", "hk:qualifier"), \
    COLUMN_ENUM("status", observation_statuses, COL_REQUIRED, "状態", "status", "値がこの先変わりうるか（確定、暫定など）。", "Whether the value may still change.", "hk:status"), \
    COLUMN_INT("sample_size", 0, 1000000000, 0, "標本数", "sample size", "調査の標本数（回答の数）。", "How many answered.", "hk:sampleSize"), \
    COLUMN_INT("rank", 1, 1000000, 0, "順位", "rank", "資料に印刷された順位。", "The ordinal that the source prints.", "hk:rank"), \
    COLUMN_PERIOD("published_on", 0, "公表日", "published on", "値が公表された時期。", "When the value was published.", "dct:issued"), \
    COLUMN_PERIOD_TEXT, \
    COLUMN_PRINTED("text", 500, COL_SEARCH, "原文", "text", "印刷された表現（数値だけでは伝わらないとき）。", "As printed, where it says more than the number.", "hk:text")

/* What follows from the period. */
#define OBSERVATION_DAYS \
    COLUMN_DATE("starts", COL_DERIVED, "開始日", "starts", "`period` の最初の日。始まりが書かれていなければ空。", "First day of `period`; empty where it is open.", "hk:starts"), \
    COLUMN_DATE("ends", COL_DERIVED, "終了日", "ends", "`period` の最後の日。終わりが書かれていなければ空。", "Last day of `period`; empty where it is open.", "hk:ends"), \
    COLUMN_INT("fiscal_year", 1868, 2200, COL_DERIVED | COL_FISCAL, "年度", "fiscal year", "期間全体を含む年度。年度が始まる年で表す。", "The fiscal year that holds the whole period, by the year in which it begins.", "hk:fiscalYear")

/* clang-format on */

#endif
