/* row_order.h: rows come in the order that a plain sort of all of them gives, page by page. */
#include "hiraku/store/columns/row_order.h"

#include "hand_columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 2 * ZONE_ROWS + 50, TARGETS = 20 };
enum { FEW, MANY, RANKED, SORTED, REFERENCE, COLUMNS };

struct fixture {
    struct hand_table hand, targets;
    struct hand_column columns[COLUMNS], target;
    uint32_t ranks[40];
    struct selection selection;
    struct row_order order;
    struct row_batch batch;
    uint32_t sorted[ROWS];
    struct problem problem;
};

static const struct fixture *sorting; /* by whose order qsort compares */

static void init_targets(struct fixture *f)
{
    uint32_t codes[TARGETS];
    hand_table_init(&f->targets, TARGETS);
    for (uint32_t i = 0; i < TARGETS; i++)
        codes[i] = i * 7 % 10; /* twice each; two are empty */
    hand_column_init(&f->target, &f->targets, codes, 10, 1);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    uint32_t *codes[COLUMNS], seed = 5;
    for (size_t i = 0; i < COLUMNS; i++)
        codes[i] = calloc(ROWS, sizeof **codes);
    for (uint32_t row = 0; row < ROWS; row++) {
        codes[FEW][row] = hand_random(&seed) % 4;
        codes[MANY][row] = hand_random(&seed) % 60000;
        codes[RANKED][row] = hand_random(&seed) % 40;
        codes[SORTED][row] = row / 500;
        codes[REFERENCE][row] = hand_random(&seed) % (TARGETS + 1);
    }
    hand_table_init(&f->hand, ROWS);
    hand_column_init(&f->columns[FEW], &f->hand, codes[FEW], 4, 1);
    hand_column_init(&f->columns[MANY], &f->hand, codes[MANY], 60000, 2);
    hand_column_init(&f->columns[RANKED], &f->hand, codes[RANKED], 40, 1);
    hand_column_init(&f->columns[SORTED], &f->hand, codes[SORTED], 100, 4);
    hand_column_init(&f->columns[REFERENCE], &f->hand, codes[REFERENCE], TARGETS + 1, 1);
    for (size_t i = 0; i < COLUMNS; i++)
        free(codes[i]);
    for (uint32_t code = 0; code < 40; code++)
        f->ranks[code] = code / 3;
    f->columns[RANKED].data.ranks = f->ranks;
    init_targets(f);
    f->columns[REFERENCE].data.target = &f->targets.table;
    hand_selection_init(&f->selection, &f->hand);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < COLUMNS; i++)
        hand_column_free(&f->columns[i]);
    hand_column_free(&f->target);
    selection_close(&f->selection);
    row_batch_free(&f->batch);
    free(f);
    return 0;
}

static void by(struct fixture *f, size_t column, bool descending)
{
    f->order.keys[f->order.count++] =
        (struct order_key){.data = &f->columns[column].data, .descending = descending};
}

/* By a cell of the record referred to. */
static void by_target(struct fixture *f, bool descending)
{
    f->order.keys[f->order.count++] = (struct order_key){.data = &f->target.data,
                                                         .through = {&f->columns[REFERENCE].data},
                                                         .steps = 1,
                                                         .descending = descending};
}

/* The value of a key by what the columns were made of: an empty reference is an empty cell. */
static uint32_t value_of(const struct fixture *f, const struct order_key *key, uint32_t row)
{
    if (key->steps > 0) {
        uint32_t reference = f->columns[REFERENCE].expected[row];
        return reference > 0 ? f->target.expected[reference - 1] : 0;
    }
    const struct hand_column *column = f->columns;
    while (&column->data != key->data)
        column++;
    uint32_t code = column->expected[row];
    return column == &f->columns[RANKED] && !key->exact ? code / 3 : code;
}

static int compare_rows(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    for (size_t i = 0; i < sorting->order.count; i++) {
        const struct order_key *key = &sorting->order.keys[i];
        uint32_t one = value_of(sorting, key, left), other = value_of(sorting, key, right);
        if (one != other)
            return (one < other) == key->descending ? 1 : -1;
    }
    return (left > right) - (left < right);
}

static size_t sort_all(struct fixture *f)
{
    size_t count = 0;
    for (uint32_t row = 0; row < ROWS; row++) {
        bool selected = true;
        for (size_t i = 0; i < f->selection.count; i++)
            selected = selected && predicate_test(&f->selection.predicates[i],
                                                  data_code(f->selection.predicates[i].data, row));
        if (selected)
            f->sorted[count++] = row;
    }
    sorting = f;
    qsort(f->sorted, count, sizeof *f->sorted, compare_rows);
    return count;
}

/* Some pages from each of several places on, and the end. */
static void expect_plain(struct fixture *f)
{
    static const size_t pages[] = {1, 7, 100, 5000};
    size_t count = sort_all(f);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (size_t from = 0; from <= count; from += count / 5 + 1) {
            const uint32_t *after = from > 0 ? &f->sorted[from - 1] : NULL;
            size_t wanted = count - from < pages[i] ? count - from : pages[i];
            assert_int_equal(
                row_order_next(&f->selection, &f->order, after, pages[i], &f->batch, &f->problem),
                STATUS_OK);
            assert_true(f->batch.count >= wanted);
            assert_true(f->order.count == 0 || f->batch.count == wanted);
            for (size_t row = 0; row < wanted; row++)
                assert_int_equal(row_batch_row(&f->batch, row), f->sorted[from + row]);
        }
    if (count == 0)
        return;
    assert_int_equal(
        row_order_next(&f->selection, &f->order, &f->sorted[count - 1], 10, &f->batch, &f->problem),
        STATUS_OK);
    assert_int_equal(f->batch.count, 0);
}

static void without_keys_rows_come_in_table_order(void **state)
{
    expect_plain(*state);
}

static void a_key_orders_rows_and_ties_are_in_table_order(void **state)
{
    struct fixture *f = *state;
    for (size_t column = FEW; column <= SORTED; column++)
        for (int descending = 0; descending < 2; descending++) {
            f->order.count = 0;
            by(f, column, descending);
            expect_plain(f);
        }
}

static void several_keys_may_go_in_different_directions(void **state)
{
    struct fixture *f = *state;
    for (int directions = 0; directions < 8; directions++) {
        f->order.count = 0;
        by(f, FEW, directions & 1);
        by(f, RANKED, directions & 2);
        by(f, MANY, directions & 4);
        expect_plain(f);
    }
}

static void an_exact_key_orders_what_is_written_differently(void **state)
{
    struct fixture *f = *state;
    for (int descending = 0; descending < 2; descending++) {
        f->order.count = 0;
        by(f, RANKED, descending);
        f->order.keys[0].exact = true;
        expect_plain(f);
    }
}

static void a_record_referred_to_orders_and_none_is_an_empty_cell(void **state)
{
    struct fixture *f = *state;
    for (int directions = 0; directions < 4; directions++) {
        f->order.count = 0;
        by_target(f, directions & 1);
        by(f, FEW, directions & 2);
        expect_plain(f);
    }
}

static void only_selected_rows_come(void **state)
{
    struct code_range some = {1, 3}, none = {90, 99};
    struct fixture *f = *state;
    f->selection.predicates[f->selection.count++] =
        (struct predicate){.data = &f->columns[FEW].data, .ranges = &some, .range_count = 1};
    expect_plain(f);
    by(f, MANY, true);
    expect_plain(f);
    f->selection.predicates[f->selection.count++] =
        (struct predicate){.data = &f->columns[SORTED].data, .ranges = &none, .range_count = 1};
    expect_plain(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_keys_rows_come_in_table_order),
        TEST(a_key_orders_rows_and_ties_are_in_table_order),
        TEST(several_keys_may_go_in_different_directions),
        TEST(an_exact_key_orders_what_is_written_differently),
        TEST(a_record_referred_to_orders_and_none_is_an_empty_cell),
        TEST(only_selected_rows_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
