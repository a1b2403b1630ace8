/* One operation of the reference: what it does, calls that work, its parameters and its answers.
 *
 * Columns are shown with their operators in one row each; header fields and what the statuses mean
 * are the same everywhere and stand in sections of their own. */
#include "handle_docs.h"

#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/routing/request.h"

static const json_t *parameter_at(const struct docs *docs, const json_t *operation, size_t i)
{
    return docs_resolve(docs, json_array_get(json_object_get(operation, "parameters"), i));
}

static bool is_column(const json_t *parameter)
{
    return json_object_get(parameter, "x-operators") != NULL;
}

/* Written in the row of its column, or below its own heading. */
static bool is_elsewhere(const json_t *parameter)
{
    return *docs_string(parameter, "x-operator") ||
           strcmp(docs_string(parameter, "in"), "header") == 0;
}

static void docs_operation_write_list(const struct docs *docs, const json_t *array)
{
    size_t i;
    const json_t *one;
    json_array_foreach(array, i, one)
    {
        if (i)
            out_char(docs->out, ' ');
        page_element(docs->out, "code", json_string_value(one));
    }
}

/* --- parameters --- */

static void write_name(const struct docs *docs, const json_t *parameter)
{
    const json_t *forms = json_object_get(parameter, "x-forms");
    out_text(docs->out, "<tr><th scope=\"row\">");
    page_element(docs->out, "code", docs_string(parameter, "name"));
    if (json_is_true(json_object_get(parameter, "required")))
        page_text(docs->out, page_pick(docs->request, "（必須）", " (required)"));
    if (forms) {
        out_text(docs->out, "<br>");
        page_text(docs->out, page_pick(docs->request, "形式: ", "forms: "));
        docs_operation_write_list(docs, forms);
    }
    out_text(docs->out, "</th>");
}

static void docs_operation_write_parameter(const struct docs *docs, const json_t *parameter)
{
    const json_t *schema = json_object_get(parameter, "schema");
    write_name(docs, parameter);
    out_text(docs->out, "<td>");
    if (json_array_size(json_object_get(json_object_get(schema, "items"), "enum")))
        page_text(docs->out, page_pick(docs->request, "列の名前（, で区切る）",
                                       "names of columns, separated by commas"));
    else
        docs_type(docs, schema);
    out_text(docs->out, "</td><td>");
    docs_write(docs, parameter, "description");
    out_text(docs->out, "</td></tr>\n");
}

static void write_parameters(const struct docs *docs, const json_t *operation)
{
    const char *title = page_pick(docs->request, "パラメーター", "Parameters");
    size_t count = json_array_size(json_object_get(operation, "parameters")), shown = 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *parameter = parameter_at(docs, operation, i);
        if (is_column(parameter) || is_elsewhere(parameter))
            continue;
        if (shown++ == 0)
            page_table_begin(
                docs->out, title,
                page_pick(docs->request, "パラメーター|値|意味", "Parameter|Value|Meaning"));
        docs_operation_write_parameter(docs, parameter);
    }
    if (shown)
        page_table_end(docs->out);
}

/* The table that a column parameter belongs to: its $ref is …/parameters/table-column. */
static struct slice docs_operation_table_of(const json_t *reference)
{
    const char *name = strrchr(docs_string(reference, "$ref"), '/');
    return name ? (struct slice){name + 1, strcspn(name + 1, "-")} : slice_of("");
}

static void docs_operation_write_column(const struct docs *docs, const json_t *reference,
                                        const json_t *parameter)
{
    struct slice table = docs_operation_table_of(reference),
                 name = slice_of(docs_string(parameter, "name"));
    struct slice anchor = arena_printf(&docs->request->arena, "/docs/dictionary#%.*s.%.*s",
                                       (int)table.len, table.at, (int)name.len, name.at);
    out_text(docs->out, "<tr><th scope=\"row\"><code>");
    page_link(docs->out, anchor, name);
    out_text(docs->out, "</code></th><td>");
    docs_write(docs, parameter, "title");
    out_text(docs->out, "</td><td>");
    docs_operation_write_list(docs, json_object_get(parameter, "x-operators"));
    out_text(docs->out, "</td></tr>\n");
}

static void docs_operation_write_columns(const struct docs *docs, const json_t *operation)
{
    const json_t *parameters = json_object_get(operation, "parameters"), *reference;
    const char *title = page_pick(docs->request, "絞り込みに使える列と演算子",
                                  "Columns to filter by, and their operators");
    size_t i, shown = 0;
    json_array_foreach(parameters, i, reference)
    {
        const json_t *parameter = docs_resolve(docs, reference);
        if (!is_column(parameter))
            continue;
        if (shown++ == 0) {
            out_text(docs->out, "<details>\n");
            page_element(docs->out, "summary", title);
            out_char(docs->out, '\n');
            page_table_begin(docs->out, title,
                             page_pick(docs->request, "列|名称|演算子", "Column|Title|Operators"));
        }
        docs_operation_write_column(docs, reference, parameter);
    }
    if (shown) {
        page_table_end(docs->out);
        out_text(docs->out, "</details>\n");
    }
}

/* --- calls and answers --- */

static void write_examples(const struct docs *docs, const json_t *operation)
{
    const json_t *examples = json_object_get(operation, "x-example-requests"), *one;
    size_t i;
    if (!json_array_size(examples))
        return;
    out_text(docs->out, "<p>");
    page_text(docs->out, page_pick(docs->request, "例:", "Examples:"));
    json_array_foreach(examples, i, one)
    {
        out_text(docs->out, " <code>");
        page_link(docs->out, slice_of(json_string_value(one)), slice_of(json_string_value(one)));
        out_text(docs->out, "</code>");
    }
    out_text(docs->out, "</p>\n");
}

static void write_content(const struct docs *docs, const json_t *content)
{
    const char *media_type;
    json_t *media;
    bool first = true;
    json_object_foreach((json_t *)content, media_type, media)
    {
        const json_t *schema = json_object_get(media, "schema");
        out_text(docs->out, first ? "" : "<br>");
        first = false;
        page_element(docs->out, "code", media_type);
        if (strcmp(media_type, "application/json") == 0) {
            out_char(docs->out, ' ');
            docs_type(docs, schema);
        }
    }
}

static void write_answers(const struct docs *docs, const json_t *operation)
{
    const char *code, *title = page_pick(docs->request, "応答", "Answers");
    json_t *response;
    bool first = true;
    page_table_begin(docs->out, title,
                     page_pick(docs->request, "コード|意味|形式", "Status|Meaning|Forms"));
    json_object_foreach(json_object_get(operation, "responses"), code, response)
    {
        const json_t *resolved = docs_resolve(docs, response);
        if (json_object_get(json_object_get(resolved, "content"), "application/problem+json"))
            continue;
        out_text(docs->out, "<tr><th scope=\"row\">");
        page_text(docs->out, code);
        out_text(docs->out, "</th><td>");
        docs_write(docs, resolved, "description");
        out_text(docs->out, "</td><td>");
        write_content(docs, json_object_get(resolved, "content"));
        out_text(docs->out, "</td></tr>\n");
    }
    page_table_end(docs->out);
    out_text(docs->out, "<p><a href=\"#statuses\">");
    page_text(docs->out, page_pick(docs->request, "問題", "Problems"));
    out_text(docs->out, "</a>:");
    json_object_foreach(json_object_get(operation, "responses"), code, response)
    {
        const json_t *content = json_object_get(docs_resolve(docs, response), "content");
        if (!json_object_get(content, "application/problem+json"))
            continue;
        out_text(docs->out, first ? " " : ", ");
        page_text(docs->out, code);
        first = false;
    }
    out_text(docs->out, "</p>\n");
}

void docs_operation(const struct docs *docs, const char *path, const json_t *operation)
{
    const char *lang, *text;
    out_text(docs->out, "<section aria-labelledby=\"");
    xml_attribute(docs->out, slice_of(docs_string(operation, "operationId")));
    out_text(docs->out, "\">\n<h3 id=\"");
    xml_attribute(docs->out, slice_of(docs_string(operation, "operationId")));
    out_text(docs->out, "\">");
    docs_write(docs, operation, "summary");
    out_text(docs->out, "</h3>\n<p><code>GET ");
    page_text(docs->out, path);
    out_text(docs->out, "</code></p>\n");
    text = docs_words(docs, operation, "description", &lang);
    page_prose(docs->out, text, lang);
    write_examples(docs, operation);
    write_parameters(docs, operation);
    docs_operation_write_columns(docs, operation);
    write_answers(docs, operation);
    out_text(docs->out, "</section>\n");
}
