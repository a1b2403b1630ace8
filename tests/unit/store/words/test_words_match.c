/* Words as search_match writes them, read back. */
#include "api/store/words/words_match.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_phrase_is_one_unit(void **state)
{
    struct words_match match;
    (void)state;
    assert_true(words_match_read(&match, slice_of("\"避難 難所\"")));
    assert_int_equal(match.unit_count, 1);
    assert_int_equal(match.units[0].parts, 1);
    assert_false(match.units[0].joined);
    assert_true(slice_is(match.phrases[0].terms, "避難 難所"));
    assert_false(match.phrases[0].prefix);
}

static void a_word_in_parts_is_one_unit_with_what_it_is_joined(void **state)
{
    struct words_match match;
    (void)state;
    assert_true(
        words_match_read(&match, slice_of("\"a\"* AND ((\"wi\"* AND \"fi\"*) OR \"wifi\"*)")));
    assert_int_equal(match.unit_count, 2);
    assert_int_equal(match.units[1].first, 1);
    assert_int_equal(match.units[1].parts, 2);
    assert_true(match.units[1].joined);
    assert_int_equal(match.phrase_count, 4);
    assert_true(slice_is(match.phrases[3].terms, "wifi"));
    assert_true(match.phrases[3].prefix);
}

static void what_search_match_does_not_write_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "a",
        "\"a",
        "\"\"",
        "\"a\" ",
        "\"a\" AND ",
        "\"a\" OR \"b\"",
        "((\"a\") OR \"b\"",
        "((\"a\" AND \"b\")",
        "\"a b\"*",
        "\"a\"\"b\"",
    };
    struct words_match match;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(words_match_read(&match, slice_of(texts[i])));
}

static void more_phrases_than_there_can_be_are_refused(void **state)
{
    struct words_match match;
    char text[8 * WORDS_PHRASES_MAX + 16] = "\"a\"";
    (void)state;
    for (size_t i = 1; i < WORDS_PHRASES_MAX; i++)
        strcat(text, " AND \"a\"");
    assert_true(words_match_read(&match, slice_of(text)));
    strcat(text, " AND \"a\"");
    assert_false(words_match_read(&match, slice_of(text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_is_one_unit),
        cmocka_unit_test(a_word_in_parts_is_one_unit_with_what_it_is_joined),
        cmocka_unit_test(what_search_match_does_not_write_is_refused),
        cmocka_unit_test(more_phrases_than_there_can_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
