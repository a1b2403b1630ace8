/* The plans of the database: a condition on a reference, a period or a key column is answered by an
 * index.
 *
 * Asked of empty tables without statistics, where the planner goes by the indexes alone. */
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"
#include "hiraku/store/sqlite.h"
#include "hiraku/store/statement.h"

#include "api/store/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct db *db;

static void create_tables(void)
{
    struct problem p = {0};
    struct out sql;
    out_open_memory(&sql, 1 << 20);
    for (size_t i = 0; i < model_resource_count; i++) {
        sql_create_table(&sql, db->driver->dialect, model_resources[i]);
        sql_create_indexes(&sql, model_resources[i]);
    }
    out_char(&sql, '\0');
    assert_int_equal(out_finish(&sql, &p), STATUS_OK);
    assert_int_equal(db_run(db, sql.bytes, &p), STATUS_OK);
    out_close(&sql);
}

static int open_tables(void **state)
{
    struct problem p = {0};
    (void)state;
    if (db_open(&db, &sqlite_driver, "", DB_SCRATCH, &p) != STATUS_OK)
        return -1;
    create_tables();
    return 0;
}

static int close_tables(void **state)
{
    (void)state;
    db_close(db);
    return 0;
}

/* The steps of the plan for `name=value` on a table, separated by semicolons. */
static void plan_of(const struct resource *resource, const char *name, const char *value,
                    char *plan, size_t size)
{
    struct arena arena;
    struct problem p = {0};
    struct query query = {.resource = resource};
    const struct parameter parameter = {slice_of(name), slice_of(value)};
    struct statement *statement;
    struct out sql;
    bool row = true;
    size_t len = 0;
    arena_init(&arena, 1 << 20);
    assert_int_equal(
        query_parse(&query, &arena, &parameter, 1, (struct query_rules){QUERY_ROWS, 4}, &p),
        STATUS_OK);
    query.limit = 101;
    out_open_memory(&sql, 1 << 16);
    out_text(&sql, "EXPLAIN QUERY PLAN SELECT t.id");
    sql_from(&sql, db->driver->dialect, &query);
    sql_where(&sql, db->driver->dialect, &query, true);
    sql_order(&sql, db->driver->dialect, &query);
    assert_int_equal(sql_prepare(db, &sql, &statement, &p), STATUS_OK);
    for (*plan = '\0';;) {
        assert_int_equal(db_step(statement, &row, &p), STATUS_OK);
        if (!row)
            break;
        struct slice step = db_text(statement, 3);
        len += (size_t)snprintf(plan + len, size - len, "%.*s; ", (int)step.len, step.at);
    }
    db_finish(statement);
    arena_free(&arena);
}

static bool is_indexed(const struct column *column)
{
    bool key = (column->flags & COL_KEY) && column->type != TYPE_TEXT;
    return column_is_published(column) &&
           (key || column->type == TYPE_REF || column->type == TYPE_PERIOD);
}

/* A value of the column's form. */
static const char *value_for(const struct column *column)
{
    const struct column *id = column->ref ? column->ref->columns : column;
    if (id->type == TYPE_MUNICIPALITY_CODE)
        return "000001";
    if (column->type == TYPE_PERIOD)
        return "FY2023";
    if (column->type == TYPE_INT)
        return "8";
    return column->type == TYPE_ENUM ? column->codes->value : "x";
}

static void equality_searches_an_index(void **state)
{
    char plan[1024];
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++)
        for (const struct column *c = model_resources[i]->columns; c->name; c++) {
            if (!is_indexed(c))
                continue;
            plan_of(model_resources[i], c->name, value_for(c), plan, sizeof plan);
            print_message("%s.%s: %s\n", model_resources[i]->name, c->name, plan);
            assert_non_null(strstr(plan, "SEARCH t USING"));
            assert_null(strstr(plan, "SCAN t"));
        }
}

static void a_period_behind_a_day_searches_an_index(void **state)
{
    char plan[1024], name[128];
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++)
        for (const struct column *c = model_resources[i]->columns; c->name; c++) {
            if (c->type != TYPE_PERIOD)
                continue;
            snprintf(name, sizeof name, "%s__gt", c->name);
            plan_of(model_resources[i], name, "FY2023", plan, sizeof plan);
            print_message("%s.%s: %s\n", model_resources[i]->name, name, plan);
            assert_non_null(strstr(plan, "SEARCH t USING"));
        }
}

static void a_condition_on_a_referenced_record_searches_the_references_index(void **state)
{
    char plan[1024];
    (void)state;
    plan_of(model_resource(slice_of("observations")), "kpi.program", "x", plan, sizeof plan);
    assert_non_null(strstr(plan, "SEARCH t USING"));
    assert_non_null(strstr(plan, "SEARCH r1 USING"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_searches_an_index),
        cmocka_unit_test(a_period_behind_a_day_searches_an_index),
        cmocka_unit_test(a_condition_on_a_referenced_record_searches_the_references_index),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
