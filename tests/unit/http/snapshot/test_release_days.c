/* release_days.h: which releases there are, and which one was published at a moment. */
#include "hiraku/http/snapshot/release_days.h"

#include "hiraku/base/config.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/releases.h"

#include "api/http/snapshot/release_parts.h"
#include "release/written_store.h"

/* An open release of the store, as far as these functions look at it. */
struct days_open {
    struct config config;
    struct snapshots snapshots;
    struct snapshot release;
};

static struct days_open *days_open(const char *store, uint64_t number)
{
    struct days_open *open = calloc(1, sizeof *open);
    assert_non_null(open);
    snprintf(open->config.store, sizeof open->config.store, "%s", store);
    open->snapshots.config = &open->config;
    open->release.snapshots = &open->snapshots;
    open->release.manifest.number = number;
    open->release.manifest.published_at = (time_t)number * WRITTEN_DAY;
    layout_release_dir(store, number, open->release.path);
    pthread_mutex_init(&open->release.lock, NULL);
    return open;
}

static void days_close(struct days_open *open)
{
    pthread_mutex_destroy(&open->release.lock);
    free(open);
}

/* Releases 1 to `count`, the last of which is current. */
static void write_releases(const char *store, uint64_t count)
{
    for (uint64_t number = 1; number <= count; number++)
        written_release(store, written_manifest(number, 0));
    assert_int_equal(release_switch(store, count, NULL), STATUS_OK);
}

static void forget_manifest(const char *store, uint64_t number)
{
    char path[FILE_PATH_SIZE];
    assert_int_equal(file_path(path, written_dir(store, number), layout_manifest, NULL), STATUS_OK);
    assert_int_equal(remove(path), 0);
}

/* --- the span --------------------------------------------------------------------------------- */

static void the_span_ends_with_the_open_release(void **state)
{
    struct release_span span;
    write_releases(*state, 4);
    struct days_open *open = days_open(*state, 3);
    assert_int_equal(snapshot_span(&open->release, 0, &span, NULL), STATUS_OK);
    assert_int_equal(span.first, 1);
    assert_int_equal(span.last, 3);
    assert_int_equal(span.first_at, WRITTEN_DAY);
    assert_false(span.known);
    for (uint64_t number = 1; number <= 5; number++) {
        assert_int_equal(snapshot_span(&open->release, number, &span, NULL), STATUS_OK);
        assert_int_equal(span.known, number <= 3);
    }
    days_close(open);
}

static void what_is_not_kept_is_not_known(void **state)
{
    struct release_span span;
    write_releases(*state, 3);
    assert_int_equal(folder_remove(written_dir(*state, 1), NULL), STATUS_OK);
    struct days_open *open = days_open(*state, 3);
    assert_int_equal(snapshot_span(&open->release, 1, &span, NULL), STATUS_OK);
    assert_int_equal(span.first, 2);
    assert_false(span.known);
    days_close(open);
}

static void a_first_day_that_nobody_knows_is_not_made_up(void **state)
{
    struct release_span span;
    write_releases(*state, 2);
    forget_manifest(*state, 1);
    struct days_open *open = days_open(*state, 2);
    assert_int_equal(snapshot_span(&open->release, 0, &span, NULL), STATUS_OK);
    assert_int_equal(span.first_at, 0);
    days_close(open);
}

/* --- the day ---------------------------------------------------------------------------------- */

/* Which of the releases was published before `end`, asked of release `now`. */
static void is_published(const char *store, uint64_t now, time_t end, uint64_t expected,
                         bool expected_settled)
{
    uint64_t number;
    bool settled;
    struct days_open *open = days_open(store, now);
    assert_int_equal(snapshot_published(&open->release, end, &number, &settled, NULL), STATUS_OK);
    assert_int_equal(number, expected);
    assert_int_equal(settled, expected_settled);
    days_close(open);
}

static void a_release_counts_before_the_end_and_not_at_it(void **state)
{
    write_releases(*state, 5);
    for (uint64_t number = 1; number <= 4; number++) {
        is_published(*state, 5, (time_t)number * WRITTEN_DAY, number - 1, true);
        is_published(*state, 5, (time_t)number * WRITTEN_DAY + 1, number, true);
    }
}

static void before_the_first_there_was_none(void **state)
{
    write_releases(*state, 2);
    is_published(*state, 2, 0, 0, true);
    is_published(*state, 2, WRITTEN_DAY, 0, true);
}

static void the_newest_is_it_for_ever_after_an_hour(void **state)
{
    time_t now = time(NULL);
    write_releases(*state, 2);
    is_published(*state, 2, now - 7200, 2, true);
    is_published(*state, 2, now - 60, 2, false);
}

/* A newer one is there, of which this server does not know when it was published. */
static void of_a_release_that_is_not_the_newest_nothing_later_is_settled(void **state)
{
    write_releases(*state, 3);
    is_published(*state, 2, 10 * WRITTEN_DAY, 2, false);
    is_published(*state, 2, WRITTEN_DAY + 1, 1, true);
}

static void a_day_that_is_not_over_means_the_open_release(void **state)
{
    write_releases(*state, 3);
    is_published(*state, 2, time(NULL) + 3600, 2, false);
}

static void one_whose_day_is_not_known_goes_with_the_one_before_it(void **state)
{
    write_releases(*state, 5);
    forget_manifest(*state, 3);
    is_published(*state, 5, 2 * WRITTEN_DAY, 1, true);
    is_published(*state, 5, 2 * WRITTEN_DAY + 1, 3, true);
    is_published(*state, 5, 4 * WRITTEN_DAY, 3, true);
    is_published(*state, 5, 4 * WRITTEN_DAY + 1, 4, true);
}

static void whether_it_was_withdrawn_is_what_the_store_tells_now(void **state)
{
    struct withdrawal withdrawal = {.reason = "names", .at = 1}, read;
    write_releases(*state, 2);
    struct days_open *open = days_open(*state, 2);
    assert_int_equal(snapshot_withdrawn(&open->release, 1, &read, NULL), STATUS_OK);
    assert_string_equal(read.reason, "");
    memset(withdrawal.release, 'a', DIGEST_SIZE - 1);
    assert_int_equal(withdrawal_write(&withdrawal, written_dir(*state, 1), NULL), STATUS_OK);
    assert_int_equal(snapshot_withdrawn(&open->release, 1, &read, NULL), STATUS_OK);
    assert_string_equal(read.reason, "names");
    written_file(*state, 1, layout_withdrawal, "{");
    assert_int_equal(snapshot_withdrawn(&open->release, 1, &read, NULL), STATUS_BAD_RELEASE);
    days_close(open);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(the_span_ends_with_the_open_release),
        IN_A_STORE(what_is_not_kept_is_not_known),
        IN_A_STORE(a_first_day_that_nobody_knows_is_not_made_up),
        IN_A_STORE(a_release_counts_before_the_end_and_not_at_it),
        IN_A_STORE(before_the_first_there_was_none),
        IN_A_STORE(the_newest_is_it_for_ever_after_an_hour),
        IN_A_STORE(of_a_release_that_is_not_the_newest_nothing_later_is_settled),
        IN_A_STORE(a_day_that_is_not_over_means_the_open_release),
        IN_A_STORE(one_whose_day_is_not_known_goes_with_the_one_before_it),
        IN_A_STORE(whether_it_was_withdrawn_is_what_the_store_tells_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
