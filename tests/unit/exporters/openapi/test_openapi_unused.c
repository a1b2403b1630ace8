/* openapi_unused.h: what is left of the components of a document. */
#include "hiraku/exporters/openapi/openapi_unused.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* The document without what nothing refers to is the other one. */
static void leaves(const char *document, const char *expected)
{
    struct openapi api = {.failed = false};
    json_t *before = json_loads(document, 0, NULL), *after = json_loads(expected, 0, NULL);
    assert_non_null(before);
    assert_non_null(after);
    openapi_drop_unused(&api, before);
    char *text = json_dumps(before, JSON_SORT_KEYS);
    if (!json_equal(before, after))
        fail_msg("%s", text);
    free(text);
    assert_false(api.failed);
    json_decref(before);
    json_decref(after);
}

#define SCHEMA(name) "{\"$ref\":\"#/components/schemas/" name "\"}"

static void what_is_referred_to_stays(void **state)
{
    (void)state;
    static const char document[] =
        "{\"paths\":{\"/a\":{\"get\":{\"parameters\":[{\"$ref\":\"#/components/parameters/"
        "limit\"}],"
        "\"responses\":{\"200\":{\"schema\":" SCHEMA(
            "List") "}}}}},"
                    "\"components\":{\"schemas\":{\"List\":{\"items\":" SCHEMA(
                        "Item") "},\"Item\":{}},"
                                "\"parameters\":{\"limit\":{}}}}";
    leaves(document, document);
}

static void what_nothing_refers_to_goes(void **state)
{
    (void)state;
    leaves("{\"paths\":{},\"components\":{\"schemas\":{\"A\":{}},\"parameters\":{\"b\":{}}}}",
           "{\"paths\":{},\"components\":{\"schemas\":{},\"parameters\":{}}}");
}

static void what_only_that_referred_to_goes_too(void **state)
{
    (void)state;
    leaves("{\"paths\":{\"/x\":" SCHEMA("X") "},\"components\":{\"schemas\":{\"A\":{\"of\":" SCHEMA(
               "B") "},\"B\":{\"of\":" SCHEMA("C") "},\"C\":{},\"X\":{}},"
                                                   "\"parameters\":{\"p\":{\"schema\":" SCHEMA(
                                                       "C") "}}}}",
           "{\"paths\":{\"/x\":" SCHEMA("X") "},\"components\":{\"schemas\":{\"X\":{}},"
                                             "\"parameters\":{}}}");
}

static void other_kinds_stay(void **state)
{
    (void)state;
    leaves("{\"paths\":{},\"components\":{\"headers\":{\"R\":{\"of\":" SCHEMA(
               "A") "}},\"schemas\":{\"A\":{}}}}",
           "{\"paths\":{},\"components\":{\"headers\":{\"R\":{\"of\":" SCHEMA(
               "A") "}},\"schemas\":{\"A\":{}}}}");
}

static void an_answer_that_no_operation_has_goes_with_its_schema(void **state)
{
    (void)state;
    leaves("{\"paths\":{},\"components\":{\"responses\":{\"R\":{\"of\":" SCHEMA(
               "A") "}},\"schemas\":{\"A\":{}}}}",
           "{\"paths\":{},\"components\":{\"responses\":{},\"schemas\":{}}}");
}

/* A name of one kind is no reference to the same name of another, nor to a longer one. */
static void a_reference_is_of_its_kind_and_whole(void **state)
{
    (void)state;
    leaves("{\"paths\":{\"/x\":" SCHEMA("limits") "},\"components\":{\"schemas\":{\"limits\":{},"
                                                  "\"limit\":{}},\"parameters\":{\"limits\":{}}}}",
           "{\"paths\":{\"/x\":" SCHEMA("limits") "},\"components\":{\"schemas\":{\"limits\":{}},"
                                                  "\"parameters\":{}}}");
}

/* A property may be called $ref: what it is, is an object then. */
static void a_document_without_components_stays(void **state)
{
    (void)state;
    leaves("{\"paths\":{\"$ref\":{\"a\":1}}}", "{\"paths\":{\"$ref\":{\"a\":1}}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_referred_to_stays),
        cmocka_unit_test(what_nothing_refers_to_goes),
        cmocka_unit_test(what_only_that_referred_to_goes_too),
        cmocka_unit_test(other_kinds_stay),
        cmocka_unit_test(an_answer_that_no_operation_has_goes_with_its_schema),
        cmocka_unit_test(a_reference_is_of_its_kind_and_whole),
        cmocka_unit_test(a_document_without_components_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
