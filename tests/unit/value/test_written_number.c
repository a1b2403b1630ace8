/* written_number.h: numbers taken apart. */
#include "hiraku/value/written_number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Reads `text`, whose words are `before` and `behind`, and writes it by `power`. */
static void expect(const char *text, const char *before, const char *behind, int power,
                   const char *written)
{
    struct written_number number;
    char plain[DECIMAL_TEXT_SIZE];
    assert_true(written_number_read(slice_of(text), &number));
    assert_true(slice_is(number.before, before));
    assert_true(slice_is(number.behind, behind));
    assert_true(written_number_write(&number, power, plain));
    assert_string_equal(plain, written);
}

static void words_around_are_given_back(void **state)
{
    (void)state;
    expect("延べ約45人以上", "延べ約", "人以上", 0, "45");
    expect("第45回", "第", "回", 0, "45");
    expect("45", "", "", 0, "45");
}

static void scale_words_count(void **state)
{
    (void)state;
    expect("12,300千円", "", "円", 0, "12300000");
    expect("1億2,000万円", "", "円", 0, "120000000");
}

static void a_power_is_divided_out_without_new_zeros(void **state)
{
    (void)state;
    expect("12,300千円", "", "円", 3, "12300");
    expect("12,340円", "", "円", 3, "12.34");
    expect("3.40億円", "", "円", 8, "3.40");
    expect("3.40億円", "", "円", 6, "340");
    expect("0.05億円", "", "円", 0, "5000000");
    expect("0円", "", "円", 3, "0");
    expect("0.00", "", "", 3, "0.00");
    expect("5円", "", "円", 8, "0.00000005");
}

static void currency_and_sign_are_no_words(void **state)
{
    (void)state;
    struct written_number number;
    assert_true(written_number_read(slice_of("△￥1,200"), &number));
    assert_true(slice_is(number.currency, "￥") && number.negative && number.before.len == 0);
}

static void digits_that_may_be_lost_are_not_written(void **state)
{
    (void)state;
    struct written_number number;
    char plain[DECIMAL_TEXT_SIZE];
    assert_true(written_number_read(slice_of("7.00001E+12"), &number));
    assert_true(number.rounded);
    assert_false(written_number_write(&number, 0, plain));
    assert_true(written_number_read(slice_of("1.5E+03"), &number));
    assert_true(written_number_write(&number, 0, plain));
    assert_string_equal(plain, "1500");
}

static void more_than_18_digits_are_not_written(void **state)
{
    (void)state;
    struct written_number number;
    char plain[DECIMAL_TEXT_SIZE];
    assert_true(written_number_read(slice_of("1234567兆円"), &number));
    assert_false(written_number_write(&number, 0, plain));
    assert_true(written_number_write(&number, 12, plain));
    assert_string_equal(plain, "1234567");
}

static void two_numbers_are_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"40〜50", "4/5", "2万6", "5年半", "数名", "", "百人"};
    struct written_number number;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(written_number_read(slice_of(texts[i]), &number));
}

static void a_unit_begins_with_its_power(void **state)
{
    (void)state;
    struct slice unit = slice_of("百万円");
    assert_int_equal(written_unit_power(&unit), 6);
    assert_true(slice_is(unit, "円"));
    unit = slice_of("人");
    assert_int_equal(written_unit_power(&unit), 0);
    assert_true(slice_is(unit, "人"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_around_are_given_back),
        cmocka_unit_test(scale_words_count),
        cmocka_unit_test(a_power_is_divided_out_without_new_zeros),
        cmocka_unit_test(currency_and_sign_are_no_words),
        cmocka_unit_test(digits_that_may_be_lost_are_not_written),
        cmocka_unit_test(more_than_18_digits_are_not_written),
        cmocka_unit_test(two_numbers_are_none),
        cmocka_unit_test(a_unit_begins_with_its_power),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
