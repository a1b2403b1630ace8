/* text.h: characters that depend on the machine (機種依存文字). */
#include "hiraku/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void nec_row_13_is_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("KPI①")), 0x2460);
    assert_int_equal(text_machine_dependent(slice_of("㈱開")), 0x3231);
    assert_int_equal(text_machine_dependent(slice_of("Ⅲ")), 0x2162);
}

static void ibm_extensions_are_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("髙橋")), 0x9AD9);
    assert_int_equal(text_machine_dependent(slice_of("山﨑")), 0xFA11);
    assert_int_equal(text_machine_dependent(slice_of("ⅲ")), 0x2172);
}

static void half_width_kana_is_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("ｱ")), 0xFF71);
}

static void jis_x_0208_is_not_machine_dependent(void **state)
{
    (void)state;
    assert_int_equal(text_machine_dependent(slice_of("高崎市・第１回〜ＫＰＩ（≒∵√）～－")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nec_row_13_is_machine_dependent),
        cmocka_unit_test(ibm_extensions_are_machine_dependent),
        cmocka_unit_test(half_width_kana_is_machine_dependent),
        cmocka_unit_test(jis_x_0208_is_not_machine_dependent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
