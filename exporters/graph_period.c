/* The periods that a single record links to, each a subject of its own (vocabulary.md «periods»).
 *
 * A period is an interval with its first and last day where they are stated, its notation, and
 * labels in Western years, in eras and in English; a year also equals an interval of
 * reference.data.gov.uk. */
#include "graph_parts.h"

#include "hiraku/period.h"

static void literal(struct graph *graph, const char *predicate, const char *text, const char *lang,
                    const char *datatype)
{
    graph->sink->literal(graph->emit, slice_of(predicate), slice_of(text), lang, datatype);
}

static void day(struct graph *graph, const char *predicate, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_format(date, text);
    literal(graph, predicate, text, NULL, "xsd:date");
}

static void notation(struct graph *graph, struct slice text)
{
    graph->sink->literal(graph->emit, slice_of(TERM_NOTATION), text, NULL, NULL);
}

static void labels(struct graph *graph, const struct period *period, struct slice text)
{
    char label[PERIOD_LABEL_SIZE], era[PERIOD_LABEL_SIZE];
    period_label_ja(period, text, label);
    period_label_era(period, text, era);
    literal(graph, TERM_LABEL, label, "ja", NULL);
    if (*era && strcmp(era, label) != 0)
        literal(graph, TERM_OTHER_LABEL, era, "ja", NULL);
    period_label_en(period, text, label);
    literal(graph, TERM_LABEL, label, "en", NULL);
}

static void year_interval(struct graph *graph, struct date starts)
{
    char text[DATE_TEXT_SIZE];
    date_format(starts, text);
    struct out *object = &graph->object.out;
    out_reset(object);
    out_text(object, "http://reference.data.gov.uk/id/gregorian-interval/");
    out_text(object, text);
    out_text(object, "T00:00:00/P1Y");
    graph->sink->link(graph->emit, slice_of(TERM_EQUALS), graph_object(graph));
}

static void interval(struct graph *graph, const struct period *period, struct slice text)
{
    struct slice type = slice_of(TERM_INTERVAL_CLASS);
    graph->sink->subject(graph->emit, graph_object(graph), type);
    graph->sink->type(graph->emit, slice_of(TERM_PERIOD_CLASS));
    if (!period->open_start)
        day(graph, TERM_STARTS, period->starts);
    if (!period->open_end)
        day(graph, TERM_ENDS, period->ends);
    notation(graph, text);
    labels(graph, period, text);
    if (period->precision == PERIOD_YEAR)
        year_interval(graph, period->starts);
    graph->sink->end(graph->emit, type);
}

/* No interval: the source does not say when. */
static void undated(struct graph *graph, struct slice text)
{
    struct slice type = slice_of(TERM_PERIOD_CLASS);
    graph->sink->subject(graph->emit, graph_object(graph), type);
    notation(graph, text);
    literal(graph, TERM_LABEL, "時期の記載なし", "ja", NULL);
    literal(graph, TERM_LABEL, "undated", "en", NULL);
    graph->sink->end(graph->emit, type);
}

static bool is_linked(const struct graph *graph, size_t at)
{
    const struct column *column = graph->row->view->columns[at];
    struct slice cell = graph->row->cells[at];
    return column->type == TYPE_PERIOD && column->predicate && cell.len &&
           !graph_period_is_literal(graph, column, cell);
}

static bool is_described(const struct graph *graph, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (is_linked(graph, i) && slice_equal(graph->row->cells[i], graph->row->cells[at]))
            return true;
    return false;
}

void graph_periods(struct graph *graph)
{
    const struct instance *instance = graph->emit->instance;
    for (size_t i = 0; i < graph->row->view->count; i++) {
        if (!is_linked(graph, i) || is_described(graph, i))
            continue;
        struct slice text = graph->row->cells[i];
        out_reset(&graph->object.out);
        graph_put_period(&graph->object.out, instance, text);
        struct period period;
        if (period_parse(text, instance->first_month, &period) == PERIOD_GOOD)
            interval(graph, &period, text);
        else
            undated(graph, text);
    }
}
