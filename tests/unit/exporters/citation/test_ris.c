/* RIS: a value a line. */
#include "exporters/citation/things.h"

static void a_tag_a_line_in_order(void **state)
{
    (void)state;
    char *text = cited(&citation_ris, &hostile, LANGUAGE_EN);
    assert_string_equal(text, "TY  - DATA\r\n"
                              "AU  - Test City\r\n"
                              "TI  - Visitors\r\n"
                              "T2  - Figures\r\n"
                              "PY  - 2026\r\n"
                              "DA  - 2026/03/07/\r\n"
                              "PB  - Test City\r\n"
                              "UR  - https://data.example.jp/v1/kpis/a%20B/series.csv?release=3\r\n"
                              "LA  - en\r\n"
                              "N1  - Release 3, published 2026-03-07. Licence: Terms "
                              "https://example.org/terms\r\n"
                              "ER  - \r\n");
    free(text);
}

static void a_line_break_does_not_begin_a_field(void **state)
{
    (void)state;
    char *text = cited(&citation_ris, &hostile, LANGUAGE_JA);
    assert_non_null(strstr(text, "\r\nTI  - A {B} } 100% \"q\" 「x」 \\y & #1 $z a_b ^ ~ <x>\r\n"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_a_line_in_order),
        cmocka_unit_test(a_line_break_does_not_begin_a_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
