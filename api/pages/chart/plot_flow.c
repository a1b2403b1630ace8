/* What became of what: nodes in columns by stage, each as high as its records, and bands between
 * them as wide as the records that went that way. What is not known is open and dashed. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

#include <inttypes.h>
#include <stdio.h>

enum { NODE = 1400, AIR = 3800, INSIDE = 18000, HEAD = 2600, BESIDE = 600, BASE = 450, TEXT = 200 };

/* Where the nodes are. */
struct flow_places {
    uint64_t in[CHART_NODES], out[CHART_NODES];
    long y[CHART_NODES], taken_in[CHART_NODES], taken_out[CHART_NODES];
    long unit; /* of a record */
};

static uint64_t flow_size(const struct flow_places *places, size_t node)
{
    return places->in[node] > places->out[node] ? places->in[node] : places->out[node];
}

static void flow_count(const struct chart_flow *flow, struct flow_places *places)
{
    for (size_t i = 0; i < flow->link_count; i++)
        if (flow->links[i].from < CHART_NODES && flow->links[i].to < CHART_NODES) {
            places->out[flow->links[i].from] += flow->links[i].count;
            places->in[flow->links[i].to] += flow->links[i].count;
        }
}

static size_t flow_nodes(const struct chart_flow *flow)
{
    return flow->node_count < CHART_NODES ? flow->node_count : CHART_NODES;
}

/* The most nodes that a stage has, and the most records. */
static void flow_most(const struct chart_flow *flow, const struct flow_places *places,
                      size_t *nodes, uint64_t *records)
{
    *nodes = *records = 1;
    for (unsigned stage = 0; stage < CHART_STAGES; stage++) {
        size_t count = 0;
        uint64_t sum = 0;
        for (size_t i = 0; i < flow_nodes(flow); i++)
            if (flow->nodes[i].stage == stage) {
                count++;
                sum += flow_size(places, i);
            }
        *nodes = count > *nodes ? count : *nodes;
        *records = sum > *records ? sum : *records;
    }
}

static long plot_flow_height(const struct chart *chart, const struct chart_panel *panel, long width)
{
    struct flow_places places = {.unit = 0};
    size_t nodes;
    uint64_t records;
    (void)chart, (void)width;
    flow_count(panel->flow, &places);
    flow_most(panel->flow, &places, &nodes, &records);
    return HEAD + INSIDE + (long)nodes * AIR;
}

static long flow_x(const struct plot *plot, unsigned stage)
{
    long count = (long)plot->panel->flow->stage_count;
    long room = plot->whole.width / (count > 0 ? count : 1);
    return plot->whole.x + (long)stage * room;
}

static void flow_lay(const struct plot *plot, struct flow_places *places)
{
    const struct chart_flow *flow = plot->panel->flow;
    size_t nodes;
    uint64_t records;
    long y[CHART_STAGES];
    flow_count(flow, places);
    flow_most(flow, places, &nodes, &records);
    places->unit = (long)(INSIDE / records);
    for (size_t i = 0; i < CHART_STAGES; i++)
        y[i] = plot->whole.y + HEAD + AIR / 2;
    for (size_t i = 0; i < flow_nodes(flow); i++) {
        unsigned stage = flow->nodes[i].stage % CHART_STAGES;
        places->y[i] = y[stage];
        y[stage] += (long)flow_size(places, i) * places->unit + AIR;
    }
}

static void flow_link(struct plot *plot, struct flow_places *places, const struct chart_link *link)
{
    const struct chart_flow *flow = plot->panel->flow;
    if (link->from >= flow_nodes(flow) || link->to >= flow_nodes(flow))
        return;
    long width = (long)link->count * places->unit;
    long from = flow_x(plot, flow->nodes[link->from].stage) + NODE;
    long to = flow_x(plot, flow->nodes[link->to].stage);
    long top = places->y[link->from] + places->taken_out[link->from];
    long end = places->y[link->to] + places->taken_in[link->to];
    places->taken_out[link->from] += width;
    places->taken_in[link->to] += width;
    svg_group(plot->html, "hk-link");
    html_attribute_printf(plot->html, "data-value", "%" PRIu32, link->count);
    html_open(plot->html, "title");
    html_slice(plot->html, flow->nodes[link->from].name);
    html_text(plot->html, " → ");
    html_slice(plot->html, flow->nodes[link->to].name);
    html_printf(plot->html, " %" PRIu32, link->count);
    html_close(plot->html);
    struct svg_path path =
        svg_path_begin(plot->html, flow->nodes[link->to].unknown ? SVG_HOLLOW_DASHED : SVG_PALE,
                       flow->nodes[link->from].stage);
    svg_path_move(&path, from, top);
    svg_path_curve(&path, to, end);
    svg_path_line(&path, to, end + width);
    svg_path_curve(&path, from, top + width);
    svg_path_shut(&path);
    svg_path_end(&path);
    svg_close(plot->html);
}

/* Its name and its number above, broken where the next stage begins. */
static void flow_name(struct plot *plot, const struct flow_places *places, size_t i)
{
    const struct chart_node *node = &plot->panel->flow->nodes[i];
    char text[300], buffer[CHART_FIT_SIZE];
    long x = flow_x(plot, node->stage), room = flow_x(plot, node->stage + 1) - x - 2L * BESIDE;
    int size = svg_text_size(SVG_TEXT);
    snprintf(text, sizeof text, "%" PRIu64, flow_size(places, i));
    struct slice number = slice_of(text);
    long width = chart_text_width(number, size) + BESIDE;
    struct slice name = chart_text_fit(node->name, size, room - width, buffer);
    svg_text(plot->html, SVG_STRONG, &(struct svg_at){x, places->y[i] - BESIDE, SVG_START}, number);
    svg_text(plot->html, SVG_TEXT, &(struct svg_at){x + width, places->y[i] - BESIDE, SVG_START},
             name);
}

static void flow_node(struct plot *plot, const struct flow_places *places, size_t i)
{
    const struct chart_node *node = &plot->panel->flow->nodes[i];
    long height = (long)flow_size(places, i) * places->unit;
    svg_group_at(plot->html, "hk-node", flow_x(plot, node->stage), places->y[i]);
    html_attribute_printf(plot->html, "data-value", "%" PRIu64, flow_size(places, i));
    html_attribute_slice(plot->html, "data-place", node->name);
    svg_title(plot->html, node->name);
    html_open(plot->html, "rect");
    svg_paint(plot->html, node->unknown ? SVG_HOLLOW_DASHED : SVG_FILLED, node->stage);
    svg_length(plot->html, "width", NODE);
    svg_length(plot->html, "height", height > TEXT ? height : TEXT);
    html_close(plot->html);
    svg_close(plot->html);
}

static void plot_flow_draw(struct plot *plot)
{
    const struct chart_flow *flow = plot->panel->flow;
    struct flow_places places = {.unit = 0};
    char buffer[CHART_FIT_SIZE];
    flow_lay(plot, &places);
    for (size_t i = 0; i < flow->stage_count && i < CHART_STAGES; i++) {
        long x = flow_x(plot, (unsigned)i), room = flow_x(plot, (unsigned)i + 1) - x - BESIDE;
        svg_text(plot->html, SVG_SOFT, &(struct svg_at){x, plot->whole.y + 1400, SVG_START},
                 chart_text_fit(flow->stages[i], svg_text_size(SVG_SOFT), room, buffer));
    }
    for (size_t i = 0; i < flow->link_count; i++)
        flow_link(plot, &places, &flow->links[i]);
    for (size_t i = 0; i < flow_nodes(flow); i++)
        flow_node(plot, &places, i);
    for (size_t i = 0; i < flow_nodes(flow); i++)
        flow_name(plot, &places, i);
}

const struct plot_kind plot_flow = {plot_flow_height, plot_flow_draw};
