/* The triples of a record as vocabulary.md has them, seen by a sink that writes them down. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/query/view.h"

#include "exporters/things.h"

static void see_subject(struct emit *emit, struct slice iri, struct slice type)
{
    out_text(emit->out, "<");
    out_slice(emit->out, iri);
    out_text(emit->out, "> a ");
    out_slice(emit->out, type);
    out_char(emit->out, '\n');
}

static void see_type(struct emit *emit, struct slice curie)
{
    out_text(emit->out, "a ");
    out_slice(emit->out, curie);
    out_char(emit->out, '\n');
}

static void see_link(struct emit *emit, struct slice predicate, struct slice iri)
{
    out_slice(emit->out, predicate);
    out_text(emit->out, " <");
    out_slice(emit->out, iri);
    out_text(emit->out, ">\n");
}

static void see_literal(struct emit *emit, struct slice predicate, struct slice text,
                        const char *lang, const char *datatype)
{
    out_slice(emit->out, predicate);
    out_text(emit->out, " '");
    out_slice(emit->out, text);
    out_text(emit->out, lang ? "'@" : datatype ? "'^^" : "'");
    out_text(emit->out, lang ? lang : datatype);
    out_char(emit->out, '\n');
}

static void see_end(struct emit *emit)
{
    out_text(emit->out, ".\n");
}

static const struct triple_sink sink = {see_subject, see_type, see_link, see_literal, see_end};
static const struct writer seen = {.triples = &sink};

static void check(const struct resource *resource, enum shape shape, const struct slice *cells,
                  const struct slice *same, const char *expected)
{
    struct out out;
    out_open_memory(&out, 1 << 16);
    struct view view = view_of(resource, 0);
    struct emit emit = {.out = &out,
                        .instance = &instance,
                        .view = &view,
                        .shape = shape,
                        .graph = state_for(&seen)};
    struct row row = {.view = &view, .cells = cells, .same = same};
    graph_row(&emit, &row);
    out_char(&out, '\0');
    assert_int_equal(out.error, STATUS_OK);
    assert_string_equal(out_written(&out).at, expected);
    out_close(&out);
    graph_state_free(emit.graph);
}

#define ID "https://city.example/id/"
#define CONSTANTS                                                                                  \
    "qb:dataSet <" ID "datasets/things>\nhk:rule <http://www.w3.org/2004/02/skos/core#Concept>\n"
#define IDENTIFIER(subject)                                                                        \
    "<" subject "#corporate-number> a adms:Identifier\n"                                           \
    "skos:notation '3000020141003'^^hk:JapaneseCorporateNumber\n"                                  \
    "adms:schemaAgency '国税庁'@ja\n.\n"
#define CODES                                                                                      \
    "<https://w3id.org/hiraku/ns#kind-codes> a skos:ConceptScheme\n.\n"                            \
    "<https://w3id.org/hiraku/ns#kind-plain> a skos:Concept\n"                                     \
    "skos:inScheme <https://w3id.org/hiraku/ns#kind-codes>\n"                                      \
    "skos:notation 'plain'\n"                                                                      \
    "skos:prefLabel '普通'@ja\n"                                                                 \
    "skos:prefLabel 'plain'@en\n.\n"
#define PRECISION(value, ja, en)                                                                   \
    "<https://w3id.org/hiraku/ns#precision-codes> a skos:ConceptScheme\n"                          \
    "dct:title '精度'@ja\ndct:title 'precision'@en\n"                                            \
    "rdfs:label '精度'@ja\nrdfs:label 'precision'@en\n"                                          \
    "rdfs:comment '期間の種類。'@ja\nrdfs:comment 'What kind of period it is.'@en\n.\n"      \
    "<https://w3id.org/hiraku/ns#precision-" value "> a skos:Concept\n"                            \
    "skos:inScheme <https://w3id.org/hiraku/ns#precision-codes>\n"                                 \
    "skos:notation '" value "'\nskos:prefLabel '" ja "'@ja\nskos:prefLabel '" en "'@en\n.\n"
#define FULL                                                                                       \
    "<" ID "things/t-1> a skos:Concept\n"                                                          \
    "a prov:Entity\n"                                                                              \
    "a foaf:Document\n"                                                                            \
    "a hk:Thing\n"                                                                                 \
    "dct:identifier 't-1'\n"                                                                       \
    "dct:title '" HOSTILE "'@ja\n"                                                                 \
    "foaf:name '" HOSTILE "'@ja\n"                                                                 \
    "hk:kind <https://w3id.org/hiraku/ns#kind-plain>\n"                                            \
    "hk:count '-3'^^xsd:integer\n"                                                                 \
    "sdmx-measure:obsValue '5.00'^^xsd:decimal\n"                                                  \
    "hk:open 'true'^^xsd:boolean\n"                                                                \
    "hk:day '2011-06-14'^^xsd:date\n"                                                              \
    "schema:startDate '2011-06'^^xsd:gYearMonth\n"                                                 \
    "schema:endDate '2011-06'^^xsd:gYearMonth\n"                                                   \
    "hk:period <" ID "periods/FY2023>\n"                                                           \
    "foaf:homepage <https://e.example/?a=1&b=%22>\n"                                               \
    "dct:isPartOf <" ID "things/t.2~_>\n"                                                          \
    "hk:friend <" ID "things/t-3>\n"                                                               \
    "hk:friend <" ID "things/t-4>\n"                                                               \
    "dct:spatial <http://data.example/C14100>\n"                                                   \
    "hk:corporateNumber '3000020141003'\n"                                                         \
    "cv:hasCompetentAuthority <" ID "places/430005>\n"                                             \
    "hk:unit <http://unit.example/A%20B>\n" CONSTANTS "adms:identifier <" ID                       \
    "things/t-1#corporate-number>\n"                                                               \
    "schema:iso6523Code '0188:3000020141003'\n.\n" IDENTIFIER(                                     \
        ID "things/t-1") "<https://e.example/?a=1&b=%22> a foaf:Document\n.\n"

static void every_type_of_column(void **state)
{
    (void)state;
    check(&things, SHAPE_LIST, full, NULL, FULL CODES);
}

static void record_describes_its_periods(void **state)
{
    (void)state;
    check(&things, SHAPE_RECORD, full, NULL,
          FULL "<" ID "periods/FY2023> a time:ProperInterval\n"
               "a dct:PeriodOfTime\n"
               "dct:identifier 'FY2023'\n"
               "skos:notation 'FY2023'\n"
               "skos:prefLabel '2023年度'@ja\n"
               "skos:prefLabel 'fiscal year 2023'@en\n"
               "skos:altLabel '令和5年度'@ja\n"
               "hk:precision <https://w3id.org/hiraku/ns#precision-fiscal_year>\n"
               "dcat:startDate '2023-04-01'^^xsd:date\n"
               "dcat:endDate '2024-03-31'^^xsd:date\n"
               "hk:fiscalYear '2023'^^xsd:integer\n"
               "time:intervalEquals <http://reference.data.gov.uk/id/gregorian-interval/"
               "2023-04-01T00:00:00/P1Y>\n.\n" PRECISION("fiscal_year", "年度", "fiscal year")
                   CODES);
}

static void empty_cells_are_no_triples(void **state)
{
    (void)state;
    check(&things, SHAPE_RECORD, sparse, NULL,
          "<" ID "things/t-2> a skos:Concept\n"
          "a prov:Entity\n"
          "dct:identifier 't-2'\n"
          "dct:isPartOf <https://w3id.org/hiraku/ns#_T>\n" CONSTANTS ".\n");
}

/* A variant that replaces; a code with its own IRI; an open range; a day; one period named twice.
 */
static void variants_and_periods(void **state)
{
    (void)state;
    struct slice cells[ROW_SIZE] = {[0] = slice_of("t-5"),
                                    [2] = slice_of("known"),
                                    [7] = slice_of("2023-04-01/.."),
                                    [8] = slice_of("2023-04-01/.."),
                                    [10] = slice_of("t-1")};
    struct out out;
    out_open_memory(&out, 1 << 16);
    struct view view = view_of(&things, 0);
    struct emit emit = {.out = &out,
                        .instance = &instance,
                        .view = &view,
                        .shape = SHAPE_RECORD,
                        .graph = state_for(&seen)};
    struct row row = {.view = &view, .cells = cells};
    graph_row(&emit, &row);
    out_char(&out, '\0');
    const char *text = out_written(&out).at;
    assert_ptr_equal(strstr(text, "<" ID "things/t-5> a prov:Entity\na prov:Activity\ndct:"), text);
    assert_non_null(
        strstr(text, "hk:kind <http://purl.org/linked-data/sdmx/2009/code#obsStatus-A>\n"));
    assert_null(strstr(text, "qb:dataSet"));
    assert_non_null(strstr(text, "dct:temporal <" ID "periods/2023-04-01_~>\n"));
    const char *period = strstr(text, "<" ID "periods/2023-04-01_~> a time:ProperInterval\n");
    assert_non_null(period);
    assert_null(strstr(strchr(period, '\n'), "a time:ProperInterval"));
    assert_non_null(strstr(period, "skos:notation '2023-04-01/..'\n"));
    assert_non_null(strstr(period, "dcat:startDate '2023-04-01'^^xsd:date\n"));
    assert_null(strstr(period, "dcat:endDate"));
    assert_null(strstr(period, "time:intervalEquals"));
    out_close(&out);
    graph_state_free(emit.graph);
}

static void undated_is_no_interval(void **state)
{
    (void)state;
    struct slice cells[ROW_SIZE] = {[0] = slice_of("t-6"), [8] = slice_of("undated")};
    check(&things, SHAPE_RECORD, cells, NULL,
          "<" ID "things/t-6> a skos:Concept\n"
          "a prov:Entity\n"
          "dct:identifier 't-6'\n"
          "hk:period <" ID "periods/undated>\n"
          "dct:isPartOf <https://w3id.org/hiraku/ns#_T>\n" CONSTANTS ".\n"
          "<" ID "periods/undated> a dct:PeriodOfTime\n"
          "dct:identifier 'undated'\n"
          "skos:notation 'undated'\n"
          "skos:prefLabel '時期の記載なし'@ja\n"
          "skos:prefLabel 'undated'@en\n"
          "hk:precision <https://w3id.org/hiraku/ns#precision-undated>\n.\n" PRECISION(
              "undated", "時期の記載なし", "undated"));
}

/* One thing, one IRI: as subject by _same_as, as object by what the store found. */
static void same_things_have_one_iri(void **state)
{
    (void)state;
    struct slice cells[ROW_SIZE] = {
        [0] = slice_of("t-7"), [10] = slice_of("t-8"), [15] = slice_of("141003")};
    struct slice same[ROW_SIZE] = {[10] = slice_of("430005")};
    check(&things, SHAPE_LIST, cells, same,
          "<" ID "places/141003> a skos:Concept\n"
          "a prov:Entity\n"
          "dct:identifier 't-7'\n"
          "dct:isPartOf <" ID "places/430005>\n" CONSTANTS ".\n");
}

static void place_has_its_own_subject(void **state)
{
    (void)state;
    struct slice cells[] = {slice_of("141003"), slice_of("横浜市"), slice_of("140007")};
    check(&places, SHAPE_LIST, cells, NULL,
          "<" ID "places/141003> a cv:PublicOrganisation\n"
          "a foaf:Agent\n"
          "dct:identifier '141003'\n"
          "skos:prefLabel '横浜市'@ja\n"
          "dct:isPartOf <http://data.example/C14000>\n"
          "dct:spatial <http://data.example/C14100>\n.\n"
          "<http://data.example/C14100> a dct:Location\n"
          "skos:prefLabel '横浜市'@ja\n"
          "dct:isPartOf <http://data.example/C14000>\n.\n");
}

static void id_longer_than_any_iri(void **state)
{
    (void)state;
    static char id[8000];
    memset(id, 'x', sizeof id);
    struct slice cells[ROW_SIZE] = {{id, sizeof id}};
    struct out out;
    out_open_memory(&out, 1 << 20);
    struct view view = view_of(&things, 0);
    struct emit emit = {
        .out = &out, .instance = &instance, .view = &view, .graph = state_for(&seen)};
    struct row row = {.view = &view, .cells = cells};
    graph_row(&emit, &row);
    assert_int_equal(out_finish(&out, NULL), STATUS_TOO_LARGE);
    out_close(&out);
    graph_state_free(emit.graph);
}

/* A code is described where it comes first; equal predicates stand together. */
static void codes_are_described_once(void **state)
{
    (void)state;
    struct slice cells[ROW_SIZE] = {[0] = slice_of("t-9"), [2] = slice_of("plain")};
    struct out out;
    out_open_memory(&out, 1 << 16);
    struct view view = view_of(&things, 0);
    struct emit emit = {
        .out = &out, .instance = &instance, .view = &view, .graph = state_for(&seen)};
    struct row row = {.view = &view, .cells = cells};
    graph_row(&emit, &row);
    size_t once = out.len;
    graph_row(&emit, &row);
    out_char(&out, '\0');
    assert_non_null(strstr(out.bytes, CODES));
    assert_null(strstr(out.bytes + once, "a skos:ConceptScheme"));
    out_close(&out);
    graph_state_free(emit.graph);
}

static void prefixes_in_use(void **state)
{
    (void)state;
    struct view view = view_of(&places, 0);
    struct emit emit = {.instance = &instance, .view = &view};
    assert_true(graph_mentions(&emit, "dct"));
    assert_true(graph_mentions(&emit, "cv"));
    assert_false(graph_mentions(&emit, "adms"));
    assert_false(graph_mentions(&emit, "d"));
    struct view other = view_of(&things, 0);
    struct row about = {.view = &other, .cells = full};
    struct envelope envelope = {.about = &about};
    emit.envelope = &envelope;
    assert_true(graph_mentions(&emit, "adms"));
    assert_true(graph_mentions(&emit, "time"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_of_column),
        cmocka_unit_test(record_describes_its_periods),
        cmocka_unit_test(empty_cells_are_no_triples),
        cmocka_unit_test(variants_and_periods),
        cmocka_unit_test(undated_is_no_interval),
        cmocka_unit_test(same_things_have_one_iri),
        cmocka_unit_test(place_has_its_own_subject),
        cmocka_unit_test(id_longer_than_any_iri),
        cmocka_unit_test(codes_are_described_once),
        cmocka_unit_test(prefixes_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
