/* The index of a table that is made row by row. */
#include "store/words/words_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static uint64_t count_of(const struct words_index *index, const char *match)
{
    const struct words_question question = {slice_of(match), 0};
    struct words_found *found;
    assert_int_equal(words_find(&found, &index->words, &question, NULL), STATUS_OK);
    uint64_t count = words_found_count(found);
    words_found_free(found);
    return count;
}

static void rows_with_the_same_cells_have_one_text(void **state)
{
    static const struct words_index_row rows[] = {{"a", "b"}, {"", ""}, {"a", "b"}, {"a", ""}};
    struct words_index index;
    (void)state;
    assert_int_equal(words_index_open(&index, rows, 4), STATUS_OK);
    assert_int_equal(index.words.rows, 4);
    assert_int_equal(index.words.texts, 2);
    assert_int_equal(index.words.texts_rows, 3);
    assert_int_equal(index.words.texts_terms, 5);
    assert_int_equal(index.words.width, 1);
    words_index_close(&index);
}

static void what_stands_in_another_cell_is_another_text(void **state)
{
    static const struct words_index_row rows[] = {{"ab", ""}, {"", "ab"}, {"a", "b"}};
    struct words_index index;
    (void)state;
    assert_int_equal(words_index_open(&index, rows, 3), STATUS_OK);
    assert_int_equal(index.words.texts, 3);
    words_index_close(&index);
}

/* More than are known at a time, and some of them again. */
enum { MANY = 300000, AGAIN = 5000, ROWS = MANY + AGAIN + 1 };

static void texts_that_were_forgotten_are_found_all_the_same(void **state)
{
    static struct words_index_row rows[ROWS];
    static char cells[MANY][12];
    struct words_index index;
    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        snprintf(cells[i], sizeof cells[i], "x%06zu", i);
        rows[i] = (struct words_index_row){cells[i], ""};
    }
    memcpy(rows + MANY, rows, AGAIN * sizeof *rows);
    rows[ROWS - 1] = rows[ROWS - 2];
    assert_int_equal(words_index_open(&index, rows, ROWS), STATUS_OK);
    assert_int_equal(index.words.rows, ROWS);
    assert_int_equal(index.words.texts, ROWS - 1);
    assert_int_equal(index.words.width, 4);
    assert_int_equal(count_of(&index, "\"x004999\"*"), 3);
    assert_int_equal(count_of(&index, "\"x004998\"*"), 2);
    assert_int_equal(count_of(&index, "\"x005000\"*"), 1);
    assert_int_equal(count_of(&index, "\"x\"*"), ROWS);
    words_index_close(&index);
}

static void a_folder_that_is_not_there_takes_no_files(void **state)
{
    struct words_builder *builder;
    (void)state;
    assert_int_equal(words_builder_new(&builder, &words_index_resource, "/nowhere", NULL),
                     STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_with_the_same_cells_have_one_text),
        cmocka_unit_test(what_stands_in_another_cell_is_another_text),
        cmocka_unit_test(texts_that_were_forgotten_are_found_all_the_same),
        cmocka_unit_test(a_folder_that_is_not_there_takes_no_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
