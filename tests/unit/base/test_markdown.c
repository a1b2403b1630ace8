/* Texts and what they are by the examples of the CommonMark Spec 0.30, whose numbers are given. */
#include "hiraku/base/markdown.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Each kind by a letter, in capitals where it is left; then what it holds. */
static void tell(void *context, const struct markdown_event *event)
{
    static const char letters[] = "hpqlicrbeskgtdxwn";
    char letter = letters[event->kind];
    struct out *out = context;
    out_char(out, event->enter ? letter : (char)(letter - 'a' + 'A'));
    if (event->enter && (event->kind == MARKDOWN_HEADING || event->kind == MARKDOWN_LIST))
        out_int(out, event->level);
    if (event->enter && event->text.len > 0) {
        out_char(out, '(');
        out_slice(out, event->text);
        out_char(out, ')');
    }
}

static void expect(const char *text, const char *expected)
{
    struct markdown *markdown;
    struct out out;
    out_open_memory(&out, 4096);
    assert_int_equal(markdown_new(&markdown, slice_of(text), NULL), STATUS_OK);
    assert_int_equal(markdown_walk(markdown, tell, &out, NULL), STATUS_OK);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    markdown_free(markdown);
    out_close(&out);
}

static void blocks_are_told(void **state)
{
    (void)state;
    expect("", "");
    expect("# foo\n### foo\n", "h1t(foo)Hh3t(foo)H");          /* 62 */
    expect("Foo *bar*\n=========\n", "h1t(Foo )et(bar)EH");    /* 80 */
    expect("***\n", "r");                                      /* 43 */
    expect("    a simple\n", "c(a simple\n)");                 /* 107 */
    expect("> bar\nbaz\n> foo\n", "qpt(bar)wt(baz)wt(foo)PQ"); /* 233 */
    expect("- foo\n- bar\n", "l-1ipt(foo)PIipt(bar)PIL");
    expect("3. a\n4. b\n", "l3ipt(a)PIipt(b)PIL");
    expect("<div>\n*hello*\n", "b(<div>\n*hello*\n)");
}

static void inlines_are_told(void **state)
{
    (void)state;
    expect("`foo`", "pd(foo)P");                           /* 328 */
    expect("**foo**", "pst(foo)SP");                       /* 378 */
    expect("[link](/uri \"title\")", "pk(/uri)t(link)KP"); /* 482 */
    expect("![foo](/url)", "pg(/url)t(foo)GP");            /* 568 */
    expect("<http://foo.bar.baz>", "pk(http://foo.bar.baz)t(http://foo.bar.baz)KP");
    expect("a <b> c", "pt(a )x(<b>)t( c)P");
    expect("foo  \nbaz", "pt(foo)nt(baz)P"); /* 633 */
    expect("&copy;", "pt(©)P");
}

struct seen {
    uint64_t lines[8];
    bool tight[8];
    size_t count;
};

static void see(void *context, const struct markdown_event *event)
{
    struct seen *seen = context;
    bool wanted = event->kind == MARKDOWN_LINK || event->kind == MARKDOWN_PARAGRAPH;
    if (!event->enter || !wanted || seen->count == 8)
        return;
    seen->lines[seen->count] = event->line;
    seen->tight[seen->count++] = event->tight;
}

static struct seen seen_of(const char *text)
{
    struct seen seen = {.count = 0};
    struct markdown *markdown;
    assert_int_equal(markdown_new(&markdown, slice_of(text), NULL), STATUS_OK);
    assert_int_equal(markdown_walk(markdown, see, &seen, NULL), STATUS_OK);
    markdown_free(markdown);
    return seen;
}

static void a_link_knows_its_line(void **state)
{
    (void)state;
    struct seen seen = seen_of("# a\n\nb\n[c](d)\n");
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.lines[0], 3);
    assert_int_equal(seen.lines[1], 4);
}

static void items_that_are_set_apart_have_paragraphs(void **state)
{
    (void)state;
    assert_true(seen_of("- a\n- b\n").tight[0]);
    assert_false(seen_of("- a\n\n- b\n").tight[0]);
    assert_false(seen_of("a\n").tight[0]);
}

/* More than it may take is a status; the library would have ended the program. */
static void want_of_memory_is_a_status(void **state)
{
    const size_t len = 3 << 20;
    char *text = malloc(len);
    struct markdown *markdown = NULL;
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < len; i++)
        text[i] = i % 2 ? '\n' : '-';
    assert_int_equal(markdown_new(&markdown, (struct slice){text, len}, NULL), STATUS_NO_MEMORY);
    assert_null(markdown);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_told),
        cmocka_unit_test(inlines_are_told),
        cmocka_unit_test(a_link_knows_its_line),
        cmocka_unit_test(items_that_are_set_apart_have_paragraphs),
        cmocka_unit_test(want_of_memory_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
