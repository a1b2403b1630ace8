/* What stands around a page: landmarks, one heading, the other language; tables. */
#include "hiraku/pages/page.h"

#include "hiraku/base/out.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 64 * 1024 };

static const struct page_context unpublished = {.language = LANGUAGE_EN};

static void check_count(htmlDocPtr document, const char *path, int expected)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST path, context);
    assert_non_null(found);
    assert_int_equal(found->nodesetval ? found->nodesetval->nodeNr : 0, expected);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
}

static htmlDocPtr read_page(const struct out *out)
{
    struct slice text = out_written(out);
    htmlDocPtr document = htmlReadMemory(text.at, (int)text.len, NULL, "UTF-8",
                                         HTML_PARSE_NONET | HTML_PARSE_NOERROR);
    assert_non_null(document);
    return document;
}

static void a_page_before_a_release_is_whole(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct page page = page_start(&unpublished, &out, "A < B", "/docs");
    html_element(&page.html, "p", "text");
    page_finish(&page);
    assert_int_equal(out.error, STATUS_OK);
    assert_int_equal(page.html.depth, 0);
    htmlDocPtr document = read_page(&out);
    check_count(document, "/html[@lang='en']/body/main[@id='main']/h1[.='A < B']", 1);
    check_count(document, "//h1", 1);
    check_count(document, "/html/head/title[.='A < B – Open data']", 1);
    check_count(document, "/html/body/main/p[.='text']", 1);
    check_count(document, "//nav//a[@aria-current='page'][@href='/docs']", 1);
    check_count(document, "//a[@href='/docs?lang=ja'][@lang='ja'][@hreflang='ja']", 1);
    check_count(document, "/html/body/footer/p", 1);
    xmlFreeDoc(document);
    out_close(&out);
}

static void a_table_has_heads_of_columns_and_rows(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct page page = page_start(&unpublished, &out, "T", "/");
    page_table(&page, "n\"ame", "A|B");
    page_row(&page);
    html_text(&page.html, "a");
    page_cell(&page);
    html_text(&page.html, "b");
    page_row_close(&page);
    page_table_close(&page);
    page_finish(&page);
    htmlDocPtr document = read_page(&out);
    check_count(document, "//div[@role='group'][@tabindex='0'][@aria-label='n\"ame']/table", 1);
    check_count(document, "//thead/tr[th[1][@scope='col']='A'][th[2]='B'][not(th[3])]", 1);
    check_count(document, "//tbody/tr[th[@scope='row']='a'][td='b']", 1);
    xmlFreeDoc(document);
    out_close(&out);
}

static void a_word_is_that_of_the_language(void **state)
{
    (void)state;
    const struct page_context japanese = {.language = LANGUAGE_JA};
    const char *const half[2] = {"題", ""}, *const both[2] = {"題", "title"};
    assert_string_equal(page_word(&unpublished, "題", "title"), "title");
    assert_string_equal(page_word(&japanese, "題", "title"), "題");
    assert_string_equal(page_choice(&unpublished, both), "title");
    assert_string_equal(page_own_word(&unpublished, both), "title");
    assert_string_equal(page_own_word(&unpublished, half), "題");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_before_a_release_is_whole),
        cmocka_unit_test(a_table_has_heads_of_columns_and_rows),
        cmocka_unit_test(a_word_is_that_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
