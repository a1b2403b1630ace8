/* Terms that were gathered in several runs, as one list. */
#include "api/store/words/term_merge.h"
#include "api/store/words/word_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* More terms than two runs hold; each text has its own and, twice, one of a few. */
enum { TEXTS = 300000, FEW = 7, RARE_FIRST = 11, RARE_LAST = TEXTS - 3, SIZE = 64 << 20 };

struct fixture {
    struct out places, terms, spelled;
    struct words words;
    size_t runs;
};

static void add(struct term_runs *runs, const char *term)
{
    assert_int_equal(term_runs_term(runs, slice_of(term), NULL), STATUS_OK);
}

static void gather(struct term_runs *runs)
{
    char few[16], own[16];
    for (uint32_t text = 0; text < TEXTS; text++) {
        snprintf(few, sizeof few, "few%u", text % FEW);
        snprintf(own, sizeof own, "own%06u", text);
        assert_int_equal(term_runs_text(runs, NULL), STATUS_OK);
        add(runs, few);
        add(runs, own);
        add(runs, few);
        if (text == RARE_FIRST || text == RARE_LAST)
            add(runs, "rare");
    }
    assert_int_equal(term_runs_end(runs, NULL), STATUS_OK);
}

static int begin(void **state)
{
    static struct fixture f;
    static struct term_runs runs;
    struct term_outs outs = {.places = &f.places, .terms = &f.terms, .spelled = &f.spelled};
    out_open_memory(&f.places, SIZE);
    out_open_memory(&f.terms, SIZE);
    out_open_memory(&f.spelled, SIZE);
    assert_int_equal(term_runs_open(&runs, "/tmp", NULL), STATUS_OK);
    gather(&runs);
    assert_int_equal(term_merge(&runs, &outs, NULL), STATUS_OK);
    f.words = (struct words){.texts = TEXTS,
                             .terms = (const struct words_term *)(const void *)f.terms.bytes,
                             .term_count = (uint32_t)outs.term_count,
                             .spelled = f.spelled.bytes,
                             .spelled_size = outs.spelled_bytes,
                             .places = (const unsigned char *)f.places.bytes,
                             .places_size = outs.places_bytes};
    f.runs = runs.count;
    term_runs_close(&runs);
    *state = &f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    out_close(&f->places);
    out_close(&f->terms);
    out_close(&f->spelled);
    return 0;
}

static void open_list(struct word_list *list, const struct fixture *f, const char *term)
{
    struct word_range range = words_terms(&f->words, slice_of(term), false);
    assert_int_equal(range.end - range.first, 1);
    word_list_open(list, &f->words, range.first);
}

static void there_was_more_than_one_run(void **state)
{
    struct fixture *f = *state;
    assert_true(f->runs > 1);
}

static void every_term_is_there_once(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(f->words.term_count, TEXTS + FEW + 1);
    assert_int_equal(f->places.len, f->words.places_size);
    assert_int_equal(f->spelled.len, f->words.spelled_size);
}

static void the_texts_of_all_runs_follow_each_other(void **state)
{
    struct word_list list;
    open_list(&list, *state, "few3");
    for (uint32_t text = 3; text < TEXTS; text += FEW) {
        assert_true(word_list_next(&list));
        assert_int_equal(list.text, text);
        assert_int_equal(list.times, 2);
    }
    assert_false(word_list_next(&list));
    assert_false(list.damaged);
}

static void a_text_is_as_far_as_it_is_from_one_of_another_run(void **state)
{
    struct word_list list;
    open_list(&list, *state, "rare");
    assert_true(word_list_next(&list));
    assert_int_equal(list.text, RARE_FIRST);
    assert_true(word_list_next(&list));
    assert_int_equal(list.text, RARE_LAST);
    assert_false(word_list_next(&list));
}

static void the_places_are_found_behind_those_that_are_not_read(void **state)
{
    struct word_list list;
    open_list(&list, *state, "few5");
    for (uint32_t i = 0; i < 40000; i++)
        assert_true(word_list_next(&list));
    assert_true(word_list_place(&list));
    assert_int_equal(list.before, 0);
    assert_true(word_list_place(&list));
    assert_int_equal(list.before, 2);
    assert_false(word_list_place(&list));
    assert_false(list.damaged);
}

static void terms_are_found_by_their_beginning(void **state)
{
    struct fixture *f = *state;
    struct word_range range = words_terms(&f->words, slice_of("own01"), true);
    assert_int_equal(range.end - range.first, 10000);
    range = words_terms(&f->words, slice_of("own01"), false);
    assert_int_equal(range.end - range.first, 0);
    range = words_terms(&f->words, slice_of("z"), true);
    assert_int_equal(range.end - range.first, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_was_more_than_one_run),
        cmocka_unit_test(every_term_is_there_once),
        cmocka_unit_test(the_texts_of_all_runs_follow_each_other),
        cmocka_unit_test(a_text_is_as_far_as_it_is_from_one_of_another_run),
        cmocka_unit_test(the_places_are_found_behind_those_that_are_not_read),
        cmocka_unit_test(terms_are_found_by_their_beginning),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
