/* The report for people: what is put together, what is counted, what comes first. */
#include "hiraku/base/out.h"
#include "hiraku/diagnostics/finding.h"

#include "api/publish/differences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Frees the report; the caller frees the text. */
static char *summary(struct report *report, enum language language)
{
    struct out out;
    size_t len;
    assert_int_equal(report_status(report), STATUS_OK);
    out_open_memory(&out, SIZE_MAX / 4);
    report_write(report, language, REPORT_GROUPS, &out);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    char *text = out_take(&out, &len);
    out_close(&out);
    report_free(report);
    return text;
}

static void expect(struct report *report, enum language language, const char *expected)
{
    char *text = summary(report, language);
    assert_string_equal(text, expected);
    free(text);
}

static size_t line_count(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void add(struct report *report, enum rule rule, const char *column, uint64_t row,
                const char *value)
{
    report_add(report, &(struct finding){.rule = rule,
                                         .place = {"data/pilots.csv", row, column},
                                         .value = slice_of(value),
                                         .other = {"", 0, ""}});
}

static struct report *with_equal_cells(void)
{
    struct report *report = report_new();
    assert_non_null(report);
    static const uint64_t rows[] = {41, 8, 6, 99, 70};
    for (size_t i = 0; i < 5; i++)
        add(report, RULE_BAD_BOOLEAN, "ended", rows[i], "済");
    return report;
}

static void equal_cells_are_one_line_with_the_first_rows(void **state)
{
    (void)state;
    expect(with_equal_cells(), LANGUAGE_JA,
           "data/pilots.csv:6: ended: 行 6, 8, 41 ほか 2 行: 「済」は true でも false "
           "でもありません。どちらかを書いてください。 (bad-boolean) [L2-04]\n"
           "一つずつ見るには --all を付けてください\n");
    expect(with_equal_cells(), LANGUAGE_EN,
           "data/pilots.csv:6: ended: rows 6, 8, 41 and 2 more: \"済\" is neither true nor false. "
           "Write one of them. (bad-boolean) [L2-04]\n"
           "See each of them with --all\n");
}

static void lone_finding_is_written_as_it_is(void **state)
{
    (void)state;
    struct report *report = report_new();
    add(report, RULE_BAD_BOOLEAN, "ended", 7, "x");
    expect(report, LANGUAGE_EN,
           "data/pilots.csv:7: ended: \"x\" is neither true nor false. Write one of them. "
           "(bad-boolean) [L2-04]\n");
}

/* What one sentence says must be true of each row. */
static void other_proposal_is_another_line(void **state)
{
    (void)state;
    struct report *report = report_new();
    struct finding finding = {.rule = RULE_BAD_NUMBER,
                              .place = {"data/observations.csv", 4, "value"},
                              .value = slice_of("3千円"),
                              .mended = slice_of("3"),
                              .other = {"", 0, ""}};
    report_add(report, &finding);
    finding.place.line = 5;
    finding.mended = slice_of("3000");
    report_add(report, &finding);
    char *text = summary(report, LANGUAGE_EN);
    assert_int_equal(line_count(text), 2);
    free(text);
}

static void errors_come_before_warnings_before_notes(void **state)
{
    (void)state;
    struct report *report = report_new();
    add(report, RULE_NORMALISED, "start", 2, "2021/5/1");
    add(report, RULE_NO_SAMPLE_SIZE, "", 3, "");
    add(report, RULE_BAD_ID, "id", 900, "A");
    char *text = summary(report, LANGUAGE_EN);
    const char *error = strstr(text, "(bad-id)"), *warning = strstr(text, "(no-sample-size)"),
               *note = strstr(text, "(normalised)");
    assert_true(error && warning && note && error < warning && warning < note);
    free(text);
}

static void notes_of_a_column_are_an_example_and_a_count(void **state)
{
    (void)state;
    struct report *report = report_new();
    char value[32];
    for (unsigned day = 1; day <= 28; day++) {
        snprintf(value, sizeof value, "1998/2/%u", day);
        add(report, RULE_NORMALISED, "start", day + 1, value);
    }
    expect(report, LANGUAGE_EN,
           "data/pilots.csv:2: start: note: \"1998/2/1\" was read as \"\". And 27 more like it. "
           "(normalised)\n"
           "See each of them with --all\n");
}

static void file_in_the_usual_encoding_is_not_told(void **state)
{
    (void)state;
    struct report *report = report_new();
    add(report, RULE_READ_AS, "", 0, "UTF-8");
    assert_int_equal(report_count(report, SEVERITY_NOTE), 0);
    expect(report, LANGUAGE_EN, "");
}

/* Every cell of two columns is wrong in a way of its own, and another column has one error. */
static void flood_is_shortened_and_hides_no_other_column(void **state)
{
    (void)state;
    struct report *report = report_new();
    char value[32];
    for (unsigned row = 2; row < 402; row++) {
        snprintf(value, sizeof value, "approx. %u", row);
        add(report, RULE_BAD_INTEGER, "budget", row, value);
        add(report, RULE_BAD_INTEGER, "staff", row, value);
    }
    add(report, RULE_BAD_ID, "id", 401, "Z");
    char *text = summary(report, LANGUAGE_EN);
    assert_int_equal(line_count(text), 2 * 6 + 1 + 1);
    assert_non_null(strstr(text, "(bad-id)"));
    assert_non_null(strstr(text, "budget: … the same with 395 other values in 395 places"));
    free(text);
}

static void flood_of_kinds_ends_with_what_is_left(void **state)
{
    (void)state;
    struct report *report = report_new();
    char name[32];
    for (unsigned column = 0; column < 90; column++) {
        snprintf(name, sizeof name, "column%02u", column);
        add(report, RULE_UNKNOWN_COLUMN, name, 1, name);
    }
    add(report, RULE_FORMULA, "name_ja", 2, "=1");
    char *text = summary(report, LANGUAGE_EN);
    assert_int_equal(line_count(text), REPORT_LINES_MAX);
    const char *last = "… and more, errors: 41, warnings: 1. See all of them with --all\n";
    assert_string_equal(text + strlen(text) - strlen(last), last);
    free(text);
}

/* Rows are counted whatever number of findings is kept; so is a kind that comes late. */
static void more_rows_than_are_kept_are_counted(void **state)
{
    (void)state;
    struct report *report = report_new();
    for (uint64_t row = 2; row < 5002; row++)
        add(report, RULE_REQUIRED, "id", row, "");
    add(report, RULE_REQUIRED, "name_ja", 6000, "");
    char *text = summary(report, LANGUAGE_EN);
    assert_non_null(strstr(text, "id: rows 2, 3, 4 and 4997 more: A required"));
    assert_non_null(strstr(text, "data/pilots.csv:6000: name_ja: A required"));
    free(text);
}

static void more_kinds_than_are_kept_are_counted(void **state)
{
    (void)state;
    struct report *report = report_new();
    char value[32];
    for (unsigned row = 2; row < 3002; row++) {
        snprintf(value, sizeof value, "v%u", row);
        add(report, RULE_NO_SUCH_RECORD, "startup", row, value);
    }
    char *text = summary(report, LANGUAGE_EN);
    assert_true(line_count(text) <= REPORT_LINES_MAX);
    assert_non_null(strstr(text, "in 995 places"));
    assert_non_null(strstr(text, "errors: 2000."));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_cells_are_one_line_with_the_first_rows),
        cmocka_unit_test(lone_finding_is_written_as_it_is),
        cmocka_unit_test(other_proposal_is_another_line),
        cmocka_unit_test(errors_come_before_warnings_before_notes),
        cmocka_unit_test(notes_of_a_column_are_an_example_and_a_count),
        cmocka_unit_test(file_in_the_usual_encoding_is_not_told),
        cmocka_unit_test(flood_is_shortened_and_hides_no_other_column),
        cmocka_unit_test(flood_of_kinds_ends_with_what_is_left),
        cmocka_unit_test(more_rows_than_are_kept_are_counted),
        cmocka_unit_test(more_kinds_than_are_kept_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
