/* results: what a pilot showed. Its figures are kpis with `pilot`; the gathering where it was told
 * is an event. */
#include "tables.h"

static const struct code kinds[] = {
    {"interim", "中間", "interim", NULL, "中間報告"},
    {"final", "最終", "final", NULL, "最終報告"},
    {0},
};

static const struct code outcomes[] = {
    {"continued", "継続", "continued", NULL, "継続中"},
    {"procured", "調達・導入", "procured", NULL, "本格導入 本導入 契約"},
    {"ended", "終了", "ended", NULL, "終了済み"},
    {"not_published", "非公表", "not published", NULL, "未公表 非公開"},
    {"unknown", "不明", "unknown", NULL, NULL},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_REF("pilot", pilots, COL_REQUIRED, "実証実験", "pilot", "報告された実証実験。",
               "The pilot.", "prov:wasGeneratedBy"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "中間の報告か、最終の報告か。",
                "Interim or final.", "hk:resultKind"),
    COLUMN_PERIOD("period", 0, "報告時期", "period", "報告された時期。", "When it was reported.",
                  "dct:issued"),
    COLUMN_PERIOD_TEXT,
    COLUMN_ENUM("outcome", outcomes, COL_REQUIRED, "成果の扱い", "outcome",
                "実証のあと、どうなったか。", "What came of the pilot.", "hk:outcome"),
    COLUMN_SUMMARY,
    COLUMN_IRI("document", 0, "資料", "document", "公表された報告の URL。", "The published report.",
               "foaf:page"),
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource results_resource = {
    .name = "results",
    .title_ja = "実証結果",
    .title_en = "Results",
    .doc_ja = "実証実験の結果と、そのあとの扱い。",
    .doc = "What pilots showed and what came of them.",
    .columns = columns,
    .rdf_class = "hk:PilotResult prov:Entity",
    .front = "sort=-period",
};
