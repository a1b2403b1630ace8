/* Pairs of characters by Unicode's and Microsoft's tables of JIS X 0208 (JIS0208.TXT, CP932.TXT).
 */
#include "api/publish/publish_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void pairs_are_the_same(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"\u301C", "\uFF5E"}, {"\u2212", "\uFF0D"}, {"\u2016", "\u2225"}, {"\u2014", "\u2015"},
        {"¢", "\uFFE0"},      {"£", "\uFFE1"},      {"¬", "\uFFE2"},      {"¦", "\uFFE4"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char old[32], now[32];
        snprintf(old, sizeof old, "前%s後", pairs[i][0]);
        snprintf(now, sizeof now, "前%s後", pairs[i][1]);
        assert_true(resaved_is_same(slice_of(old), slice_of(now)));
        assert_true(resaved_is_same(slice_of(now), slice_of(old)));
    }
}

static void other_texts_are_not(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"10～20", "10-20"}, {"−5", "－6"}, {"a", "a～"},
                                           {"～a", "～"},       {"髙", "高"},  {"", "～"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_false(resaved_is_same(slice_of(pairs[i][0]), slice_of(pairs[i][1])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_the_same),
        cmocka_unit_test(other_texts_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
