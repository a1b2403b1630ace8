/* Decimals: two lines, two numbers. */
#include "hiraku/value/decimal.h"

#include "fuzz.h"

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

/* What is parsed is written the same; what is mended is parsed, and mended no further. */
static bool read_one(struct slice text, struct decimal *value)
{
    char written[DECIMAL_TEXT_SIZE], mended[DECIMAL_TEXT_SIZE], again[DECIMAL_TEXT_SIZE];
    bool good = decimal_parse(text, value) == DECIMAL_GOOD;
    if (good) {
        ENSURE(decimal_format(*value, written) == text.len);
        ENSURE(slice_is(text, written));
    }
    bool mendable = decimal_mend(text, mended);
    if (good)
        ENSURE(mendable && slice_is(text, mended));
    if (mendable) {
        struct decimal other;
        ENSURE(decimal_parse(slice_of(mended), &other) == DECIMAL_GOOD);
        ENSURE(decimal_mend(slice_of(mended), again) && strcmp(mended, again) == 0);
        if (!good)
            *value = other;
    }
    int64_t whole;
    if (decimal_parse_int(text, -1000, 1000, &whole))
        ENSURE(good && value->scale == 0 && value->units == whole && whole >= -1000 &&
               whole <= 1000);
    return good || mendable;
}

static void pair(struct decimal a, struct decimal b)
{
    char key_a[DECIMAL_KEY_SIZE], key_b[DECIMAL_KEY_SIZE];
    struct decimal sum, back, quotient;
    ENSURE(decimal_key(a, key_a) == strlen(key_a));
    ENSURE(decimal_key(b, key_b) == strlen(key_b));
    ENSURE(sign(strcmp(key_a, key_b)) == decimal_compare(a, b));
    ENSURE(decimal_compare(a, b) == -decimal_compare(b, a));
    ENSURE(decimal_add(a, b, &sum) && decimal_subtract(sum, b, &back));
    ENSURE(decimal_compare(a, back) == 0);
    ENSURE(sum.scale == (a.scale > b.scale ? a.scale : b.scale));
    struct decimal zero = {0, 0};
    for (unsigned scale = 0; scale <= 36; scale += 6)
        if (decimal_divide(a, b, scale, &quotient))
            ENSURE(quotient.scale == scale && decimal_compare(b, zero) != 0);
    if (decimal_compare(a, zero) != 0 && decimal_divide(a, a, a.scale, &quotient))
        ENSURE(decimal_compare(quotient, (struct decimal){1, 0}) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = fuzz_input(data, size);
    struct slice first = fuzz_line(&rest), second = fuzz_line(&rest);
    struct decimal a, b;
    bool has_a = read_one(first, &a), has_b = read_one(second, &b);
    if (has_a && has_b)
        pair(a, b);
    return 0;
}
