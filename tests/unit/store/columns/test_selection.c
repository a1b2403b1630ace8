/* selection.h: which rows conditions select, block by block, by the codes and without reading them.
 */
#include "hand_columns.h"

#include "hiraku/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 3 * ZONE_ROWS + 100, CODES = 50, COLUMNS = 6 };

struct fixture {
    struct hand_table hand;
    struct hand_column columns[COLUMNS]; /* widths 1, 2, 4; sorted; the rows' numbers; all 0 */
    struct selection selection;
    struct problem problem;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    uint32_t *any = calloc(ROWS, sizeof *any), *sorted = calloc(ROWS, sizeof *any), seed = 3;
    uint32_t *none = calloc(ROWS, sizeof *none);
    for (uint32_t row = 0; row < ROWS; row++) {
        any[row] = hand_random(&seed) % CODES;
        sorted[row] = row / 3000 * 10;
    }
    hand_table_init(&f->hand, ROWS);
    hand_column_init(&f->columns[0], &f->hand, any, CODES, 1);
    hand_column_init(&f->columns[1], &f->hand, any, CODES, 2);
    hand_column_init(&f->columns[2], &f->hand, any, CODES, 4);
    hand_column_init(&f->columns[3], &f->hand, sorted, CODES, 1);
    hand_column_init(&f->columns[4], &f->hand, NULL, ROWS, 4);
    hand_column_init(&f->columns[5], &f->hand, none, CODES, 0);
    hand_selection_init(&f->selection, &f->hand);
    free(any);
    free(sorted);
    free(none);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COLUMNS; i++)
        hand_column_free(&f->columns[i]);
    selection_close(&f->selection);
    free(f);
    return 0;
}

static void add(struct fixture *f, const struct predicate *predicate)
{
    f->selection.predicates[f->selection.count++] = *predicate;
}

/* What the conditions say of a row, one after the other. */
static bool is_selected(const struct fixture *f, uint32_t row)
{
    bool selected = !f->selection.rows || f->selection.rows[row / 64] >> row % 64 & 1;
    for (size_t i = 0; i < f->selection.count; i++) {
        const struct predicate *predicate = &f->selection.predicates[i];
        const struct hand_column *column = f->columns;
        while (&column->data != predicate->data)
            column++;
        uint32_t code = column->expected[row];
        bool in = predicate->set && predicate->set[code];
        for (size_t r = 0; !predicate->set && r < predicate->range_count; r++)
            in = in || (code >= predicate->ranges[r].low && code < predicate->ranges[r].high);
        selected = selected && in != predicate->negated;
    }
    return selected;
}

/* Blocks, bits and the count are those of a plain loop. */
static void expect_plain(struct fixture *f)
{
    static uint64_t bits[ROWS / 64 + 1];
    uint8_t mask[ZONE_ROWS];
    uint64_t count, all = 0;
    bool complete;
    memset(bits, 0, sizeof bits);
    assert_int_equal(selection_bits(&f->selection, bits, &f->problem), STATUS_OK);
    for (uint32_t block = 0; block < selection_blocks(&f->selection); block++) {
        size_t rows = selection_block_rows(&f->selection, block), selected = 0;
        size_t said = selection_block(&f->selection, block, mask);
        for (size_t i = 0; i < rows; i++) {
            uint32_t row = block * ZONE_ROWS + (uint32_t)i;
            assert_int_equal(mask[i], is_selected(f, row));
            assert_int_equal(bits[row / 64] >> row % 64 & 1, mask[i]);
            selected += mask[i];
        }
        assert_int_equal(said, selected);
        all += selected;
    }
    assert_int_equal(selection_count(&f->selection, 0, &count, &complete, &f->problem), STATUS_OK);
    assert_int_equal(count, all);
    assert_true(complete);
}

static void the_last_block_has_the_rest_of_the_rows(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(selection_blocks(&f->selection), 4);
    assert_int_equal(selection_block_rows(&f->selection, 0), ZONE_ROWS);
    assert_int_equal(selection_block_rows(&f->selection, 3), 100);
    expect_plain(f);
}

/* The ranges are before, at, inside and behind the zones of each column. */
static void a_range_of_any_column_selects_what_a_plain_loop_does(void **state)
{
    static const struct code_range ranges[] = {{0, 1},   {1, 20},  {10, 11}, {0, CODES}, {49, 50},
                                               {20, 41}, {45, 46}, {0, 11},  {30, CODES}};
    struct fixture *f = *state;
    for (size_t column = 0; column < COLUMNS; column++)
        for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
            for (int negated = 0; negated < 2; negated++) {
                struct code_range range = ranges[i];
                f->selection.count = 0;
                add(f, &(struct predicate){.data = &f->columns[column].data,
                                           .negated = negated,
                                           .ranges = &range,
                                           .range_count = 1});
                expect_plain(f);
            }
}

static void several_ranges_and_none_select_what_a_plain_loop_does(void **state)
{
    struct code_range ranges[] = {{3, 5}, {10, 11}, {40, 45}};
    struct fixture *f = *state;
    for (size_t column = 0; column < COLUMNS; column++)
        for (size_t count = 0; count <= 3; count++)
            for (int negated = 0; negated < 2; negated++) {
                f->selection.count = 0;
                add(f, &(struct predicate){.data = &f->columns[column].data,
                                           .negated = negated,
                                           .ranges = ranges,
                                           .range_count = count});
                expect_plain(f);
            }
}

static void a_set_selects_what_a_plain_loop_does(void **state)
{
    static uint8_t set[ROWS + 1];
    struct fixture *f = *state;
    for (size_t i = 0; i < ROWS; i++)
        set[i] = i % 7 < 2;
    for (size_t column = 0; column < COLUMNS; column++)
        for (int negated = 0; negated < 2; negated++) {
            f->selection.count = 0;
            add(f, &(struct predicate){
                       .data = &f->columns[column].data, .negated = negated, .set = set});
            expect_plain(f);
        }
}

static void all_conditions_must_hold_and_the_words(void **state)
{
    static uint64_t words[ROWS / 64 + 1];
    struct code_range few = {5, 30}, late = {20, 50}, rows = {ZONE_ROWS - 10, 2 * ZONE_ROWS + 10};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        words[i] = UINT64_C(0x123456789ABCDEF0) >> i % 7;
    add(f, &(struct predicate){.data = &f->columns[0].data, .ranges = &few, .range_count = 1});
    add(f, &(struct predicate){
               .data = &f->columns[3].data, .negated = true, .ranges = &late, .range_count = 1});
    expect_plain(f);
    add(f, &(struct predicate){.data = &f->columns[4].data, .ranges = &rows, .range_count = 1});
    expect_plain(f);
    f->selection.rows = words;
    expect_plain(f);
    f->selection.count = 0;
    expect_plain(f);
}

static void only_rows_with_a_cell_are_filled(void **state)
{
    struct fixture *f = *state;
    uint64_t count, filled = 0;
    bool complete;
    selection_add_filled(&f->selection, &f->columns[0].data);
    assert_int_equal(selection_count(&f->selection, 0, &count, &complete, &f->problem), STATUS_OK);
    for (uint32_t row = 0; row < ROWS; row++)
        filled += f->columns[0].expected[row] > 0;
    assert_int_equal(count, filled);
}

static void when_the_time_is_over_it_says_so(void **state)
{
    static uint64_t bits[ROWS / 64 + 1];
    struct fixture *f = *state;
    uint64_t count;
    bool complete;
    int64_t past = clock_monotonic_ms() - 1;
    f->selection.deadline_ms = &past;
    assert_int_equal(selection_poll(&f->selection, &f->problem), STATUS_DEADLINE);
    assert_int_equal(selection_bits(&f->selection, bits, &f->problem), STATUS_DEADLINE);
    assert_int_equal(selection_count(&f->selection, 0, &count, &complete, &f->problem),
                     STATUS_DEADLINE);
}

/* At least one block is counted, so that the count is never 0 by mistake. */
static void a_count_stops_where_it_may_be_about(void **state)
{
    struct fixture *f = *state;
    uint64_t count;
    bool complete;
    assert_int_equal(
        selection_count(&f->selection, clock_monotonic_ms() - 1, &count, &complete, &f->problem),
        STATUS_OK);
    assert_int_equal(count, ZONE_ROWS);
    assert_false(complete);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_last_block_has_the_rest_of_the_rows),
        TEST(a_range_of_any_column_selects_what_a_plain_loop_does),
        TEST(several_ranges_and_none_select_what_a_plain_loop_does),
        TEST(a_set_selects_what_a_plain_loop_does),
        TEST(all_conditions_must_hold_and_the_words),
        TEST(only_rows_with_a_cell_are_filled),
        TEST(when_the_time_is_over_it_says_so),
        TEST(a_count_stops_where_it_may_be_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
