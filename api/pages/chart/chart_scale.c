/* See chart_scale.h. A decimal has 18 digits at most, before or behind the point: where both kinds
 * meet in one picture, digits behind the point that are too small to be seen are left out. */
#include "hiraku/pages/chart/chart_scale.h"

enum { STEPS_MAX = 40, CLOSE = 3 };

/* Units that leave room for what is multiplied with them here: places have fewer than 7 digits. */
#define UNITS_MAX ((decimal_units)1000000000000000000 * 10000000)

static struct decimal chart_scale_coarser(struct decimal value)
{
    return (struct decimal){value.units / 10, value.scale - 1};
}

void chart_range_add(struct chart_range *range, struct slice value)
{
    struct decimal decimal;
    if (decimal_parse(value, &decimal) != DECIMAL_GOOD)
        return;
    if (!range->any || decimal_compare(decimal, range->least) < 0)
        range->least = decimal;
    if (!range->any || decimal_compare(decimal, range->most) > 0)
        range->most = decimal;
    range->any = true;
}

/* The value in units of 10^−scale, which it has or is finer than. */
static bool chart_scale_in(struct decimal value, unsigned scale, decimal_units *units)
{
    while (value.scale > scale)
        value = chart_scale_coarser(value);
    *units = value.units;
    for (unsigned i = value.scale; i < scale; i++) {
        *units *= 10;
        if (*units > UNITS_MAX || *units < -UNITS_MAX)
            return false;
    }
    return true;
}

/* The largest multiple of `step` that is not above, the smallest that is not below. */
static decimal_units chart_scale_floor(decimal_units units, decimal_units step)
{
    return units / step * step - (units % step < 0 ? step : 0);
}

static decimal_units chart_scale_ceiling(decimal_units units, decimal_units step)
{
    return units / step * step + (units % step > 0 ? step : 0);
}

/* The least of 1, 2, 5, 10, 20 … by which at most `ticks` steps do. */
static decimal_units chart_scale_step(decimal_units low, decimal_units high, int ticks)
{
    static const int factors[] = {1, 2, 5};
    for (decimal_units power = 1;; power *= 10)
        for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
            decimal_units step = power * factors[i];
            if ((chart_scale_ceiling(high, step) - chart_scale_floor(low, step)) / step <= ticks)
                return step;
        }
}

static bool chart_scale_is_far(decimal_units low, decimal_units high)
{
    decimal_units least = low < 0 ? -high : low;
    return (low > 0 || high < 0) && high - low > 0 && (high - low) * CLOSE < least;
}

struct chart_scale chart_scale_of(const struct chart_range *range, bool from_zero, int ticks)
{
    struct chart_scale scale = {.high = 1, .step = 1, .any = range->any};
    if (!range->any)
        return scale;
    scale.scale = range->least.scale > range->most.scale ? range->least.scale : range->most.scale;
    while (scale.scale > 0 && (!chart_scale_in(range->least, scale.scale, &scale.low) ||
                               !chart_scale_in(range->most, scale.scale, &scale.high)))
        scale.scale--;
    chart_scale_in(range->least, scale.scale, &scale.low);
    chart_scale_in(range->most, scale.scale, &scale.high);
    scale.broken = !from_zero && chart_scale_is_far(scale.low, scale.high);
    if (!scale.broken && scale.low > 0)
        scale.low = 0;
    if (!scale.broken && scale.high < 0)
        scale.high = 0;
    if (scale.low == scale.high)
        scale.high = scale.low + 1;
    scale.step = chart_scale_step(scale.low, scale.high, ticks);
    scale.low = chart_scale_floor(scale.low, scale.step);
    scale.high = chart_scale_ceiling(scale.high, scale.step);
    return scale;
}

bool chart_scale_of_units(const struct chart_scale *scale, struct decimal value,
                          decimal_units *units)
{
    return chart_scale_in(value, scale->scale, units);
}

long chart_scale_units(const struct chart_scale *scale, decimal_units units)
{
    decimal_units span = scale->high - scale->low;
    return scale->from + (long)((units - scale->low) * (scale->to - scale->from) / span);
}

bool chart_scale_place(const struct chart_scale *scale, struct slice value, long *place)
{
    struct decimal decimal;
    decimal_units units;
    if (decimal_parse(value, &decimal) != DECIMAL_GOOD ||
        !chart_scale_in(decimal, scale->scale, &units))
        return false;
    *place = chart_scale_units(scale, units);
    return true;
}

bool chart_scale_tick(const struct chart_scale *scale, int i, char text[DECIMAL_TEXT_SIZE])
{
    struct decimal tick = {scale->low + i * scale->step, scale->scale};
    decimal_units low = scale->low, step = scale->step;
    if (i > STEPS_MAX || tick.units > scale->high || !scale->any)
        return false;
    for (; tick.scale > 0 && step % 10 == 0 && low % 10 == 0; low /= 10, step /= 10)
        tick = chart_scale_coarser(tick);
    decimal_format(tick, text);
    return true;
}
