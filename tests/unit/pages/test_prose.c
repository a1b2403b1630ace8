/* Prose: **strong**, `code`, paragraphs. */
#include "hiraku/pages/prose.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LIMIT = 4096 };

static void check_inline(const char *text, const char *expected)
{
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    prose_inline(&html, text);
    html_finish(&html);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void marks_become_elements(void **state)
{
    (void)state;
    check_inline("a **b** `c`", "a <strong>b</strong> <code>c</code>");
    check_inline("**a `b` c**", "<strong>a <code>b</code> c</strong>");
}

static void code_is_taken_as_it_is(void **state)
{
    (void)state;
    check_inline("`a**b<`", "<code>a**b&lt;</code>");
}

static void one_star_is_a_star(void **state)
{
    (void)state;
    check_inline("2 * 3*", "2 * 3*");
    check_inline("", "");
}

static void what_is_left_open_ends_with_the_text(void **state)
{
    (void)state;
    check_inline("**a `b", "<strong>a <code>b</code></strong>");
}

static void an_empty_line_parts_paragraphs(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    prose_paragraphs(&html, "a\nb\n\n\n**c", "en");
    prose_paragraphs(&html, "d", NULL);
    out_char(&out, '\0');
    assert_string_equal(
        out_written(&out).at,
        "<p lang=\"en\">a\nb</p>\n<p lang=\"en\"><strong>c</strong></p>\n<p>d</p>\n");
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_become_elements),
        cmocka_unit_test(code_is_taken_as_it_is),
        cmocka_unit_test(one_star_is_a_star),
        cmocka_unit_test(what_is_left_open_ends_with_the_text),
        cmocka_unit_test(an_empty_line_parts_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
