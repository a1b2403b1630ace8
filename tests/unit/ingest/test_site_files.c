/* What may be in the pictures and style sheets that an instance brings. */
#include "api/ingest/site_files.h"
#include "hiraku/base/out.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/ingest/ingest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <zlib.h>

#include <cmocka.h>

#define SVG(inner) "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'>" inner "</svg>"

/* The findings so far, as lines. */
static struct report *report;
static struct own_check check;

static int begin(void **state)
{
    (void)state;
    report = report_new();
    check = (struct own_check){.dir = "", .report = report};
    return report ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    report_free(report);
    return 0;
}

static uint64_t errors(void)
{
    return report_count(report, SEVERITY_ERROR);
}

static void refuse_svg(const char *svg, enum rule rule)
{
    uint64_t before = report_rule_count(report, rule);
    assert_int_equal(site_svg_check(&check, "site/logo.svg", slice_of(svg), NULL), STATUS_OK);
    if (report_rule_count(report, rule) == before)
        fail_msg("%s was not met", svg);
}

static void take_svg(const char *svg)
{
    assert_int_equal(site_svg_check(&check, "site/logo.svg", slice_of(svg), NULL), STATUS_OK);
    if (errors() > 0)
        fail_msg("%s was refused", svg);
}

static void shapes_are_taken(void **state)
{
    (void)state;
    take_svg(SVG("<title>x</title><defs><linearGradient id='g'><stop offset='0' "
                 "stop-color='#fff'/></linearGradient></defs>"
                 "<path d='M0 0' fill='url(#g)' style='stroke:url( \"#g\")'/>"
                 "<g transform='rotate(9)'><text x='0'>y</text></g>"));
    take_svg("<?xml version='1.0' encoding='UTF-8' standalone='no'?>\n<!DOCTYPE svg PUBLIC "
             "'-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>\n" SVG(
                 "<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='#g'/><!-- x -->"));
    take_svg(SVG("<style>@media (prefers-color-scheme: dark) { .a { fill: #fff; --link: red } "
                 ".b { fill: url(#g) } }</style>"));
    take_svg("<s:svg xmlns:s='http://www.w3.org/2000/svg' width='1' height='1'>"
             "<i:namedview xmlns:i='urn:x' i:file='C:\\x(1).svg'/><s:rect/></s:svg>");
}

static void what_runs_leads_or_loads_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        SVG("<script>1</script>"),
        SVG("<script xmlns='http://www.w3.org/1999/xhtml'>1</script>"),
        SVG("<script xmlns=''>1</script>"),
        SVG("<rect onclick='x()'/>"),
        SVG("<rect ONCLICK='x()'/>"),
        SVG("<a href='#x'/>"),
        SVG("<foreignObject/>"),
        SVG("<image href='#x'/>"),
        SVG("<animate attributeName='href'/>"),
        SVG("<set attributeName='x'/>"),
        SVG("<feImage href='#x'/>"),
        SVG("<use href='https://www.example.jp/#a'/>"),
        SVG("<use href=' #a'/>"),
        SVG("<use xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='other.svg#a'/>"),
        SVG("<math xmlns='http://www.w3.org/1998/Math/MathML' href='javascript:x()'/>"),
        SVG("<g xml:base='https://www.example.jp/'/>"),
        SVG("<rect fill='url(https://www.example.jp/#a)'/>"),
        SVG("<rect fill='URL(\"a.svg#a\")'/>"),
        SVG("<rect fill='u\\72l(a.svg#a)'/>"),
        SVG("<?xml-stylesheet href='a.css'?>"),
        "<?xml-stylesheet href='a.css'?>" SVG(""),
        "<!DOCTYPE svg [<!ENTITY a 'b'>]>" SVG("<text>&a;</text>"),
        "<!DOCTYPE svg [<!ENTITY a SYSTEM '/etc/passwd'>]>" SVG("<text>&a;</text>"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refuse_svg(bad[i], RULE_SITE_SVG);
    refuse_svg(SVG("<style>a{background:url(a.png)}</style>"), RULE_SITE_STYLE);
    refuse_svg(SVG("<rect style='fill:u\\72l(a.svg)'/>"), RULE_SITE_STYLE);
    refuse_svg(SVG("<style><![CDATA[@import 'a.css';]]></style>"), RULE_SITE_STYLE);
}

static void what_is_no_svg_is_met(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "x",
                                      "<svg viewBox='0 0 1 1'/>",
                                      "<html xmlns='http://www.w3.org/2000/svg'/>",
                                      "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
                                      "<svg xmlns='http://www.w3.org/2000/svg'>&nothing;</svg>"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refuse_svg(bad[i], RULE_SITE_PICTURE);
    refuse_svg("<?xml version='1.0' encoding='ISO-8859-1'?>" SVG(""), RULE_PAGE_ENCODING);
}

/* Entities that name each other ten times would become a thousand million. */
static void no_entity_is_replaced(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 1 << 16);
    out_text(&out, "<!DOCTYPE svg [<!ENTITY e0 'x'>");
    for (int i = 1; i < 10; i++) {
        char line[120];
        snprintf(line, sizeof line, "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;'>", i,
                 i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
        out_text(&out, line);
    }
    out_text(&out, "]>" SVG("<text>&e9;</text>"));
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(site_svg_check(&check, "site/logo.svg", out_written(&out), NULL), STATUS_OK);
    assert_true(errors() > 0);
    out_close(&out);
}

static void refuse_style(const char *css, enum rule rule, uint64_t expected)
{
    const struct site_style_place place = {"site/style.css", 1, false};
    uint64_t before = report_rule_count(report, rule);
    site_style_check(&check, &place, slice_of(css));
    if (report_rule_count(report, rule) - before != expected)
        fail_msg("%s: %d", css, (int)(report_rule_count(report, rule) - before));
}

static void a_style_sheet_loads_nothing(void **state)
{
    (void)state;
    static const char *const bad[] = {"@import 'a.css';",
                                      "@IMPORT url(a.css)", /* the function stands for itself */
                                      "@\\69mport 'a';",
                                      "a{background:url(a.png)}",
                                      "a{background:URL( 'a.png' )}",
                                      "a{background:u\\52 l(a.png)}",
                                      "a{background:\\75\\72\\6c(a.png)}",
                                      "a{background:image-set('a.png' 1x)}",
                                      "a{background:-webkit-image-set('a.png' 1x)}",
                                      "@font-face{src:src('a')}",
                                      "a{background:url(#a)}",
                                      "/* x */a{b:/**/url(x)}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        refuse_style(bad[i], RULE_SITE_STYLE, i == 1 ? 2 : 1);
    static const char *const good[] = {"",
                                       "/* url(a) @import 'b'",
                                       "a::before{content:'url(a) @import'}",
                                       "a{color:rgb(0 0 0);width:calc(1px + 2em)}",
                                       ".url,.import{font-size:2rem}",
                                       "@media (max-width:9em){.curl(a){}}",
                                       "a{b:u/**/rl(x)}",
                                       "a{content:\"\\\"url(\"}",
                                       "\\",
                                       "\\6"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        refuse_style(good[i], RULE_SITE_STYLE, 0);
}

static void colours_belong_elsewhere(void **state)
{
    (void)state;
    refuse_style(":root{--link:red;--back : #fff;--own:blue}a{color:var(--link)}",
                 RULE_SITE_STYLE_COLOUR, 2);
}

static void findings_have_their_line(void **state)
{
    (void)state;
    struct out out;
    refuse_style("a{}\n\nb{c:url(d)}\n", RULE_SITE_STYLE, 1);
    out_open_memory(&out, 1 << 16);
    report_write(report, LANGUAGE_EN, REPORT_LINES, &out);
    assert_true(slice_starts(out_written(&out), "site/style.css:3: "));
    out_close(&out);
}

/* --- PNG --- */

static size_t chunk(char *to, const char *name, const char *data, size_t len)
{
    const size_t parts[] = {len};
    for (int i = 0; i < 4; i++)
        to[i] = (char)(parts[0] >> (24 - 8 * i));
    memcpy(to + 4, name, 4);
    if (len)
        memcpy(to + 8, data, len);
    uLong sum = crc32(0, (const Bytef *)to + 4, (uInt)len + 4);
    for (int i = 0; i < 4; i++)
        to[8 + len + (size_t)i] = (char)(sum >> (24 - 8 * i));
    return len + 12;
}

static size_t picture(char *png, const char *middle)
{
    size_t len = 8;
    memcpy(png, "\x89PNG\r\n\x1a\n", len);
    len += chunk(png + len, "IHDR", "\0\0\0\1\0\0\0\1\10\0\0\0\0", 13);
    if (middle)
        len += chunk(png + len, middle, "abc", 3);
    return len + chunk(png + len, "IEND", "", 0);
}

static bool png_is_taken(const char *png, size_t len)
{
    uint64_t before = errors();
    site_png_check(&check, "site/logo.png", (struct slice){png, len});
    return errors() == before;
}

static void a_png_is_whole_and_does_not_move(void **state)
{
    (void)state;
    char png[200];
    size_t len = picture(png, "IDAT");
    assert_true(png_is_taken(png, len));
    for (size_t cut = 0; cut < len; cut++)
        assert_false(png_is_taken(png, cut));
    for (size_t at = 0; at < len; at++) {
        png[at] ^= 1;
        if (png_is_taken(png, len))
            fail_msg("byte %d", (int)at);
        png[at] ^= 1;
    }
    png[len] = 'x';
    assert_false(png_is_taken(png, len + 1));
    assert_false(png_is_taken(png, picture(png, NULL)));
    assert_false(png_is_taken(png, picture(png, "acTL")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shapes_are_taken),
        TEST(what_runs_leads_or_loads_is_refused),
        TEST(what_is_no_svg_is_met),
        TEST(no_entity_is_replaced),
        TEST(a_style_sheet_loads_nothing),
        TEST(colours_belong_elsewhere),
        TEST(findings_have_their_line),
        TEST(a_png_is_whole_and_does_not_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
