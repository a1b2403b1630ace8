/* GET /ns: the vocabulary hk:, as a graph and as a page whose #term addresses are its terms.
 *
 * GET /v1/structures/{table}: the structure of a table that is a cube. Both are made from the model
 * alone. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/cube.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/exporters/rdf/vocabulary.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/vocabulary.h"

enum { LIST_NAME_BYTES = 1024 };

static void describe_cube(struct emit *emit, const struct triple_sink *sink, void *context)
{
    const struct resource *resource = context;
    cube_describe(emit, sink, resource);
}

/* What every answer of this file has. */
static void ns_plan(struct request *request, struct representation *answer, struct slice path,
                    representation_write *write)
{
    answer->media_type = request->form.media_type;
    answer->content_location =
        arena_printf(&request->arena, "%.*s.%s", (int)path.len, path.at, request->form.name);
    etag_of_tables(answer, request, NULL, 0, path);
    answer->write = write;
}

static enum status structure_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    (void)answer;
    return document_write(request, out, describe_cube, (void *)request->resource, p);
}

enum status handle_structure(struct request *request, struct representation *answer,
                             struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    const struct resource *resource = request->resource;
    if (!resource->cube) {
        status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
        for (size_t i = 0; i < model_resource_count; i++)
            if (model_resources[i]->cube) {
                problem_allow(p, slice_of(model_resources[i]->name));
                problem_example(
                    p, arena_printf(&request->arena, "/v1/structures/%s", model_resources[i]->name)
                           .at);
            }
        return status;
    }
    ns_plan(request, answer, arena_printf(&request->arena, "/v1/structures/%s", resource->name),
            structure_write);
    return STATUS_OK;
}

/* --- the page --- */

struct page {
    struct request *request;
    struct out *out;
};

static void term_begin(struct page *page, struct slice name)
{
    struct slice anchor = arena_printf(&page->request->arena, "#%.*s", (int)name.len, name.at);
    out_text(page->out, "<tr id=\"");
    xml_attribute(page->out, name);
    out_text(page->out, "\"><th scope=\"row\"><code>");
    page_link(page->out, anchor, name);
    out_text(page->out, "</code></th><td>");
}

static void term_end(struct page *page, const char *comment)
{
    out_text(page->out, "</td><td>");
    if (comment)
        page_inline(page->out, comment);
    out_text(page->out, "</td></tr>\n");
}

static void ns_heading(struct page *page, const char *ja, const char *en)
{
    page_element(page->out, "h2", page_pick(page->request, ja, en));
    page_table_begin(page->out, page_pick(page->request, ja, en),
                     page_pick(page->request, "用語|名称|意味", "Term|Label|Meaning"));
}

static void ns_write_terms(struct page *page)
{
    ns_heading(page, "クラスと個別の用語", "Classes and single terms");
    for (const struct vocabulary_term *term = vocabulary_terms; term->name; term++) {
        term_begin(page, slice_of(term->name));
        page_text(page->out, page_pick(page->request, term->label_ja, term->label));
        if (term->parents) {
            out_text(page->out, "<br>⊑ ");
            page_text(page->out, term->parents);
        }
        term_end(page, page_pick(page->request, term->comment_ja, term->comment));
    }
    page_table_end(page->out);
}

static void write_property(void *context, const struct column *column, struct slice curie)
{
    struct page *page = context;
    struct slice en = {column->title_en, vocabulary_title_len(column->title_en)};
    term_begin(page, slice_from(curie, 3));
    xml_text(page->out, page->request->language == LANGUAGE_EN ? en : slice_of(column->title_ja));
    term_end(page, column->doc ? page_pick(page->request, column->doc_ja, column->doc) : NULL);
}

static void list_begin(struct page *page, const struct column *column)
{
    struct out text;
    out_open_memory(&text, LIST_NAME_BYTES);
    code_list_name(&text, column);
    term_begin(page, arena_copy(&page->request->arena, out_written(&text)));
    out_reset(&text);
    code_list_label(&text, column, page->request->language != LANGUAGE_EN);
    out_text(page->out, "<strong>");
    xml_text(page->out, out_written(&text));
    out_text(page->out, "</strong>");
    out_close(&text);
}

static void ns_write_code(void *context, const struct column *column, const struct code *code)
{
    struct page *page = context;
    struct arena *arena = &page->request->arena;
    if (code && code->iri)
        term_begin(page, slice_of(code->iri + 3));
    else if (code)
        term_begin(page, arena_printf(arena, "%s-%s", column->name, code->value));
    else
        list_begin(page, column);
    if (code)
        page_text(page->out, page_pick(page->request, code->title_ja, code->title_en));
    term_end(page, code ? NULL : page_pick(page->request, column->doc_ja, column->doc));
}

static void ns_write_page(struct request *request, struct out *out)
{
    struct page page = {request, out};
    page_begin(request, out, page_pick(request, "語彙 hk:", "The vocabulary hk:"), "/ns");
    out_text(out, "<p><code>");
    page_text(out, model_namespace(slice_of("hk")));
    out_text(out, "</code></p>\n");
    ns_write_terms(&page);
    ns_heading(&page, "プロパティ", "Properties");
    vocabulary_properties(write_property, &page);
    page_table_end(out);
    ns_heading(&page, "コード", "Codes");
    code_lists_visit(ns_write_code, &page);
    page_table_end(out);
    page_end(request, out);
}

static enum status ns_write(struct request *request, struct representation *answer, struct out *out,
                            struct problem *p)
{
    (void)answer;
    if (!page_wanted(request))
        return document_write(request, out, vocabulary_describe, NULL, p);
    ns_write_page(request, out);
    return STATUS_OK;
}

enum status handle_ns(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status == STATUS_OK)
        ns_plan(request, answer, slice_of("/ns"), ns_write);
    return status;
}
