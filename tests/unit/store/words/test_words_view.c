/* words.h: an index that counts some of its rows answers as one that has no others. */
#include "words_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 700 };

struct fixture {
    struct words_index all, some;
    struct words_index_row rows[ROWS], kept[ROWS];
    char texts[ROWS][80];
    uint32_t numbers[ROWS]; /* of each kept row, its number among all */
    uint64_t bits[ROWS / 64 + 1];
    uint32_t count;
};

static uint32_t roll(uint32_t sides)
{
    static uint64_t random = 1;
    random = random * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(random >> 33) % sides;
}

static const char *const pieces[] = {"市民", "データ", "open", "data",
                                     "city", "ラボ",   "まち", "DX"};

static int set_up(void **state)
{
    static struct fixture fixture;
    struct fixture *f = *state = &fixture;
    for (uint32_t i = 0; i < ROWS; i++) {
        size_t len = 0;
        for (uint32_t words = roll(6); words > 0; words--)
            len += (size_t)snprintf(f->texts[i] + len, sizeof f->texts[i] - len, "%s ",
                                    pieces[roll(roll(8) + 1)]);
        f->rows[i] = (struct words_index_row){f->texts[i], roll(3) ? "" : "lab"};
        if (roll(5) < 2)
            continue;
        f->kept[f->count] = f->rows[i];
        f->numbers[f->count++] = i;
        f->bits[i / 64] |= (uint64_t)1 << i % 64;
    }
    return words_index_open(&f->all, f->rows, ROWS) == STATUS_OK &&
                   words_index_open(&f->some, f->kept, f->count) == STATUS_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    words_index_close(&f->all);
    words_index_close(&f->some);
    return 0;
}

struct answer {
    uint64_t count;
    size_t best;
    uint32_t rows[ROWS];
    uint64_t relevance[ROWS];
};

static void ask(const struct words *words, const uint64_t *view, const char *match,
                struct answer *answer)
{
    const struct words_question question = {slice_of(match), 0};
    struct words_found *found;
    uint64_t *bits;
    assert_int_equal(words_find(&found, words, &question, NULL), STATUS_OK);
    assert_int_equal(words_found_rows(found, &bits, NULL), STATUS_OK);
    for (uint32_t block = 0; view && block <= words->rows / 64; block++)
        bits[block] &= view[block];
    assert_int_equal(words_found_rank(found, bits, NULL), STATUS_OK);
    answer->count = words_found_count(found);
    answer->best = words_found_best(found, 0, ROWS, answer->rows, answer->relevance);
    free(bits);
    words_found_free(found);
}

static void rows_that_are_not_of_the_view_change_nothing(void **state)
{
    static const char *const matches[] = {"\"open\"", "\"data\"",      "\"city\" AND \"lab\"",
                                          "\"da\"*",  "\"open data\"", "\"nothing\""};
    static struct answer view, own;
    struct fixture *f = *state;
    struct words words = f->all.words;
    struct words_view counted;
    assert_int_equal(words_view_make(&counted, &words, f->bits, NULL), STATUS_OK);
    words_look(&words, &counted);
    assert_int_equal(words.texts_rows, f->some.words.texts_rows);
    assert_int_equal(words.texts_terms, f->some.words.texts_terms);
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        ask(&words, f->bits, matches[i], &view);
        ask(&f->some.words, NULL, matches[i], &own);
        assert_int_equal(view.count, own.count);
        assert_int_equal(view.best, own.best);
        for (size_t at = 0; at < own.best; at++) {
            assert_int_equal(view.rows[at], f->numbers[own.rows[at]]);
            assert_int_equal(view.relevance[at], own.relevance[at]);
        }
    }
    words_view_free(&counted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_that_are_not_of_the_view_change_nothing, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
