/* Colours of sRGB and their contrast. */
#include "hiraku/value/colour.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct colour colour(const char *text)
{
    struct colour read = {1, 2, 3};
    if (!colour_read(slice_of(text), &read))
        fail_msg("%s is no colour", text);
    return read;
}

static void a_colour_is_read_and_written(void **state)
{
    (void)state;
    char text[COLOUR_TEXT_SIZE];
    colour_write(colour("#00a1FF"), text);
    assert_string_equal(text, "#00a1ff");
    colour_write(colour("#0bF"), text);
    assert_string_equal(text, "#00bbff");
}

static void what_is_no_colour_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        "#",        "#12",  "#1234", "#12345", "123456",
                                      "#12345g", "#1234567", "blue", "#xyz",  "rgb(0)", "#-12345"};
    struct colour read;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (colour_read(slice_of(bad[i]), &read))
            fail_msg("%s was read", bad[i]);
}

/* As axe-core 4.11 tells it (axe.commons.color.getContrast): #767676
 * on white is the lightest grey that is enough, #777777 is not. */
static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        double contrast; /* cut to two places */
    } known[] = {
        {"#000000", "#ffffff", 21},   {"#ffffff", "#ffffff", 1},    {"#767676", "#ffffff", 4.54},
        {"#777777", "#ffffff", 4.47}, {"#949494", "#ffffff", 3.03}, {"#959595", "#ffffff", 2.99},
        {"#0000ff", "#ffffff", 8.59}, {"#ff0000", "#ffffff", 3.99}, {"#008000", "#ffffff", 5.13},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double found = colour_contrast(colour(known[i].one), colour(known[i].other));
        if (fabs(floor(found * 100 + 1e-9) / 100 - known[i].contrast) > 0.001)
            fail_msg("%s on %s: %f", known[i].one, known[i].other, found);
        assert_true(found == colour_contrast(colour(known[i].other), colour(known[i].one)));
    }
    assert_true(colour_luminance(colour("#000")) == 0);
    assert_true(fabs(colour_luminance(colour("#fff")) - 1) < 1e-12);
}

static void a_colour_is_mended_as_little_as_is_needed(void **state)
{
    (void)state;
    struct colour mended, others[] = {colour("#ffffff"), colour("#f2f4f7")};
    char text[COLOUR_TEXT_SIZE];
    assert_true(colour_mend(colour("#777777"), others, 1, 4.5, &mended));
    colour_write(mended, text);
    assert_string_equal(text, "#767676");
    assert_true(colour_mend(colour("#777777"), others, 2, 4.5, &mended));
    assert_true(colour_contrast(mended, others[1]) >= 4.5);
    assert_true(colour_mend(colour("#003e9c"), others, 2, 4.5, &mended));
    colour_write(mended, text);
    assert_string_equal(text, "#003e9c"); /* it is good as it is */
    others[0] = colour("#333333");
    assert_true(colour_mend(colour("#444444"), others, 1, 4.5, &mended));
    assert_true(mended.red > 0x44); /* no black is dark enough beside it */
}

static void between_black_and_white_nothing_suffices(void **state)
{
    (void)state;
    struct colour mended, others[] = {colour("#ffffff"), colour("#000000")};
    assert_false(colour_mend(colour("#777777"), others, 2, 7, &mended));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_colour_is_read_and_written),
        cmocka_unit_test(what_is_no_colour_is_refused),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(a_colour_is_mended_as_little_as_is_needed),
        cmocka_unit_test(between_black_and_white_nothing_suffices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
