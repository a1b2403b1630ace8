/* See tools.h. */
#include "hiraku/mcp/tools.h"

#include "hiraku/mcp/rows.h"

#define LIMIT                                                                                      \
    {                                                                                              \
        "limit", MCP_WHOLE, false, "limit",                                                        \
        {                                                                                          \
            "一度に返す行数の上限。応答が大きければこれより少なく返し、続きは next で読める",      \
                "most rows of one answer; fewer come where it would be too large, and next reads " \
                "on"                                                                               \
        }                                                                                          \
    }
#define CURSOR                                                                                     \
    {                                                                                              \
        "cursor", MCP_TEXT, false, "cursor",                                                       \
        {                                                                                          \
            "直前の応答の next。ほかの引数は同じにする",                                           \
                "`next` of the answer before, with all other arguments as they were"               \
        }                                                                                          \
    }
#define RELEASE                                                                                    \
    {"release",                                                                                    \
     MCP_TEXT,                                                                                     \
     false,                                                                                        \
     "release",                                                                                    \
     {"公開版の番号。省くと現在の公開版", "number of a release; without it the current one"}},     \
    {                                                                                              \
        "as_of", MCP_TEXT, false, "as_of",                                                         \
        {                                                                                          \
            "その日（YYYY-MM-DD）に公開されていた版",                                              \
                "what was published on that day (YYYY-MM-DD)"                                      \
        }                                                                                          \
    }
#define FILTERS                                                                                                                      \
    {                                                                                                                                \
        "filters", MCP_CONDITIONS, false, NULL,                                                                                      \
        {                                                                                                                            \
            "条件。名前は describe が挙げる列で、参照先の列は「参照.列」、演算子は「列__演算子」" \
            "（ne gt ge lt le in notin contains startswith isnull）。値は文字列",                                                    \
                "conditions by column as describe lists them, of a record referred to as "                                           \
                "reference.column, with operators as column__ge (ne gt ge lt le in notin "                                           \
                "contains startswith isnull); values are texts"                                                                      \
        }                                                                                                                            \
    }
#define DATASET                                                                                    \
    {                                                                                              \
        "dataset", MCP_DATASET, true, NULL,                                                        \
        {                                                                                          \
            "データセットの名前", "name of the dataset"                                            \
        }                                                                                          \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, MCP_TEXT, false, NULL,                                                               \
        {                                                                                          \
            NULL, NULL                                                                             \
        }                                                                                          \
    }

static const struct mcp_argument list_arguments[] = {CURSOR, END};
static const struct mcp_argument describe_arguments[] = {DATASET, CURSOR, END};
static const struct mcp_argument query_arguments[] = {
    DATASET,
    FILTERS,
    {"q", MCP_TEXT, false, "q", {"全文検索の語", "words for the full text"}},
    {"order",
     MCP_TEXTS,
     false,
     "sort",
     {"並べる列。「-列」は降順", "columns to sort by; -column: descending"}},
    {"fields",
     MCP_TEXTS,
     false,
     "fields",
     {"返す列。省くと全部", "columns to return; without it all"}},
    {"include",
     MCP_TEXTS,
     false,
     "include",
     {"参照先のレコードも返す参照の列", "references whose records are returned, too"}},
    {"count",
     MCP_TEXT,
     false,
     "count",
     {"no なら総件数を数えない", "no: do not count all matches"}},
    LIMIT,
    CURSOR,
    RELEASE,
    END};
static const struct mcp_argument series_arguments[] = {
    {"kpi",
     MCP_TEXT,
     true,
     NULL,
     {"指標の id（search か query_records で探す）",
      "id of the KPI (search or query_records find it)"}},
    {"derive",
     MCP_TEXT,
     false,
     "derive",
     {"計算する値（yoy、growth、achievement、cumulative、revision など）",
      "what is computed (yoy, growth, achievement, cumulative, revision and others)"}},
    {"against",
     MCP_TEXT,
     false,
     "against",
     {"derive=revision で比べる公開版", "release that derive=revision compares with"}},
    {"vintages",
     MCP_FLAG,
     false,
     NULL,
     {"true なら、各値がどの公開版でいくつだったか",
      "true: what each figure was in which release"}},
    FILTERS,
    LIMIT,
    CURSOR,
    RELEASE,
    END};
static const struct mcp_argument summarize_arguments[] = {
    DATASET,
    {"measure",
     MCP_TEXTS,
     false,
     "measure",
     {"sum、avg、min、max、count（省くと count）", "sum, avg, min, max, count (without it count)"}},
    {"group",
     MCP_TEXTS,
     false,
     "group",
     {"組に分ける列（4 つまで）", "columns to group by, four at most"}},
    FILTERS,
    RELEASE,
    END};
static const struct mcp_argument compare_arguments[] = {
    {"kpi", MCP_TEXTS, false, "kpi", {"指標の id を二つ以上", "ids of two or more KPIs"}},
    {"name",
     MCP_TEXT,
     false,
     "name",
     {"id の代わりに、同じ名前の指標すべて", "in place of ids: all KPIs of this name"}},
    FILTERS,
    RELEASE,
    END};
static const struct mcp_argument search_arguments[] = {
    {"q", MCP_TEXT, true, "q", {"探す語（空白で区切る）", "words to find, separated by spaces"}},
    LIMIT,
    RELEASE,
    END};
static const struct mcp_argument changed_arguments[] = {
    {"since",
     MCP_TEXT,
     false,
     "since",
     {"この公開版より後、またはこの日（YYYY-MM-DD）から",
      "behind this release, or from this day (YYYY-MM-DD) on"}},
    {"until",
     MCP_TEXT,
     false,
     "until",
     {"この公開版まで、またはこの日まで", "up to this release or day"}},
    {"dataset", MCP_TEXT, false, "table", {"データセットの名前", "name of a dataset"}},
    {"id", MCP_TEXT, false, "id", {"変更の id", "id of a change"}},
    FILTERS,
    LIMIT,
    CURSOR,
    END};

enum { PAGE_ROWS = 6 }; /* of the longest rows, observations, no more fit into an answer */

const struct mcp_tool mcp_tools[] = {
    {.name = "list_datasets",
     .title = {"データセットの一覧", "Datasets"},
     .doc = {"公開しているデータセットを、意味と行数とともに挙げる。最初に使う。",
             "Lists the datasets with what they mean and how many rows they have. Begin here."},
     .arguments = list_arguments,
     .make = mcp_datasets_make},
    {.name = "describe",
     .title = {"列の説明", "Columns of a dataset"},
     .doc = {"データセットの列を、意味、役割、単位、コード、空の意味、埋まり具合とともに挙げる。",
             "Lists the columns of a dataset with meaning, role, unit, codes, what an empty cell "
             "means, and how full they are."},
     .arguments = describe_arguments,
     .make = mcp_columns_make},
    {.name = "query_records",
     .title = {"レコードを探す", "Query records"},
     .doc = {"条件に合うレコードを返す。数値は公表されたままの文字列。",
             "Returns the records that fulfil conditions. Figures are the published text."},
     .arguments = query_arguments,
     .path = "/v1/{dataset}",
     .rows = PAGE_ROWS},
    {.name = "series",
     .title = {"指標の系列", "Series of a KPI"},
     .doc = {"一つの指標の値を時の順に返す。前年差などの計算（derive）と、公開版ごとの値（vintages"
             "）も。",
             "Returns the figures of one KPI in the order of time; also what is derived of them "
             "(derive) and what they were in earlier releases (vintages)."},
     .arguments = series_arguments,
     .path = "/v1/kpis/{kpi}/series",
     .other = "/v1/kpis/{kpi}/vintages",
     .choice = "vintages",
     .rows = PAGE_ROWS},
    {.name = "summarize",
     .title = {"集計", "Sums and counts"},
     .doc = {"組ごとの合計、平均、最小、最大、件数を正確に求める。足せないものは refusal で断り、"
             "代わりに何ができるかを示す。",
             "Computes exact sums, averages, extremes and counts of groups. What must not be added "
             "is refused in `refusal`, with what would be right."},
     .arguments = summarize_arguments,
     .path = "/v1/aggregate/{dataset}"},
    {.name = "compare",
     .title = {"指標を比べる", "Compare KPIs"},
     .doc = {"指標を並べ、定義の違いを differences で示す。",
             "Puts KPIs side by side and says in `differences` what of their definitions differs."},
     .arguments = compare_arguments,
     .path = "/v1/compare"},
    {.name = "search",
     .title = {"全文検索", "Search"},
     .doc = {"すべてのデータセットから語を探す。", "Finds words in all datasets."},
     .arguments = search_arguments,
     .path = "/v1/search"},
    {.name = "what_changed",
     .title = {"何が変わったか", "What changed"},
     .doc = {"公開版の間で何がどう変わり、なぜかを新しい順に返す。",
             "Returns what changed between releases and why, the newest first."},
     .arguments = changed_arguments,
     .path = "/v1/changes",
     .rows = PAGE_ROWS},
    {0}};

const struct mcp_tool *mcp_tool(struct slice name)
{
    for (const struct mcp_tool *tool = mcp_tools; tool->name; tool++)
        if (slice_is(name, tool->name))
            return tool;
    return NULL;
}
