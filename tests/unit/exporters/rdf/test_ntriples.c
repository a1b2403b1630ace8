/* RDF 1.1 N-Triples as a whole document. */
#include "documents.h"

static void ntriples_is_a_triple_a_line(void **state)
{
    (void)state;
    char *text = document_of_a_place(&writer_ntriples);
    const char *last = strstr(text, "<http://data.example/C14100> <http");
    assert_memory_equal(text,
                        "<" BASE "> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
                        "<http://data.europa.eu/m8g/PublicOrganisation> .\n",
                        60);
    assert_non_null(strstr(text, "\n<" BASE "> <" DCT "identifier> \"141003\" .\n"));
    assert_non_null(strstr(text, "prefLabel> \"" NAME "\"@ja .\n"));
    assert_non_null(last);
    for (const char *at = text; *at; at = strchr(at, '\n') + 1)
        assert_int_equal(*at, '<');
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ntriples_is_a_triple_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
