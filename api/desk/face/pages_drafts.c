/* Drafts on the first page; the files of one, and its way to a release. */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"

#include <inttypes.h>
#include <stdio.h>

enum { DRAFTS_SHOWN = 100, PAIRS_MAX = 2 * (COLUMNS_MAX + 3) };

static const char *drafts_word(const struct page *page, const char *ja, const char *en)
{
    return page_word(page->context, ja, en);
}

static const char *drafts_status(const struct page *page, const char *status)
{
    static const char *const words[][3] = {
        {"open", "作業中", "being worked on"},
        {"proposed", "申請済み", "proposed"},
        {"publishing", "公開中", "being published"},
        {"published", "公開済み", "published"},
        {"dropped", "捨てた", "dropped"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], status) == 0)
            return drafts_word(page, words[i][1], words[i][2]);
    return status;
}

/* --- the first page --------------------------------------------------------------------------- */

static void drafts_next(struct visit *visit, struct page *page, const json_t *draft)
{
    const char *status = desk_text(draft, "status"), *path = "/desk/draft", *text;
    if (strcmp(status, "open") == 0) {
        path = "/desk/draft/check";
        text = drafts_word(page, "検査して直す", "Check and mend it");
    } else if (strcmp(status, "proposed") == 0) {
        path = "/desk/draft/publish";
        text = desk_text(draft, "approved_by")[0]
                   ? drafts_word(page, "公開する", "Publish it")
                   : drafts_word(page, "確かめて承認、公開する", "Look at it, approve, publish");
    } else {
        text = drafts_word(page, "見る", "See it");
    }
    struct page_address address =
        draft_address(visit, path, (const char *[6]){"draft", desk_text(draft, "id")});
    page_link(page, &address, slice_of(text));
}

static void drafts_row(struct visit *visit, struct page *page, const json_t *draft)
{
    size_t at;
    json_t *file;
    page_row(page);
    json_array_foreach(json_object_get(draft, "files"), at, file)
    {
        html_text(&page->html, at > 0 ? ", " : "");
        html_text(&page->html, json_string_value(file));
    }
    html_printf(&page->html, " (%s)", desk_text(draft, "id"));
    page_cell(page);
    html_text(&page->html, drafts_status(page, desk_text(draft, "status")));
    page_cell(page);
    html_text(&page->html, desk_text(draft, "owner"));
    page_cell(page);
    html_text(&page->html, desk_text(draft, "changed_at"));
    page_cell(page);
    drafts_next(visit, page, draft);
    page_row_close(page);
}

/* The newest first; what was asked before is kept. */
void show_drafts(struct visit *visit, struct page *page)
{
    struct problem problem = {.status = STATUS_OK};
    json_t *before = visit->data;
    visit->data = NULL;
    enum status status = visit_ask(visit, DESK_DRAFTS, &problem);
    const json_t *drafts = json_object_get(visit->data, "drafts");
    size_t count = status == STATUS_OK ? json_array_size(drafts) : 0;
    page_heading(page, drafts_word(page, "ファイルから公開する", "Publish from files"));
    desk_paragraph(
        page,
        drafts_word(page, "CSV、Excel（.xlsx）、これらの ZIP を選びます。ファイル名は自由です。",
                    "Choose CSV files, workbooks of Excel (.xlsx) or ZIPs of these. They "
                    "may have any name."));
    draft_files_form(page, "/desk/drafts");
    draft_files_field(page, drafts_word(page, "ファイル", "Files"));
    desk_form_end(page, drafts_word(page, "下書きにする", "Make a draft"));
    if (count > 0) {
        page_table(page, drafts_word(page, "下書き", "Drafts"),
                   drafts_word(page, "ファイル|状態|作った人|変えた日時（UTC）|次にすること",
                               "Files|State|Made by|Changed (UTC)|Next"));
        for (size_t i = count; i > 0 && count - i < DRAFTS_SHOWN; i--)
            drafts_row(visit, page, json_array_get(drafts, i - 1));
        page_table_close(page);
    }
    json_decref(visit->data);
    visit->data = before;
}

/* --- step 1 ----------------------------------------------------------------------------------- */

static void drafts_map(struct visit *visit, struct page *page, const json_t *file, int number)
{
    const char *pairs[PAIRS_MAX] = {"", drafts_word(page, "（わからない）", "(not known)")};
    const char *modes[] = {
        "whole", drafts_word(page, "表の全体", "all of the table"), "rows",
        drafts_word(page, "行を加える、置き換える", "rows to be added or replaced"), NULL};
    char text[24];
    size_t count = 2;
    const struct resource *resource;
    for (size_t i = 0; (resource = model_input(i)) && count + 3 < PAIRS_MAX; i++) {
        pairs[count++] = resource->name;
        pairs[count++] = drafts_word(page, resource->title_ja, resource->title_en);
    }
    pairs[count] = NULL;
    snprintf(text, sizeof text, "%d", number);
    desk_form(page, "/desk/draft/map");
    desk_hidden(page, "draft", slice_of(desk_text(visit->data, "id")));
    desk_hidden(page, "file", slice_of(text));
    draft_choice(page, "table", number, drafts_word(page, "表", "Table"), pairs,
                 desk_text(file, "table"));
    draft_choice(page, "mode", number, drafts_word(page, "取り込み方", "How it is taken"), modes,
                 desk_text(file, "mode"));
    desk_form_end(page, drafts_word(page, "この表にする", "Take it so"));
}

/* One column: what it was taken for, and a choice of another. */
static void drafts_column(struct visit *visit, struct page *page, const json_t *column,
                          const struct resource *resource, const int number[2])
{
    const char *pairs[PAIRS_MAX] = {"-", drafts_word(page, "取り込まない", "left out")};
    char text[24];
    size_t count = 2;
    const char *chosen = desk_text(column, "column");
    for (const struct column *one = resource->columns; one->name && count + 3 < PAIRS_MAX; one++) {
        pairs[count++] = one->name;
        pairs[count++] = one->name;
    }
    pairs[count] = NULL;
    snprintf(text, sizeof text, "%d", number[0]);
    page_row(page);
    html_text(&page->html, desk_text(column, "header"));
    page_cell(page);
    html_text(&page->html, chosen[0] ? chosen : drafts_word(page, "わからない", "not known"));
    page_cell(page);
    desk_form(page, "/desk/draft/map");
    desk_hidden(page, "draft", slice_of(desk_text(visit->data, "id")));
    desk_hidden(page, "file", slice_of(text));
    desk_hidden(page, "header", slice_of(desk_text(column, "header")));
    draft_choice(page, "column", number[0] * 10000 + number[1], drafts_word(page, "列", "Column"),
                 pairs, chosen[0] ? chosen : "-");
    desk_form_end(page, drafts_word(page, "この列にする", "Take it as this"));
    page_row_close(page);
}

/* Those that are not known by their own names. */
static void drafts_columns(struct visit *visit, struct page *page, const json_t *file, int number)
{
    size_t at;
    json_t *column;
    bool open = false;
    const struct resource *resource = model_input_as(slice_of(desk_text(file, "table")));
    json_array_foreach(json_object_get(file, "columns"), at, column)
    {
        const char *by = desk_text(column, "by");
        if (!resource || strcmp(by, "name") == 0 || !desk_text(column, "header")[0])
            continue;
        if (!open)
            page_table(page, drafts_word(page, "見出しと列", "Headers and columns"),
                       drafts_word(page, "見出し|列|変える", "Header|Column|Change"));
        open = true;
        drafts_column(visit, page, column, resource, (const int[2]){number, (int)at});
    }
    if (open)
        page_table_close(page);
}

static void drafts_file(struct visit *visit, struct page *page, const json_t *file, int number,
                        bool changes)
{
    struct html *html = &page->html;
    char upload[24];
    snprintf(upload, sizeof upload, "%" PRId64, desk_number(file, "upload"));
    html_open(html, "h2");
    html_printf(html, "%d. %s %s", number, desk_text(file, "name"), desk_text(file, "part"));
    html_close(html);
    html_line(html);
    html_open(html, "p");
    html_printf(
        html,
        drafts_word(page, "表: %s、%" PRId64 " 行（加わる %" PRId64 "、置き換わる %" PRId64 "）",
                    "Table: %s, %" PRId64 " rows (%" PRId64 " are added, %" PRId64
                    " are replaced)"),
        desk_text(file, "table")[0] ? desk_text(file, "table")
                                    : drafts_word(page, "わからない", "not known"),
        desk_number(file, "rows"), desk_number(file, "added"), desk_number(file, "changed"));
    html_close(html);
    html_line(html);
    draft_link(visit, page, "/desk/draft/upload",
               (const char *[6]){"draft", desk_text(visit->data, "id"), "upload", upload},
               drafts_word(page, "元のファイルを受け取る", "Download the file as it came"));
    if (!changes)
        return;
    drafts_map(visit, page, file, number);
    drafts_columns(visit, page, file, number);
}

static bool drafts_changes(const struct visit *visit)
{
    const char *status = desk_text(visit->data, "status");
    return strcmp(status, "open") == 0 || strcmp(status, "proposed") == 0;
}

static void drafts_state(struct visit *visit, struct page *page)
{
    html_open(&page->html, "p");
    html_printf(&page->html, drafts_word(page, "下書き %s: %s。", "Draft %s: %s."),
                desk_text(visit->data, "id"),
                drafts_status(page, desk_text(visit->data, "status")));
    html_close(&page->html);
    html_line(&page->html);
    if (json_is_true(json_object_get(visit->data, "overtaken")))
        draft_link(visit, page, "/desk/draft/clashes",
                   (const char *[6]){"draft", desk_text(visit->data, "id")},
                   drafts_word(page, "ほかの人が先に公開しました。重なったところを見る",
                               "Another release has overtaken it: see what both have changed"));
}

void show_draft(struct visit *visit, struct page *page)
{
    size_t at;
    json_t *file;
    const char *id = desk_text(visit->data, "id");
    bool changes = drafts_changes(visit);
    draft_steps(visit, page, id, 1);
    drafts_state(visit, page);
    json_array_foreach(json_object_get(visit->data, "files"), at, file)
    {
        drafts_file(visit, page, file, (int)at + 1, changes);
    }
    if (!changes)
        return;
    draft_link(visit, page, "/desk/draft/check", (const char *[6]){"draft", id},
               drafts_word(page, "次へ: 検査して直す", "Next: check and mend"));
    page_heading(page, drafts_word(page, "ファイルを加える", "Add files"));
    draft_files_form(page, "/desk/draft/files");
    desk_hidden(page, "draft", slice_of(id));
    draft_files_field(page, drafts_word(page, "ファイル", "Files"));
    desk_form_end(page, drafts_word(page, "加える", "Add them"));
    page_heading(page, drafts_word(page, "捨てる", "Drop it"));
    desk_paragraph(page, drafts_word(page, "下書きのファイルは消えます。公開版は変わりません。",
                                     "The files of the draft are removed. No release changes."));
    draft_button(page, "/desk/draft/drop", (const char *const[]){"draft", id, NULL},
                 drafts_word(page, "下書きを捨てる", "Drop the draft"));
}

/* --- step 4 ----------------------------------------------------------------------------------- */

static void drafts_propose(struct page *page, const char *id)
{
    page_heading(page, drafts_word(page, "申請する", "Propose"));
    desk_form(page, "/desk/draft/propose");
    desk_hidden(page, "draft", slice_of(id));
    draft_field(page, "message", 1,
                drafts_word(page, "公開版に残す一言", "A remark that stays with the release"), "");
    desk_form_end(page, drafts_word(page, "公開を申請する", "Propose the draft"));
}

static void drafts_approve(struct visit *visit, struct page *page, const char *id)
{
    bool two = json_is_true(json_object_get(visit->data, "two_people"));
    bool approved = desk_text(visit->data, "approved_by")[0];
    bool proposed = strcmp(desk_text(visit->data, "status"), "proposed") == 0;
    if (strcmp(desk_text(visit->data, "role"), "approver") != 0) {
        desk_paragraph(page, drafts_word(page, "承認と公開は承認者（approver）ができます。",
                                         "Approving and publishing are for approvers."));
        return;
    }
    if (two && !approved) {
        desk_paragraph(page,
                       drafts_word(page, "申請した人とは別の人の承認が必要です。",
                                   "Another person than the one who proposed it approves it."));
        if (proposed)
            draft_button(page, "/desk/draft/approve", (const char *const[]){"draft", id, NULL},
                         drafts_word(page, "承認する", "Approve"));
        return;
    }
    draft_button(page, "/desk/draft/publish", (const char *const[]){"draft", id, NULL},
                 drafts_word(page, "公開する", "Publish"));
}

void show_draft_publish(struct visit *visit, struct page *page)
{
    const char *id = desk_text(visit->data, "id");
    draft_steps(visit, page, id, 4);
    drafts_state(visit, page);
    if (desk_text(visit->data, "proposed_by")[0]) {
        html_open(&page->html, "p");
        html_printf(
            &page->html, drafts_word(page, "申請: %s 承認: %s", "Proposed by %s, approved by %s"),
            desk_text(visit->data, "proposed_by"),
            desk_text(visit->data, "approved_by")[0] ? desk_text(visit->data, "approved_by")
                                                     : drafts_word(page, "まだ", "nobody yet"));
        html_close(&page->html);
        html_line(&page->html);
    }
    if (desk_number(visit->data, "release") > 0 && !drafts_changes(visit)) {
        html_open(&page->html, "p");
        html_printf(
            &page->html,
            drafts_word(page, "公開版 %" PRId64 " になりました。", "It is release %" PRId64 "."),
            desk_number(visit->data, "release"));
        html_close(&page->html);
        html_line(&page->html);
    }
    if (!drafts_changes(visit))
        return;
    if (strcmp(desk_text(visit->data, "status"), "open") == 0)
        drafts_propose(page, id);
    drafts_approve(visit, page, id);
}
