/* The report: counting, order, messages in two languages, JSON as jansson reads it; and the table
 * of rules. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/diagnostics/finding.h"

#include "api/publish/differences.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Frees the report. */
static char *taken(struct report *report, struct out *out)
{
    size_t len;
    out_char(out, '\0');
    assert_int_equal(out_finish(out, NULL), STATUS_OK);
    char *text = out_take(out, &len);
    out_close(out);
    report_free(report);
    return text;
}

static char *written(struct report *report, enum language language, enum report_form form)
{
    struct out out;
    out_open_memory(&out, SIZE_MAX / 4);
    report_write(report, language, form, &out);
    return taken(report, &out);
}

static char *written_as_json(struct report *report)
{
    struct out out;
    out_open_memory(&out, SIZE_MAX / 4);
    struct json_writer json = json_compact(&out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    report_write_members(report, &json);
    json_finish(&json);
    return taken(report, &out);
}

static void expect_line(const struct finding *finding, enum language language, const char *expected)
{
    struct report *report = report_new();
    assert_non_null(report);
    report_add(report, finding);
    assert_int_equal(report_status(report), STATUS_OK);
    char *text = written(report, language, REPORT_LINES);
    assert_string_equal(text, expected);
    free(text);
}

static json_t *as_json(struct report *report)
{
    json_error_t error;
    char *text = written_as_json(report);
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s at %d in %s", error.text, error.position, text);
    free(text);
    return root;
}

static void mended_value_becomes_a_sentence(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_BAD_NUMBER,
        .place = {"data/observations.csv", 5, "value"},
        .value = slice_of("約1,800社"),
        .mended = slice_of("1800"),
    };
    expect_line(&finding, LANGUAGE_JA,
                "data/observations.csv:5: value: 「約1,800社」は数値ではありません。1800 "
                "ではありませんか。単位は KPI の unit_ja 列、概数・以上などは qualifier "
                "列、値がない理由は missing 列に分けてください。 (bad-number) [L2-01]\n");
    expect_line(&finding, LANGUAGE_EN,
                "data/observations.csv:5: value: \"約1,800社\" is not a number. Did you mean 1800? "
                "The unit belongs into unit_ja of the KPI, \"about\" or \"at least\" into "
                "qualifier, the reason for a missing value into missing. (bad-number) [L2-01]\n");
}

static void missing_mended_value_leaves_no_trace(void **state)
{
    (void)state;
    struct finding finding = {.rule = RULE_BAD_DATE, .value = slice_of("x")};
    expect_line(&finding, LANGUAGE_EN,
                "\"x\" is not a date; write it as 2023-04-01. (bad-date) [L3-05]\n");
    expect_line(&finding, LANGUAGE_JA,
                "「x」は日付ではありません。2023-04-01 の形にしてください。 (bad-date) [L3-05]\n");
}

static void what_is_expected_takes_the_place_of_what_is_said_without_it(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_BAD_NUMBER,
        .place = {"data/observations.csv", 5, "value"},
        .value = slice_of("40件以上"),
        .expected = slice_of("value = 40, qualifier = at_least（以上）"),
    };
    expect_line(&finding, LANGUAGE_JA,
                "data/observations.csv:5: value: 「40件以上」は数値ではありません。次のように書いて"
                "ください: value = 40, qualifier = at_least（以上）。 (bad-number) [L2-01]\n");
    expect_line(&finding, LANGUAGE_EN,
                "data/observations.csv:5: value: \"40件以上\" is not a number. Write: value = 40, "
                "qualifier = at_least（以上）. (bad-number) [L2-01]\n");
}

static void inline_mended_value_stays_bare(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_NORMALISED,
        .place = {"data/programs.csv", 2, "period"},
        .value = slice_of("令和5年度"),
        .mended = slice_of("FY2023"),
    };
    expect_line(&finding, LANGUAGE_JA,
                "data/programs.csv:2: period: 参考: 「令和5年度」を「FY2023」として読みました。 "
                "(normalised)\n");
    expect_line(&finding, LANGUAGE_EN,
                "data/programs.csv:2: period: note: \"令和5年度\" was read as \"FY2023\". "
                "(normalised)\n");
}

static void other_place_is_file_and_line(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_DUPLICATE_KEY,
        .place = {"b.csv", 9, "id"},
        .value = slice_of("x"),
        .other = {"a.csv", 3, "id"},
    };
    expect_line(&finding, LANGUAGE_EN,
                "b.csv:9: id: \"x\" also stands at a.csv:3; delete one or change its key. "
                "(duplicate-key)\n");
    finding.other = (struct place){"", 3, ""};
    expect_line(&finding, LANGUAGE_JA,
                "b.csv:9: id: 「x」は 3行目 にもあります。どちらかを削るか、キーを変えてください。 "
                "(duplicate-key)\n");
}

static void warnings_say_so(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_NO_SAMPLE_SIZE,
        .place = {"a.csv", 3, ""},
    };
    expect_line(&finding, LANGUAGE_EN,
                "a.csv:3: warning: A survey's value has no sample_size; if it is not known, say so "
                "in note_ja. (no-sample-size)\n");
}

static void placeholders_in_a_value_are_not_filled_in(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_NORMALISED,
        .value = slice_of("{mended}{value}"),
        .mended = slice_of("{other}"),
    };
    expect_line(&finding, LANGUAGE_EN,
                "note: \"{mended}{value}\" was read as \"{other}\". (normalised)\n");
}

static void hostile_values_stay_on_one_visible_line(void **state)
{
    (void)state;
    struct finding finding = {
        .rule = RULE_NORMALISED,
        .place = {"a\n.csv", 1, "\x1B[2J"},
        .value = {"a\nb\0\xFF\xE2\x80\xAE", 8},
        .mended = slice_of("\xC2\x9B"),
    };
    expect_line(&finding, LANGUAGE_EN,
                "a\\n.csv:1: <U+001B>[2J: note: \"a\\nb<U+0000>\xEF\xBF\xBD<U+202E>\" was read as "
                "\"<U+009B>\". (normalised)\n");
}

static void findings_are_sorted_by_place(void **state)
{
    (void)state;
    static const struct place places[] = {
        {"b.csv", 1, "x"}, {"a.csv", 10, "x"}, {"a.csv", 9, "y"}, {"a.csv", 9, "x"}, {"", 0, ""}};
    struct report *report = report_new();
    for (size_t i = 0; i < 5; i++)
        report_add(report, &(struct finding){.rule = RULE_NO_HEADER, .place = places[i]});
    json_t *root = as_json(report), *list = json_object_get(root, "findings");
    static const size_t order[] = {4, 3, 2, 1, 0};
    for (size_t i = 0; i < 5; i++) {
        json_t *line = json_object_get(json_array_get(list, i), "line");
        assert_int_equal(json_integer_value(line), places[order[i]].line);
    }
    json_decref(root);
}

static void first_thousand_of_a_rule_are_kept_and_the_rest_counted(void **state)
{
    (void)state;
    struct report *report = report_new();
    for (uint64_t line = 1; line <= FINDINGS_KEPT + 234; line++)
        report_add(report,
                   &(struct finding){.rule = RULE_REQUIRED, .place = {"a.csv", line, "id"}});
    report_add(report, &(struct finding){.rule = RULE_FORMULA, .place = {"a.csv", 1, "id"}});
    assert_int_equal(report_count(report, SEVERITY_ERROR), 1234);
    assert_int_equal(report_count(report, SEVERITY_WARNING), 1);
    assert_int_equal(report_count(report, SEVERITY_NOTE), 0);
    assert_int_equal(report_rule_count(report, RULE_REQUIRED), 1234);
    char *text = written(report, LANGUAGE_EN, REPORT_LINES);
    size_t lines = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, 1002);
    const char *last = "\n… and 234 more of rule required\n";
    assert_string_equal(text + strlen(text) - strlen(last), last);
    free(text);
}

static void json_has_every_member(void **state)
{
    (void)state;
    struct report *report = report_new();
    report_add(report, &(struct finding){.rule = RULE_MUNICIPALITY_CHECK_DIGIT,
                                         .place = {"a.csv", 2, "id"},
                                         .value = {"1\"\\\n\xFF", 5},
                                         .mended = slice_of("141003"),
                                         .other = {"b.csv", 7, "id"}});
    report_add(report, &(struct finding){.rule = RULE_NO_HEADER, .place = {"c.csv", 0, ""}});
    json_t *root = as_json(report), *list = json_object_get(root, "findings");
    assert_int_equal(json_integer_value(json_object_get(root, "errors")), 2);
    assert_int_equal(json_integer_value(json_object_get(root, "warnings")), 0);
    assert_int_equal(json_array_size(list), 2);
    json_t *first = json_array_get(list, 0), *second = json_array_get(list, 1);
    static const char *const texts[][2] = {{"rule", "municipality-check-digit"},
                                           {"severity", "error"},
                                           {"file", "a.csv"},
                                           {"column", "id"},
                                           {"value", "1\"\\\n\xEF\xBF\xBD"},
                                           {"mended", "141003"},
                                           {"other", "b.csv:7"},
                                           {"readability_rule", "L3-06"}};
    for (size_t i = 0; i < 8; i++)
        assert_string_equal(json_string_value(json_object_get(first, texts[i][0])), texts[i][1]);
    assert_true(json_is_null(json_object_get(first, "expected")));
    assert_non_null(strstr(json_string_value(json_object_get(first, "message_ja")), "141003"));
    assert_non_null(strstr(json_string_value(json_object_get(first, "message_en")), "141003"));
    static const char *const nulls[] = {"line", "column", "value", "mended", "expected", "other"};
    for (size_t i = 0; i < 6; i++)
        assert_true(json_is_null(json_object_get(second, nulls[i])));
    json_t *counts = json_object_get(root, "counts");
    assert_int_equal(json_object_size(counts), 2);
    assert_int_equal(json_integer_value(json_object_get(counts, "no-header")), 1);
    json_decref(root);
}

static void empty_report_is_an_empty_report(void **state)
{
    (void)state;
    json_t *root = as_json(report_new());
    assert_int_equal(json_array_size(json_object_get(root, "findings")), 0);
    assert_int_equal(json_object_size(json_object_get(root, "counts")), 0);
    json_decref(root);
    char *text = written(report_new(), LANGUAGE_JA, REPORT_LINES);
    assert_string_equal(text, "");
    free(text);
}

static void values_are_copied_and_cut_at_200_bytes(void **state)
{
    (void)state;
    char value[301];
    for (size_t i = 0; i < 100; i++)
        memcpy(value + 3 * i, "\xE6\xA8\xAA", 4);
    struct report *report = report_new();
    report_add(report, &(struct finding){.rule = RULE_BAD_ID, .value = slice_of(value)});
    memset(value, 'x', sizeof value);
    json_t *root = as_json(report), *list = json_object_get(root, "findings");
    const char *kept = json_string_value(json_object_get(json_array_get(list, 0), "value"));
    assert_int_equal(strlen(kept), 198);
    assert_memory_equal(kept, "\xE6\xA8\xAA\xE6\xA8\xAA", 6);
    json_decref(root);
}

static void names_live_as_long_as_the_report(void **state)
{
    (void)state;
    struct report *report = report_new();
    char name[] = "data/kpis.csv";
    const char *kept = report_name(report, slice_of(name));
    name[0] = 'x';
    assert_string_equal(kept, "data/kpis.csv");
    assert_ptr_equal(report_name(report, slice_of("data/kpis.csv")), kept);
    report_free(report);
    report_free(NULL);
}

/* Any finding gives JSON and one line, whatever is empty in it. */
static void every_rule_can_be_written(void **state)
{
    (void)state;
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        struct report *report = report_new();
        report_add(report, &(struct finding){.rule = (enum rule)rule});
        char *text = written(report, LANGUAGE_EN, REPORT_LINES);
        assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
        assert_null(strchr(text, '{'));
        free(text);
        report = report_new();
        report_add(report, &(struct finding){.rule = (enum rule)rule});
        json_decref(as_json(report));
    }
}

static void slugs_are_the_names_of_the_rules(void **state)
{
    (void)state;
    static const char *const names[] = {
#define RULE(name, ...) #name,
#include "hiraku/diagnostics/rule.def"
#undef RULE
    };
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        const struct rule_info *info = rule_info((enum rule)rule);
        char slug[64] = "";
        for (size_t i = 0; names[rule][i]; i++)
            slug[i] = names[rule][i] == '_' ? '-' : (char)(names[rule][i] | 0x20);
        assert_string_equal(info->slug, slug);
    }
}

/* Both languages speak of the same things, and end as sentences do. */
static void messages_agree_in_both_languages(void **state)
{
    (void)state;
    static const char *const placeholders[] = {"{value}", "{mended}", "{expected}", "{other}",
                                               "{release}"};
    for (size_t rule = 0; rule < RULE_COUNT; rule++) {
        const struct rule_info *info = rule_info((enum rule)rule);
        const char *ja = info->message[LANGUAGE_JA], *en = info->message[LANGUAGE_EN];
        size_t braces = 0, known = 0;
        for (const char *c = en; *c; c++)
            braces += *c == '{';
        for (size_t i = 0; i < 5; i++) {
            const char *at = strstr(en, placeholders[i]);
            assert_int_equal(at != NULL, strstr(ja, placeholders[i]) != NULL);
            for (; at; at = strstr(at + 1, placeholders[i]))
                known++;
        }
        assert_int_equal(braces, known);
        /* [where something is expected|where nothing is] */
        assert_int_equal(strchr(ja, '[') != NULL, strchr(en, '[') != NULL);
        assert_non_null(strchr(".?}]", en[strlen(en) - 1]));
        assert_true(strcmp(ja + strlen(ja) - 3, "。") == 0 || strchr("]}", ja[strlen(ja) - 1]));
        size_t id = strlen(info->readability_id);
        assert_true(id == 0 || (id == 5 && info->readability_id[0] == 'L'));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mended_value_becomes_a_sentence),
        cmocka_unit_test(missing_mended_value_leaves_no_trace),
        cmocka_unit_test(what_is_expected_takes_the_place_of_what_is_said_without_it),
        cmocka_unit_test(inline_mended_value_stays_bare),
        cmocka_unit_test(other_place_is_file_and_line),
        cmocka_unit_test(warnings_say_so),
        cmocka_unit_test(placeholders_in_a_value_are_not_filled_in),
        cmocka_unit_test(hostile_values_stay_on_one_visible_line),
        cmocka_unit_test(findings_are_sorted_by_place),
        cmocka_unit_test(first_thousand_of_a_rule_are_kept_and_the_rest_counted),
        cmocka_unit_test(json_has_every_member),
        cmocka_unit_test(empty_report_is_an_empty_report),
        cmocka_unit_test(values_are_copied_and_cut_at_200_bytes),
        cmocka_unit_test(names_live_as_long_as_the_report),
        cmocka_unit_test(every_rule_can_be_written),
        cmocka_unit_test(slugs_are_the_names_of_the_rules),
        cmocka_unit_test(messages_agree_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
