/* Labels and periods as plans print them. */
#include "api/plan/plan_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void labels(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        int number;
    } cases[] = {
        {"KPI①", 1},    {"ＫＰＩ２", 2},         {"KPI 12", 12},        {"指標（3）", 3},
        {"KPI", 0},     {"KPI増加分 の累計", 0}, {"KPI①の達成状況", 0}, {"", 0},
        {"KPI1234", 0}, {"事業開始前", 0},
    };
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(plan_label(&arena, slice_of(cases[i].cell)), cases[i].number);
    arena_free(&arena);
}

static void periods(void **state)
{
    (void)state;
    static const struct {
        const char *text, *canonical; /* NULL: none */
    } cases[] = {
        {"2023年4月1日から 2026 年 3 月 31 日まで", "2023-04-01/2026-03-31"},
        {"令和５年４月１日から令和８年３月31日まで", "2023-04-01/2026-03-31"},
        {"年 月 日 から 年 月 日 まで", NULL},
        {"地域再生計画の認定の日から 2026 年 3 月 31 日 まで", NULL},
        {"2026年3月31日", NULL},
        {"", NULL},
    };
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char canonical[PERIOD_TEXT_SIZE] = "";
        assert_int_equal(plan_period_of(&arena, slice_of(cases[i].text), canonical),
                         cases[i].canonical != NULL);
        assert_string_equal(canonical, cases[i].canonical ? cases[i].canonical : "");
    }
    arena_free(&arena);
}

static void want_of_memory_is_no_label(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 4);
    assert_int_equal(plan_label(&arena, slice_of("KPI①")), 0);
    assert_true(arena_overflowed(&arena));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels),
        cmocka_unit_test(periods),
        cmocka_unit_test(want_of_memory_is_no_label),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
