/* group_name.h: groups are called as people call them. */
#include "hiraku/model/model.h"
#include "hiraku/query/path.h"
#include "hiraku/service/group_name.h"

#include "small_release.h"

/* The name of a cell under a path of the cube, in a language. */
static struct slice name_of(struct small_release *r, const char *path, const char *cell,
                            enum language language)
{
    struct service service = r->service;
    struct slice name = SLICE_NONE;
    struct path read;
    service.language = language;
    assert_int_equal(path_read(model_cube(), slice_of(path), "group", &read, &r->problem),
                     STATUS_OK);
    assert_int_equal(group_name(&service, &read, slice_of(cell), &name, &r->problem), STATUS_OK);
    return name;
}

static void a_record_is_called_by_its_title(void **state)
{
    assert_true(slice_is(name_of(*state, "kpi", "visits", LANGUAGE_JA), "来訪者数"));
    assert_true(slice_is(name_of(*state, "kpi", "visits", LANGUAGE_EN), "Visits"));
    assert_true(slice_is(name_of(*state, "kpi.municipality", "131041", LANGUAGE_EN), "Shinjuku"));
}

static void a_record_that_is_not_there_keeps_its_id(void **state)
{
    assert_true(slice_is(name_of(*state, "kpi", "nothing", LANGUAGE_JA), "nothing"));
}

static void a_code_is_called_by_its_word(void **state)
{
    assert_true(slice_is(name_of(*state, "value_type", "target", LANGUAGE_JA), "目標値"));
    assert_true(slice_is(name_of(*state, "value_type", "target", LANGUAGE_EN), "target"));
    assert_true(
        slice_is(name_of(*state, "value_type", "no-such-code", LANGUAGE_JA), "no-such-code"));
}

static void a_year_is_the_fiscal_one_that_it_is(void **state)
{
    assert_true(slice_is(name_of(*state, "fiscal_year", "2021", LANGUAGE_JA), "2021年度"));
    assert_true(slice_is(name_of(*state, "period", "FY2021", LANGUAGE_JA), "2021年度"));
    assert_true(slice_is(name_of(*state, "period", "2021-05", LANGUAGE_EN), "May 2021"));
}

static void what_is_empty_has_no_name(void **state)
{
    assert_int_equal(name_of(*state, "kpi", "", LANGUAGE_JA).len, 0);
    assert_int_equal(name_of(*state, "fiscal_year", "", LANGUAGE_JA).len, 0);
}

static void only_times_have_an_order_of_their_own(void **state)
{
    static const struct {
        const char *path;
        bool time;
    } paths[] = {{"fiscal_year", true},
                 {"period", true},
                 {"starts", true},
                 {"kpi", false},
                 {"value", false}};
    struct small_release *r = *state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct path read;
        assert_int_equal(
            path_read(model_cube(), slice_of(paths[i].path), "group", &read, &r->problem),
            STATUS_OK);
        assert_int_equal(group_is_time(&read), paths[i].time);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_called_by_its_title),
        cmocka_unit_test(a_record_that_is_not_there_keeps_its_id),
        cmocka_unit_test(a_code_is_called_by_its_word),
        cmocka_unit_test(a_year_is_the_fiscal_one_that_it_is),
        cmocka_unit_test(what_is_empty_has_no_name),
        cmocka_unit_test(only_times_have_an_order_of_their_own),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
