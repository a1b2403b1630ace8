/* Elements by the HTML Living Standard s.13.1: what libxml2's parser of HTML reads is what went in.
 */
#include "hiraku/pages/html.h"

#include "hiraku/base/out.h"

#include <libxml/HTMLparser.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LIMIT = 64 * 1024 };

static const char hostile[] = "a<b>&amp; \"c\" 'd'\n\te</script>";

static void check_written(struct out *out, const char *expected)
{
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
    assert_string_equal(out_written(out).at, expected);
    out_close(out);
}

static void an_element_is_closed_by_its_name(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    html_doctype(&html);
    html_open(&html, "ul");
    html_open(&html, "li");
    html_text(&html, "one");
    html_close(&html);
    html_line(&html);
    html_element(&html, "li", "two");
    html_close(&html);
    html_finish(&html);
    check_written(&out, "<!DOCTYPE html>\n<ul><li>one</li>\n<li>two</li></ul>");
}

static void the_end_closes_what_is_open(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    html_open(&html, "main");
    html_open(&html, "p");
    html_open(&html, "code");
    html_finish(&html);
    assert_int_equal(html.depth, 0);
    check_written(&out, "<main><p><code></code></p></main>");
}

static void a_void_element_has_no_end(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    html_open(&html, "p");
    html_text(&html, "a");
    html_void(&html, "br");
    html_int(&html, -7);
    html_close(&html);
    html_void(&html, "meta");
    html_attribute(&html, "charset", "utf-8");
    html_finish(&html);
    check_written(&out, "<p>a<br>-7</p><meta charset=\"utf-8\">");
}

static void attributes_stand_in_the_tag(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    html_open(&html, "tr");
    html_attribute_printf(&html, "id", "%s.%d", "a", 1);
    html_attribute_slice(&html, "lang", (struct slice){"jaen", 2});
    html_link(&html, slice_of("/v1?a=1&b=2"), slice_of("A"));
    html_printf(&html, "%d<%d", 1, 2);
    html_finish(&html);
    check_written(&out, "<tr id=\"a.1\" lang=\"ja\"><a href=\"/v1?a=1&amp;b=2\">A</a>1&lt;2</tr>");
}

static void a_parser_reads_what_was_written(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    html_doctype(&html);
    html_open(&html, "html");
    html_open(&html, "body");
    html_open(&html, "p");
    html_attribute(&html, "title", hostile);
    html_text(&html, hostile);
    html_finish(&html);
    struct slice text = out_written(&out);
    htmlDocPtr document = htmlReadMemory(text.at, (int)text.len, NULL, "UTF-8", HTML_PARSE_NONET);
    assert_non_null(document);
    assert_null(xmlGetLastError());
    xmlNodePtr p = xmlDocGetRootElement(document)->children->children;
    xmlChar *title = xmlGetProp(p, BAD_CAST "title"), *content = xmlNodeGetContent(p);
    assert_string_equal(p->name, "p");
    assert_null(p->next);
    assert_string_equal(title, hostile);
    assert_string_equal(content, hostile);
    xmlFree(title);
    xmlFree(content);
    xmlFreeDoc(document);
    out_close(&out);
}

static void json_cannot_end_its_element(void **state)
{
    (void)state;
    struct out out, json;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    html_open(&html, "script");
    out_open_sink(&json, html_sink_json, &html);
    out_text(&json, "{\"a\":\"</script><\"}");
    assert_int_equal(out_finish(&json, NULL), STATUS_OK);
    out_close(&json);
    html_finish(&html);
    check_written(&out, "<script>{\"a\":\"\\u003c/script>\\u003c\"}</script>");
}

static void an_error_of_the_page_reaches_the_json(void **state)
{
    (void)state;
    struct out out, json;
    struct problem problem;
    out_open_memory(&out, 16);
    struct html html = html_begin(&out);
    out_open_sink(&json, html_sink_json, &html);
    out_text(&json, "[1000000000000000000]");
    assert_int_equal(out_finish(&json, &problem), STATUS_TOO_LARGE);
    assert_int_equal(problem.status, STATUS_TOO_LARGE);
    out_close(&json);
    out_close(&out);
}

static void html_close_alone(struct html *html)
{
    html_close(html);
}

static void html_attribute_of_a_text(struct html *html)
{
    html_open(html, "p");
    html_text(html, "a");
    html_attribute(html, "lang", "ja");
}

static void html_too_deep(struct html *html)
{
    for (int i = 0; i <= HTML_DEPTH_MAX; i++)
        html_open(html, "div");
}

static void html_too_long(struct html *html)
{
    html_printf(html, "%*d", HTML_FORMAT_MAX, 1);
}

static void what_is_no_html_fails_the_stream(void **state)
{
    (void)state;
    static void (*const wrong[])(struct html *) = {html_close_alone, html_attribute_of_a_text,
                                                   html_too_deep, html_too_long};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct out out;
        out_open_memory(&out, LIMIT);
        struct html html = html_begin(&out);
        wrong[i](&html);
        html_finish(&html);
        assert_int_equal(out.error, STATUS_INTERNAL);
        out_close(&out);
    }
}

static void the_deepest_element_is_written(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, LIMIT);
    struct html html = html_begin(&out);
    for (int i = 0; i < HTML_DEPTH_MAX; i++)
        html_open(&html, "div");
    html_printf(&html, "%*d", HTML_FORMAT_MAX - 1, 1);
    html_finish(&html);
    assert_int_equal(out.error, STATUS_OK);
    assert_int_equal(out.len, HTML_DEPTH_MAX * 11 + HTML_FORMAT_MAX - 1);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_is_closed_by_its_name),
        cmocka_unit_test(the_end_closes_what_is_open),
        cmocka_unit_test(a_void_element_has_no_end),
        cmocka_unit_test(attributes_stand_in_the_tag),
        cmocka_unit_test(a_parser_reads_what_was_written),
        cmocka_unit_test(json_cannot_end_its_element),
        cmocka_unit_test(an_error_of_the_page_reaches_the_json),
        cmocka_unit_test(what_is_no_html_fails_the_stream),
        cmocka_unit_test(the_deepest_element_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
