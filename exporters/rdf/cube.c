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

static struct slice cube_structure(struct cube_writer *cube, const char *fragment)
{
    out_reset(&cube->iri.out);
    graph_put_structure(&cube->iri.out, cube->emit->instance, cube->resource, fragment);
    return out_written(&cube->iri.out);
}

static void cube_link(struct cube_writer *cube, const char *predicate, struct slice iri)
{
    cube->sink->iri(cube->emit, slice_of(predicate), iri);
}

static void cube_label(struct cube_writer *cube, const char *predicate, const char *ja,
                       const char *en)
{
    graph_pair(cube->emit, cube->sink, predicate, ja, en);
}

static void cube_titles(struct cube_writer *cube)
{
    cube_label(cube, "dct:title", cube->resource->title_ja, cube->resource->title_en);
    cube_label(cube, "rdfs:label", cube->resource->title_ja, cube->resource->title_en);
}

static const struct column *cube_column(const struct cube_writer *cube,
                                        const struct cube_component *component)
{
    return model_column(cube->resource, slice_of(component->column));
}

static const char *cube_fragment(const struct cube_component *component)
{
    return component->column + strspn(component->column, "_");
}

/* Coded: by an enum of ours or by a table. */
static bool cube_is_coded(const struct cube_component *component, const struct column *column)
{
    if (!component->range || strcmp(component->range, "skos:Concept") != 0)
        return false;
    return column->type == TYPE_REF || code_is_own(column->codes);
}

static struct slice cube_code_list(struct cube_writer *cube, const struct column *column)
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

static void describe_data_set(struct cube_writer *cube)
{
    out_reset(&cube->iri.out);
    graph_put_data_set(&cube->iri.out, cube->emit->instance, cube->resource);
    cube->sink->subject(cube->emit, out_written(&cube->iri.out), slice_of("qb:DataSet"));
    cube_titles(cube);
    cube_link(cube, "qb:structure", cube_structure(cube, NULL));
    cube->sink->end(cube->emit);
}

static void describe_definition(struct cube_writer *cube)
{
    const struct cube_component *component = cube->resource->cube->components;
    cube->sink->subject(cube->emit, cube_structure(cube, NULL),
                        slice_of("qb:DataStructureDefinition"));
    cube_titles(cube);
    for (; component->column; component++)
        cube_link(cube, "qb:component", cube_structure(cube, cube_fragment(component)));
    cube_link(cube, "qb:sliceKey", cube_structure(cube, "series"));
    cube->sink->end(cube->emit);
}

static void describe_specification(struct cube_writer *cube, const struct cube_component *component)
{
    static const char *const links[] = {"qb:dimension", "qb:dimension", "qb:measure",
                                        "qb:attribute"};
    const struct column *column = cube_column(cube, component);
    cube->sink->subject(cube->emit, cube_structure(cube, cube_fragment(component)),
                        slice_of("qb:ComponentSpecification"));
    cube_label(cube, "rdfs:label", column->title_ja, column->title_en);
    cube_link(cube, links[component->role], iri_buffer_expand(&cube->iri, column_property(column)));
    if (component->role == CUBE_ATTRIBUTE && component->required)
        cube->sink->literal(cube->emit, slice_of("qb:componentRequired"), slice_of("true"), NULL,
                            "xsd:boolean");
    cube->sink->end(cube->emit);
}

/* Of a term of another vocabulary only what a reader of the cube must know without looking it up.
 */
static void cube_describe_property(struct cube_writer *cube, const struct cube_component *component)
{
    static const char *const types[] = {"qb:DimensionProperty", "qb:DimensionProperty",
                                        "qb:MeasureProperty", "qb:AttributeProperty"};
    const struct column *column = cube_column(cube, component);
    struct slice name = column_property(column);
    bool own = name.len > 3 && memcmp(name.at, "hk:", 3) == 0;
    cube->sink->subject(cube->emit, iri_buffer_expand(&cube->iri, name),
                        slice_of(types[component->role]));
    cube->sink->type(cube->emit, slice_of("rdf:Property"));
    if (cube_is_coded(component, column))
        cube->sink->type(cube->emit, slice_of("qb:CodedProperty"));
    if (own)
        cube_label(cube, "rdfs:label", column->title_ja, column->title_en);
    if (component->range)
        cube_link(cube, "rdfs:range", iri_buffer_expand(&cube->iri, slice_of(component->range)));
    if (component->concept)
        cube_link(cube, "qb:concept", iri_buffer_expand(&cube->iri, slice_of(component->concept)));
    if (cube_is_coded(component, column))
        cube_link(cube, "qb:codeList", cube_code_list(cube, column));
    cube->sink->end(cube->emit);
}

static void describe_slice_key(struct cube_writer *cube)
{
    const struct cube *model = cube->resource->cube;
    cube->sink->subject(cube->emit, cube_structure(cube, "series"), slice_of("qb:SliceKey"));
    cube_label(cube, "rdfs:label", model->slice_ja, model->slice_en);
    for (const struct cube_component *c = model->components; c->column; c++)
        if (c->role == CUBE_DIMENSION)
            cube_link(cube, "qb:componentProperty",
                      iri_buffer_expand(&cube->iri, column_property(cube_column(cube, c))));
    cube->sink->end(cube->emit);
}

static void describe_enum_list(struct cube_writer *cube, const struct column *column)
{
    graph_code_list(cube->emit, cube->sink, column);
    for (const struct code *code = column->codes; code->value; code++)
        graph_code(cube->emit, cube->sink, column, code);
    graph_mark_codes(cube->emit, column);
}

/* The list that is a table, and the code that stands in it for an empty cell. */
static void describe_table_list(struct cube_writer *cube, const struct column *column)
{
    struct slice list = cube_code_list(cube, column);
    if (graph_mark_iri(cube->emit, list)) {
        cube->sink->subject(cube->emit, list, slice_of(TERM_SCHEME_CLASS));
        cube_label(cube, "dct:title", column->ref->title_ja, column->ref->title_en);
        cube_label(cube, "skos:prefLabel", column->ref->title_ja, column->ref->title_en);
        cube->sink->end(cube->emit);
    }
    const struct vocabulary_term *term =
        column->rdf_empty ? vocabulary_term(slice_of(column->rdf_empty)) : NULL;
    if (!term ||
        !graph_mark_iri(cube->emit, iri_buffer_expand(&cube->iri, slice_of(column->rdf_empty))))
        return;
    cube->sink->subject(cube->emit, iri_buffer_expand(&cube->iri, slice_of(column->rdf_empty)),
                        slice_of(TERM_CODE_CLASS));
    cube_link(cube, TERM_IN_SCHEME, cube_code_list(cube, column));
    cube->sink->literal(cube->emit, slice_of(TERM_NOTATION), slice_of(term->name), NULL, NULL);
    cube_label(cube, TERM_LABEL, term->label_ja, term->label);
    cube->sink->end(cube->emit);
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
    describe_data_set(&cube);
    describe_definition(&cube);
    for (const struct cube_component *c = components; c->column; c++)
        describe_specification(&cube, c);
    for (const struct cube_component *c = components; c->column; c++)
        cube_describe_property(&cube, c);
    describe_slice_key(&cube);
    for (const struct cube_component *c = components; c->column; c++) {
        const struct column *column = cube_column(&cube, c);
        if (!cube_is_coded(c, column))
            continue;
        if (column->type == TYPE_ENUM)
            describe_enum_list(&cube, column);
        else
            describe_table_list(&cube, column);
    }
}
