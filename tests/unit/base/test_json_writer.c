/* Documents by RFC 8259: what jansson reads of them is what went in. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LIMIT = 64 * 1024 };

static void check_text(struct out *out, const char *expected)
{
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
    assert_string_equal(out_written(out).at, expected);
    json_t *read = json_loads(out_written(out).at, 0, NULL);
    assert_non_null(read);
    json_decref(read);
    out_close(out);
}

static void commas_stand_between(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_text(&json, "a", "1\"");
    json_begin_array(&json, "b");
    json_int(&json, NULL, -2);
    json_begin_object(&json, NULL);
    json_end(&json);
    json_bool(&json, NULL, true);
    json_end(&json);
    json_bool(&json, "c\n", false);
    json_finish(&json);
    check_text(&out, "{\"a\":\"1\\\"\",\"b\":[-2,{},true],\"c\\n\":false}\n");
}

static void nesting_ends_in_order(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    for (int i = 0; i < JSON_DEPTH_MAX; i += 2) {
        json_begin_array(&json, i > 0 ? "x" : NULL);
        json_begin_object(&json, NULL);
    }
    json_finish(&json);
    out_char(&out, '\0');
    json_t *read = json_loads(out_written(&out).at, 0, NULL);
    assert_non_null(read);
    json_decref(read);
    out_close(&out);
}

static void an_empty_text_is_what_the_document_says(void **state)
{
    (void)state;
    static const struct {
        enum json_empty empty;
        const char *expected;
    } rules[] = {{JSON_EMPTY_TEXT, "{\"a\":\"\",\"n\":null,\"b\":\"x\"}\n"},
                 {JSON_EMPTY_NULL, "{\"a\":null,\"n\":null,\"b\":\"x\"}\n"},
                 {JSON_EMPTY_NONE, "{\"n\":null,\"b\":\"x\"}\n"}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct out out;
        out_open_memory(&out, LIMIT);
        struct json_writer json = json_compact(&out, rules[i].empty);
        json_begin_object(&json, NULL);
        json_text(&json, "a", "");
        json_number(&json, "n", (struct slice){NULL, 0});
        json_printf(&json, "b", "%s", "x");
        json_finish(&json);
        check_text(&out, rules[i].expected);
    }
}

static void numbers_keep_their_digits(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_array(&json, NULL);
    json_number(&json, NULL, slice_of("5.00"));
    json_number(&json, NULL, slice_of("123456789012345678"));
    json_int_or_null(&json, NULL, INT64_MIN, true);
    json_int_or_null(&json, NULL, 7, false);
    json_finish(&json);
    check_text(&out, "[5.00,123456789012345678,-9223372036854775808,null]\n");
}

static void lines_are_where_they_are_asked_for(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_begin_array(&json, "items");
    for (int i = 1; i <= 2; i++) {
        json_line(&json);
        json_int(&json, NULL, i);
    }
    json_line(&json);
    json_finish(&json);
    check_text(&out, "{\"items\":[\n1,\n2\n]}\n");
}

static void outer_levels_are_indented(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_indented(&out, 2);
    json_begin_object(&json, NULL);
    json_begin_array(&json, "files");
    for (int i = 1; i <= 2; i++) {
        json_begin_object(&json, NULL);
        json_int(&json, "bytes", i);
        json_text(&json, "path", "p");
        json_end(&json);
    }
    json_end(&json);
    json_text(&json, "program", "x");
    json_finish(&json);
    check_text(&out, "{\n  \"files\": [\n    {\"bytes\": 1, \"path\": \"p\"},\n"
                     "    {\"bytes\": 2, \"path\": \"p\"}\n  ],\n  \"program\": \"x\"\n}\n");
}

static void members_go_on_in_an_object(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_int(&json, "a", 1);
    struct json_writer more = json_members(&out, JSON_EMPTY_TEXT);
    json_begin_array(&more, "b");
    json_end(&more);
    out_text(json_value(&more, "c"), "{\"d\":2}");
    json_finish(&json);
    check_text(&out, "{\"a\":1,\"b\":[],\"c\":{\"d\":2}}\n");
}

static void bytes_that_are_no_utf8_are_replaced(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_begin_array(&json, NULL);
    json_slice(&json, NULL, (struct slice){"\"\x82\xA0\x7F\xE6\x97\xA5\xE6\x97\0", 9});
    json_finish(&json);
    check_text(&out, "[\"\\\"\xEF\xBF\xBD\xEF\xBF\xBD\\u007f\xE6\x97\xA5\xEF\xBF\xBD\xEF\xBF\xBD"
                     "\"]\n");
}

static void what_is_too_long_fails(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct json_writer json = json_compact(&out, JSON_EMPTY_TEXT);
    json_printf(&json, NULL, "%*s", JSON_PRINTF_MAX, "x");
    assert_int_equal(out.error, STATUS_INTERNAL);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between),
        cmocka_unit_test(nesting_ends_in_order),
        cmocka_unit_test(an_empty_text_is_what_the_document_says),
        cmocka_unit_test(numbers_keep_their_digits),
        cmocka_unit_test(lines_are_where_they_are_asked_for),
        cmocka_unit_test(outer_levels_are_indented),
        cmocka_unit_test(members_go_on_in_an_object),
        cmocka_unit_test(bytes_that_are_no_utf8_are_replaced),
        cmocka_unit_test(what_is_too_long_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
