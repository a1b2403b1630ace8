/* view.h: which columns a row is shown with. */
#include "hiraku/model/resource.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct column place_columns[] = {
    {.name = "id", .type = TYPE_ID},
    {.name = "name_ja", .type = TYPE_TEXT, .flags = COL_LABEL, .lang = "ja"},
    {.name = "name_en", .type = TYPE_TEXT, .flags = COL_LABEL, .lang = "en"},
    {.name = "_secret", .type = TYPE_TEXT, .flags = COL_HIDDEN},
    {0},
};
static const struct resource places = {.name = "places", .columns = place_columns};
static const struct column thing_columns[] = {
    {.name = "id", .type = TYPE_ID},
    {.name = "place", .type = TYPE_REF, .ref = &places},
    {.name = "note_en", .type = TYPE_TEXT, .lang = "en"},
    {.name = "_rank", .type = TYPE_INT, .flags = COL_HIDDEN},
    {0},
};
static const struct resource things = {.name = "things", .columns = thing_columns};

/* «place.name_ja»: reached through a reference. */
static void shows(const struct view *view, const char *expected)
{
    char text[256] = "";
    for (size_t i = 0; i < view->count; i++) {
        if (i > 0)
            strcat(text, " ");
        if (view->through[i]) {
            strcat(text, view->through[i]->name);
            strcat(text, ".");
        }
        strcat(text, view->columns[i]->name);
    }
    assert_string_equal(text, expected);
}

static void a_view_leaves_out_what_a_format_does_not_show(void **state)
{
    (void)state;
    struct view view;
    view_init(&view, &things, COL_HIDDEN);
    shows(&view, "id place note_en");
    assert_false(view.hidden);
    view_init(&view, &things, 0);
    shows(&view, "id place note_en _rank");
    assert_true(view.hidden);
}

static void chosen_columns_keep_the_order_of_the_table(void **state)
{
    (void)state;
    struct view view;
    struct query query = {.resource = &things, .field_count = 2};
    query.fields[0] = &thing_columns[2];
    query.fields[1] = &thing_columns[0];
    view_init(&view, &things, COL_HIDDEN);
    assert_int_equal(view_select(&view, &query, NULL), STATUS_OK);
    shows(&view, "id note_en");
}

static void hidden_columns_are_not_chosen_away(void **state)
{
    (void)state;
    struct view view;
    struct query query = {.resource = &things, .field_count = 1};
    query.fields[0] = &thing_columns[0];
    view_init(&view, &things, 0);
    assert_int_equal(view_select(&view, &query, NULL), STATUS_OK);
    shows(&view, "id _rank");
}

static void a_language_leaves_out_the_other(void **state)
{
    (void)state;
    struct view view;
    struct query query = {.resource = &things, .shown = {.lang = "ja"}};
    query.include[query.include_count++] = &thing_columns[1];
    view_init(&view, &things, COL_HIDDEN);
    assert_int_equal(view_select(&view, &query, NULL), STATUS_OK);
    shows(&view, "id place place.id place.name_ja");
}

static void what_is_included_stands_behind_without_its_hidden_columns(void **state)
{
    (void)state;
    struct view view;
    struct query query = {.resource = &things};
    query.include[query.include_count++] = &thing_columns[1];
    view_init(&view, &things, COL_HIDDEN);
    assert_int_equal(view_select(&view, &query, NULL), STATUS_OK);
    shows(&view, "id place note_en place.id place.name_ja place.name_en");
}

static void a_reference_is_named_beside_it(void **state)
{
    (void)state;
    struct view view;
    struct query query = {.resource = &things};
    view_init(&view, &things, COL_HIDDEN);
    view_name_references(&view, &query, "ja");
    shows(&view, "id place place.name_ja note_en");
    assert_int_equal(query.include_count, 1);
}

static void a_cell_is_found_by_the_name_of_the_rows_own_column(void **state)
{
    (void)state;
    struct view view;
    struct query query = {.resource = &things};
    query.include[query.include_count++] = &thing_columns[1];
    view_init(&view, &things, COL_HIDDEN);
    assert_int_equal(view_select(&view, &query, NULL), STATUS_OK);
    const struct slice cells[] = {slice_of("t1"), slice_of("p1"),   slice_of("a note"),
                                  slice_of("p1"), slice_of("場所"), slice_of("place")};
    const struct row row = {.view = &view, .cells = cells};
    assert_true(slice_is(row_cell(&row, "note_en"), "a note"));
    assert_int_equal(view_index(&view, "name_ja"), -1);
    assert_int_equal(row_cell(&row, "name_ja").len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_leaves_out_what_a_format_does_not_show),
        cmocka_unit_test(chosen_columns_keep_the_order_of_the_table),
        cmocka_unit_test(hidden_columns_are_not_chosen_away),
        cmocka_unit_test(a_language_leaves_out_the_other),
        cmocka_unit_test(what_is_included_stands_behind_without_its_hidden_columns),
        cmocka_unit_test(a_reference_is_named_beside_it),
        cmocka_unit_test(a_cell_is_found_by_the_name_of_the_rows_own_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
