/* csv.h: the names of columns, as a spreadsheet has them. */
#include "hiraku/csv/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void is_called(size_t index, const char *expected)
{
    char letters[CSV_LETTERS];
    csv_letters(index, letters);
    assert_string_equal(letters, expected);
}

/* ECMA-376 (SpreadsheetML): columns A to XFD. */
static void columns_have_letters(void **state)
{
    (void)state;
    is_called(0, "A");
    is_called(25, "Z");
    is_called(26, "AA");
    is_called(51, "AZ");
    is_called(52, "BA");
    is_called(701, "ZZ");
    is_called(702, "AAA");
    is_called(1023, "AMJ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_have_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
