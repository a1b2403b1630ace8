/* Where and why a text is no JSON, by what people and editors do to one. */
#include "api/release/json_fault.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void expect(const char *text, enum rule rule, uint64_t line, uint64_t column)
{
    struct json_fault fault = json_fault_find(slice_of(text));
    if (fault.rule != rule || fault.line != line || fault.column != column)
        fail_msg("%s: %s at %d:%d", text, rule_info(fault.rule)->slug, (int)fault.line,
                 (int)fault.column);
    assert_null(json_loads(text, JSON_REJECT_DUPLICATES, NULL));
}

static void commas(void **state)
{
    (void)state;
    expect("{\n \"a\": \"1\",\n}", RULE_JSON_EXTRA_COMMA, 2, 10);
    expect("{\"a\": [1, 2, ]}", RULE_JSON_EXTRA_COMMA, 1, 12);
    expect("{\"a\": 1,, \"b\": 2}", RULE_JSON_EXTRA_COMMA, 1, 9);
    expect("{\"名\": \"値\"\n \"b\": 2}", RULE_JSON_MISSING_COMMA, 1, 10);
    expect("{\"a\": [1 2]}", RULE_JSON_MISSING_COMMA, 1, 9);
    expect("{\"a\": {\"b\": 1} \"c\": 2}", RULE_JSON_MISSING_COMMA, 1, 15);
}

static void colons_and_values(void **state)
{
    (void)state;
    expect("{\"a\" \"b\"}", RULE_JSON_MISSING_COLON, 1, 5);
    expect("{\"a\", \"b\": 1}", RULE_JSON_MISSING_COLON, 1, 5);
    expect("{\"a\"}", RULE_JSON_MISSING_COLON, 1, 5);
    expect("{\"a\":\n}", RULE_JSON_MISSING_VALUE, 1, 6);
    expect("{\"a\": , \"b\": 1}", RULE_JSON_MISSING_VALUE, 1, 6);
}

static void quotes(void **state)
{
    (void)state;
    expect("{'a': 1}", RULE_JSON_QUOTES, 1, 2);
    expect("{“a”: 1}", RULE_JSON_QUOTES, 1, 2);
    expect("{\"a\": ＂値＂}", RULE_JSON_QUOTES, 1, 7);
    expect("{\"a\": “値\"}", RULE_JSON_QUOTES, 1, 7);
}

static void full_width_signs(void **state)
{
    (void)state;
    expect("{\"a\"：1}", RULE_JSON_FULL_WIDTH, 1, 5);
    expect("{\"a\": 1，\"b\": 2}", RULE_JSON_FULL_WIDTH, 1, 8);
    expect("｛\"a\": 1}", RULE_JSON_FULL_WIDTH, 1, 1);
    expect("{\n\xE3\x80\x80\"a\": 1}", RULE_JSON_SPACE, 2, 1);
}

static void comments(void **state)
{
    (void)state;
    expect("{\"a\": 1 // 名称\n}", RULE_JSON_COMMENT, 1, 9);
    expect("# x\n{}", RULE_JSON_COMMENT, 1, 1);
    expect("{/* x */}", RULE_JSON_COMMENT, 1, 2);
}

static void brackets(void **state)
{
    (void)state;
    expect("{\"a\": 1", RULE_JSON_OPEN_BRACKET, 1, 1);
    expect("{\"a\": {\"b\": 1}", RULE_JSON_OPEN_BRACKET, 1, 1);
    expect("{\"a\": [1}", RULE_JSON_EXTRA_BRACKET, 1, 9);
    expect("{}}", RULE_JSON_EXTRA_BRACKET, 1, 3);
    expect("{} x", RULE_JSON_AFTER_END, 1, 4);
    expect("{}\n{}", RULE_JSON_AFTER_END, 2, 1);
}

static void strings(void **state)
{
    (void)state;
    expect("{\"a\": \"x\ny\", \"b\": 1}", RULE_JSON_LINE_BREAK, 1, 7);
    expect("{\"a\": \"x\r\n\"}", RULE_JSON_LINE_BREAK, 1, 7);
    expect("{\"a\": \"x\n \\\" y\" ]", RULE_JSON_LINE_BREAK, 1, 7);
    expect("{\"a\": \"\"東\"の\"}", RULE_JSON_INNER_QUOTE, 1, 8);
    expect("{\"a\": \"the \"east\" one\"}", RULE_JSON_INNER_QUOTE, 1, 12);
    expect("{\"a\": \"x\" east: \"y\"}", RULE_JSON_MISSING_COMMA, 1, 10);
    expect("{\"a\": \"x,\n\"b\": \"y\"}", RULE_JSON_OPEN_STRING, 1, 7);
    expect("{\"a\": \"x", RULE_JSON_OPEN_STRING, 1, 7);
    expect("{\"a\": \"x\ty\"}", RULE_JSON_CONTROL, 1, 9);
    expect("{\"a\": \"C:\\data\"}", RULE_JSON_ESCAPE, 1, 10);
    expect("{\"a\": \"\\u12\"}", RULE_JSON_ESCAPE, 1, 8);
}

static void words(void **state)
{
    (void)state;
    expect("{a: 1}", RULE_JSON_BARE_WORD, 1, 2);
    expect("{\"a\": True}", RULE_JSON_BARE_WORD, 1, 7);
    expect("{\"a\": 012345}", RULE_JSON_BARE_WORD, 1, 7);
    expect("{\"a\": 横浜}", RULE_JSON_UNEXPECTED, 1, 7);
    expect("", RULE_JSON_EMPTY, 1, 1);
    expect(" \n", RULE_JSON_EMPTY, 1, 1);
}

static void repeated_key_names_the_first(void **state)
{
    (void)state;
    const char *text = "{\"a\": 1,\n\"b\": {\"a\": 2},\n\"a\": 3}";
    expect(text, RULE_JSON_REPEATED_KEY, 3, 2);
    assert_int_equal(json_fault_find(slice_of(text)).other_line, 1);
}

static void good_text_has_no_fault(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"a\": -0.5e+10, \"b\": [], \"c\": {\"a\": null}, \"d\": \"\\u6a2a\\n\"}", "[1, [2, {}]]",
        "{}"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(json_fault_find(slice_of(texts[i])).rule, RULE_BAD_JSON);
        json_t *value = json_loads(texts[i], 0, NULL);
        assert_non_null(value);
        json_decref(value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas),
        cmocka_unit_test(colons_and_values),
        cmocka_unit_test(quotes),
        cmocka_unit_test(full_width_signs),
        cmocka_unit_test(comments),
        cmocka_unit_test(brackets),
        cmocka_unit_test(strings),
        cmocka_unit_test(words),
        cmocka_unit_test(repeated_key_names_the_first),
        cmocka_unit_test(good_text_has_no_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
