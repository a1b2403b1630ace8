/* instance_endings.h: which endings are taken, and what is said of the others and where. */
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"

#include "api/release/instance_endings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct endings_run {
    struct instance instance;
    struct report *report;
    /* the last finding */
    enum rule rule;
    uint64_t line;
    char column[32], value[64], mended[64];
};

static void endings_seen(void *context, const struct finding *finding)
{
    struct endings_run *run = context;
    run->rule = finding->rule;
    run->line = finding->place.line;
    snprintf(run->column, sizeof run->column, "%s", finding->place.column);
    snprintf(run->value, sizeof run->value, "%.*s", (int)finding->value.len,
             finding->value.len ? finding->value.at : "");
    snprintf(run->mended, sizeof run->mended, "%.*s", (int)finding->mended.len,
             finding->mended.len ? finding->mended.at : "");
}

/* Of an instance.json that holds nothing else. */
static void endings_read(struct endings_run *run, const char *text)
{
    memset(run, 0, sizeof *run);
    json_t *object = json_loads(text, 0, NULL);
    assert_non_null(object);
    arena_init(&run->instance.arena, 1 << 20);
    run->report = report_new();
    report_watch(run->report, endings_seen, run);
    const struct endings_input input = {&run->instance, run->report, slice_of(text)};
    instance_endings_read(&input, json_object_get(object, "endings"));
    json_decref(object);
    assert_false(arena_overflowed(&run->instance.arena));
}

static void endings_free(struct endings_run *run)
{
    report_free(run->report);
    arena_free(&run->instance.arena);
}

/* One error, at this line and key. */
static void endings_refused(const char *text, enum rule rule, uint64_t line, const char *column)
{
    struct endings_run run;
    endings_read(&run, text);
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 1);
    assert_int_equal(run.rule, rule);
    assert_int_equal(run.line, line);
    assert_string_equal(run.column, column);
    assert_int_equal(run.instance.ending_count, 0);
    endings_free(&run);
}

static void each_kind_of_subject_is_taken(void **state)
{
    (void)state;
    struct endings_run run;
    endings_read(&run,
                 "{\"endings\":["
                 "{\"table\":\"pilots\",\"date\":\"2026-03-31\",\"successor\":\"/v1/results\"},"
                 "{\"kpi\":\"visits\",\"date\":\"2026-03-31\",\"reason_ja\":\"終了\","
                 "\"reason_en\":null},"
                 "{\"path\":\"/v1/compare\",\"date\":\"2026-03-31\",\"table\":\"\","
                 "\"successor\":\"https://new.example/\"}]}");
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 0);
    assert_int_equal(run.instance.ending_count, 3);
    const struct ending *endings = run.instance.endings;
    assert_true(slice_is(endings[0].cells[ENDING_TABLE], "pilots"));
    assert_true(slice_is(endings[0].cells[ENDING_SUCCESSOR], "/v1/results"));
    assert_true(slice_is(endings[1].cells[ENDING_REASON_JA], "終了"));
    assert_int_equal(endings[1].cells[ENDING_REASON_EN].len, 0);
    assert_int_equal(endings[2].cells[ENDING_TABLE].len, 0);
    endings_free(&run);
}

static void a_bad_one_leaves_the_others(void **state)
{
    (void)state;
    struct endings_run run;
    endings_read(&run, "{\"endings\":[{\"table\":\"pilots\",\"date\":\"2026-03-31\"},"
                       "{\"table\":\"pilots\",\"kpi\":\"a\",\"date\":\"2026-03-31\"},"
                       "{\"kpi\":\"b\",\"date\":\"2026-04-30\"}]}");
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 1);
    assert_int_equal(run.instance.ending_count, 2);
    assert_true(slice_is(run.instance.endings[1].cells[ENDING_KPI], "b"));
    endings_free(&run);
}

static void an_ending_has_one_subject_and_a_day(void **state)
{
    (void)state;
    endings_refused("{\"endings\":[{\"date\":\"2026-03-31\"}]}", RULE_MISSING_KEY, 1, "endings");
    endings_refused("{\"endings\":[\n{\"table\":\"pilots\",\n\"path\":\"/v1/x\","
                    "\"date\":\"2026-03-31\"}]}",
                    RULE_BAD_KEY_VALUE, 2, "table");
    endings_refused("{\"endings\":[{\"table\":\"pilots\"}]}", RULE_MISSING_KEY, 1, "endings");
}

static void a_finding_has_the_line_of_its_key_in_its_own_object(void **state)
{
    (void)state;
    struct endings_run run;
    endings_read(&run,
                 "{\n\"note\": \"{ is no object\",\n\"endings\": [\n"
                 "{\"kpi\": \"a\", \"reason_ja\": \"an \\\" and a {\", \"date\": "
                 "\"2026-03-31\"},\n"
                 "{\"kpi\": \"b\",\n\"date\": \"2026-03-31\",\n\"successor\": \"elsewhere\"}]}");
    assert_int_equal(run.instance.ending_count, 1);
    assert_int_equal(run.rule, RULE_BAD_KEY_VALUE);
    assert_int_equal(run.line, 7);
    assert_string_equal(run.column, "successor");
    endings_free(&run);
}

static void what_was_meant_is_named(void **state)
{
    (void)state;
    struct endings_run run;
    endings_read(&run, "{\"endings\":[{\"table\":\"pilot\",\"date\":\"2026-03-31\"}]}");
    assert_string_equal(run.value, "pilot");
    assert_string_equal(run.mended, "pilots");
    endings_free(&run);
    endings_read(&run,
                 "{\"endings\":[{\"kpi\":\"a\",\"date\":\"2026-03-31\",\"succesor\":\"/\"}]}");
    assert_int_equal(run.rule, RULE_UNKNOWN_KEY);
    assert_string_equal(run.mended, "successor");
    endings_free(&run);
}

static void values_of_another_kind_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"endings\":{}}",
        "{\"endings\":\"2026-03-31\"}",
        "{\"endings\":[[]]}",
        "{\"endings\":[{\"kpi\":7,\"date\":\"2026-03-31\"}]}",
        "{\"endings\":[{\"kpi\":\"a\",\"date\":\"2026-13-31\"}]}",
        "{\"endings\":[{\"kpi\":\"a b\",\"date\":\"2026-03-31\"}]}",
        "{\"endings\":[{\"path\":\"v1/x\",\"date\":\"2026-03-31\"}]}",
        "{\"endings\":[{\"path\":\"/v1/x?y\",\"date\":\"2026-03-31\"}]}",
        "{\"endings\":[{\"kpi\":\"a\",\"date\":\"2026-03-31\",\"successor\":\"ftp://x\"}]}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct endings_run run;
        endings_read(&run, bad[i]);
        if (report_count(run.report, SEVERITY_ERROR) == 0 || run.instance.ending_count != 0)
            fail_msg("%s", bad[i]);
        endings_free(&run);
    }
}

static void there_is_room_for_so_many_and_no_more(void **state)
{
    (void)state;
    enum { SIZE = 80 * (ENDINGS_MAX + 2) };
    char *text = malloc(SIZE);
    assert_non_null(text);
    for (size_t count = ENDINGS_MAX; count <= ENDINGS_MAX + 1; count++) {
        struct endings_run run;
        int len = snprintf(text, SIZE, "{\"endings\":[");
        for (size_t i = 0; i < count; i++)
            len += snprintf(text + len, (size_t)(SIZE - len),
                            "%s{\"kpi\":\"k%zu\",\"date\":\"2026-03-31\"}", i ? "," : "", i);
        snprintf(text + len, (size_t)(SIZE - len), "]}");
        endings_read(&run, text);
        assert_int_equal(run.instance.ending_count, count == ENDINGS_MAX ? ENDINGS_MAX : 0);
        assert_int_equal(report_count(run.report, SEVERITY_ERROR), count > ENDINGS_MAX);
        endings_free(&run);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_subject_is_taken),
        cmocka_unit_test(a_bad_one_leaves_the_others),
        cmocka_unit_test(an_ending_has_one_subject_and_a_day),
        cmocka_unit_test(a_finding_has_the_line_of_its_key_in_its_own_object),
        cmocka_unit_test(what_was_meant_is_named),
        cmocka_unit_test(values_of_another_kind_are_refused),
        cmocka_unit_test(there_is_room_for_so_many_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
