/* The page of /docs/dictionary: every table with its columns, made from the model alone. #table and
 * #table.column are stable addresses. */
#include "hiraku/pages/pages.h"

#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/model/model.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/type.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/prose.h"
#include "hiraku/release/manifest.h"

#include <inttypes.h>

const char *const dictionary_page_title[2] = {
    [LANGUAGE_JA] = "データ辞書", [LANGUAGE_EN] = "Data dictionary"};

enum { IRI_SIZE = 512 };

static void dictionary_page_flags(struct page *page, const struct column *column)
{
    static const struct {
        unsigned flag;
        const char *ja, *en;
    } words[] = {
        {COL_KEY, "キー", "part of the key"},
        {COL_REQUIRED, "必須", "required"},
        {COL_DERIVED, "公開時に計算", "computed at publish"},
        {COL_LOOKUP, "参照先から（JSON のみ）", "from the referenced record (JSON only)"},
        {COL_SEARCH, "全文検索の対象", "searched by q"},
        {COL_MANY, "複数（空白区切り）", "several, separated by spaces"},
        {COL_UNDATED, "undated も可", "or undated"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!(column->flags & words[i].flag))
            continue;
        html_void(&page->html, "br");
        html_text(&page->html, page_word(page->context, words[i].ja, words[i].en));
    }
}

static void dictionary_page_type(struct page *page, const struct column *column)
{
    struct html *html = &page->html;
    html_text(html, page_choice(page->context, type_of(column)->title));
    if (column->type == TYPE_REF) {
        html_text(html, ": ");
        html_link_printf(html, column->ref->name, "#%s", column->ref->name);
    }
    if (column->type == TYPE_INT && column->low < column->high) {
        html_text(html, " ");
        html_int(html, column->low);
        html_text(html, "–");
        html_int(html, column->high);
    }
    if (column->lang) {
        html_text(html, ", ");
        html_text(html, column->lang);
    }
    dictionary_page_flags(page, column);
}

static void dictionary_page_codes(struct page *page, const struct column *column)
{
    struct html *html = &page->html;
    html_line(html);
    html_open(html, "ul");
    html_line(html);
    for (const struct code *code = column->codes; code->value; code++) {
        html_open(html, "li");
        html_element(html, "code", code->value);
        html_text(html, " ");
        html_text(html, page_word(page->context, code->title_ja, code->title_en));
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

/* CURIEs separated by spaces, each linked to the IRI that it stands for. */
static void dictionary_page_terms(struct page *page, const char *curies)
{
    struct slice rest = slice_of(curies), curie;
    for (bool first = true; slice_word(&rest, &curie); first = false) {
        char iri[IRI_SIZE];
        if (!first)
            html_text(&page->html, " ");
        if (model_expand(curie, iri, sizeof iri))
            html_link(&page->html, slice_of(iri), curie);
        else
            html_slice(&page->html, curie);
    }
}

/* A sentence in the page's language; columns read through a reference have none. */
static void dictionary_page_meaning(struct page *page, const char *ja, const char *en)
{
    if (ja && en)
        prose_inline(&page->html, page_word(page->context, ja, en));
}

/* It says itself what it is: without the words of its head, which would be there a thousand times.
 */
static void dictionary_page_cell(struct page *page)
{
    html_close(&page->html);
    html_open(&page->html, "td");
}

static void dictionary_page_column(struct page *page, const struct resource *resource,
                                   const struct column *column)
{
    struct html *html = &page->html;
    html_open(html, "tr");
    html_attribute_printf(html, "id", "%s.%s", resource->name, column->name);
    html_open(html, "th");
    html_attribute(html, "scope", "row");
    html_element(html, "code", column->name);
    html_void(html, "br");
    html_text(html, page_word(page->context, column->title_ja, column->title_en));
    dictionary_page_cell(page);
    dictionary_page_type(page, column);
    dictionary_page_cell(page);
    dictionary_page_meaning(page, column->doc_ja, column->doc);
    if (column->codes)
        dictionary_page_codes(page, column);
    dictionary_page_cell(page);
    dictionary_page_terms(page, column->predicate);
    page_row_close(page);
}

/* How much of it the release has. */
static void dictionary_page_rows(struct page *page, const struct resource *resource)
{
    const struct manifest *manifest = page->context->manifest;
    const struct table_state *state = manifest ? manifest_table(manifest, resource) : NULL;
    if (state)
        html_printf(&page->html,
                    page_word(page->context, "（%" PRIu64 " 件）", " (%" PRIu64 " rows)"),
                    state->rows);
}

/* What stands above the columns of a table. */
static void dictionary_page_about(struct page *page, const struct resource *resource)
{
    struct html *html = &page->html;
    const char *data = page_word(page->context, "データ", "Data");
    html_open(html, "h2");
    html_attribute(html, "id", resource->name);
    html_text(html, page_word(page->context, resource->title_ja, resource->title_en));
    html_text(html, " ");
    html_element(html, "code", resource->name);
    html_close(html);
    html_line(html);
    html_open(html, "p");
    dictionary_page_meaning(page, resource->doc_ja, resource->doc);
    html_close(html);
    html_line(html);
    html_open(html, "p");
    if (resource->path)
        html_link(html, slice_of(resource->path), slice_of(data));
    else if (model_list_named(slice_of(resource->name)) && !resource->within)
        html_link_printf(html, data, "/v1/%s", resource->name);
    dictionary_page_rows(page, resource);
    html_text(html, " · RDF: ");
    dictionary_page_terms(page, resource->rdf_class);
    html_close(html);
    html_line(html);
}

static void dictionary_page_table(struct page *page, const struct resource *resource)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "section");
    html_attribute(html, "aria-labelledby", resource->name);
    html_line(html);
    dictionary_page_about(page, resource);
    page_table(page, page_word(context, resource->title_ja, resource->title_en),
               page_word(context, "列|型|意味|RDF 語彙", "Column|Type|Meaning|RDF term"));
    for (const struct column *column = resource->columns; column->name; column++)
        if (!(column->flags & COL_HIDDEN))
            dictionary_page_column(page, resource, column);
    page_table_close(page);
    html_close(html);
    html_line(html);
}

static const struct resource *dictionary_page_nth(size_t i)
{
    static const struct resource *const beside[] = {&corrections_resource, &instance_resource};
    size_t lists = model_resource_count + model_on_demand_count;
    return i < lists                                    ? model_list(i)
           : i - lists < sizeof beside / sizeof *beside ? beside[i - lists]
                                                        : NULL;
}

static void dictionary_page_contents(struct page *page)
{
    struct html *html = &page->html;
    html_open(html, "nav");
    html_attribute(html, "aria-label", page_word(page->context, "表", "Tables"));
    html_line(html);
    html_open(html, "ul");
    html_line(html);
    for (size_t i = 0; dictionary_page_nth(i); i++) {
        const struct resource *resource = dictionary_page_nth(i);
        html_open(html, "li");
        html_link_printf(html, page_word(page->context, resource->title_ja, resource->title_en),
                         "#%s", resource->name);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}

static void dictionary_page_data(struct json_writer *json, const struct page_context *context,
                                 const void *titles)
{
    schema_work_write(json, context->instance, "DefinedTermSet", titles, "/docs/dictionary");
}

void dictionary_page(const struct page_context *context, struct out *out)
{
    const struct page_head head = {.title = slice_of(page_choice(context, dictionary_page_title)),
                                   .self = {.path = slice_of("/docs/dictionary")},
                                   .dated = true,
                                   .of_program = true,
                                   .crumbs = {page_crumb_home(context)},
                                   .tell_data = dictionary_page_data,
                                   .data_of = dictionary_page_title};
    struct page page = page_begin(context, out, &head);
    dictionary_page_contents(&page);
    for (size_t i = 0; dictionary_page_nth(i); i++)
        dictionary_page_table(&page, dictionary_page_nth(i));
    page_finish(&page);
}
