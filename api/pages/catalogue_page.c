/* The page of /catalog: all datasets. */
#include "hiraku/pages/catalogue_pages.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_data.h"
#include "hiraku/pages/prose.h"

const char *const catalogue_page_title[2] = {
    [LANGUAGE_JA] = "データカタログ", [LANGUAGE_EN] = "Data catalogue"};

void catalogue_page_forms(struct page *page, const char *folder, const char *name)
{
    struct html *html = &page->html;
    html_text(html, page_word(page->context, "機械で読む形: ", "For programs: "));
    for (size_t i = 0; writers[i]; i++) {
        if (!writers[i]->triples)
            continue;
        html_link_printf(html, writers[i]->title, "%s%s.%s", folder, name, writers[i]->name);
        html_text(html, " ");
    }
}

static void catalogue_page_dataset(struct page *page, const struct table_state *state)
{
    const struct resource *resource = state->resource;
    struct html *html = &page->html;
    page_row(page);
    struct page_address address = page_address_of(page->context, slice_of("/v1/datasets"));
    address.id = slice_of(resource->name);
    address.ending = "html";
    page_link(page, &address,
              slice_of(page_word(page->context, resource->title_ja, resource->title_en)));
    page_cell(page);
    prose_inline(html, page_word(page->context, resource->doc_ja, resource->doc));
    page_cell(page);
    html_int(html, (int64_t)state->rows);
    page_cell(page);
    page_day(page, state->changed_at);
    page_row_close(page);
}

/* They are those of the current release only. */
static void catalogue_page_files(struct page *page)
{
    html_open(&page->html, "p");
    catalogue_page_forms(page, "/", "catalog");
    html_link(&page->html, slice_of("/datapackage.json"), slice_of("datapackage.json"));
    html_close(&page->html);
    html_line(&page->html);
}

void catalogue_page(const struct page_context *context, const struct catalogue *catalogue,
                    struct out *out)
{
    const char *title = page_choice(context, catalogue_page_title);
    const struct page_head head = {.title = slice_of(title),
                                   .self = {.path = slice_of("/catalog.html")},
                                   .dated = true,
                                   .crumbs = {page_crumb_home(context)},
                                   .tell_data = page_data_catalogue,
                                   .data_of = context->manifest};
    struct page page = page_begin(context, out, &head);
    if (!context->pinned)
        catalogue_page_files(&page);
    page_table(&page, title,
               page_word(context, "データセット|内容|件数|最終更新",
                         "Dataset|What it holds|Rows|Last changed"));
    for (size_t i = 0; i < catalogue->count; i++)
        catalogue_page_dataset(&page, catalogue->tables[i].state);
    page_table_close(&page);
    page_finish(&page);
}
