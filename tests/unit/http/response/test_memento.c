/* memento.h: which of the links of a memento a head has room for. */
#include "hiraku/http/response/memento.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_fit(size_t room, const char *expected)
{
    char text[64];
    struct memento memento = {.count = 3};
    memento.links[0] = slice_of("<original>");
    memento.links[1] = slice_of("<the long timemap>");
    memento.links[2] = slice_of("<first>");
    memset(text, 'x', sizeof text);
    memento_links(&memento, room, text);
    assert_string_equal(text, expected);
    assert_true(strlen(text) <= room);
}

static void what_fits_is_told_by_importance(void **state)
{
    (void)state;
    assert_fit(63, "<original>, <the long timemap>, <first>");
    assert_fit(39, "<original>, <the long timemap>, <first>");
    assert_fit(38, "<original>, <the long timemap>");
    assert_fit(29, "<original>, <first>");
    assert_fit(10, "<original>");
    assert_fit(9, "<first>");
    assert_fit(0, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_fits_is_told_by_importance)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
