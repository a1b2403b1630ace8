/* statement.h: a text that could not be written is no statement. */
#include "hiraku/base/out.h"
#include "hiraku/store/sqlite.h"
#include "hiraku/store/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* As a stream that had no memory does. */
static void a_statement_that_cannot_be_written_is_none(void **state)
{
    (void)state;
    struct db *db;
    struct problem p = {0};
    struct out sql;
    assert_int_equal(db_open(&db, &sqlite_driver, "", DB_SCRATCH, &p), STATUS_OK);
    struct statement *statement = (struct statement *)db;
    out_open_memory(&sql, 64);
    out_fail(&sql, STATUS_NO_MEMORY, NULL);
    assert_int_equal(sql_prepare(db, &sql, &statement, &p), STATUS_NO_MEMORY);
    assert_null(statement);
    db_close(db);
}

static void several_statements_run_from_one_text(void **state)
{
    (void)state;
    struct db *db;
    struct problem p = {0};
    struct statement *statement;
    struct out sql;
    bool row;
    assert_int_equal(db_open(&db, &sqlite_driver, "", DB_SCRATCH, &p), STATUS_OK);
    out_open_memory(&sql, 1024);
    out_text(&sql, "CREATE TABLE t(a); INSERT INTO t VALUES('x')");
    assert_int_equal(sql_run(db, &sql, &p), STATUS_OK);
    out_open_memory(&sql, 1024);
    out_text(&sql, "SELECT a FROM t");
    assert_int_equal(sql_prepare(db, &sql, &statement, &p), STATUS_OK);
    assert_int_equal(db_step(statement, &row, &p), STATUS_OK);
    assert_true(row && slice_is(db_text(statement, 0), "x"));
    db_finish(statement);
    db_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_that_cannot_be_written_is_none),
        cmocka_unit_test(several_statements_run_from_one_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
