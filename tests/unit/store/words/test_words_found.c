/* Which rows have the words of a query. */
#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/query/search.h"

#include "store/words/words_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct words_index_row rows[] = {
    {"避難所の一覧", "list of shelters"},
    {"", ""},
    {"避難した所", "wifi"},
    {"みほん・ラボ", "Wi-Fi in the lab"},
    {"避難所の一覧", "list of shelters"},
    {"市", "the office"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static int begin(void **state)
{
    static struct words_index index;
    *state = &index;
    return words_index_open(&index, rows, ROWS) == STATUS_OK ? 0 : -1;
}

static int end(void **state)
{
    words_index_close(*state);
    return 0;
}

/* `expected`: a letter for each row that matches, from a on. */
static void expect(const struct words_index *index, const char *query, const char *expected)
{
    struct arena arena;
    struct words_found *found;
    uint64_t *bits;
    bool many;
    char letters[ROWS + 1] = "";
    size_t count = 0;
    arena_init(&arena, 1 << 16);
    const struct words_question question = {search_match(&arena, slice_of(query), &many), 0};
    assert_int_equal(words_find(&found, &index->words, &question, NULL), STATUS_OK);
    assert_int_equal(words_found_rows(found, &bits, NULL), STATUS_OK);
    for (size_t row = 0; row < ROWS; row++)
        if (bits[0] >> row & 1)
            letters[count++] = (char)('a' + row);
    assert_string_equal(letters, expected);
    assert_int_equal(words_found_count(found), count);
    free(bits);
    words_found_free(found);
    arena_free(&arena);
}

static void a_word_is_found_in_every_row_that_has_it(void **state)
{
    expect(*state, "避難", "ace");
    expect(*state, "一覧", "ae");
    expect(*state, "shelters", "ae");
}

static void a_longer_word_is_found_where_it_stands_as_one(void **state)
{
    expect(*state, "避難所", "ae");
}

static void one_character_is_found_where_it_begins_a_term(void **state)
{
    expect(*state, "所", "ace");
    expect(*state, "市", "f");
}

static void a_latin_word_is_found_by_its_beginning(void **state)
{
    expect(*state, "shel", "ae");
    expect(*state, "helters", "");
}

static void all_words_must_match_in_any_cell(void **state)
{
    expect(*state, "避難 list", "ae");
    expect(*state, "避難 office", "");
}

static void a_word_in_parts_is_found_as_one(void **state)
{
    expect(*state, "wi-fi", "cd");
    expect(*state, "みほんらぼ", "d");
}

static void what_is_not_searched_is_not_found(void **state)
{
    expect(*state, "note", "");
}

static void a_table_without_rows_has_no_words(void **state)
{
    struct words_index index;
    (void)state;
    assert_int_equal(words_index_open(&index, rows, 0), STATUS_OK);
    const struct words_question question = {slice_of("\"list\"*"), 0};
    struct words_found *found;
    assert_int_equal(words_find(&found, &index.words, &question, NULL), STATUS_OK);
    assert_int_equal(words_found_count(found), 0);
    words_found_free(found);
    words_index_close(&index);
}

static void rows_that_all_differ_are_found_without_a_list_of_rows(void **state)
{
    struct words_index index;
    (void)state;
    assert_int_equal(words_index_open(&index, rows + 2, 2), STATUS_OK);
    assert_null(index.words.codes);
    expect(&index, "wifi", "ab");
    expect(&index, "lab", "b");
    words_index_close(&index);
}

static void words_are_looked_for_until_the_deadline(void **state)
{
    struct words_index *index = *state;
    struct words_found *found;
    const struct words_question question = {slice_of("\"list\"*"), clock_monotonic_ms() - 1};
    assert_int_equal(words_find(&found, &index->words, &question, NULL), STATUS_DEADLINE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_in_every_row_that_has_it),
        cmocka_unit_test(a_longer_word_is_found_where_it_stands_as_one),
        cmocka_unit_test(one_character_is_found_where_it_begins_a_term),
        cmocka_unit_test(a_latin_word_is_found_by_its_beginning),
        cmocka_unit_test(all_words_must_match_in_any_cell),
        cmocka_unit_test(a_word_in_parts_is_found_as_one),
        cmocka_unit_test(what_is_not_searched_is_not_found),
        cmocka_unit_test(a_table_without_rows_has_no_words),
        cmocka_unit_test(rows_that_all_differ_are_found_without_a_list_of_rows),
        cmocka_unit_test(words_are_looked_for_until_the_deadline),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
