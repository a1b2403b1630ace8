/* revised.h: in which release a figure became another one. */
#include "api/store/columns/revised.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A version of a figure. */
struct version {
    const char *value, *qualifier, *missing, *note;
};

static const struct resource *observations(void)
{
    return model_resource(slice_of("observations"));
}

static void fill(struct slice cells[COLUMNS_MAX], const struct version *version)
{
    const struct resource *resource = observations();
    memset(cells, 0, COLUMNS_MAX * sizeof *cells);
    cells[model_index(resource, model_column(resource, slice_of("value")))] =
        slice_of(version->value);
    cells[model_index(resource, model_column(resource, slice_of("qualifier")))] =
        slice_of(version->qualifier);
    cells[model_index(resource, model_column(resource, slice_of("missing")))] =
        slice_of(version->missing);
    cells[model_index(resource, model_column(resource, slice_of("note_en")))] =
        slice_of(version->note);
}

/* What is said of the second of two versions, which came with release 7. */
static void expect_second(struct version first, struct version second, const char *text)
{
    struct revised revised;
    struct slice before[COLUMNS_MAX], cells[COLUMNS_MAX];
    fill(before, &first);
    fill(cells, &second);
    revised_begin(&revised, observations());
    assert_true(slice_is(revised_next(&revised, NULL, before, 1), ""));
    assert_true(slice_is(revised_next(&revised, before, cells, 7), text));
}

static void test_another_value_revises(void **state)
{
    (void)state;
    expect_second((struct version){"5", "exact", "", ""}, (struct version){"6", "exact", "", ""},
                  "7");
}

static void test_digits_that_are_published_otherwise_revise(void **state)
{
    (void)state;
    expect_second((struct version){"5", "exact", "", ""}, (struct version){"5.0", "exact", "", ""},
                  "7");
}

static void test_what_bounds_the_number_revises(void **state)
{
    (void)state;
    expect_second((struct version){"5", "exact", "", ""}, (struct version){"5", "at_least", "", ""},
                  "7");
}

static void test_another_reason_for_no_value_revises(void **state)
{
    (void)state;
    expect_second((struct version){"", "exact", "unknown", ""},
                  (struct version){"", "exact", "suppressed", ""}, "7");
}

static void test_a_note_does_not_revise(void **state)
{
    (void)state;
    expect_second((struct version){"5", "exact", "", ""}, (struct version){"5", "exact", "", "new"},
                  "");
}

static void test_what_was_revised_stays_so(void **state)
{
    (void)state;
    struct revised revised;
    struct slice first[COLUMNS_MAX], second[COLUMNS_MAX], third[COLUMNS_MAX];
    fill(first, &(struct version){"5", "exact", "", ""});
    fill(second, &(struct version){"6", "exact", "", ""});
    fill(third, &(struct version){"6", "exact", "", "new"});
    revised_begin(&revised, observations());
    revised_next(&revised, NULL, first, 1);
    revised_next(&revised, first, second, 3);
    assert_true(slice_is(revised_next(&revised, second, third, 9), "3"));
}

static void test_the_next_record_begins_anew(void **state)
{
    (void)state;
    struct revised revised;
    struct slice first[COLUMNS_MAX], second[COLUMNS_MAX];
    fill(first, &(struct version){"5", "exact", "", ""});
    fill(second, &(struct version){"6", "exact", "", ""});
    revised_begin(&revised, observations());
    revised_next(&revised, NULL, first, 1);
    revised_next(&revised, first, second, 3);
    assert_true(slice_is(revised_next(&revised, NULL, first, 1), ""));
}

static void test_tables_without_figures_have_no_such_column(void **state)
{
    (void)state;
    struct revised revised;
    revised_begin(&revised, model_resource(slice_of("programs")));
    assert_int_equal(revised.column, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_another_value_revises),
        cmocka_unit_test(test_digits_that_are_published_otherwise_revise),
        cmocka_unit_test(test_what_bounds_the_number_revises),
        cmocka_unit_test(test_another_reason_for_no_value_revises),
        cmocka_unit_test(test_a_note_does_not_revise),
        cmocka_unit_test(test_what_was_revised_stays_so),
        cmocka_unit_test(test_the_next_record_begins_anew),
        cmocka_unit_test(test_tables_without_figures_have_no_such_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
