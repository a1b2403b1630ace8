/* See embed_page.h. Links leave the frame, and the page is not for search engines: its address is
 * that of the KPI's page. */
#include "hiraku/pages/embed_page.h"

#include "page_frame.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/service/details.h"

#include "kpi_page_parts.h"

enum { EMBED_NUMBER_SIZE = 64 };

struct slice embed_path(struct arena *arena, struct slice table)
{
    return arena_printf(arena, EMBED_FOLDER "%.*s", (int)table.len, table.at);
}

/* --- which figure --- */

static bool embed_is_divided(const struct detail *detail)
{
    for (int cell = POINT_ITEM; cell <= POINT_AREA; cell++)
        if (detail->point.cells[cell].len)
            return true;
    return false;
}

/* What is rather shown is higher. */
static int embed_rank(const struct detail *detail)
{
    return 2 * !embed_is_divided(detail) +
           slice_is(detail->point.cells[POINT_VALUE_TYPE], "actual");
}

/* Of two that end on one day the one that began later: a year rather than all years so far. */
static int embed_compare(const struct detail *a, const struct detail *b)
{
    static const enum point_cell days[] = {POINT_ENDS, POINT_STARTS};
    int sign = embed_rank(a) - embed_rank(b);
    for (size_t i = 0; i < sizeof days / sizeof *days && sign == 0; i++)
        sign = slice_compare(a->point.cells[days[i]], b->point.cells[days[i]]);
    return sign;
}

const struct detail *embed_choose(const struct details *details)
{
    const struct detail *chosen = NULL;
    for (size_t i = 0; i < details->count; i++) {
        const struct detail *one = &details->points[i];
        if (one->point.cells[POINT_VALUE].len && (!chosen || embed_compare(one, chosen) > 0))
            chosen = one;
    }
    return chosen;
}

const struct detail *embed_find(const struct details *details, struct slice id)
{
    for (size_t i = 0; i < details->count; i++)
        if (slice_equal(details->points[i].point.cells[POINT_ID], id))
            return &details->points[i];
    return NULL;
}

/* --- the page --- */

static struct page_address embed_home(const struct page_context *context,
                                      const struct details *details)
{
    return page_address_of_record(context, model_cube_subject()->ref->name,
                                  details->about[SUBJECT_ID]);
}

static struct page embed_begin(const struct page_context *context, const struct embed *embed,
                               struct out *out, struct slice name)
{
    struct page_address self = embed_home(context, embed->details);
    self.lang = NULL;
    self.release = 0;
    const struct page_head head = {.title = name, .self = self, .framed = true, .part = true};
    struct page page = {
        .context = context, .html = html_begin(out), .self = head.self, .dated = true};
    page_frame_head(&page, &head);
    html_open(&page.html, "body");
    html_attribute(&page.html, "class", "embed");
    html_line(&page.html);
    html_open(&page.html, "main");
    html_line(&page.html);
    return page;
}

static void embed_name(struct page *page, const struct embed *embed, struct slice name)
{
    const struct page_address home = embed_home(page->context, embed->details);
    html_open(&page->html, "h1");
    html_open(&page->html, "a");
    page_attribute(page, "href", "", &home);
    html_attribute(&page->html, "target", "_top");
    html_slice(&page->html, name);
    html_close(&page->html);
    html_close(&page->html);
    html_line(&page->html);
}

static void embed_value(struct page *page, const struct embed *embed,
                        const struct chart_point *point)
{
    struct html *html = &page->html;
    char bytes[EMBED_NUMBER_SIZE];
    struct out number;
    out_open_buffer(&number, bytes, sizeof bytes);
    shown_number(&number, point->value);
    html_open(html, "p");
    html_attribute(html, "class", "figure");
    html_slice(html, point->value.len ? point->text[0] : point->reason);
    if (point->value.len) {
        html_open(html, "data");
        html_attribute_slice(html, "value", point->value);
        html_slice(html, out_written(&number));
        html_close(html);
        html_text(html, " ");
        html_open(html, "span");
        html_slice(html, kpi_unit_word(page->context, embed->details));
        html_slice(html, point->text[1]);
        html_close(html);
    }
    html_close(html);
    html_line(html);
}

/* When, and what kind of value. */
static void embed_about(struct page *page, const struct embed *embed,
                        const struct chart_point *point)
{
    static const enum point_cell codes[] = {POINT_VALUE_TYPE, POINT_ACCUMULATION};
    struct html *html = &page->html;
    enum language language = page->context->language;
    struct slice division = kpi_point_division(embed->figure, &embed->context);
    html_open(html, "p");
    kpi_period_write(page, point);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        html_text(html, page_word(page->context, "・", ", "));
        html_slice(html, chart_code_word(point_columns[codes[i]],
                                         embed->figure->point.cells[codes[i]], language));
    }
    html_text(html, division.len ? page_word(page->context, "・", ", ") : "");
    html_slice(html, division);
    for (unsigned bit = 0; bit < CHART_MARKS; bit++)
        if (point->marks & 1U << bit && *chart_mark_sign(bit))
            html_printf(html, "%s%s", page_word(page->context, "・", ", "),
                        chart_mark_word(language, bit));
    html_close(html);
    html_line(html);
}

static void embed_source(struct page *page, const struct embed *embed)
{
    const struct page_context *context = page->context;
    const struct detail *figure = embed->figure;
    struct html *html = &page->html;
    struct slice title = figure ? kpi_word_of(context, figure->cells[DETAIL_SOURCE_JA],
                                              figure->cells[DETAIL_SOURCE_EN])
                                : SLICE_NONE;
    html_open(html, "p");
    html_attribute(html, "class", "note");
    if (title.len) {
        html_printf(html, "%s%s", chart_word(context->language, WORD_SOURCE),
                    chart_word(context->language, WORD_COLON));
        html_slice(html, title);
        html_text(html, " · ");
    }
    html_open(html, "a");
    html_attribute(html, "href", context->instance->base_url);
    html_attribute(html, "target", "_top");
    html_text(html, page_own_word(context, context->instance->title));
    html_close(html);
    html_printf(html, " · %s ", chart_word(context->language, WORD_RELEASE));
    html_int(html, (int64_t)embed->context.release);
    html_close(html);
    html_line(html);
}

void embed_page(const struct page_context *context, const struct embed *embed, struct out *out)
{
    const struct details *details = embed->details;
    struct slice name =
        kpi_word_of(context, details->about[SUBJECT_NAME_JA], details->about[SUBJECT_NAME_EN]);
    struct page page = embed_begin(context, embed, out, name);
    struct chart_point point;
    embed_name(&page, embed, name);
    if (embed->figure) {
        kpi_point(embed->figure, &embed->context, &point);
        embed_value(&page, embed, &point);
        embed_about(&page, embed, &point);
    } else {
        html_element(&page.html, "p", chart_word(context->language, WORD_NOTHING));
    }
    embed_source(&page, embed);
    for (int i = 0; i < 3; i++) { /* main, body, html */
        html_close(&page.html);
        html_line(&page.html);
    }
    html_finish(&page.html);
}
