/* Hidden columns as SQL: the tables that SQLite reads for one are those that hidden_inputs tells.
 */
#include "hiraku/base/out.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/store/sqlite.h"

#include "api/store/sql.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A set of tables, as bits in the order of the model. */
static uint64_t bit_of(const char *name)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (strcmp(model_resources[i]->name, name) == 0)
            return UINT64_C(1) << i;
    return 0;
}

static void add_input(void *inputs, const struct resource *table)
{
    *(uint64_t *)inputs |= bit_of(table->name);
}

static int authorize(void *read, int action, const char *table, const char *column,
                     const char *database, const char *trigger)
{
    (void)column, (void)database, (void)trigger;
    if (action == SQLITE_READ)
        *(uint64_t *)read |= bit_of(table);
    return SQLITE_OK;
}

static sqlite3 *database_of_the_model(void)
{
    sqlite3 *database;
    struct out sql;
    out_open_memory(&sql, 1 << 20);
    for (size_t i = 0; i < model_resource_count; i++)
        sql_create_table(&sql, sqlite_driver.dialect, model_resources[i]);
    out_char(&sql, '\0');
    assert_int_equal(sqlite3_open(":memory:", &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, sql.bytes, NULL, NULL, NULL), SQLITE_OK);
    out_close(&sql);
    return database;
}

static uint64_t tables_read(sqlite3 *database, const struct hidden_column *hidden)
{
    struct sql_joins joins = {.dialect = sqlite_driver.dialect, .row = "t", .joined = "j"};
    uint64_t read = 0;
    sqlite3_stmt *statement;
    struct out sql;
    out_open_memory(&sql, 1 << 16);
    out_text(&sql, "SELECT ");
    sql_cell(&sql, &joins, SQL_ROW, hidden->resource,
             model_column(hidden->resource, slice_of(hidden->column)));
    out_text(&sql, " FROM ");
    out_text(&sql, hidden->resource->name);
    out_text(&sql, " t");
    sql_joins(&sql, &joins);
    out_char(&sql, '\0');
    assert_int_equal(out_finish(&sql, NULL), STATUS_OK);
    sqlite3_set_authorizer(database, authorize, &read);
    assert_int_equal(sqlite3_prepare_v2(database, sql.bytes, -1, &statement, NULL), SQLITE_OK);
    sqlite3_finalize(statement);
    out_close(&sql);
    return read;
}

static void what_is_read_for_a_hidden_column_is_among_its_inputs_and_nothing_else(void **state)
{
    (void)state;
    sqlite3 *database = database_of_the_model();
    for (const struct hidden_column *hidden = hidden_columns; hidden->resource; hidden++) {
        uint64_t own = bit_of(hidden->resource->name), inputs = 0;
        print_message("%s.%s\n", hidden->resource->name, hidden->column);
        hidden_inputs(hidden, add_input, &inputs);
        assert_int_equal(tables_read(database, hidden) | own, inputs | own);
    }
    sqlite3_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_for_a_hidden_column_is_among_its_inputs_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
