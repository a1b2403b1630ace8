/* JSON-LD 1.1 as a whole document: flat, each key once in an object. */
#include "documents.h"

static void jsonld_is_a_flat_graph_of_nodes(void **state)
{
    (void)state;
    char *text = document_of_a_place(&writer_jsonld);
    assert_memory_equal(text, "{\"@context\":{\"rdf\":\"", 20);
    assert_non_null(strstr(text, "\"@graph\":[\n{\"@id\":\"" BASE "\",\"@type\":[\"cv:"
                                 "PublicOrganisation\",\"foaf:Agent\"],"
                                 "\"dct:identifier\":[\"141003\"],"));
    assert_non_null(strstr(text, "{\"@value\":\"" NAME "\",\"@language\":\"ja\"}"));
    assert_string_equal(text + strlen(text) - 5, "}\n]}\n");
    free(text);
}

/* A predicate that comes again behind another one: a key must not be in an object twice. */
static void jsonld_reopens_a_node_rather_than_repeat_a_key(void **state)
{
    (void)state;
    struct emit emit;
    struct out out;
    const struct triple_sink *sink = document_begin(&emit, &out, &writer_jsonld);
    struct slice title = slice_of("dct:title"), type = slice_of("foaf:Document");
    sink->subject(&emit, slice_of("https://e.example/a"), type);
    sink->literal(&emit, title, slice_of("甲"), "ja", NULL);
    sink->iri(&emit, slice_of("foaf:page"), slice_of("https://e.example/p"));
    sink->literal(&emit, title, slice_of("a"), "en", NULL);
    sink->end(&emit);
    out_char(&out, '\0');
    assert_non_null(strstr(out.bytes, "\"foaf:page\":[{\"@id\":\"https://e.example/p\"}]},\n"
                                      "{\"@id\":\"https://e.example/a\",\"dct:title\":["));
    out_close(&out);
    graph_state_free(emit.graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jsonld_is_a_flat_graph_of_nodes),
        cmocka_unit_test(jsonld_reopens_a_node_rather_than_repeat_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
