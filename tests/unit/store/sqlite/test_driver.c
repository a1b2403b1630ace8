/* db.h: the driver's promises that the store builds on. */
#include "hiraku/base/clock.h"
#include "hiraku/store/db.h"
#include "hiraku/store/sqlite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct db *scratch(void)
{
    struct db *db;
    struct problem p = {0};
    assert_int_equal(db_open(&db, &sqlite_driver, "", DB_SCRATCH, &p), STATUS_OK);
    return db;
}

static void a_statement_ends_at_its_deadline(void **state)
{
    (void)state;
    struct db *db = scratch();
    struct statement *statement;
    struct problem p = {0};
    bool row;
    const char *endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c WHERE "
                          "x<1000000000) SELECT count(*) FROM c";
    assert_int_equal(db_prepare(db, endless, &statement, &p), STATUS_OK);
    int64_t before = clock_monotonic_ms();
    db_deadline(db, before + 50);
    assert_int_equal(db_step(statement, &row, &p), STATUS_DEADLINE);
    assert_in_range(clock_monotonic_ms() - before, 50, 1000);
    db_finish(statement);
    db_close(db);
}

static void an_empty_slice_is_the_empty_text(void **state)
{
    (void)state;
    struct db *db = scratch();
    struct statement *statement;
    struct problem p = {0};
    bool row;
    assert_int_equal(db_prepare(db, "SELECT typeof($1), length($1)", &statement, &p), STATUS_OK);
    db_bind(statement, 1, (struct slice){0});
    assert_int_equal(db_step(statement, &row, &p), STATUS_OK);
    assert_true(slice_is(db_text(statement, 0), "text"));
    assert_true(slice_is(db_text(statement, 1), "0"));
    db_finish(statement);
    db_close(db);
}

static void bytes_come_back_as_they_were_bound(void **state)
{
    (void)state;
    struct db *db = scratch();
    struct statement *statement;
    struct problem p = {0};
    bool row;
    const struct slice text = slice_of("'; DROP TABLE x; --\"\xF4\x8F\xBF\xBF\r\n");
    assert_int_equal(db_prepare(db, "SELECT $1", &statement, &p), STATUS_OK);
    db_bind(statement, 1, text);
    assert_int_equal(db_step(statement, &row, &p), STATUS_OK);
    assert_true(slice_equal(db_text(statement, 0), text));
    db_finish(statement);
    db_close(db);
}

static void bad_sql_says_what_is_wrong(void **state)
{
    (void)state;
    struct db *db = scratch();
    struct statement *statement;
    struct problem p = {0};
    assert_int_equal(db_prepare(db, "SELECT x FROM nowhere", &statement, &p), STATUS_DATABASE);
    assert_string_equal(p.reason, "no such table: nowhere");
    assert_null(statement);
    db_close(db);
}

static void a_missing_file_is_a_problem(void **state)
{
    (void)state;
    struct db *db;
    struct problem p = {0};
    assert_int_not_equal(db_open(&db, &sqlite_driver, "/nonexistent/store.sqlite", DB_READ, &p),
                         STATUS_OK);
    assert_null(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_ends_at_its_deadline),
        cmocka_unit_test(an_empty_slice_is_the_empty_text),
        cmocka_unit_test(bytes_come_back_as_they_were_bound),
        cmocka_unit_test(bad_sql_says_what_is_wrong),
        cmocka_unit_test(a_missing_file_is_a_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
