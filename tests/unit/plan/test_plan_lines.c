/* Lines as cells. */
#include "api/plan/plan_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 6 };

static void expect(const char *line, size_t count, const char *const *cells)
{
    struct slice found[MOST];
    assert_int_equal(plan_split(slice_of(line), found, MOST), count);
    for (size_t i = 0; i < count; i++)
        assert_true(slice_is(found[i], cells[i]));
}

static void tabs_keep_empty_cells(void **state)
{
    (void)state;
    expect("\tKPI①\t\t 0.00 \r", 4, (const char *const[]){"", "KPI①", "", "0.00"});
    expect("a b\tc", 2, (const char *const[]){"a b", "c"});
    expect("\t", 2, (const char *const[]){"", ""});
}

static void without_tabs_white_space_divides(void **state)
{
    (void)state;
    expect("KPI①　名称  単位 億円", 4, (const char *const[]){"KPI①", "名称", "単位", "億円"});
    expect("  a ", 1, (const char *const[]){"a"});
    expect("", 0, NULL);
    expect("　 \r", 0, NULL);
}

static void there_are_no_more_cells_than_fit(void **state)
{
    (void)state;
    expect("1 2 3 4 5 6 7 8", MOST, (const char *const[]){"1", "2", "3", "4", "5", "6"});
    expect("1\t2\t3\t4\t5\t6\t7", MOST, (const char *const[]){"1", "2", "3", "4", "5", "6"});
}

static void an_ending_tells_a_table(void **state)
{
    (void)state;
    assert_true(plan_is_table("a/plan.csv") && plan_is_table("PLAN.CSV"));
    assert_false(plan_is_table("plan.txt") || plan_is_table("csv") || plan_is_table(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tabs_keep_empty_cells),
        cmocka_unit_test(without_tabs_white_space_divides),
        cmocka_unit_test(there_are_no_more_cells_than_fit),
        cmocka_unit_test(an_ending_tells_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
