/* Log lines: logfmt that no value can forge, cut where it does not fit, whole on standard error. */
#include "hiraku/base/log.h"
#include "hiraku/base/status.h"
#include "hiraku/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void expect_pair(struct slice value, const char *expected)
{
    char line[256] = "x";
    size_t len = log_pair(line, sizeof line, 1, "k", value);
    assert_string_equal(line, expected);
    assert_int_equal(len, strlen(expected));
}

static void pairs_are_quoted(void **state)
{
    (void)state;
    expect_pair(slice_of("a b"), "x k=\"a b\"");
    expect_pair(slice_of(""), "x k=\"\"");
    expect_pair(slice_of(NULL), "x k=\"\"");
    expect_pair(slice_of("横浜市"), "x k=\"横浜市\"");
}

static void what_could_forge_a_line_is_escaped(void **state)
{
    (void)state;
    expect_pair(slice_of("a\" level=\"x\\"), "x k=\"a\\\" level=\\\"x\\\\\"");
    expect_pair(slice_of("a\r\nb\tc"), "x k=\"a\\r\\nb\\tc\"");
    expect_pair((struct slice){"\0\x1B\x7F", 3}, "x k=\"\\u0000\\u001b\\u007f\"");
    expect_pair(slice_of("\xC2\x85\xE2\x80\xA8\xE2\x80\xAE"), "x k=\"\\u0085\\u2028\\u202e\"");
    expect_pair(slice_of("\xFF\xE3\x81"), "x k=\"\\xff\\xe3\\x81\"");
}

static void line_that_is_too_short_cuts_at_a_character(void **state)
{
    (void)state;
    for (size_t size = 0; size < 40; size++) {
        char line[48];
        memset(line, '!', sizeof line);
        line[0] = 'x';
        size_t len = log_pair(line, size, 1, "key", slice_of("横浜\n市の実証"));
        assert_int_equal(line[size > 1 ? size : 1], '!');
        assert_true(len == 1 || (len < size && line[len] == '\0' && line[len - 1] == '"'));
        if (len > 1)
            assert_true(utf8_is_valid((struct slice){line, len}));
        assert_true(len == 1 || len + 4 > size || len == strlen("x key=\"横浜\\n市の実証\""));
    }
}

/* Standard error while `say` runs. */
static char *captured(void (*say)(void))
{
    static char text[65536];
    FILE *file = tmpfile();
    assert_non_null(file);
    int kept = dup(STDERR_FILENO);
    assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
    say();
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    rewind(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    text[len] = '\0';
    fclose(file);
    return text;
}

static void say_hello(void)
{
    log_line(LOG_ERROR, "hello", "path", "/v1/a b", "none", NULL, NULL);
}

static void line_has_time_level_and_pairs(void **state)
{
    (void)state;
    char *text = captured(say_hello);
    assert_memory_equal(text, "time=", 5);
    assert_int_equal(text[24], 'Z');
    assert_string_equal(text + 25, " level=error msg=\"hello\" path=\"/v1/a b\" none=\"\"\n");
}

static void say_problem(void)
{
    struct problem p;
    problem_set(&p, STATUS_NO_RELEASE, slice_of("/srv/store"), slice_of(NULL), NULL);
    log_problem(LOG_ERROR, "cannot serve", &p);
}

static void problem_is_told_in_english_with_its_slug(void **state)
{
    (void)state;
    char *text = captured(say_problem);
    assert_non_null(strstr(text, " msg=\"cannot serve\" problem=\"no-release\" detail=\"/srv/store "
                                 "holds no release."));
}

static void say_much(void)
{
    static char value[20000];
    memset(value, 'x', sizeof value - 1);
    log_line(LOG_ERROR, value, "k", "v", NULL);
}

static void long_line_stays_one_line(void **state)
{
    (void)state;
    char *text = captured(say_much);
    size_t len = strlen(text);
    assert_true(len <= 4096);
    assert_string_equal(text + len - 3, "x\"\n");
    assert_ptr_equal(strchr(text, '\n'), text + len - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_quoted),
        cmocka_unit_test(what_could_forge_a_line_is_escaped),
        cmocka_unit_test(line_that_is_too_short_cuts_at_a_character),
        cmocka_unit_test(line_has_time_level_and_pairs),
        cmocka_unit_test(problem_is_told_in_english_with_its_slug),
        cmocka_unit_test(long_line_stays_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
