/* endings.c: an ending of a KPI that is not in the data is an error, with the nearest id. */
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"

#include "api/ingest/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { TEXT_SIZE = 80 };

struct fixture {
    struct ending endings[2];
    struct instance instance;
    struct check_run run;
    uint64_t unread;
    char seen[TEXT_SIZE]; /* value, what was meant and the line of the last finding */
};

static const struct resource *kpis(void)
{
    return model_cube_subject()->ref;
}

static void endings_seen(void *context, const struct finding *finding)
{
    struct fixture *f = context;
    snprintf(f->seen, sizeof f->seen, "%.*s %.*s %d", (int)finding->value.len, finding->value.at,
             (int)finding->mended.len, finding->mended.at, (int)finding->place.line);
}

static int set_up(void **state)
{
    static struct fixture fixture;
    struct slice cells[COLUMNS_MAX] = {SLICE_NONE};
    struct problem p;
    cells[0] = slice_of("visits");
    const struct staged row = {.place = {"data/kpis.csv", 2, ""}, .cells = cells};
    fixture = (struct fixture){.unread = 0};
    fixture.run = (struct check_run){
        .instance = &fixture.instance, .report = report_new(), .unread = &fixture.unread};
    fixture.instance.endings = fixture.endings;
    *state = &fixture;
    if (!fixture.run.report || stage_new(&fixture.run.stage, &p) != STATUS_OK)
        return -1;
    report_watch(fixture.run.report, endings_seen, &fixture);
    return stage_add(fixture.run.stage, kpis(), &row, &p) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    stage_free(f->run.stage);
    report_free(f->run.report);
    return 0;
}

/* How many findings there are of an ending of this KPI. */
static uint64_t findings_of(struct fixture *f, enum ending_cell cell, const char *text)
{
    struct problem p;
    f->endings[0] = (struct ending){.line = 12};
    f->endings[0].cells[cell] = slice_of(text);
    f->instance.ending_count = 1;
    assert_int_equal(check_endings(&f->run, &p), STATUS_OK);
    return report_rule_count(f->run.report, RULE_NO_SUCH_RECORD);
}

static void a_kpi_that_is_there_may_end(void **state)
{
    assert_int_equal(findings_of(*state, ENDING_KPI, "visits"), 0);
}

static void one_that_is_not_is_told_with_the_nearest_and_the_line(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(findings_of(f, ENDING_KPI, "visitz"), 1);
    assert_string_equal(f->seen, "visitz visits 12");
}

static void nothing_is_proposed_where_nothing_is_near(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(findings_of(f, ENDING_KPI, "something-else"), 1);
    assert_string_equal(f->seen, "something-else  12");
}

static void what_ends_and_is_no_kpi_is_not_looked_for(void **state)
{
    assert_int_equal(findings_of(*state, ENDING_TABLE, "kpis"), 0);
    assert_int_equal(findings_of(*state, ENDING_PATH, "/v1/kpis"), 0);
}

/* Else every ending would be wrong because a file was. */
static void where_the_kpis_could_not_be_read_nothing_is_said(void **state)
{
    struct fixture *f = *state;
    f->unread = run_bit(kpis());
    assert_int_equal(findings_of(f, ENDING_KPI, "visitz"), 0);
}

static void each_ending_is_looked_at(void **state)
{
    struct fixture *f = *state;
    struct problem p;
    f->endings[0].cells[ENDING_KPI] = slice_of("one");
    f->endings[1].cells[ENDING_KPI] = slice_of("two");
    f->instance.ending_count = 2;
    assert_int_equal(check_endings(&f->run, &p), STATUS_OK);
    assert_int_equal(report_rule_count(f->run.report, RULE_NO_SUCH_RECORD), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_kpi_that_is_there_may_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_that_is_not_is_told_with_the_nearest_and_the_line,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_proposed_where_nothing_is_near, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_ends_and_is_no_kpi_is_not_looked_for, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(where_the_kpis_could_not_be_read_nothing_is_said, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(each_ending_is_looked_at, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
