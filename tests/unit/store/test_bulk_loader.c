/* Rows on their way into a database by a thread of their own. */
#include "hiraku/store/bulk_loader.h"
#include "hiraku/store/db.h"
#include "hiraku/store/sqlite.h"

#include "api/staging/stage_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MANY = 50000 };

struct fixture {
    struct db *db;
    struct statement *insert;
    struct bulk_loader *loader;
};

static int open_table(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    if (!f || db_open(&f->db, &sqlite_driver, "", DB_SCRATCH, NULL) != STATUS_OK ||
        db_run(f->db, "CREATE TABLE t(a TEXT NOT NULL UNIQUE, b TEXT NOT NULL)", NULL) !=
            STATUS_OK ||
        db_prepare(f->db, "INSERT INTO t VALUES($1,$2)", &f->insert, NULL) != STATUS_OK)
        return -1;
    return bulk_loader_new(&f->loader, NULL) == STATUS_OK ? 0 : -1;
}

static int close_table(void **state)
{
    struct fixture *f = *state;
    bulk_loader_free(f->loader);
    db_finish(f->insert);
    db_close(f->db);
    free(f);
    return 0;
}

static enum status put(struct fixture *f, const char *a, struct slice b)
{
    const struct slice cells[] = {slice_of(a), b};
    return bulk_loader_row(f->loader, f->insert, cells, 2, NULL);
}

static void expect_text(struct fixture *f, const char *sql, const char *text)
{
    struct statement *statement;
    bool row;
    assert_int_equal(db_prepare(f->db, sql, &statement, NULL), STATUS_OK);
    assert_int_equal(db_step(statement, &row, NULL), STATUS_OK);
    assert_true(row);
    struct slice found = db_text(statement, 0);
    assert_true(slice_is(found, text));
    db_finish(statement);
}

static void rows_of_many_batches_arrive_in_order(void **state)
{
    struct fixture *f = *state;
    char text[16];
    for (int i = 1; i <= MANY; i++) {
        snprintf(text, sizeof text, "%08d", i);
        assert_int_equal(put(f, text, slice_of("the second cell")), STATUS_OK);
    }
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_OK);
    expect_text(f, "SELECT count(*) FROM t WHERE CAST(a AS INTEGER)=rowid", "50000");
}

static void a_row_larger_than_a_batch_arrives_whole(void **state)
{
    struct fixture *f = *state;
    size_t len = (size_t)3 * BULK_LOADER_BATCH;
    char *large = malloc(len);
    assert_non_null(large);
    memset(large, 'x', len);
    assert_int_equal(put(f, "large", (struct slice){large, len}), STATUS_OK);
    memset(large, 'y', len); /* the loader has its own copy */
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_OK);
    expect_text(f, "SELECT length(replace(b,'y','')) FROM t", "786432");
    free(large);
}

static void an_empty_cell_is_the_empty_text(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(put(f, "a", (struct slice){NULL, 0}), STATUS_OK);
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_OK);
    expect_text(f, "SELECT typeof(b)||length(b) FROM t", "text0");
}

static void the_connection_is_free_after_a_wait_and_more_rows_may_follow(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(put(f, "a", slice_of("1")), STATUS_OK);
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_OK);
    expect_text(f, "SELECT count(*) FROM t", "1");
    assert_int_equal(put(f, "b", slice_of("2")), STATUS_OK);
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_OK);
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_OK);
    expect_text(f, "SELECT count(*) FROM t", "2");
}

static void a_failure_is_told_by_every_later_call(void **state)
{
    struct fixture *f = *state;
    struct problem p = {.status = STATUS_OK};
    assert_int_equal(put(f, "same", slice_of("1")), STATUS_OK);
    assert_int_equal(put(f, "same", slice_of("2")), STATUS_OK);
    assert_int_equal(bulk_loader_wait(f->loader, &p), STATUS_DATABASE);
    assert_int_equal(p.status, STATUS_DATABASE);
    assert_int_equal(put(f, "other", slice_of("3")), STATUS_OK); /* a batch is not full yet */
    assert_int_equal(bulk_loader_wait(f->loader, NULL), STATUS_DATABASE);
    expect_text(f, "SELECT count(*) FROM t", "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_of_many_batches_arrive_in_order, open_table,
                                        close_table),
        cmocka_unit_test_setup_teardown(a_row_larger_than_a_batch_arrives_whole, open_table,
                                        close_table),
        cmocka_unit_test_setup_teardown(an_empty_cell_is_the_empty_text, open_table, close_table),
        cmocka_unit_test_setup_teardown(
            the_connection_is_free_after_a_wait_and_more_rows_may_follow, open_table, close_table),
        cmocka_unit_test_setup_teardown(a_failure_is_told_by_every_later_call, open_table,
                                        close_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
