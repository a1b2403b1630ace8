/* csv_out.h: CSV by RFC 4180. */
#include "hiraku/base/csv_out.h"
#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void written(const char *const *cells, size_t count, const char *expected)
{
    struct out out;
    out_open_memory(&out, 4096);
    for (size_t i = 0; i < count; i++)
        csv_cell(&out, i == 0, slice_of(cells[i]));
    csv_end(&out);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void only_what_needs_quotes_has_them(void **state)
{
    (void)state;
    written((const char *[]){"a", "", "b c", "5.00"}, 4, "a,,b c,5.00\r\n");
    written((const char *[]){"a,b", "say \"x\"", "l\nm", "c\rd"}, 4,
            "\"a,b\",\"say \"\"x\"\"\",\"l\nm\",\"c\rd\"\r\n");
    written((const char *[]){" a", "b ", "\""}, 3, "\" a\",\"b \",\"\"\"\"\r\n");
    written((const char *[]){"", ""}, 2, ",\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_needs_quotes_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
