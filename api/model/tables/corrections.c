/* corrections: why something changes with a release. Not a table: a file of the input beside those
 * of the tables (data/corrections.csv), whose rows are kept with the changes that they explain. */
#include "hiraku/model/registry.h"

#include "tables.h"

/* clang-format off */
static const struct column columns[] = {
    COLUMN_TEXT("table", 64, COL_KEY | COL_REQUIRED, "表", "table", "変わる行の表。公開者の設定は `instance`。", "Table of the row that changes; `instance`: the publisher's settings.", "hk:table"),
    COLUMN_TEXT("id", 1024, COL_KEY | COL_REQUIRED, "ID", "identifier", "変わる行の ID。", "Id of the row that changes.", "hk:recordId"),
    COLUMN_TEXT("column", 64, COL_KEY, "列", "column", "変わる列。空なら行全体（追加・削除、またはすべての列）の理由。", "Column that changes; empty: the reason is that of the whole row, that it comes or goes, or of all its changes.", "hk:column"),
    COLUMN_DATE("decided_on", COL_KEY | COL_REQUIRED, "決めた日", "decided on", "変更を決めた日。", "When the change was decided.", "hk:decidedOn"),
    COLUMN_ENUM("kind", correction_kinds, COL_REQUIRED, "理由の種類", "kind of reason", "誤りの訂正か、新しい内容への更新か、取下げか。", "Whether a mistake is corrected, newer content comes, or it is withdrawn.", "hk:reasonKind"),
    COLUMN_TWINS("note", 2000, COL_REQUIRED, "理由", "reason", "変える理由。変更とともに公開する。", "Why it changes; published with the change.", "skos:changeNote"),
    {0},
};
/* clang-format on */

const struct resource corrections_resource = {
    .name = "corrections",
    .title_ja = "訂正・更新の理由",
    .title_en = "Reasons for changes",
    .doc_ja = "次の公開版で変わるものについて、その理由。`data/corrections.csv` に書く。",
    .doc = "Why something changes with the next release; written in `data/corrections.csv`.",
    .columns = columns,
    .rdf_class = "hk:Change",
};
