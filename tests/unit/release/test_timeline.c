/* timeline.h: which releases stand for the states of an answer. */
#include "hiraku/release/timeline.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

static const char hex[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

enum { RELEASES = 6 };

/* In which release the schemes last changed, which refer to nothing, by release. The sources
 * changed in each, nothing else after the first. */
static const uint64_t schemes[RELEASES + 1] = {0, 1, 1, 3, 3, 3, 6};

static time_t published(uint64_t number)
{
    return (time_t)(1000000000 + number * 86400);
}

static void write_release(const char *store, uint64_t number)
{
    char dir[RELEASE_PATH_SIZE];
    struct manifest *manifest = calloc(1, sizeof *manifest);
    assert_non_null(manifest);
    manifest->number = number;
    manifest->published_at = published(number);
    memcpy(manifest->model, hex, sizeof hex);
    memcpy(manifest->changes, hex, sizeof hex);
    memcpy(manifest->retired, hex, sizeof hex);
    manifest->instance = (struct table_state){.rows = 1, .changed_in = 1, .changed_at = 1};
    memcpy(manifest->instance.sha256, hex, sizeof hex);
    for (size_t i = 0; i < model_resource_count; i++) {
        struct table_state *table = &manifest->tables[manifest->table_count++];
        *table = manifest->instance;
        table->resource = model_resources[i];
        if (strcmp(table->resource->name, "sources") == 0)
            table->changed_in = number;
        if (strcmp(table->resource->name, "schemes") == 0)
            table->changed_in = schemes[number];
    }
    layout_release_dir(store, number, dir);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(manifest_write(manifest, dir, NULL), STATUS_OK);
    free(manifest);
}

static int make_store(void **state)
{
    static char path[] = "/tmp/hiraku-test-XXXXXX";
    char releases[RELEASE_PATH_SIZE];
    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    *state = mkdtemp(path);
    if (!*state || file_path(releases, path, layout_releases, NULL) != STATUS_OK ||
        mkdir(releases, 0700) != 0)
        return -1;
    for (uint64_t number = 1; number <= RELEASES; number++)
        write_release(path, number);
    return 0;
}

static int remove_store(void **state)
{
    return folder_remove(*state, NULL) == STATUS_OK ? 0 : -1;
}

static void withdraw(const char *store, uint64_t number)
{
    char dir[RELEASE_PATH_SIZE];
    struct withdrawal withdrawal = {.reason = "a name", .at = 1};
    memcpy(withdrawal.release, hex, sizeof hex);
    layout_release_dir(store, number, dir);
    assert_int_equal(withdrawal_write(&withdrawal, dir, NULL), STATUS_OK);
}

static struct timeline_basis basis_of(const char *table)
{
    return table ? (struct timeline_basis){{model_resource(slice_of(table))}, 1}
                 : (struct timeline_basis){.count = 0};
}

/* All states from the place back, as one number: the oldest first. */
static uint64_t walk(struct timeline *line)
{
    uint64_t numbers = 0, power = 1;
    struct timeline_state state;
    while (timeline_back(line, &state)) {
        assert_int_equal(state.at, published(state.number));
        numbers += state.number * power;
        power *= 10;
    }
    return numbers;
}

static uint64_t states_of(const char *store, const char *table, uint64_t newest)
{
    struct timeline line;
    const struct timeline_basis basis = basis_of(table);
    assert_int_equal(timeline_open(&line, store, newest, &basis, NULL), STATUS_OK);
    uint64_t numbers = walk(&line);
    timeline_close(&line);
    return numbers;
}

static void a_state_begins_where_a_table_changed(void **state)
{
    assert_int_equal(states_of(*state, "schemes", RELEASES), 136);
    assert_int_equal(states_of(*state, "schemes", 5), 13);
    assert_int_equal(states_of(*state, NULL, RELEASES), 123456);
    assert_int_equal(states_of(*state, "sources", RELEASES), 123456);
    assert_int_equal(states_of(*state, NULL, 4), 1234);
}

static uint64_t found_at(const char *store, time_t end, struct timeline_state *found)
{
    struct timeline line;
    const struct timeline_basis basis = basis_of(NULL);
    assert_int_equal(timeline_open(&line, store, RELEASES, &basis, NULL), STATUS_OK);
    timeline_seek(&line, end);
    found->number = 0;
    timeline_back(&line, found);
    timeline_close(&line);
    return found->number;
}

static void a_moment_finds_what_was_published_before(void **state)
{
    struct timeline_state found;
    assert_int_equal(found_at(*state, published(1), &found), 0);
    for (uint64_t number = 1; number <= RELEASES; number++) {
        assert_int_equal(found_at(*state, published(number) + 1, &found), number);
        assert_int_equal(found_at(*state, published(number) + 86400, &found), number);
    }
    assert_int_equal(found_at(*state, published(99), &found), RELEASES);
}

static void a_place_can_be_given_by_a_number(void **state)
{
    struct timeline line;
    const struct timeline_basis basis = basis_of(NULL);
    assert_int_equal(timeline_open(&line, *state, RELEASES, &basis, NULL), STATUS_OK);
    timeline_seek_number(&line, 3);
    assert_int_equal(walk(&line), 12);
    timeline_seek_number(&line, UINT64_MAX);
    assert_int_equal(walk(&line), 123456);
    timeline_seek_number(&line, 1);
    assert_int_equal(walk(&line), 0);
    timeline_close(&line);
}

static void what_is_withdrawn_is_not_told_of(void **state)
{
    struct timeline line;
    struct timeline_state first;
    const struct timeline_basis basis = basis_of(NULL);
    withdraw(*state, 1);
    withdraw(*state, 4);
    assert_int_equal(states_of(*state, NULL, RELEASES), 2356);
    assert_int_equal(found_at(*state, published(4) + 1, &first), 3);
    assert_int_equal(timeline_open(&line, *state, RELEASES, &basis, NULL), STATUS_OK);
    assert_true(timeline_first(&line, &first));
    assert_int_equal(first.number, 2);
    timeline_close(&line);
}

static void a_state_goes_on_where_its_first_release_was_withdrawn(void **state)
{
    withdraw(*state, 3);
    assert_int_equal(states_of(*state, "schemes", RELEASES), 146);
    withdraw(*state, 4);
    withdraw(*state, 5);
    assert_int_equal(states_of(*state, "schemes", RELEASES), 16);
}

static void a_damaged_manifest_hides_its_release_only(void **state)
{
    char dir[RELEASE_PATH_SIZE];
    struct timeline_state found;
    layout_release_dir(*state, 3, dir);
    assert_int_equal(file_replace(dir, layout_manifest, slice_of("{"), NULL), STATUS_OK);
    assert_int_equal(states_of(*state, NULL, RELEASES), 12456);
    assert_int_equal(found_at(*state, published(3) + 1, &found), 2);
    assert_int_equal(found_at(*state, published(4) + 1, &found), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_state_begins_where_a_table_changed, make_store,
                                        remove_store),
        cmocka_unit_test_setup_teardown(a_moment_finds_what_was_published_before, make_store,
                                        remove_store),
        cmocka_unit_test_setup_teardown(a_place_can_be_given_by_a_number, make_store, remove_store),
        cmocka_unit_test_setup_teardown(what_is_withdrawn_is_not_told_of, make_store, remove_store),
        cmocka_unit_test_setup_teardown(a_state_goes_on_where_its_first_release_was_withdrawn,
                                        make_store, remove_store),
        cmocka_unit_test_setup_teardown(a_damaged_manifest_hides_its_release_only, make_store,
                                        remove_store),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
