/* Headings: what they are, also where they were cut into pieces; their years. */
#include "api/plan/plan_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { CELLS = 16 };

static size_t heads_of(struct arena *arena, const char *line, struct plan_head *heads)
{
    struct slice cells[CELLS];
    struct plan_row row = {.line = 1, .cells = cells};
    row.count = plan_split(slice_of(line), cells, CELLS);
    return plan_heads(arena, &row, heads);
}

static void the_headings_of_the_form(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "\t事業開始前 (現時点)\t2023年度 増加分 (1年目)\t令和6年度 増加分 (2年目)\tKPI増加分 "
        "の累計",
        "事業開始前 (現時点) 2023年度 増加分 (1年目) 令和6年度 増加分 (2年目) KPI増加分 の累計"};
    static const char *const printed[] = {"事業開始前 (現時点)", "2023年度 増加分 (1年目)",
                                          "令和6年度 増加分 (2年目)", "KPI増加分 の累計"};
    static const enum plan_head_kind kinds[] = {PLAN_BASELINE, PLAN_YEAR, PLAN_YEAR, PLAN_TOTAL};
    for (size_t line = 0; line < 2; line++) {
        struct plan_head heads[PLAN_HEADS_MAX];
        struct arena arena;
        arena_init(&arena, 1 << 16);
        assert_int_equal(heads_of(&arena, lines[line], heads), 4);
        for (size_t i = 0; i < 4; i++) {
            assert_int_equal(heads[i].kind, kinds[i]);
            assert_true(slice_is(heads[i].printed, printed[i]));
        }
        arena_free(&arena);
    }
}

static void other_lines_are_none(void **state)
{
    (void)state;
    static const char *const lines[] = {"", "令和元年度横浜市外国人意識調査では 64.1%",
                                        "2023年度 2024年度", "事業開始前 KPI増加分の累計",
                                        "KPI① 0.00 5.00"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct plan_head heads[PLAN_HEADS_MAX];
        struct arena arena;
        arena_init(&arena, 1 << 16);
        assert_int_equal(heads_of(&arena, lines[i], heads), 0);
        arena_free(&arena);
    }
}

static void years(void **state)
{
    (void)state;
    static const struct {
        const char *printed;
        int year;
        bool era;
    } cases[] = {
        {"2023年度 増加分 (1年目)", 2023, false},
        {"令和５年度 増加分", 2023, true},
        {"平成32年度増加分（４年目）", 2020, true},
        {"Ｒ７年度 増加分", 2025, true},
        {"5年度 増加分", 0, false},
        {"次年度 増加分", 0, true},
    };
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_head head = {.kind = PLAN_YEAR, .printed = slice_of(cases[i].printed)};
        plan_head_year(&arena, &head);
        assert_int_equal(head.year, cases[i].year);
        assert_int_equal(head.era, cases[i].era);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_headings_of_the_form),
        cmocka_unit_test(other_lines_are_none),
        cmocka_unit_test(years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
