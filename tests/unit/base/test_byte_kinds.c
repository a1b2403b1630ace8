/* byte_kinds.h, after XML 1.0 s.2.2 and 2.4 and RDF 1.1 Turtle s.6.4. */
#include "hiraku/base/byte_kinds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF] */
static void only_three_controls_are_characters(void **state)
{
    (void)state;
    for (int c = 0; c < 0x20; c++) {
        char byte = (char)c;
        bool good = c == 0x09 || c == 0x0A || c == 0x0D;
        assert_int_equal(byte_is_refused((struct slice){&byte, 1}, 0), !good);
    }
    for (int c = 0x20; c < 0x80; c++) {
        char byte = (char)c;
        assert_false(byte_is_refused((struct slice){&byte, 1}, 0));
    }
}

static void fffe_and_ffff_are_no_characters(void **state)
{
    (void)state;
    assert_true(byte_is_refused(slice_of("\xEF\xBF\xBE"), 0));
    assert_true(byte_is_refused(slice_of("a\xEF\xBF\xBF"), 1));
    assert_false(byte_is_refused(slice_of("\xEF\xBF\xBD"), 0));
    assert_false(byte_is_refused(slice_of("\xEF\xBC\x81"), 0));
    assert_false(byte_is_refused(slice_of("\xEF\xBF"), 0));
}

/* STRING_LITERAL_QUOTE ::= '"' ([^#x22#x5C#xA#xD] | ECHAR | UCHAR)* '"' */
static void strings_escape_what_turtle_does_not_let_stand(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++)
        assert_int_equal((byte_kinds[c] & BYTE_STRING) != 0,
                         c == 0x22 || c == 0x5C || c == 0x0A || c == 0x0D);
}

/* The < and the & are never literal, the > not behind ]]; a parser makes LF of a CR (s.2.11), and a
 * space of white space in an attribute (s.3.3.3). */
static void xml_has_references_where_it_would_be_read_otherwise(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        bool text = c == '<' || c == '&' || c == '>' || c == '\r';
        bool attribute = c == '"' || c == '\t' || c == '\n';
        assert_int_equal((byte_kinds[c] & BYTE_TEXT) != 0, text);
        assert_int_equal((byte_kinds[c] & BYTE_ATTRIBUTE) != 0, attribute);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_three_controls_are_characters),
        cmocka_unit_test(fffe_and_ffff_are_no_characters),
        cmocka_unit_test(strings_escape_what_turtle_does_not_let_stand),
        cmocka_unit_test(xml_has_references_where_it_would_be_read_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
