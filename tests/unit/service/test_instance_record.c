/* instance_record.h: the instance's cells, the release and the program. */
#include "hiraku/service/instance_record.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ARENA_BYTES = 1 << 16 };

static const struct instance instance = {.base_url = "https://open.example.jp"};
static const struct instance_releases releases = {.own = 12, .first = 3};

static void it_tells_release_program_and_address(void **state)
{
    (void)state;
    struct instance_record record;
    struct arena arena;
    arena_init(&arena, ARENA_BYTES);
    view_init(&record.view, &instance_resource, COL_HIDDEN);
    assert_int_equal(instance_record_read(&record, &instance, &releases, &arena, NULL), STATUS_OK);
    assert_true(slice_is(row_cell(&record.row, "release"), "12"));
    assert_true(slice_is(row_cell(&record.row, "first_release"), "3"));
    assert_true(slice_is(row_cell(&record.row, "software"), release_program()));
    assert_true(slice_is(row_cell(&record.row, "base_url"), "https://open.example.jp"));
    assert_null(record.row.same);
    arena_free(&arena);
}

static void want_of_memory_is_a_problem(void **state)
{
    (void)state;
    struct instance_record record;
    struct problem problem;
    struct arena arena;
    arena_init(&arena, 16);
    view_init(&record.view, &instance_resource, 0);
    assert_int_equal(instance_record_read(&record, &instance, &releases, &arena, &problem),
                     STATUS_NO_MEMORY);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_tells_release_program_and_address),
        cmocka_unit_test(want_of_memory_is_a_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
