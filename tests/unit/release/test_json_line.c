/* In which line something of a JSON text stands. */
#include "api/release/json_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char text[] = "\n{ \"dark\": \"light\",\n"
                           "  \"colours\": {\"light\": {\n"
                           "    \"a\\\"}\": [1, {\"link\": 2}],\n"
                           "    \"link\": 3},\n"
                           "  \"dark\": {\n"
                           "    \"link\"\n : 4}},\n"
                           "  \"links\": [\n"
                           "    {\"url\": 5},\n"
                           "    {\n      \"url\": 6}]}\n";

static uint64_t line(const char *path)
{
    return json_line_of(slice_of(text), path);
}

static void a_key_is_found_in_its_object(void **state)
{
    (void)state;
    assert_int_equal(line("dark"), 2);
    assert_int_equal(line("colours"), 3);
    assert_int_equal(line("colours.light.link"), 5);
    assert_int_equal(line("colours.dark"), 6);
    assert_int_equal(line("colours.dark.link"), 7);
}

static void an_element_is_found_by_its_number(void **state)
{
    (void)state;
    assert_int_equal(line("links.0"), 10);
    assert_int_equal(line("links.0.url"), 10);
    assert_int_equal(line("links.1"), 11);
    assert_int_equal(line("links.1.url"), 12);
}

static void what_is_not_there_is_where_it_would_be(void **state)
{
    (void)state;
    assert_int_equal(line(""), 2);
    assert_int_equal(line("nothing"), 2);
    assert_int_equal(line("colours.dark.text"), 6);
    assert_int_equal(line("links.1.label_ja"), 11);
    assert_int_equal(line("links.7.url"), 9);
    assert_int_equal(line("dark.link"), 2);
}

static void no_end_is_read_over(void **state)
{
    (void)state;
    for (size_t len = 0; len < sizeof text; len++)
        assert_in_range(json_line_of((struct slice){text, len}, "links.1.url"), 1, 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_found_in_its_object),
        cmocka_unit_test(an_element_is_found_by_its_number),
        cmocka_unit_test(what_is_not_there_is_where_it_would_be),
        cmocka_unit_test(no_end_is_read_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
