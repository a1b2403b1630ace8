/* pack_divide: literals and copies that make the input again, each copy of what is in the window.
 */
#include "api/base/pack_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct pack *pack;

static int set_up(void **state)
{
    (void)state;
    pack = calloc(1, sizeof *pack);
    if (pack)
        pack->base = WINDOW + 1;
    return pack ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    free(pack);
    return 0;
}

/* Divides what is in the buffer up to `end`; how many bytes are literals. */
static size_t divide(size_t end)
{
    static unsigned char made[ROOM];
    size_t at = pack->first, literals = 0;
    pack->end = end;
    pack_divide(pack);
    memcpy(made, pack->buffer, at);
    for (size_t i = 0; i < pack->sequence_count; i++) {
        const struct sequence *sequence = &pack->sequences[i];
        memcpy(made + at, pack->buffer + at, sequence->literals);
        at += sequence->literals;
        literals += sequence->literals;
        assert_true(sequence->length == 0 ||
                    (sequence->length >= SHORT && sequence->length <= MATCH_MAX));
        assert_true(sequence->distance <= WINDOW && sequence->distance <= at);
        for (size_t left = sequence->length; left > 0; left--, at++)
            made[at] = made[at - sequence->distance];
    }
    assert_int_equal(at, end);
    assert_memory_equal(made, pack->buffer, end);
    return literals;
}

static void what_came_before_is_copied(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10000; i++)
        pack->buffer[i] = (unsigned char)("hiraku"[i % 6]);
    assert_true(divide(10000) < 20);
}

static void the_window_is_searched_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2000; i++)
        pack->buffer[i] = (unsigned char)(i * i % 251 + i / 251);
    divide(1000);
    memcpy(pack->buffer + 2000, pack->buffer, 1000);
    pack->first = 2000;
    assert_true(divide(3000) < 50);
}

static void what_is_farther_than_the_window_is_not(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (size_t i = 0; i < WINDOW + 5000; i++) {
        seed = seed * 1664525U + 1013904223U;
        pack->buffer[i] = (unsigned char)(seed >> 24);
    }
    memcpy(pack->buffer + WINDOW + 5000, pack->buffer, 4000);
    assert_int_equal(divide(WINDOW + 9000), WINDOW + 9000);
}

static void each_symbol_is_counted(void **state)
{
    uint64_t symbols = 0, copies = 0, distances = 0;
    (void)state;
    for (size_t i = 0; i < ROOM; i++)
        pack->buffer[i] = (unsigned char)(i % 1000 % 37);
    size_t literals = divide(ROOM);
    for (size_t i = 0; i < PACK_SYMBOLS_MAX; i++)
        symbols += pack->counts[i];
    for (size_t i = 0; i < DISTANCE_CODES; i++)
        distances += pack->distance_counts[i];
    for (size_t i = 0; i < pack->sequence_count; i++)
        copies += pack->sequences[i].length > 0;
    assert_int_equal(symbols, literals + copies + 1);
    assert_int_equal(distances, copies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_came_before_is_copied, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_window_is_searched_too, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_farther_than_the_window_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_symbol_is_counted, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
