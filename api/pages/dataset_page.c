/* The page of /v1/datasets/{table}, with the description for search engines in it. */
#include "hiraku/pages/catalogue_pages.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/csvw.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_data.h"
#include "hiraku/pages/prose.h"
#include "hiraku/release/artifacts.h"

#include <inttypes.h>
#include <stdio.h>

enum { DATASET_PATH_SIZE = 256, DATE_SIZE = 16 };

/* The term of a fact; something is written before dataset_page_fact_close. */
static void dataset_page_fact(struct page *page, const char *ja, const char *en)
{
    html_element(&page->html, "dt", page_word(page->context, ja, en));
    html_open(&page->html, "dd");
}

static void dataset_page_fact_close(struct page *page)
{
    html_close(&page->html);
    html_line(&page->html);
}

static void dataset_page_facts(struct page *page, const struct catalogue *catalogue,
                               const struct catalogue_table *table)
{
    const struct table_state *state = table->state;
    const struct instance *instance = catalogue->instance;
    const char *publisher = page_choice(page->context, instance->publisher_name);
    char starts[DATE_SIZE], ends[DATE_SIZE];
    struct html *html = &page->html;
    html_open(html, "dl");
    html_line(html);
    dataset_page_fact(page, "件数", "Rows");
    html_printf(html, "%" PRIu64, state->rows);
    dataset_page_fact_close(page);
    dataset_page_fact(page, "最終更新", "Last changed");
    page_day(page, state->changed_at);
    dataset_page_fact_close(page);
    dataset_page_fact(page, "公開版", "Release");
    html_printf(html, "%" PRIu64, state->changed_in);
    dataset_page_fact_close(page);
    if (catalogue_period(table, starts, ends)) {
        dataset_page_fact(page, "対象期間", "Period");
        html_printf(html, "%s – %s", starts, ends);
        dataset_page_fact_close(page);
    }
    if (table->last_period.len > 0) {
        dataset_page_fact(page, "最新の期間", "Last period");
        html_slice(html, table->last_period);
        dataset_page_fact_close(page);
    }
    if (table->due_on.len > 0) {
        dataset_page_fact(page, "次の期限", "Next due");
        html_slice(html, table->due_on);
        dataset_page_fact_close(page);
    }
    if (publisher && *publisher) {
        dataset_page_fact(page, "公開者", "Publisher");
        html_text(html, publisher);
        dataset_page_fact_close(page);
    }
    dataset_page_fact(page, "識別子", "Identifier");
    html_printf(html, "%s/id/datasets/%s", instance->base_url, state->resource->name);
    dataset_page_fact_close(page);
    html_close(html);
    html_line(html);
}

static void dataset_page_terms(struct page *page)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    page_heading(page, page_word(context, "利用条件", "Terms of use"));
    html_open(html, "p");
    page_licence(page);
    html_close(html);
    html_line(html);
    html_element(html, "p",
                 page_word(context, "出典は次のように書いてください。", "Cite it as follows."));
    html_line(html);
    html_open(html, "blockquote");
    html_element(html, "p", page_choice(context, context->instance->attribution));
    html_close(html);
    html_line(html);
}

/* --- files --- */

static void dataset_page_file(void *context, const struct distribution *one)
{
    struct page *page = context;
    struct html *html = &page->html;
    char bytes[DATASET_PATH_SIZE];
    struct out path;
    out_open_buffer(&path, bytes, sizeof bytes);
    distribution_path(&path, one);
    page_row(page);
    html_link(html, out_written(&path), one->name);
    page_cell(page);
    html_text(html, page_word(page->context, one->format->title_ja, one->format->title_en));
    html_text(html, one->packed ? " (gzip)" : "");
    page_cell(page);
    if (one->file)
        html_int(html, (int64_t)one->file->bytes);
    page_cell(page);
    if (one->file)
        html_element(html, "code", one->file->sha256);
    page_cell(page);
    if (one->file)
        page_permanent_link(page, one->file);
    page_row_close(page);
}

static void dataset_page_files(struct page *page, const struct catalogue *catalogue,
                               const struct resource *resource)
{
    const char *title = page_word(page->context, "ファイル", "Files");
    page_heading(page, title);
    page_table(
        page, title,
        page_word(page->context,
                  "ファイル|形式|バイト数|SHA-256|引用にはこのアドレス（内容は変わりません）",
                  "File|Form|Bytes|SHA-256|Address to quote (its content never changes)"));
    catalogue_distributions(catalogue, resource, dataset_page_file, page);
    page_table_close(page);
}

static void dataset_page_programs(struct page *page, const struct resource *resource)
{
    struct html *html = &page->html;
    html_open(html, "p");
    catalogue_page_forms(page, "/v1/datasets/", resource->name);
    html_link_printf(html, "schema.org", "/v1/datasets/%s.schema.jsonld", resource->name);
    html_text(html, " ");
    html_link_printf(html, "Croissant", "/v1/datasets/%s.croissant.json", resource->name);
    html_text(html, " ");
    html_link_printf(html, "CSVW", "/v1/%s.csv-metadata.json", resource->name);
    html_text(html, " ");
    html_link_printf(html, page_word(page->context, "CSVW（全表）", "CSVW (all tables)"), "/v1/%s",
                     CSVW_GROUP);
    if (!resource->computed) {
        html_text(html, " ");
        html_link_printf(html, page_word(page->context, "更新のフィード", "Feed of changes"),
                         "/v1/feeds/%s.atom", resource->name);
    }
    html_close(html);
    html_line(html);
}

static void dataset_page_columns(struct page *page, const struct resource *resource)
{
    const struct page_context *context = page->context;
    const char *title = page_word(context, "列", "Columns");
    struct html *html = &page->html;
    page_heading(page, title);
    page_table(page, title, page_word(context, "列|名前|意味", "Column|Title|Meaning"));
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_published(column))
            continue;
        page_row(page);
        html_open(html, "code");
        html_link_printf(html, column->name, "/docs/dictionary#%s.%s", resource->name,
                         column->name);
        html_close(html);
        page_cell(page);
        html_text(html, page_word(context, column->title_ja, column->title_en));
        page_cell(page);
        prose_inline(html, page_word(context, column->doc_ja, column->doc));
        page_row_close(page);
    }
    page_table_close(page);
}

static void dataset_page_schema(struct page *page, const struct catalogue *catalogue,
                                const struct catalogue_table *table)
{
    struct page_data data;
    page_data_open(&data, page);
    schema_dataset_write(&data.out, catalogue, table);
    page_data_close(&data);
}

void dataset_page(const struct page_context *context, const struct catalogue *catalogue,
                  const struct catalogue_table *table, struct out *out)
{
    const struct resource *resource = table->state->resource;
    char path[DATASET_PATH_SIZE];
    snprintf(path, sizeof path, "/v1/datasets/%s.html", resource->name);
    const struct page_head head = {
        .title = slice_of(page_word(context, resource->title_ja, resource->title_en)),
        .self = {.path = slice_of(path)},
        .description = page_word(context, resource->doc_ja, resource->doc),
        .dated = true,
        .crumbs = {page_crumb_home(context),
                   {slice_of("/catalog.html"), page_choice(context, catalogue_page_title)}}};
    struct page page = page_begin(context, out, &head);
    html_open(&page.html, "p");
    prose_inline(&page.html, page_word(context, resource->doc_ja, resource->doc));
    html_close(&page.html);
    html_line(&page.html);
    dataset_page_facts(&page, catalogue, table);
    dataset_page_terms(&page);
    dataset_page_files(&page, catalogue, resource);
    dataset_page_programs(&page, resource);
    dataset_page_columns(&page, resource);
    dataset_page_schema(&page, catalogue, table);
    page_finish(&page);
}
