/* What will end or has ended, in the reference: what, when, what comes in its place, and why. */
#include "docs.h"

#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"

static void docs_endings_row(struct docs *docs, const struct ending *ending)
{
    struct page *page = &docs->page;
    struct html *html = &page->html;
    const struct slice *cells = ending->cells;
    size_t subject = cells[ENDING_PATH].len    ? ENDING_PATH
                     : cells[ENDING_TABLE].len ? ENDING_TABLE
                                               : ENDING_KPI;
    page_row(page);
    html_text(html, page_word(page->context, ending_columns[subject].title_ja,
                              ending_columns[subject].title_en));
    html_text(html, " ");
    html_element(html, "code", cells[subject].at);
    page_cell(page);
    html_text(html, cells[ENDING_DATE].at);
    page_cell(page);
    if (cells[ENDING_SUCCESSOR].len > 0)
        html_link(html, cells[ENDING_SUCCESSOR], cells[ENDING_SUCCESSOR]);
    page_cell(page);
    struct slice reason = ending_reason(ending, page->context->language == LANGUAGE_EN);
    html_text(html, reason.len > 0 ? reason.at : "");
    page_row_close(page);
}

void docs_endings(struct docs *docs)
{
    const struct page_context *context = docs->page.context;
    const struct instance *instance = context->instance;
    if (instance->ending_count == 0)
        return;
    page_table(&docs->page, page_word(context, "終了", "Endings"),
               page_word(context, "終了するもの|最後の日|後継|理由",
                         "What ends|Last day|Successor|Reason"));
    for (size_t i = 0; i < instance->ending_count; i++)
        docs_endings_row(docs, &instance->endings[i]);
    page_table_close(&docs->page);
}
