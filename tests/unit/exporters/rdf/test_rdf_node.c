/* rdf_node.h: which IRIs all formats write as they are. */
#include "exporters/rdf/rdf_node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LONGEST = 50 };

/* IRIREF (RDF 1.1 Turtle s.6.5); XML writes & and, in attributes, ' otherwise; U+FFFE and U+FFFF,
 * which XML does not have, begin with EF. */
static bool is_written_as_it_is(unsigned char byte)
{
    return byte > 0x20 && byte != 0x7F && byte != 0xEF && !strchr("<>\"{}|^`\\&'", byte);
}

static void each_byte_counts_wherever_it_stands(void **state)
{
    (void)state;
    char iri[LONGEST];
    for (size_t len = 1; len <= LONGEST; len++)
        for (size_t at = 0; at < len; at++)
            for (unsigned byte = 0; byte < 256; byte++) {
                memset(iri, 'a', len);
                iri[at] = (char)byte;
                assert_int_equal(rdf_iri_is_plain((struct slice){iri, len}),
                                 is_written_as_it_is((unsigned char)byte));
            }
}

static void no_bytes_are_no_iri(void **state)
{
    (void)state;
    assert_false(rdf_iri_is_plain(slice_of("")));
    assert_false(rdf_iri_is_plain(SLICE_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_byte_counts_wherever_it_stands),
        cmocka_unit_test(no_bytes_are_no_iri),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
