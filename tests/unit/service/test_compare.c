/* service/compare.h: subjects side by side, and what differs. */
#include "hiraku/service/compare.h"

#include "small_release.h"

static enum status compare_of(struct small_release *r, struct compare *compare, const char *name,
                              const char *value)
{
    const struct parameter parameter = {slice_of(name), slice_of(value)};
    enum status status = compare_parse(compare, &r->arena, &parameter, 1, 4, &r->problem);
    return status == STATUS_OK ? compare_read(compare, &r->service, &r->problem) : status;
}

static void subjects_stand_in_the_order_asked_for(void **state)
{
    struct small_release *r = *state;
    struct compare compare = {.count = 0};
    struct small_sink subjects = {.column = 0};
    assert_int_equal(compare_of(r, &compare, "kpi", "visits-b,visits"), STATUS_OK);
    compare_rows(&compare, small_take, &subjects);
    assert_string_equal(subjects.text, "visits-b visits visits visits");
    assert_true(
        slice_is(compare_canonical(&compare, &r->arena, &r->problem), "kpi=visits-b,visits"));
    compare_close(&compare);
}

static void one_or_none_may_be_chosen_so_far(void **state)
{
    struct small_release *r = *state;
    struct compare none = {.choosing = true}, one = {.choosing = true};
    const struct parameter kpi = {slice_of("kpi"), slice_of("visits")};
    const struct parameter type = {slice_of("value_type"), slice_of("actual")};
    assert_int_equal(compare_parse(&none, &r->arena, &type, 1, 4, &r->problem), STATUS_OK);
    assert_true(slice_is(compare_canonical(&none, &r->arena, &r->problem), "value_type=actual"));
    assert_int_equal(compare_parse(&one, &r->arena, &kpi, 1, 4, &r->problem), STATUS_OK);
    assert_true(slice_is(compare_canonical(&one, &r->arena, &r->problem), "kpi=visits"));
    one = (struct compare){.count = 0};
    assert_int_equal(compare_parse(&one, &r->arena, &kpi, 1, 4, &r->problem),
                     STATUS_NOT_COMPARABLE);
}

static void what_differs_is_named(void **state)
{
    struct compare compare = {.count = 0};
    assert_int_equal(compare_of(*state, &compare, "kpi", "visits,visits-b"), STATUS_OK);
    assert_string_equal(compare.differences, "value_type");
    compare_close(&compare);
}

static void all_of_one_name_are_found(void **state)
{
    struct compare compare = {.count = 0};
    assert_int_equal(compare_of(*state, &compare, "name", "来訪者数"), STATUS_OK);
    assert_int_equal(compare.count, 2);
    compare_close(&compare);
}

static void one_alone_cannot_be_compared(void **state)
{
    struct small_release *r = *state;
    struct compare compare = {.count = 0};
    assert_int_equal(compare_of(r, &compare, "name", "割合"), STATUS_NOT_COMPARABLE);
    assert_string_equal(r->problem.value, "1");
    compare_close(&compare);
}

static void the_example_is_subjects_that_there_are(void **state)
{
    struct small_release *r = *state;
    compare_example(&r->service, &r->problem);
    assert_string_equal(r->problem.example, "/v1/compare?kpi=rate,visits");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subjects_stand_in_the_order_asked_for),
        cmocka_unit_test(one_or_none_may_be_chosen_so_far),
        cmocka_unit_test(what_differs_is_named),
        cmocka_unit_test(all_of_one_name_are_found),
        cmocka_unit_test(one_alone_cannot_be_compared),
        cmocka_unit_test(the_example_is_subjects_that_there_are),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
