/* Step 3 of a draft: what would change, reasons; and what another release has changed, too. */
#include "hiraku/desk/face/desk_pages.h"

#include <inttypes.h>
#include <stdio.h>

static const char *changes_word(const struct page *page, const char *ja, const char *en)
{
    return page_word(page->context, ja, en);
}

static void changes_reason(struct visit *visit, struct page *page, const json_t *change, int number)
{
    const char *kinds[] = {"correction", changes_word(page, "誤りの訂正", "a mistake is corrected"),
                           "update",     changes_word(page, "新しい内容", "newer content"),
                           "withdrawal", changes_word(page, "取下げ", "withdrawn"),
                           NULL};
    desk_form(page, "/desk/draft/reason");
    desk_hidden(page, "draft", slice_of(desk_text(visit->data, "draft")));
    desk_hidden(page, "table", slice_of(desk_text(change, "table")));
    desk_hidden(page, "id", slice_of(desk_text(change, "id")));
    desk_hidden(page, "column", slice_of(desk_text(change, "column")));
    draft_choice(page, "kind", number, changes_word(page, "種類", "Kind"), kinds, "correction");
    draft_field(page, "reason", number, changes_word(page, "理由", "Reason"), "");
    desk_form_end(page, changes_word(page, "理由を書く", "Give the reason"));
}

static const char *changes_kind(const struct page *page, const json_t *change)
{
    const char *kind = desk_text(change, "change");
    return strcmp(kind, "added") == 0     ? changes_word(page, "追加", "added")
           : strcmp(kind, "removed") == 0 ? changes_word(page, "削除", "removed")
                                          : desk_text(change, "column");
}

static void changes_show_row(struct visit *visit, struct page *page, const json_t *change,
                             int number)
{
    bool asks = json_is_true(json_object_get(change, "asks_reason"));
    bool has = json_is_true(json_object_get(change, "has_reason"));
    page_row(page);
    html_printf(&page->html, "%s %s", desk_text(change, "table"), desk_text(change, "id"));
    page_cell(page);
    html_text(&page->html, changes_kind(page, change));
    page_cell(page);
    html_text(&page->html, desk_text(change, "old"));
    page_cell(page);
    html_text(&page->html, desk_text(change, "new"));
    page_cell(page);
    html_text(&page->html, desk_text(change, "difference"));
    page_cell(page);
    if (has)
        html_text(&page->html, changes_word(page, "あり", "given"));
    if (asks && strcmp(desk_text(visit->data, "status"), "published") != 0)
        changes_reason(visit, page, change, number);
    page_row_close(page);
}

void show_draft_compare(struct visit *visit, struct page *page)
{
    size_t at;
    json_t *change;
    const char *id = desk_text(visit->data, "draft");
    const json_t *changes = json_object_get(visit->data, "changes");
    draft_steps(visit, page, id, 3);
    if (json_is_true(json_object_get(visit->data, "overtaken")))
        draft_link(visit, page, "/desk/draft/clashes", (const char *[6]){"draft", id},
                   changes_word(page, "ほかの人が先に公開しました。重なったところを見る",
                                "Another release has overtaken it: see what both have changed"));
    html_open(&page->html, "p");
    html_printf(&page->html,
                changes_word(page,
                             "公開版 %" PRId64 " から変わるところは %" PRId64
                             " 件、理由のない数値の変更は %" PRId64 " 件です。",
                             "Against release %" PRId64 ", %" PRId64 " changes; %" PRId64
                             " changed figures have no reason."),
                desk_number(visit->data, "base"), desk_number(visit->data, "count"),
                desk_number(visit->data, "reasons_missing"));
    html_close(&page->html);
    html_line(&page->html);
    if (json_array_size(changes) > 0) {
        page_table(page, changes_word(page, "変わるところ", "What changes"),
                   changes_word(page, "記録|列|前|後|差|理由",
                                "Record|Column|Before|Behind|Difference|Reason"));
        json_array_foreach(changes, at, change)
        {
            changes_show_row(visit, page, change, (int)at + 1);
        }
        page_table_close(page);
    }
    draft_link(visit, page, "/desk/draft/publish", (const char *[6]){"draft", id},
               changes_word(page, "次へ: 申請、承認、公開", "Next: propose, approve, publish"));
}

/* --- overtaken -------------------------------------------------------------------------------- */

void show_draft_clashes(struct visit *visit, struct page *page)
{
    size_t at;
    json_t *clash;
    const char *id = desk_text(visit->data, "draft");
    const json_t *clashes = json_object_get(visit->data, "clashes");
    draft_steps(visit, page, id, 0);
    desk_paragraph(page, changes_word(page,
                                      "下書きの変更を、今のデータの上に置き直します。両方が変えた"
                                      "セルは、どちらの値にするかを選びます。",
                                      "What the draft changes is put onto the data as they are "
                                      "now. Of cells that both have changed one value is taken."));
    if (json_array_size(clashes) > 0) {
        page_table(page, changes_word(page, "両方が変えたところ", "What both have changed"),
                   changes_word(page, "記録|列|前|公開された値|下書きの値",
                                "Record|Column|Before|Published|In the draft"));
        json_array_foreach(clashes, at, clash)
        {
            static const char *const members[] = {"column", "base", "theirs", "mine"};
            page_row(page);
            html_printf(&page->html, "%s %s", desk_text(clash, "table"), desk_text(clash, "id"));
            for (size_t i = 0; i < 4; i++) {
                page_cell(page);
                html_text(&page->html, desk_text(clash, members[i]));
            }
            page_row_close(page);
        }
        page_table_close(page);
    }
    draft_button(
        page, "/desk/draft/rebase", (const char *const[]){"draft", id, "take", "mine", NULL},
        changes_word(page, "下書きの値にして置き直す", "Put it onto them, with its values"));
    draft_button(page, "/desk/draft/rebase",
                 (const char *const[]){"draft", id, "take", "theirs", NULL},
                 changes_word(page, "公開された値にして置き直す",
                              "Put it onto them, with the published values"));
}
