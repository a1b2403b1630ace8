/* Which figure of a KPI another site shows. */
#include "hiraku/pages/embed_page.h"

#include "hiraku/service/details.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct detail figure(const char *id, const char *type, const char *starts, const char *ends)
{
    struct detail detail = {.gap = false};
    struct slice *cells = detail.point.cells;
    cells[POINT_ID] = slice_of(id);
    cells[POINT_VALUE] = slice_of("1");
    cells[POINT_VALUE_TYPE] = slice_of(type);
    cells[POINT_STARTS] = slice_of(starts);
    cells[POINT_ENDS] = slice_of(ends);
    return detail;
}

static void check_choice(struct detail *points, size_t count, const char *expected)
{
    const struct details details = {.points = points, .count = count};
    const struct detail *chosen = embed_choose(&details);
    assert_non_null(chosen);
    assert_true(slice_is(chosen->point.cells[POINT_ID], expected));
}

static void the_newest_actual_value_comes_before_later_targets(void **state)
{
    (void)state;
    struct detail points[] = {
        figure("a2", "actual", "2024-04-01", "2025-03-31"),
        figure("a1", "actual", "2023-04-01", "2024-03-31"),
        figure("t", "target", "2026-04-01", "2027-03-31"),
    };
    check_choice(points, 3, "a2");
}

static void a_year_comes_before_all_years_together(void **state)
{
    (void)state;
    struct detail points[] = {
        figure("all", "target", "2023-04-01", "2026-03-31"),
        figure("year", "target", "2025-04-01", "2026-03-31"),
    };
    check_choice(points, 2, "year");
}

static void the_whole_comes_before_its_parts(void **state)
{
    (void)state;
    struct detail points[] = {
        figure("part", "actual", "2025-04-01", "2026-03-31"),
        figure("whole", "target", "2023-04-01", "2024-03-31"),
    };
    points[0].point.cells[POINT_SEGMENT] = slice_of("men");
    check_choice(points, 2, "whole");
    check_choice(points, 1, "part");
}

static void what_has_no_value_is_not_chosen(void **state)
{
    (void)state;
    struct detail points[] = {
        figure("told", "actual", "2023-04-01", "2024-03-31"),
        figure("missing", "actual", "2024-04-01", "2025-03-31"),
    };
    points[1].point.cells[POINT_VALUE] = SLICE_NONE;
    check_choice(points, 2, "told");
    const struct details nothing = {.points = &points[1], .count = 1};
    assert_null(embed_choose(&nothing));
}

static void a_figure_is_found_by_its_id(void **state)
{
    (void)state;
    struct detail points[] = {figure("a", "actual", "2023-04-01", "2024-03-31"),
                              figure("b", "actual", "2024-04-01", "2025-03-31")};
    const struct details details = {.points = points, .count = 2};
    assert_ptr_equal(embed_find(&details, slice_of("b")), &points[1]);
    assert_null(embed_find(&details, slice_of("c")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_actual_value_comes_before_later_targets),
        cmocka_unit_test(a_year_comes_before_all_years_together),
        cmocka_unit_test(the_whole_comes_before_its_parts),
        cmocka_unit_test(what_has_no_value_is_not_chosen),
        cmocka_unit_test(a_figure_is_found_by_its_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
