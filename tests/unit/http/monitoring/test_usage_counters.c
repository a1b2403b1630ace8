/* usage_counters.h: threads count, and one notes what they counted. */
#include "hiraku/http/monitoring/usage_counters.h"

#include "hiraku/base/status.h"
#include "hiraku/usage/usage_book.h"
#include "hiraku/usage/usage_keeper.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { THREADS = 6, TURNS = 20000, KEYS = 50, TODAY = 20788 };

static struct usage_counters *counters;
static struct usage_keeper *keeper;
static atomic_bool ended;

static int begin(void **state)
{
    (void)state;
    struct problem p;
    const struct usage_limits limits = {1 << 22, 10};
    counters = usage_counters_new();
    return counters && usage_keeper_new(&keeper, NULL, limits, &p) == STATUS_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    usage_keeper_free(keeper);
    usage_counters_free(counters);
    return 0;
}

static uint64_t noted(enum usage_agent agent)
{
    uint64_t sum = 0;
    usage_counters_note(counters, keeper, TODAY);
    assert_true(usage_keeper_flush(keeper, TODAY, 1));
    struct usage_book *book = usage_keeper_book(keeper);
    for (size_t i = 0; i < book->count; i++)
        sum += book->rows[i].counts[agent];
    usage_book_unref(book);
    return sum;
}

static void a_key_has_one_number(void **state)
{
    (void)state;
    assert_int_equal(usage_counters_find(counters, "a,,,,"), USAGE_NONE);
    unsigned number = usage_counters_take(counters, "a,,,,");
    assert_true(number > USAGE_OTHER);
    assert_int_equal(usage_counters_find(counters, "a,,,,"), number);
    assert_int_equal(usage_counters_take(counters, "a,,,,"), number);
    assert_int_not_equal(usage_counters_take(counters, "b,,,,"), number);
}

static void what_was_noted_is_not_noted_again(void **state)
{
    (void)state;
    unsigned number = usage_counters_take(counters, "a,,,,");
    usage_counters_count(counters, number, USAGE_OTHERS);
    usage_counters_count(counters, number, USAGE_BOTS);
    usage_counters_count(counters, USAGE_NONE, USAGE_OTHERS);
    assert_int_equal(noted(USAGE_OTHERS), 1);
    assert_int_equal(noted(USAGE_OTHERS), 1);
    usage_counters_count(counters, number, USAGE_OTHERS);
    assert_int_equal(noted(USAGE_OTHERS), 2);
    assert_int_equal(noted(USAGE_BOTS), 1);
}

static void beyond_the_limit_is_counted_together(void **state)
{
    (void)state;
    char key[USAGE_KEY_SIZE];
    for (int i = 0; i < 2 * USAGE_KEYS_MAX; i++) {
        snprintf(key, sizeof key, "key%d,,,,", i);
        unsigned number = usage_counters_take(counters, key);
        assert_true(i < USAGE_KEYS_MAX - 2 ? number > USAGE_OTHER : number == USAGE_OTHER);
    }
}

static void *count(void *context)
{
    char key[USAGE_KEY_SIZE];
    (void)context;
    for (int i = 0; i < TURNS; i++) {
        snprintf(key, sizeof key, "key%d,,,,", i % KEYS);
        usage_counters_count(counters, usage_counters_take(counters, key),
                             i % 10 == 0 ? USAGE_BOTS : USAGE_OTHERS);
    }
    return NULL;
}

static void *look(void *context)
{
    (void)context;
    while (!atomic_load(&ended))
        usage_book_unref(usage_keeper_book(keeper));
    return NULL;
}

static void threads_lose_nothing(void **state)
{
    (void)state;
    pthread_t threads[THREADS], reader;
    atomic_store(&ended, false);
    pthread_create(&reader, NULL, look, NULL);
    for (size_t i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < 20; i++)
        noted(USAGE_OTHERS);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    atomic_store(&ended, true);
    pthread_join(reader, NULL);
    assert_int_equal(noted(USAGE_OTHERS), THREADS * TURNS / 10 * 9);
    assert_int_equal(noted(USAGE_BOTS), THREADS * TURNS / 10);
}

#define COUNTING(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        COUNTING(a_key_has_one_number),
        COUNTING(what_was_noted_is_not_noted_again),
        COUNTING(beyond_the_limit_is_counted_together),
        COUNTING(threads_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
