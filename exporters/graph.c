/* A record as triples: its own subject, then its identifier, its place and its periods.
 *
 * What is said is decided by the model (predicates, classes, variants, constants); how it is
 * written, by the sink. Cells are graph_value.c, periods graph_period.c, namespaces graph_terms.c.
 */
#include "graph_parts.h"

enum { CLASSES_MAX = 16 };

struct classes {
    struct slice curies[CLASSES_MAX];
    size_t count;
    bool replaced; /* rdf_class is not among them */
};

static void classes_add(struct classes *classes, const char *words)
{
    struct slice list = slice_of(words), word;
    while (graph_word(&list, &word)) {
        size_t i = 0;
        while (i < classes->count && !slice_equal(classes->curies[i], word))
            i++;
        if (i == classes->count && i < CLASSES_MAX)
            classes->curies[classes->count++] = word;
    }
}

static bool variant_holds(const struct rdf_variant *variant, const struct row *row)
{
    struct slice cell = row_cell(row, variant->column);
    if (!variant->values)
        return cell.len > 0;
    struct slice list = slice_of(variant->values), word;
    while (graph_word(&list, &word))
        if (slice_equal(word, cell))
            return true;
    return false;
}

/* The first variant that holds and replaces decides; those that hold and do not replace add. */
static void classes_of(struct classes *classes, const struct row *row)
{
    const struct resource *resource = row->view->resource;
    const struct rdf_variant *variant, *replaced = NULL;
    for (variant = resource->variants; variant && variant->column && !replaced; variant++)
        if (variant->replaces && variant_holds(variant, row))
            replaced = variant;
    *classes = (struct classes){.replaced = replaced != NULL};
    classes_add(classes, replaced ? replaced->classes : resource->rdf_class);
    for (variant = resource->variants; variant && variant->column; variant++)
        if (!variant->replaces && variant_holds(variant, row))
            classes_add(classes, variant->classes);
}

struct slice graph_id(const struct row *row)
{
    for (size_t i = 0; i < row->view->count; i++)
        if (row->view->columns[i] == row->view->resource->columns)
            return row->cells[i];
    return (struct slice){NULL, 0};
}

size_t graph_iri(const struct instance *instance, const struct resource *resource, struct slice id,
                 char *iri, size_t size)
{
    if (size == 0)
        return 0;
    struct out out = {.bytes = iri, .cap = size - 1, .limit = size - 1};
    graph_put_iri(&out, instance, resource, id);
    size_t len = out.error == STATUS_OK ? out.len : 0;
    iri[len] = '\0';
    return len;
}

static void put_subject(struct graph *graph)
{
    const struct resource *resource = graph->row->view->resource;
    struct out *subject = &graph->subject.out;
    struct slice same = {NULL, 0};
    if (resource->rdf_same_as)
        same = row_cell(graph->row, resource->rdf_same_as);
    graph_put_same(subject, graph->emit->instance, resource, graph_id(graph->row), same);
    if (subject->error != STATUS_OK)
        out_fail(graph->emit->out, subject->error, "an IRI is too long");
}

/* What is looked up for JSON is said in RDF by the record it belongs to. */
static bool is_said(const struct column *column)
{
    return column->predicate && (column->flags & (COL_LOOKUP | COL_HIDDEN)) != COL_LOOKUP;
}

static void properties(struct graph *graph, unsigned flags)
{
    const struct view *view = graph->row->view;
    for (size_t i = 0; i < view->count; i++)
        if (is_said(view->columns[i]) && (view->columns[i]->flags & flags) == flags)
            graph_property(graph, i);
}

static struct slice constant_iri(struct graph *graph, const struct rdf_constant *constant)
{
    struct out *object = &graph->object.out;
    out_reset(object);
    if (constant->object[0] == '/') {
        out_text(object, graph->emit->instance->base_url);
        out_text(object, constant->object);
    } else {
        graph_expand(object, slice_of(constant->object));
    }
    return graph_object(graph);
}

/* What is always true of the resource's own class. */
static void constants(struct graph *graph)
{
    const struct rdf_constant *constant = graph->row->view->resource->constants;
    for (; constant && constant->predicate; constant++)
        graph->sink->link(graph->emit, slice_of(constant->predicate),
                          constant_iri(graph, constant));
}

/* The concept scheme that all records are in: what it is, and the table's title. */
static void scheme_nodes(struct graph *graph)
{
    const struct resource *resource = graph->row->view->resource;
    const struct rdf_constant *constant = resource->constants;
    struct slice type = slice_of(TERM_SCHEME_CLASS), title = slice_of(TERM_TITLE);
    for (; constant && constant->predicate; constant++) {
        if (!graph_is_scheme(constant))
            continue;
        graph->sink->subject(graph->emit, constant_iri(graph, constant), type);
        graph->sink->literal(graph->emit, title, slice_of(resource->title_ja), "ja", NULL);
        graph->sink->literal(graph->emit, title, slice_of(resource->title_en), "en", NULL);
        graph->sink->end(graph->emit, type);
    }
}

static struct slice identifier_iri(struct graph *graph)
{
    out_reset(&graph->object.out);
    out_slice(&graph->object.out, out_written(&graph->subject.out));
    out_text(&graph->object.out, "#corporate-number");
    return graph_object(graph);
}

/* 0188: the ISO/IEC 6523 code of 法人番号. */
static void identifier_links(struct graph *graph, struct slice number)
{
    struct emit *emit = graph->emit;
    graph->sink->link(emit, slice_of(TERM_IDENTIFIER), identifier_iri(graph));
    out_reset(&graph->object.out);
    out_text(&graph->object.out, "0188:");
    out_slice(&graph->object.out, number);
    graph->sink->literal(emit, slice_of(TERM_ISO6523), graph_object(graph), NULL, NULL);
}

static void identifier_node(struct graph *graph, struct slice number)
{
    struct emit *emit = graph->emit;
    struct slice type = slice_of(TERM_IDENTIFIER_CLASS);
    graph->sink->subject(emit, identifier_iri(graph), type);
    graph->sink->literal(emit, slice_of(TERM_NOTATION), number, NULL, TERM_NUMBER_TYPE);
    graph->sink->literal(emit, slice_of(TERM_AGENCY), slice_of("国税庁"), "ja", NULL);
    graph->sink->end(emit, type);
}

static void identifiers(struct graph *graph, void (*say)(struct graph *graph, struct slice number))
{
    const struct row *row = graph->row;
    for (size_t i = 0; i < row->view->count; i++)
        if (row->view->columns[i]->type == TYPE_CORPORATE_NUMBER && row->cells[i].len)
            say(graph, row->cells[i]);
}

static struct slice place_iri(struct graph *graph)
{
    out_reset(&graph->object.out);
    graph_put_place(&graph->object.out, graph->row->view->resource, graph_id(graph->row));
    return graph_object(graph);
}

static void place_node(struct graph *graph)
{
    struct slice type = slice_of(TERM_PLACE_CLASS);
    graph->sink->subject(graph->emit, place_iri(graph), type);
    properties(graph, COL_PLACE);
    graph->sink->end(graph->emit, type);
}

static void own_node(struct graph *graph)
{
    struct classes classes;
    classes_of(&classes, graph->row);
    graph->sink->subject(graph->emit, out_written(&graph->subject.out), classes.curies[0]);
    for (size_t i = 1; i < classes.count; i++)
        graph->sink->type(graph->emit, classes.curies[i]);
    properties(graph, 0);
    if (!classes.replaced)
        constants(graph);
    identifiers(graph, identifier_links);
    if (graph->row->view->resource->rdf_place)
        graph->sink->link(graph->emit, slice_of(TERM_PLACE), place_iri(graph));
    graph->sink->end(graph->emit, classes.curies[0]);
}

void graph_record(struct emit *emit, const struct row *row, const struct triple_sink *sink)
{
    struct graph graph;
    graph.emit = emit;
    graph.row = row;
    graph.sink = sink;
    buffer_init(&graph.subject);
    buffer_init(&graph.object);
    put_subject(&graph);
    own_node(&graph);
    identifiers(&graph, identifier_node);
    if (row->view->resource->rdf_place)
        place_node(&graph);
    scheme_nodes(&graph);
    if (emit->shape == SHAPE_RECORD)
        graph_periods(&graph);
}
