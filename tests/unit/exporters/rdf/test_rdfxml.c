/* RDF/XML by the W3C Recommendation of 25 February 2014 s.2, read back with libxml2. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/query/view.h"

#include "exporters/things.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#define DCT "http://purl.org/dc/terms/"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

static void place_as_a_whole_document(void **state)
{
    (void)state;
    struct slice cells[] = {slice_of("141003"), slice_of("横浜 & \"市\""), {NULL, 0}};
    const struct slice *rows[] = {cells};
    char *text = written(&writer_rdfxml, SHAPE_LIST, NULL, &places, rows, 1);
    assert_string_equal(
        text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<rdf:RDF xml:base=\"https://city.example/\"\n"
              "    xmlns:rdf=\"" RDF "\"\n"
              "    xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\"\n"
              "    xmlns:foaf=\"http://xmlns.com/foaf/0.1/\"\n"
              "    xmlns:dct=\"" DCT "\"\n"
              "    xmlns:cv=\"http://data.europa.eu/m8g/\">\n"
              "  <cv:PublicOrganisation rdf:about=\"https://city.example/id/places/141003\">\n"
              "    <rdf:type rdf:resource=\"http://xmlns.com/foaf/0.1/Agent\"/>\n"
              "    <dct:identifier>141003</dct:identifier>\n"
              "    <skos:prefLabel xml:lang=\"ja\">横浜 &amp; \"市\"</skos:prefLabel>\n"
              "    <dct:spatial rdf:resource=\"http://data.example/C14100\"/>\n"
              "  </cv:PublicOrganisation>\n"
              "  <dct:Location rdf:about=\"http://data.example/C14100\">\n"
              "    <skos:prefLabel xml:lang=\"ja\">横浜 &amp; \"市\"</skos:prefLabel>\n"
              "  </dct:Location>\n"
              "</rdf:RDF>\n");
    free(text);
}

static xmlNode *property(xmlNode *subject, const char *name)
{
    for (xmlNode *node = subject->children; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0)
            return node;
    fail_msg("no %s", name);
    return NULL;
}

static void check_attribute(xmlNode *node, const char *name, const char *expected)
{
    xmlChar *value = xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)RDF);
    assert_non_null(value);
    assert_string_equal((const char *)value, expected);
    xmlFree(value);
}

static void hostile_text_comes_back(void **state)
{
    (void)state;
    const struct slice *rows[] = {full, sparse};
    char *text = written(&writer_rdfxml, SHAPE_LIST, NULL, &things, rows, 2);
    xmlDoc *document = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET);
    assert_non_null(document);
    xmlNode *subject = xmlFirstElementChild(xmlDocGetRootElement(document));
    check_attribute(subject, "about", "https://city.example/id/things/t-1");
    xmlChar *title = xmlNodeGetContent(property(subject, "title"));
    assert_string_equal((const char *)title, HOSTILE);
    xmlFree(title);
    xmlChar *value = xmlNodeGetContent(property(subject, "obsValue"));
    assert_string_equal((const char *)value, "5.00");
    xmlFree(value);
    check_attribute(property(subject, "obsValue"), "datatype",
                    "http://www.w3.org/2001/XMLSchema#decimal");
    check_attribute(property(subject, "homepage"), "resource", "https://e.example/?a=1&b=%22");
    xmlFreeDoc(document);
    free(text);
}

static void the_same_bytes_twice(void **state)
{
    (void)state;
    const struct slice *rows[] = {full};
    char *one = written(&writer_rdfxml, SHAPE_RECORD, NULL, &things, rows, 1);
    char *two = written(&writer_rdfxml, SHAPE_RECORD, NULL, &things, rows, 1);
    assert_string_equal(one, two);
    free(one);
    free(two);
}

static void list_tells_what_it_is_about(void **state)
{
    (void)state;
    struct view view = view_of(&places, 0);
    struct slice cells[] = {slice_of("141003"), slice_of("横浜市"), {NULL, 0}};
    struct row about = {.view = &view, .cells = cells};
    struct envelope envelope = {.about = &about, .about_name = "place"};
    const struct slice *rows[] = {sparse};
    char *text = written(&writer_rdfxml, SHAPE_LIST, &envelope, &things, rows, 1);
    const char *place = strstr(text, "rdf:about=\"https://city.example/id/places/141003\"");
    const char *thing = strstr(text, "rdf:about=\"https://city.example/id/things/t-2\"");
    assert_non_null(place);
    assert_non_null(thing);
    assert_true(place < thing);
    assert_non_null(strstr(text, "xmlns:cv="));
    free(text);
}

static void illegal_character_fails(void **state)
{
    (void)state;
    struct slice cells[] = {slice_of("141003"), slice_of("a\x0B"), {NULL, 0}};
    const struct slice *rows[] = {cells};
    struct out out;
    out_open_memory(&out, 1 << 16);
    struct view view = view_of(&places, 0);
    write_rows(&out, &writer_rdfxml, SHAPE_LIST, NULL, &view, rows, 1);
    assert_int_equal(out_finish(&out, NULL), STATUS_INTERNAL);
    out_close(&out);
}

static void sink_that_refuses(void **state)
{
    (void)state;
    check_refused(&writer_rdfxml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(place_as_a_whole_document), cmocka_unit_test(hostile_text_comes_back),
        cmocka_unit_test(the_same_bytes_twice),      cmocka_unit_test(list_tells_what_it_is_about),
        cmocka_unit_test(illegal_character_fails),   cmocka_unit_test(sink_that_refuses),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
