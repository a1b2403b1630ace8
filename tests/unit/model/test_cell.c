/* cell.h: one cell against its column. */
#include "hiraku/model/cell.h"

#include "api/publish/differences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct code codes[] = {
    {"actual", "実績値", "actual", NULL, NULL}, {"target", "目標値", "target", NULL, NULL}, {0}};

static const struct column text = {.name = "t", .type = TYPE_TEXT, .max = 20};
static const struct column required = {.name = "t", .type = TYPE_TEXT, .flags = COL_REQUIRED};
static const struct column required_code = {
    .name = "k", .type = TYPE_ENUM, .codes = codes, .flags = COL_REQUIRED};
static const struct column decimal = {.name = "d", .type = TYPE_DECIMAL};
static const struct column whole = {.name = "i", .type = TYPE_INT, .low = 1, .high = 12};
static const struct column period = {.name = "p", .type = TYPE_PERIOD, .flags = COL_UNDATED};
static const struct column date = {.name = "p", .type = TYPE_DATE};
static const struct column kind = {.name = "k", .type = TYPE_ENUM, .codes = codes};
static const struct column id = {.name = "id", .type = TYPE_ID};
static const struct column code = {.name = "c", .type = TYPE_MUNICIPALITY_CODE};
static const struct column iri = {.name = "u", .type = TYPE_IRI};
static const struct column boolean = {.name = "b", .type = TYPE_BOOL};
static const struct column many = {.name = "r", .type = TYPE_REF, .flags = COL_MANY};

/* Reads `raw`, wants `canonical`, and `rule` once (RULE_COUNT: no finding). */
static void expect(const struct column *column, const char *raw, const char *canonical,
                   enum rule rule)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct report *report = report_new();
    assert_non_null(report);
    struct cell_reader reader = {report, &arena, false, NULL};
    bool bad = false;
    struct slice cell = cell_read(&reader, column, slice_of(raw), (struct place){"f", 1, ""}, &bad);
    assert_true(slice_is(cell, canonical));
    for (size_t i = 0; i < RULE_COUNT; i++)
        assert_int_equal(report_rule_count(report, (enum rule)i), i == (size_t)rule);
    assert_int_equal(bad, report_count(report, SEVERITY_ERROR) > 0);
    report_free(report);
    arena_free(&arena);
}

static void texts(void **state)
{
    (void)state;
    expect(&text, "", "", RULE_COUNT);
    expect(&text, " a b\t", "a b", RULE_COUNT);
    expect(&text, "\xE3\x80\x80横浜\xE3\x80\x80", "横浜", RULE_COUNT);
    expect(&text, "か\xE3\x82\x99", "が", RULE_COUNT); /* NFC */
    expect(&text, "a\x01", "", RULE_CONTROL_CHARACTER);
    expect(&text,
           "\xE2\x80\xAE"
           "a",
           "", RULE_BIDI_CONTROL);
    expect(&text, "=1+1", "=1+1", RULE_FORMULA);
    expect(&text, "①", "①", RULE_MACHINE_DEPENDENT);
    expect(&text, "123456789012345678901", "", RULE_TOO_LONG);
    expect(&required, " ", "", RULE_REQUIRED);
    expect(&required_code, "", "", RULE_REQUIRED_CODE);
}

static void numbers(void **state)
{
    (void)state;
    expect(&decimal, "5.00", "5.00", RULE_COUNT);
    expect(&decimal, " -0.5 ", "-0.5", RULE_COUNT);
    expect(&decimal, "約1,800社", "", RULE_BAD_NUMBER);
    expect(&decimal, "-", "", RULE_BAD_NUMBER);
    expect(&decimal, "1234567890123456789", "", RULE_NUMBER_TOO_LONG);
    expect(&whole, "12", "12", RULE_COUNT);
    expect(&whole, "13", "", RULE_BAD_INTEGER);
    expect(&whole, "1.0", "", RULE_BAD_INTEGER);
}

static void times(void **state)
{
    (void)state;
    expect(&period, "FY2023", "FY2023", RULE_COUNT);
    expect(&period, "undated", "undated", RULE_COUNT);
    expect(&period, "令和元年度", "FY2019", RULE_NORMALISED);
    expect(&period, "令和0年", "", RULE_NO_SUCH_DAY);
    expect(&period, "23年6月", "", RULE_NO_ERA);
    expect(&period, "soon", "", RULE_BAD_PERIOD);
    expect(&date, "2023-04-01", "2023-04-01", RULE_COUNT);
    expect(&date, "2023-04", "", RULE_BAD_DATE);
}

static void identifiers(void **state)
{
    (void)state;
    expect(&id, "a-1", "a-1", RULE_COUNT);
    expect(&id, "A_1", "", RULE_BAD_ID);
    expect(&id, "-a", "", RULE_BAD_ID);
    expect(&code, "141003", "141003", RULE_COUNT);
    expect(&code, "141004", "", RULE_MUNICIPALITY_CHECK_DIGIT);
    expect(&code, "10006", "", RULE_BAD_MUNICIPALITY_CODE);
    expect(&many, "a  b\tc", "a b c", RULE_COUNT);
}

static void codes_and_links(void **state)
{
    (void)state;
    expect(&kind, "actual", "actual", RULE_COUNT);
    expect(&kind, "Actual", "", RULE_BAD_CODE);
    expect(&boolean, "true", "true", RULE_COUNT);
    expect(&boolean, "yes", "", RULE_BAD_BOOLEAN);
    expect(&iri, "https://example.jp/あ", "https://example.jp/あ", RULE_COUNT);
    expect(&iri, "example.jp", "", RULE_BAD_IRI);
    expect(&iri, "http://a.example/b c", "", RULE_BAD_IRI);
}

static void a_note_answers_warnings(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct report *report = report_new();
    struct cell_reader reader = {report, &arena, true, NULL};
    bool bad = false;
    cell_read(&reader, &text, slice_of("=1+1"), (struct place){"f", 1, ""}, &bad);
    assert_int_equal(report_count(report, SEVERITY_WARNING), 0);
    report_free(report);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),           cmocka_unit_test(numbers),
        cmocka_unit_test(times),           cmocka_unit_test(identifiers),
        cmocka_unit_test(codes_and_links), cmocka_unit_test(a_note_answers_warnings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
