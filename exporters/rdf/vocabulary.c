/* The vocabulary hk: as an ontology: classes, properties, datatypes, code lists and codes, each
 * with labels and comments in Japanese and English.
 *
 * Properties and codes come from the columns of the model, the rest from vocabulary_terms. */
#include "hiraku/exporters/rdf/vocabulary.h"

#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rdf/graph_parts.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/vocabulary.h"

struct ontology {
    struct emit *emit;
    const struct triple_sink *sink;
    struct iri_buffer iri;
};

static const struct resource *resource_at(size_t i)
{
    return i < model_resource_count    ? model_resources[i]
           : i == model_resource_count ? &instance_resource
                                       : NULL;
}

static struct slice expanded(struct ontology *ontology, struct slice curie)
{
    out_reset(&ontology->iri.out);
    graph_expand(&ontology->iri.out, curie);
    return out_written(&ontology->iri.out);
}

static void link(struct ontology *ontology, const char *predicate, struct slice curie)
{
    ontology->sink->link(ontology->emit, slice_of(predicate), expanded(ontology, curie));
}

static void twins(struct ontology *ontology, const char *predicate, const char *ja, const char *en)
{
    graph_twins(ontology->emit, ontology->sink, predicate, ja, en);
}

static void header(struct ontology *ontology)
{
    struct slice type = slice_of("owl:Ontology");
    ontology->sink->subject(ontology->emit, expanded(ontology, slice_of("hk:")), type);
    twins(ontology, "dct:title", "hiraku の語彙", "The hiraku vocabulary");
    twins(ontology, "rdfs:label", "hiraku の語彙", "The hiraku vocabulary");
    twins(ontology, "dct:description",
          "自治体のオープンイノベーションの事業と成果を述べるための、ほかの語彙にない用語。",
          "Terms for open innovation in public services that other vocabularies lack.");
    ontology->sink->end(ontology->emit, type);
}

/* --- terms that are no columns --- */

static void term(struct ontology *ontology, const struct vocabulary_term *term)
{
    struct slice types = slice_of(term->types), parents = slice_of(term->parents), type, word;
    char curie[80] = "hk:";
    bool concept = strcmp(term->types, "skos:Concept") == 0;
    strncat(curie, term->name, sizeof curie - 4);
    graph_word(&types, &type);
    ontology->sink->subject(ontology->emit, expanded(ontology, slice_of(curie)), type);
    while (graph_word(&types, &word))
        ontology->sink->type(ontology->emit, word);
    twins(ontology, "rdfs:label", term->label_ja, term->label);
    if (concept)
        twins(ontology, "skos:prefLabel", term->label_ja, term->label);
    twins(ontology, "rdfs:comment", term->comment_ja, term->comment);
    while (graph_word(&parents, &word))
        link(ontology, "rdfs:subClassOf", word);
    link(ontology, "rdfs:isDefinedBy", slice_of("hk:"));
    ontology->sink->end(ontology->emit, type);
}

/* --- properties --- */

static bool is_own(struct slice curie)
{
    return curie.len > 3 && memcmp(curie.at, "hk:", 3) == 0;
}

static bool has(const char *list, struct slice curie)
{
    struct slice rest = slice_of(list), word;
    while (graph_word(&rest, &word))
        if (slice_equal(word, curie))
            return true;
    return false;
}

static bool column_has(const struct column *column, struct slice curie)
{
    return has(column->predicate, curie) || has(column->rdf_starts, curie) ||
           has(column->rdf_ends, curie);
}

static const struct column *column_of(struct slice curie)
{
    const struct column *hidden = NULL;
    for (size_t i = 0; resource_at(i); i++)
        for (const struct column *c = resource_at(i)->columns; c->name; c++) {
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

static bool is_link(const struct column *column)
{
    return column->type == TYPE_REF || column->type == TYPE_ENUM || column->type == TYPE_IRI ||
           column->type == TYPE_PERIOD || column->rdf_prefix;
}

static void property(struct ontology *ontology, const struct column *column, struct slice curie)
{
    struct slice type = slice_of("rdf:Property");
    struct emit *emit = ontology->emit;
    ontology->sink->subject(emit, expanded(ontology, curie), type);
    ontology->sink->type(emit,
                         slice_of(is_link(column) ? "owl:ObjectProperty" : "owl:DatatypeProperty"));
    ontology->sink->literal(emit, slice_of("rdfs:label"), slice_of(column->title_ja), "ja", NULL);
    ontology->sink->literal(
        emit, slice_of("rdfs:label"),
        (struct slice){column->title_en, vocabulary_title_len(column->title_en)}, "en", NULL);
    twins(ontology, "rdfs:comment", column->doc_ja ? column->doc_ja : column->title_ja,
          column->doc ? column->doc : column->title_en);
    link(ontology, "rdfs:isDefinedBy", slice_of("hk:"));
    ontology->sink->end(emit, type);
}

void vocabulary_properties(void (*visit)(void *context, const struct column *column,
                                         struct slice curie),
                           void *context)
{
    for (size_t i = 0; resource_at(i); i++)
        for (const struct column *c = resource_at(i)->columns; c->name; c++) {
            const char *const lists[] = {c->predicate, c->rdf_starts, c->rdf_ends};
            for (size_t j = 0; j < sizeof lists / sizeof *lists; j++) {
                struct slice list = slice_of(lists[j]), curie;
                while (graph_word(&list, &curie))
                    if (is_own(curie) && column_of(curie) == c)
                        visit(context, c, curie);
            }
        }
}

static void visit_property(void *context, const struct column *column, struct slice curie)
{
    property(context, column, curie);
}

/* --- code lists --- */

static const char *bare(const struct column *column)
{
    return column->name + strspn(column->name, "_");
}

static bool has_list(const struct column *column)
{
    return column->codes && column->predicate && graph_code_is_own(column->codes);
}

/* The first column with these codes and its table; whether columns of that name have others. */
struct list {
    const struct column *column;
    const struct resource *table;
    bool has_namesake;
};

static struct list list_of(const struct column *column)
{
    struct list list = {NULL, NULL, false};
    for (size_t i = 0; resource_at(i); i++)
        for (const struct column *c = resource_at(i)->columns; c->name; c++) {
            if (!has_list(c))
                continue;
            if (c->codes != column->codes)
                list.has_namesake = list.has_namesake || strcmp(bare(c), bare(column)) == 0;
            else if (!list.column)
                list = (struct list){c, resource_at(i), list.has_namesake};
        }
    return list;
}

void vocabulary_list_name(struct out *out, const struct column *column)
{
    struct list list = list_of(column);
    if (list.column && list.has_namesake) {
        out_text(out, list.table->name);
        out_char(out, '-');
    }
    out_text(out, bare(list.column ? list.column : column));
    out_text(out, "-codes");
}

void vocabulary_list_label(struct out *out, const struct column *column, bool japanese)
{
    struct list list = list_of(column);
    const char *title = japanese ? column->title_ja : column->title_en;
    if (title && list.column && list.has_namesake) {
        out_text(out, japanese ? list.table->title_ja : list.table->title_en);
        out_text(out, japanese ? "の" : ": ");
    }
    if (title)
        out_text(out, title);
}

/* Whether the code of one column is the concept that a code of another is. */
static bool is_same(const struct column *column, const struct code *code,
                    const struct column *other)
{
    const struct code *found = column_code(other, slice_of(code->value));
    if (!found || !found->iri != !code->iri)
        return false;
    return code->iri ? strcmp(found->iri, code->iri) == 0 : strcmp(other->name, column->name) == 0;
}

static bool is_first(const struct column *column, const struct code *code)
{
    for (size_t i = 0; resource_at(i); i++)
        for (const struct column *c = resource_at(i)->columns; c->name; c++) {
            if (c == column)
                return true;
            if (has_list(c) && is_same(column, code, c))
                return false;
        }
    return true;
}

void vocabulary_codes(void (*visit)(void *context, const struct column *column,
                                    const struct code *code),
                      void *context)
{
    for (size_t i = 0; resource_at(i); i++)
        for (const struct column *c = resource_at(i)->columns; c->name; c++) {
            if (!has_list(c) || list_of(c).column != c)
                continue;
            visit(context, c, NULL);
            for (const struct code *code = c->codes; code->value; code++)
                if (graph_code_is_own(code) && is_first(c, code))
                    visit(context, c, code);
        }
}

/* A code in every list that has it. */
static void code_in_lists(struct ontology *ontology, const struct column *column,
                          const struct code *code)
{
    graph_code_begin(ontology->emit, ontology->sink, column, code);
    for (size_t i = 0; resource_at(i); i++)
        for (const struct column *c = resource_at(i)->columns; c->name; c++)
            if (has_list(c) && list_of(c).column == c && is_same(column, code, c))
                graph_code_in(ontology->emit, ontology->sink, c);
    graph_code_end(ontology->emit, ontology->sink, code);
}

static void visit_code(void *context, const struct column *column, const struct code *code)
{
    struct ontology *ontology = context;
    if (code)
        code_in_lists(ontology, column, code);
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
    header(&ontology);
    for (const struct vocabulary_term *t = vocabulary_terms; t->name; t++)
        term(&ontology, t);
    vocabulary_properties(visit_property, &ontology);
    vocabulary_codes(visit_code, &ontology);
}
