/* pack_code.h: codes are complete, as short as counts allow, and keep to the limit. */
#include "api/base/pack_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Kraft: the code uses exactly all bit strings. */
static void is_complete(const struct pack_code *code, size_t symbols, unsigned most)
{
    uint32_t taken = 0;
    for (size_t i = 0; i < symbols; i++) {
        assert_true(code->lengths[i] <= most);
        if (code->lengths[i] > 0)
            taken += UINT32_C(1) << (most - code->lengths[i]);
    }
    assert_int_equal(taken, UINT32_C(1) << most);
}

static void lengths_are_those_of_huffman(void **state)
{
    static const uint32_t counts[] = {5, 9, 12, 13, 16, 45};
    static const uint8_t lengths[] = {4, 4, 3, 3, 3, 1};
    struct pack_code code;
    (void)state;
    pack_code_make(&code, counts, 6, 15);
    assert_memory_equal(code.lengths, lengths, sizeof lengths);
    is_complete(&code, 6, 15);
}

/* RFC 1951 s.3.2.2: lengths 3,3,3,3,3,2,4,4 give these codes, here with the first bit lowest. */
static void codes_are_those_of_the_rfc(void **state)
{
    static const uint32_t counts[] = {8, 8, 8, 8, 8, 16, 4, 4};
    static const uint16_t bits[] = {2, 6, 1, 5, 3, 0, 7, 15};
    struct pack_code code;
    (void)state;
    pack_code_make(&code, counts, 8, 15);
    assert_int_equal(code.lengths[5], 2);
    assert_int_equal(code.lengths[7], 4);
    assert_memory_equal(code.bits, bits, sizeof bits);
}

static void a_limit_is_kept(void **state)
{
    uint32_t counts[30], a = 1, b = 1;
    struct pack_code code;
    (void)state;
    for (size_t i = 0; i < 30; i++) {
        counts[i] = a;
        b += a;
        a = b - a;
    }
    for (unsigned most = 7; most <= 15; most++) {
        pack_code_make(&code, counts, 30, most);
        is_complete(&code, 30, most);
        for (size_t i = 1; i < 30; i++)
            assert_true(code.lengths[i] <= code.lengths[i - 1]);
    }
}

static void one_symbol_has_company(void **state)
{
    static const uint32_t one[] = {0, 0, 7, 0}, none[] = {0, 0, 0, 0};
    struct pack_code code;
    (void)state;
    pack_code_make(&code, one, 4, 7);
    is_complete(&code, 4, 7);
    assert_int_equal(code.lengths[2], 1);
    pack_code_make(&code, none, 4, 7);
    is_complete(&code, 4, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_are_those_of_huffman),
        cmocka_unit_test(codes_are_those_of_the_rfc),
        cmocka_unit_test(a_limit_is_kept),
        cmocka_unit_test(one_symbol_has_company),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
