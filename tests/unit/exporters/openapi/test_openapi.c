/* The OpenAPI document: complete for every table of the model, references that resolve, stable
 * bytes. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/openapi/openapi.h"
#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/exporters/openapi/openapi_template.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"

#include "exporters/things.h"

#include <jansson.h>

static char *document_text(const struct instance *of)
{
    struct out out;
    struct problem p;
    out_open_memory(&out, 16 << 20);
    assert_int_equal(openapi_write(of, (struct openapi_view){0}, &out, &p), STATUS_OK);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, &p), STATUS_OK);
    size_t len;
    return out_take(&out, &len);
}

static json_t *document_of(const struct instance *of)
{
    char *text = document_text(of);
    json_error_t error;
    json_t *document = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!document)
        fail_msg("%s at line %d", error.text, error.line);
    free(text);
    return document;
}

/* Follows a path of names separated by '|'. */
static json_t *at(json_t *value, const char *path)
{
    char name[200];
    const char *start = path;
    while (*start) {
        size_t len = strcspn(start, "|");
        assert_true(len < sizeof name);
        memcpy(name, start, len);
        name[len] = '\0';
        value = json_object_get(value, name);
        if (!value)
            fail_msg("no %s in %s", name, path);
        start += len + (start[len] == '|');
    }
    return value;
}

static json_t *root;

static int load(void **state)
{
    (void)state;
    root = document_of(NULL);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    json_decref(root);
    return 0;
}

/* JSON Pointers as they occur here: names with / written ~1 do not. */
static void check_reference(const char *reference)
{
    assert_ptr_equal(strstr(reference, "#/"), reference);
    char path[300] = "";
    assert_true(strlen(reference) < sizeof path);
    strcpy(path, reference + 2);
    for (char *c = path; *c; c++)
        if (*c == '/')
            *c = '|';
    at(root, path);
}

static size_t walk(json_t *value)
{
    size_t references = 0, i;
    const char *key;
    json_t *member;
    if (json_is_object(value)) {
        json_object_foreach(value, key, member)
        {
            assert_null(strstr(key, "x-hiraku-"));
            if (strcmp(key, "$ref") == 0) {
                check_reference(json_string_value(member));
                references++;
            }
            references += walk(member);
        }
    } else if (json_is_array(value)) {
        json_array_foreach(value, i, member)
        {
            references += walk(member);
        }
    } else if (json_is_string(value)) {
        const char *text = json_string_value(value);
        assert_null(strstr(text, "x-hiraku-"));
        assert_null(strstr(text, "{Record}"));
        assert_null(strstr(text, "{title_"));
        assert_null(strstr(text, "{doc"));
    }
    return references;
}

static void references_resolve(void **state)
{
    (void)state;
    assert_true(walk(root) > 500);
}

static void a_form_without_a_schema_is_named(void **state)
{
    (void)state;
    struct problem p = {0};
    json_t *schemas = json_object(), *mark = json_pack("{s:s}", "x-hiraku-forms", "csv");
    struct openapi api = {.schemas = schemas};
    json_decref(openapi_copy(&api, mark, NULL));
    assert_int_equal(openapi_status(&api, &p), STATUS_BAD_MODEL);
    assert_string_equal(p.subject, "csv");
    json_decref(mark);
    json_decref(schemas);
}

/* The schema that an operation's JSON answer names. */
static json_t *answer_schema(const char *path)
{
    char full_path[300];
    snprintf(full_path, sizeof full_path,
             "paths|%s|get|responses|200|content|application/json|schema|$ref", path);
    const char *reference = json_string_value(at(root, full_path));
    char name[120];
    snprintf(name, sizeof name, "components|schemas|%s", strrchr(reference, '/') + 1);
    return at(root, name);
}

static bool requires(json_t *schema, const char *name)
{
    json_t *required = json_object_get(schema, "required"), *one;
    size_t i;
    json_array_foreach(required, i, one)
    {
        if (strcmp(json_string_value(one), name) == 0)
            return true;
    }
    return false;
}

static bool allows_null(json_t *schema)
{
    if (json_object_get(schema, "anyOf"))
        return true;
    json_t *type = json_object_get(schema, "type");
    return json_is_array(type) && strcmp(json_string_value(json_array_get(type, 1)), "null") == 0;
}

static void check_column(json_t *record, const struct resource *resource,
                         const struct column *column)
{
    char name[160];
    json_t *schema = at(at(record, "properties"), column->name);
    assert_true(requires(record, column->name));
    bool always = column == resource->columns || column->flags & COL_REQUIRED;
    assert_int_equal(allows_null(schema), !always);
    if (column->type == TYPE_ENUM) {
        json_t *reference = always ? schema : json_array_get(at(schema, "anyOf"), 0);
        const char *named = json_string_value(at(reference, "$ref"));
        snprintf(name, sizeof name, "components|schemas|%s|enum", strrchr(named, '/') + 1);
        size_t count = 0;
        while (column->codes[count].value)
            count++;
        assert_int_equal(json_array_size(at(root, name)), count);
    }
    if (column->type == TYPE_REF) {
        snprintf(name, sizeof name, "%s_url", column->name);
        assert_true(requires(record, name));
        at(at(record, "properties"), name);
    }
    if (column_is_published(column)) {
        snprintf(name, sizeof name, "components|parameters|%s-%s", resource->name, column->name);
        assert_string_equal(json_string_value(at(at(root, name), "name")), column->name);
    }
}

static void every_table_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        char path[120];
        snprintf(path, sizeof path, "/v1/%s", resource->name);
        assert_int_equal(json_array_size(json_object_get(answer_schema(path), "allOf")), 2);
        snprintf(path, sizeof path, "/v1/%s/{id}", resource->name);
        json_t *record = answer_schema(path);
        assert_true(requires(record, "url"));
        for (const struct column *column = resource->columns; column->name; column++) {
            if (column->flags & COL_HIDDEN)
                assert_null(json_object_get(at(record, "properties"), column->name));
            else
                check_column(record, resource, column);
        }
    }
}

static void every_column_is_a_filter(void **state)
{
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        char path[160];
        snprintf(path, sizeof path, "paths|/v1/%s|get|parameters", resource->name);
        json_t *parameters = at(root, path), *parameter;
        size_t filters = 0, columns = 0, j;
        json_array_foreach(parameters, j, parameter)
        {
            const char *reference = json_string_value(json_object_get(parameter, "$ref"));
            char component[200];
            snprintf(component, sizeof component, "components|parameters|%s",
                     reference ? strrchr(reference, '/') + 1 : "");
            if (reference && json_object_get(at(root, component), "x-operators"))
                filters++;
        }
        for (const struct column *column = resource->columns; column->name; column++)
            columns += column_is_published(column);
        assert_int_equal(filters, columns);
    }
}

static json_t *parameter_of(const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "components|parameters|%s", name);
    return at(root, path);
}

static bool lists(json_t *array, const char *text)
{
    json_t *one;
    size_t i;
    json_array_foreach(array, i, one)
    {
        if (strcmp(json_string_value(one), text) == 0)
            return true;
    }
    return false;
}

static void operators_are_those_of_the_parser(void **state)
{
    (void)state;
    json_t *period = at(parameter_of("observations-period"), "x-operators");
    assert_true(lists(period, "ge") && lists(period, "notin") && !lists(period, "contains"));
    json_t *text = at(parameter_of("programs-name_ja"), "x-operators");
    assert_true(lists(text, "contains") && !lists(text, "ge"));
    assert_string_equal(json_string_value(at(parameter_of("observations-period__ge"), "name")),
                        "period__ge");
    json_t *parameters = at(root, "components|parameters");
    assert_null(json_object_get(parameters, "observations-period__contains"));
    at(parameter_of("observations-_filters"), "schema|patternProperties");
}

/* Whether a parameter of the operation is this component. */
static bool refers(const char *path, const char *component)
{
    char full_path[200], reference[200];
    size_t i;
    json_t *one;
    snprintf(full_path, sizeof full_path, "paths|%s|get|parameters", path);
    snprintf(reference, sizeof reference, "#/components/%s", component);
    json_array_foreach(at(root, full_path), i, one)
    {
        const char *found = json_string_value(json_object_get(one, "$ref"));
        if (found && strcmp(found, reference) == 0)
            return true;
    }
    return false;
}

static void options_name_columns_and_forms(void **state)
{
    (void)state;
    json_t *sort = at(parameter_of("programs-sort"), "schema|items|enum");
    assert_true(lists(sort, "name_ja") && lists(sort, "-name_ja"));
    json_t *include = at(parameter_of("programs-include"), "schema|items|enum");
    assert_true(lists(include, "source") && !lists(include, "name_ja"));
    assert_true(refers("/v1/programs", "parameters/limit"));
    assert_false(refers("/v1/programs", "parameters/profile"));
    assert_true(refers("/v1/programs.csv", "parameters/profile"));
    assert_true(refers("/v1/programs.csv", "parameters/programs-headers"));
    assert_false(refers("/v1/programs.ndjson", "parameters/programs-headers"));
    assert_false(refers("/v1/programs.ndjson", "parameters/limit"));
}

static void check_japanese(json_t *value)
{
    const char *key;
    json_t *member;
    size_t i;
    json_array_foreach(value, i, member)
    {
        check_japanese(member);
    }
    if (!json_is_object(value))
        return;
    if (json_is_string(json_object_get(value, "description")) &&
        !json_object_get(value, "x-description-ja"))
        fail_msg("no Japanese for: %s", json_string_value(json_object_get(value, "description")));
    json_object_foreach(value, key, member)
    {
        check_japanese(member);
    }
}

static void every_text_is_in_japanese_too(void **state)
{
    (void)state;
    check_japanese(root);
}

static void operations_have_names_of_their_own(void **state)
{
    (void)state;
    static const char *const methods[] = {"get", "post"};
    json_t *names = json_object(), *item;
    const char *path;
    json_object_foreach(at(root, "paths"), path, item)
    {
        size_t before = json_object_size(names);
        for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
            json_t *operation = json_object_get(item, methods[i]);
            if (!operation)
                continue;
            const char *name = json_string_value(at(operation, "operationId"));
            assert_null(json_object_get(names, name));
            json_object_set_new(names, name, json_true());
        }
        assert_true(json_object_size(names) > before);
    }
    assert_non_null(json_object_get(names, "listPrograms"));
    assert_non_null(json_object_get(names, "getProgram"));
    assert_non_null(json_object_get(names, "getMunicipality"));
    assert_non_null(json_object_get(names, "postMcp"));
    json_decref(names);
}

static void statuses_are_responses(void **state)
{
    (void)state;
    static const char *const codes[] = {"400", "404", "405", "406", "410", "411",
                                        "413", "414", "416", "431", "500", "503"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        char path[120];
        snprintf(path, sizeof path, "components|responses|%s", codes[i]);
        json_t *response = at(root, path);
        at(response, "content|application/problem+json");
        assert_true(strlen(json_string_value(at(response, "description"))) > 0);
    }
}

static void bytes_are_stable(void **state)
{
    (void)state;
    char *one = document_text(NULL), *two = document_text(NULL);
    assert_string_equal(one, two);
    assert_ptr_equal(strstr(one, "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\n"), one);
    assert_string_equal(one + strlen(one) - 3, "\n}\n");
    free(one);
    free(two);
}

static void instance_is_named(void **state)
{
    (void)state;
    struct instance city = instance;
    city.title[LANGUAGE_JA] = "市の公開データ";
    city.title[LANGUAGE_EN] = "City data";
    json_t *document = document_of(&city);
    assert_string_equal(json_string_value(at(document, "info|title")), "City data");
    assert_string_equal(json_string_value(at(document, "info|x-title-ja")), "市の公開データ");
    json_t *server = json_array_get(at(document, "servers"), 0);
    assert_string_equal(json_string_value(at(server, "url")), "https://city.example");
    /* ids of the sample instance are in the committed document only */
    static const char path[] = "paths|/v1/kpis/{kpi}/series|get|parameters";
    assert_null(json_object_get(json_array_get(at(document, path), 0), "example"));
    assert_non_null(json_object_get(json_array_get(at(root, path), 0), "example"));
    json_decref(document);
}

static void sink_refuses(void **state)
{
    (void)state;
    struct out out;
    struct problem p;
    out_open_sink(&out, refuse, NULL);
    openapi_write(NULL, (struct openapi_view){0}, &out, &p);
    assert_int_equal(out_finish(&out, &p), STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_resolve),
        cmocka_unit_test(a_form_without_a_schema_is_named),
        cmocka_unit_test(every_table_is_described),
        cmocka_unit_test(every_column_is_a_filter),
        cmocka_unit_test(operators_are_those_of_the_parser),
        cmocka_unit_test(options_name_columns_and_forms),
        cmocka_unit_test(every_text_is_in_japanese_too),
        cmocka_unit_test(operations_have_names_of_their_own),
        cmocka_unit_test(statuses_are_responses),
        cmocka_unit_test(bytes_are_stable),
        cmocka_unit_test(instance_is_named),
        cmocka_unit_test(sink_refuses),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
