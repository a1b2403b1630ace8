/* The page of /docs: the API document of this instance, in Japanese or English.
 *
 * Shows what the document says and adds nothing. Each operation has a page of its own
 * (operation_page.c); the tables' columns are dictionary_page.c. */
#include "hiraku/pages/pages.h"

#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/operation_page.h"

#include "docs.h"

#include <stdio.h>

const char *const docs_page_title[2] = {
    [LANGUAGE_JA] = "API リファレンス", [LANGUAGE_EN] = "API reference"};

static void docs_page_heading(struct docs *docs, const char *id, const char *text)
{
    struct html *html = &docs->page.html;
    html_open(html, "h2");
    html_attribute(html, "id", id);
    html_text(html, text);
    html_close(html);
    html_line(html);
}

/* --- contents --- */

static const char *docs_page_tag_title(const struct docs *docs, const json_t *tag)
{
    return docs_string(tag, page_word(docs->page.context, "x-displayName-ja", "x-displayName"));
}

static void docs_page_entry(struct docs *docs, const char *id, const char *text)
{
    struct html *html = &docs->page.html;
    html_open(html, "li");
    html_link_printf(html, text, "#%s", id);
    html_close(html);
    html_line(html);
}

static void docs_page_contents(struct docs *docs)
{
    const struct page_context *context = docs->page.context;
    struct html *html = &docs->page.html;
    const json_t *tag;
    size_t i;
    html_open(html, "nav");
    html_attribute(html, "aria-labelledby", "contents");
    html_line(html);
    docs_page_heading(docs, "contents", page_word(context, "目次", "Contents"));
    html_open(html, "ul");
    html_line(html);
    docs_page_entry(docs, "conventions", page_word(context, "決まりごと", "Conventions"));
    json_array_foreach(json_object_get(docs->document, "tags"), i, tag)
    {
        docs_page_entry(docs, docs_string(tag, "name"), docs_page_tag_title(docs, tag));
    }
    if (context->instance->ending_count > 0)
        docs_page_entry(docs, "endings", page_word(context, "終了", "Endings"));
    docs_page_entry(docs, "fields", page_word(context, "ヘッダー", "Header fields"));
    docs_page_entry(docs, "statuses",
                    page_word(context, "状態コードと問題", "Statuses and problems"));
    docs_page_entry(docs, "schemas", page_word(context, "データの形", "Schemas"));
    html_close(html);
    html_line(html);
    html_close(html);
    html_line(html);
}

/* --- sections --- */

static bool docs_page_has_tag(const json_t *operation, const char *name)
{
    const json_t *tags = json_object_get(operation, "tags");
    return strcmp(json_string_value(json_array_get(tags, 0)), name) == 0;
}

/* The way to the page of an operation. */
static void docs_page_operation(struct docs *docs, const char *path, const char *method,
                                const json_t *operation)
{
    const char *id = docs_string(operation, "operationId"), *lang;
    struct html *html = &docs->page.html;
    struct page_address address = page_address_of(docs->page.context, slice_of(OPERATION_FOLDER));
    address.id = slice_of(id);
    html_open(html, "li");
    html_attribute(html, "id", id);
    page_link(&docs->page, &address, slice_of(docs_words(docs, operation, "summary", &lang)));
    html_text(html, " ");
    docs_request_line(html, method, path);
    html_close(html);
    html_line(html);
}

static void docs_page_tag(struct docs *docs, const json_t *tag)
{
    const char *path, *method, *name = docs_string(tag, "name");
    json_t *item, *operation;
    docs_page_heading(docs, name, docs_page_tag_title(docs, tag));
    html_open(&docs->page.html, "ul");
    html_line(&docs->page.html);
    json_object_foreach((json_t *)json_object_get(docs->document, "paths"), path, item)
    {
        json_object_foreach(item, method, operation)
        {
            if (docs_page_has_tag(operation, name))
                docs_page_operation(docs, path, method, operation);
        }
    }
    html_close(&docs->page.html);
    html_line(&docs->page.html);
}

/* The fields of requests, which are parameters, or those of answers. */
static void docs_page_fields_of(struct docs *docs, const json_t *fields, const char *kind)
{
    const char *name;
    json_t *field;
    html_element(&docs->page.html, "h3", kind);
    page_table(&docs->page, kind, page_word(docs->page.context, "名前|意味", "Name|Meaning"));
    json_object_foreach((json_t *)fields, name, field)
    {
        const char *in = docs_string(field, "in");
        if (*in && strcmp(in, "header") != 0)
            continue;
        docs_row(docs, name);
        page_cell(&docs->page);
        docs_write(docs, field, "description");
        page_row_close(&docs->page);
    }
    page_table_close(&docs->page);
}

static void docs_page_fields(struct docs *docs)
{
    const struct page_context *context = docs->page.context;
    const json_t *components = json_object_get(docs->document, "components");
    docs_page_heading(docs, "fields", page_word(context, "ヘッダー", "Header fields"));
    docs_page_fields_of(docs, json_object_get(components, "parameters"),
                        page_word(context, "要求のヘッダー", "Request"));
    docs_page_fields_of(docs, json_object_get(components, "headers"),
                        page_word(context, "応答のヘッダー", "Response"));
}

/* The problems of one HTTP status, each with the page that explains it. */
static void docs_page_problems(struct docs *docs, int http)
{
    struct html *html = &docs->page.html;
    bool first = true;
    for (int i = STATUS_OK + 1; i <= STATUS_INTERNAL; i++) {
        const struct status_info *info = status_info((enum status)i);
        if (info->http != http)
            continue;
        if (!first)
            html_void(html, "br");
        first = false;
        html_link_printf(html, page_choice(docs->page.context, info->title), "/problems/%s.html",
                         info->slug);
        html_text(html, " ");
        html_element(html, "code", info->slug);
    }
}

static void docs_page_statuses(struct docs *docs)
{
    const struct page_context *context = docs->page.context;
    const json_t *components = json_object_get(docs->document, "components");
    const char *title = page_word(context, "状態コードと問題", "Statuses and problems");
    const char *code;
    json_t *response;
    docs_page_heading(docs, "statuses", title);
    page_table(&docs->page, title, page_word(context, "コード|問題", "Status|Problems"));
    json_object_foreach(json_object_get(components, "responses"), code, response)
    {
        int http = 0;
        if (sscanf(code, "%d", &http) != 1)
            continue;
        page_row(&docs->page);
        html_text(&docs->page.html, code);
        page_cell(&docs->page);
        docs_page_problems(docs, http);
        page_row_close(&docs->page);
    }
    page_table_close(&docs->page);
}

/* --- schemas --- */

static void docs_page_schema(struct docs *docs, const char *name, const json_t *schema)
{
    struct html *html = &docs->page.html;
    const char *member;
    json_t *property;
    html_open(html, "h3");
    html_element(html, "code", name);
    html_close(html);
    html_line(html);
    html_open(html, "p");
    docs_write(docs, schema, "description");
    html_close(html);
    html_line(html);
    page_table(&docs->page, name,
               page_word(docs->page.context, "名前|型|意味", "Name|Type|Meaning"));
    json_object_foreach((json_t *)json_object_get(schema, "properties"), member, property)
    {
        docs_row(docs, member);
        page_cell(&docs->page);
        docs_type(docs, property);
        page_cell(&docs->page);
        docs_write(docs, property, "description");
        page_row_close(&docs->page);
    }
    page_table_close(&docs->page);
}

/* Whether the dictionary shows it: records and their items are tables there. */
static bool docs_page_is_of_a_table(const json_t *schema)
{
    return json_object_get(json_object_get(schema, "properties"), "id") != NULL;
}

static void docs_page_schemas(struct docs *docs)
{
    const struct page_context *context = docs->page.context;
    const json_t *components = json_object_get(docs->document, "components");
    struct html *html = &docs->page.html;
    const char *name;
    json_t *schema;
    docs_page_heading(docs, "schemas", page_word(context, "データの形", "Schemas"));
    html_open(html, "p");
    html_text(html, page_word(context, "表の列は", "The columns of the tables are in the "));
    html_link(html, slice_of("/docs/dictionary"),
              slice_of(page_word(context, "データ辞書", "data dictionary")));
    html_text(html, page_word(context, "にあります。", "."));
    html_close(html);
    html_line(html);
    json_object_foreach(json_object_get(components, "schemas"), name, schema)
    {
        if (json_object_get(schema, "properties") && !docs_page_is_of_a_table(schema))
            docs_page_schema(docs, name, schema);
    }
}

static void docs_page_data(struct json_writer *json, const struct page_context *context,
                           const void *document)
{
    (void)document;
    schema_work_write(json, context->instance, "WebAPI", docs_page_title, OPERATION_FOLDER);
}

void docs_page(const struct page_context *context, const json_t *document, struct out *out)
{
    const json_t *info = json_object_get(document, "info"), *tag;
    const json_t *server = json_array_get(json_object_get(document, "servers"), 0);
    const struct page_head head = {.title = slice_of(page_choice(context, docs_page_title)),
                                   .self = {.path = slice_of(OPERATION_FOLDER)},
                                   .dated = true,
                                   .of_program = true,
                                   .crumbs = {page_crumb_home(context)},
                                   .tell_data = docs_page_data,
                                   .data_of = document};
    struct docs docs = {page_begin(context, out, &head), document};
    struct html *html = &docs.page.html;
    size_t i;
    docs_paragraphs(&docs, info, "summary");
    html_open(html, "p");
    html_element(html, "code", docs_string(server, "url"));
    html_close(html);
    html_line(html);
    docs_page_contents(&docs);
    docs_page_heading(&docs, "conventions", page_word(context, "決まりごと", "Conventions"));
    docs_paragraphs(&docs, info, "description");
    json_array_foreach(json_object_get(document, "tags"), i, tag)
    {
        docs_page_tag(&docs, tag);
    }
    if (context->instance->ending_count > 0)
        docs_page_heading(&docs, "endings", page_word(context, "終了", "Endings"));
    docs_endings(&docs);
    docs_page_fields(&docs);
    docs_page_statuses(&docs);
    docs_page_schemas(&docs);
    page_finish(&docs.page);
}
