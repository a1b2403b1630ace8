/* The table of actions: what is not in it is not known, and is refused as CKAN refuses it. */
#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/instance.h"

static const struct ckan_argument none[] = {{0}};
static const struct ckan_argument by_id[] = {
    {"id", {"名前または id（必須）", "name or id (required)"}}, {0}};
static const struct ckan_argument by_name[] = {
    {"name", {"アクションの名前（必須）", "name of an action (required)"}}, {0}};
static const struct ckan_argument pages[] = {{"limit", {"返す数の上限", "most of them"}},
                                             {"offset", {"飛ばす数", "how many are passed over"}},
                                             {0}};
static const struct ckan_argument bodies[] = {
    {"all_fields", {"true なら名前だけでなく全体", "true: whole, not names alone"}},
    {"limit", {"返す数の上限", "most of them"}},
    {"offset", {"飛ばす数", "how many are passed over"}},
    {"q", {"名前と題名にある語", "words of the name or title"}},
    {0}};
static const struct ckan_argument tags[] = {
    {"query", {"タグにある文字", "what the tag has in it"}},
    {"all_fields", {"true なら名前だけでなく全体", "true: whole, not names alone"}},
    {0}};
static const struct ckan_argument body[] = {
    {"id", {"名前または id（必須）", "name or id (required)"}},
    {"include_datasets", {"true ならデータセットも", "true: with its datasets"}},
    {0}};
static const struct ckan_argument search[] = {
    {"q",
     {"語。field:値、AND、OR、NOT、括弧も使える",
      "words; also field:value, AND, OR, NOT, brackets"}},
    {"fq", {"条件（q と同じ書き方）", "conditions, written as q"}},
    {"fq_list", {"条件の配列", "a list of conditions"}},
    {"fl", {"返すメンバー", "members to return"}},
    {"rows", {"件数（10、1000 まで）", "how many (10; 1000 at most)"}},
    {"start", {"飛ばす件数", "how many are passed over"}},
    {"sort", {"並び順（metadata_modified desc など）", "order, such as metadata_modified desc"}},
    {"facet", {"false なら数えない", "false: nothing is counted"}},
    {"facet.field", {"値ごとに数えるもの（JSON の配列）", "what is counted by value (JSON list)"}},
    {"facet.limit", {"値の数の上限（50、−1 は無制限）", "most values (50; -1: all)"}},
    {"facet.mincount", {"この件数から", "counted from so many on"}},
    {"include_*", {"使わない", "not used"}},
    {"use_default_schema", {"使わない", "not used"}},
    {"qf", {"使わない", "not used"}},
    {"wt", {"使わない", "not used"}},
    {"bf", {"使わない", "not used"}},
    {"boost", {"使わない", "not used"}},
    {"tie", {"使わない", "not used"}},
    {"defType", {"使わない", "not used"}},
    {"mm", {"使わない", "not used"}},
    {"df", {"使わない", "not used"}},
    {"extras", {"使わない", "not used"}},
    {"ext_*", {"使わない", "not used"}},
    {0}};
static const struct ckan_argument datastore[] = {
    {"resource_id", {"リソース（必須、id でもよい）", "resource (required; id does, too)"}},
    {"filters",
     {"条件のオブジェクト: 列 → 値、値の配列、{\"gte\": 値}",
      "object of conditions: column to value, list of values, {\"gte\": value}"}},
    {"q", {"全文検索の語、または 列 → 語", "words for the full text, or column to word"}},
    {"full_text", {"全文検索の語", "words for the full text"}},
    {"fields", {"返す列", "columns to return"}},
    {"sort", {"並べる列（kpi desc, period）", "order (kpi desc, period)"}},
    {"limit", {"行数（100、32000 まで）", "rows (100; 32000 at most)"}},
    {"offset", {"飛ばす行数", "rows that are passed over"}},
    {"include_total", {"false なら総数を数えない", "false: the total is not counted"}},
    {"include_next_page", {"true なら次のページの filters", "true: the filters of the next page"}},
    {"records_format", {"objects、lists、csv、tsv", "objects, lists, csv, tsv"}},
    {0}};
static const struct ckan_argument information[] = {
    {"resource_id", {"リソース（必須、id でもよい）", "resource (required; id does, too)"}}, {0}};

const struct ckan_action ckan_actions[] = {
    {"status_show",
     ckan_status_show,
     false,
     false,
     {"このサービスについて。", "Tells of this service."},
     none,
     false},
    {"site_read",
     ckan_site_read,
     false,
     false,
     {"だれでも読める。", "Everyone may read."},
     none,
     false},
    {"help_show",
     ckan_help_show,
     false,
     true,
     {"アクションの説明。", "Tells what an action does."},
     by_name,
     false},
    {"package_list",
     ckan_package_list,
     true,
     false,
     {"データセットの名前の一覧。", "Names of the datasets."},
     pages,
     false},
    {"current_package_list_with_resources",
     ckan_package_list_with_resources,
     true,
     false,
     {"データセットの一覧（リソースとともに）。", "The datasets with their resources."},
     pages,
     false},
    {"package_show",
     ckan_package_show,
     true,
     false,
     {"一つのデータセット。", "One dataset."},
     by_id,
     false},
    {"package_search",
     ckan_package_search,
     true,
     false,
     {"データセットを探す。", "Searches datasets."},
     search,
     true},
    {"resource_show",
     ckan_resource_show,
     true,
     false,
     {"一つのリソース。", "One resource."},
     by_id,
     false},
    {"resource_view_list",
     ckan_resource_view_list,
     true,
     false,
     {"リソースの表示の一覧（ない）。", "Views of a resource: there are none."},
     by_id,
     false},
    {"organization_list",
     ckan_organization_list,
     true,
     false,
     {"公開者の一覧。", "Who publishes."},
     bodies,
     false},
    {"organization_show",
     ckan_organization_show,
     true,
     false,
     {"公開者。", "One who publishes."},
     body,
     false},
    {"group_list",
     ckan_group_list,
     false,
     false,
     {"グループの一覧（ない）。", "Groups: there are none."},
     bodies,
     false},
    {"group_show",
     ckan_group_show,
     false,
     false,
     {"グループ（ない）。", "A group: there is none."},
     body,
     false},
    {"tag_list", ckan_tag_list, false, false, {"キーワードの一覧。", "The keywords."}, tags, false},
    {"tag_show", ckan_tag_show, true, false, {"キーワード。", "A keyword."}, body, false},
    {"vocabulary_list",
     ckan_vocabulary_list,
     false,
     false,
     {"語彙の一覧（ない）。", "Vocabularies: there are none."},
     none,
     false},
    {"license_list",
     ckan_license_list,
     false,
     false,
     {"利用条件の一覧。", "The licences."},
     none,
     false},
    {"datastore_search",
     ckan_datastore_search,
     false,
     false,
     {"表の行。数値は公表された桁のまま。", "Rows of a table; figures have the published digits."},
     datastore,
     false},
    {"datastore_info",
     ckan_datastore_info,
     true,
     false,
     {"表の列と行数。", "Columns and number of rows of a table."},
     information,
     false},
    {0}};

static bool argument_is(const struct ckan_argument *argument, struct slice name)
{
    size_t len = strlen(argument->name);
    if (argument->name[len - 1] != '*')
        return slice_is(name, argument->name);
    return name.len >= len - 1 && memcmp(name.at, argument->name, len - 1) == 0;
}

static enum status action_check(struct ckan_question *question, struct problem *p)
{
    struct ckan_call *call = question->call;
    for (size_t i = 0; question->action->strict && i < call->given_count; i++) {
        const struct ckan_argument *one = question->action->arguments;
        while (one->name && !argument_is(one, call->given[i].name))
            one++;
        if (!one->name)
            return ckan_refuse(call, CKAN_NO_PARAMETER, "", call->given[i].name, p);
    }
    return STATUS_OK;
}

enum status ckan_action_find(struct ckan_question *question, struct problem *p)
{
    struct ckan_call *call = question->call;
    for (const struct ckan_action *action = ckan_actions; action->name; action++)
        if (slice_is(call->action, action->name)) {
            question->action = action;
            question->actions = ckan_actions;
            return action_check(question, p);
        }
    return ckan_refuse(call, CKAN_NO_ACTION, "", call->action, p);
}

enum status ckan_action_write(struct ckan_question *question, struct out *out, struct problem *p)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    ckan_help_write(&json, question->instance->base_url, question->call->action);
    json_bool(&json, "success", true);
    enum status status = question->action->write(question, &json, p);
    if (status == STATUS_OK && arena_overflowed(question->arena))
        status = problem_memory(p);
    json_finish(&json);
    return status;
}
