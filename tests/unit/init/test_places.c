/* Municipalities as people write them (JIS X 0401, JIS X 0402; check digit by 総務省). */
#include "api/init/places.h"

#include "hiraku/base/arena.h"
#include "hiraku/release/template_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MEMORY = 16 << 20, PLACES = 1700 };

static enum status find(struct arena *arena, const char *text, struct place_row *row,
                        struct problem *p)
{
    *row = (struct place_row){.code = SLICE_NONE};
    return places_find(arena, slice_of(text), row, p);
}

static void every_code_of_the_table_is_found(void **state)
{
    (void)state;
    struct arena arena;
    struct place_row row;
    struct problem problem;
    struct slice rest = template_file("template", "data/reference/municipalities.csv");
    size_t found = 0;
    arena_init(&arena, MEMORY);
    for (const char *end; rest.len > 0 && (end = memchr(rest.at, '\n', rest.len));
         rest = slice_from(rest, (size_t)(end - rest.at) + 1)) {
        struct slice code = {rest.at, 6};
        if (code.at[0] < '0' || code.at[0] > '9' || slice_is(code, "000001"))
            continue;
        assert_int_equal(places_find(&arena, code, &row, &problem), STATUS_OK);
        assert_true(slice_equal(row.code, code) && row.name_ja.len > 0);
        found++;
    }
    assert_true(found > PLACES);
    arena_free(&arena);
}

static void written_in_several_ways(void **state)
{
    (void)state;
    static const char *const ways[] = {"011002",   "01100",        "11002",         "札幌市",
                                       " 札幌市 ", "北海道札幌市", "北海道 札幌市", "０１１００２"};
    struct arena arena;
    struct place_row row;
    struct problem problem;
    arena_init(&arena, MEMORY);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(find(&arena, ways[i], &row, &problem), STATUS_OK);
        assert_true(slice_is(row.code, "011002") && slice_is(row.name_kana, "サッポロシ"));
        assert_true(slice_is(row.prefecture, "010006"));
    }
    arena_free(&arena);
}

static void a_code_that_the_table_has_not(void **state)
{
    (void)state;
    static const char *const ways[] = {"991007", "99100"};
    struct arena arena;
    struct place_row row;
    arena_init(&arena, MEMORY);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(find(&arena, ways[i], &row, NULL), STATUS_OK);
        assert_true(slice_is(row.code, "991007") && row.name_ja.len == 0);
    }
    arena_free(&arena);
}

static void what_is_none_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *named; /* named: in what would be right */
        enum status status;
    } cases[] = {
        {"011003", "011002", STATUS_INIT_MUNICIPALITY},
        {"札幌", "011002 北海道札幌市", STATUS_INIT_MUNICIPALITY},
        {"札晃市", "011002 北海道札幌市", STATUS_INIT_MUNICIPALITY},
        {"府中市", "132063 東京都府中市, 342084 広島県府中市", STATUS_INIT_SAME_NAME},
        {"大阪府府中市", "", STATUS_INIT_MUNICIPALITY},
        {"日本", "", STATUS_INIT_MUNICIPALITY},
        {"000001", "", STATUS_OK},
        {"1", "", STATUS_INIT_MUNICIPALITY},
        {"1234567", "", STATUS_INIT_MUNICIPALITY},
        {"", "", STATUS_INIT_MUNICIPALITY},
        {"\xff\xfe", "", STATUS_INIT_MUNICIPALITY},
    };
    struct arena arena;
    struct place_row row;
    arena_init(&arena, MEMORY);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problem problem = {.status = STATUS_OK};
        assert_int_equal(find(&arena, cases[i].text, &row, &problem), cases[i].status);
        assert_non_null(strstr(problem.allowed, cases[i].named));
    }
    arena_free(&arena);
}

static void no_memory_is_told(void **state)
{
    (void)state;
    struct arena arena;
    struct place_row row;
    struct problem problem;
    arena_init(&arena, 4);
    assert_int_equal(find(&arena, "札幌市", &row, &problem), STATUS_NO_MEMORY);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_of_the_table_is_found),
        cmocka_unit_test(written_in_several_ways),
        cmocka_unit_test(a_code_that_the_table_has_not),
        cmocka_unit_test(what_is_none_is_refused),
        cmocka_unit_test(no_memory_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
