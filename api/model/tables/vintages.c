/* vintages: what the figures of a KPI were in the releases. Not a table: the rows are read from the
 * versions of observations, which the store keeps. */
#include "hiraku/model/registry.h"

#include "observation_columns.h"

/* clang-format off */
static const struct code endings[] = {
    {"removed", "削除", "removed", NULL, NULL},
    {"modified", "改訂", "modified", NULL, NULL},
    {0},
};

#define RELEASE(column, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_INT, .flags = (bits), .title_ja = ja, .title_en = en, .doc_ja = sentence_ja, .doc = sentence, \
     .predicate = curies, .low = 1, .high = INT64_C(9007199254740991), .rdf_prefix = "/id/releases/"}

static const struct column columns[] = {
    COLUMN_JOINED_ID,
    OBSERVATION_PLACE,
    RELEASE("known_from", COL_KEY | COL_REQUIRED, "公開版（から）", "known from", "この値を初めて公開した版の番号。", "Number of the release that first had it.", "hk:knownFrom"),
    COLUMN_DATE("known_from_on", COL_DERIVED, "公開日（から）", "known from, day", "その版を公開した日。", "When that was published.", "hk:knownFromDate"),
    RELEASE("known_to", COL_DERIVED, "公開版（まで）", "known to", "この値がなくなった版の番号（別の値になったか、削除された）。今の値なら空。", "Number of the release that has it no more: it has another, or none; empty while it holds.", "hk:knownTo"),
    COLUMN_DATE("known_to_on", COL_DERIVED, "公開日（まで）", "known to, day", "その版を公開した日。", "When that was published.", "hk:knownToDate"),
    OBSERVATION_FIGURE,
    OBSERVATION_DAYS,
    COLUMN_ENUM("certainty", certainty_codes, 0, "確からしさ", "certainty", "出典に明記されているか。空なら明記。", "Whether the source says so itself; empty means stated.", "hk:certainty"),
    COLUMN_ENUM("change", change_codes, COL_DERIVED, "変化", "change", "`known_from` の版で追加されたか、前の値から変わったか。", "Whether it came with the release `known_from`, or replaced another.", "dct:type"),
    COLUMN_ENUM("kind", correction_kinds, COL_DERIVED, "理由の種類", "kind of reason", "その理由の種類。空なら理由は示されていない。", "Why: whether a mistake was corrected, newer content came, or it was withdrawn; empty: no reason was given.", "hk:reasonKind"),
    COLUMN_TWINS("note", 2000, COL_DERIVED, "理由", "reason", "その理由。公開者の言葉。", "The reason in the publisher's words.", "skos:changeNote"),
    COLUMN_DATE("decided_on", COL_DERIVED, "決めた日", "decided on", "その変更を決めた日。", "When that change was decided.", "hk:decidedOn"),
    COLUMN_ENUM("ended", endings, COL_DERIVED, "終わり方", "ended", "`known_to` の版で別の値になったか、削除されたか。", "Whether the release `known_to` has another, or none.", "hk:ended"),
    COLUMN_ENUM("ended_kind", correction_kinds, COL_DERIVED, "終わった理由の種類", "kind of reason of the end", "その理由の種類。空なら理由は示されていない。", "Why it ended, as `kind`.", "hk:endedKind"),
    COLUMN_TWINS("ended_note", 2000, COL_DERIVED, "終わった理由", "reason of the end", "その理由。公開者の言葉。", "Why it ended, in the publisher's words.", "hk:endedNote"),
    {.name = "_observation", .type = TYPE_IRI, .flags = COL_HIDDEN, .predicate = "dct:isVersionOf"},
    {0},
};
/* clang-format on */

const struct resource vintages_resource = {
    .name = "vintages",
    .title_ja = "値の履歴",
    .title_en = "Vintages",
    .doc_ja = "一つの指標の値が、どの公開版からどの公開版まで何であったか。",
    .doc = "What the figures of one KPI were, from which release until which.",
    .columns = columns,
    .rdf_class = "hk:Vintage",
    .on_demand = true,
    .within = &kpis_resource,
};
