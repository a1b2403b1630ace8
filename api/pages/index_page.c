/* The page of /: the tables in all forms, and examples. */
#include "hiraku/pages/pages.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/page.h"
#include "hiraku/release/manifest.h"

static void index_page_table(struct page *page, const struct resource *table)
{
    const struct page_context *context = page->context;
    const struct table_state *state = manifest_table(context->manifest, table);
    struct html *html = &page->html;
    page_row(page);
    html_link_printf(html, page_word(context, table->title_ja, table->title_en),
                     "/docs/dictionary#%s", table->name);
    page_cell(page);
    html_int(html, state ? (int64_t)state->rows : 0);
    page_cell(page);
    for (size_t i = 0; writers[i]; i++) {
        if (i)
            html_text(html, " ");
        html_link_printf(html, writers[i]->name, "/v1/%s.%s", table->name, writers[i]->name);
    }
    page_cell(page);
    html_link_printf(html, page_word(context, "説明とファイル", "Description and files"),
                     "/v1/datasets/%s.html", table->name);
    page_row_close(page);
}

static void index_page_examples(struct page *page)
{
    struct html *html = &page->html;
    page_heading(page, page_word(page->context, "使い方の例", "Examples"));
    html_open(html, "ul");
    html_line(html);
    for (size_t i = 0; model_examples[i]; i++) {
        html_open(html, "li");
        html_link(html, slice_of(model_examples[i]), slice_of(model_examples[i]));
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

void index_page(const struct page_context *context, struct out *out)
{
    const struct instance *instance = context->instance;
    const char *tables = page_word(context, "表", "Tables");
    struct page page = page_start(context, out, page_own_word(context, instance->title), "/");
    html_open(&page.html, "p");
    html_slice(&page.html,
               instance_cell(instance, page_word(context, "description_ja", "description_en")));
    html_close(&page.html);
    html_line(&page.html);
    page_heading(&page, tables);
    page_table(&page, tables,
               page_word(context, "表|件数|形式|データセット", "Table|Rows|Forms|Dataset"));
    for (size_t i = 0; i < model_resource_count; i++)
        index_page_table(&page, model_resources[i]);
    page_table_close(&page);
    index_page_examples(&page);
    page_finish(&page);
}
