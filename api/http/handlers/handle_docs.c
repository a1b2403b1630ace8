/* GET /docs: the OpenAPI document of this instance as one page, in Japanese or English.
 *
 * Shows what the document says and adds nothing: operations are handle_docs_operation.c, the
 * tables' columns are /docs/dictionary. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/exporters/openapi/openapi.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"

#include "handle_docs.h"

#include <stdio.h>

enum { DOCUMENT_BYTES = 16 * 1024 * 1024 };

/* --- sections --- */

static void docs_heading(const struct docs *docs, const char *id, const char *text)
{
    out_text(docs->out, "<h2 id=\"");
    xml_attribute(docs->out, slice_of(id));
    out_text(docs->out, "\">");
    page_text(docs->out, text);
    out_text(docs->out, "</h2>\n");
}

static const char *tag_title(const struct docs *docs, const json_t *tag)
{
    return docs_string(tag, docs->request->language == LANGUAGE_JA ? "x-displayName-ja"
                                                                   : "x-displayName");
}

static void docs_write_contents(const struct docs *docs)
{
    size_t i;
    const json_t *tag;
    out_text(docs->out, "<nav aria-labelledby=\"contents\">\n");
    docs_heading(docs, "contents", page_pick(docs->request, "目次", "Contents"));
    out_text(docs->out, "<ul>\n<li><a href=\"#conventions\">");
    page_text(docs->out, page_pick(docs->request, "決まりごと", "Conventions"));
    out_text(docs->out, "</a></li>\n");
    json_array_foreach(json_object_get(docs->document, "tags"), i, tag)
    {
        out_text(docs->out, "<li><a href=\"#");
        xml_attribute(docs->out, slice_of(docs_string(tag, "name")));
        out_text(docs->out, "\">");
        page_text(docs->out, tag_title(docs, tag));
        out_text(docs->out, "</a></li>\n");
    }
    out_text(docs->out, "<li><a href=\"#fields\">");
    page_text(docs->out, page_pick(docs->request, "ヘッダー", "Header fields"));
    out_text(docs->out, "</a></li>\n<li><a href=\"#statuses\">");
    page_text(docs->out, page_pick(docs->request, "状態コードと問題", "Statuses and problems"));
    out_text(docs->out, "</a></li>\n<li><a href=\"#schemas\">");
    page_text(docs->out, page_pick(docs->request, "データの形", "Schemas"));
    out_text(docs->out, "</a></li>\n</ul>\n</nav>\n");
}

static bool has_tag(const json_t *operation, const char *name)
{
    const json_t *tags = json_object_get(operation, "tags");
    return strcmp(json_string_value(json_array_get(tags, 0)), name) == 0;
}

static void write_tag(const struct docs *docs, const json_t *tag)
{
    const char *path, *name = docs_string(tag, "name");
    json_t *item;
    docs_heading(docs, name, tag_title(docs, tag));
    json_object_foreach((json_t *)json_object_get(docs->document, "paths"), path, item)
    {
        const json_t *operation = json_object_get(item, "get");
        if (has_tag(operation, name))
            docs_operation(docs, path, operation);
    }
}

static void write_fields(const struct docs *docs)
{
    const char *name;
    json_t *field;
    const json_t *components = json_object_get(docs->document, "components");
    const char *kinds[] = {page_pick(docs->request, "要求のヘッダー", "Request"),
                           page_pick(docs->request, "応答のヘッダー", "Response")};
    const char *parts[] = {"parameters", "headers"};
    docs_heading(docs, "fields", page_pick(docs->request, "ヘッダー", "Header fields"));
    for (size_t i = 0; i < 2; i++) {
        page_element(docs->out, "h3", kinds[i]);
        page_table_begin(docs->out, kinds[i],
                         page_pick(docs->request, "名前|意味", "Name|Meaning"));
        json_object_foreach((json_t *)json_object_get(components, parts[i]), name, field)
        {
            if (i == 0 && strcmp(docs_string(field, "in"), "header") != 0)
                continue;
            out_text(docs->out, "<tr><th scope=\"row\">");
            page_element(docs->out, "code", name);
            out_text(docs->out, "</th><td>");
            docs_write(docs, field, "description");
            out_text(docs->out, "</td></tr>\n");
        }
        page_table_end(docs->out);
    }
}

/* The problems of one HTTP status, each with the page that explains it. */
static void write_problems(const struct docs *docs, int http)
{
    bool first = true;
    for (int i = STATUS_OK + 1; i <= STATUS_INTERNAL; i++) {
        const struct status_info *info = status_info((enum status)i);
        if (info->http != http)
            continue;
        out_text(docs->out, first ? "" : "<br>");
        first = false;
        page_link(docs->out, arena_printf(&docs->request->arena, "/problems/%s.html", info->slug),
                  slice_of(info->title[docs->request->language == LANGUAGE_EN ? 1 : 0]));
        out_char(docs->out, ' ');
        page_element(docs->out, "code", info->slug);
    }
}

static void write_statuses(const struct docs *docs)
{
    const char *title = page_pick(docs->request, "状態コードと問題", "Statuses and problems");
    const char *code;
    json_t *response;
    docs_heading(docs, "statuses", title);
    page_table_begin(docs->out, title, page_pick(docs->request, "コード|問題", "Status|Problems"));
    json_object_foreach(json_object_get(json_object_get(docs->document, "components"), "responses"),
                        code, response)
    {
        int http = 0;
        if (sscanf(code, "%d", &http) != 1)
            continue;
        out_text(docs->out, "<tr><th scope=\"row\">");
        page_text(docs->out, code);
        out_text(docs->out, "</th><td>");
        write_problems(docs, http);
        out_text(docs->out, "</td></tr>\n");
    }
    page_table_end(docs->out);
}

static void docs_write_schema(const struct docs *docs, const char *name, const json_t *schema)
{
    const char *member;
    json_t *property;
    out_text(docs->out, "<h3>");
    page_element(docs->out, "code", name);
    out_text(docs->out, "</h3>\n<p>");
    docs_write(docs, schema, "description");
    out_text(docs->out, "</p>\n");
    page_table_begin(docs->out, name,
                     page_pick(docs->request, "名前|型|意味", "Name|Type|Meaning"));
    json_object_foreach((json_t *)json_object_get(schema, "properties"), member, property)
    {
        out_text(docs->out, "<tr><th scope=\"row\">");
        page_element(docs->out, "code", member);
        out_text(docs->out, "</th><td>");
        docs_type(docs, property);
        out_text(docs->out, "</td><td>");
        docs_write(docs, property, "description");
        out_text(docs->out, "</td></tr>\n");
    }
    page_table_end(docs->out);
}

/* Whether the dictionary shows it: records and their items are tables there. */
static bool is_of_a_table(const json_t *schema)
{
    const json_t *id = json_object_get(json_object_get(schema, "properties"), "id");
    return id != NULL;
}

static void write_schemas(const struct docs *docs)
{
    const char *name;
    json_t *schema;
    docs_heading(docs, "schemas", page_pick(docs->request, "データの形", "Schemas"));
    out_text(docs->out, "<p>");
    page_text(docs->out,
              page_pick(docs->request, "表の列は", "The columns of the tables are in the "));
    page_link(docs->out, slice_of("/docs/dictionary"),
              slice_of(page_pick(docs->request, "データ辞書", "data dictionary")));
    page_text(docs->out, page_pick(docs->request, "にあります。", "."));
    out_text(docs->out, "</p>\n");
    json_object_foreach(json_object_get(json_object_get(docs->document, "components"), "schemas"),
                        name, schema)
    {
        if (json_object_get(schema, "properties") && !is_of_a_table(schema))
            docs_write_schema(docs, name, schema);
    }
}

static void docs_write_sections(const struct docs *docs)
{
    const json_t *info = json_object_get(docs->document, "info"), *tag;
    const json_t *server = json_array_get(json_object_get(docs->document, "servers"), 0);
    const char *lang, *text;
    size_t i;
    page_begin(docs->request, docs->out,
               page_pick(docs->request, "API リファレンス", "API reference"), "/docs");
    text = docs_words(docs, info, "summary", &lang);
    page_prose(docs->out, text, lang);
    out_text(docs->out, "<p><code>");
    page_text(docs->out, docs_string(server, "url"));
    out_text(docs->out, "</code></p>\n");
    docs_write_contents(docs);
    docs_heading(docs, "conventions", page_pick(docs->request, "決まりごと", "Conventions"));
    text = docs_words(docs, info, "description", &lang);
    page_prose(docs->out, text, lang);
    json_array_foreach(json_object_get(docs->document, "tags"), i, tag)
    {
        write_tag(docs, tag);
    }
    write_fields(docs);
    write_statuses(docs);
    write_schemas(docs);
    page_end(docs->request, docs->out);
}

static enum status docs_write_page(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    struct docs docs = {.request = request, .out = out};
    struct out text;
    json_t *document = NULL;
    (void)answer;
    out_open_memory(&text, DOCUMENT_BYTES);
    enum status status = openapi_write(snapshot_instance(request->snapshot),
                                       (struct openapi_view){.page = true}, &text, p);
    if (status == STATUS_OK)
        status = out_finish(&text, p);
    if (status == STATUS_OK) {
        json_memory_begin();
        document = json_loadb(text.bytes, text.len, 0, NULL);
        if (!document || json_memory_failed())
            status = problem_memory(p);
    }
    out_close(&text);
    docs.document = document;
    if (status == STATUS_OK)
        docs_write_sections(&docs);
    json_decref(document);
    return status;
}

enum status handle_docs(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, NULL, 0, slice_of("/docs"));
    answer->write = docs_write_page;
    return STATUS_OK;
}
