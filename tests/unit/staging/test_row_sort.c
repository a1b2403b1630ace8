/* row_sort.h, row_file.h: rows beyond what memory holds come back whole, in order and stable. */
#include "hiraku/staging/stage.h"

#include "api/staging/row_file.h"
#include "api/staging/row_order.h"
#include "api/staging/row_sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { KEYS = 977, FILLING = 1500, STEP = 7919 };

/* A row whose cell 0 is its key and whose cell 1 makes it large. */
static void row_add(struct row_file *file, uint32_t key, uint64_t number)
{
    static char filling[FILLING];
    char text[16];
    snprintf(text, sizeof text, "%05u", key);
    const struct slice cells[] = {slice_of(text), {filling, FILLING}};
    const struct staged row = {.place = {"", 0, ""}, .cells = cells};
    const struct row_fixed fixed = {.number = number, .line = number};
    assert_int_equal(row_file_add(file, &fixed, &row, 3, NULL), STATUS_OK);
}

/* More than `runs` times what is sorted in memory, by cell 0. */
static void sort_rows(size_t runs)
{
    size_t count = 100 + runs * ROW_SORT_MEMORY / FILLING, seen = 0;
    struct row_file rows, sorted;
    struct row_reader reader;
    struct slice record, cells[2];
    struct row_fixed fixed;
    struct staged row;
    char before[16] = "";
    uint64_t last = 0;
    row_file_init(&rows);
    row_file_init(&sorted);
    for (size_t i = 0; i < count; i++)
        row_add(&rows, (uint32_t)(i * STEP % KEYS), i + 1);
    struct row_sort *sort = row_sort_new();
    assert_non_null(sort);
    row_reader_open(&reader, &rows, 0, row_file_end(&rows));
    while (row_reader_next(&reader, &record, NULL) == STATUS_OK && record.len > 0) {
        row_read(record, 1, 2, &fixed, &row, cells);
        assert_int_equal(row_sort_add(sort, cells[0], record, NULL), STATUS_OK);
    }
    row_reader_close(&reader);
    assert_int_equal(row_sort_finish(sort, &sorted, NULL), STATUS_OK);
    row_sort_free(sort);
    assert_int_equal(sorted.records, count);
    row_reader_open(&reader, &sorted, 0, row_file_end(&sorted));
    while (row_reader_next(&reader, &record, NULL) == STATUS_OK && record.len > 0) {
        row_read(record, 3, 2, &fixed, &row, cells);
        int order = slice_compare(slice_of(before), cells[0]);
        assert_true(order < 0 || (order == 0 && last < fixed.number));
        assert_int_equal(cells[1].len, FILLING);
        snprintf(before, sizeof before, "%.*s", (int)cells[0].len, cells[0].at);
        last = fixed.number;
        seen++;
    }
    assert_int_equal(seen, count);
    row_reader_close(&reader);
    row_file_free(&rows);
    row_file_free(&sorted);
}

static void a_few_rows_are_sorted_in_memory(void **state)
{
    (void)state;
    sort_rows(0);
}

static void runs_are_merged(void **state)
{
    (void)state;
    sort_rows(3);
}

static void more_runs_than_are_merged_at_once(void **state)
{
    (void)state;
    sort_rows(ROW_SORT_FAN + 2);
}

static void a_record_is_read_at_its_place(void **state)
{
    struct row_file rows;
    struct slice record, cells[2];
    struct row_fixed fixed;
    struct staged row;
    char *buffer = NULL;
    size_t cap = 0;
    uint64_t at = 0;
    (void)state;
    row_file_init(&rows);
    for (uint32_t i = 0; i < 1000; i++) {
        at = i == 700 ? row_file_end(&rows) : at;
        row_add(&rows, i, i);
    }
    assert_int_equal(row_file_get(&rows, at, &buffer, &cap, &record, NULL), STATUS_OK);
    row_read(record, 3, 2, &fixed, &row, cells);
    assert_int_equal(fixed.line, 700);
    assert_true(slice_is(cells[0], "00700") && cells[1].len == FILLING);
    free(buffer);
    row_file_free(&rows);
}

/* --- keys ------------------------------------------------------------------------------------- */

static int compare(const struct row_order *order, struct slice a, struct slice b, const char *rest)
{
    const struct slice left[] = {a, slice_of("x")}, right[] = {b, slice_of(rest)};
    const struct staged one = {.cells = left}, other = {.cells = right};
    struct row_key keys[2] = {{NULL, 0, 0}};
    assert_true(row_key_make(&keys[0], order, &one) && row_key_make(&keys[1], order, &other));
    int result = slice_compare(row_key_bytes(&keys[0]), row_key_bytes(&keys[1]));
    row_key_free(&keys[0]);
    row_key_free(&keys[1]);
    return (result > 0) - (result < 0);
}

static void keys_are_in_the_order_of_their_texts(void **state)
{
    static const struct slice texts[] = {{"", 0},         {"\0", 1},   {"\0\1", 2}, {"a", 1},
                                         {"a\0", 2},      {"a\0b", 3}, {"a\1", 2},  {"ab", 2},
                                         {"\xE3\x81", 2}, {"\xFF", 1}};
    struct row_order up = {.count = 2, .fields = {{.at = 0}, {.at = 1}}}, down = up;
    (void)state;
    down.fields[0].descending = true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
            int order = (i > j) - (i < j);
            assert_int_equal(compare(&up, texts[i], texts[j], "x"), order);
            assert_int_equal(compare(&down, texts[i], texts[j], "x"), -order);
        }
    assert_int_equal(compare(&up, slice_of("a"), slice_of("a"), "w"), 1);
    assert_int_equal(compare(&down, slice_of("a"), slice_of("a"), "w"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_rows_are_sorted_in_memory),
        cmocka_unit_test(runs_are_merged),
        cmocka_unit_test(more_runs_than_are_merged_at_once),
        cmocka_unit_test(a_record_is_read_at_its_place),
        cmocka_unit_test(keys_are_in_the_order_of_their_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
