/* sent.h: fields of a form, members of an object. */
#include "hiraku/desk/face/sent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;
static struct sent_fields fields;

static enum status form_of(const char *text)
{
    arena_reset(&arena);
    fields.count = 0;
    return sent_read(&fields, &arena, slice_of(text), NULL);
}

static enum status form_of_json(const char *text)
{
    arena_reset(&arena);
    fields.count = 0;
    return sent_read_json(&fields, &arena, slice_of(text), NULL);
}

static void fields_are_decoded(void **state)
{
    (void)state;
    assert_int_equal(form_of("a=1+2&b=%E6%A8%AA&&c&d=x=y"), STATUS_OK);
    assert_int_equal(fields.count, 4);
    assert_true(slice_is(sent_value(&fields, "a"), "1 2"));
    assert_true(slice_is(sent_value(&fields, "b"), "横"));
    assert_true(slice_is(sent_value(&fields, "c"), "") && sent_value(&fields, "c").at);
    assert_true(slice_is(sent_value(&fields, "d"), "x=y"));
    assert_null(sent_value(&fields, "e").at);
    assert_true(slice_is(sent_take(&fields, "a"), "1 2"));
    assert_null(sent_value(&fields, "a").at);
    assert_int_equal(fields.count, 3);
}

static void what_is_not_percent_encoded_utf_8_is_refused(void **state)
{
    static const char *const wrong[] = {"a=%", "a=%zz", "a=%FF", "a=%00", "a=%0A", "%C0%80=1"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(form_of(wrong[i]), STATUS_BAD_TARGET);
    assert_int_equal(form_of("a=1&a=2"), STATUS_REPEATED_PARAMETER);
    assert_int_equal(form_of("a&b&c&d&e&f&g&h&i&j&k&l&m&n&o&p&q"), STATUS_DESK_FIELDS);
}

static void an_object_has_texts_and_whole_numbers(void **state)
{
    (void)state;
    assert_int_equal(form_of_json("{\"reason\": \"訂正\", \"release\": 12}"), STATUS_OK);
    assert_true(slice_is(sent_value(&fields, "reason"), "訂正"));
    assert_true(slice_is(sent_value(&fields, "release"), "12"));
    static const char *const wrong[] = {"",
                                        "[]",
                                        "{",
                                        "1",
                                        "{\"a\": []}",
                                        "{\"a\": 1.5}",
                                        "{\"a\": null}",
                                        "{\"a\": true}",
                                        "{\"a\": {\"b\": 1}}",
                                        "{\"a\":1,\"a\":2}"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(form_of_json(wrong[i]), STATUS_DESK_JSON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_decoded),
        cmocka_unit_test(what_is_not_percent_encoded_utf_8_is_refused),
        cmocka_unit_test(an_object_has_texts_and_whole_numbers),
    };
    arena_init(&arena, 65536);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(&arena);
    return failed;
}
