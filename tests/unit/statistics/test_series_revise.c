/* series.h: what two releases say of the same period. */
#include "points.h"

enum { TEXT_SIZE = 128 };

struct revised {
    char value[TEXT_SIZE], formula[TEXT_SIZE];
    const char *reason;
    const struct point *from;
    bool inexact;
};

static enum status keep_revised(void *context, const struct derived_point *one, struct problem *p)
{
    struct revised *revised = context;
    (void)p;
    snprintf(revised->value, sizeof revised->value, "%.*s", (int)one->value.len,
             one->value.len ? one->value.at : "");
    snprintf(revised->formula, sizeof revised->formula, "%.*s", (int)one->formula.len,
             one->formula.len ? one->formula.at : "");
    revised->reason = one->reason;
    revised->from = one->from[0];
    revised->inexact = one->inexact;
    return STATUS_OK;
}

/* Of one figure: what release 7 says, and what release 3 said; NULL: it has it not. */
static void revise(struct fixture *f, const char *now, const char *then, struct revised *revised)
{
    struct run run = {0, 0};
    begin(f, "flow", "yearly");
    level(f, "FY2020", now ? now : then);
    level(f, "FY2020", then ? then : now);
    const struct revision revisions[] = {
        {now ? &f->points[0] : NULL, then ? &f->points[1] : NULL, 7, 3}};
    f->series.revisions = revisions;
    f->series.count = 1;
    assert_true(series_run(&f->series, DERIVE_REVISION, &run));
    assert_null(series_unfit(&f->series, DERIVE_REVISION, &run));
    assert_int_equal(series_derive(&f->series, DERIVE_REVISION, &run, keep_revised, revised, NULL),
                     STATUS_OK);
}

static void the_earlier_value_is_taken_from_the_later(void **state)
{
    struct fixture f;
    struct revised revised;
    (void)state;
    revise(&f, "9.50", "10.1", &revised);
    assert_string_equal(revised.value, "-0.60");
    assert_null(revised.reason);
    assert_false(revised.inexact);
}

static void what_stayed_is_nought_with_its_digits(void **state)
{
    struct fixture f;
    struct revised revised;
    (void)state;
    revise(&f, "5.00", "5.0", &revised);
    assert_string_equal(revised.value, "0.00");
}

static void the_formula_names_the_releases(void **state)
{
    struct fixture f;
    struct revised revised;
    (void)state;
    revise(&f, "2", "1", &revised);
    assert_string_equal(revised.formula, "value[FY2020, release 7] - value[FY2020, release 3]");
}

static void what_came_or_went_was_not_revised(void **state)
{
    struct fixture f;
    struct revised revised;
    (void)state;
    revise(&f, "2", NULL, &revised);
    assert_string_equal(revised.reason, "added");
    assert_string_equal(revised.value, "");
    revise(&f, NULL, "2", &revised);
    assert_string_equal(revised.reason, "removed");
    assert_string_equal(revised.value, "");
}

static void of_a_missing_value_it_is_told_which_one(void **state)
{
    struct fixture f;
    struct revised revised;
    (void)state;
    revise(&f, "", "2", &revised);
    assert_string_equal(revised.reason, "missing");
    assert_ptr_equal(revised.from, &f.points[0]);
    revise(&f, "2", "", &revised);
    assert_string_equal(revised.reason, "missing");
    assert_ptr_equal(revised.from, &f.points[1]);
}

static void what_is_about_is_about(void **state)
{
    struct fixture f;
    struct revised revised;
    (void)state;
    revise(&f, "~10", "8", &revised);
    assert_string_equal(revised.value, "2");
    assert_true(revised.inexact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earlier_value_is_taken_from_the_later),
        cmocka_unit_test(what_stayed_is_nought_with_its_digits),
        cmocka_unit_test(the_formula_names_the_releases),
        cmocka_unit_test(what_came_or_went_was_not_revised),
        cmocka_unit_test(of_a_missing_value_it_is_told_which_one),
        cmocka_unit_test(what_is_about_is_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
