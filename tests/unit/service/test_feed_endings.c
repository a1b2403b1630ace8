/* Which endings a feed tells. */
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"

#include "api/service/feed_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool concerns(const char *table, const char *id, enum ending_cell cell, const char *value)
{
    const struct feed_subject subject = {
        .table = table ? model_resource(slice_of(table)) : NULL,
        .id = id ? slice_of(id) : SLICE_NONE,
    };
    struct ending ending = {.cells = {[ENDING_DATE] = slice_of("2030-03-31")}};
    ending.cells[cell] = slice_of(value);
    return feed_ending_concerns(&subject, &ending);
}

static void the_instance_is_told_of_all(void **state)
{
    (void)state;
    assert_true(concerns(NULL, NULL, ENDING_PATH, "/v1/search"));
    assert_true(concerns(NULL, NULL, ENDING_KPI, "visitors"));
}

static void a_table_is_told_of_itself_and_of_its_list(void **state)
{
    (void)state;
    assert_true(concerns("events", NULL, ENDING_TABLE, "events"));
    assert_false(concerns("events", NULL, ENDING_TABLE, "kpis"));
    assert_true(concerns("events", NULL, ENDING_PATH, "/v1/events"));
    assert_true(concerns("events", NULL, ENDING_PATH, "/v1/events.csv"));
    assert_false(concerns("events", NULL, ENDING_PATH, "/v1/events/e1"));
    assert_false(concerns("kpis", NULL, ENDING_KPI, "visitors"));
}

static void a_record_is_told_of_itself_and_of_what_is_below_it(void **state)
{
    (void)state;
    assert_true(concerns("kpis", "visitors", ENDING_KPI, "visitors"));
    assert_false(concerns("kpis", "rate", ENDING_KPI, "visitors"));
    assert_false(concerns("programs", "visitors", ENDING_KPI, "visitors"));
    assert_true(concerns("kpis", "visitors", ENDING_PATH, "/v1/kpis/visitors/series"));
    assert_true(concerns("kpis", "visitors", ENDING_PATH, "/v1/kpis/visitors.ttl"));
    assert_false(concerns("kpis", "visitors", ENDING_PATH, "/v1/kpis/visitors-2"));
    assert_false(concerns("kpis", "visitors", ENDING_TABLE, "kpis"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_instance_is_told_of_all),
        cmocka_unit_test(a_table_is_told_of_itself_and_of_its_list),
        cmocka_unit_test(a_record_is_told_of_itself_and_of_what_is_below_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
