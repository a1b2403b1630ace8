/* record.h: one record by its id, and what is said where there is none. */
#include "hiraku/model/model.h"
#include "hiraku/service/record.h"

#include "small_release.h"

static void a_record_is_found_by_its_id(void **state)
{
    struct small_release *r = *state;
    struct stored_record record;
    view_init(&record.view, model_resource(slice_of("kpis")), 0);
    assert_int_equal(record_read(&record, r->service.store, slice_of("visits"), &r->problem),
                     STATUS_OK);
    assert_true(record.found);
    assert_true(slice_is(record_title(&record.row, "en"), "Visits"));
    assert_true(slice_is(record_snippet(&record.row, slice_of("来訪"), &r->arena),
                         "<mark>来訪</mark>者数"));
    record_close(&record);
}

static void that_there_is_none_is_no_error(void **state)
{
    struct small_release *r = *state;
    struct stored_record record;
    view_init(&record.view, model_resource(slice_of("kpis")), 0);
    assert_int_equal(record_read(&record, r->service.store, slice_of("visit"), &r->problem),
                     STATUS_OK);
    assert_false(record.found);
    record_close(&record);
}

static void a_missing_record_is_told_with_the_nearest(void **state)
{
    struct small_release *r = *state;
    const struct resource *kpis = model_resource(slice_of("kpis"));
    assert_int_equal(record_missing(&r->service, kpis, slice_of("visitz"), &r->problem),
                     STATUS_NOT_FOUND);
    assert_string_equal(r->problem.subject, "/v1/kpis/visitz");
    assert_string_equal(r->problem.nearest, "visits");
    assert_string_equal(r->problem.example, "/v1/kpis/visits");
}

static void one_that_was_dropped_is_gone(void **state)
{
    struct small_release *r = *state;
    const struct resource *kpis = model_resource(slice_of("kpis"));
    assert_int_equal(record_missing(&r->service, kpis, slice_of("old"), &r->problem), STATUS_GONE);
    assert_string_equal(r->problem.value, "7");
    assert_string_equal(r->problem.example, "/v1/kpis");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_found_by_its_id),
        cmocka_unit_test(that_there_is_none_is_no_error),
        cmocka_unit_test(a_missing_record_is_told_with_the_nearest),
        cmocka_unit_test(one_that_was_dropped_is_gone),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
