/* Where to begin, the releases, publishing one again, and how far a job has come. */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/desk/problem_packet.h"

#include <inttypes.h>
#include <stdio.h>

static const char *releases_word(const struct page *page, const char *ja, const char *en)
{
    return page_word(page->context, ja, en);
}

static void releases_job_link(struct page *page, int64_t number)
{
    struct page_address address = page_address_of(page->context, slice_of("/desk/job"));
    char query[40];
    snprintf(query, sizeof query, "job=%" PRId64, number);
    address.query = slice_of(query);
    html_open(&page->html, "p");
    page_link(
        page, &address,
        slice_of(releases_word(page, "作業の進み具合を見る", "See how far the job has come")));
    html_close(&page->html);
    html_line(&page->html);
}

/* --- the first page --------------------------------------------------------------------------- */

static void home_current(struct visit *visit, struct page *page)
{
    const json_t *current = json_array_get(json_object_get(visit->data, "releases"), 0);
    html_open(&page->html, "p");
    if (current)
        html_printf(&page->html,
                    releases_word(page, "現在の公開版は %" PRId64 "（%s）です。",
                                  "The current release is %" PRId64 " (%s)."),
                    desk_number(current, "release"), desk_text(current, "published_at"));
    else
        html_text(&page->html, releases_word(page, "まだ何も公開していません。",
                                             "Nothing has been published yet."));
    html_close(&page->html);
    html_line(&page->html);
}

void show_home(struct visit *visit, struct page *page)
{
    bool approves = strcmp(desk_text(visit->data, "role"), "approver") == 0;
    const json_t *job = json_object_get(visit->data, "job");
    home_current(visit, page);
    if (job)
        releases_job_link(page, desk_number(job, "job"));
    show_drafts(visit, page);
    desk_link(
        page, "/desk/releases",
        releases_word(page, "公開版を見る、前の公開版に戻す", "See the releases, take one back"));
    if (!approves) {
        desk_paragraph(page, releases_word(page, "公開と取り戻しは承認者（approver）ができます。",
                                           "Publishing and taking back are for approvers."));
        return;
    }
    page_heading(page, releases_word(page, "データのフォルダーを公開する",
                                     "Publish the folder of the data"));
    desk_paragraph(page,
                   releases_word(page,
                                 "フォルダーのデータを検査し、誤りがなければ新しい公開版にします。",
                                 "The data in the folder is checked; without errors it "
                                 "becomes a new release."));
    desk_form(page, "/desk/publish");
    desk_field(page, "message",
               releases_word(page, "公開版に残す一言", "A remark that stays with the release"),
               "text", "off");
    desk_form_end(page, releases_word(page, "検査して公開する", "Check and publish"));
}

/* --- the releases ----------------------------------------------------------------------------- */

static void releases_action(struct page *page, const json_t *one)
{
    char query[40];
    struct page_address address = page_address_of(page->context, slice_of("/desk/restore"));
    if (json_is_true(json_object_get(one, "current"))) {
        html_text(&page->html, releases_word(page, "現在の公開版", "current"));
        return;
    }
    if (desk_text(one, "withdrawn")[0]) {
        html_text(&page->html, releases_word(page, "取り下げた公開版", "withdrawn"));
        return;
    }
    snprintf(query, sizeof query, "release=%" PRId64, desk_number(one, "release"));
    address.query = slice_of(query);
    html_open(&page->html, "a");
    page_attribute(page, "href", "", &address);
    html_printf(&page->html, releases_word(page, "%" PRId64 " に戻す", "Publish %" PRId64 " again"),
                desk_number(one, "release"));
    html_close(&page->html);
}

void show_releases(struct visit *visit, struct page *page)
{
    size_t at;
    json_t *one;
    page_table(page, releases_word(page, "公開版", "Releases"),
               releases_word(page, "番号|公開した日時（UTC）|追加・削除・変更した行|一言|操作",
                             "Number|Published (UTC)|Rows added, removed, modified|Remark|Action"));
    json_array_foreach(json_object_get(visit->data, "releases"), at, one)
    {
        page_row(page);
        html_int(&page->html, desk_number(one, "release"));
        page_cell(page);
        html_text(&page->html, desk_text(one, "published_at"));
        page_cell(page);
        html_printf(&page->html, "%" PRId64 " / %" PRId64 " / %" PRId64, desk_number(one, "added"),
                    desk_number(one, "removed"), desk_number(one, "modified"));
        page_cell(page);
        html_text(&page->html, desk_text(one, "message"));
        page_cell(page);
        releases_action(page, one);
        page_row_close(page);
    }
    page_table_close(page);
}

void show_restore(struct visit *visit, struct page *page)
{
    html_open(&page->html, "p");
    html_text(&page->html, releases_word(page, "公開版 ", "The data of release "));
    html_slice(&page->html, visit->taken);
    html_text(&page->html,
              releases_word(
                  page, " のデータを、新しい公開版として公開します。今の公開版も記録に残ります。",
                  " becomes a new release. The current one stays in the history."));
    html_close(&page->html);
    html_line(&page->html);
    html_element(
        &page->html, "p",
        releases_word(page,
                      "データのフォルダーは変わりません。そのままでは、次の公開で今の値に戻"
                      "ります。公開し直したあとに、下書きで直してください。",
                      "The folder of the data does not change, and the next publish would "
                      "bring its figures back: mend them with a draft afterwards."));
    html_line(&page->html);
    desk_form(page, "/desk/restore");
    desk_hidden(page, "release", visit->taken);
    desk_field(page, "reason",
               releases_word(page, "理由（公開版とともに残ります）",
                             "The reason, which stays with the release"),
               "text", "off");
    desk_form_end(page, releases_word(page, "公開し直す", "Publish it again"));
}

/* --- a job ------------------------------------------------------------------------------------ */

static void job_progress(struct visit *visit, struct page *page)
{
    html_open(&page->html, "p");
    html_printf(&page->html,
                releases_word(page, "実行中です: %s %s（%" PRId64 " 行）",
                              "Under way: %s %s (%" PRId64 " rows)"),
                desk_text(visit->data, "step"), desk_text(visit->data, "table"),
                desk_number(visit->data, "rows"));
    html_close(&page->html);
    html_line(&page->html);
    releases_job_link(page, desk_number(visit->data, "job"));
}

static void job_result(struct page *page, const json_t *outcome)
{
    html_open(&page->html, "p");
    if (desk_number(outcome, "release") == 0 && desk_text(outcome, "draft")[0])
        html_text(&page->html, releases_word(page, "ファイルを下書きに取り込みました。",
                                             "The files are in the draft."));
    else if (json_is_true(json_object_get(outcome, "changed")))
        html_printf(&page->html,
                    releases_word(page,
                                  "公開版 %" PRId64 " を公開しました（追加 %" PRId64
                                  "、削除 %" PRId64 "、変更 %" PRId64 "）。",
                                  "Release %" PRId64 " is published (%" PRId64 " added, %" PRId64
                                  " removed, %" PRId64 " modified)."),
                    desk_number(outcome, "release"), desk_number(outcome, "added"),
                    desk_number(outcome, "removed"), desk_number(outcome, "modified"));
    else
        html_text(&page->html,
                  releases_word(page, "変わったところがないので、公開版は作りませんでした。",
                                "Nothing has changed: no release was made."));
    html_close(&page->html);
    html_line(&page->html);
}

static void job_failure(struct page *page, const json_t *outcome)
{
    struct problem problem = {.status = STATUS_OK};
    char text[4096];
    if (!outcome) {
        desk_paragraph(
            page,
            releases_word(
                page, "作業が途中で終わりました。公開版は前のままです。もう一度実行してください。",
                "The job was broken off. The releases are as they "
                "were; do it again."));
        return;
    }
    problem_packet_read(json_object_get(outcome, "problem"), &problem);
    problem_text(&problem, page->context->language, text, sizeof text);
    html_element(&page->html, "p", status_info(problem.status)->title[page->context->language]);
    desk_paragraph(page, text);
}

void show_job(struct visit *visit, struct page *page)
{
    const json_t *outcome = json_object_get(visit->data, "outcome");
    const char *state = desk_text(visit->data, "state");
    if (strcmp(state, "running") == 0)
        job_progress(visit, page);
    else if (strcmp(state, "done") == 0)
        job_result(page, outcome);
    else
        job_failure(page, outcome);
    const char *report = desk_text(outcome, releases_word(page, "report_ja", "report_en"));
    if (report[0]) {
        page_heading(page, releases_word(page, "検査の結果", "What the check found"));
        html_open(&page->html, "pre");
        html_attribute(&page->html, "class", "copy");
        html_attribute(&page->html, "tabindex", "0");
        html_text(&page->html, report);
        html_close(&page->html);
        html_line(&page->html);
    }
    if (desk_text(visit->data, "draft")[0])
        draft_link(visit, page, "/desk/draft",
                   (const char *[6]){"draft", desk_text(visit->data, "draft")},
                   releases_word(page, "下書きを見る", "See the draft"));
    desk_link(page, "/desk/releases", releases_word(page, "公開版を見る", "See the releases"));
}
