/* cell_plan.h: how cells are read; the tables that are read for a hidden column are those that
 * hidden_inputs tells. */
#include "hiraku/store/columns/cell_plan.h"

#include "columns_release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int set_up(void **state)
{
    static struct columns_release release;
    *state = &release;
    if (!columns_release_begin(&release))
        return -1;
    columns_release_row(&release, "programs", "id=p1|name_ja=計画|name_en=A plan|kind=plan");
    columns_release_row(&release, "programs", "id=p2|name_ja=拠点|kind=hub|parent=p1");
    columns_release_row(&release, "kpis", "id=k1|name_ja=件数|program=p1|unit_code=NUM");
    columns_release_row(&release, "observations",
                        "kpi=k1|period=FY2023|value_type=target|accumulation=increment|value=5.00");
    columns_release_row(&release, "observations",
                        "kpi=k1|period=FY2024|value_type=target|accumulation=increment|value=7");
    return columns_release_open(&release) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    return columns_release_end(*state);
}

/* --- cells ------------------------------------------------------------------------------------ */

static struct slice read_cell(struct columns_release *release, const char *table,
                              const char *column, uint32_t row)
{
    const struct table_data *data = columns_release_table(release, table);
    const struct cell_plan *plan =
        cell_plan(data, model_column(data->resource, slice_of(column)), &release->arena);
    assert_non_null(plan);
    return cell_plan_read(plan, row, &release->arena);
}

static void expect_cell(struct columns_release *release, const char *column, uint32_t row,
                        const char *table, const char *expected)
{
    struct slice cell = read_cell(release, table, column, row);
    assert_int_equal(cell.len, strlen(expected));
    assert_memory_equal(cell.len ? cell.at : "", expected, cell.len);
}

static void a_stored_cell_is_that_of_the_row(void **state)
{
    expect_cell(*state, "value", 0, "observations", "5.00");
    expect_cell(*state, "value", 1, "observations", "7");
    expect_cell(*state, "name_ja", 1, "programs", "拠点");
    expect_cell(*state, "name_en", 1, "programs", "");
}

static void a_reference_is_the_id_of_its_record(void **state)
{
    expect_cell(*state, "kpi", 0, "observations", "k1");
    expect_cell(*state, "parent", 1, "programs", "p1");
    expect_cell(*state, "parent", 0, "programs", "");
}

static void an_id_of_several_keys_is_joined(void **state)
{
    expect_cell(*state, "id", 0, "observations", "k1.FY2023.target.increment._._._");
}

static void a_record_referred_to_is_followed(void **state)
{
    struct columns_release *release = *state;
    const struct table_data *table = columns_release_table(release, "programs");
    const struct column *parent = model_column(table->resource, slice_of("parent"));
    const struct column *name = model_column(table->resource, slice_of("name_en"));
    const struct cell_plan *plan = cell_plan_follow(table, parent, name, &release->arena);
    assert_non_null(plan);
    struct slice cell = cell_plan_read(plan, 1, &release->arena);
    assert_true(slice_is(cell, "A plan"));
    assert_null(cell_plan_read(plan, 0, &release->arena).at);
}

static void every_column_of_the_model_has_a_plan_but_not_without_memory(void **state)
{
    struct columns_release *release = *state;
    struct arena none;
    arena_init(&none, 0);
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct table_data *table = columns_table(&release->columns, model_resources[i]);
        for (const struct column *c = model_resources[i]->columns; c->name; c++) {
            assert_non_null(cell_plan(table, c, &release->arena));
            assert_null(cell_plan(table, c, &none));
        }
    }
    arena_free(&none);
}

/* --- tables ----------------------------------------------------------------------------------- */

/* A set of tables, as bits in the order of the model. */
static uint64_t bit_of(const struct resource *table)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == table)
            return UINT64_C(1) << i;
    return 0;
}

static void add_input(void *inputs, const struct resource *table)
{
    *(uint64_t *)inputs |= bit_of(table);
}

/* The tables whose cells a plan reads; the deepest is a hidden column of a record referred to. */
static uint64_t tables_read(const struct cell_plan *plan) // NOLINT(misc-no-recursion)
{
    if (!plan)
        return 0;
    uint64_t read = tables_read(plan->reference) | tables_read(plan->inner);
    read |= tables_read(plan->when.cell);
    read |= plan->data ? bit_of(plan->data->table->resource) : 0;
    read |= plan->target ? bit_of(plan->target->resource) : 0;
    read |= plan->of ? bit_of(plan->of->resource) : 0;
    for (size_t i = 0; i < plan->term_count; i++) {
        read |= tables_read(plan->terms[i].cell);
        for (size_t c = 0; c < plan->terms[i].conditions; c++)
            read |= tables_read(plan->terms[i].when[c].cell);
    }
    return read;
}

static void what_is_read_for_a_hidden_column_is_among_its_inputs_and_nothing_else(void **state)
{
    struct columns_release *release = *state;
    for (const struct hidden_column *hidden = hidden_columns; hidden->resource; hidden++) {
        const struct table_data *table = columns_table(&release->columns, hidden->resource);
        uint64_t own = bit_of(hidden->resource), inputs = 0;
        print_message("%s.%s\n", hidden->resource->name, hidden->column);
        hidden_inputs(hidden, add_input, &inputs);
        const struct cell_plan *plan = cell_plan(
            table, model_column(hidden->resource, slice_of(hidden->column)), &release->arena);
        assert_non_null(plan);
        assert_int_equal(tables_read(plan) | own, inputs | own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stored_cell_is_that_of_the_row),
        cmocka_unit_test(a_reference_is_the_id_of_its_record),
        cmocka_unit_test(an_id_of_several_keys_is_joined),
        cmocka_unit_test(a_record_referred_to_is_followed),
        cmocka_unit_test(every_column_of_the_model_has_a_plan_but_not_without_memory),
        cmocka_unit_test(what_is_read_for_a_hidden_column_is_among_its_inputs_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
