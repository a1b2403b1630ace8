/* Turtle (RDF 1.1 Turtle), N-Triples and JSON-LD 1.1 as whole documents, and what they refuse. That
 * all say the same is tested over HTTP with parsers that are not ours. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/exporters/writer.h"

#include "exporters/things.h"

#define DCT  "http://purl.org/dc/terms/"
#define BASE "https://city.example/id/places/141003"
#define NAME "横浜\\n\\\"市\\\"\\\\"

static char *place(const struct writer *writer)
{
    static const struct slice cells[] = {CELL("141003"), CELL("横浜\n\"市\"\\"), {NULL, 0}};
    const struct slice *rows[] = {cells};
    return written(writer, SHAPE_LIST, NULL, &places, rows, 1);
}

static void ntriples_is_a_triple_a_line(void **state)
{
    (void)state;
    char *text = place(&writer_ntriples);
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

static void turtle_groups_by_subject_and_predicate(void **state)
{
    (void)state;
    char *text = place(&writer_turtle);
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

static void jsonld_is_a_flat_graph_of_nodes(void **state)
{
    (void)state;
    char *text = place(&writer_jsonld);
    assert_memory_equal(text, "{\"@context\":{\"rdf\":\"", 20);
    assert_non_null(strstr(text, "\"@graph\":[\n{\"@id\":\"" BASE "\",\"@type\":[\"cv:"
                                 "PublicOrganisation\",\"foaf:Agent\"],"
                                 "\"dct:identifier\":[\"141003\"],"));
    assert_non_null(strstr(text, "{\"@value\":\"" NAME "\",\"@language\":\"ja\"}"));
    assert_string_equal(text + strlen(text) - 5, "}\n]}\n");
    free(text);
}

static const struct triple_sink *begin(struct emit *emit, struct out *out,
                                       const struct writer *writer)
{
    *emit = (struct emit){
        .out = out, .instance = &instance, .shape = SHAPE_LIST, .graph = state_for(writer)};
    out_open_memory(out, 1 << 16);
    writer->begin(emit);
    return writer->triples;
}

/* A predicate that comes again behind another one: a key must not be in an object twice. */
static void jsonld_reopens_a_node_rather_than_repeat_a_key(void **state)
{
    (void)state;
    struct emit emit;
    struct out out;
    const struct triple_sink *sink = begin(&emit, &out, &writer_jsonld);
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

static void check_continued(const struct writer *writer, const char *expected)
{
    struct emit emit;
    struct out out;
    const struct triple_sink *sink = begin(&emit, &out, writer);
    struct slice none = {NULL, 0};
    sink->subject(&emit, slice_of("https://e.example/a"), none);
    sink->iri(&emit, slice_of("foaf:page"), slice_of("https://e.example/p"));
    sink->literal(&emit, slice_of("dct:title"), slice_of("a"), "en", NULL);
    sink->end(&emit);
    out_char(&out, '\0');
    assert_int_equal(out.error, STATUS_OK);
    assert_non_null(strstr(out.bytes, expected));
    out_close(&out);
    graph_state_free(emit.graph);
}

static void a_subject_goes_on_without_its_classes(void **state)
{
    (void)state;
    check_continued(&writer_ntriples, "<https://e.example/a> <http://xmlns.com/foaf/0.1/page> "
                                      "<https://e.example/p> .\n<https://e.example/a> ");
    check_continued(&writer_turtle, "\n<https://e.example/a> foaf:page <https://e.example/p> ;\n"
                                    "    dct:title \"a\"@en .\n");
    check_continued(&writer_rdfxml, "  <rdf:Description rdf:about=\"https://e.example/a\">\n"
                                    "    <foaf:page rdf:resource=\"https://e.example/p\"/>\n"
                                    "    <dct:title xml:lang=\"en\">a</dct:title>\n"
                                    "  </rdf:Description>\n");
    check_continued(&writer_jsonld, "{\"@id\":\"https://e.example/a\","
                                    "\"foaf:page\":[{\"@id\":\"https://e.example/p\"}],"
                                    "\"dct:title\":[{\"@value\":\"a\",\"@language\":\"en\"}]}");
}

static const struct writer *const formats[] = {&writer_rdfxml, &writer_turtle, &writer_ntriples,
                                               &writer_jsonld};

static void check_fails(const char *iri, const char *text)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct emit emit;
        struct out out;
        const struct triple_sink *sink = begin(&emit, &out, formats[i]);
        struct slice type = slice_of("foaf:Document");
        sink->subject(&emit, slice_of("https://e.example/a"), type);
        sink->iri(&emit, slice_of("foaf:page"), slice_of(iri));
        sink->literal(&emit, slice_of("dct:title"), slice_of(text), NULL, NULL);
        sink->end(&emit);
        assert_int_equal(out_finish(&out, NULL), STATUS_INTERNAL);
        out_close(&out);
        graph_state_free(emit.graph);
    }
}

static void no_format_writes_what_is_no_iri_or_no_character(void **state)
{
    (void)state;
    static const char *const iris[] = {"https://e.example/a b", "https://e.example/<",
                                       "https://e.example/{x}", "https://e.example/\\u0020", ""};
    for (size_t i = 0; i < sizeof iris / sizeof *iris; i++)
        check_fails(iris[i], "good");
    check_fails("https://e.example/", "\x0B");
    check_fails("https://e.example/", "\x01");
    check_fails("https://e.example/", "\xEF\xBF\xBF");
}

static void sink_that_refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        check_refused(formats[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ntriples_is_a_triple_a_line),
        cmocka_unit_test(a_subject_goes_on_without_its_classes),
        cmocka_unit_test(turtle_groups_by_subject_and_predicate),
        cmocka_unit_test(links_to_many_share_a_predicate),
        cmocka_unit_test(jsonld_is_a_flat_graph_of_nodes),
        cmocka_unit_test(jsonld_reopens_a_node_rather_than_repeat_a_key),
        cmocka_unit_test(no_format_writes_what_is_no_iri_or_no_character),
        cmocka_unit_test(sink_that_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
