/* Codes and their lists as concepts: hk:{column}-{value} in the list of the column's codes, with
 * the titles of the model. Codes of other vocabularies are only linked to. */
#include "hiraku/exporters/rdf/graph_code.h"

#include "hiraku/exporters/rdf/code_list.h"
#include "hiraku/exporters/rdf/graph_terms.h"
#include "hiraku/exporters/rdf/graph_value.h"
#include "hiraku/model/model.h"
#include "hiraku/query/view.h"

#include "graph_state.h"

void graph_pair(struct emit *emit, const struct triple_sink *sink, const char *predicate,
                const char *ja, const char *en)
{
    if (ja)
        sink->literal(emit, slice_of(predicate), slice_of(ja), "ja", NULL);
    if (en)
        sink->literal(emit, slice_of(predicate), slice_of(en), "en", NULL);
}

void graph_code_begin(struct emit *emit, const struct triple_sink *sink,
                      const struct column *column, const struct code *code)
{
    struct iri_buffer iri;
    iri_buffer_open(&iri);
    code_put_iri(&iri.out, column, code);
    sink->subject(emit, out_written(&iri.out), slice_of(TERM_CODE_CLASS));
}

void graph_code_in(struct emit *emit, const struct triple_sink *sink, const struct column *column)
{
    struct iri_buffer iri;
    iri_buffer_open(&iri);
    code_list_put_iri(&iri.out, column);
    sink->iri(emit, slice_of(TERM_IN_SCHEME), out_written(&iri.out));
}

void graph_code_end(struct emit *emit, const struct triple_sink *sink, const struct code *code)
{
    sink->literal(emit, slice_of(TERM_NOTATION), slice_of(code->value), NULL, NULL);
    graph_pair(emit, sink, TERM_LABEL, code->title_ja, code->title_en);
    sink->end(emit);
}

void graph_code(struct emit *emit, const struct triple_sink *sink, const struct column *column,
                const struct code *code)
{
    graph_code_begin(emit, sink, column, code);
    graph_code_in(emit, sink, column);
    graph_code_end(emit, sink, code);
}

static void code_list_title(struct emit *emit, const struct triple_sink *sink,
                            const char *predicate, const struct column *column)
{
    static const char *const languages[] = {"ja", "en"};
    struct iri_buffer text;
    for (size_t i = 0; i < 2; i++) {
        iri_buffer_open(&text);
        code_list_label(&text.out, column, i == 0);
        if (out_written(&text.out).len)
            sink->literal(emit, slice_of(predicate), out_written(&text.out), languages[i], NULL);
    }
}

void graph_code_list(struct emit *emit, const struct triple_sink *sink, const struct column *column)
{
    struct iri_buffer iri;
    iri_buffer_open(&iri);
    code_list_put_iri(&iri.out, column);
    sink->subject(emit, out_written(&iri.out), slice_of(TERM_SCHEME_CLASS));
    code_list_title(emit, sink, TERM_TITLE, column);
    code_list_title(emit, sink, TERM_NAME, column);
    graph_pair(emit, sink, TERM_COMMENT, column->doc_ja, column->doc);
    sink->end(emit);
}

/* Whether it was not described yet. Plans are made anew; what the document has marked stays. */
static bool code_mark(struct graph *graph, size_t mark, const void *code)
{
    if (mark < GRAPH_CODES_MAX && graph->plan->codes_marked[mark])
        return false;
    if (mark < GRAPH_CODES_MAX)
        graph->plan->codes_marked[mark] = 1;
    return graph_mark_code(graph->emit, code);
}

/* What stands for the list itself: columns with the very same codes have one. */
static const void *list_mark(const struct column *column)
{
    return &column->codes->title_en;
}

void graph_mark_codes(struct emit *emit, const struct column *column)
{
    graph_mark_code(emit, list_mark(column));
    for (const struct code *c = column->codes; c->value; c++)
        graph_mark_code(emit, c);
}

void graph_codes(struct graph *graph)
{
    const struct view *view = graph->row->view;
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (column->type != TYPE_ENUM || !column->predicate || !graph->row->cells[i].len)
            continue;
        const struct code *code = column_code(column, graph->row->cells[i]);
        if (!code || !code_is_own(code))
            continue;
        size_t mark = graph->plan->marks[i];
        if (code_mark(graph, mark, list_mark(column)))
            graph_code_list(graph->emit, graph->sink, column);
        if (code_mark(graph, mark + 1 + (size_t)(code - column->codes), code))
            graph_code(graph->emit, graph->sink, column, code);
    }
}
