/* Parameters of the Action API as ckan/views/api.py (CKAN 2.11) takes them from a request. */
#include "hiraku/ckan/call.h"

#include "hiraku/base/arena.h"
#include "hiraku/query/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FORM "application/x-www-form-urlencoded"

enum { ARENA = 1 << 22 };

static struct arena arena;
static struct ckan_call call;
static struct problem problem;

static enum status read_call(const char *type, const char *body)
{
    const struct ckan_input input = {
        .action = slice_of("package_show"), .content_type = slice_of(type), .body = slice_of(body)};
    arena_reset(&arena);
    call = (struct ckan_call){.given_count = 0};
    return ckan_call_read(&call, &input, &arena, &problem);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, ARENA);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void numbers_keep_their_digits(void **state)
{
    (void)state;
    assert_int_equal(read_call("application/json", "{\"a\": 5.00, \"b\": 12345678901234567890}"),
                     STATUS_OK);
    assert_true(slice_is(ckan_text(&call, "a"), "5.00"));
    assert_true(slice_is(ckan_text(&call, "b"), "12345678901234567890"));
}

static void texts_lose_their_escapes(void **state)
{
    (void)state;
    assert_int_equal(read_call("application/json", "{\"\\u0061\": \"\\u9632\\\"\\n\"}"), STATUS_OK);
    assert_true(slice_is(ckan_text(&call, "a"), "\xE9\x98\xB2\"\n"));
}

static void null_is_as_if_it_were_not_given(void **state)
{
    (void)state;
    assert_int_equal(read_call("application/json", "{\"a\":null}"), STATUS_OK);
    assert_int_equal(ckan_given(&call, "a").len, 0);
    assert_true(ckan_flag(&call, "a", true));
}

static void a_form_is_read(void **state)
{
    (void)state;
    assert_int_equal(read_call(FORM, "id=a%26b&x=1+2&x=3"), STATUS_OK);
    assert_true(slice_is(ckan_text(&call, "id"), "a&b"));
    assert_true(slice_is(ckan_given(&call, "x"), "[\"1 2\",\"3\"]"));
}

static void json_in_a_form_is_json(void **state)
{
    (void)state;
    assert_int_equal(read_call(FORM, "%7B%22id%22%3A%22x%3Dy%22%7D="), STATUS_OK);
    assert_true(slice_is(ckan_text(&call, "id"), "x=y"));
    assert_int_equal(read_call(FORM, "{\"id\":\"x=y\"}"), STATUS_OK);
    assert_true(slice_is(ckan_text(&call, "id"), "x=y"));
}

static void what_is_no_object_is_refused(void **state)
{
    static const char *const bodies[] = {"[]", "1", "\"a\"", "{", "{\"a\"}", "{}x", "\xC0"};
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_int_equal(read_call("application/json", bodies[i]), STATUS_BAD_REQUEST);
        assert_true(call.refusal == CKAN_NO_JSON || call.refusal == CKAN_NO_DICTIONARY);
    }
}

static void numbers_may_be_texts(void **state)
{
    uint64_t number = 7;
    (void)state;
    assert_int_equal(read_call("application/json", "{\"a\":\" 0032000 \",\"b\":0,\"c\":\"\"}"),
                     STATUS_OK);
    assert_int_equal(ckan_natural(&call, "a", &number, &problem), STATUS_OK);
    assert_int_equal(number, 32000);
    assert_int_equal(ckan_natural(&call, "b", &number, &problem), STATUS_OK);
    assert_int_equal(number, 0);
    number = 7;
    assert_int_equal(ckan_natural(&call, "c", &number, &problem), STATUS_OK);
    assert_int_equal(number, 7);
}

/* CKAN takes any integer, and brings what is too much for a limit down to its bound. */
static void numbers_beyond_all_bounds_are_the_largest(void **state)
{
    static const char *const bodies[] = {"{\"a\":1000000000000000000}",
                                         "{\"a\":9223372036854775807}",
                                         "{\"a\":\"99999999999999999999\"}"};
    uint64_t number = 7;
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_int_equal(read_call("application/json", bodies[i]), STATUS_OK);
        assert_int_equal(ckan_natural(&call, "a", &number, &problem), STATUS_OK);
        assert_int_equal(number, UINT64_C(999999999999999999));
    }
}

static void other_numbers_are_refused(void **state)
{
    static const struct {
        const char *body;
        enum ckan_refusal refusal;
    } cases[] = {{"{\"a\":-1}", CKAN_NO_NATURAL},
                 {"{\"a\":\"x\"}", CKAN_NO_INTEGER},
                 {"{\"a\":1.5}", CKAN_NO_INTEGER},
                 {"{\"a\":[1]}", CKAN_NO_INTEGER},
                 {"{\"a\":{}}", CKAN_NO_INTEGER},
                 {"{\"a\":true}", CKAN_NO_INTEGER},
                 {"{\"a\":1e3}", CKAN_NO_INTEGER},
                 {"{\"a\":\"1 2\"}", CKAN_NO_INTEGER},
                 {"{\"a\":-99999999999999999999}", CKAN_NO_NATURAL}};
    uint64_t number = 7;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_call("application/json", cases[i].body), STATUS_OK);
        assert_int_equal(ckan_natural(&call, "a", &number, &problem), STATUS_ACTION_REFUSED);
        assert_int_equal(call.refusal, cases[i].refusal);
        assert_string_equal(call.field, "a");
    }
    assert_int_equal(number, 7);
}

static void flags_are_those_of_ckan(void **state)
{
    (void)state;
    assert_int_equal(read_call("application/json",
                               "{\"a\":\"True\",\"b\":1,\"c\":\"no\",\"d\":false,"
                               "\"e\":\"yes\",\"f\":\"t\"}"),
                     STATUS_OK);
    assert_true(ckan_flag(&call, "a", false) && ckan_flag(&call, "b", false));
    assert_true(ckan_flag(&call, "e", false) && ckan_flag(&call, "f", false));
    assert_false(ckan_flag(&call, "c", true) || ckan_flag(&call, "d", true));
    assert_true(ckan_flag(&call, "z", true));
}

static void lists_have_three_forms(void **state)
{
    static const char *const bodies[] = {"{\"a\":[\"x\",\"y z\"]}", "{\"a\":\"x, y z\"}",
                                         "{\"a\":\"[\\\"x\\\",\\\"y z\\\"]\"}"};
    struct slice *texts;
    size_t count;
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_int_equal(read_call("application/json", bodies[i]), STATUS_OK);
        assert_int_equal(ckan_texts(&call, "a", &texts, &count, &problem), STATUS_OK);
        assert_int_equal(count, 2);
        assert_true(slice_is(texts[0], "x") && slice_is(texts[1], "y z"));
    }
    assert_int_equal(read_call("application/json", "{\"a\":[[\"x\"]]}"), STATUS_OK);
    assert_int_equal(ckan_texts(&call, "a", &texts, &count, &problem), STATUS_ACTION_REFUSED);
}

static void objects_may_be_texts_and_nothing_else(void **state)
{
    struct slice json;
    (void)state;
    assert_int_equal(read_call("application/json", "{\"a\":{\"b\":5.00},\"c\":\"{\\\"d\\\":1}\","
                                                   "\"e\":\"a\",\"f\":[1],\"g\":7}"),
                     STATUS_OK);
    assert_int_equal(ckan_object(&call, "a", &json, &problem), STATUS_OK);
    assert_true(slice_is(json, "{\"b\":5.00}"));
    assert_int_equal(ckan_object(&call, "c", &json, &problem), STATUS_OK);
    assert_true(slice_is(json, "{\"d\":1}"));
    assert_int_equal(ckan_object(&call, "z", &json, &problem), STATUS_OK);
    assert_int_equal(json.len, 0);
    for (const char *const *name = (const char *const[]){"e", "f", "g", NULL}; *name; name++) {
        assert_int_equal(ckan_object(&call, *name, &json, &problem), STATUS_ACTION_REFUSED);
        assert_int_equal(call.refusal, CKAN_NO_OBJECT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_digits),
        cmocka_unit_test(texts_lose_their_escapes),
        cmocka_unit_test(null_is_as_if_it_were_not_given),
        cmocka_unit_test(a_form_is_read),
        cmocka_unit_test(json_in_a_form_is_json),
        cmocka_unit_test(what_is_no_object_is_refused),
        cmocka_unit_test(numbers_may_be_texts),
        cmocka_unit_test(numbers_beyond_all_bounds_are_the_largest),
        cmocka_unit_test(other_numbers_are_refused),
        cmocka_unit_test(flags_are_those_of_ckan),
        cmocka_unit_test(lists_have_three_forms),
        cmocka_unit_test(objects_may_be_texts_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
