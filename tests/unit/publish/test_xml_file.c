/* xml_file_check: well-formed XML with namespaces passes, nothing else. */
#include "api/publish/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static enum status check_text(const char *text)
{
    char path[] = "/tmp/hiraku-xml-XXXXXX";
    struct problem p;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    enum status status = xml_file_check(path, &p);
    unlink(path);
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
