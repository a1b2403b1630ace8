/* Character data and attribute values by XML 1.0 s.2.2, s.2.4, s.2.11 and s.3.3.3. */
#include "hiraku/base/out.h"
#include "hiraku/base/xml_text.h"

#include "exporters/things.h"

typedef void escape(struct out *out, struct slice text);

static void check(escape *write, struct slice text, const char *expected)
{
    struct out out;
    out_open_memory(&out, 4096);
    write(&out, text);
    assert_int_equal(out.error, STATUS_OK);
    out_char(&out, '\0');
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
}

static void check_fails(struct slice text)
{
    escape *const writes[] = {xml_text, xml_attribute};
    for (size_t i = 0; i < 2; i++) {
        struct out out;
        out_open_memory(&out, 4096);
        writes[i](&out, text);
        assert_int_equal(out_finish(&out, NULL), STATUS_INTERNAL);
        out_close(&out);
    }
}

static void text_keeps_white_space(void **state)
{
    (void)state;
    check(xml_text, (struct slice){NULL, 0}, "");
    check(xml_text, slice_of(HOSTILE), "\"&lt;&amp;]]&gt;\n&#13;\t{x}\xF4\x8F\xBF\xBF");
    check(xml_text, slice_of(" a  b "), " a  b ");
}

static void attributes_keep_white_space(void **state)
{
    (void)state;
    check(xml_attribute, slice_of(HOSTILE),
          "&quot;&lt;&amp;]]&gt;&#10;&#13;&#9;{x}\xF4\x8F\xBF\xBF");
    check(xml_attribute, slice_of("it's"), "it's");
}

/* U+FF1A, U+FFFD and U+E000 are legal; U+FFFE and U+FFFF are not. */
static void neighbours_of_noncharacters(void **state)
{
    (void)state;
    check(xml_text, slice_of("\xEF\xBC\x9A\xEF\xBF\xBD\xEE\x80\x80"),
          "\xEF\xBC\x9A\xEF\xBF\xBD\xEE\x80\x80");
    check_fails(slice_of("a\xEF\xBF\xBE"));
    check_fails(slice_of("\xEF\xBF\xBF z"));
}

static void controls_fail(void **state)
{
    (void)state;
    for (char c = 0; c < 0x20; c++)
        if (c != '\t' && c != '\n' && c != '\r')
            check_fails((struct slice){(char[]){'a', c, 'b'}, 3});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_keeps_white_space),
        cmocka_unit_test(attributes_keep_white_space),
        cmocka_unit_test(neighbours_of_noncharacters),
        cmocka_unit_test(controls_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
