/* usage_keeper.h: what waits, and what is written. */
#include "hiraku/usage/usage_keeper.h"

#include "hiraku/base/status.h"
#include "hiraku/usage/usage_book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[128];
static const struct usage_limits limits = {1 << 20, 31};
enum { TODAY = 20788, NOW = 1796083200 };

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/usage-keeper-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/usage", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static struct usage_keeper *keeper_of(const char *file, struct usage_limits within)
{
    struct usage_keeper *keeper;
    struct problem p;
    assert_int_equal(usage_keeper_new(&keeper, file, within, &p), STATUS_OK);
    return keeper;
}

static void note(struct usage_keeper *keeper, int32_t day, const char *key, uint64_t others)
{
    const uint64_t counts[USAGE_AGENTS] = {others, 1};
    assert_true(usage_keeper_note(keeper, day, key, counts));
}

/* Of one key on one day, in the book as of the last flush. */
static uint64_t counted(struct usage_keeper *keeper, int32_t day, const char *key)
{
    uint64_t count = 0;
    struct usage_book *book = usage_keeper_book(keeper);
    for (size_t i = 0; i < book->count; i++)
        if (book->rows[i].day == day && strcmp(book->rows[i].key, key) == 0)
            count = book->rows[i].counts[USAGE_OTHERS];
    usage_book_unref(book);
    return count;
}

static void what_is_flushed_is_there_for_the_next(void **state)
{
    (void)state;
    struct usage_keeper *keeper = keeper_of(path, limits);
    note(keeper, TODAY, "a,,,,", 3);
    assert_int_equal(counted(keeper, TODAY, "a,,,,"), 0);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(counted(keeper, TODAY, "a,,,,"), 3);
    usage_keeper_free(keeper);
    keeper = keeper_of(path, limits);
    assert_int_equal(counted(keeper, TODAY, "a,,,,"), 3);
    note(keeper, TODAY, "a,,,,", 4);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(counted(keeper, TODAY, "a,,,,"), 7);
    usage_keeper_free(keeper);
}

static void two_add_to_one_file(void **state)
{
    (void)state;
    struct usage_keeper *one = keeper_of(path, limits), *two = keeper_of(path, limits);
    for (int i = 0; i < 10; i++) {
        note(one, TODAY, "a,,,,", 1);
        note(two, TODAY, "a,,,,", 10);
        assert_true(usage_keeper_flush(one, TODAY, NOW));
        assert_true(usage_keeper_flush(two, TODAY, NOW));
    }
    assert_int_equal(counted(two, TODAY, "a,,,,"), 110);
    assert_true(usage_keeper_flush(one, TODAY, NOW));
    assert_int_equal(counted(one, TODAY, "a,,,,"), 110);
    usage_keeper_free(one);
    usage_keeper_free(two);
}

static void old_days_go(void **state)
{
    (void)state;
    struct usage_keeper *keeper = keeper_of(path, limits);
    note(keeper, TODAY - 31, "a,,,,", 1);
    note(keeper, TODAY - 30, "a,,,,", 2);
    note(keeper, TODAY, "a,,,,", 3);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(counted(keeper, TODAY - 31, "a,,,,"), 0);
    assert_int_equal(counted(keeper, TODAY - 30, "a,,,,"), 2);
    usage_keeper_free(keeper);
}

static void the_oldest_days_go_where_there_is_no_room(void **state)
{
    (void)state;
    struct usage_keeper *keeper = keeper_of(NULL, (struct usage_limits){4096, 1000});
    char key[32];
    for (int day = 0; day < 100; day++)
        for (int i = 0; i < 10; i++) {
            snprintf(key, sizeof key, "key%d,,,,", i);
            note(keeper, TODAY - day, key, 1);
        }
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(counted(keeper, TODAY, "key9,,,,"), 1);
    assert_int_equal(counted(keeper, TODAY - 20, "key0,,,,"), 1);
    assert_int_equal(counted(keeper, TODAY - 99, "key0,,,,"), 0);
    usage_keeper_free(keeper);
}

static void what_cannot_be_written_waits(void **state)
{
    (void)state;
    struct usage_keeper *keeper = keeper_of(path, limits);
    note(keeper, TODAY, "a,,,,", 1);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(unlink(path), 0);
    note(keeper, TODAY, "a,,,,", 1);
    assert_false(usage_keeper_flush(keeper, TODAY, NOW));
    assert_false(usage_keeper_flush(keeper, TODAY, NOW + 60));
    assert_true(usage_keeper_look(keeper).failing);
    assert_int_equal(usage_keeper_look(keeper).failures, 2);
    assert_int_equal(usage_keeper_look(keeper).flushed_at, NOW);
    usage_keeper_free(keeper);
}

static void without_a_place_it_is_in_memory(void **state)
{
    (void)state;
    struct usage_keeper *keeper = keeper_of("/nowhere/at/all", limits);
    assert_false(usage_keeper_look(keeper).in_file);
    note(keeper, TODAY, "a,,,,", 1);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    note(keeper, TODAY, "a,,,,", 1);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(counted(keeper, TODAY, "a,,,,"), 2);
    usage_keeper_free(keeper);
}

static void a_book_that_was_taken_stays(void **state)
{
    (void)state;
    struct usage_keeper *keeper = keeper_of(NULL, limits);
    note(keeper, TODAY, "a,,,,", 1);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    struct usage_book *book = usage_keeper_book(keeper);
    note(keeper, TODAY, "a,,,,", 1);
    assert_true(usage_keeper_flush(keeper, TODAY, NOW));
    assert_int_equal(book->rows[0].counts[USAGE_OTHERS], 1);
    usage_keeper_free(keeper);
    assert_int_equal(book->rows[0].counts[USAGE_OTHERS], 1);
    usage_book_unref(book);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_flushed_is_there_for_the_next),
        IN_A_FOLDER(two_add_to_one_file),
        IN_A_FOLDER(old_days_go),
        IN_A_FOLDER(the_oldest_days_go_where_there_is_no_room),
        IN_A_FOLDER(what_cannot_be_written_waits),
        IN_A_FOLDER(without_a_place_it_is_in_memory),
        IN_A_FOLDER(a_book_that_was_taken_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
