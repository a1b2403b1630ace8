/* list.h: a page, the way to the next one, and what is counted beside it. */
#include "hiraku/model/model.h"
#include "hiraku/service/list.h"
#include "hiraku/store/count.h"

#include "small_release.h"

/* The ids of a page, with spaces between them; closes the list. */
static const char *page_of(struct small_release *r, struct list *list)
{
    static char text[256];
    struct row row;
    bool more = true;
    size_t len = 0;
    *text = '\0';
    assert_int_equal(list_open(list, &r->service, &r->problem), STATUS_OK);
    while (list_next(list, &row, &more, &r->problem) == STATUS_OK && more)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", len > 0 ? " " : "",
                                (int)row.cells[0].len, row.cells[0].at);
    list_close(list);
    return text;
}

static void the_pages_of_a_list_follow_each_other(void **state)
{
    struct small_release *r = *state;
    struct list first = {.query = {.resource = model_resource(slice_of("kpis")), .limit = 2}};
    assert_string_equal(page_of(r, &first), "rate visits");
    assert_true(first.more);
    struct list next = {.query = {.resource = first.query.resource, .limit = 2}};
    assert_int_equal(query_read_cursor(&next.query, list_cursor(&first, 1), &r->arena, &r->problem),
                     STATUS_OK);
    assert_string_equal(page_of(r, &next), "visits-b");
    assert_false(next.more);
    assert_int_equal(list_cursor(&next, 1).len, 0);
}

static void a_page_that_holds_the_last_row_has_no_next(void **state)
{
    struct list list = {.query = {.resource = model_resource(slice_of("kpis")), .limit = 3}};
    assert_string_equal(page_of(*state, &list), "rate visits visits-b");
    assert_false(list.more);
}

static void rows_and_values_of_all_pages_are_counted(void **state)
{
    struct small_release *r = *state;
    const struct resource *kpis = model_resource(slice_of("kpis"));
    struct list list = {.query = {.resource = kpis,
                                  .limit = 1,
                                  .facets = {model_column(kpis, slice_of("municipality"))},
                                  .facet_count = 1}};
    struct list_facts facts;
    assert_int_equal(list_count(&list, &r->service, 0, &facts, &r->problem), STATUS_OK);
    assert_int_equal(facts.total, 3);
    assert_int_equal(facts.facets[0].count, 2);
    assert_true(slice_is(facts.facets[0].values[0].value, "141003"));
    assert_int_equal(facts.facets[0].values[0].rows, 2);
}

static void a_list_of_nobody_is_not_found(void **state)
{
    struct small_release *r = *state;
    struct list list = {.query = {.resource = model_cube()},
                        .about = model_cube_subject()->ref,
                        .about_id = slice_of("nobody")};
    assert_int_equal(list_open(&list, &r->service, &r->problem), STATUS_NOT_FOUND);
    list_close(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_pages_of_a_list_follow_each_other),
        cmocka_unit_test(a_page_that_holds_the_last_row_has_no_next),
        cmocka_unit_test(rows_and_values_of_all_pages_are_counted),
        cmocka_unit_test(a_list_of_nobody_is_not_found),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
