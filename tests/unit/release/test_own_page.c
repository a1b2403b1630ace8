/* Which pages there are, what they are called, where their links lead. */
#include "hiraku/base/markdown.h"
#include "hiraku/base/out.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/own_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void leads(const char *url, enum own_link_kind kind, const char *page)
{
    struct own_link link = own_link_read(slice_of(url));
    if (link.kind != kind || !slice_is(link.page, page))
        fail_msg("%s: kind %d, page %.*s", url, (int)link.kind, (int)link.page.len, link.page.at);
}

static void links_are_told_apart(void **state)
{
    (void)state;
    leads("https://www.example.jp/a", OWN_LINK_OUTSIDE, "");
    leads("HTTP://www.example.jp/", OWN_LINK_OUTSIDE, "");
    leads("mailto:a@example.jp", OWN_LINK_OUTSIDE, "");
    leads("tel:+81-3-0000-0000", OWN_LINK_OUTSIDE, "");
    leads("/about", OWN_LINK_PAGE, "about");
    leads("/about/contact", OWN_LINK_PAGE, "contact");
    leads("contact.ja.md", OWN_LINK_PAGE, "contact");
    leads("/abouts", OWN_LINK_INSIDE, "");
    leads("/programs/x", OWN_LINK_INSIDE, "");
    leads("contact", OWN_LINK_UNKNOWN, "");
    leads("../contact.ja.md", OWN_LINK_UNKNOWN, "");
    leads("#part", OWN_LINK_UNKNOWN, "");
    leads("", OWN_LINK_UNKNOWN, "");
}

static void what_a_browser_would_run_or_fetch_from_elsewhere_is_refused(void **state)
{
    (void)state;
    leads("javascript:alert(1)", OWN_LINK_REFUSED, "");
    leads("JavaScript:alert(1)", OWN_LINK_REFUSED, "");
    leads("java\tscript:alert(1)", OWN_LINK_REFUSED, "");
    leads("data:text/html,x", OWN_LINK_REFUSED, "");
    leads("vbscript:x", OWN_LINK_REFUSED, "");
    leads("file:///etc/passwd", OWN_LINK_REFUSED, "");
    leads("//www.example.jp/", OWN_LINK_REFUSED, "");
    leads("/\\www.example.jp/", OWN_LINK_REFUSED, "");
}

static void a_link_to_a_file_has_its_language(void **state)
{
    (void)state;
    struct own_link link = own_link_read(slice_of("contact.en.md"));
    assert_true(link.in_language);
    assert_int_equal(link.language, LANGUAGE_EN);
    assert_false(own_link_read(slice_of("/about/contact")).in_language);
}

static void add(struct own_files *files, const char *name, const char *text)
{
    assert_int_equal(own_files_add(files, slice_of(name), slice_of(text), NULL), STATUS_OK);
}

static void the_other_language_stands_in(void **state)
{
    struct own_files files;
    enum language language = LANGUAGE_EN;
    (void)state;
    own_files_init(&files);
    add(&files, "pages/about.ja.md", "# あ\n");
    add(&files, "pages/both.en.md", "# Both\n");
    add(&files, "pages/both.ja.md", "# 両方\n");
    const struct own_file *file = own_page_find(&files, slice_of("about"), &language);
    assert_non_null(file);
    assert_int_equal(language, LANGUAGE_JA);
    language = LANGUAGE_EN;
    file = own_page_find(&files, slice_of("both"), &language);
    assert_int_equal(language, LANGUAGE_EN);
    assert_true(slice_is(file->name, "pages/both.en.md"));
    assert_null(own_page_find(&files, slice_of("none"), &language));
    own_files_free(&files);
}

static void each_page_is_met_once(void **state)
{
    struct own_files files;
    size_t at = 0;
    struct slice name;
    (void)state;
    own_files_init(&files);
    add(&files, "pages/a.ja.md", "# a\n");
    add(&files, "pages/b.en.md", "# b\n");
    add(&files, "pages/b.ja.md", "# b\n");
    assert_true(own_page_next(&files, &at, LANGUAGE_EN, &name) && slice_is(name, "a"));
    assert_true(own_page_next(&files, &at, LANGUAGE_EN, &name) && slice_is(name, "b"));
    assert_false(own_page_next(&files, &at, LANGUAGE_EN, &name));
    own_files_free(&files);
}

static void titled(const char *text, bool has, bool repeated, const char *expected)
{
    struct own_page_outline outline;
    struct markdown *markdown;
    struct out title;
    out_open_memory(&title, 4096);
    assert_int_equal(markdown_new(&markdown, slice_of(text), NULL), STATUS_OK);
    assert_int_equal(own_page_outline(markdown, &outline, &title, NULL), STATUS_OK);
    out_char(&title, '\0');
    assert_int_equal(outline.titled, has);
    assert_int_equal(outline.repeated, repeated);
    assert_string_equal(out_written(&title).at, expected);
    markdown_free(markdown);
    out_close(&title);
}

static void the_first_block_is_the_title(void **state)
{
    (void)state;
    titled("# A *b* `c`\n\nText\n", true, false, "A b c");
    titled("A\nb\n===\n", true, false, "A b");
    titled("# A\n\n# B\n", true, true, "A");
    titled("text\n\n# A\n", false, true, "");
    titled("## A\n", false, false, "");
    titled("", false, false, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_told_apart),
        cmocka_unit_test(what_a_browser_would_run_or_fetch_from_elsewhere_is_refused),
        cmocka_unit_test(a_link_to_a_file_has_its_language),
        cmocka_unit_test(the_other_language_stands_in),
        cmocka_unit_test(each_page_is_met_once),
        cmocka_unit_test(the_first_block_is_the_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
