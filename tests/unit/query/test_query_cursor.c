/* query.h: cursors. */
#include "parsed.h"

static void a_cursor_comes_back_as_it_went_out(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "observations", "kpi=k1", true), STATUS_OK);
    f.query.order[f.query.order_count++] = model_column(f.query.resource, slice_of("starts"));
    struct position position = {.id = slice_of("k1.2023"), .values = {slice_of("2023-04-01")}};
    struct slice cursor = query_cursor(&f.query, 42, &position, &f.arena);
    assert_true(cursor.len > 0);
    assert_null(memchr(cursor.at, '=', cursor.len));
    assert_int_equal(query_read_cursor(&f.query, cursor, &f.arena, &f.problem), STATUS_OK);
    assert_int_equal(f.query.release, 42);
    assert_true(slice_is(f.query.after.id, "k1.2023"));
    assert_int_equal(f.query.after.given, 0);
    assert_true(slice_is(f.query.after.values[0], "2023-04-01"));
    arena_free(&f.arena);
}

static void a_cursor_of_other_conditions_is_refused(void **state)
{
    (void)state;
    struct fixture f, g;
    assert_int_equal(parse(&f, "programs", "kind=plan", true), STATUS_OK);
    assert_int_equal(parse(&g, "programs", "kind=hub", true), STATUS_OK);
    struct position position = {.id = slice_of("p1")};
    struct slice cursor = query_cursor(&f.query, 1, &position, &f.arena);
    assert_int_equal(query_read_cursor(&g.query, cursor, &g.arena, &g.problem), STATUS_BAD_CURSOR);
    arena_free(&f.arena);
    arena_free(&g.arena);
}

static void a_cursor_of_a_ranked_search_counts_the_rows_given(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "q=plan", true), STATUS_OK);
    struct position position = {.given = 200};
    struct slice cursor = query_cursor(&f.query, 1, &position, &f.arena);
    assert_int_equal(query_read_cursor(&f.query, cursor, &f.arena, &f.problem), STATUS_OK);
    assert_int_equal(f.query.after.given, 200);
    position = (struct position){.id = slice_of("p1")};
    cursor = query_cursor(&f.query, 1, &position, &f.arena);
    assert_int_equal(query_read_cursor(&f.query, cursor, &f.arena, &f.problem), STATUS_BAD_CURSOR);
    arena_free(&f.arena);
}

/* What 0.1.0 answered to /v1/programs?limit=1, without and with sort=-name_ja. */
static void a_cursor_with_the_number_of_a_row_is_of_an_earlier_version(void **state)
{
    (void)state;
    const char *const old[] = {
        "cursor=MSAxIDc5YjgwODc4ZDZiNDgzZWIgMSA",
        "cursor=MSAxIDBjMjg5NzU0MDhmMzdhMTEgOCA1MTrnpZ7miLjluILjga7jgrnjgr_jg7zjg4jjgqLjg4Pjg5fm"
        "lK_mj7Tjga7mnqDntYTjgb8",
    };
    for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", old[i], true), STATUS_OLD_CURSOR);
        arena_free(&f.arena);
    }
}

static void what_is_no_cursor_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"cursor=", "cursor=abc", "cursor=MQ", "cursor=%21%21",
                               "cursor=MSAxIDA="};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", bad[i], true), STATUS_BAD_CURSOR);
        arena_free(&f.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cursor_comes_back_as_it_went_out),
        cmocka_unit_test(a_cursor_of_other_conditions_is_refused),
        cmocka_unit_test(a_cursor_of_a_ranked_search_counts_the_rows_given),
        cmocka_unit_test(a_cursor_with_the_number_of_a_row_is_of_an_earlier_version),
        cmocka_unit_test(what_is_no_cursor_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
