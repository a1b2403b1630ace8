/* See trail_page.h. */
#include "hiraku/pages/trail_page.h"

#include "hiraku/model/resource.h"
#include "hiraku/pages/list_page.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/trail_table.h"
#include "hiraku/pages/trail_words.h"
#include "hiraku/service/trail_rows.h"

static void trail_page_says(struct page *page, const struct trail_rows *rows)
{
    struct html *html = &page->html;
    html_open(html, "ul");
    html_attribute(html, "class", "trail");
    html_line(html);
    for (size_t i = 0; i < rows->sets[0].count; i++) {
        html_open(html, "li");
        trail_words_write(page, rows, 0, &rows->sets[0].rows[i]);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

static void trail_page_rows(struct page *page, const struct list_page *list, struct arena *arena)
{
    const struct page_context *context = page->context;
    if (list->trail->sets[0].count == 0)
        return;
    trail_flow_write(page, list->trail, arena);
    page_heading(page, page_word(context, "表", "As a table"));
    trail_table_write(page, list->trail);
    page_heading(page, page_word(context, "ことばで", "In words"));
    trail_page_says(page, list->trail);
}

void trail_section(struct page *page, const struct trail_rows *rows)
{
    const struct page_context *context = page->context;
    const struct trail *trail = rows->trail;
    if (rows->sets[0].count == 0)
        return;
    page_heading(page, page_word(context, trail->title_ja, trail->title_en));
    trail_page_says(page, rows);
    html_open(&page->html, "p");
    struct page_address all = page_address_of(context, slice_of(trail->path));
    page_link(page, &all,
              slice_of(page_word(context, "すべての企業について見る", "See this of all")));
    html_close(&page->html);
    html_line(&page->html);
}

struct list_look trail_look(const struct trail *trail)
{
    return (struct list_look){trail->title_ja, trail->title_en, trail->doc_ja, trail->doc,
                              trail_page_rows};
}
