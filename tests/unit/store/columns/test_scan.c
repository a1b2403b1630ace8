/* scan.h: each loop over codes gives what a plain one gives, for every width and for numbers of
 * rows around the lengths of vectors. */
#include "api/store/columns/scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS_MAX = 600, GUARD = 7 };

static const unsigned widths[] = {1, 2, 4};
enum { WIDTHS = sizeof widths / sizeof *widths };

struct codes {
    uint32_t plain[ROWS_MAX];
    uint8_t one[ROWS_MAX];
    uint16_t two[ROWS_MAX];
    unsigned width;
};

static uint32_t next_number(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 4;
}

/* Codes below `count`, or any that the width holds with 0. */
static void make_codes(struct codes *codes, unsigned width, uint32_t count)
{
    uint32_t seed = width + count;
    codes->width = width;
    for (size_t i = 0; i < ROWS_MAX; i++) {
        uint32_t code = next_number(&seed);
        if (count == 0 && i % 5 == 0)
            code = UINT32_MAX;
        if (count > 0)
            code %= count;
        codes->one[i] = (uint8_t)code;
        codes->two[i] = (uint16_t)code;
        codes->plain[i] = width == 1 ? codes->one[i] : width == 2 ? codes->two[i] : code;
    }
}

static struct scan scan_of(const struct codes *codes, size_t rows)
{
    const void *first = codes->plain;
    if (codes->width == 1)
        first = codes->one;
    else if (codes->width == 2)
        first = codes->two;
    return (struct scan){first, codes->width, rows};
}

/* Few by few at first, then around 256 and 512. */
static size_t next_rows(size_t rows)
{
    return rows == 70 ? 250 : rows == 260 ? 508 : rows + 1;
}

static void expect_range(const struct codes *codes, size_t rows, uint32_t low, uint32_t span)
{
    uint8_t mask[ROWS_MAX + 1] = {0};
    const struct scan scan = scan_of(codes, rows);
    mask[rows] = GUARD;
    scan_range(&scan, low, span, mask);
    for (size_t i = 0; i < rows; i++) {
        bool in = codes->plain[i] >= low && codes->plain[i] < (uint64_t)low + span;
        if (mask[i] != in)
            fail_msg("width %u, row %zu of %zu, %u from %u: %u", codes->width, i, rows, span, low,
                     mask[i]);
    }
    assert_int_equal(mask[rows], GUARD);
}

/* What is kept of a mask in which every third row is not. */
static void expect_kept(const struct codes *codes, size_t rows, uint32_t low, uint32_t span)
{
    uint8_t mask[ROWS_MAX + 1];
    const struct scan scan = scan_of(codes, rows);
    for (int others = 0; others < 2; others++) {
        for (size_t i = 0; i < rows; i++)
            mask[i] = i % 3 > 0;
        mask[rows] = GUARD;
        scan_keep(&scan, low, span, others, mask);
        for (size_t i = 0; i < rows; i++) {
            bool in = codes->plain[i] >= low && codes->plain[i] < (uint64_t)low + span;
            assert_int_equal(mask[i], i % 3 > 0 && in != others);
        }
        assert_int_equal(mask[rows], GUARD);
    }
}

static void a_range_is_that_of_a_plain_loop(void **state)
{
    static const uint32_t bounds[] = {0,     1,     2,          100,        127,
                                      128,   254,   255,        256,        40000,
                                      65535, 65536, 0x7FFFFFFF, 0x80000000, UINT32_MAX};
    enum { BOUNDS = sizeof bounds / sizeof *bounds };
    struct codes codes;
    (void)state;
    for (size_t w = 0; w < WIDTHS; w++)
        for (uint32_t count = 0; count <= 200; count += 200) {
            make_codes(&codes, widths[w], count);
            for (size_t rows = 0; rows < 516; rows = next_rows(rows))
                for (size_t low = 0; low < BOUNDS; low++)
                    for (size_t span = 0; span < BOUNDS; span++)
                        if ((uint64_t)bounds[low] + bounds[span] <= UINT64_C(1) << 32) {
                            expect_range(&codes, rows, bounds[low], bounds[span]);
                            expect_kept(&codes, rows, bounds[low], bounds[span]);
                        }
        }
}

static void a_range_is_added_to_what_is_selected(void **state)
{
    static const uint8_t bytes[] = {1, 2, 3, 4};
    const struct scan scan = {bytes, 1, sizeof bytes};
    uint8_t mask[4] = {0};
    (void)state;
    scan_range(&scan, 1, 1, mask);
    scan_range(&scan, 4, 1, mask);
    assert_memory_equal(mask, "\1\0\0\1", 4);
}

static void a_set_is_asked_for_each_code_and_holds_none_beyond_it(void **state)
{
    uint8_t set[150], mask[ROWS_MAX + 1];
    struct codes codes;
    (void)state;
    for (size_t i = 0; i < sizeof set; i++)
        set[i] = i % 3 == 1;
    for (size_t w = 0; w < WIDTHS; w++) {
        make_codes(&codes, widths[w], 200);
        for (size_t rows = 0; rows < 516; rows = next_rows(rows)) {
            const struct scan scan = scan_of(&codes, rows);
            memset(mask, GUARD, sizeof mask);
            scan_set(&scan, set, sizeof set, mask);
            for (size_t i = 0; i < rows; i++)
                assert_int_equal(mask[i], codes.plain[i] < sizeof set ? set[codes.plain[i]] : 0);
            assert_int_equal(mask[rows], GUARD);
        }
    }
}

static void masks_are_put_together_and_counted(void **state)
{
    uint8_t from[ROWS_MAX], to[ROWS_MAX], both[ROWS_MAX + 1], without[ROWS_MAX + 1];
    uint32_t seed = 1;
    (void)state;
    for (size_t i = 0; i < ROWS_MAX; i++) {
        from[i] = next_number(&seed) & 1;
        to[i] = next_number(&seed) % 4 > 0;
    }
    for (size_t rows = 0; rows < 516; rows = next_rows(rows)) {
        size_t left = 0, right = 0;
        memcpy(both, to, rows);
        memcpy(without, to, rows);
        both[rows] = without[rows] = GUARD;
        scan_and(both, from, rows);
        scan_and_not(without, from, rows);
        for (size_t i = 0; i < rows; i++) {
            assert_int_equal(both[i], to[i] && from[i]);
            assert_int_equal(without[i], to[i] && !from[i]);
            left += both[i];
            right += without[i];
        }
        assert_int_equal(both[rows], GUARD);
        assert_int_equal(without[rows], GUARD);
        assert_int_equal(scan_count(both, rows), left);
        assert_int_equal(scan_count(without, rows), right);
    }
}

static void more_than_a_byte_counts_are_counted(void **state)
{
    uint8_t mask[ROWS_MAX];
    (void)state;
    memset(mask, 1, sizeof mask);
    for (size_t rows = 0; rows <= ROWS_MAX; rows++)
        assert_int_equal(scan_count(mask, rows), rows);
}

/* Of the rows in `codes` that are 1 in the mask (NULL: all), as scan.h says it. */
static struct scan_extremes plain_extremes(const struct codes *codes, const uint8_t *mask,
                                           size_t rows, bool filled)
{
    struct scan_extremes found = {UINT32_MAX, 0, 0};
    for (size_t i = 0; i < rows; i++) {
        uint32_t code = codes->plain[i];
        if (mask && !mask[i])
            continue;
        found.zeros += code == 0;
        if (code > found.greatest)
            found.greatest = code;
        if (code < found.least && !(filled && code == 0))
            found.least = code;
    }
    return found;
}

static void the_extremes_are_those_of_a_plain_loop(void **state)
{
    struct codes codes;
    struct scan_extremes found;
    (void)state;
    for (size_t w = 0; w < WIDTHS; w++)
        for (uint32_t count = 0; count <= 9; count += 3) {
            make_codes(&codes, widths[w], count);
            codes.plain[0] = codes.one[0] = codes.two[0] = 2;
            for (size_t rows = 1; rows < 516; rows = next_rows(rows))
                for (int filled = 0; filled < 2; filled++) {
                    const struct scan scan = scan_of(&codes, rows);
                    const struct scan_extremes plain = plain_extremes(&codes, NULL, rows, filled);
                    scan_extremes(&scan, filled, &found);
                    assert_int_equal(found.least, plain.least);
                    assert_int_equal(found.greatest, plain.greatest);
                    assert_int_equal(found.zeros, plain.zeros);
                }
        }
}

static void the_extremes_of_some_rows_are_those_of_a_plain_loop(void **state)
{
    struct codes codes;
    struct scan_extremes found;
    uint8_t mask[ROWS_MAX];
    (void)state;
    for (size_t w = 0; w < WIDTHS; w++)
        for (uint32_t count = 0; count <= 9; count += 3) {
            make_codes(&codes, widths[w], count);
            codes.plain[0] = codes.one[0] = codes.two[0] = 2;
            for (size_t rows = 1; rows < 516; rows = next_rows(rows))
                for (int filled = 0; filled < 2; filled++) {
                    const struct scan scan = scan_of(&codes, rows);
                    for (size_t i = 0; i < rows; i++)
                        mask[i] = i == 0 || (i * 7 + rows) % 5 > count % 4;
                    const struct scan_extremes plain = plain_extremes(&codes, mask, rows, filled);
                    scan_extremes_of(&scan, mask, filled, &found);
                    assert_int_equal(found.least, plain.least);
                    assert_int_equal(found.greatest, plain.greatest);
                    assert_int_equal(found.zeros, plain.zeros);
                }
        }
}

/* A code above the last counts as that. */
static void numbers_are_put_together_of_codes(void **state)
{
    uint32_t numbers[ROWS_MAX + 1];
    struct codes codes;
    (void)state;
    for (size_t w = 0; w < WIDTHS; w++) {
        make_codes(&codes, widths[w], 200);
        for (size_t rows = 0; rows < 516; rows = next_rows(rows)) {
            const struct scan scan = scan_of(&codes, rows);
            for (size_t i = 0; i <= rows; i++)
                numbers[i] = (uint32_t)i;
            scan_number(&scan, 1000, 149, numbers);
            for (size_t i = 0; i < rows; i++)
                assert_int_equal(numbers[i],
                                 i * 1000 + (codes.plain[i] < 149 ? codes.plain[i] : 149));
            assert_int_equal(numbers[rows], rows);
        }
    }
}

static void changes_are_where_a_number_is_another_one(void **state)
{
    uint8_t mask[ROWS_MAX + 1];
    struct codes codes;
    (void)state;
    make_codes(&codes, 4, 3);
    for (size_t rows = 1; rows < 516; rows = next_rows(rows)) {
        memset(mask, GUARD, sizeof mask);
        scan_changes(codes.plain, rows, mask);
        assert_int_equal(mask[0], 1);
        for (size_t i = 1; i < rows; i++)
            assert_int_equal(mask[i], codes.plain[i] != codes.plain[i - 1]);
        assert_int_equal(mask[rows], GUARD);
    }
}

static void the_next_row_is_the_first_that_is_selected(void **state)
{
    uint8_t mask[ROWS_MAX] = {0};
    (void)state;
    for (size_t i = 0; i < ROWS_MAX; i += 1 + i / 7)
        mask[i] = 1;
    for (size_t rows = 0; rows < 516; rows = next_rows(rows))
        for (size_t at = 0; at <= rows; at++) {
            size_t next = at;
            while (next < rows && !mask[next])
                next++;
            assert_int_equal(scan_next(mask, at, rows), next);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_is_that_of_a_plain_loop),
        cmocka_unit_test(a_range_is_added_to_what_is_selected),
        cmocka_unit_test(a_set_is_asked_for_each_code_and_holds_none_beyond_it),
        cmocka_unit_test(masks_are_put_together_and_counted),
        cmocka_unit_test(more_than_a_byte_counts_are_counted),
        cmocka_unit_test(the_extremes_are_those_of_a_plain_loop),
        cmocka_unit_test(the_extremes_of_some_rows_are_those_of_a_plain_loop),
        cmocka_unit_test(numbers_are_put_together_of_codes),
        cmocka_unit_test(changes_are_where_a_number_is_another_one),
        cmocka_unit_test(the_next_row_is_the_first_that_is_selected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
