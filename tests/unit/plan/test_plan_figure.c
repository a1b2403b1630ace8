/* Cells of the table, and units. */
#include "api/plan/plan_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void cells(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *unit;
        enum plan_figure_kind kind;
        const char *value;
        bool wide, with_unit;
    } cases[] = {
        {"0.00", "億円", PLAN_NUMBER, "0.00", false, false},
        {"10,000.00", "人/年", PLAN_NUMBER, "10000.00", false, false},
        {"１０，０００．００", "人", PLAN_NUMBER, "10000.00", true, false},
        {"△5", "人", PLAN_NUMBER, "-5", false, false},
        {"5.00億円", "億円", PLAN_NUMBER, "5.00", false, true},
        {"20%", "%", PLAN_NUMBER, "20", false, true},
        {"2,000人", "千人", PLAN_NUMBER, "2", false, true},
        {"5.00人", "億円", PLAN_UNREADABLE, "", false, true},
        {"約5", "人", PLAN_UNREADABLE, "", false, false},
        {"5～6", "人", PLAN_UNREADABLE, "", false, false},
        {"検討中", "人", PLAN_UNREADABLE, "", false, false},
        {"-", "億円", PLAN_DASH, "", false, false},
        {"－", "億円", PLAN_DASH, "", false, false},
        {"―", "", PLAN_DASH, "", false, false},
        {"", "億円", PLAN_EMPTY, "", false, false},
        {"　", "億円", PLAN_EMPTY, "", false, false},
    };
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plan_figure figure;
        plan_figure_read(&arena, slice_of(cases[i].cell), slice_of(cases[i].unit), &figure);
        assert_int_equal(figure.kind, cases[i].kind);
        if (figure.kind != PLAN_NUMBER)
            continue;
        assert_string_equal(figure.value, cases[i].value);
        assert_int_equal(figure.wide, cases[i].wide);
        assert_int_equal(figure.with_unit, cases[i].with_unit);
    }
    arena_free(&arena);
}

static void units_have_codes_of_the_list(void **state)
{
    (void)state;
    static const char *const known[] = {
#define UNIT_CODE(name) name,
#include "hiraku/model/unit_code.def"
#undef UNIT_CODE
    };
    for (const struct plan_unit *unit = plan_units; unit->written; unit++) {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found = found || strcmp(known[i], unit->code) == 0;
        assert_true(found);
    }
}

static void units_are_known_as_they_are_printed(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_int_equal(plan_unit_of(&arena, slice_of("億円"))->multiplier, 8);
    assert_string_equal(plan_unit_of(&arena, slice_of("人／年"))->code, "NUM-PER-YR");
    assert_string_equal(plan_unit_of(&arena, slice_of("％"))->code, "PERCENT");
    assert_null(plan_unit_of(&arena, slice_of("点")));
    assert_null(plan_unit_of(&arena, slice_of("")));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells),
        cmocka_unit_test(units_have_codes_of_the_list),
        cmocka_unit_test(units_are_known_as_they_are_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
