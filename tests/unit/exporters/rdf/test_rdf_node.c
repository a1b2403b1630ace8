/* What the serialisers of triples share: a node that goes on, and what none of them writes. */
#include "documents.h"

static void check_continued(const struct writer *writer, const char *expected)
{
    struct emit emit;
    struct out out;
    const struct triple_sink *sink = document_begin(&emit, &out, writer);
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
        const struct triple_sink *sink = document_begin(&emit, &out, formats[i]);
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
        cmocka_unit_test(a_subject_goes_on_without_its_classes),
        cmocka_unit_test(no_format_writes_what_is_no_iri_or_no_character),
        cmocka_unit_test(sink_that_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
