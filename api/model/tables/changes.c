/* changes: what differs between a release and the one before, and why. Not a table: the rows are
 * read from the changes and the reasons of the releases, which are kept for ever. */
#include "hiraku/model/registry.h"

#include "tables.h"

/* clang-format off */
const struct code change_codes[] = {
    {"added", "追加", "added", NULL, NULL},
    {"removed", "削除", "removed", NULL, NULL},
    {"modified", "変更", "modified", NULL, NULL},
    {0},
};

const struct code correction_kinds[] = {
    {"correction", "訂正", "correction", NULL, "修正 正誤 誤り 誤記 訂正(誤り) corrected error erratum"},
    {"update", "更新", "update", NULL, "改定 改訂 確定 確報 updated revision revised"},
    {"withdrawal", "取下げ", "withdrawal", NULL, "取り下げ 取下 撤回 削除 withdrawn retraction"},
    {0},
};

static const struct column columns[] = {
    {.name = "entry", .type = TYPE_ID, .flags = COL_KEY, .title_ja = "番号", .title_en = "entry",
     .doc_ja = "変更の番号。公開版の番号と、その中での順番を `-` でつないだもの。", .doc = "Number of the change: that of the release and its place in it, joined with a hyphen.",
     .predicate = "dct:identifier", .max = ID_MAX},
    {.name = "release", .type = TYPE_INT, .flags = COL_DERIVED, .title_ja = "公開版", .title_en = "release",
     .doc_ja = "変更が公開された版の番号。", .doc = "Number of the release that published the change.", .predicate = "dct:isPartOf", .low = 1, .high = INT64_C(9007199254740991), .rdf_prefix = "/id/releases/"},
    {.name = "published_at", .type = TYPE_TIME, .flags = COL_DERIVED, .title_ja = "公開日時", .title_en = "published at",
     .doc_ja = "その版を公開した日時（UTC）。", .doc = "When that was published (UTC).", .predicate = "prov:endedAtTime"},
    COLUMN_TEXT("table", 64, COL_DERIVED, "表", "table", "変わった行の表。`instance` は公開者の設定。", "Table of the row that changed; `instance`: the publisher's settings.", "hk:table"),
    {.name = "id", .type = TYPE_ID, .flags = COL_DERIVED, .title_ja = "ID", .title_en = "identifier",
     .doc_ja = "変わった行の ID。", .doc = "Id of the row that changed.", .predicate = "hk:recordId", .max = 1024},
    {.name = "kpi", .type = TYPE_ID, .flags = COL_DERIVED, .title_ja = "指標", .title_en = "KPI",
     .doc_ja = "指標、またはその値が変わったときは、指標の ID。", .doc = "Where a KPI or one of its values changed, the id of the KPI.", .predicate = "hk:changedKpi", .max = ID_MAX},
    COLUMN_ENUM("change", change_codes, COL_DERIVED, "変化", "change", "行の追加・削除か、列の値の変更か。", "Whether a row came or went, or a value is another.", "dct:type"),
    COLUMN_TEXT("column", 64, COL_DERIVED, "列", "column", "値が変わった列。行の追加・削除では空。", "Column whose value changed; empty where a row came or went.", "hk:column"),
    COLUMN_TEXT("old", 65536, COL_DERIVED, "前の値", "old value", "一つ前の公開版での値。", "The value in the release before.", "hk:oldValue"),
    COLUMN_TEXT("new", 65536, COL_DERIVED, "新しい値", "new value", "この公開版での値。", "The value in this release.", "hk:newValue"),
    COLUMN_ENUM("kind", correction_kinds, COL_DERIVED, "理由の種類", "kind of reason", "誤りの訂正か、新しい内容への更新か、取下げか。空なら理由は示されていない。", "Whether a mistake was corrected, newer content came, or it was withdrawn; empty: no reason was given.", "hk:reasonKind"),
    COLUMN_TWINS("note", 2000, COL_DERIVED, "理由", "reason", "変えた理由。公開者の言葉。", "Why it changed, in the publisher's words.", "skos:changeNote"),
    COLUMN_DATE("decided_on", COL_DERIVED, "決めた日", "decided on", "変更を決めた日。", "When the change was decided.", "hk:decidedOn"),
    {.name = "_thing", .type = TYPE_IRI, .flags = COL_HIDDEN, .predicate = "dct:subject"},
    {.name = "_before", .type = TYPE_IRI, .flags = COL_HIDDEN, .predicate = "prov:used"},
    {.name = "_after", .type = TYPE_IRI, .flags = COL_HIDDEN, .predicate = "prov:generated"},
    {.name = "_ended", .type = TYPE_IRI, .flags = COL_HIDDEN, .predicate = "prov:invalidated"},
    {0},
};
/* clang-format on */

const struct resource changes_resource = {
    .name = "changes",
    .title_ja = "変更",
    .title_en = "Changes",
    .doc_ja = "公開版ごとに、何がなぜ変わったか。新しい順。計算で作る表は含まない。",
    .doc = "What changed in each release, and why, the newest first; without computed tables.",
    .columns = columns,
    .rdf_class = "hk:Change prov:Activity",
    .on_demand = true,
    .addressed = true,
};
