/* releases: what was published when. Not a table: the rows are read from the manifests of the
 * releases (release.json), which are kept for ever. */
#include "hiraku/model/registry.h"

#include "tables.h"

/* clang-format off */
#define COUNT(column, ja, en, sentence_ja, sentence, curies) \
    COLUMN_INT(column, 0, INT64_C(9007199254740991), COL_DERIVED, ja, en, sentence_ja, sentence, curies)

static const struct column columns[] = {
    COLUMN_INT("number", 1, INT64_C(9007199254740991), COL_KEY, "番号", "number", "公開版の番号。1から順に増える。", "Number of the release, counted from 1.", "dct:identifier"),
    {.name = "published_at", .type = TYPE_TIME, .flags = COL_DERIVED, .title_ja = "公開日時", .title_en = "published at",
     .doc_ja = "公開した日時（UTC）。", .doc = "When it was published (UTC).", .predicate = "prov:endedAtTime dct:issued"},
    COLUMN_TWINS("message", 500, COL_DERIVED, "説明", "message", "公開者がこの公開版に付けた説明。", "What the publisher says of this release.", "skos:changeNote"),
    COUNT("rows", "行数", "rows", "この公開版の行数（計算で作る表を除く）。", "Rows of this release, without computed tables.", "hk:rows"),
    COUNT("added", "追加した行", "rows added", "一つ前の公開版になかった行の数。最初の公開版ではすべての行。", "Rows that the release before did not have; in the first release all of them.", "hk:rowsAdded"),
    COUNT("removed", "なくした行", "rows removed", "一つ前の公開版にあって、なくなった行の数。", "Rows that the release before had and this one has not.", "hk:rowsRemoved"),
    COUNT("modified", "変えた行", "rows modified", "一つ前の公開版にもあり、内容が変わった行の数。", "Rows that both have, with another content.", "hk:rowsModified"),
    COUNT("restores", "復元した公開版", "restores", "以前の公開版の内容に戻したときは、その番号。", "Where it has the data of an earlier release again, the number of that.", "hk:restores"),
    COLUMN_TWINS("withdrawn", 500, COL_DERIVED, "取下げの理由", "withdrawn because", "法的な理由で取り下げた公開版では、その理由。", "Of a release that had to go for legal reasons, the reason.", "hk:withdrawn"),
    COLUMN_TEXT("sha256", 64, COL_DERIVED, "ダイジェスト", "digest", "この公開版の目録（release.json）の SHA-256。", "SHA-256 of the release's manifest, release.json.", "hk:manifestDigest"),
    COLUMN_TEXT("previous_sha256", 64, COL_DERIVED, "一つ前のダイジェスト", "digest before", "一つ前の公開版の目録の SHA-256。この公開版の目録に書かれている。", "That of the release before, as this release's manifest has it.", "hk:previousManifestDigest"),
    {0},
};
/* clang-format on */

const struct resource releases_resource = {
    .name = "releases",
    .title_ja = "公開版",
    .title_en = "Releases",
    .doc_ja = "これまでに公開した版。新しい順。",
    .doc = "What was published so far, the newest first.",
    .columns = columns,
    .rdf_class = "hk:Release prov:Activity",
    .on_demand = true,
    .addressed = true,
};
