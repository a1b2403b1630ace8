/* xml_file_finish: well-formed XML with namespaces passes, nothing else. */
#include "api/publish/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* In pieces of so many bytes. */
static enum status check_pieces(const char *text, size_t piece)
{
    struct xml_file *xml;
    struct problem p;
    size_t len = strlen(text);
    assert_int_equal(xml_file_new(&xml, "a.rdf", &p), STATUS_OK);
    for (size_t at = 0; at < len; at += piece)
        xml_file_add(xml, text + at, len - at < piece ? len - at : piece);
    enum status status = xml_file_finish(xml, &p);
    xml_file_free(xml);
    return status;
}

static enum status check_text(const char *text)
{
    enum status status = check_pieces(text, 1000);
    assert_int_equal(check_pieces(text, 1), status);
    return status;
}

static void good(void **state)
{
    (void)state;
    assert_int_equal(check_text("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>"), STATUS_OK);
    assert_int_equal(check_text("<a xmlns:x=\"u:\" x:y=\"1\">本文&amp;</a>\n"), STATUS_OK);
}

static void bad(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "<a>",
        "<a><b></a>",
        "<a/><b/>",
        "<a x:y=\"1\"/>",
        "<a>&b;",
        "<a>\x0B</a>",
        "<2 b/>",
        "<a>\xFF</a>",
        "<a>]]></a>",
        "text",
        "<a b=1/>",
        "<a b='<'/>",
        "<a>\xED\xA0\x80</a>",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(check_text(texts[i]), STATUS_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(good), cmocka_unit_test(bad)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
