/* What the tests of periods as people write them expect of one text. */
#ifndef HIRAKU_TESTS_PERIOD_EXPECT_H
#define HIRAKU_TESTS_PERIOD_EXPECT_H

#include "hiraku/value/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline void expect(const char *text, enum period_fault fault, const char *expected)
{
    char canonical[PERIOD_TEXT_SIZE];
    assert_int_equal(period_canonical(slice_of(text), canonical), fault);
    assert_string_equal(canonical, expected);
}

static inline void reads(const char *text, const char *expected)
{
    expect(text, PERIOD_GOOD, expected);
}

static inline void proposes(const char *text, const char *expected)
{
    expect(text, PERIOD_PROPOSED, expected);
}

#endif
