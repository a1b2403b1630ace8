/* grouping.h: groups and what is counted of them are those of a plain loop, found by their number
 * or by its hash. */
#include "hiraku/store/columns/grouping.h"

#include "hand_columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 2 * ZONE_ROWS + 77, VALUES = 90, NOTES = 3 };
enum { FEW, MANY, RUNS, VALUE, NOTE, WHOLE, COLUMNS };
enum { MOST = 2 * ROWS };

struct fixture {
    struct hand_table hand;
    struct hand_column columns[COLUMNS];
    uint32_t ranks[VALUES];
    struct selection selection;
    struct grouping grouping;
    struct problem problem;
};

/* Two codes have one rank but for code 0, which is an empty cell. */
static uint32_t rank_of(uint32_t code)
{
    return (code + 1) / 2;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    uint32_t *codes[COLUMNS], seed = 11;
    for (size_t i = 0; i < COLUMNS; i++)
        codes[i] = calloc(ROWS, sizeof **codes);
    for (uint32_t row = 0; row < ROWS; row++) {
        codes[FEW][row] = hand_random(&seed) % 5;
        codes[MANY][row] = hand_random(&seed) % 3000;
        codes[RUNS][row] = row / 100;
        codes[VALUE][row] = row % 3 == 0 ? 0 : hand_random(&seed) % VALUES;
        codes[NOTE][row] = hand_random(&seed) % NOTES;
        codes[WHOLE][row] = 1 + hand_random(&seed) % (VALUES - 1);
    }
    hand_table_init(&f->hand, ROWS);
    hand_column_init(&f->columns[FEW], &f->hand, codes[FEW], 5, 1);
    hand_column_init(&f->columns[MANY], &f->hand, codes[MANY], 3000, 2);
    hand_column_init(&f->columns[RUNS], &f->hand, codes[RUNS], ROWS, 4);
    hand_column_init(&f->columns[VALUE], &f->hand, codes[VALUE], VALUES, 1);
    hand_column_init(&f->columns[NOTE], &f->hand, codes[NOTE], NOTES, 1);
    hand_column_init(&f->columns[WHOLE], &f->hand, codes[WHOLE], VALUES, 2);
    for (size_t i = 0; i < COLUMNS; i++)
        free(codes[i]);
    for (uint32_t code = 0; code < VALUES; code++)
        f->ranks[code] = rank_of(code);
    f->columns[VALUE].data.ranks = f->columns[WHOLE].data.ranks = f->ranks;
    hand_selection_init(&f->selection, &f->hand);
    f->grouping.max = MOST;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COLUMNS; i++)
        hand_column_free(&f->columns[i]);
    selection_close(&f->selection);
    grouping_close(&f->grouping);
    free(f);
    return 0;
}

static void by(struct fixture *f, size_t column)
{
    f->grouping.keys[f->grouping.key_count++] =
        (struct grouping_key){&f->columns[column].data, NULL, f->columns[column].data.count};
}

static void select_codes(struct fixture *f, size_t column, struct code_range *codes)
{
    f->selection.predicates[f->selection.count++] =
        (struct predicate){.data = &f->columns[column].data, .ranges = codes, .range_count = 1};
}

static bool is_selected(const struct fixture *f, uint32_t row)
{
    bool selected = true;
    for (size_t i = 0; i < f->selection.count; i++) {
        const struct predicate *predicate = &f->selection.predicates[i];
        selected = selected && predicate_test(predicate, data_code(predicate->data, row));
    }
    return selected;
}

static uint32_t key_of(const struct grouping_key *key, uint32_t row)
{
    uint32_t code = data_code(key->data, row);
    return key->map ? key->map[code] : code;
}

static bool are_in_one_group(const struct fixture *f, uint32_t left, uint32_t right)
{
    bool same = true;
    for (size_t i = 0; i < f->grouping.key_count && same; i++)
        same = key_of(&f->grouping.keys[i], left) == key_of(&f->grouping.keys[i], right);
    return same;
}

static void add_value(const struct fixture *f, struct group_sum *sum, uint32_t row)
{
    const struct grouping *grouping = &f->grouping;
    uint32_t code = grouping->value ? data_code(grouping->value, row) : 0;
    if (code == 0)
        return;
    if (sum->values++ == 0) {
        sum->first_valued = sum->least_row = sum->greatest_row = row;
        sum->least = sum->greatest = code;
    }
    if (rank_of(code) < rank_of(sum->least)) {
        sum->least = code;
        sum->least_row = row;
    }
    if (rank_of(code) > rank_of(sum->greatest)) {
        sum->greatest = code;
        sum->greatest_row = row;
    }
    sum->noted += grouping->note && data_code(grouping->note, row) != grouping->plain;
}

/* What a loop over all rows says of the group whose first row this is. */
static struct group_sum plain_sum(const struct fixture *f, uint32_t first)
{
    struct group_sum sum = {.first = first, .first_valued = GROUPING_NO_ROW};
    for (uint32_t row = first; row < ROWS; row++)
        if (is_selected(f, row) && are_in_one_group(f, first, row)) {
            sum.rows++;
            add_value(f, &sum, row);
        }
    return sum;
}

static void expect_sum(const struct fixture *f, const struct group_sum *sum)
{
    struct group_sum plain = plain_sum(f, sum->first);
    assert_int_equal(sum->rows, plain.rows);
    if (!f->grouping.value)
        return;
    assert_int_equal(sum->values, plain.values);
    assert_int_equal(sum->first_valued, plain.first_valued);
    assert_int_equal(sum->noted, plain.noted);
    if (!f->grouping.extremes || plain.values == 0)
        return;
    assert_int_equal(sum->least, plain.least);
    assert_int_equal(sum->least_row, plain.least_row);
    assert_int_equal(sum->greatest, plain.greatest);
    assert_int_equal(sum->greatest_row, plain.greatest_row);
}

/* Every selected row is in one group; groups are in the order of their first rows. Of many groups
 * some are looked at. */
static void expect_plain(struct fixture *f)
{
    uint64_t rows = 0, selected = 0;
    const struct grouping *grouping = &f->grouping;
    assert_int_equal(grouping_run(&f->grouping, &f->selection, &f->problem), STATUS_OK);
    size_t step = grouping->count > 200 ? grouping->count / 100 : 1;
    for (size_t i = 0; i < grouping->count; i++) {
        rows += grouping->sums[i].rows;
        assert_true(i == 0 || grouping->sums[i].first > grouping->sums[i - 1].first);
        if (i % step == 0)
            expect_sum(f, &grouping->sums[i]);
    }
    for (uint32_t row = 0; row < ROWS; row++)
        selected += is_selected(f, row);
    assert_int_equal(rows, selected);
    assert_false(f->hand.columns.damaged);
}

static void few_groups_are_those_of_a_plain_loop(void **state)
{
    struct fixture *f = *state;
    by(f, FEW);
    f->grouping.value = &f->columns[VALUE].data;
    f->grouping.note = &f->columns[NOTE].data;
    f->grouping.plain = 1;
    f->grouping.extremes = true;
    expect_plain(f);
    assert_int_equal(f->grouping.count, 5);
}

static void several_keys_make_one_group(void **state)
{
    struct fixture *f = *state;
    by(f, FEW);
    by(f, NOTE);
    f->grouping.value = &f->columns[WHOLE].data;
    f->grouping.extremes = true;
    expect_plain(f);
    assert_int_equal(f->grouping.count, 5 * NOTES);
}

/* Three thousand times as many numbers as rows need no array of them all. */
static void groups_found_by_a_hash_are_those_of_a_plain_loop(void **state)
{
    struct fixture *f = *state;
    by(f, MANY);
    by(f, RUNS);
    f->grouping.value = &f->columns[VALUE].data;
    f->grouping.note = &f->columns[NOTE].data;
    expect_plain(f);
    assert_true(f->grouping.hashed);
    assert_true(f->grouping.count > ROWS / 2);
}

static void runs_of_rows_are_counted_like_others(void **state)
{
    struct fixture *f = *state;
    by(f, RUNS);
    f->grouping.value = &f->columns[VALUE].data;
    f->grouping.extremes = true;
    expect_plain(f);
    assert_int_equal(f->grouping.count, ROWS / 100 + 1);
}

static void only_selected_rows_are_counted(void **state)
{
    struct code_range some = {1, 3}, late = {50, 70};
    struct fixture *f = *state;
    by(f, FEW);
    by(f, NOTE);
    f->grouping.value = &f->columns[VALUE].data;
    f->grouping.note = &f->columns[NOTE].data;
    f->grouping.extremes = true;
    select_codes(f, FEW, &some);
    select_codes(f, RUNS, &late);
    expect_plain(f);
    assert_int_equal(f->grouping.count, 2 * NOTES);
}

/* Of most rows the others are left out of runs, which go on. */
static void rows_that_are_not_selected_part_no_run(void **state)
{
    struct code_range most = {1, 1000};
    struct fixture *f = *state;
    by(f, RUNS);
    f->grouping.value = &f->columns[VALUE].data;
    f->grouping.note = &f->columns[NOTE].data;
    f->grouping.extremes = true;
    select_codes(f, FEW, &most);
    expect_plain(f);
    assert_int_equal(f->grouping.count, ROWS / 100 + 1);
}

static void a_map_puts_codes_together(void **state)
{
    static const uint32_t odd[] = {0, 1, 0, 1, 0};
    struct fixture *f = *state;
    by(f, FEW);
    f->grouping.keys[0].map = odd;
    f->grouping.keys[0].count = 2;
    expect_plain(f);
    assert_int_equal(f->grouping.count, 2);
}

static void without_a_key_there_is_one_group(void **state)
{
    struct fixture *f = *state;
    f->grouping.value = &f->columns[VALUE].data;
    expect_plain(f);
    assert_int_equal(f->grouping.count, 1);
    assert_int_equal(f->grouping.sums[0].rows, ROWS);
}

static void nothing_selected_makes_no_group(void **state)
{
    struct code_range none = {70, 71};
    struct fixture *f = *state;
    by(f, FEW);
    select_codes(f, FEW, &none);
    expect_plain(f);
    assert_int_equal(f->grouping.count, 0);
}

static void more_groups_than_are_wanted_are_too_many(void **state)
{
    struct fixture *f = *state;
    by(f, FEW);
    f->grouping.max = 4;
    assert_int_equal(grouping_run(&f->grouping, &f->selection, &f->problem),
                     STATUS_TOO_MANY_GROUPS);
}

/* 2^64 of them and more are no number any more. */
static void more_numbers_than_can_be_counted_are_too_many(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 6; i++)
        by(f, MANY);
    assert_int_equal(grouping_run(&f->grouping, &f->selection, &f->problem),
                     STATUS_TOO_MANY_GROUPS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(few_groups_are_those_of_a_plain_loop),
        TEST(several_keys_make_one_group),
        TEST(groups_found_by_a_hash_are_those_of_a_plain_loop),
        TEST(runs_of_rows_are_counted_like_others),
        TEST(only_selected_rows_are_counted),
        TEST(rows_that_are_not_selected_part_no_run),
        TEST(a_map_puts_codes_together),
        TEST(without_a_key_there_is_one_group),
        TEST(nothing_selected_makes_no_group),
        TEST(more_groups_than_are_wanted_are_too_many),
        TEST(more_numbers_than_can_be_counted_are_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
