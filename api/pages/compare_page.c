/* See compare_page.h. What is chosen stands in the address alone. */
#include "hiraku/pages/compare_page.h"

#include "compare_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_chart.h"
#include "hiraku/service/compare.h"

enum { COMPARE_TITLE_NAMES = 2, COMPARE_TITLE_NAME = 160 };

/* AとBの比較; of more: AとBほか3件の比較 */
static struct slice compare_page_title(const struct page_context *context,
                                       const struct compare_page *compared)
{
    const struct compare *compare = compared->compare;
    struct arena *arena = compared->context.arena;
    if (!compared->chosen)
        return slice_of(page_word(context, "指標を並べて比べる", "Compare indicators"));
    struct slice one = utf8_cut(compare_name(compared, &compare->subjects[0]), COMPARE_TITLE_NAME);
    struct slice two = utf8_cut(compare_name(compared, &compare->subjects[1]), COMPARE_TITLE_NAME);
    if (compare->name.len)
        return arena_printf(arena,
                            page_word(context, "「%.*s」の比較（%zu件）", "%.*s: %zu compared"),
                            (int)one.len, one.at, compare->count);
    if (compare->count > COMPARE_TITLE_NAMES)
        return arena_printf(arena,
                            page_word(context, "「%.*s」と「%.*s」ほか%zu件の比較",
                                      "%.*s and %.*s, compared with %zu more"),
                            (int)one.len, one.at, (int)two.len, two.at,
                            compare->count - COMPARE_TITLE_NAMES);
    return arena_printf(arena,
                        page_word(context, "「%.*s」と「%.*s」の比較", "%.*s and %.*s, compared"),
                        (int)one.len, one.at, (int)two.len, two.at);
}

static void compare_page_paragraph(struct page *page, const char *text)
{
    html_element(&page->html, "p", text);
    html_line(&page->html);
}

/* In one picture, or why there is none. */
static void compare_page_picture(struct page *page, const struct compare_page *compared)
{
    struct chart *chart = arena_alloc(compared->context.arena, sizeof *chart);
    compare_reasons_write(page, compared);
    if (!compared->details)
        compare_page_paragraph(
            page, page_word(page->context,
                            "値が多いため、この画面には図と表を示していません。期間などの条件を"
                            "付けるか、下のファイルをお使いください。",
                            "There are too many values for a chart and a table on this page. "
                            "State a period or another condition, or use the files below."));
    if (!chart || !compared->chart)
        return;
    *chart = *compared->chart;
    page_chart_write(page, chart, "chart-compare");
}

static void compare_page_data(struct page *page, const struct compare_page *compared)
{
    static const char *const forms[] = {"csv", "json"};
    struct html *html = &page->html;
    struct page_address address = {
        .path = slice_of("/v1/compare"), .query = compared->data, .release = page->context->pinned};
    page_heading(page, page_word(page->context, "この比較をデータで", "This comparison as data"));
    html_open(html, "p");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        address.ending = forms[i];
        page_link(page, &address, slice_of(forms[i]));
        html_text(html, " ");
    }
    html_text(html, page_word(page->context, "図: ", "the chart: "));
    address.path = slice_of("/v1/compare/chart");
    address.ending = "svg";
    address.lang = page_word(page->context, "ja", "en");
    page_link(page, &address, slice_of("SVG"));
    html_close(html);
    html_line(html);
}

static void compare_page_ask(struct page *page, const struct compare_page *compared)
{
    compare_page_paragraph(
        page, page_word(page->context,
                        "2つ以上の指標を選ぶと、値を表と図に並べます。単位や定義、調査の設問などが"
                        "違って比べられないときは、その理由を示します。",
                        "Choose two indicators or more to see their values in one table and one "
                        "chart. Where units, definitions or the questions of surveys do not let "
                        "them be compared, this page says why."));
    compare_form_write(page, compared);
}

void compare_page_write(const struct page_context *context, const struct compare_page *compared,
                        struct out *out)
{
    bool chosen = compared->chosen;
    const struct page_head head = {
        .title = compare_page_title(context, compared),
        .self = {.path = slice_of("/compare"), .query = compared->parameters},
        .description = page_word(context, "指標を選び、値と定義を並べて比べる。",
                                 "Choose indicators; compare their values and definitions."),
        .dated = true,
        .part = compared->parameters.len > 0,
        .data = {.path = chosen ? slice_of("/v1/compare") : SLICE_NONE, .query = compared->data},
        .data_forms = "json csv",
        .crumbs = {page_crumb_home(context)}};
    struct page page = page_begin(context, out, &head);
    if (chosen) {
        compare_page_picture(&page, compared);
        compare_table_write(&page, compared);
        page_heading(&page, page_word(context, "選び直す", "Choose again"));
        compare_form_write(&page, compared);
        compare_page_data(&page, compared);
    } else {
        compare_page_ask(&page, compared);
    }
    page_finish(&page);
    if (arena_overflowed(compared->context.arena))
        out_fail(out, STATUS_NO_MEMORY, "the page of a comparison");
}
