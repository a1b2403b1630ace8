/* table_ids.h: as many ids as rows need no list; from the first other row on there is one. */
#include "api/store/columns/table_ids.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void add(struct table_ids *ids, uint32_t rows, bool last)
{
    for (uint32_t i = 0; i < rows; i++)
        assert_int_equal(table_ids_row(ids, last, NULL), STATUS_OK);
}

static void ids_of_one_version_are_their_rows(void **state)
{
    struct table_ids ids = {0};
    (void)state;
    add(&ids, 1000, true);
    assert_null(ids.last);
    assert_int_equal(ids.count, 1000);
    assert_int_equal(ids.rows, 1000);
    assert_int_equal(table_ids_last(&ids, 999), 999);
    table_ids_free(&ids);
}

static void an_id_has_its_last_row(void **state)
{
    struct table_ids ids = {0};
    (void)state;
    add(&ids, 200, true);
    add(&ids, 2, false);
    add(&ids, 500, true);
    add(&ids, 1, false);
    add(&ids, 1, true);
    assert_int_equal(ids.count, 701);
    assert_int_equal(ids.rows, 704);
    assert_int_equal(table_ids_last(&ids, 0), 0);
    assert_int_equal(table_ids_last(&ids, 199), 199);
    assert_int_equal(table_ids_last(&ids, 200), 202);
    assert_int_equal(table_ids_last(&ids, 699), 701);
    assert_int_equal(table_ids_last(&ids, 700), 703);
    table_ids_free(&ids);
}

static void the_first_row_may_be_followed_by_another(void **state)
{
    struct table_ids ids = {0};
    (void)state;
    add(&ids, 1, false);
    add(&ids, 1, true);
    assert_int_equal(ids.count, 1);
    assert_int_equal(table_ids_last(&ids, 0), 1);
    table_ids_free(&ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_of_one_version_are_their_rows),
        cmocka_unit_test(an_id_has_its_last_row),
        cmocka_unit_test(the_first_row_may_be_followed_by_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
