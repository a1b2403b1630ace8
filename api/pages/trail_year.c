/* See trail_year.h. */
#include "trail_year.h"

#include "hiraku/model/trail.h"
#include "hiraku/pages/list_page.h"
#include "hiraku/pages/page.h"
#include "hiraku/service/trail_query.h"
#include "hiraku/value/period.h"

#include <inttypes.h>
#include <stdio.h>

enum { YEAR_SIZE = 16 };

static const char *trail_year_title(const struct page *page)
{
    return page_word(page->context, model_trail.year_ja, model_trail.year_en);
}

/* 2020年度（令和2年度）, fiscal year 2020, or that it is not known. */
static void trail_year_words(struct page *page, struct slice year)
{
    char label[PERIOD_LABEL_SIZE], era[PERIOD_LABEL_SIZE];
    struct period period;
    if (period_parse(year, 1, &period) != PERIOD_GOOD) {
        html_text(&page->html,
                  slice_is(year, "undated")
                      ? page_word(page->context, model_trail.undated_ja, model_trail.undated_en)
                      : page_word(page->context, model_trail.unknown_ja, model_trail.unknown_en));
        return;
    }
    period_label_en(&period, year, label);
    if (page->context->language == LANGUAGE_EN) {
        html_text(&page->html, label);
        return;
    }
    period_label_ja(&period, year, label);
    period_label_era(&period, year, era);
    html_text(&page->html, label);
    if (strcmp(label, era) != 0)
        html_printf(&page->html, "（%s）", era);
}

static void trail_year_option(struct page *page, struct slice value, uint64_t rows, bool chosen)
{
    html_open(&page->html, "option");
    html_attribute_slice(&page->html, "value", value);
    if (chosen)
        html_attribute(&page->html, "selected", "selected");
    trail_year_words(page, value);
    html_printf(&page->html, page_word(page->context, "（%" PRIu64 "）", " (%" PRIu64 ")"), rows);
    html_close(&page->html);
}

void trail_year_select(struct page *page, const struct list_page *list)
{
    struct html *html = &page->html;
    struct slice asked = trail_query_year(list->query);
    bool found = false;
    html_open(html, "div");
    html_open(html, "label");
    html_attribute(html, "for", "f-year");
    html_text(html, trail_year_title(page));
    html_close(html);
    html_open(html, "select");
    html_attribute(html, "name", "year");
    html_attribute(html, "id", "f-year");
    html_open(html, "option");
    html_attribute(html, "value", "");
    html_text(html, page_word(page->context, "すべて", "all"));
    html_close(html);
    for (size_t i = 0; i < list->year_count; i++) {
        char text[YEAR_SIZE];
        snprintf(text, sizeof text, "FY%04d", list->years[i].year);
        int year = list->years[i].year;
        struct slice value = slice_of(year > 0 ? text : year == 0 ? "undated" : "unknown");
        found = found || slice_equal(value, asked);
        trail_year_option(page, value, list->years[i].rows, slice_equal(value, asked));
    }
    if (asked.len > 0 && !found)
        trail_year_option(page, asked, 0, true);
    html_close(html);
    html_close(html);
    html_line(html);
}

bool trail_year_shows(const struct list_page *list, struct slice name)
{
    return list->trail && trail_query_year(list->query).len > 0 && trail_query_is_year(name);
}

void trail_year_say(struct page *page, const struct list_page *list)
{
    html_text(&page->html, trail_year_title(page));
    html_text(&page->html, page_word(page->context, "：", ": "));
    trail_year_words(page, trail_query_year(list->query));
}
