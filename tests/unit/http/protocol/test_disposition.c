/* Names of downloads: RFC 6266, RFC 8187 s.3.2. */
#include "hiraku/base/arena.h"
#include "hiraku/http/protocol/disposition.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void gives(const char *ascii, const char *title, const char *expected)
{
    struct arena arena;
    arena_init(&arena, 4096);
    struct slice field = disposition_field(&arena, slice_of(ascii), slice_of(title));
    assert_true(field.len == strlen(expected));
    assert_memory_equal(field.at, expected, field.len);
    arena_free(&arena);
}

static void both_names(void **state)
{
    (void)state;
    gives("rates.csv", "€ rates.csv",
          "attachment; filename=\"rates.csv\"; filename*=UTF-8''%E2%82%AC%20rates.csv");
    gives("observations.csv", "観測値_2026-11-21.csv",
          "attachment; filename=\"observations.csv\"; "
          "filename*=UTF-8''%E8%A6%B3%E6%B8%AC%E5%80%A4_2026-11-21.csv");
}

static void without_a_title_one_name(void **state)
{
    (void)state;
    gives("a-1.csv", "", "attachment; filename=\"a-1.csv\"");
}

static void nothing_ends_the_quotes_or_the_field(void **state)
{
    (void)state;
    gives("a\".csv\r\nX: y", "", "attachment; filename=\"a_.csv__X__y\"");
    gives("a\\;b.csv", "a\r\nX: y;'\"%.csv",
          "attachment; filename=\"a__b.csv\"; filename*=UTF-8''a__X_%20y%3B%27_%25.csv");
    gives("観.csv", "", "attachment; filename=\"___.csv\"");
}

static void no_name_leads_elsewhere(void **state)
{
    (void)state;
    gives("../x", "../x", "attachment; filename=\"_._x\"; filename*=UTF-8''_._x");
    gives(".bashrc", "C:\\x", "attachment; filename=\"_bashrc\"; filename*=UTF-8''C__x");
}

static void a_title_that_is_no_utf8_is_left_out(void **state)
{
    (void)state;
    gives("a.csv", "\xE8\xA6.csv", "attachment; filename=\"a.csv\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_names),
        cmocka_unit_test(without_a_title_one_name),
        cmocka_unit_test(nothing_ends_the_quotes_or_the_field),
        cmocka_unit_test(no_name_leads_elsewhere),
        cmocka_unit_test(a_title_that_is_no_utf8_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
