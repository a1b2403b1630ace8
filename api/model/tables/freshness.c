/* freshness: how up to date each table and each KPI is, as of a day. Made when it is asked for. */
#include "hiraku/model/registry.h"

#include "tables.h"

static const struct code reasons[] = {
    {"no_frequency", "頻度の記載がない", "no frequency is stated", NULL, NULL},
    {"once", "一度だけの値", "a figure that comes once", NULL, NULL},
    {"irregular", "不定期", "irregular", NULL, NULL},
    {"no_figure", "実績値も目標値もない", "neither an actual nor a target", NULL, NULL},
    {"no_step", "期間が頻度と合わない", "the period does not fit the frequency", NULL, NULL},
    {"no_delay", "公表までの日数も評価の月も記載がない",
     "neither a usual delay nor a month of evaluation is stated", NULL, NULL},
    {"ended", "終了", "ended", NULL, NULL},
    {"no_series", "期限の分かる指標がない", "no KPI of which it can be told", NULL, NULL},
    {0},
};

/* clang-format off */
static const struct column columns[] = {
    COLUMN_JOINED_ID,
    COLUMN_TEXT("table", 64, COL_KEY | COL_REQUIRED, "表", "table", "表の名前。指標の行では `kpis`。", "Name of the table; of the row of a KPI `kpis`.", "hk:table"),
    COLUMN_REF("kpi", kpis, COL_KEY, "指標", "KPI", "指標。空なら表全体の行。", "The KPI; empty: the row is about the whole table.", "hk:kpi"),
    COLUMN_TWINS("name", 500, COL_LABEL, "名称", "name", "表または指標の名称。", "What the table or the KPI is called.", "dct:title"),
    COLUMN_REF("program", programs, 0, "事業", "programme", "指標の対象である事業。", "The programme that the KPI is about.", "dct:isPartOf"),
    COLUMN_ENUM("frequency", kpi_frequencies, 0, "頻度", "frequency", "値が出る頻度。", "How often values are expected.", "hk:frequency"),
    COLUMN_INT("delay_days", 0, 3660, 0, "公表までの日数", "usual delay in days", "期間の終わりから公表までの通常の日数。", "Days from the end of a period to the usual publication.", "hk:delayDays"),
    COLUMN_INT("evaluation_month", 1, 12, 0, "評価の月", "month of evaluation", "事業の毎年の評価の月。", "The month of the programme's yearly evaluation.", "hk:evaluationMonth"),
    COLUMN_PERIOD("last_period", 0, "最新の期間", "last period", "実績値がある最も新しい期間。", "The last period with an actual figure.", "hk:lastPeriod"),
    COLUMN_INT("changed_in", 1, INT32_MAX, 0, "変更された公開版", "changed in", "表が最後に変わった公開版。指標の行では空。", "The release in which the table last changed; empty in the row of a KPI.", "hk:changedIn"),
    COLUMN_DATE("changed_on", 0, "変更日", "changed on", "表が最後に変わった日。指標の行では空。", "The day on which the table last changed; empty in the row of a KPI.", "dct:modified"),
    COLUMN_PERIOD("next_period", 0, "次の期間", "next period", "次に実績値が出るはずの期間。", "The next period of which an actual figure is due.", "hk:nextPeriod"),
    COLUMN_DATE("due_on", 0, "期限", "due on", "その値が出るはずの日。表の行では、指標の期限のうち最も早い日。", "The day by which it is due; of a table the earliest of its KPIs.", "hk:dueOn"),
    COLUMN_INT("days_late", 0, INT32_MAX, 0, "遅れの日数", "days late", "期限を過ぎた日数。過ぎていなければ0。", "Days since it was due; 0 while it is not late.", "hk:daysLate"),
    {.name = "late", .type = TYPE_BOOL, .title_ja = "遅れ", .title_en = "late", .doc_ja = "期限を過ぎているか。期限が分からなければ空。", .doc = "Whether it is late; empty where no date can be told.", .predicate = "hk:late"},
    COLUMN_ENUM("reason", reasons, 0, "期限のない理由", "reason", "期限が分からない理由。", "Why no date can be told.", "hk:freshnessReason"),
    COLUMN_DATE("counted_on", 0, "基準日", "counted on", "遅れを数えた日（このサービスの時刻による）。", "The day for which this is said, by the clock of this service.", "hk:countedOn"),
    {0},
};
/* clang-format on */

const struct resource freshness_resource = {
    .name = "freshness",
    .title_ja = "更新状況",
    .title_en = "Freshness",
    .doc_ja = "表と指標ごとの、最新の期間、次の期限、遅れ。データにない期限は補わない。",
    .doc = "Of each table and KPI the last period, when the next is due and how late it is; a date "
           "that the data does not give is not made up.",
    .columns = columns,
    .rdf_class = "hk:Freshness",
    .on_demand = true,
};
