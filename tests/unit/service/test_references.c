/* references.h: conditions on records that there are not. */
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"
#include "hiraku/service/references.h"

#include "small_release.h"

static enum status check(struct small_release *r, const char *value)
{
    const struct parameter kpi = {slice_of("kpi"), slice_of(value)};
    struct query query = {.resource = model_cube()};
    assert_int_equal(query_parse(&query, &r->arena, &kpi, 1,
                                 (struct query_rules){.form = QUERY_PAGES, .first_month = 4},
                                 &r->problem),
                     STATUS_OK);
    return references_check(&r->service, &query, &r->problem);
}

static void a_record_that_there_is_may_be_asked_for(void **state)
{
    assert_int_equal(check(*state, "visits"), STATUS_OK);
}

static void one_that_there_is_not_is_told_with_the_nearest(void **state)
{
    struct small_release *r = *state;
    assert_int_equal(check(r, "visitz"), STATUS_UNKNOWN_REFERENCE);
    assert_string_equal(r->problem.nearest, "visits");
}

static void a_name_in_the_place_of_an_id_is_told_as_a_condition_on_the_name(void **state)
{
    struct small_release *r = *state;
    assert_int_equal(check(r, "割合"), STATUS_UNKNOWN_REFERENCE);
    assert_string_equal(r->problem.nearest, "kpi.name_ja=割合");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_that_there_is_may_be_asked_for),
        cmocka_unit_test(one_that_there_is_not_is_told_with_the_nearest),
        cmocka_unit_test(a_name_in_the_place_of_an_id_is_told_as_a_condition_on_the_name),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
