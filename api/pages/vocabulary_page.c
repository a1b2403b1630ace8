/* The vocabulary hk:, made from the model alone. #term are stable addresses. */
#include "hiraku/pages/pages.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/vocabulary.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/resource.h"
#include "hiraku/model/vocabulary.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/prose.h"

const char *const vocabulary_page_title[2] = {
    [LANGUAGE_JA] = "語彙 hk:", [LANGUAGE_EN] = "The vocabulary hk:"};

enum { LIST_NAME_BYTES = 1024, PREFIX_LENGTH = 3 };

static void vocabulary_page_term(struct page *page, struct slice name)
{
    struct html *html = &page->html;
    html_open(html, "tr");
    html_attribute_slice(html, "id", name);
    html_open(html, "th");
    html_attribute(html, "scope", "row");
    html_open(html, "code");
    html_open(html, "a");
    html_attribute_printf(html, "href", "#%.*s", (int)name.len, name.at);
    html_slice(html, name);
    html_close(html);
    html_close(html);
    page_cell(page);
}

static void vocabulary_page_comment(struct page *page, const char *comment)
{
    page_cell(page);
    if (comment)
        prose_inline(&page->html, comment);
    page_row_close(page);
}

static void vocabulary_page_table(struct page *page, const char *ja, const char *en)
{
    const char *title = page_word(page->context, ja, en);
    html_element(&page->html, "h2", title);
    page_table(page, title, page_word(page->context, "用語|名称|意味", "Term|Label|Meaning"));
}

static void vocabulary_page_terms(struct page *page)
{
    vocabulary_page_table(page, "クラスと個別の用語", "Classes and single terms");
    for (const struct vocabulary_term *term = vocabulary_terms; term->name; term++) {
        vocabulary_page_term(page, slice_of(term->name));
        html_text(&page->html, page_word(page->context, term->label_ja, term->label));
        if (term->parents) {
            html_void(&page->html, "br");
            html_text(&page->html, "⊑ ");
            html_text(&page->html, term->parents);
        }
        vocabulary_page_comment(page, page_word(page->context, term->comment_ja, term->comment));
    }
    page_table_close(page);
}

static void vocabulary_page_property(void *context, const struct column *column, struct slice curie)
{
    struct page *page = context;
    struct slice en = {column->title_en, vocabulary_title_len(column->title_en)};
    vocabulary_page_term(page, slice_from(curie, PREFIX_LENGTH));
    html_slice(&page->html,
               page->context->language == LANGUAGE_EN ? en : slice_of(column->title_ja));
    vocabulary_page_comment(
        page, column->doc ? page_word(page->context, column->doc_ja, column->doc) : NULL);
}

static void vocabulary_page_list(struct page *page, const struct column *column)
{
    char bytes[LIST_NAME_BYTES];
    struct out text;
    out_open_buffer(&text, bytes, sizeof bytes);
    code_list_name(&text, column);
    vocabulary_page_term(page, out_written(&text));
    out_reset(&text);
    code_list_label(&text, column, page->context->language != LANGUAGE_EN);
    html_open(&page->html, "strong");
    html_slice(&page->html, out_written(&text));
    html_close(&page->html);
}

static void vocabulary_page_code(void *context, const struct column *column,
                                 const struct code *code)
{
    struct page *page = context;
    char name[LIST_NAME_BYTES];
    struct out text;
    if (!code) {
        vocabulary_page_list(page, column);
        vocabulary_page_comment(page, page_word(page->context, column->doc_ja, column->doc));
        return;
    }
    out_open_buffer(&text, name, sizeof name);
    out_text(&text, code->iri ? code->iri + PREFIX_LENGTH : column->name);
    out_text(&text, code->iri ? "" : "-");
    out_text(&text, code->iri ? "" : code->value);
    vocabulary_page_term(page, out_written(&text));
    html_text(&page->html, page_word(page->context, code->title_ja, code->title_en));
    vocabulary_page_comment(page, NULL);
}

static void vocabulary_page_data(struct json_writer *json, const struct page_context *context,
                                 const void *titles)
{
    schema_work_write(json, context->instance, "DefinedTermSet", titles, "/ns");
}

void vocabulary_page(const struct page_context *context, struct out *out)
{
    const struct page_head head = {.title = slice_of(page_choice(context, vocabulary_page_title)),
                                   .self = {.path = slice_of("/ns")},
                                   .dated = true,
                                   .of_program = true,
                                   .crumbs = {page_crumb_home(context)},
                                   .tell_data = vocabulary_page_data,
                                   .data_of = vocabulary_page_title};
    struct page page = page_begin(context, out, &head);
    html_open(&page.html, "p");
    html_element(&page.html, "code", model_namespace(slice_of("hk")));
    html_close(&page.html);
    html_line(&page.html);
    vocabulary_page_terms(&page);
    vocabulary_page_table(&page, "プロパティ", "Properties");
    vocabulary_properties(vocabulary_page_property, &page);
    page_table_close(&page);
    vocabulary_page_table(&page, "コード", "Codes");
    code_lists_visit(vocabulary_page_code, &page);
    page_table_close(&page);
    page_finish(&page);
}
