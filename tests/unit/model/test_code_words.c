/* model.h: which codes a text may mean. */
#include "hiraku/base/arena.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/resource.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct code codes[] = {
    {"in_use", "使用中・稼働", "in use", NULL, "運用 -"},
    {"planned", "予定", "planned", NULL, "計画 -"},
    {"none", "なし", "nothing", NULL, NULL},
    {0},
};
static const char *const known[] = {"CCY_JPY", "KiloM", "NUM", NULL};
static const struct known_words words[] = {{"CCY_JPY", "円 ¥"}, {0}};
static const struct column column = {.name = "c", .type = TYPE_ENUM, .codes = codes};
static const struct column unit = {
    .name = "u", .type = TYPE_TEXT, .known = known, .known_words = words};

static void expect(const char *text, size_t count, const char *first)
{
    struct arena arena;
    const struct code *meant[4];
    arena_init(&arena, 1 << 16);
    assert_int_equal(column_codes_meant(&column, slice_of(text), &arena, meant, 4), count);
    if (count > 0)
        assert_string_equal(meant[0]->value, first);
    arena_free(&arena);
}

static void a_value_is_meant_in_any_letters(void **state)
{
    (void)state;
    expect("IN USE", 1, "in_use");
    expect("ｉｎ－ｕｓｅ", 1, "in_use");
    expect("Planned", 1, "planned");
}

static void titles_and_their_parts_are_words(void **state)
{
    (void)state;
    expect("使用中", 1, "in_use");
    expect("稼働", 1, "in_use");
    expect("nothing", 1, "none");
}

static void other_words_may_be_those_of_several(void **state)
{
    (void)state;
    expect("計画", 1, "planned");
    expect("－", 2, "in_use");
}

static void part_of_a_word_is_none(void **state)
{
    (void)state;
    expect("計", 0, NULL);
    expect("計画中止", 0, NULL);
    expect("", 0, NULL);
}

static void lists_say_what_codes_are_called(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(column_code_list(&column, &arena),
                         "in_use（使用中・稼働）, planned（予定）, none（なし）"));
    arena_free(&arena);
}

static void known_codes_are_meant_by_letters_words_and_slips(void **state)
{
    (void)state;
    static const char *const texts[][2] = {{"num", "NUM"},      {"ccy-jpy", "CCY_JPY"},
                                           {"千円", "CCY_JPY"}, {"KiloN", "KiloM"},
                                           {"人", ""},          {"xyz", ""}};
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(
            slice_is(column_known_meant(&unit, slice_of(texts[i][0]), &arena), texts[i][1]));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_meant_in_any_letters),
        cmocka_unit_test(titles_and_their_parts_are_words),
        cmocka_unit_test(other_words_may_be_those_of_several),
        cmocka_unit_test(part_of_a_word_is_none),
        cmocka_unit_test(lists_say_what_codes_are_called),
        cmocka_unit_test(known_codes_are_meant_by_letters_words_and_slips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
