/* See shown_answer.h. */
#include "hiraku/pages/shown_answer.h"

#include "hiraku/model/instance.h"
#include "hiraku/pages/call_lines.h"
#include "hiraku/pages/page.h"

#include <inttypes.h>
#include <stdio.h>

enum { DETAIL_SIZE = 4096, HTTP_REFUSED = 400 };

static void shown_answer_heading(struct page *page)
{
    struct html *html = &page->html;
    html_open(html, "h2");
    html_attribute(html, "id", "answer");
    html_text(html, page_word(page->context, "呼び出しの結果", "What the call gives"));
    html_close(html);
    html_line(html);
}

/* What is wrong and what to do about it. */
static void shown_answer_problem(struct page *page, const struct shown_answer *answer)
{
    const struct status_info *info = status_info(answer->problem->status);
    struct html *html = &page->html;
    char detail[DETAIL_SIZE];
    problem_text(answer->problem, page->context->language, detail, sizeof detail);
    html_open(html, "p");
    html_attribute(html, "class", "past");
    html_text(html, detail);
    html_text(html, " ");
    html_link_printf(html, page_word(page->context, "どうすればよいか", "What to do"),
                     "/problems/%s.html", info->slug);
    html_close(html);
    html_line(html);
    if (!answer->example[0])
        return;
    html_open(html, "p");
    html_text(html, page_word(page->context, "そのまま開ける例: ", "One that works: "));
    html_link(html, slice_of(answer->example), slice_of(answer->example));
    html_close(html);
    html_line(html);
}

static void shown_answer_fields(struct page *page, const struct shown_answer *answer)
{
    const char *title = page_word(page->context, "応答のヘッダー", "Header fields of the answer");
    page_table(page, title, page_word(page->context, "名前|値", "Name|Value"));
    for (size_t i = 0; i < answer->field_count; i++) {
        page_row(page);
        html_open(&page->html, "code");
        html_slice(&page->html, answer->fields[i].name);
        html_close(&page->html);
        page_cell(page);
        html_slice(&page->html, answer->fields[i].value);
        page_row_close(page);
    }
    page_table_close(page);
}

static void shown_answer_note(struct page *page, const char *text)
{
    html_open(&page->html, "p");
    html_attribute(&page->html, "class", "note");
    html_text(&page->html, text);
    html_close(&page->html);
    html_line(&page->html);
}

/* A picture is shown, too, from this service whatever its public address is. */
static void shown_answer_picture(struct page *page, const struct shown_answer *answer)
{
    const struct page_context *context = page->context;
    const char *base = context->instance->base_url;
    size_t host = slice_starts(answer->url, base) ? strlen(base) : 0;
    if (!answer->media_type || strcmp(answer->media_type, "image/svg+xml") != 0)
        return;
    html_open(&page->html, "p");
    html_void(&page->html, "img");
    html_attribute_slice(&page->html, "src", slice_from(answer->url, host));
    html_attribute(&page->html, "alt",
                   page_word(context, "呼び出しの結果の図", "The picture that the call gives"));
    html_close(&page->html);
    html_line(&page->html);
}

static void shown_answer_body(struct page *page, const struct shown_answer *answer)
{
    const struct page_context *context = page->context;
    if (answer->body.len == 0)
        return;
    shown_answer_picture(page, answer);
    if (!answer->text) {
        shown_answer_note(page,
                          page_word(context, "文字（UTF-8）ではないため、ここには表示しません。",
                                    "It is no text (UTF-8) and is not shown here."));
        return;
    }
    call_lines_copy(page, "h3", page_word(context, "本文", "Body"), answer->body);
    if (answer->cut)
        shown_answer_note(page, page_word(context, "長いため、はじめの部分だけを表示しています。",
                                          "It is long: only its beginning is shown."));
}

void shown_answer_write(struct page *page, const struct shown_answer *answer)
{
    struct html *html = &page->html;
    shown_answer_heading(page);
    if (answer->problem)
        shown_answer_problem(page, answer);
    if (!answer->url.len)
        return;
    html_open(html, "p");
    html_open(html, "code");
    html_link(html, answer->url, answer->url);
    html_close(html);
    html_close(html);
    html_line(html);
    html_open(html, "p");
    html_open(html, "strong");
    html_printf(html, "%u %s", answer->http, answer->reason);
    html_close(html);
    html_close(html);
    html_line(html);
    shown_answer_body(page, answer);
    shown_answer_fields(page, answer);
    if (answer->http < HTTP_REFUSED)
        call_lines_show_all(page, call_form_of(answer->media_type), answer->url);
}
