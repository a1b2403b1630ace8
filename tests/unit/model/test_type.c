/* type.h: every row by the standard that its members name. */
#include "hiraku/model/type.h"

#include "hiraku/base/arena.h"

#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct code codes[] = {{"actual", "実績値", "actual", NULL, NULL}, {0}};
static const struct resource places = {
    .name = "places",
    .columns = (const struct column[]){{.name = "code", .type = TYPE_MUNICIPALITY_CODE}, {0}}};

static struct column column_with(enum column_type type)
{
    return (struct column){.name = "c",
                           .type = type,
                           .low = 0,
                           .high = 99,
                           .codes = type == TYPE_ENUM ? codes : NULL,
                           .ref = type == TYPE_REF ? &places : NULL};
}

/* XSD 1.1 part 2, s.3.3 and 3.4; Table Schema 1, «Types and Formats»; JSON Schema Validation
 * s.6.1.1 and 7.3; a value that is canonical, one that is written otherwise and its canonical form
 * (NULL: it is no value). */
static const struct {
    enum column_type type;
    const char *xsd, *table, *json, *format;
    const char *value, *other, *canonical;
} rows[] = {
    {TYPE_ID, NULL, "string", "string", NULL, "kpi-1", "K", "K"},
    {TYPE_TEXT, NULL, "string", "string", NULL, "横浜", " x", " x"},
    {TYPE_INT, "xsd:integer", "integer", "integer", NULL, "-12", "1.5", NULL},
    {TYPE_DECIMAL, "xsd:decimal", "number", "number", NULL, "5.00", "1e3", NULL},
    {TYPE_BOOL, "xsd:boolean", "boolean", "boolean", NULL, "true", "True", NULL},
    {TYPE_DATE, "xsd:date", "date", "string", "date", "2024-02-29", "2024/2/29", "2024-02-29"},
    {TYPE_TIME, "xsd:dateTime", "datetime", "string", "date-time", "2026-04-01T00:00:00Z",
     "2026-04-01", NULL},
    {TYPE_PERIOD, NULL, "string", "string", NULL, "FY2023/..", "令和5年度", "FY2023"},
    {TYPE_IRI, "xsd:anyURI", "string", "string", "iri", "https://a.example/", "x", "x"},
    {TYPE_ENUM, NULL, "string", "string", NULL, "actual", "Actual", NULL},
    {TYPE_REF, NULL, "string", "string", NULL, "141003", "x", "x"},
    {TYPE_MUNICIPALITY_CODE, NULL, "string", "string", NULL, "141003", "141004", NULL},
    {TYPE_CORPORATE_NUMBER, NULL, "string", "string", NULL, "3000020141003", "3000020141004", NULL},
};

enum { ROWS = sizeof rows / sizeof *rows };

static void same(const char *found, const char *expected)
{
    if (expected)
        assert_string_equal(found, expected);
    else
        assert_null(found);
}

static void the_words_are_those_of_the_standards(void **state)
{
    (void)state;
    assert_int_equal(ROWS, TYPE_COUNT);
    for (size_t i = 0; i < ROWS; i++) {
        const struct type *type = &column_types[rows[i].type];
        assert_int_equal(rows[i].type, i);
        same(type->xsd, rows[i].xsd);
        same(type->table, rows[i].table);
        same(type->json, rows[i].json);
        same(type->json_format, rows[i].format);
        assert_non_null(type->name);
        assert_non_null(type->title[0]);
        assert_non_null(type->title[1]);
        assert_non_null(type->sql);
    }
}

/* RFC 8259 s.3: what is no string stands without quotes. */
static void what_json_writes_bare_is_no_string(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(column_types[i].token, strcmp(column_types[i].json, "string") != 0);
}

static bool canonical(enum column_type type, const char *text, struct arena *arena,
                      struct slice *form)
{
    const struct column column = column_with(type);
    *form = slice_of(text);
    return !type_of(&column)->canonical ||
           type_of(&column)->canonical(&column, slice_of(text), arena, form);
}

static void a_value_has_one_form(void **state)
{
    (void)state;
    struct arena arena;
    struct slice form;
    arena_init(&arena, 4096);
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(canonical(rows[i].type, rows[i].value, &arena, &form));
        assert_true(slice_is(form, rows[i].value));
        assert_int_equal(canonical(rows[i].type, rows[i].other, &arena, &form),
                         rows[i].canonical != NULL);
        if (rows[i].canonical)
            assert_true(slice_is(form, rows[i].canonical));
    }
    arena_free(&arena);
}

static void what_is_refused_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(column_types[i].canonical || !column_types[i].refuse);
        if (column_types[i].canonical && i != TYPE_ENUM) /* whose codes are listed */
            assert_non_null(column_types[i].form);
    }
}

static void the_pattern_holds_for_values_only(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        const struct column column = column_with(rows[i].type);
        const char *pattern = type_pattern(&column, NULL);
        regex_t compiled;
        if (!column_types[i].token)
            assert_true(strlen(rows[i].value) <= column_types[i].length);
        if (!pattern)
            continue;
        assert_int_equal(regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB), 0);
        assert_int_equal(regexec(&compiled, rows[i].value, 0, NULL, 0), 0);
        assert_int_equal(regexec(&compiled, "a b", 0, NULL, 0), REG_NOMATCH);
        regfree(&compiled);
    }
}

static void a_period_may_be_undated(void **state)
{
    (void)state;
    const struct column column = {.name = "p", .type = TYPE_PERIOD, .flags = COL_UNDATED};
    struct slice form;
    regex_t compiled;
    assert_true(type_of(&column)->canonical(&column, slice_of("undated"), NULL, &form));
    assert_int_equal(regcomp(&compiled, type_pattern(&column, NULL), REG_EXTENDED | REG_NOSUB), 0);
    assert_int_equal(regexec(&compiled, "undated", 0, NULL, 0), 0);
    assert_int_equal(regexec(&compiled, "2023-Q1", 0, NULL, 0), 0);
    regfree(&compiled);
}

static void a_period_may_be_a_month_only(void **state)
{
    (void)state;
    const struct column column = {.name = "p", .type = TYPE_PERIOD, .flags = COL_MONTH};
    regex_t compiled;
    assert_int_equal(regcomp(&compiled, type_pattern(&column, NULL), REG_EXTENDED | REG_NOSUB), 0);
    assert_int_equal(regexec(&compiled, "2026-11", 0, NULL, 0), 0);
    assert_int_equal(regexec(&compiled, "2026-11-01", 0, NULL, 0), REG_NOMATCH);
    regfree(&compiled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_words_are_those_of_the_standards),
        cmocka_unit_test(what_json_writes_bare_is_no_string),
        cmocka_unit_test(a_value_has_one_form),
        cmocka_unit_test(what_is_refused_is_explained),
        cmocka_unit_test(the_pattern_holds_for_values_only),
        cmocka_unit_test(a_period_may_be_undated),
        cmocka_unit_test(a_period_may_be_a_month_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
