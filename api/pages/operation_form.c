/* The form of an operation: a field for each parameter of the path and for each that is no column,
 * a choice for each column of codes, and conditions whose name is written or chosen. What a field
 * may hold is told by the API document. */
#include "docs.h"

#include "hiraku/pages/operation_page.h"

#include <stdio.h>

enum { FORM_CONDITIONS = 2, FORM_NAME_SIZE = 96 };

static const json_t *operation_form_values(const struct docs *docs, const json_t *schema)
{
    return json_object_get(docs_resolve(docs, schema), "enum");
}

static bool operation_form_is_column(const json_t *parameter)
{
    return json_object_get(parameter, "x-operators") != NULL;
}

static bool operation_form_is_flag(const struct docs *docs, const json_t *schema)
{
    return strcmp(docs_string(docs_resolve(docs, schema), "type"), "boolean") == 0;
}

/* What one value of a parameter is: of a column the type of each of several. */
static const json_t *operation_form_schema(const json_t *parameter)
{
    const json_t *schema = json_object_get(parameter, "schema");
    const json_t *items = json_object_get(schema, "items");
    return items && operation_form_is_column(parameter) ? items : schema;
}

/* Fields of their own have all that are no header field, no operator, and no column but one of
 * codes. */
static bool operation_form_has(const struct docs *docs, const json_t *parameter)
{
    const json_t *schema = operation_form_schema(parameter);
    if (strcmp(docs_string(parameter, "in"), "header") == 0 ||
        *docs_string(parameter, "x-operator") || strcmp(docs_string(schema, "type"), "object") == 0)
        return false;
    return !operation_form_is_column(parameter) || operation_form_values(docs, schema) ||
           operation_form_is_flag(docs, schema);
}

/* --- fields --- */

static void operation_form_label(struct docs *docs, const json_t *parameter, const char *id)
{
    struct html *html = &docs->page.html;
    const char *title =
        docs_string(parameter, page_word(docs->page.context, "x-title-ja", "x-title"));
    html_open(html, "label");
    html_attribute(html, "for", id);
    if (*title) {
        html_text(html, title);
        html_text(html, " ");
    }
    html_element(html, "code", docs_string(parameter, "name"));
    if (strcmp(docs_string(parameter, "in"), "path") == 0)
        html_text(html, page_word(docs->page.context, "（必須）", " (required)"));
    html_close(html);
}

/* What is chosen is called as in the data, and its code stands behind it. */
static void operation_form_option(struct html *html, const char *value, const char *title,
                                  struct slice chosen)
{
    bool told = *title && strcmp(title, value) != 0;
    html_open(html, "option");
    html_attribute(html, "value", value);
    if (slice_is(chosen, value))
        html_attribute(html, "selected", "selected");
    if (told)
        html_printf(html, "%s (%s)", title, value);
    else
        html_text(html, *value ? value : "–");
    html_close(html);
}

static void operation_form_choice(struct docs *docs, const json_t *schema, struct slice chosen)
{
    struct html *html = &docs->page.html;
    const json_t *values = operation_form_values(docs, schema), *value;
    size_t i;
    operation_form_option(html, "", "", chosen);
    json_array_foreach(values, i, value)
    {
        if (json_is_string(value))
            operation_form_option(html, json_string_value(value),
                                  docs_code_title(docs, schema, json_string_value(value)), chosen);
    }
    if (operation_form_is_flag(docs, schema)) {
        operation_form_option(html, "true", page_word(docs->page.context, "はい", "yes"), chosen);
        operation_form_option(html, "false", page_word(docs->page.context, "いいえ", "no"), chosen);
    }
}

/* A value that is none of the choices, as somebody wrote it into the address, is kept as text. */
static bool operation_form_is_choice(const struct docs *docs, const json_t *schema,
                                     struct slice value)
{
    const json_t *values = operation_form_values(docs, schema), *one;
    size_t i;
    if (operation_form_is_flag(docs, schema))
        return !value.len || slice_is(value, "true") || slice_is(value, "false");
    json_array_foreach(values, i, one)
    {
        if (!value.len || (json_is_string(one) && slice_is(value, json_string_value(one))))
            return true;
    }
    return false;
}

static void operation_form_field(struct docs *docs, const json_t *parameter, struct slice value)
{
    struct html *html = &docs->page.html;
    const char *name = docs_string(parameter, "name");
    const json_t *schema = operation_form_schema(parameter);
    bool choice = operation_form_is_choice(docs, schema, value);
    char id[FORM_NAME_SIZE];
    snprintf(id, sizeof id, "field-%s", name);
    html_open(html, "div");
    operation_form_label(docs, parameter, id);
    if (choice) {
        html_open(html, "select");
    } else {
        html_void(html, "input");
        html_attribute(html, "type", "text");
    }
    html_attribute(html, "id", id);
    html_attribute(html, "name", strcmp(name, "lang") == 0 ? OPERATION_LANG : name);
    if (choice) {
        operation_form_choice(docs, schema, value);
        html_close(html);
    } else if (value.len) {
        html_attribute_slice(html, "value", value);
    }
    html_close(html);
    html_line(html);
}

/* The parameters of the path, those of the query that are no columns, or columns. */
static void operation_form_fields(struct docs *docs, const struct operation *operation,
                                  const struct operation_call *call, bool columns)
{
    const json_t *parameters = json_object_get(operation->call, "parameters"), *one;
    size_t i;
    json_array_foreach(parameters, i, one)
    {
        const json_t *parameter = docs_resolve(docs, one);
        if (operation_form_has(docs, parameter) && operation_form_is_column(parameter) == columns)
            operation_form_field(docs, parameter,
                                 operation_field_value(call, docs_string(parameter, "name")));
    }
}

/* --- conditions --- */

static void operation_form_names(struct docs *docs, const struct operation *operation)
{
    struct html *html = &docs->page.html;
    const json_t *parameters = json_object_get(operation->call, "parameters"), *one, *operator;
    size_t i, j;
    html_open(html, "datalist");
    html_attribute(html, "id", "conditions");
    json_array_foreach(parameters, i, one)
    {
        const json_t *parameter = docs_resolve(docs, one);
        json_array_foreach(json_object_get(parameter, "x-operators"), j, operator)
        {
            bool equal = strcmp(json_string_value(operator), "eq") == 0;
            html_open(html, "option");
            html_attribute_printf(html, "value", "%s%s%s", docs_string(parameter, "name"),
                                  equal ? "" : "__", equal ? "" : json_string_value(operator));
            html_close(html);
        }
    }
    html_close(html);
    html_line(html);
}

static void operation_form_input(struct docs *docs, const char *kind, size_t number,
                                 const char *label, struct slice value)
{
    struct html *html = &docs->page.html;
    html_open(html, "div");
    html_open(html, "label");
    html_attribute_printf(html, "for", "%s-%zu", kind, number);
    html_printf(html, label, number);
    html_close(html);
    html_void(html, "input");
    html_attribute(html, "type", "text");
    html_attribute_printf(html, "id", "%s-%zu", kind, number);
    html_attribute_printf(html, "name", "%s-%zu", kind, number);
    if (*kind == 'c')
        html_attribute(html, "list", "conditions");
    if (value.len)
        html_attribute_slice(html, "value", value);
    html_close(html);
    html_line(html);
}

/* Whether a field of the call has one of its own in the form. */
static bool operation_form_is_shown(const struct docs *docs, const struct operation *operation,
                                    struct slice name)
{
    const json_t *parameters = json_object_get(operation->call, "parameters"), *one;
    size_t i;
    json_array_foreach(parameters, i, one)
    {
        const json_t *parameter = docs_resolve(docs, one);
        if (slice_is(name, docs_string(parameter, "name")))
            return operation_form_has(docs, parameter);
    }
    return false;
}

static void operation_form_condition(struct docs *docs, size_t number,
                                     const struct operation_field *field)
{
    const struct page_context *context = docs->page.context;
    operation_form_input(docs, "condition", number,
                         page_word(context, "条件 %zu の列（列__演算子）",
                                   "Column of condition %zu (column__operator)"),
                         field->name);
    operation_form_input(docs, "value", number,
                         page_word(context, "条件 %zu の値", "Value of condition %zu"),
                         field->value);
}

static void operation_form_conditions(struct docs *docs, const struct operation *operation,
                                      const struct operation_call *call, bool columns)
{
    static const struct operation_field none = {{NULL, 0}, {NULL, 0}};
    size_t number = 0;
    for (size_t i = 0; i < call->field_count; i++)
        if (!operation_form_is_shown(docs, operation, call->fields[i].name))
            operation_form_condition(docs, ++number, &call->fields[i]);
    for (size_t i = 0; columns && i < FORM_CONDITIONS; i++)
        operation_form_condition(docs, ++number, &none);
    if (columns)
        operation_form_names(docs, operation);
}

static bool operation_form_has_columns(const struct docs *docs, const struct operation *operation)
{
    const json_t *parameters = json_object_get(operation->call, "parameters"), *one;
    size_t i;
    json_array_foreach(parameters, i, one)
    {
        if (operation_form_is_column(docs_resolve(docs, one)))
            return true;
    }
    return false;
}

void docs_operation_form(struct docs *docs, const struct operation *operation,
                         const struct operation_call *call)
{
    const struct page_context *context = docs->page.context;
    struct html *html = &docs->page.html;
    html_open(html, "div");
    html_attribute(html, "class", "filter");
    html_open(html, "form");
    html_attribute_printf(html, "action", OPERATION_FOLDER "/%s#answer", operation->id);
    html_line(html);
    operation_form_fields(docs, operation, call, false);
    operation_form_fields(docs, operation, call, true);
    operation_form_conditions(docs, operation, call, operation_form_has_columns(docs, operation));
    page_form_keeps(&docs->page);
    html_open(html, "div");
    html_open(html, "button");
    html_attribute(html, "type", "submit");
    html_attribute(html, "name", OPERATION_NOW);
    html_attribute(html, "value", "yes");
    html_text(html, page_word(context, "呼び出す", "Call"));
    for (int i = 0; i < 4; i++) /* button, div, form, div */
        html_close(html);
    html_line(html);
}
