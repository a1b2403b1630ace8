/* predicate.h: which rows a condition holds for, by hand from what query.h says of comparisons. */
#include "hiraku/store/columns/predicate.h"

#include "columns_release.h"

#include "hiraku/query/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { VALUES_MAX = 4 };

/* Rows in key order. */
static int set_up(void **state)
{
    static struct columns_release release;
    *state = &release;
    if (!columns_release_begin(&release))
        return -1;
    columns_release_row(&release, "programs", "id=p10|name_ja=乙|name_en=ＡＢＣ|kind=plan");
    columns_release_row(&release, "programs", "id=p2|name_ja=甲|name_en=abc|kind=hub|parent=p10");
    columns_release_row(&release, "programs", "id=p3|name_ja=乙|kind=hub|parent=p2");
    columns_release_row(&release, "kpis", "id=k1|name_ja=件数|program=p2");
    columns_release_row(&release, "observations",
                        "kpi=k1|period=2023|value_type=actual|value=5.00");
    columns_release_row(&release, "observations", "kpi=k1|period=2024|value_type=actual|value=-3");
    columns_release_row(&release, "observations",
                        "kpi=k1|period=2024-01|value_type=actual|value=5");
    columns_release_row(&release, "observations", "kpi=k1|period=FY2023|value_type=actual");
    return columns_release_open(&release) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    return columns_release_end(*state);
}

struct expectation {
    const char *table, *column;
    enum comparison comparison;
    const char *value; /* of IN and NOTIN several, with spaces between */
    const char *rows;  /* 1 or 0 for each */
};

static struct filter filter_of(const struct expectation *expected, char *room,
                               struct slice values[VALUES_MAX])
{
    const struct resource *resource = model_resource(slice_of(expected->table));
    struct filter filter = {.column = model_column(resource, slice_of(expected->column)),
                            .comparison = expected->comparison,
                            .value = slice_of(expected->value)};
    if (expected->comparison != COMPARISON_IN && expected->comparison != COMPARISON_NOTIN)
        return filter;
    char *rest = NULL;
    for (char *one = strtok_r(room, " ", &rest); one; one = strtok_r(NULL, " ", &rest))
        values[filter.value_count++] = slice_of(one);
    filter.values = values;
    return filter;
}

static void expect_rows(struct columns_release *release, const struct expectation *expected)
{
    const struct predicate_context context = {&release->columns, RELEASE_FIRST_MONTH,
                                              &release->arena};
    const struct table_data *table = columns_release_table(release, expected->table);
    struct slice values[VALUES_MAX];
    struct predicate predicate;
    char room[64], rows[8] = "";
    snprintf(room, sizeof room, "%s", expected->value);
    struct filter filter = filter_of(expected, room, values);
    assert_int_equal(predicate_of(&predicate, &context, table, &filter, &release->problem),
                     STATUS_OK);
    for (uint32_t row = 0; row < table->rows; row++)
        rows[row] = predicate_test(&predicate, data_code(predicate.data, row)) ? '1' : '0';
    if (strcmp(rows, expected->rows) != 0)
        fail_msg("%s (%d) %s: %s, not %s", expected->column, expected->comparison, expected->value,
                 rows, expected->rows);
}

static void expect_all(struct columns_release *release, const struct expectation *expected,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect_rows(release, &expected[i]);
}

#define EXPECT(release, expected)                                                                  \
    expect_all(release, expected, sizeof(expected) / sizeof *(expected))

/* 5.00, -3, 5 and none: 5 and 5.00 are one number. */
static void numbers_are_compared_as_numbers(void **state)
{
    static const struct expectation expected[] = {
        {"observations", "value", COMPARISON_EQ, "5", "1010"},
        {"observations", "value", COMPARISON_EQ, "5.0", "1010"},
        {"observations", "value", COMPARISON_EQ, "4", "0000"},
        {"observations", "value", COMPARISON_NE, "5", "0101"},
        {"observations", "value", COMPARISON_GT, "5", "0000"},
        {"observations", "value", COMPARISON_GT, "-4", "1110"},
        {"observations", "value", COMPARISON_GE, "5.000", "1010"},
        {"observations", "value", COMPARISON_GE, "5.001", "0000"},
        {"observations", "value", COMPARISON_LT, "5", "0100"},
        {"observations", "value", COMPARISON_LT, "100", "1110"},
        {"observations", "value", COMPARISON_LE, "5", "1110"},
        {"observations", "value", COMPARISON_LE, "-3", "0100"},
        {"observations", "value", COMPARISON_IN, "-3 5 7", "1110"},
        {"observations", "value", COMPARISON_NOTIN, "5", "0101"},
        {"observations", "value", COMPARISON_ISNULL, "true", "0001"},
        {"observations", "value", COMPARISON_ISNULL, "false", "1110"},
    };
    EXPECT(*state, expected);
}

/* 2023, 2024, 2024-01 and FY2023, which ends in March 2024. */
static void periods_are_compared_by_their_days(void **state)
{
    static const struct expectation expected[] = {
        {"observations", "period", COMPARISON_EQ, "2024", "0100"},
        {"observations", "period", COMPARISON_NE, "2024", "1011"},
        {"observations", "period", COMPARISON_GT, "2023", "0110"},
        {"observations", "period", COMPARISON_GE, "2023", "1111"},
        {"observations", "period", COMPARISON_GE, "2023-02", "0111"},
        {"observations", "period", COMPARISON_LT, "2024", "1000"},
        {"observations", "period", COMPARISON_LT, "2024-04", "1011"},
        {"observations", "period", COMPARISON_LE, "2024-01", "1010"},
        {"observations", "period", COMPARISON_LE, "FY2023", "1011"},
        {"observations", "period", COMPARISON_GE, "undated", "0000"},
        {"observations", "period", COMPARISON_IN, "2023 FY2023", "1001"},
    };
    EXPECT(*state, expected);
}

/* Their first days are 2023-01-01, 2024-01-01, 2024-01-01 and 2023-04-01. */
static void days_are_compared_as_they_are_written(void **state)
{
    static const struct expectation expected[] = {
        {"observations", "starts", COMPARISON_EQ, "2024-01-01", "0110"},
        {"observations", "starts", COMPARISON_GT, "2023-04-01", "0110"},
        {"observations", "starts", COMPARISON_GE, "2023-04-01", "0111"},
        {"observations", "starts", COMPARISON_LT, "2023-04-01", "1000"},
        {"observations", "starts", COMPARISON_LE, "2023-04-01", "1001"},
        {"observations", "starts", COMPARISON_LE, "2022-12-31", "0000"},
        {"observations", "starts", COMPARISON_LT, "2023-04-02", "1001"},
    };
    EXPECT(*state, expected);
}

/* ＡＢＣ is ABC in NFKC (UAX 15). */
static void text_is_compared_in_nfkc(void **state)
{
    static const struct expectation expected[] = {
        {"programs", "name_en", COMPARISON_EQ, "ABC", "100"},
        {"programs", "name_en", COMPARISON_NE, "ABC", "011"},
        {"programs", "name_en", COMPARISON_EQ, "AB", "000"},
        {"programs", "name_en", COMPARISON_CONTAINS, "BC", "100"},
        {"programs", "name_en", COMPARISON_CONTAINS, "bc", "010"},
        {"programs", "name_en", COMPARISON_CONTAINS, "AC", "000"},
        {"programs", "name_en", COMPARISON_STARTSWITH, "AB", "100"},
        {"programs", "name_en", COMPARISON_STARTSWITH, "b", "000"},
        {"programs", "name_en", COMPARISON_ISNULL, "true", "001"},
        {"programs", "name_en", COMPARISON_ISNULL, "false", "110"},
        {"programs", "name_ja", COMPARISON_EQ, "乙", "101"},
        {"programs", "name_ja", COMPARISON_ISNULL, "true", "000"},
        {"programs", "name_ja", COMPARISON_ISNULL, "false", "111"},
    };
    EXPECT(*state, expected);
}

static void codes_and_references_are_compared_as_a_whole(void **state)
{
    static const struct expectation expected[] = {
        {"programs", "kind", COMPARISON_EQ, "hub", "011"},
        {"programs", "kind", COMPARISON_IN, "plan hub", "111"},
        {"programs", "kind", COMPARISON_NOTIN, "plan", "011"},
        {"programs", "parent", COMPARISON_EQ, "p10", "010"},
        {"programs", "parent", COMPARISON_EQ, "p9", "000"},
        {"programs", "parent", COMPARISON_NE, "p10", "101"},
        {"programs", "parent", COMPARISON_IN, "p10 p2", "011"},
        {"programs", "parent", COMPARISON_STARTSWITH, "p1", "010"},
        {"programs", "parent", COMPARISON_ISNULL, "true", "100"},
        {"programs", "parent", COMPARISON_ISNULL, "false", "011"},
    };
    EXPECT(*state, expected);
}

static void ids_are_found_and_begin(void **state)
{
    static const struct expectation expected[] = {
        {"programs", "id", COMPARISON_EQ, "p2", "010"},
        {"programs", "id", COMPARISON_STARTSWITH, "p1", "100"},
        {"observations", "id", COMPARISON_EQ, "k1.2024.actual._._._._", "0100"},
        {"observations", "id", COMPARISON_EQ, "k1.2024", "0000"},
        {"observations", "id", COMPARISON_STARTSWITH, "k1.2024", "0110"},
        {"observations", "id", COMPARISON_STARTSWITH, "k1.2024.", "0100"},
        {"observations", "id", COMPARISON_STARTSWITH, "k2", "0000"},
    };
    EXPECT(*state, expected);
}

/* Of the row of p2, which is the parent of p3. */
static void rows_of_a_target_select_those_that_refer_to_them(void **state)
{
    static const uint8_t targets[] = {0, 1, 0};
    struct columns_release *release = *state;
    const struct predicate_context context = {&release->columns, RELEASE_FIRST_MONTH,
                                              &release->arena};
    const struct column_data *parents = columns_release_data(release, "programs", "parent");
    struct predicate predicate;
    assert_int_equal(
        predicate_of_reference(&predicate, &context, parents, targets, &release->problem),
        STATUS_OK);
    for (uint32_t row = 0; row < 3; row++)
        assert_int_equal(predicate_test(&predicate, data_code(parents, row)), row == 2);
}

static void without_memory_it_fails(void **state)
{
    struct columns_release *release = *state;
    const struct expectation expected = {"programs", "name_en", COMPARISON_CONTAINS, "B", ""};
    const struct table_data *table = columns_release_table(release, "programs");
    struct filter filter = filter_of(&expected, NULL, NULL);
    struct predicate predicate;
    struct arena none;
    arena_init(&none, 0);
    const struct predicate_context context = {&release->columns, RELEASE_FIRST_MONTH, &none};
    assert_int_equal(predicate_of(&predicate, &context, table, &filter, &release->problem),
                     STATUS_NO_MEMORY);
    arena_free(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_compared_as_numbers),
        cmocka_unit_test(periods_are_compared_by_their_days),
        cmocka_unit_test(days_are_compared_as_they_are_written),
        cmocka_unit_test(text_is_compared_in_nfkc),
        cmocka_unit_test(codes_and_references_are_compared_as_a_whole),
        cmocka_unit_test(ids_are_found_and_begin),
        cmocka_unit_test(rows_of_a_target_select_those_that_refer_to_them),
        cmocka_unit_test(without_memory_it_fails),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
