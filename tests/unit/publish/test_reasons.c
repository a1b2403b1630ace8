/* reasons.h (api/publish): which change a reason explains, and what is said of one that explains
 * nothing. */
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/publish/publish.h"
#include "hiraku/staging/stage.h"

#include "api/publish/reasons.h"
#include "release/written_store.h"

/* A row of corrections.csv: table, id, column, kind, note_ja, decided_on. */
enum { GIVEN = 6, GIVEN_LINE = 2 };

static const char *const given_columns[GIVEN] = {"table", "id",      "column",
                                                 "kind",  "note_ja", "decided_on"};

struct reasons_run {
    struct stage *stage;
    struct reasons reasons;
    struct report *report;
    size_t lines;
    struct finding last; /* rule, place.line */
    char mended[128];
};

static void reasons_seen(void *context, const struct finding *finding)
{
    struct reasons_run *run = context;
    run->last.rule = finding->rule;
    run->last.place.line = finding->place.line;
    snprintf(run->mended, sizeof run->mended, "%.*s", (int)finding->mended.len,
             finding->mended.len > 0 ? finding->mended.at : "");
}

static void give(struct reasons_run *run, const char *const given[GIVEN])
{
    struct slice cells[COLUMNS_MAX] = {SLICE_NONE};
    for (size_t i = 0; i < GIVEN; i++)
        cells[model_index(&corrections_resource,
                          model_column(&corrections_resource, slice_of(given_columns[i])))] =
            slice_of(given[i]);
    const struct staged row = {.place = {"corrections.csv", GIVEN_LINE + run->lines++, ""},
                               .cells = cells};
    assert_int_equal(stage_add(run->stage, &corrections_resource, &row, NULL), STATUS_OK);
}

#define GIVE(run, ...) give(run, (const char *const[GIVEN]){__VA_ARGS__})

static void begin(struct reasons_run *run)
{
    *run = (struct reasons_run){.report = report_new()};
    report_watch(run->report, reasons_seen, run);
    assert_int_equal(stage_new(&run->stage, NULL), STATUS_OK);
}

static void open_behind(struct reasons_run *run, const char *store, uint64_t base)
{
    assert_int_equal(reasons_open(&run->reasons, run->stage, store, base, NULL), STATUS_OK);
}

static void end(struct reasons_run *run)
{
    reasons_close(&run->reasons);
    stage_free(run->stage);
    report_free(run->report);
}

/* A change of the title of the source, its coming, its going. */
enum { TITLE_CHANGES, COMES, GOES };

static void take(struct reasons_run *run, const char *id, int what)
{
    static struct slice old[COLUMNS_MAX], now[COLUMNS_MAX];
    const struct resource *resource = model_resource(slice_of("sources"));
    size_t title = model_index(resource, model_column(resource, slice_of("title_ja")));
    old[title] = slice_of("x");
    now[title] = slice_of("y");
    const struct difference difference = {.resource = resource,
                                          .id = slice_of(id),
                                          .old = what == COMES ? NULL : old,
                                          .now = what == GOES ? NULL : now};
    assert_int_equal(reasons_take(&run->reasons, &difference, NULL), STATUS_OK);
}

static void writes(const struct reasons_run *run, const char *expected)
{
    struct out out;
    out_open_memory(&out, 4096);
    reasons_write(&run->reasons, &out);
    out_char(&out, '\0');
    assert_string_equal(out.bytes, expected);
    out_close(&out);
}

static void a_reason_covers_its_column_and_that_of_a_record_all_of_them(void **state)
{
    struct reasons_run run;
    begin(&run);
    GIVE(&run, "sources", "a", "title_ja", "correction", "誤記", "2026-01-01");
    GIVE(&run, "sources", "b", "", "update", "新版", "2026-01-02");
    open_behind(&run, *state, 0);
    take(&run, "a", TITLE_CHANGES);
    assert_true(reasons_cover(&run.reasons, "title_ja"));
    assert_false(reasons_cover(&run.reasons, "title_en"));
    assert_false(reasons_cover(&run.reasons, NULL));
    writes(&run, "sources,a,title_ja,correction,誤記,,2026-01-01\r\n");
    take(&run, "b", TITLE_CHANGES);
    assert_true(reasons_cover(&run.reasons, "title_ja"));
    assert_true(reasons_cover(&run.reasons, NULL));
    take(&run, "c", TITLE_CHANGES);
    assert_false(reasons_cover(&run.reasons, "title_ja"));
    writes(&run, "");
    assert_true(reasons_any(&run.reasons));
    reasons_report(&run.reasons, run.report);
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 0);
    end(&run);
}

static void that_a_record_comes_or_goes_has_the_reason_of_the_record_alone(void **state)
{
    struct reasons_run run;
    begin(&run);
    GIVE(&run, "sources", "a", "title_ja", "withdrawal", "列", "2026-01-01");
    GIVE(&run, "sources", "b", "", "withdrawal", "行", "2026-01-01");
    open_behind(&run, *state, 0);
    take(&run, "a", GOES);
    assert_false(reasons_cover(&run.reasons, NULL));
    take(&run, "b", COMES);
    assert_true(reasons_cover(&run.reasons, NULL));
    reasons_report(&run.reasons, run.report);
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 1);
    end(&run);
}

static void one_that_explains_nothing_is_an_error_with_what_changes_instead(void **state)
{
    struct reasons_run run;
    begin(&run);
    GIVE(&run, "sources", "a", "title_en", "correction", "列を誤った", "2026-01-01");
    open_behind(&run, *state, 0);
    take(&run, "a", TITLE_CHANGES);
    reasons_report(&run.reasons, run.report);
    assert_int_equal(run.last.rule, RULE_REASON_UNUSED);
    assert_int_equal(run.last.place.line, GIVEN_LINE);
    assert_string_equal(run.mended, "sources a title_ja");
    assert_false(reasons_any(&run.reasons));
    end(&run);
}

static void the_nearest_record_that_changes_is_named(void **state)
{
    struct reasons_run run;
    begin(&run);
    GIVE(&run, "sources", "annual-plam", "title_ja", "correction", "IDを誤った", "2026-01-01");
    open_behind(&run, *state, 0);
    take(&run, "other", TITLE_CHANGES);
    take(&run, "annual-plan", TITLE_CHANGES);
    reasons_report(&run.reasons, run.report);
    assert_int_equal(run.last.rule, RULE_REASON_UNUSED);
    assert_string_equal(run.mended, "sources annual-plan title_ja");
    end(&run);
}

static void another_table_with_the_same_id_is_named(void **state)
{
    struct reasons_run run;
    begin(&run);
    GIVE(&run, "kpis", "annual-plan", "", "correction", "表を誤った", "2026-01-01");
    open_behind(&run, *state, 0);
    take(&run, "annual-plan", TITLE_CHANGES);
    reasons_report(&run.reasons, run.report);
    assert_string_equal(run.mended, "sources annual-plan");
    end(&run);
}

/* --- what earlier releases kept --------------------------------------------------------------- */

#define REASONS_HEADER "table,id,column,kind,note_ja,note_en,decided_on\r\n"

static void what_was_kept_was_for_its_release(void **state)
{
    struct reasons_run run;
    written_file(*state, 1, layout_reasons,
                 REASONS_HEADER "sources,a,title_ja,correction,誤記,,2026-01-01\r\n");
    begin(&run);
    GIVE(&run, "sources", "a", "title_ja", "correction", "誤記", "2026-01-01");
    open_behind(&run, *state, 2);
    take(&run, "a", TITLE_CHANGES);
    assert_false(reasons_cover(&run.reasons, "title_ja"));
    reasons_report(&run.reasons, run.report);
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 0);
    assert_int_equal(report_count(run.report, SEVERITY_WARNING), 0);
    end(&run);
}

static void mended_words_change_nothing_that_was_published(void **state)
{
    struct reasons_run run;
    written_file(*state, 2, layout_reasons,
                 REASONS_HEADER "sources,a,title_ja,correction,誤字,,2026-01-01\r\n");
    begin(&run);
    GIVE(&run, "sources", "a", "title_ja", "correction", "誤記", "2026-01-01");
    open_behind(&run, *state, 2);
    reasons_report(&run.reasons, run.report);
    assert_int_equal(run.last.rule, RULE_REASON_REWORDED);
    assert_int_equal(report_count(run.report, SEVERITY_ERROR), 0);
    assert_int_equal(report_count(run.report, SEVERITY_WARNING), 1);
    end(&run);
}

static void another_day_is_another_reason(void **state)
{
    struct reasons_run run;
    written_file(*state, 1, layout_reasons,
                 REASONS_HEADER "sources,a,title_ja,correction,誤記,,2026-01-01\r\n");
    begin(&run);
    GIVE(&run, "sources", "a", "title_ja", "correction", "誤記", "2026-01-01");
    GIVE(&run, "sources", "a", "title_ja", "correction", "誤記", "2026-02-01");
    open_behind(&run, *state, 1);
    take(&run, "a", TITLE_CHANGES);
    writes(&run, "sources,a,title_ja,correction,誤記,,2026-02-01\r\n");
    end(&run);
}

static void the_first_release_keeps_all_of_them(void **state)
{
    struct reasons_run run;
    struct out out;
    begin(&run);
    GIVE(&run, "sources", "b", "", "update", "後", "2026-01-02");
    GIVE(&run, "kpis", "a", "", "update", "先", "2026-01-02");
    open_behind(&run, *state, 0);
    out_open_memory(&out, 4096);
    reasons_header(&out);
    reasons_write_all(&run.reasons, &out);
    out_char(&out, '\0');
    assert_string_equal(out.bytes, REASONS_HEADER "kpis,a,,update,先,,2026-01-02\r\n"
                                                  "sources,b,,update,後,,2026-01-02\r\n");
    out_close(&out);
    end(&run);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(a_reason_covers_its_column_and_that_of_a_record_all_of_them),
        IN_A_STORE(that_a_record_comes_or_goes_has_the_reason_of_the_record_alone),
        IN_A_STORE(one_that_explains_nothing_is_an_error_with_what_changes_instead),
        IN_A_STORE(the_nearest_record_that_changes_is_named),
        IN_A_STORE(another_table_with_the_same_id_is_named),
        IN_A_STORE(what_was_kept_was_for_its_release),
        IN_A_STORE(mended_words_change_nothing_that_was_published),
        IN_A_STORE(another_day_is_another_reason),
        IN_A_STORE(the_first_release_keeps_all_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
