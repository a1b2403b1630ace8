/* A record as triples: its own subject, then its identifier, its place and its periods.
 *
 * Which triples there are is decided by the model (predicates, classes, variants, constants); how
 * they are written, by the sink. Cells are graph_value.c, periods graph_period.c, what is referred
 * to graph_reference.c, namespaces graph_terms.c.
 */
#include "hiraku/exporters/rdf/graph.h"

#include "hiraku/exporters/rdf/cube.h"
#include "hiraku/exporters/rdf/graph_batch.h"
#include "hiraku/exporters/rdf/graph_code.h"
#include "hiraku/exporters/rdf/graph_period.h"
#include "hiraku/exporters/rdf/graph_reference.h"
#include "hiraku/exporters/rdf/graph_slice.h"
#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/rdf/graph_value.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/computed.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"

#include "graph_state.h"

enum { CLASSES_MAX = 16 };

struct classes {
    struct slice curies[CLASSES_MAX];
    size_t count;
    bool replaced; /* rdf_class is not among them */
};

static void classes_add(struct classes *classes, const char *words)
{
    struct slice list = slice_of(words), word;
    while (slice_word(&list, &word)) {
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
    return variant->values ? slice_has_word(slice_of(variant->values), cell) : cell.len > 0;
}

/* The first variant that holds and replaces decides; those that hold and do not replace add. */
static void classes_read(struct classes *classes, const struct row *row)
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

/* The cell at a position of the plan; empty where the view has none. */
static struct slice graph_record_cell(const struct graph *graph, size_t at)
{
    return at < graph->row->view->count ? graph->row->cells[at] : SLICE_NONE;
}

static void record_literal(struct graph *graph, struct slice predicate, struct slice cell,
                           const char *datatype)
{
    if (cell.len)
        graph->sink->literal(graph->emit, predicate, cell, NULL, datatype);
}

/* A day or a month of a period column that has literals for them. */
static void record_moment(struct graph *graph, const struct graph_step *step)
{
    struct slice cell = graph->row->cells[step->column];
    bool is_day = cell.len == DATE_TEXT_SIZE - 1;
    record_literal(graph, step->predicate, cell, is_day ? "xsd:date" : "xsd:gYearMonth");
}

static struct slice record_constant(struct graph *graph, const char *path)
{
    struct out *object = graph_new_object(graph);
    if (path[0] == '/') {
        out_text(object, graph->emit->instance->base_url);
        out_text(object, path);
    } else {
        graph_expand(object, slice_of(path));
    }
    return graph_object(graph);
}

/* The concept scheme that all records are in: what it is, and the table's title. */
static void describe_schemes(struct graph *graph)
{
    const struct resource *resource = graph->plan->resource;
    for (const struct rdf_constant *c = resource->constants; c && c->predicate; c++) {
        if (!graph_is_scheme(c) || !graph_mark_iri(graph->emit, record_constant(graph, c->object)))
            continue;
        graph->sink->subject(graph->emit, record_constant(graph, c->object),
                             slice_of(TERM_SCHEME_CLASS));
        graph_pair(graph->emit, graph->sink, TERM_TITLE, resource->title_ja, resource->title_en);
        graph->sink->end(graph->emit);
    }
}

static struct slice record_identifier(struct graph *graph)
{
    out_slice(graph_new_object(graph), out_written(&graph->subject.out));
    out_text(&graph->object.out, "#corporate-number");
    return graph_object(graph);
}

/* 0188: the ISO/IEC 6523 code of 法人番号. */
static void record_iso6523(struct graph *graph, struct slice predicate, struct slice number)
{
    out_text(graph_new_object(graph), "0188:");
    out_slice(&graph->object.out, number);
    graph->sink->literal(graph->emit, predicate, graph_object(graph), NULL, NULL);
}

static void describe_identifiers(struct graph *graph)
{
    struct emit *emit = graph->emit;
    const struct row *row = graph->row;
    struct slice type = slice_of(TERM_IDENTIFIER_CLASS);
    for (size_t i = 0; i < row->view->count; i++) {
        if (row->view->columns[i]->type != TYPE_CORPORATE_NUMBER || !row->cells[i].len)
            continue;
        graph->sink->subject(emit, record_identifier(graph), type);
        record_literal(graph, slice_of(TERM_NOTATION), row->cells[i], TERM_NUMBER_TYPE);
        graph->sink->literal(emit, slice_of(TERM_AGENCY), slice_of("国税庁"), "ja", NULL);
        graph->sink->end(emit);
    }
}

/* The range of foaf:homepage, stated because no reader infers it. */
static void describe_pages(struct graph *graph)
{
    const struct row *row = graph->row;
    const struct triple_sink *sink = &graph_once_sink;
    struct slice type = slice_of(TERM_DOCUMENT_CLASS);
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        if (column->type != TYPE_IRI || !row->cells[i].len || !column->predicate ||
            strcmp(column->predicate, TERM_HOMEPAGE) != 0)
            continue;
        sink->subject(graph->emit, row->cells[i], type);
        sink->end(graph->emit);
    }
}

static struct slice record_place(struct graph *graph)
{
    graph_put_place(graph_new_object(graph), graph->plan->resource,
                    graph_record_cell(graph, graph->plan->id));
    return graph_object(graph);
}

static void graph_describe_place(struct graph *graph)
{
    const struct graph_plan *plan = graph->plan;
    graph->sink->subject(graph->emit, record_place(graph), slice_of(TERM_PLACE_CLASS));
    for (size_t i = 0; i < plan->count; i++)
        if (plan->steps[i].kind == STEP_CELL &&
            (plan->view->columns[plan->steps[i].column]->flags & COL_PLACE))
            graph_property(graph, plan->steps[i].column, plan->steps[i].predicate);
    graph->sink->end(graph->emit);
}

static void record_step(struct graph *graph, const struct graph_step *step, bool replaced)
{
    struct slice cell = graph->row->cells[step->column];
    const struct column *column = graph->row->view->columns[step->column];
    switch ((enum step_kind)step->kind) {
    case STEP_CELL:
        graph_property(graph, step->column, step->predicate);
        break;
    case STEP_PERIOD:
        if (!graph_period_is_literal(graph, column, cell))
            graph_property(graph, step->column, step->predicate);
        break;
    case STEP_MOMENT:
        if (cell.len && graph_period_is_literal(graph, column, cell))
            record_moment(graph, step);
        break;
    case STEP_CONSTANT:
        if (!replaced)
            graph->sink->iri(graph->emit, step->predicate, record_constant(graph, step->object));
        break;
    case STEP_IDENTIFIER:
        if (cell.len)
            graph->sink->iri(graph->emit, step->predicate, record_identifier(graph));
        break;
    case STEP_ISO6523:
        if (cell.len)
            record_iso6523(graph, step->predicate, cell);
        break;
    case STEP_PLACE:
        graph->sink->iri(graph->emit, step->predicate, record_place(graph));
        break;
    }
}

static bool describe_record(struct graph *graph)
{
    const struct graph_plan *plan = graph->plan;
    struct classes classes;
    classes_read(&classes, graph->row);
    graph->sink->subject(graph->emit, out_written(&graph->subject.out), classes.curies[0]);
    for (size_t i = 1; i < classes.count; i++)
        graph->sink->type(graph->emit, classes.curies[i]);
    for (size_t i = 0; i < plan->count; i++)
        record_step(graph, &plan->steps[i], classes.replaced);
    graph->sink->end(graph->emit);
    return classes.replaced;
}

static void record_open(struct graph *graph, struct emit *emit, const struct row *row)
{
    graph->emit = emit;
    graph->row = row;
    graph->plan = graph_plan(emit, row->view);
    graph->sink = emit->graph->sink;
    iri_buffer_open(&graph->subject);
    iri_buffer_open(&graph->object);
    struct slice same = graph_record_cell(graph, graph->plan->same);
    if (graph->plan->is_shared || same.len)
        graph->sink = &graph_once_sink;
    graph_put_same(&graph->subject.out, emit->instance, graph->plan->resource,
                   graph_record_cell(graph, graph->plan->id), same);
    iri_buffer_close(&graph->subject, emit->out);
}

/* The record and what is part of it; whether rdf_class is not among its classes. */
static bool graph_describe_whole(struct graph *graph)
{
    bool replaced = describe_record(graph);
    describe_identifiers(graph);
    describe_pages(graph);
    if (graph->row->view->resource->rdf_place)
        graph_describe_place(graph);
    describe_schemes(graph);
    return replaced;
}

static void describe_periods(struct graph *graph)
{
    struct view view;
    struct graph nodes;
    struct period_row period;
    const struct row row = {.view = &view, .cells = period.cells};
    view_init(&view, &periods_resource, COL_HIDDEN | COL_LOOKUP);
    for (size_t at = 0; graph_period_next(graph, &at, &period); at++) {
        record_open(&nodes, graph->emit, &row);
        graph_describe_whole(&nodes);
        graph_codes(&nodes);
    }
}

/* The record as triples; what it refers to is pending then. */
static void graph_record_write(struct emit *emit, const struct row *row)
{
    struct graph graph;
    record_open(&graph, emit, row);
    bool replaced = graph_describe_whole(&graph);
    if (emit->shape == SHAPE_RECORD)
        describe_periods(&graph);
    graph_codes(&graph);
    if (!replaced && row->view->resource->cube && emit->shape == SHAPE_LIST)
        graph_slice(&graph);
    graph_references(&graph);
}

/* A record and, each once, those that it refers to: a row of the document or of any other view. */
static void graph_record(struct emit *emit, const struct row *row)
{
    graph_record_write(emit, row);
    while ((row = graph_reference_next(emit)) != NULL)
        graph_record_write(emit, row);
}

static void graph_add(struct emit *emit, const struct row *row)
{
    if (!emit->store)
        graph_record(emit, row);
    else if (!graph_batch_add(emit, row))
        graph_end(emit);
}

/* Described here, whole: not again as something that is referred to. */
static void graph_about(struct emit *emit, const struct row *row)
{
    struct iri_buffer iri;
    const struct graph_plan *plan = graph_plan(emit, row->view);
    iri_buffer_open(&iri);
    if (plan->id < row->view->count)
        graph_put_iri(&iri.out, emit->instance, plan->resource, row->cells[plan->id]);
    graph_mark_iri(emit, out_written(&iri.out));
    graph_add(emit, row);
}

void graph_begin(struct emit *emit)
{
    if (emit->view && emit->view->resource->cube && emit->shape == SHAPE_LIST)
        cube_describe(emit, emit->graph->sink, emit->view->resource);
    if (emit->envelope && emit->envelope->about)
        graph_about(emit, emit->envelope->about);
}

void graph_row(struct emit *emit, const struct row *row)
{
    if (emit->shape == SHAPE_RECORD)
        graph_about(emit, row);
    else
        graph_add(emit, row);
    emit->rows++;
}

void graph_end(struct emit *emit)
{
    size_t count;
    const struct row *rows = graph_batch_read(emit, &count);
    for (size_t i = 0; i < count && emit->out->error == STATUS_OK; i++)
        graph_record(emit, &rows[i]);
    graph_batch_reset(emit);
}
