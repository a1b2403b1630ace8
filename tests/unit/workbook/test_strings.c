/* Shared strings, in memory and beyond it. */
#include "made_workbook.h"

#include "api/workbook/strings.h"

static void expect_appended(const char *text, const char *expected)
{
    struct out out;
    out_open_memory(&out, 1024);
    assert_true(strings_append(&out, slice_of(text)));
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void escaped_characters_are_read(void **state)
{
    (void)state;
    expect_appended("a_x000D_\nb", "a\nb");
    expect_appended("a\r\nb\rc", "a\nb\nc");
    expect_appended("_x0041__x3042_", "Aあ");
    expect_appended("_x005F_x0041_", "_x0041_");
    expect_appended("_x00_ _x004Z_ __", "_x00_ _x004Z_ __");
    expect_appended("_x0000__xD800_", "\xEF\xBF\xBD\xEF\xBF\xBD");
}

/* Some 12 MB of strings, more than are held in memory, asked for from both ends. */
static void strings_beyond_memory_are_found(void **state)
{
    enum { COUNT = 60000, SIZE = 200 };
    struct workbook_limits limits = workbook_limits_default();
    struct package package;
    struct strings *strings;
    struct problem p;
    struct slice text;
    struct out out;
    size_t len;
    bool there;
    (void)state;
    out_open_memory(&out, 32 << 20);
    out_text(&out, "<sst>");
    for (int i = 0; i < COUNT; i++) {
        char string[SIZE + 32];
        snprintf(string, sizeof string, "<si><t>%0*d</t></si>", SIZE, i);
        out_text(&out, string);
    }
    out_text(&out, "</sst>");
    out_char(&out, '\0');
    struct made made = MADE_PART("xl/sharedStrings.xml", out_written(&out).at);
    char *bytes = made_bytes(&made, &len);
    int fd = made_file(bytes, len);
    assert_int_equal(package_open(&package, fd, "a", &limits, &p), STATUS_OK);
    assert_int_equal(strings_read(&strings, &package, "xl/sharedStrings.xml", &p), STATUS_OK);
    for (int i = 0; i < COUNT; i++) {
        char expected[SIZE + 1];
        int at = i % 2 ? i : COUNT - 1 - i;
        snprintf(expected, sizeof expected, "%0*d", SIZE, at);
        assert_int_equal(strings_get(strings, (uint64_t)at, &text, &there, &p), STATUS_OK);
        assert_true(there && slice_is(text, expected));
    }
    assert_int_equal(strings_get(strings, COUNT, &text, &there, &p), STATUS_OK);
    assert_false(there);
    strings_free(strings);
    package_close(&package);
    close(fd);
    free(bytes);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escaped_characters_are_read),
        cmocka_unit_test(strings_beyond_memory_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
