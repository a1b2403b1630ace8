/* inputs.h: the tables that an answer is made from, in the order of their naming. */
#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"
#include "hiraku/service/inputs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_table_that_is_named_twice_is_one_input(void **state)
{
    struct inputs inputs = {.count = 0};
    (void)state;
    inputs_add(&inputs, model_cube());
    inputs_add(&inputs, model_cube_subject()->ref);
    inputs_add(&inputs, model_cube());
    assert_int_equal(inputs.count, 2);
    assert_ptr_equal(inputs.tables[0], model_cube());
}

static void what_a_condition_goes_through_is_an_input(void **state)
{
    const struct parameter parameter = {slice_of("kpi.municipality"), slice_of("141003")};
    struct query query = {.resource = model_cube()};
    struct inputs inputs = {.count = 0};
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 16);
    assert_int_equal(query_parse(&query, &arena, &parameter, 1,
                                 (struct query_rules){.form = QUERY_PAGES, .first_month = 4}, NULL),
                     STATUS_OK);
    inputs_add_query(&inputs, &query);
    assert_int_equal(inputs.count, 2);
    assert_ptr_equal(inputs.tables[1], model_cube_subject()->ref);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_that_is_named_twice_is_one_input),
        cmocka_unit_test(what_a_condition_goes_through_is_an_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
