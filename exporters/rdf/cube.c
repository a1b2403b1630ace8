/* The structure of a cube (W3C RDF Data Cube Vocabulary): data set, definition with components,
 * properties, slice key and code lists, all from resource.cube.
 *
 * Says nothing of observations and slices (graph_slice.c), nor of the members of code lists that
 * are tables. The definition is {base}/id/structures/{table}; what belongs to it are fragments. */
#include "hiraku/exporters/rdf/cube.h"

#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/graph_code.h"
#include "hiraku/exporters/rdf/graph_iri.h"
#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/vocabulary.h"

#include "graph_state.h"

struct cube_writer {
    struct emit *emit;
    const struct triple_sink *sink;
    const struct resource *resource;
    struct iri_buffer iri;
};

static struct slice structure(struct cube_writer *cube, const char *fragment)
{
    out_reset(&cube->iri.out);
    graph_put_structure(&cube->iri.out, cube->emit->instance, cube->resource, fragment);
    return out_written(&cube->iri.out);
}

static void link(struct cube_writer *cube, const char *predicate, struct slice iri)
{
    cube->sink->link(cube->emit, slice_of(predicate), iri);
}

static struct slice expanded(struct cube_writer *cube, struct slice curie)
{
    out_reset(&cube->iri.out);
    graph_expand(&cube->iri.out, curie);
    return out_written(&cube->iri.out);
}

static void label(struct cube_writer *cube, const char *predicate, const char *ja, const char *en)
{
    graph_pair(cube->emit, cube->sink, predicate, ja, en);
}

static const struct column *column_of(const struct cube_writer *cube,
                                      const struct cube_component *component)
{
    return model_column(cube->resource, slice_of(component->column));
}

static struct slice property_of(const struct column *column)
{
    struct slice list = slice_of(column->predicate), word = {NULL, 0};
    slice_word(&list, &word);
    return word;
}

static const char *fragment_of(const struct cube_component *component)
{
    return component->column + strspn(component->column, "_");
}

/* Coded: by an enum of ours or by a table. */
static bool is_coded(const struct cube_component *component, const struct column *column)
{
    if (!component->range || strcmp(component->range, "skos:Concept") != 0)
        return false;
    return column->type == TYPE_REF || code_is_own(column->codes);
}

static struct slice code_list(struct cube_writer *cube, const struct column *column)
{
    struct out *out = &cube->iri.out;
    out_reset(out);
    if (column->type == TYPE_ENUM) {
        code_list_put_iri(out, column);
    } else {
        out_text(out, cube->emit->instance->base_url);
        out_text(out, "/id/concept-schemes/");
        out_text(out, column->ref->name);
    }
    return out_written(out);
}

static void data_set(struct cube_writer *cube)
{
    struct slice type = slice_of("qb:DataSet");
    out_reset(&cube->iri.out);
    graph_put_data_set(&cube->iri.out, cube->emit->instance, cube->resource);
    cube->sink->subject(cube->emit, out_written(&cube->iri.out), type);
    label(cube, "dct:title", cube->resource->title_ja, cube->resource->title_en);
    label(cube, "rdfs:label", cube->resource->title_ja, cube->resource->title_en);
    link(cube, "qb:structure", structure(cube, NULL));
    cube->sink->end(cube->emit, type);
}

static void definition(struct cube_writer *cube)
{
    struct slice type = slice_of("qb:DataStructureDefinition");
    const struct cube_component *component = cube->resource->cube->components;
    cube->sink->subject(cube->emit, structure(cube, NULL), type);
    label(cube, "dct:title", cube->resource->title_ja, cube->resource->title_en);
    label(cube, "rdfs:label", cube->resource->title_ja, cube->resource->title_en);
    for (; component->column; component++)
        link(cube, "qb:component", structure(cube, fragment_of(component)));
    link(cube, "qb:sliceKey", structure(cube, "series"));
    cube->sink->end(cube->emit, type);
}

static void specification(struct cube_writer *cube, const struct cube_component *component)
{
    static const char *const links[] = {"qb:dimension", "qb:dimension", "qb:measure",
                                        "qb:attribute"};
    struct slice type = slice_of("qb:ComponentSpecification");
    const struct column *column = column_of(cube, component);
    cube->sink->subject(cube->emit, structure(cube, fragment_of(component)), type);
    label(cube, "rdfs:label", column->title_ja, column->title_en);
    link(cube, links[component->role], expanded(cube, property_of(column)));
    if (component->role == CUBE_ATTRIBUTE && component->required)
        cube->sink->literal(cube->emit, slice_of("qb:componentRequired"), slice_of("true"), NULL,
                            "xsd:boolean");
    cube->sink->end(cube->emit, type);
}

/* Of a term of another vocabulary only what a reader of the cube must know without looking it up.
 */
static void property(struct cube_writer *cube, const struct cube_component *component)
{
    static const char *const types[] = {"qb:DimensionProperty", "qb:DimensionProperty",
                                        "qb:MeasureProperty", "qb:AttributeProperty"};
    const struct column *column = column_of(cube, component);
    struct slice type = slice_of(types[component->role]), name = property_of(column);
    bool own = name.len > 3 && memcmp(name.at, "hk:", 3) == 0;
    cube->sink->subject(cube->emit, expanded(cube, name), type);
    cube->sink->type(cube->emit, slice_of("rdf:Property"));
    if (is_coded(component, column))
        cube->sink->type(cube->emit, slice_of("qb:CodedProperty"));
    if (own)
        label(cube, "rdfs:label", column->title_ja, column->title_en);
    if (component->range)
        link(cube, "rdfs:range", expanded(cube, slice_of(component->range)));
    if (component->concept)
        link(cube, "qb:concept", expanded(cube, slice_of(component->concept)));
    if (is_coded(component, column))
        link(cube, "qb:codeList", code_list(cube, column));
    cube->sink->end(cube->emit, type);
}

static void slice_key(struct cube_writer *cube)
{
    struct slice type = slice_of("qb:SliceKey");
    const struct cube *model = cube->resource->cube;
    cube->sink->subject(cube->emit, structure(cube, "series"), type);
    label(cube, "rdfs:label", model->slice_ja, model->slice_en);
    for (const struct cube_component *c = model->components; c->column; c++)
        if (c->role == CUBE_DIMENSION)
            link(cube, "qb:componentProperty", expanded(cube, property_of(column_of(cube, c))));
    cube->sink->end(cube->emit, type);
}

static void enum_list(struct cube_writer *cube, const struct column *column)
{
    graph_code_list(cube->emit, cube->sink, column);
    for (const struct code *code = column->codes; code->value; code++)
        graph_code(cube->emit, cube->sink, column, code);
    graph_mark_codes(cube->emit, column);
}

/* The list that is a table, and the code that stands in it for an empty cell. */
static void table_list(struct cube_writer *cube, const struct column *column)
{
    struct slice type = slice_of(TERM_SCHEME_CLASS), concept = slice_of(TERM_CODE_CLASS);
    struct slice list = code_list(cube, column);
    if (graph_say_once(cube->emit, list)) {
        cube->sink->subject(cube->emit, list, type);
        label(cube, "dct:title", column->ref->title_ja, column->ref->title_en);
        label(cube, "skos:prefLabel", column->ref->title_ja, column->ref->title_en);
        cube->sink->end(cube->emit, type);
    }
    const struct vocabulary_term *term =
        column->rdf_empty ? vocabulary_term(slice_of(column->rdf_empty)) : NULL;
    if (!term || !graph_say_once(cube->emit, expanded(cube, slice_of(column->rdf_empty))))
        return;
    cube->sink->subject(cube->emit, expanded(cube, slice_of(column->rdf_empty)), concept);
    link(cube, TERM_IN_SCHEME, code_list(cube, column));
    cube->sink->literal(cube->emit, slice_of(TERM_NOTATION), slice_of(term->name), NULL, NULL);
    label(cube, TERM_LABEL, term->label_ja, term->label);
    cube->sink->end(cube->emit, concept);
}

void cube_describe(struct emit *emit, const struct triple_sink *sink,
                   const struct resource *resource)
{
    struct cube_writer cube;
    const struct cube_component *components = resource->cube->components;
    cube.emit = emit;
    cube.sink = sink;
    cube.resource = resource;
    iri_buffer_open(&cube.iri);
    data_set(&cube);
    definition(&cube);
    for (const struct cube_component *c = components; c->column; c++)
        specification(&cube, c);
    for (const struct cube_component *c = components; c->column; c++)
        property(&cube, c);
    slice_key(&cube);
    for (const struct cube_component *c = components; c->column; c++) {
        const struct column *column = column_of(&cube, c);
        if (!is_coded(c, column))
            continue;
        if (column->type == TYPE_ENUM)
            enum_list(&cube, column);
        else
            table_list(&cube, column);
    }
}
