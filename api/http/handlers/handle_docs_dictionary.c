/* GET /docs/dictionary: every table and column of the model: type, codes, RDF term, meaning.
 *
 * Made from the model alone. #table and #table.column are stable addresses. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/type.h"

#include <inttypes.h>

static void write_flags(struct request *request, struct out *out, const struct column *column)
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
        out_text(out, "<br>");
        page_text(out, page_pick(request, words[i].ja, words[i].en));
    }
}

static void write_type(struct request *request, struct out *out, const struct column *column)
{
    const char *const *title = type_of(column)->title;
    page_text(out, page_pick(request, title[LANGUAGE_JA], title[LANGUAGE_EN]));
    if (column->type == TYPE_REF) {
        out_text(out, ": ");
        page_link(out, arena_printf(&request->arena, "#%s", column->ref->name),
                  slice_of(column->ref->name));
    }
    if (column->type == TYPE_INT && column->low < column->high) {
        out_text(out, " ");
        out_int(out, column->low);
        out_text(out, "–");
        out_int(out, column->high);
    }
    if (column->lang) {
        out_text(out, ", ");
        page_text(out, column->lang);
    }
    write_flags(request, out, column);
}

static void docs_dictionary_write_codes(struct request *request, struct out *out,
                                        const struct column *column)
{
    out_text(out, "\n<ul>\n");
    for (const struct code *code = column->codes; code->value; code++) {
        out_text(out, "<li>");
        page_element(out, "code", code->value);
        out_char(out, ' ');
        page_text(out, page_pick(request, code->title_ja, code->title_en));
        out_text(out, "</li>\n");
    }
    out_text(out, "</ul>\n");
}

/* CURIEs separated by spaces, each linked to the IRI that it stands for. */
static void docs_dictionary_write_terms(struct out *out, const char *curies)
{
    if (!curies)
        return;
    while (*curies) {
        size_t len = strcspn(curies, " ");
        char iri[512];
        struct slice curie = {curies, len};
        if (model_expand(curie, iri, sizeof iri))
            page_link(out, slice_of(iri), curie);
        else
            xml_text(out, curie);
        curies += len + strspn(curies + len, " ");
        if (*curies)
            out_char(out, ' ');
    }
}

/* A sentence in the page's language; columns read through a reference have none. */
static void write_meaning(struct request *request, struct out *out, const char *ja, const char *en)
{
    if (ja && en)
        page_inline(out, page_pick(request, ja, en));
}

static void docs_dictionary_write_column(struct request *request, struct out *out,
                                         const struct resource *resource,
                                         const struct column *column)
{
    out_text(out, "<tr id=\"");
    out_text(out, resource->name);
    out_char(out, '.');
    out_text(out, column->name);
    out_text(out, "\"><th scope=\"row\"><code>");
    page_link(out, arena_printf(&request->arena, "#%s.%s", resource->name, column->name),
              slice_of(column->name));
    out_text(out, "</code><br>");
    page_text(out, page_pick(request, column->title_ja, column->title_en));
    out_text(out, "</th><td>");
    write_type(request, out, column);
    out_text(out, "</td><td>");
    write_meaning(request, out, column->doc_ja, column->doc);
    if (column->codes)
        docs_dictionary_write_codes(request, out, column);
    out_text(out, "</td><td>");
    docs_dictionary_write_terms(out, column->predicate);
    out_text(out, "</td></tr>\n");
}

static void docs_dictionary_write_table(struct request *request, struct out *out,
                                        const struct resource *resource)
{
    const char *title = page_pick(request, resource->title_ja, resource->title_en);
    out_text(out, "<section aria-labelledby=\"");
    out_text(out, resource->name);
    out_text(out, "\">\n<h2 id=\"");
    out_text(out, resource->name);
    out_text(out, "\">");
    page_text(out, title);
    out_char(out, ' ');
    page_element(out, "code", resource->name);
    out_text(out, "</h2>\n<p>");
    write_meaning(request, out, resource->doc_ja, resource->doc);
    out_text(out, "</p>\n<p>");
    page_link(out,
              resource->path ? slice_of(resource->path)
                             : arena_printf(&request->arena, "/v1/%s", resource->name),
              slice_of(page_pick(request, "データ", "Data")));
    out_text(out, " · RDF: ");
    docs_dictionary_write_terms(out, resource->rdf_class);
    out_text(out, "</p>\n");
    page_table_begin(out, title,
                     page_pick(request, "列|型|意味|RDF 語彙", "Column|Type|Meaning|RDF term"));
    for (const struct column *column = resource->columns; column->name; column++)
        if (!(column->flags & COL_HIDDEN))
            docs_dictionary_write_column(request, out, resource, column);
    page_table_end(out);
    out_text(out, "</section>\n");
}

static void docs_dictionary_write_contents(struct request *request, struct out *out)
{
    out_text(out, "<nav aria-label=\"");
    page_text(out, page_pick(request, "表", "Tables"));
    out_text(out, "\">\n<ul>\n");
    for (size_t i = 0; i <= model_resource_count; i++) {
        const struct resource *resource =
            i < model_resource_count ? model_resources[i] : &instance_resource;
        out_text(out, "<li>");
        page_link(out, arena_printf(&request->arena, "#%s", resource->name),
                  slice_of(page_pick(request, resource->title_ja, resource->title_en)));
        out_text(out, "</li>\n");
    }
    out_text(out, "</ul>\n</nav>\n");
}

static enum status docs_dictionary_write(struct request *request, struct representation *answer,
                                         struct out *out, struct problem *p)
{
    (void)answer, (void)p;
    page_begin(request, out, page_pick(request, "データ辞書", "Data dictionary"),
               "/docs/dictionary");
    docs_dictionary_write_contents(request, out);
    for (size_t i = 0; i < model_resource_count; i++)
        docs_dictionary_write_table(request, out, model_resources[i]);
    docs_dictionary_write_table(request, out, &instance_resource);
    page_end(request, out);
    return STATUS_OK;
}

enum status handle_docs_dictionary(struct request *request, struct representation *answer,
                                   struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, NULL, 0, slice_of("/docs/dictionary"));
    answer->write = docs_dictionary_write;
    return STATUS_OK;
}
