/* stage.h: rows in orders, records by id, their neighbours. */
#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"

#include "api/staging/stage_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct resource *sources;

static void add(struct stage *stage, const char *id, const char *title, uint64_t line)
{
    struct slice cells[COLUMNS_MAX] = {{NULL, 0}};
    struct problem p;
    cells[0] = slice_of(id);
    cells[1] = slice_of(title);
    const struct staged row = {.place = {"data/sources.csv", line, ""}, .bad = 2, .cells = cells};
    assert_int_equal(stage_add(stage, sources, &row, &p), STATUS_OK);
}

static int fill(void **state)
{
    struct stage *stage;
    struct problem p;
    sources = model_resource(slice_of("sources"));
    if (stage_new(&stage, &p) != STATUS_OK)
        return -1;
    add(stage, "b", "二", 2);
    add(stage, "a-b", "三", 3);
    add(stage, "a", "一", 4);
    *state = stage;
    return 0;
}

static int empty(void **state)
{
    stage_free(*state);
    return 0;
}

static void rows_come_by_key(void **state)
{
    static const char *const ids[] = {"a", "a-b", "b"};
    struct stage_cursor *cursor;
    struct staged row;
    struct problem p;
    bool more;
    assert_int_equal(stage_select(*state, sources, NULL, &cursor, &p), STATUS_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(stage_next(cursor, &row, &more, &p), STATUS_OK);
        assert_true(more && slice_is(row.cells[0], ids[i]));
        assert_int_equal(row.bad, 2);
        assert_string_equal(row.place.file, "data/sources.csv");
    }
    assert_int_equal(stage_next(cursor, &row, &more, &p), STATUS_OK);
    assert_false(more);
    stage_close(cursor);
}

static void orders_and_columns_can_be_chosen(void **state)
{
    static const char *const columns[] = {"id", NULL}, *const by[] = {"-id", NULL};
    const struct stage_order order = {columns, by, "title_ja"};
    struct stage_cursor *cursor;
    struct staged row;
    struct problem p;
    bool more;
    assert_int_equal(stage_select(*state, sources, &order, &cursor, &p), STATUS_OK);
    assert_int_equal(stage_next(cursor, &row, &more, &p), STATUS_OK);
    assert_true(more && slice_is(row.cells[0], "b") && row.cells[1].len == 0);
    stage_close(cursor);
}

static void records_are_found(void **state)
{
    struct staged row;
    struct problem p;
    bool found;
    assert_int_equal(stage_find(*state, sources, slice_of("a"), &row, &found, &p), STATUS_OK);
    assert_true(found && slice_is(row.cells[1], "一") && row.place.line == 4);
    assert_int_equal(stage_find(*state, sources, slice_of("c"), &row, &found, &p), STATUS_OK);
    assert_false(found);
}

static void a_cell_that_is_set_is_read_so(void **state)
{
    static const char *const columns[] = {"title_ja", NULL}, *const by[] = {"title_ja", NULL};
    const struct stage_order order = {columns, by, NULL};
    struct slice cells[COLUMNS_MAX] = {{NULL, 0}};
    struct stage_cursor *cursor;
    struct staged row;
    struct problem p;
    bool found;
    cells[0] = slice_of("a");
    assert_int_equal(stage_set(*state, sources, cells, 1, slice_of("十"), &p), STATUS_OK);
    assert_int_equal(stage_find(*state, sources, slice_of("a"), &row, &found, &p), STATUS_OK);
    assert_true(found && slice_is(row.cells[1], "十"));
    assert_int_equal(stage_find(*state, sources, slice_of("b"), &row, &found, &p), STATUS_OK);
    assert_true(found && slice_is(row.cells[1], "二"));
    assert_int_equal(stage_select(*state, sources, &order, &cursor, &p), STATUS_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(stage_next(cursor, &row, &found, &p), STATUS_OK);
    assert_true(found && slice_is(row.cells[1], "十") && row.cells[0].len == 0);
    stage_close(cursor);
}

static void rows_that_are_added_later_are_found(void **state)
{
    struct staged row;
    struct problem p;
    bool found;
    assert_int_equal(stage_find(*state, sources, slice_of("0"), &row, &found, &p), STATUS_OK);
    assert_false(found);
    add(*state, "0", "零", 5);
    assert_int_equal(stage_find(*state, sources, slice_of("0"), &row, &found, &p), STATUS_OK);
    assert_true(found && row.number == 4);
}

static void nearest_id(void **state)
{
    struct arena arena;
    struct slice nearest;
    struct problem p;
    arena_init(&arena, 4096);
    assert_int_equal(stage_nearest(*state, sources, slice_of("a_b"), &arena, &nearest, &p),
                     STATUS_OK);
    assert_true(slice_is(nearest, "a-b"));
    assert_int_equal(
        stage_nearest(*state, sources, slice_of("quite-different"), &arena, &nearest, &p),
        STATUS_OK);
    assert_int_equal(nearest.len, 0);
    arena_free(&arena);
}

static enum status join(void *context, struct slice table, struct slice id, struct slice release,
                        struct problem *p)
{
    (void)table;
    (void)p;
    out_slice(context, id);
    out_slice(context, release);
    return STATUS_OK;
}

static void retired_ids_come_sorted(void **state)
{
    struct problem p;
    struct out out;
    struct slice table = slice_of("sources");
    stage_retire(*state, table, slice_of("y"), slice_of("2"), &p);
    stage_retire(*state, table, slice_of("x"), slice_of("3"), &p);
    stage_retire(*state, table, slice_of("z"), slice_of("4"), &p);
    assert_int_equal(stage_unretire(*state, table, slice_of("z"), &p), STATUS_OK);
    out_open_memory(&out, 100);
    assert_int_equal(stage_retired(*state, join, &out, &p), STATUS_OK);
    assert_true(slice_is(out_written(&out), "x3y2"));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_come_by_key, fill, empty),
        cmocka_unit_test_setup_teardown(orders_and_columns_can_be_chosen, fill, empty),
        cmocka_unit_test_setup_teardown(records_are_found, fill, empty),
        cmocka_unit_test_setup_teardown(a_cell_that_is_set_is_read_so, fill, empty),
        cmocka_unit_test_setup_teardown(rows_that_are_added_later_are_found, fill, empty),
        cmocka_unit_test_setup_teardown(nearest_id, fill, empty),
        cmocka_unit_test_setup_teardown(retired_ids_come_sorted, fill, empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
