/* slice.h: lists of words. */
#include "hiraku/base/slice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void words_are_taken_off_a_list_one_by_one(void **state)
{
    (void)state;
    struct slice list = slice_of("  dct:title foaf:name "), word;
    assert_true(slice_word(&list, &word));
    assert_true(slice_is(word, "dct:title"));
    assert_true(slice_word(&list, &word));
    assert_true(slice_is(word, "foaf:name"));
    assert_false(slice_word(&list, &word));
    assert_int_equal(word.len, 0);
}

static void a_list_without_bytes_has_no_word(void **state)
{
    (void)state;
    struct slice list = slice_of(NULL), word;
    assert_false(slice_word(&list, &word));
    assert_false(slice_has_word(list, slice_of("a")));
}

static void a_list_has_whole_words_only(void **state)
{
    (void)state;
    assert_true(slice_has_word(slice_of("other known"), slice_of("known")));
    assert_false(slice_has_word(slice_of("other known"), slice_of("know")));
    assert_false(slice_has_word(slice_of("other known"), slice_of("other known")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_taken_off_a_list_one_by_one),
        cmocka_unit_test(a_list_without_bytes_has_no_word),
        cmocka_unit_test(a_list_has_whole_words_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
