/* The cache: budget, what goes first, one builder, waiters, generations. */
#include "hiraku/base/status.h"
#include "hiraku/http/response/cache.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { BUDGET = 8 << 20, SHARD = BUDGET / 8, THREADS = 8, ROUNDS = 2000 };

static atomic_int alive;

struct thing {
    struct cached cached;
    int number;
};

static void thing_free(struct cached *cached)
{
    atomic_fetch_sub(&alive, 1);
    free(cached);
}

static struct cached *thing(int number, size_t cost)
{
    struct thing *thing = calloc(1, sizeof *thing);
    assert_non_null(thing);
    atomic_init(&thing->cached.references, 1);
    thing->cached.cost = cost;
    thing->cached.free = thing_free;
    thing->number = number;
    atomic_fetch_add(&alive, 1);
    return &thing->cached;
}

static int number_of(struct cached *cached)
{
    int number = cached ? ((struct thing *)(void *)cached)->number : -1;
    cached_unref(cached);
    return number;
}

/* All keys are in one shard. */
static unsigned char *key(int number)
{
    static _Thread_local unsigned char key[CACHE_KEY];
    memset(key, 0, sizeof key);
    memcpy(key, &number, sizeof number);
    return key;
}

static void put(struct cache *cache, int number, size_t cost)
{
    struct cached *cached = thing(number, cost);
    cache_put(cache, key(number), cached);
    cached_unref(cached);
}

static struct slice raw(const char *text)
{
    return slice_of(text);
}

static struct cache *fresh(size_t budget)
{
    atomic_store(&alive, 0);
    struct cache *cache = cache_new(budget);
    assert_non_null(cache);
    return cache;
}

static void what_was_put_is_found_until_the_end(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    put(cache, 1, 100);
    assert_int_equal(number_of(cache_find(cache, key(1))), 1);
    assert_int_equal(number_of(cache_find(cache, key(2))), -1);
    struct cached *held = cache_find(cache, key(1));
    cache_free(cache);
    assert_int_equal(atomic_load(&alive), 1); /* a reference outlives the cache */
    assert_int_equal(number_of(held), 1);
    assert_int_equal(atomic_load(&alive), 0);
}

static void the_budget_is_never_exceeded(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    struct cache_figures figures;
    for (int i = 0; i < 5000; i++) {
        put(cache, i, 1000 + (size_t)(i * 7919 % 50000));
        cache_figures(cache, &figures);
        assert_true(figures.bytes <= BUDGET);
    }
    assert_true(figures.evictions > 0);
    assert_int_equal(figures.entries, atomic_load(&alive));
    cache_free(cache);
    assert_int_equal(atomic_load(&alive), 0);
}

static void an_entry_too_large_for_its_shard_is_not_kept(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    put(cache, 1, SHARD / 4);
    put(cache, 2, SHARD / 4 + 1);
    put(cache, 3, SIZE_MAX);
    assert_int_equal(number_of(cache_find(cache, key(1))), 1);
    assert_int_equal(number_of(cache_find(cache, key(2))), -1);
    assert_int_equal(number_of(cache_find(cache, key(3))), -1);
    cache_free(cache);
}

static void what_is_used_stays_what_is_not_goes(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    put(cache, 0, 1000);
    for (int i = 1; i < 3000; i++) {
        put(cache, i, 1000);
        assert_int_equal(number_of(cache_find(cache, key(0))), 0);
    }
    assert_int_equal(number_of(cache_find(cache, key(1))), -1);
    cache_free(cache);
}

static void one_large_entry_goes_before_many_small_ones(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    const int small = 5;
    for (int i = 0; i < small; i++)
        put(cache, i, 1000);
    put(cache, 100, SHARD / 4);
    for (int i = 101; i < 104; i++)
        put(cache, i, SHARD / 4);
    for (int i = 0; i < small; i++)
        assert_int_equal(number_of(cache_find(cache, key(i))), i);
    assert_int_equal(number_of(cache_find(cache, key(100))), -1);
    cache_free(cache);
}

static void a_second_value_takes_the_place_of_the_first(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    struct cache_figures figures;
    struct cached *second = thing(2, 100);
    put(cache, 1, 100);
    cache_put(cache, key(1), second);
    cached_unref(second);
    assert_int_equal(number_of(cache_find(cache, key(1))), 2);
    cache_figures(cache, &figures);
    assert_int_equal(figures.entries, 1);
    assert_int_equal(atomic_load(&alive), 1);
    cache_free(cache);
}

static void an_alias_leads_only_from_its_very_bytes(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    put(cache, 7, 100);
    cache_put_alias(cache, raw("=/v1/programs\ngzip\n"), 1, key(7));
    assert_int_equal(number_of(cache_find_alias(cache, raw("=/v1/programs\ngzip\n"), 1)), 7);
    assert_null(cache_find_alias(cache, raw("=/v1/programs\nGzip\n"), 1));
    assert_null(cache_find_alias(cache, raw("=/v1/programs\ngzip"), 1));
    assert_null(cache_find_alias(cache, raw("=/v1/programs\ngzip\n\n"), 1));
    assert_null(cache_find_alias(cache, raw(""), 1));
    cache_free(cache);
}

static void an_alias_ends_with_its_generation_the_entry_does_not(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    put(cache, 7, 100);
    cache_put_alias(cache, raw("a"), 1, key(7));
    assert_null(cache_find_alias(cache, raw("a"), 2));
    assert_int_equal(number_of(cache_find(cache, key(7))), 7);
    cache_put_alias(cache, raw("a"), 2, key(7));
    assert_int_equal(number_of(cache_find_alias(cache, raw("a"), 2)), 7);
    assert_null(cache_find_alias(cache, raw("a"), 1));
    cache_free(cache);
}

static void an_alias_of_what_has_gone_finds_nothing(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    cache_put_alias(cache, raw("a"), 1, key(7));
    assert_null(cache_find_alias(cache, raw("a"), 1));
    cache_free(cache);
}

static void aliases_are_within_the_budget(void **state)
{
    (void)state;
    struct cache *cache = fresh(1 << 20);
    struct cache_figures figures;
    char text[1000];
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 5000; i++) {
        memcpy(text, &i, sizeof i);
        cache_put_alias(cache, (struct slice){text, sizeof text}, 1, key(7));
    }
    cache_figures(cache, &figures);
    assert_true(figures.bytes <= 1 << 20);
    assert_true(figures.aliases > 100 && figures.aliases < 1049);
    cache_free(cache);
}

static void nothing_is_kept_without_a_budget(void **state)
{
    (void)state;
    struct cache *cache = fresh(0);
    struct cached *cached;
    struct cache_build *build;
    put(cache, 1, 1);
    cache_put_alias(cache, raw("a"), 1, key(1));
    assert_null(cache_find(cache, key(1)));
    assert_int_equal(cache_claim(cache, key(1), &cached, &build), CACHE_BUILD);
    struct cache_build *other;
    assert_int_equal(cache_claim(cache, key(1), &cached, &other), CACHE_PENDING);
    cache_complete(cache, build, NULL, NULL);
    cache_free(cache);
}

/* --- builders --- */

struct guest {
    struct cache_waiter waiter;
    int number; /* what it got */
    enum status status;
};

static void woken(struct cache_waiter *waiter, struct cached *cached, const struct problem *problem)
{
    struct guest *guest = (struct guest *)(void *)waiter;
    guest->status = cached ? STATUS_OK : problem->status;
    guest->number = number_of(cached);
}

static void waiters_get_what_the_builder_made(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    struct guest guests[3] = {0};
    struct cached *cached;
    struct cache_build *build, *other;
    assert_int_equal(cache_claim(cache, key(1), &cached, &build), CACHE_BUILD);
    for (int i = 0; i < 3; i++) {
        guests[i].waiter.wake = woken;
        assert_int_equal(cache_claim(cache, key(1), &cached, &other), CACHE_PENDING);
        assert_true(cache_wait(cache, key(1), &guests[i].waiter));
    }
    struct cached *made = thing(5, SIZE_MAX); /* even if it is not kept */
    cache_complete(cache, build, made, NULL);
    cached_unref(made);
    for (int i = 0; i < 3; i++)
        assert_int_equal(guests[i].number, 5);
    assert_int_equal(atomic_load(&alive), 0);
    assert_false(cache_wait(cache, key(1), &guests[0].waiter));
    cache_free(cache);
}

static void a_builder_that_fails_releases_the_waiters(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    struct guest guest = {.waiter.wake = woken};
    struct cached *cached;
    struct cache_build *build;
    struct problem problem;
    problem_set(&problem, STATUS_DEADLINE, slice_of(""), slice_of(""), NULL);
    assert_int_equal(cache_claim(cache, key(1), &cached, &build), CACHE_BUILD);
    assert_true(cache_wait(cache, key(1), &guest.waiter));
    cache_complete(cache, build, NULL, &problem);
    assert_int_equal(guest.number, -1);
    assert_int_equal(guest.status, STATUS_DEADLINE);
    assert_int_equal(cache_claim(cache, key(1), &cached, &build), CACHE_BUILD);
    cache_complete(cache, build, NULL, &problem);
    cache_free(cache);
}

static void builds_of_other_keys_do_not_wait(void **state)
{
    (void)state;
    struct cache *cache = fresh(BUDGET);
    struct cached *cached;
    struct cache_build *one, *two;
    assert_int_equal(cache_claim(cache, key(1), &cached, &one), CACHE_BUILD);
    assert_int_equal(cache_claim(cache, key(2), &cached, &two), CACHE_BUILD);
    cache_complete(cache, two, NULL, NULL);
    cache_complete(cache, one, NULL, NULL);
    cache_free(cache);
}

struct crowd {
    struct cache *cache;
    atomic_int building[ROUNDS], built, wrong, woken;
};

struct visitor {
    struct guest guest;
    struct crowd *crowd;
    int round;
};

static void visitor_woken(struct cache_waiter *waiter, struct cached *cached,
                          const struct problem *problem)
{
    struct visitor *visitor = (struct visitor *)(void *)waiter;
    (void)problem;
    if (number_of(cached) != visitor->round)
        atomic_fetch_add(&visitor->crowd->wrong, 1);
    atomic_fetch_add(&visitor->crowd->woken, 1);
    free(visitor);
}

static void build(struct crowd *crowd, int round, struct cache_build *build)
{
    if (atomic_fetch_add(&crowd->building[round], 1) != 0)
        atomic_fetch_add(&crowd->wrong, 1);
    atomic_fetch_add(&crowd->built, 1);
    struct cached *made = thing(round, 1000);
    cache_complete(crowd->cache, build, made, NULL);
    cached_unref(made);
}

static void *visit(void *context)
{
    struct crowd *crowd = context;
    for (int round = 0; round < ROUNDS; round++) {
        struct cached *cached;
        struct cache_build *claimed;
        struct visitor *visitor = calloc(1, sizeof *visitor);
        *visitor = (struct visitor){.crowd = crowd, .round = round};
        visitor->guest.waiter.wake = visitor_woken;
        for (bool done = false; !done;) {
            done = true;
            switch (cache_claim(crowd->cache, key(round), &cached, &claimed)) {
            case CACHE_FOUND:
                if (number_of(cached) != round)
                    atomic_fetch_add(&crowd->wrong, 1);
                atomic_fetch_add(&crowd->woken, 1);
                free(visitor);
                break;
            case CACHE_BUILD:
                build(crowd, round, claimed);
                atomic_fetch_add(&crowd->woken, 1);
                free(visitor);
                break;
            case CACHE_PENDING:
                done = cache_wait(crowd->cache, key(round), &visitor->guest.waiter);
                break;
            }
        }
    }
    return NULL;
}

static void many_threads_build_each_key_once(void **state)
{
    (void)state;
    static struct crowd crowd;
    pthread_t threads[THREADS];
    crowd.cache = fresh(64 << 20);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, visit, &crowd), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&crowd.wrong), 0);
    assert_int_equal(atomic_load(&crowd.built), ROUNDS);
    assert_int_equal(atomic_load(&crowd.woken), THREADS * ROUNDS);
    cache_free(crowd.cache);
    assert_int_equal(atomic_load(&alive), 0);
}

static void *churn(void *context)
{
    struct cache *cache = context;
    char text[64];
    for (int i = 0; i < ROUNDS * 5; i++) {
        int number = i * 31 % 977;
        snprintf(text, sizeof text, "/v1/%d", number);
        put(cache, number, 3000);
        cache_put_alias(cache, slice_of(text), 1, key(number));
        int found = number_of(cache_find_alias(cache, slice_of(text), 1));
        if (found != -1 && found != number)
            return cache;
    }
    return NULL;
}

static void many_threads_put_find_and_evict(void **state)
{
    (void)state;
    struct cache *cache = fresh(1 << 20);
    pthread_t threads[THREADS];
    void *wrong;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, churn, cache), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    struct cache_figures figures;
    cache_figures(cache, &figures);
    assert_true(figures.bytes <= 1 << 20);
    assert_true(figures.evictions > 0);
    cache_free(cache);
    assert_int_equal(atomic_load(&alive), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_found_until_the_end),
        cmocka_unit_test(the_budget_is_never_exceeded),
        cmocka_unit_test(an_entry_too_large_for_its_shard_is_not_kept),
        cmocka_unit_test(what_is_used_stays_what_is_not_goes),
        cmocka_unit_test(one_large_entry_goes_before_many_small_ones),
        cmocka_unit_test(a_second_value_takes_the_place_of_the_first),
        cmocka_unit_test(an_alias_leads_only_from_its_very_bytes),
        cmocka_unit_test(an_alias_ends_with_its_generation_the_entry_does_not),
        cmocka_unit_test(an_alias_of_what_has_gone_finds_nothing),
        cmocka_unit_test(aliases_are_within_the_budget),
        cmocka_unit_test(nothing_is_kept_without_a_budget),
        cmocka_unit_test(waiters_get_what_the_builder_made),
        cmocka_unit_test(a_builder_that_fails_releases_the_waiters),
        cmocka_unit_test(builds_of_other_keys_do_not_wait),
        cmocka_unit_test(many_threads_build_each_key_once),
        cmocka_unit_test(many_threads_put_find_and_evict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
