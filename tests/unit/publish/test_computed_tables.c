/* The computed tables as publishing fills them into a stage. */
#include "hiraku/model/computed.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"

#include "api/publish/publish_parts.h"
#include "api/staging/stage_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct problem p;

/* A row of a table: names and cells in turn, ends with NULL. */
static void add(struct stage *stage, const char *table, const char *const *cells)
{
    struct slice values[COLUMNS_MAX] = {{NULL, 0}};
    const struct resource *resource = model_resource(slice_of(table));
    for (size_t i = 0; cells[i]; i += 2)
        values[model_index(resource, model_column(resource, slice_of(cells[i])))] =
            slice_of(cells[i + 1]);
    const struct staged row = {.place = {"x.csv", 1, ""}, .cells = values};
    assert_int_equal(stage_add(stage, resource, &row, &p), STATUS_OK);
}

#define ADD(stage, table, ...) add(stage, table, (const char *const[]){__VA_ARGS__, NULL})

static void compute(struct stage *stage)
{
    struct instance instance = {.first_month = 4};
    assert_int_equal(computed_tables_fill(stage, &instance, &p), STATUS_OK);
}

/* The rows by key have these values of a column; ends with NULL. */
static void column_is(struct stage *stage, const struct resource *resource, const char *column,
                      const char *const *values)
{
    struct stage_cursor *cursor;
    struct staged row;
    bool more = true;
    size_t at = model_index(resource, model_column(resource, slice_of(column)));
    assert_int_equal(stage_select(stage, resource, NULL, &cursor, &p), STATUS_OK);
    for (; *values; values++) {
        assert_int_equal(stage_next(cursor, &row, &more, &p), STATUS_OK);
        assert_true(more);
        if (!slice_is(row.cells[at], *values))
            fail_msg("%.*s is not %s", (int)row.cells[at].len, row.cells[at].at, *values);
    }
    assert_int_equal(stage_next(cursor, &row, &more, &p), STATUS_OK);
    assert_false(more);
    stage_close(cursor);
}

#define COLUMN_IS(stage, resource, column, ...)                                                    \
    column_is(stage, resource, column, (const char *const[]){__VA_ARGS__, NULL})

static struct stage *begin(void)
{
    struct stage *stage;
    assert_int_equal(stage_new(&stage, &p), STATUS_OK);
    return stage;
}

static void each_period_of_any_table_is_one_row(void **state)
{
    (void)state;
    struct stage *stage = begin();
    ADD(stage, "observations", "kpi", "a", "period", "FY2023", "published_on", "2024-05");
    ADD(stage, "observations", "kpi", "b", "period", "FY2023");
    ADD(stage, "observations", "kpi", "b", "period", "undated");
    ADD(stage, "pilots", "id", "p", "period", "2021-12/2022-02");
    ADD(stage, "adoptions", "id", "a", "adopted_on", "2024-05", "period", "FY2023");
    ADD(stage, "sources", "id", "s", "published_on", "2020", "retrieved_on", "2020-01-01");
    compute(stage);
    COLUMN_IS(stage, &periods_resource, "period", "2020", "2021-12/2022-02", "2024-05", "FY2023",
              "undated");
    COLUMN_IS(stage, &periods_resource, "label_ja", "2020年", "2021年12月〜2022年2月", "2024年5月",
              "2023年度", "時期の記載なし");
    assert_int_equal(stage_rows(stage, &periods_resource), 5);
    stage_free(stage);
}

static void what_makes_a_unit_another_one_makes_a_row(void **state)
{
    (void)state;
    struct stage *stage = begin();
    ADD(stage, "kpis", "id", "a", "unit_ja", "円", "unit_code", "CCY_JPY");
    ADD(stage, "kpis", "id", "b", "unit_ja", "円", "unit_code", "CCY_JPY", "unit_multiplier", "3");
    ADD(stage, "kpis", "id", "c", "unit_ja", "円", "unit_code", "CCY_JPY");
    ADD(stage, "kpis", "id", "d", "unit_ja", "円");
    ADD(stage, "kpis", "id", "e", "unit_ja", "人");
    compute(stage);
    COLUMN_IS(stage, &units_resource, "unit_ja", "人", "円", "円", "円");
    COLUMN_IS(stage, &units_resource, "unit_code", "", "", "CCY_JPY", "CCY_JPY");
    COLUMN_IS(stage, &units_resource, "unit_multiplier", "", "", "", "3");
    stage_free(stage);
}

static void the_first_english_wording_that_is_there_is_taken(void **state)
{
    (void)state;
    struct stage *stage = begin();
    ADD(stage, "kpis", "id", "a", "unit_ja", "人", "unit_en", "persons");
    ADD(stage, "kpis", "id", "b", "unit_ja", "人");
    ADD(stage, "kpis", "id", "c", "unit_ja", "人", "unit_en", "people");
    ADD(stage, "kpis", "id", "d", "unit_ja", "回");
    compute(stage);
    COLUMN_IS(stage, &units_resource, "unit_en", "people", "");
    stage_free(stage);
}

static void nothing_makes_nothing(void **state)
{
    (void)state;
    struct stage *stage = begin();
    compute(stage);
    assert_int_equal(stage_rows(stage, &periods_resource), 0);
    assert_int_equal(stage_rows(stage, &units_resource), 0);
    stage_free(stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_period_of_any_table_is_one_row),
        cmocka_unit_test(what_makes_a_unit_another_one_makes_a_row),
        cmocka_unit_test(the_first_english_wording_that_is_there_is_taken),
        cmocka_unit_test(nothing_makes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
