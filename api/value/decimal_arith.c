/* Subtracting and dividing decimals. Exact but for the last digit of a quotient, which is rounded
 * half to even; with integers only. What does not fit into 127 bits is told, never cut.
 *
 * Reading, adding and comparing are decimal.c. */
#include "hiraku/value/decimal.h"

/* units × 10^exponent */
static bool scale_up(decimal_units units, unsigned exponent, decimal_units *result)
{
    for (; exponent > 0; exponent--)
        if (__builtin_mul_overflow(units, 10, &units))
            return false;
    *result = units;
    return true;
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *difference)
{
    struct decimal negative = {0, b.scale};
    return !__builtin_sub_overflow(0, b.units, &negative.units) &&
           decimal_add(a, negative, difference);
}

/* Both without sign; digit after digit, so that only the quotient itself can be too long. */
static bool divide(decimal_units dividend, decimal_units divisor, unsigned scale,
                   decimal_units *quotient)
{
    decimal_units units = dividend / divisor, rest = dividend % divisor;
    for (; scale > 0; scale--) {
        if (__builtin_mul_overflow(rest, 10, &rest) || __builtin_mul_overflow(units, 10, &units) ||
            __builtin_add_overflow(units, rest / divisor, &units))
            return false;
        rest %= divisor;
    }
    decimal_units other = divisor - rest;
    if (rest > other || (rest == other && units % 2 != 0))
        units++;
    *quotient = units;
    return true;
}

bool decimal_divide(struct decimal a, struct decimal b, unsigned scale, struct decimal *quotient)
{
    unsigned common = a.scale > b.scale ? a.scale : b.scale;
    bool negative = (a.units < 0) != (b.units < 0);
    decimal_units dividend, divisor, units;
    if (b.units == 0 || !scale_up(a.units, common - a.scale, &dividend) ||
        !scale_up(b.units, common - b.scale, &divisor))
        return false;
    if ((dividend < 0 && __builtin_sub_overflow(0, dividend, &dividend)) ||
        (divisor < 0 && __builtin_sub_overflow(0, divisor, &divisor)) ||
        !divide(dividend, divisor, scale, &units))
        return false;
    *quotient = (struct decimal){negative ? -units : units, scale};
    return true;
}
