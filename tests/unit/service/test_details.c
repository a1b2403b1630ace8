/* details.h: the figures of a subject by runs and time, with names, sources, gaps and what they
 * were before. */
#include "hiraku/model/model.h"
#include "hiraku/service/details.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/series.h"

#include "small_release.h"

static enum status read_details(struct small_release *r, struct details *details, const char *kpi)
{
    *details = (struct details){.subject = slice_of(kpi), .first_month = 4};
    series_query(&details->query, details->subject);
    return details_read(details, &r->service, &r->problem);
}

/* `period=value`, of a gap `period?`, with spaces between them. */
static const char *told(const struct details *details)
{
    static char text[512];
    size_t len = 0;
    *text = '\0';
    for (size_t i = 0; i < details->count; i++) {
        const struct detail *detail = &details->points[i];
        struct slice period = detail->point.cells[POINT_PERIOD];
        struct slice value = detail->point.cells[POINT_VALUE];
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s%s%.*s", i ? " " : "",
                                (int)period.len, period.at, detail->gap ? "?" : "=", (int)value.len,
                                value.len ? value.at : "");
    }
    return text;
}

static void figures_and_gaps_stand_in_the_order_of_time(void **state)
{
    struct small_release *r = *state;
    struct details details;
    assert_int_equal(read_details(r, &details, "visits"), STATUS_OK);
    assert_string_equal(told(&details), "FY2020=10 FY2021=12 FY2022? FY2023? FY2024=20");
    details_close(&details);
}

static void they_say_what_they_are_of_and_where_from(void **state)
{
    struct small_release *r = *state;
    struct details details;
    assert_int_equal(read_details(r, &details, "rate"), STATUS_OK);
    assert_true(slice_is(details.about[SUBJECT_NAME_EN], "Rate"));
    assert_true(slice_is(details.about[SUBJECT_MUNICIPALITY_JA], "横浜市"));
    assert_true(slice_is(details.points[0].cells[DETAIL_SOURCE_JA], "出典一"));
    assert_true(slice_is(details.points[1].cells[DETAIL_STATUS], "final"));
    assert_true(
        slice_is(details.points[1].point.cells[POINT_ID], "rate.FY2021.actual.level._._._"));
    assert_true(detail_shares_run(&details.points[0], &details.points[1]));
    details_close(&details);
}

static void of_a_subject_that_is_not_there_nothing_is_read(void **state)
{
    struct small_release *r = *state;
    struct details details;
    assert_int_equal(read_details(r, &details, "visitz"), STATUS_NOT_FOUND);
    assert_string_equal(r->problem.nearest, "visits");
    details_close(&details);
}

static void more_figures_than_asked_for_are_refused(void **state)
{
    struct small_release *r = *state;
    struct details details = {.subject = slice_of("visits"), .first_month = 4, .cap = 2};
    series_query(&details.query, details.subject);
    assert_int_equal(details_read(&details, &r->service, &r->problem), STATUS_TOO_MANY_ROWS);
    assert_string_equal(r->problem.value, "2");
    assert_int_equal(details.count, 2);
    details_close(&details);
}

static void there_is_room_for_gaps_up_to_the_most_figures(void **state)
{
    struct small_release *r = *state;
    struct details details = {.subject = slice_of("visits"), .first_month = 4, .cap = 4};
    series_query(&details.query, details.subject);
    assert_int_equal(details_read(&details, &r->service, &r->problem), STATUS_OK);
    assert_string_equal(told(&details), "FY2020=10 FY2021=12 FY2022? FY2024=20");
    details_close(&details);
}

static void conditions_are_those_of_a_series(void **state)
{
    struct small_release *r = *state;
    const struct parameter year = {slice_of("fiscal_year"), slice_of("2021")};
    const struct parameter limit = {slice_of("limit"), slice_of("1")};
    struct details details = {.subject = slice_of("rate")};
    assert_int_equal(details_parse(&details, &r->arena, &limit, 1, 4, &r->problem),
                     STATUS_UNKNOWN_PARAMETER);
    assert_int_equal(details_parse(&details, &r->arena, &year, 1, 4, &r->problem), STATUS_OK);
    assert_true(slice_is(details_canonical(&details, &r->arena), "fiscal_year=2021"));
    assert_int_equal(details_read(&details, &r->service, &r->problem), STATUS_OK);
    assert_string_equal(told(&details), "FY2021=2.0");
    details_close(&details);
}

static void what_is_looked_up_is_an_input(void **state)
{
    static const char *const tables[] = {"observations", "kpis", "municipalities", "sources",
                                         "categories"};
    struct details details = {.first_month = 4};
    struct inputs inputs = {.count = 0};
    (void)state;
    series_query(&details.query, slice_of("rate"));
    details_inputs(&details, &inputs);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        bool found = false;
        for (size_t j = 0; j < inputs.count; j++)
            found = found || inputs.tables[j] == model_resource(slice_of(tables[i]));
        assert_true(found);
    }
}

static void the_path_of_its_picture_is_encoded(void **state)
{
    struct small_release *r = *state;
    assert_true(slice_is(details_path(&r->arena, slice_of("a/b")), "/v1/kpis/a%2Fb/chart"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_and_gaps_stand_in_the_order_of_time),
        cmocka_unit_test(they_say_what_they_are_of_and_where_from),
        cmocka_unit_test(of_a_subject_that_is_not_there_nothing_is_read),
        cmocka_unit_test(more_figures_than_asked_for_are_refused),
        cmocka_unit_test(there_is_room_for_gaps_up_to_the_most_figures),
        cmocka_unit_test(conditions_are_those_of_a_series),
        cmocka_unit_test(what_is_looked_up_is_an_input),
        cmocka_unit_test(the_path_of_its_picture_is_encoded),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
