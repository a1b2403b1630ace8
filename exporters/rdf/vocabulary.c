/* The vocabulary hk: as an ontology: classes, properties, datatypes, code lists and codes, each
 * with labels and comments in Japanese and English.
 *
 * Properties and codes come from the columns of the model, the rest from vocabulary_terms. */
#include "hiraku/exporters/rdf/vocabulary.h"

#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/graph_code.h"
#include "hiraku/exporters/rdf/graph_iri.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/model/type.h"
#include "hiraku/model/vocabulary.h"

struct ontology {
    struct emit *emit;
    const struct triple_sink *sink;
    struct iri_buffer iri;
};

static void vocabulary_link(struct ontology *ontology, const char *predicate, struct slice curie)
{
    ontology->sink->iri(ontology->emit, slice_of(predicate),
                        iri_buffer_expand(&ontology->iri, curie));
}

static void vocabulary_pair(struct ontology *ontology, const char *predicate, const char *ja,
                            const char *en)
{
    graph_pair(ontology->emit, ontology->sink, predicate, ja, en);
}

static void describe_ontology(struct ontology *ontology)
{
    ontology->sink->subject(ontology->emit, iri_buffer_expand(&ontology->iri, slice_of("hk:")),
                            slice_of("owl:Ontology"));
    vocabulary_pair(ontology, "dct:title", "hiraku の語彙", "The hiraku vocabulary");
    vocabulary_pair(ontology, "rdfs:label", "hiraku の語彙", "The hiraku vocabulary");
    vocabulary_pair(
        ontology, "dct:description",
        "自治体のオープンイノベーションの事業と成果を述べるための、ほかの語彙にない用語。",
        "Terms for open innovation in public services that other vocabularies lack.");
    ontology->sink->end(ontology->emit);
}

/* --- terms that are no columns --- */

static void describe_term(struct ontology *ontology, const struct vocabulary_term *term)
{
    struct slice types = slice_of(term->types), parents = slice_of(term->parents), type, word;
    char curie[80] = "hk:";
    bool concept = strcmp(term->types, "skos:Concept") == 0;
    strncat(curie, term->name, sizeof curie - 4);
    slice_word(&types, &type);
    ontology->sink->subject(ontology->emit, iri_buffer_expand(&ontology->iri, slice_of(curie)),
                            type);
    while (slice_word(&types, &word))
        ontology->sink->type(ontology->emit, word);
    vocabulary_pair(ontology, "rdfs:label", term->label_ja, term->label);
    if (concept)
        vocabulary_pair(ontology, "skos:prefLabel", term->label_ja, term->label);
    vocabulary_pair(ontology, "rdfs:comment", term->comment_ja, term->comment);
    while (slice_word(&parents, &word))
        vocabulary_link(ontology, "rdfs:subClassOf", word);
    vocabulary_link(ontology, "rdfs:isDefinedBy", slice_of("hk:"));
    ontology->sink->end(ontology->emit);
}

/* --- properties --- */

static bool curie_is_own(struct slice curie)
{
    return curie.len > 3 && memcmp(curie.at, "hk:", 3) == 0;
}

static bool column_has(const struct column *column, struct slice curie)
{
    return slice_has_word(slice_of(column->predicate), curie) ||
           slice_has_word(slice_of(column->rdf_starts), curie) ||
           slice_has_word(slice_of(column->rdf_ends), curie);
}

static const struct column *column_of_property(struct slice curie)
{
    const struct column *hidden = NULL;
    for (size_t i = 0; code_list_resource(i); i++)
        for (const struct column *c = code_list_resource(i)->columns; c->name; c++) {
            if (!column_has(c, curie))
                continue;
            if (c->doc)
                return c;
            hidden = hidden ? hidden : c;
        }
    return hidden;
}

size_t vocabulary_title_len(const char *title)
{
    static const char *const tails[] = {" (Japanese)", " (English)"};
    size_t len = strlen(title);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t tail = strlen(tails[i]);
        if (len > tail && strcmp(title + len - tail, tails[i]) == 0)
            return len - tail;
    }
    return len;
}

static bool column_is_object_property(const struct column *column)
{
    return type_of(column)->link || column->rdf_prefix;
}

static void vocabulary_describe_property(void *context, const struct column *column,
                                         struct slice curie)
{
    struct ontology *ontology = context;
    struct emit *emit = ontology->emit;
    ontology->sink->subject(emit, iri_buffer_expand(&ontology->iri, curie),
                            slice_of("rdf:Property"));
    ontology->sink->type(emit,
                         slice_of(column_is_object_property(column) ? "owl:ObjectProperty"
                                                                    : "owl:DatatypeProperty"));
    ontology->sink->literal(emit, slice_of("rdfs:label"), slice_of(column->title_ja), "ja", NULL);
    ontology->sink->literal(
        emit, slice_of("rdfs:label"),
        (struct slice){column->title_en, vocabulary_title_len(column->title_en)}, "en", NULL);
    vocabulary_pair(ontology, "rdfs:comment", column->doc_ja ? column->doc_ja : column->title_ja,
                    column->doc ? column->doc : column->title_en);
    vocabulary_link(ontology, "rdfs:isDefinedBy", slice_of("hk:"));
    ontology->sink->end(emit);
}

void vocabulary_properties(void (*visit)(void *context, const struct column *column,
                                         struct slice curie),
                           void *context)
{
    for (size_t i = 0; code_list_resource(i); i++)
        for (const struct column *c = code_list_resource(i)->columns; c->name; c++) {
            const char *const lists[] = {c->predicate, c->rdf_starts, c->rdf_ends};
            for (size_t j = 0; j < sizeof lists / sizeof *lists; j++) {
                struct slice list = slice_of(lists[j]), curie;
                while (slice_word(&list, &curie))
                    if (curie_is_own(curie) && column_of_property(curie) == c)
                        visit(context, c, curie);
            }
        }
}

/* --- code lists --- */

static void visit_list(void *context, const struct column *list)
{
    struct ontology *ontology = context;
    graph_code_in(ontology->emit, ontology->sink, list);
}

/* A code in every list that has it. */
static void describe_code(struct ontology *ontology, const struct column *column,
                          const struct code *code)
{
    graph_code_begin(ontology->emit, ontology->sink, column, code);
    code_lists_of(column, code, visit_list, ontology);
    graph_code_end(ontology->emit, ontology->sink, code);
}

static void visit_code(void *context, const struct column *column, const struct code *code)
{
    struct ontology *ontology = context;
    if (code)
        describe_code(ontology, column, code);
    else
        graph_code_list(ontology->emit, ontology->sink, column);
}

void vocabulary_describe(struct emit *emit, const struct triple_sink *sink, void *context)
{
    struct ontology ontology;
    (void)context;
    ontology.emit = emit;
    ontology.sink = sink;
    iri_buffer_open(&ontology.iri);
    describe_ontology(&ontology);
    for (const struct vocabulary_term *t = vocabulary_terms; t->name; t++)
        describe_term(&ontology, t);
    vocabulary_properties(vocabulary_describe_property, &ontology);
    code_lists_visit(visit_code, &ontology);
}
