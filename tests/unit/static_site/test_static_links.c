/* Links that are found in answers, and what stays as it is. */
#include "hiraku/static_site/static_links.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define BASE "https://a.example"

/* Writes [K link]; leaves alone what has "stay" in it. */
static bool mark(void *context, enum static_link kind, struct slice link, struct out *to)
{
    static const char kinds[] = "LFAN";
    (void)context;
    if (memmem(link.at, link.len, "stay", 4))
        return false;
    out_char(to, '[');
    out_char(to, kinds[kind]);
    out_char(to, ' ');
    out_slice(to, link);
    out_char(to, ']');
    return true;
}

static const struct static_links links = {{BASE, sizeof BASE - 1}, mark, NULL};

static void expect(bool html, bool json, const char *text, const char *made)
{
    struct out out;
    out_open_memory(&out, 10000);
    if (html)
        static_links_html(&links, slice_of(text), &out);
    else
        static_links_text(&links, slice_of(text), json, &out);
    out_char(&out, '\0');
    assert_string_equal(out.bytes, made);
    out_close(&out);
}

static void in_html(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"<a href=\"/x\">/x</a>", "<a href=\"[L /x]\">/x</a>"},
        {"<a href=\"/x?a=1&amp;b=2#c\">", "<a href=\"[L /x?a=1&b=2#c]\">"},
        {"<form action=\"/x\">", "<form action=\"[F /x]\">"},
        {"<img src=\"/x.svg\" alt=\"/x\">", "<img src=\"[L /x.svg]\" alt=\"/x\">"},
        {"<a data-href=\"/x\">", "<a data-href=\"/x\">"},
        {"<a href=\"//b.example/\">", "<a href=\"//b.example/\">"},
        {"<a href=\"https://b.example/\">", "<a href=\"https://b.example/\">"},
        {"<a href=\"" BASE "/x\">", "<a href=\"[L /x]\">"},
        {"<a href=\"" BASE ".com/x\">", "<a href=\"" BASE ".com/x\">"},
        {"<link rel=\"canonical\" href=\"" BASE "/x\">",
         "<link rel=\"canonical\" href=\"[A /x]\">"},
        {"<p>" BASE "/x?a=1&amp;b=2 </p>", "<p>[A /x?a=1&b=2] </p>"},
        {"<code>&lt;img src=\"" BASE "/x\" a&gt;", "<code>&lt;img src=\"[A /x]\" a&gt;"},
        {"<code>&quot;" BASE "/x&quot;", "<code>&quot;[A /x]&quot;"},
        {"<code>href=\"/x\"</code>", "<code>href=\"/x\"</code>"},
        {BASE "/x\xE3\x80\x82", "[A /x]\xE3\x80\x82"},
        {BASE "/x?q={word}", BASE "/x?q={word}"},
        {BASE ".com/x", BASE ".com/x"},
        {BASE, BASE},
        {"<a href=\"/stay\">" BASE "/stay", "<a href=\"/stay\">" BASE "/stay"},
        {"1 < 2 <", "1 < 2 <"},
        {"<a href=\"/x", "<a href=\"/x"},
        {"<a title=\">\" href=\"/x\">", "<a title=\">\" href=\"[L /x]\">"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(true, false, cases[i][0], cases[i][1]);
}

static void in_text(void **state)
{
    (void)state;
    expect(false, true, "{\"next\":\"/v1/x?cursor=Q\",\"a\":\"/y?b\",\"u\":\"" BASE "/z\"}",
           "{\"next\":\"[N /v1/x?cursor=Q]\",\"a\":\"/y?b\",\"u\":\"[A /z]\"}");
    expect(false, true, "{\"next\":null,\"u\":\"" BASE "/z?a=1&b=2\"}",
           "{\"next\":null,\"u\":\"[A /z?a=1&b=2]\"}");
    expect(false, false, "<link href=\"" BASE "/a?b=1&amp;c=2\"/>",
           "<link href=\"[A /a?b=1&c=2]\"/>");
    expect(false, false, "\"next\":\"/x\"", "\"next\":\"/x\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(in_html), cmocka_unit_test(in_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
