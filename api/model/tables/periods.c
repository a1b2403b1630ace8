/* periods: every period that the data names, with its labels and bounds. Computed at publish. */
#include "hiraku/model/computed.h"

#include "tables.h"

#include <stdio.h>

static const struct code precisions[] = {
    {"day", "日", "day", NULL, NULL},
    {"month", "月", "month", NULL, NULL},
    {"quarter", "四半期", "quarter", NULL, NULL},
    {"half", "半期", "half year", NULL, NULL},
    {"year", "年", "calendar year", NULL, NULL},
    {"fiscal_year", "年度", "fiscal year", NULL, NULL},
    {"range", "範囲", "range", NULL, NULL},
    {"undated", "時期の記載なし", "undated", NULL, NULL},
    {0},
};

static const struct rdf_variant variants[] = {
    {"precision", "undated", "dct:PeriodOfTime", true},
    {0},
};

enum {
    PERIOD_ID,
    PERIOD_PERIOD,
    PERIOD_LABEL_JA,
    PERIOD_LABEL_EN,
    PERIOD_LABEL_ERA,
    PERIOD_PRECISION,
    PERIOD_STARTS,
    PERIOD_ENDS,
    PERIOD_FISCAL_YEAR,
    PERIOD_SAME_INTERVAL,
};

/* clang-format off */
static const struct column columns[] = {
    [PERIOD_ID] = {.name = "id", .type = TYPE_ID, .flags = COL_DERIVED, .title_ja = "ID", .title_en = "identifier", .doc_ja = "`period` の `..` を `~`、`/` を `_` にしたもの。", .doc = "`period` with ~ for .. and _ for /.", .predicate = "dct:identifier", .max = PERIOD_TEXT_SIZE},
    [PERIOD_PERIOD] = COLUMN_PERIOD("period", COL_KEY | COL_REQUIRED | COL_UNDATED | COL_NOTATION, "期間", "period", "期間。ほかの表の値のとおり。", "The period as other tables write it.", "skos:notation"),
    [PERIOD_LABEL_JA] = COLUMN_TWINS("label", PERIOD_LABEL_SIZE, COL_LABEL | COL_SEARCH, "表示名", "label", "人が読むための表示名（2023年度、FY2023）。", "What people call it: 2023年度, FY2023.", "skos:prefLabel"),
    [PERIOD_LABEL_ERA] = {.name = "label_era", .type = TYPE_TEXT, .flags = COL_SEARCH, .title_ja = "表示名（和暦）", .title_en = "label in the Japanese calendar", .doc_ja = "和暦の表示名（令和5年度）。西暦の表示名と同じなら空。", .doc = "The same by era: 令和5年度; empty where it is no different.", .predicate = "skos:altLabel", .lang = "ja", .max = PERIOD_LABEL_SIZE},
    [PERIOD_PRECISION] = COLUMN_ENUM("precision", precisions, COL_REQUIRED, "精度", "precision", "期間の種類。", "What kind of period it is.", "hk:precision"),
    [PERIOD_STARTS] = COLUMN_DATE("starts", COL_DERIVED, "開始日", "starts", "最初の日。始まりが書かれていなければ空。", "First day; empty where it is open.", "dcat:startDate"),
    [PERIOD_ENDS] = COLUMN_DATE("ends", COL_DERIVED, "終了日", "ends", "最後の日。終わりが書かれていなければ空。", "Last day; empty where it is open.", "dcat:endDate"),
    [PERIOD_FISCAL_YEAR] = COLUMN_INT("fiscal_year", 1868, 2200, COL_DERIVED | COL_FISCAL, "年度", "fiscal year", "期間全体を含む年度。年度が始まる年で表す。", "The fiscal year that holds the whole period, by the year in which it begins.", "hk:fiscalYear"),
    [PERIOD_SAME_INTERVAL] = COLUMN_IRI("same_interval", 0, "同じ期間", "same interval", "年・年度と同じ期間の IRI（reference.data.gov.uk）。", "For a year or fiscal year, the same interval at reference.data.gov.uk.", "time:intervalEquals"),
    {0},
};
/* clang-format on */

const struct resource periods_resource = {
    .name = "periods",
    .title_ja = "期間",
    .title_en = "Periods",
    .doc_ja = "ほかの表に現れる期間の表示名と最初・最後の日。公開のときに計算する。",
    .doc = "The periods that other tables name, with labels and bounds; computed at publish.",
    .columns = columns,
    .rdf_class = "time:ProperInterval dct:PeriodOfTime",
    .variants = variants,
    .computed = true,
};

static const char *precision_of(const struct period *period)
{
    switch (period->precision) {
    case PERIOD_DAY:
        return "day";
    case PERIOD_MONTH:
        return "month";
    case PERIOD_QUARTER:
        return "quarter";
    case PERIOD_HALF:
        return "half";
    case PERIOD_YEAR:
        return period->fiscal ? "fiscal_year" : "year";
    case PERIOD_RANGE:
        break;
    }
    return "range";
}

static void fill_labels(struct period_row *row, const struct period *period, struct slice text)
{
    period_label_ja(period, text, row->label_ja);
    period_label_en(period, text, row->label_en);
    period_label_era(period, text, row->label_era);
    if (strcmp(row->label_era, row->label_ja) == 0)
        row->label_era[0] = '\0';
}

static void fill_dated(struct period_row *row, const struct period *period, struct slice text,
                       int first_month)
{
    int year = period_fiscal_year(period, first_month);
    fill_labels(row, period, text);
    if (!period->open_start)
        date_format(period->starts, row->starts);
    if (!period->open_end)
        date_format(period->ends, row->ends);
    if (year != 0)
        snprintf(row->fiscal_year, sizeof row->fiscal_year, "%d", year);
    if (period->precision == PERIOD_YEAR)
        snprintf(row->same_interval, sizeof row->same_interval,
                 "http://reference.data.gov.uk/id/gregorian-interval/%sT00:00:00/P1Y", row->starts);
}

void period_row_fill(struct period_row *row, struct slice text, int first_month)
{
    struct period period;
    const char *precision = "undated";
    memset(row, 0, sizeof *row);
    if (text.len < sizeof row->id)
        period_to_segment(text, row->id);
    if (period_parse(text, first_month, &period) == PERIOD_GOOD) {
        precision = precision_of(&period);
        fill_dated(row, &period, text, first_month);
    } else {
        strcpy(row->label_ja, "時期の記載なし");
        strcpy(row->label_en, "undated");
    }
    row->cells[PERIOD_ID] = slice_of(row->id);
    row->cells[PERIOD_PERIOD] = text;
    row->cells[PERIOD_LABEL_JA] = slice_of(row->label_ja);
    row->cells[PERIOD_LABEL_EN] = slice_of(row->label_en);
    row->cells[PERIOD_LABEL_ERA] = slice_of(row->label_era);
    row->cells[PERIOD_PRECISION] = slice_of(precision);
    row->cells[PERIOD_STARTS] = slice_of(row->starts);
    row->cells[PERIOD_ENDS] = slice_of(row->ends);
    row->cells[PERIOD_FISCAL_YEAR] = slice_of(row->fiscal_year);
    row->cells[PERIOD_SAME_INTERVAL] = slice_of(row->same_interval);
}
