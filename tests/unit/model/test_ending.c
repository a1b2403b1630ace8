/* ending.h: which ending is whose, when its last day is over, and its reason. */
#include "hiraku/model/ending.h"

#include "hiraku/model/instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define CELL(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static struct ending endings[] = {
    {.cells = {[ENDING_TABLE] = CELL("pilots"), [ENDING_DATE] = CELL("2026-03-31")}},
    {.cells = {[ENDING_KPI] = CELL("visits"),
               [ENDING_DATE] = CELL("2024-02-28"),
               [ENDING_REASON_JA] = CELL("終わり"),
               [ENDING_REASON_EN] = CELL("over")}},
    {.cells = {[ENDING_PATH] = CELL("/v1/compare"), [ENDING_DATE] = CELL("2026-12-31")}},
    {.cells = {[ENDING_PATH] = CELL("/v1/pilots.csv"),
               [ENDING_DATE] = CELL("2026-12-31"),
               [ENDING_REASON_EN] = CELL("only this form")}},
};

static const struct instance instance = {.endings = endings,
                                         .ending_count = sizeof endings / sizeof *endings};

static void tables_and_kpis_have_their_own(void **state)
{
    (void)state;
    assert_ptr_equal(ending_of_table(&instance, "pilots"), &endings[0]);
    assert_ptr_equal(ending_of_kpi(&instance, slice_of("visits")), &endings[1]);
    assert_null(ending_of_table(&instance, "visits"));
    assert_null(ending_of_kpi(&instance, slice_of("pilots")));
    assert_null(ending_of_kpi(&instance, slice_of("visit")));
}

static void an_empty_name_is_nobody_s(void **state)
{
    (void)state;
    assert_null(ending_of_kpi(&instance, slice_of("")));
    assert_null(ending_of_table(&instance, ""));
    assert_null(ending_of_path(&instance, SLICE_NONE, SLICE_NONE));
}

static void a_path_without_suffix_ends_in_all_its_forms(void **state)
{
    (void)state;
    assert_ptr_equal(
        ending_of_path(&instance, slice_of("/v1/compare.csv"), slice_of("/v1/compare")),
        &endings[2]);
    assert_ptr_equal(ending_of_path(&instance, slice_of("/v1/pilots.csv"), slice_of("/v1/pilots")),
                     &endings[3]);
    assert_null(ending_of_path(&instance, slice_of("/v1/pilots.json"), slice_of("/v1/pilots")));
    assert_null(ending_of_path(&instance, slice_of("/v1/compare/x"), slice_of("/v1/compare/x")));
}

/* date -d '2026-04-01 00:00 +0900' +%s and so on. */
static void the_last_day_is_over_by_the_clock_of_the_instance(void **state)
{
    (void)state;
    struct instance japan = instance, chatham = instance, caracas = instance;
    japan.utc_offset = 9 * 3600;
    chatham.utc_offset = 12 * 3600 + 45 * 60;
    caracas.utc_offset = -4 * 3600;
    assert_int_equal(ending_moment(&instance, &endings[0]), 1775001600);
    assert_int_equal(ending_moment(&japan, &endings[0]), 1775001600 - 9 * 3600);
    assert_int_equal(ending_moment(&chatham, &endings[0]), 1775001600 - 45900);
    assert_int_equal(ending_moment(&caracas, &endings[0]), 1775001600 + 4 * 3600);
    /* the day behind the 28th is the 29th in a leap year */
    assert_int_equal(ending_moment(&instance, &endings[1]), 1709164800);
}

static void a_reason_is_told_in_the_language_that_there_is(void **state)
{
    (void)state;
    assert_true(slice_is(ending_reason(&endings[1], false), "終わり"));
    assert_true(slice_is(ending_reason(&endings[1], true), "over"));
    assert_true(slice_is(ending_reason(&endings[3], false), "only this form"));
    assert_int_equal(ending_reason(&endings[0], true).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_and_kpis_have_their_own),
        cmocka_unit_test(an_empty_name_is_nobody_s),
        cmocka_unit_test(a_path_without_suffix_ends_in_all_its_forms),
        cmocka_unit_test(the_last_day_is_over_by_the_clock_of_the_instance),
        cmocka_unit_test(a_reason_is_told_in_the_language_that_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
