/* See colour.h. Knows neither pages nor style sheets, and no colour by a name. */
#include "hiraku/value/colour.h"

#include <math.h>
#include <stdio.h>

enum { COLOUR_STEPS = 255, COLOUR_SHORT = 4, COLOUR_LONG = 7 };

/* --- text ------------------------------------------------------------------------------------- */

/* -1: it is no hexadecimal digit. */
static int colour_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool colour_read(struct slice text, struct colour *colour)
{
    uint8_t parts[3];
    if ((text.len != COLOUR_SHORT && text.len != COLOUR_LONG) || text.at[0] != '#')
        return false;
    const size_t digits = text.len == COLOUR_SHORT ? 1 : 2;
    for (size_t i = 0; i < 3; i++) {
        int high = colour_digit(text.at[1 + i * digits]);
        int low = colour_digit(text.at[i * digits + digits]);
        if (high < 0 || low < 0)
            return false;
        parts[i] = (uint8_t)(high * 16 + low);
    }
    *colour = (struct colour){parts[0], parts[1], parts[2]};
    return true;
}

void colour_write(struct colour colour, char text[COLOUR_TEXT_SIZE])
{
    snprintf(text, COLOUR_TEXT_SIZE, "#%02x%02x%02x", colour.red, colour.green, colour.blue);
}

/* --- contrast --------------------------------------------------------------------------------- */

static double colour_linear(uint8_t part)
{
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

double colour_luminance(struct colour colour)
{
    return 0.2126 * colour_linear(colour.red) + 0.7152 * colour_linear(colour.green) +
           0.0722 * colour_linear(colour.blue);
}

double colour_contrast(struct colour one, struct colour other)
{
    double a = colour_luminance(one), b = colour_luminance(other);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

/* --- mending ---------------------------------------------------------------------------------- */

static uint8_t colour_mix_part(uint8_t part, int end, int step)
{
    return (uint8_t)(part + (end - part) * step / COLOUR_STEPS);
}

static struct colour colour_mix(struct colour colour, int end, int step)
{
    return (struct colour){colour_mix_part(colour.red, end, step),
                           colour_mix_part(colour.green, end, step),
                           colour_mix_part(colour.blue, end, step)};
}

static bool colour_suffices(struct colour colour, const struct colour *others, size_t count,
                            double contrast)
{
    for (size_t i = 0; i < count; i++)
        if (colour_contrast(colour, others[i]) < contrast)
            return false;
    return true;
}

bool colour_mend(struct colour colour, const struct colour *others, size_t count, double contrast,
                 struct colour *mended)
{
    static const int ends[] = {0, UINT8_MAX};
    for (int step = 0; step <= COLOUR_STEPS; step++)
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
            *mended = colour_mix(colour, ends[i], step);
            if (colour_suffices(*mended, others, count, contrast))
                return true;
        }
    return false;
}
