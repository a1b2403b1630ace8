/* Strings by RFC 8259 s.7. */
#include "hiraku/base/json_text.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check_string(struct slice text, const char *expected)
{
    struct out out;
    out_open_memory(&out, 4096);
    json_quote(&out, text);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void strings_are_escaped(void **state)
{
    (void)state;
    check_string((struct slice){NULL, 0}, "\"\"");
    check_string(slice_of("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    check_string(slice_of("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"");
    check_string((struct slice){"\0\x01\x0B\x1F\x7F", 5},
                 "\"\\u0000\\u0001\\u000b\\u001f\\u007f\"");
    check_string(slice_of("{x}<]]>"), "\"{x}<]]>\"");
    check_string(slice_of("\xE2\x80\xA8\xE6\xA8\xAA\xF4\x8F\xBF\xBF"),
                 "\"\xE2\x80\xA8\xE6\xA8\xAA\xF4\x8F\xBF\xBF\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(strings_are_escaped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
