/* A target against what was reached, in words; computed by hand. */
#include "hiraku/pages/progress_words.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct progress_figure figure(const char *value)
{
    return (struct progress_figure){.value = slice_of(value), .exact = true};
}

static void check_words(const struct progress *progress, const char *expected)
{
    char bytes[512];
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes - 1);
    progress_words(progress, &out);
    struct slice written = out_written(&out);
    bytes[written.len] = '\0';
    assert_string_equal(bytes, expected);
}

static struct progress money(enum language language, const char *target, const char *actual)
{
    return (struct progress){.language = language,
                             .target = figure(target),
                             .actual = figure(actual),
                             .unit = slice_of("億円"),
                             .unit_between = slice_of("億円"),
                             .wish = PROGRESS_MORE};
}

static void without_an_actual_value_the_reason_is_told(void **state)
{
    (void)state;
    struct progress progress = money(LANGUAGE_JA, "95", "");
    progress.actual.reason = slice_of("未公表");
    check_words(&progress, "目標95億円に対し実績なし（未公表）");
    progress.actual.reason = SLICE_NONE;
    check_words(&progress, "目標95億円に対し実績なし");
    progress = money(LANGUAGE_EN, "95.00", "");
    progress.actual.reason = slice_of("not published");
    check_words(&progress, "target 95.00 億円: no actual value (not published)");
}

static void the_difference_is_exact(void **state)
{
    (void)state;
    struct progress progress = money(LANGUAGE_JA, "95.00", "97.125");
    check_words(&progress, "目標95.00億円に対し実績97.125億円（目標を2.125億円上回る、達成）");
    progress = money(LANGUAGE_JA, "0.3", "0.1");
    check_words(&progress, "目標0.3億円に対し実績0.1億円（目標を0.2億円下回る、未達成）");
    progress = money(LANGUAGE_EN, "10000", "8765");
    check_words(&progress, "target 10,000 億円: actual value 8,765 億円 (1,235 億円 below the "
                           "target, not met)");
}

static void equal_is_as_targeted_whatever_its_digits(void **state)
{
    (void)state;
    struct progress progress = money(LANGUAGE_JA, "5.00", "5");
    check_words(&progress, "目標5.00億円に対し実績5億円（目標どおり）");
    progress.language = LANGUAGE_EN;
    check_words(&progress, "target 5.00 億円: actual value 5 億円 (as targeted)");
}

static void which_way_is_good_decides(void **state)
{
    (void)state;
    struct progress progress = money(LANGUAGE_JA, "20", "18");
    progress.wish = PROGRESS_LESS;
    check_words(&progress, "目標20億円に対し実績18億円（目標を2億円下回る、達成）");
    progress.actual = figure("21");
    check_words(&progress, "目標20億円に対し実績21億円（目標を1億円上回る、未達成）");
    progress.wish = PROGRESS_NEITHER;
    check_words(&progress, "目標20億円に対し実績21億円（目標を1億円上回る）");
}

static void between_percentages_are_points(void **state)
{
    (void)state;
    struct progress progress = money(LANGUAGE_JA, "10.00", "12.50");
    progress.unit = slice_of("%");
    progress.unit_between = slice_of("ポイント");
    check_words(&progress, "目標10.00%に対し実績12.50%（目標を2.50ポイント上回る、達成）");
}

static void nothing_is_computed_with_what_is_not_exact(void **state)
{
    (void)state;
    struct progress progress = money(LANGUAGE_JA, "95", "97");
    progress.actual.exact = false;
    progress.actual.before = slice_of("約");
    check_words(&progress, "目標95億円に対し実績約97億円");
    progress.target.exact = false;
    progress.target.behind = slice_of("以上");
    check_words(&progress, "目標95億円以上に対し実績約97億円");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_an_actual_value_the_reason_is_told),
        cmocka_unit_test(the_difference_is_exact),
        cmocka_unit_test(equal_is_as_targeted_whatever_its_digits),
        cmocka_unit_test(which_way_is_good_decides),
        cmocka_unit_test(between_percentages_are_points),
        cmocka_unit_test(nothing_is_computed_with_what_is_not_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
