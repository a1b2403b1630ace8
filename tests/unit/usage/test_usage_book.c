/* usage_book.h: counts by day and key. */
#include "hiraku/usage/usage_book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct usage_book *book_of(void)
{
    struct usage_book *book = usage_book_new();
    assert_non_null(book);
    return book;
}

static void add(struct usage_book *book, int32_t day, const char *key, uint64_t others,
                uint64_t bots)
{
    const uint64_t counts[USAGE_AGENTS] = {others, bots};
    assert_true(usage_book_add(book, day, key, counts));
}

static void has(const struct usage_book *book, size_t row, int32_t day, const char *key,
                uint64_t others, uint64_t bots)
{
    assert_true(row < book->count);
    assert_int_equal(book->rows[row].day, day);
    assert_string_equal(book->rows[row].key, key);
    assert_int_equal(book->rows[row].counts[USAGE_OTHERS], others);
    assert_int_equal(book->rows[row].counts[USAGE_BOTS], bots);
}

static void rows_are_in_the_order_of_day_and_key(void **state)
{
    (void)state;
    struct usage_book *book = book_of();
    add(book, 11, "b,,,,", 1, 0);
    add(book, 10, "c,,,,", 2, 0);
    add(book, 11, "a,,,,", 3, 0);
    add(book, 10, "a,,,,", 4, 0);
    has(book, 0, 10, "a,,,,", 4, 0);
    has(book, 1, 10, "c,,,,", 2, 0);
    has(book, 2, 11, "a,,,,", 3, 0);
    has(book, 3, 11, "b,,,,", 1, 0);
    usage_book_unref(book);
}

static void the_same_row_is_added_to(void **state)
{
    (void)state;
    struct usage_book *book = book_of();
    add(book, 10, "a,,,,", 1, 5);
    add(book, 10, "a,,,,", 2, 7);
    assert_int_equal(book->count, 1);
    has(book, 0, 10, "a,,,,", 3, 12);
    usage_book_unref(book);
}

static void a_count_stays_at_the_most(void **state)
{
    (void)state;
    struct usage_book *book = book_of();
    add(book, 10, "a,,,,", USAGE_MOST - 1, UINT64_MAX);
    add(book, 10, "a,,,,", 1, 1);
    add(book, 10, "a,,,,", 1, 1);
    has(book, 0, 10, "a,,,,", USAGE_MOST, USAGE_MOST);
    usage_book_unref(book);
}

static void a_merge_leaves_earlier_days_out(void **state)
{
    (void)state;
    struct usage_book *book = book_of(), *other = book_of();
    add(book, 12, "a,,,,", 1, 0);
    for (int32_t day = 1; day <= 100; day++)
        add(other, day, "a,,,,", 2, 1);
    assert_true(usage_book_merge(book, other, 12));
    assert_int_equal(book->count, 89);
    has(book, 0, 12, "a,,,,", 3, 1);
    has(book, 88, 100, "a,,,,", 2, 1);
    usage_book_unref(book);
    usage_book_unref(other);
}

static void a_key_has_five_parts(void **state)
{
    (void)state;
    char key[USAGE_KEY_SIZE];
    const struct slice parts[USAGE_PARTS] = {slice_of("file"), slice_of("programs"), SLICE_NONE,
                                             slice_of("programs.csv.gz"), slice_of("csv")};
    usage_key_make(key, parts);
    assert_string_equal(key, "file,programs,,programs.csv.gz,csv");
    assert_true(slice_is(usage_key_part(key, USAGE_USE), "file"));
    assert_true(slice_is(usage_key_part(key, USAGE_TABLE), "programs"));
    assert_int_equal(usage_key_part(key, USAGE_KPI).len, 0);
    assert_true(slice_is(usage_key_part(key, USAGE_FILE), "programs.csv.gz"));
    assert_true(slice_is(usage_key_part(key, USAGE_FORMAT), "csv"));
}

static void what_no_name_has_is_in_no_key(void **state)
{
    (void)state;
    char key[USAGE_KEY_SIZE], name[USAGE_KEY_SIZE];
    struct slice parts[USAGE_PARTS] = {slice_of("data"), slice_of("pro\ngrams")};
    usage_key_make(key, parts);
    assert_string_equal(key, "other,,,,");
    parts[USAGE_TABLE] = slice_of("a,b");
    usage_key_make(key, parts);
    assert_string_equal(key, "other,,,,");
    memset(name, 'a', sizeof name);
    parts[USAGE_TABLE] = (struct slice){name, sizeof name - 9};
    usage_key_make(key, parts);
    assert_int_equal(strlen(key), sizeof key - 1);
    parts[USAGE_TABLE].len++;
    usage_key_make(key, parts);
    assert_string_equal(key, "other,,,,");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_in_the_order_of_day_and_key),
        cmocka_unit_test(the_same_row_is_added_to),
        cmocka_unit_test(a_count_stays_at_the_most),
        cmocka_unit_test(a_merge_leaves_earlier_days_out),
        cmocka_unit_test(a_key_has_five_parts),
        cmocka_unit_test(what_no_name_has_is_in_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
