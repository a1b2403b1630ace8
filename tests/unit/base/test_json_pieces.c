/* JSON in pieces (RFC 8259): values as they stand, without a change of a digit. */
#include "hiraku/base/json_pieces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void members_come_in_their_order(void **state)
{
    struct slice rest = pieces_open(slice_of(" {\"a\" : 5.00, \"b\":\"x, \\\"}\",\n\"c\":null}")),
                 name, value;
    (void)state;
    assert_true(pieces_next(&rest, &name, &value));
    assert_true(slice_is(name, "a") && slice_is(value, "5.00"));
    assert_true(pieces_next(&rest, &name, &value));
    assert_true(slice_is(name, "b") && slice_is(value, "\"x, \\\"}\""));
    assert_true(pieces_next(&rest, &name, &value));
    assert_true(slice_is(name, "c") && slice_is(value, "null"));
    assert_false(pieces_next(&rest, &name, &value));
}

static void what_is_nested_is_one_piece(void **state)
{
    struct slice rest = pieces_open(slice_of("[{\"a\":[1,{\"b\":\"]\"}]},[],-1e2]")), value;
    (void)state;
    assert_true(pieces_next(&rest, NULL, &value));
    assert_true(slice_is(value, "{\"a\":[1,{\"b\":\"]\"}]}"));
    assert_true(pieces_next(&rest, NULL, &value));
    assert_true(slice_is(value, "[]") && pieces_open(value).len == 0);
    assert_true(pieces_next(&rest, NULL, &value));
    assert_true(slice_is(value, "-1e2"));
    assert_false(pieces_next(&rest, NULL, &value));
}

static void a_text_ends_at_its_own_quotation_mark(void **state)
{
    static const char *const texts[] = {"\"\"",           "\"\\\\\"",     "\"\\\"\"",
                                        "\"a\\\\\\\"b\"", "\"\\\\\\\\\"", "\"[{,:\\\"]\""};
    char json[64];
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct slice rest, value;
        snprintf(json, sizeof json, "[%s,\"next\"]", texts[i]);
        rest = pieces_open(slice_of(json));
        assert_true(pieces_next(&rest, NULL, &value));
        assert_true(slice_is(value, texts[i]));
        assert_true(pieces_next(&rest, NULL, &value));
        assert_true(slice_is(value, "\"next\""));
    }
}

static void what_is_nested_is_gone_into_and_left(void **state)
{
    struct slice rest = pieces_open(slice_of("{\"a\": [1, {\"b\":2}, []] ,\"c\":\"d\"}")), name,
                 value;
    (void)state;
    assert_true(pieces_name(&rest, &name) && slice_is(name, "a"));
    assert_int_equal(pieces_peek(&rest), '[');
    pieces_enter(&rest);
    assert_true(pieces_next(&rest, NULL, &value) && slice_is(value, "1"));
    assert_int_equal(pieces_peek(&rest), '{');
    pieces_enter(&rest);
    assert_true(pieces_next(&rest, &name, &value) && slice_is(name, "b") && slice_is(value, "2"));
    assert_int_equal(pieces_peek(&rest), '\0');
    assert_false(pieces_name(&rest, &name));
    pieces_leave(&rest);
    assert_true(pieces_next(&rest, NULL, &value) && slice_is(value, "[]"));
    assert_int_equal(pieces_peek(&rest), '\0');
    pieces_leave(&rest);
    assert_true(pieces_next(&rest, &name, &value) && slice_is(name, "c") &&
                slice_is(value, "\"d\""));
    assert_false(pieces_name(&rest, &name));
    assert_int_equal(pieces_peek(&rest), '\0');
}

static void what_is_no_object_has_no_pieces(void **state)
{
    static const char *const texts[] = {"", "1", "\"a\"", "{", "[", "{}", "[]", " "};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(pieces_open(slice_of(texts[i])).len, 0);
}

static void what_is_broken_off_is_not_read_behind(void **state)
{
    static const char text[] = "{\"a\":[1,\"b\\\"";
    (void)state;
    for (size_t len = 0; len < sizeof text; len++) {
        struct slice rest = pieces_open((struct slice){text, len}), name, value;
        for (int i = 0; i < 20 && pieces_next(&rest, &name, &value); i++)
            assert_true(value.at + value.len <= text + len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_their_order),
        cmocka_unit_test(what_is_nested_is_one_piece),
        cmocka_unit_test(a_text_ends_at_its_own_quotation_mark),
        cmocka_unit_test(what_is_nested_is_gone_into_and_left),
        cmocka_unit_test(what_is_no_object_has_no_pieces),
        cmocka_unit_test(what_is_broken_off_is_not_read_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
