/* From bytes to rows: limits, want of memory, and that errors leave no rows. */
#include "hiraku/plan/plan.h"

#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static const char head[] = "\t事業開始前\t2023年度 増加分\t2024年度 増加分\t累計\n";

struct read {
    struct plan plan;
    struct report *report;
    enum status status;
};

static struct read read_plan(const char *text)
{
    struct read read = {.report = report_new()};
    char path[64];
    int fd = memfd_create("plan", 0);
    assert_true(fd >= 0 && read.report);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct plan_asked asked = {.file = path,
                               .program = slice_of("visit"),
                               .source = slice_of("plan"),
                               .period = slice_of("2023-04-01/2025-03-31"),
                               .first_month = 4,
                               .report = read.report};
    read.status = plan_import(&read.plan, &asked, NULL);
    close(fd);
    return read;
}

static void read_free(struct read *read)
{
    plan_free(&read->plan);
    report_free(read->report);
}

static void each_cell_is_a_row(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof text, "KPI①\t来訪者\t単位\t人\n%sKPI①\t10\t1.5\t2\t3.5\n", head);
    struct read read = read_plan(text);
    assert_int_equal(read.status, STATUS_OK);
    assert_int_equal(read.plan.kpis, 1);
    assert_int_equal(read.plan.count, 5);
    assert_true(slice_is(plan_cell(&read.plan.records[0], "id"), "visit-kpi1"));
    assert_true(slice_is(plan_cell(&read.plan.records[0], "decimals"), "1"));
    assert_true(slice_is(plan_cell(&read.plan.records[1], "period"), "undated"));
    assert_true(slice_is(plan_cell(&read.plan.records[2], "value"), "1.5"));
    assert_true(slice_is(plan_cell(&read.plan.records[4], "period"), "FY2023/FY2024"));
    assert_int_equal(plan_cell(&read.plan.records[4], "no such column").len, 0);
    assert_int_equal(plan_new(&read.plan, NULL), 5);
    assert_int_equal(plan_new(&read.plan, model_cube()), 4);
    read_free(&read);
}

static void an_error_leaves_no_rows(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof text, "KPI①\t来訪者\t単位\t人\n%sKPI①\t10\tx\t2\t3.5\n", head);
    struct read read = read_plan(text);
    assert_int_equal(read.status, STATUS_OK);
    assert_int_equal(report_rule_count(read.report, RULE_PLAN_VALUE), 1);
    assert_int_equal(read.plan.count, 0);
    read_free(&read);
}

static void nothing_is_no_table(void **state)
{
    (void)state;
    struct read read = read_plan("");
    assert_int_equal(read.status, STATUS_OK);
    assert_int_equal(report_rule_count(read.report, RULE_PLAN_NO_TABLE), 1);
    read_free(&read);
}

static void there_are_only_so_many_kpis(void **state)
{
    (void)state;
    char text[(PLAN_KPIS_MAX + 1) * 40 + sizeof head];
    size_t len = 0;
    for (int i = 1; i <= PLAN_KPIS_MAX + 1; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "KPI%d\t名\t単位\t人\n", i);
    snprintf(text + len, sizeof text - len, "%s", head);
    struct read read = read_plan(text);
    assert_int_equal(report_rule_count(read.report, RULE_PLAN_TOO_MANY), 1);
    assert_int_equal(read.plan.count, 0);
    read_free(&read);
}

static void a_long_line_is_passed_over(void **state)
{
    (void)state;
    enum { LONG = 200 << 10 };
    static char text[LONG + 1024];
    memset(text, 'x', LONG);
    snprintf(text + LONG, 1024, "\nKPI①\t来訪者\t単位\t人\n%sKPI①\t10\t1\t2\t3\n", head);
    struct read read = read_plan(text);
    assert_int_equal(read.plan.count, 5);
    assert_int_equal(read.plan.records[0].line, 2);
    read_free(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cell_is_a_row),         cmocka_unit_test(an_error_leaves_no_rows),
        cmocka_unit_test(nothing_is_no_table),        cmocka_unit_test(there_are_only_so_many_kpis),
        cmocka_unit_test(a_long_line_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
