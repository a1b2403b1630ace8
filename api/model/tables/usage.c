/* usage: how often what is published was asked for, by day. Not a table: the server keeps the
 * counts in a file of its own (usage/usage_book.h), and they are part of no release. */
#include "hiraku/model/registry.h"

#include "tables.h"

/* What routes are counted as (server/routes.c). */
static const struct code uses[] = {
    {"data", "データの取得", "data", NULL, NULL},
    {"file", "ファイルのダウンロード", "file for download", NULL, NULL},
    {"page", "ページ", "page", NULL, NULL},
    {"embed", "埋め込み", "embedded frame", NULL, NULL},
    {"chart", "図", "chart", NULL, NULL},
    {"feed", "フィード", "feed", NULL, NULL},
    {"description", "目録と説明", "catalogue or description", NULL, NULL},
    {"mcp", "対話型 AI などの道具", "tool of an assistant", NULL, NULL},
    {"ckan", "CKAN の入口", "CKAN's Action API", NULL, NULL},
    {"other", "そのほか", "anything else", NULL, NULL},
    {0},
};

/* clang-format off */
#define COUNT(column, ja, en, sentence_ja, sentence, curies) \
    COLUMN_INT(column, 0, INT64_C(9007199254740991), COL_REQUIRED, ja, en, sentence_ja, sentence, curies)

static const struct column columns[] = {
    COLUMN_JOINED_ID,
    COLUMN_PERIOD("month", COL_REQUIRED | COL_NOTATION | COL_MONTH, "月", "month", "その日の月。", "The month of the day.", "hk:countedInMonth"),
    COLUMN_DATE("day", COL_KEY | COL_REQUIRED, "日", "day", "数えた日（団体の時刻による）。", "The day on which it was counted, by the clock of the publisher.", "hk:countedOn"),
    COLUMN_ENUM("use", uses, COL_KEY | COL_REQUIRED, "使われ方", "use", "何として使われたか。", "What it was used as.", "hk:use"),
    COLUMN_TEXT("table", 64, COL_KEY, "表", "table", "表の名前。どの表でもなければ空。", "Name of the table; empty: of none.", "hk:table"),
    COLUMN_TEXT("kpi", ID_MAX, COL_KEY, "指標", "KPI", "指標の ID。一つの指標についてでなければ空。", "Id of the KPI; empty: not about a single one.", "hk:countedKpi"),
    COLUMN_TEXT("file", 128, COL_KEY, "ファイル", "file", "ダウンロードされたファイルの名前（公開版の番号や .gz を除く）。", "Name of the file for download, without the number of a release and .gz.", "hk:countedFile"),
    COLUMN_TEXT("data_format", 64, COL_KEY, "形式", "format", "応答の形式（`json`、`csv`、`html` など）。", "Form of the answer, such as `json`, `csv` or `html`.", "hk:countedFormat"),
    COUNT("requests", "回数", "requests", "人とそのプログラムに応えた回数。", "Answers to people and their programs.", "hk:requests"),
    COUNT("bot_requests", "ボットの回数", "requests of bots", "ボットに応えた回数。`requests` には入らない。", "Answers to bots, which are not among `requests`.", "hk:botRequests"),
    {0},
};
/* clang-format on */

const struct resource usage_resource = {
    .name = "usage",
    .title_ja = "利用数",
    .title_en = "Use",
    .doc_ja =
        "表・ファイル・指標・形式ごとの、日ごとの利用の回数。だれが使ったかは数えず、残さない。",
    .doc = "How often tables, files, KPIs and forms were used, by day. Who used them is neither "
           "counted nor kept.",
    .columns = columns,
    .rdf_class = "hk:UseCount",
    .on_demand = true,
};
