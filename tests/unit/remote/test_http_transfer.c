/* Lines of fields as libcurl hands them over: with their end, and without a NUL behind it. */
#include "api/remote/http_transfer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char value[16];

static bool field(const char *line, const char *name)
{
    char bytes[64];
    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes, line, strlen(line));
    strcpy(value, "as before");
    return http_transfer_field(bytes, strlen(line), name, value, sizeof value);
}

static void the_value_has_no_space_around_it(void **state)
{
    (void)state;
    assert_true(field("ETag: \t\"a b\" \r\n", "etag"));
    assert_string_equal(value, "\"a b\"");
    assert_true(field("ETag:\"a\"", "etag"));
    assert_string_equal(value, "\"a\"");
    assert_true(field("ETag:\r\n", "etag"));
    assert_string_equal(value, "");
}

static void another_field_is_none(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "ETags: \"a\"\r\n", "X-ETag: \"a\"\r\n", "ETag\r\n", "etag", "\r\n", "HTTP/1.1 200 OK\r\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_false(field(lines[i], "etag"));
        assert_string_equal(value, "as before");
    }
}

static void a_value_that_does_not_fit_is_none(void **state)
{
    (void)state;
    assert_true(field("ETag: 123456789012345\r\n", "etag"));
    assert_false(field("ETag: 1234567890123456\r\n", "etag"));
    assert_string_equal(value, "as before");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_value_has_no_space_around_it),
        cmocka_unit_test(another_field_is_none),
        cmocka_unit_test(a_value_that_does_not_fit_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
