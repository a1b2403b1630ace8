/* What the page of an operation tells of it: calls that work, its parameters and its answers.
 *
 * Columns are shown with their operators in one row each; header fields and what the statuses mean
 * are the same everywhere and stand on the page of all operations. */
#include "docs.h"

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

static void docs_operation_list(struct html *html, const json_t *array)
{
    size_t i;
    const json_t *one;
    json_array_foreach(array, i, one)
    {
        if (i)
            html_text(html, " ");
        html_element(html, "code", json_string_value(one));
    }
}

/* --- parameters --- */

static void docs_operation_name(struct docs *docs, const json_t *parameter)
{
    const struct page_context *context = docs->page.context;
    const json_t *forms = json_object_get(parameter, "x-forms");
    struct html *html = &docs->page.html;
    docs_row(docs, docs_string(parameter, "name"));
    if (json_is_true(json_object_get(parameter, "required")))
        html_text(html, page_word(context, "（必須）", " (required)"));
    if (!forms)
        return;
    html_void(html, "br");
    html_text(html, page_word(context, "形式: ", "forms: "));
    docs_operation_list(html, forms);
}

static void docs_operation_parameter(struct docs *docs, const json_t *parameter)
{
    const json_t *schema = json_object_get(parameter, "schema");
    docs_operation_name(docs, parameter);
    page_cell(&docs->page);
    if (json_array_size(json_object_get(json_object_get(schema, "items"), "enum")))
        html_text(&docs->page.html, page_word(docs->page.context, "列の名前（, で区切る）",
                                              "names of columns, separated by commas"));
    else
        docs_type(docs, schema);
    page_cell(&docs->page);
    docs_write(docs, parameter, "description");
    page_row_close(&docs->page);
}

static void docs_operation_parameters(struct docs *docs, const json_t *operation)
{
    const struct page_context *context = docs->page.context;
    const char *title = page_word(context, "パラメーター", "Parameters");
    size_t count = json_array_size(json_object_get(operation, "parameters")), shown = 0;
    for (size_t i = 0; i < count; i++) {
        const json_t *parameter = parameter_at(docs, operation, i);
        if (is_column(parameter) || is_elsewhere(parameter))
            continue;
        if (shown++ == 0) {
            page_heading(&docs->page, title);
            page_table(&docs->page, title,
                       page_word(context, "パラメーター|値|意味", "Parameter|Value|Meaning"));
        }
        docs_operation_parameter(docs, parameter);
    }
    if (shown)
        page_table_close(&docs->page);
}

/* The table that a column parameter belongs to: its $ref is …/parameters/table-column. */
static struct slice docs_operation_table_of(const json_t *reference)
{
    const char *name = strrchr(docs_string(reference, "$ref"), '/');
    return name ? (struct slice){name + 1, strcspn(name + 1, "-")} : slice_of("");
}

static void docs_operation_column(struct docs *docs, const json_t *reference,
                                  const json_t *parameter)
{
    const char *name = docs_string(parameter, "name");
    struct slice table = docs_operation_table_of(reference);
    struct html *html = &docs->page.html;
    page_row(&docs->page);
    html_open(html, "code");
    html_link_printf(html, name, "/docs/dictionary#%.*s.%s", (int)table.len, table.at, name);
    html_close(html);
    page_cell(&docs->page);
    docs_write(docs, parameter, "title");
    page_cell(&docs->page);
    docs_operation_list(html, json_object_get(parameter, "x-operators"));
    page_row_close(&docs->page);
}

static void docs_operation_columns(struct docs *docs, const json_t *operation)
{
    const struct page_context *context = docs->page.context;
    const json_t *parameters = json_object_get(operation, "parameters"), *reference;
    const char *title = page_word(context, "絞り込みに使える列と演算子",
                                  "Columns to filter by, and their operators");
    struct html *html = &docs->page.html;
    size_t i, shown = 0;
    json_array_foreach(parameters, i, reference)
    {
        const json_t *parameter = docs_resolve(docs, reference);
        if (!is_column(parameter))
            continue;
        if (shown++ == 0) {
            html_open(html, "details");
            html_line(html);
            html_element(html, "summary", title);
            html_line(html);
            page_table(&docs->page, title,
                       page_word(context, "列|名称|演算子", "Column|Title|Operators"));
        }
        docs_operation_column(docs, reference, parameter);
    }
    if (shown) {
        page_table_close(&docs->page);
        html_close(html);
        html_line(html);
    }
}

/* --- calls and answers --- */

static void docs_operation_examples(struct docs *docs, const json_t *operation)
{
    const json_t *examples = json_object_get(operation, "x-example-requests"), *one;
    struct html *html = &docs->page.html;
    size_t i;
    if (!json_array_size(examples))
        return;
    page_heading(&docs->page, page_word(docs->page.context, "例", "Examples"));
    html_open(html, "p");
    html_attribute(html, "class", "links");
    json_array_foreach(examples, i, one)
    {
        struct slice path = slice_of(json_string_value(one));
        html_text(html, i ? " " : "");
        html_open(html, "code");
        html_link(html, path, path);
        html_close(html);
    }
    html_close(html);
    html_line(html);
}

static void docs_operation_content(struct docs *docs, const json_t *content)
{
    struct html *html = &docs->page.html;
    const char *media_type;
    json_t *media;
    bool first = true;
    json_object_foreach((json_t *)content, media_type, media)
    {
        if (!first)
            html_void(html, "br");
        first = false;
        html_element(html, "code", media_type);
        if (strcmp(media_type, "application/json") == 0) {
            html_text(html, " ");
            docs_type(docs, json_object_get(media, "schema"));
        }
    }
}

/* What may be sent as a body. */
static void docs_operation_body(struct docs *docs, const json_t *operation)
{
    const json_t *body = json_object_get(operation, "requestBody");
    struct html *html = &docs->page.html;
    if (!body)
        return;
    page_heading(&docs->page, page_word(docs->page.context, "本文", "Body"));
    docs_paragraphs(docs, body, "description");
    html_open(html, "p");
    docs_operation_content(docs, json_object_get(body, "content"));
    html_close(html);
    html_line(html);
}

static bool is_problem(const struct docs *docs, const json_t *response)
{
    const json_t *content = json_object_get(docs_resolve(docs, response), "content");
    return json_object_get(content, "application/problem+json") != NULL;
}

static void docs_operation_problems(struct docs *docs, const json_t *operation)
{
    struct html *html = &docs->page.html;
    const char *code;
    json_t *response;
    bool first = true;
    html_open(html, "p");
    html_link(html, slice_of("/docs#statuses"),
              slice_of(page_word(docs->page.context, "問題", "Problems")));
    html_text(html, ":");
    json_object_foreach(json_object_get(operation, "responses"), code, response)
    {
        if (!is_problem(docs, response))
            continue;
        html_text(html, first ? " " : ", ");
        html_text(html, code);
        first = false;
    }
    html_close(html);
    html_line(html);
}

static void docs_operation_answers(struct docs *docs, const json_t *operation)
{
    const struct page_context *context = docs->page.context;
    const char *code;
    json_t *response;
    page_heading(&docs->page, page_word(context, "応答", "Answers"));
    page_table(&docs->page, page_word(context, "応答", "Answers"),
               page_word(context, "コード|意味|形式", "Status|Meaning|Forms"));
    json_object_foreach(json_object_get(operation, "responses"), code, response)
    {
        const json_t *resolved = docs_resolve(docs, response);
        if (is_problem(docs, response))
            continue;
        page_row(&docs->page);
        html_text(&docs->page.html, code);
        page_cell(&docs->page);
        docs_write(docs, resolved, "description");
        page_cell(&docs->page);
        docs_operation_content(docs, json_object_get(resolved, "content"));
        page_row_close(&docs->page);
    }
    page_table_close(&docs->page);
    docs_operation_problems(docs, operation);
}

void docs_operation_describe(struct docs *docs, const json_t *operation)
{
    docs_operation_examples(docs, operation);
    docs_operation_parameters(docs, operation);
    docs_operation_columns(docs, operation);
    docs_operation_body(docs, operation);
    docs_operation_answers(docs, operation);
}
