/* Lines to copy: what stands in a URL is text and nothing else to a shell, Python, R and
 * JavaScript. Expected are the rules of POSIX.1-2017 s.2.2.2 and of string literals;
 * tests/http/pages/test_operation_page.py has the programs themselves read them. */
#include "hiraku/pages/call_lines.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LIMIT = 4096 };

typedef void quote(struct out *out, struct slice text);

static void check_quote(quote *write, const char *text, const char *expected)
{
    struct out out;
    out_open_memory(&out, LIMIT);
    write(&out, slice_of(text));
    out_char(&out, '\0');
    assert_int_equal(out.error, STATUS_OK);
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void a_shell_sees_one_word(void **state)
{
    (void)state;
    check_quote(call_quote_word, "", "''");
    check_quote(call_quote_word, "a b", "'a b'");
    check_quote(call_quote_word, "$(reboot) `id` \\ \" !", "'$(reboot) `id` \\ \" !'");
    check_quote(call_quote_word, "it's", "'it'\\''s'");
    check_quote(call_quote_word, "'; reboot; '", "''\\''; reboot; '\\'''");
    check_quote(call_quote_word, "a\nb", "'a\nb'");
}

static void a_string_ends_where_it_ends(void **state)
{
    (void)state;
    check_quote(call_quote_string, "", "\"\"");
    check_quote(call_quote_string, "it's", "\"it's\"");
    check_quote(call_quote_string, "\"); reboot(\"", "\"\\\"); reboot(\\\"\"");
    check_quote(call_quote_string, "\\", "\"\\\\\"");
    check_quote(call_quote_string, "\\\"", "\"\\\\\\\"\"");
    check_quote(call_quote_string, "a\nb\r\tc\x01\x7f",
                "\"a\\u000ab\\u000d\\u0009c\\u0001\\u007f\"");
    check_quote(call_quote_string, "\xe2\x80\xa8\xe2\x80\xa9", "\"\\u2028\\u2029\"");
    check_quote(call_quote_string, "${x} {x} %s 花 \xf0\x9f\x98\x80",
                "\"${x} {x} %s 花 \xf0\x9f\x98\x80\"");
}

static void what_is_no_text_is_not_written(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    call_quote_string(&out, slice_of("\xff\""));
    assert_int_equal(out.error, STATUS_INTERNAL);
    out_close(&out);
}

static void check_lines(enum call_language language, enum call_form form, const char *url,
                        const char *part)
{
    struct out out;
    out_open_memory(&out, LIMIT);
    call_lines(&out, language, form, slice_of(url));
    out_char(&out, '\0');
    assert_non_null(strstr(out_written(&out).at, part));
    out_close(&out);
}

static void a_file_is_kept_by_its_name(void **state)
{
    (void)state;
    static const char url[] = "https://city.example/v1/downloads/all.zip?release=3";
    check_lines(CALL_CURL, CALL_FILE, url, "-o 'all.zip' 'https://city.example/v1/");
    check_lines(CALL_PYTHON, CALL_FILE, url, "release=3\", \"all.zip\")");
    check_lines(CALL_R, CALL_FILE, url, "release=3\", \"all.zip\", mode");
    check_lines(CALL_JAVASCRIPT, CALL_FILE, url, "writeFile(\"all.zip\",");
    check_lines(CALL_CURL, CALL_FILE, "https://city.example/", "-o 'answer'");
}

static void a_form_follows_from_the_media_type(void **state)
{
    (void)state;
    assert_int_equal(call_form_of("application/json"), CALL_JSON);
    assert_int_equal(call_form_of("application/ld+json"), CALL_JSON);
    assert_int_equal(call_form_of("text/csv; charset=utf-8; header=present"), CALL_CSV);
    assert_int_equal(call_form_of("application/zip"), CALL_FILE);
    assert_int_equal(call_form_of(NULL), CALL_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shell_sees_one_word),
        cmocka_unit_test(a_string_ends_where_it_ends),
        cmocka_unit_test(what_is_no_text_is_not_written),
        cmocka_unit_test(a_file_is_kept_by_its_name),
        cmocka_unit_test(a_form_follows_from_the_media_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
