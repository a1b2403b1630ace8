/* RDF 1.1 Turtle as a whole document. That all formats say the same is tested over HTTP with
 * parsers that are not ours. */
#include "documents.h"

static void turtle_groups_by_subject_and_predicate(void **state)
{
    (void)state;
    char *text = document_of_a_place(&writer_turtle);
    assert_non_null(strstr(text, "@prefix dct: <" DCT "> .\n"));
    assert_non_null(strstr(text, "\n<" BASE "> a cv:PublicOrganisation , foaf:Agent ;\n"
                                 "    dct:identifier \"141003\" ;\n"
                                 "    skos:prefLabel \"" NAME "\"@ja ;\n"));
    free(text);
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        found++;
    return found;
}

static void links_to_many_share_a_predicate(void **state)
{
    (void)state;
    const struct slice *rows[] = {full};
    char *text = written(&writer_turtle, SHAPE_LIST, NULL, &things, rows, 1);
    assert_non_null(strstr(text, "    hk:friend <https://city.example/id/things/t-3> ,\n"
                                 "        <https://city.example/id/things/t-4> ;\n"));
    assert_int_equal(count(text, "hk:friend "), 1);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turtle_groups_by_subject_and_predicate),
        cmocka_unit_test(links_to_many_share_a_predicate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
