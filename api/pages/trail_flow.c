/* From the records of a trail to the flow between their codes: see trail_table.h. Links count pairs
 * of records, one of a step and one that came from it; a record that nothing came from goes to a
 * node of its own. */
#include "hiraku/pages/trail_table.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_chart.h"
#include "hiraku/query/view.h"
#include "hiraku/service/trail_rows.h"

#include <inttypes.h>

enum { FLOW_LINKS = 512, FLOW_BYTES = 1 << 16 };

struct trail_flow {
    const struct page_context *context;
    const struct trail_rows *rows;
    struct slice stages[TRAIL_STEPS_MAX];
    struct chart_node nodes[CHART_NODES];
    size_t node_count, first[TRAIL_STEPS_MAX]; /* of the nodes of a step, in the order of codes */
    struct chart_link links[FLOW_LINKS];
    size_t link_count;
};

static const struct code *trail_flow_codes(const struct trail_step *step)
{
    const struct column *column = model_column(step->table, slice_of(step->state));
    return column ? column->codes : NULL;
}

static bool trail_flow_is_open(const struct trail_step *step, const char *code)
{
    struct slice open = slice_of(step->open), word;
    while (slice_word(&open, &word))
        if (slice_is(word, code))
            return true;
    return false;
}

static void trail_flow_node(struct trail_flow *flow, const struct chart_node *node)
{
    if (flow->node_count < CHART_NODES)
        flow->nodes[flow->node_count++] = *node;
}

static void trail_flow_nodes(struct trail_flow *flow)
{
    const struct trail *trail = flow->rows->trail;
    for (size_t step = 0; step < trail->count; step++) {
        const struct trail_step *of = &trail->steps[step];
        flow->first[step] = flow->node_count;
        flow->stages[step] =
            slice_of(page_word(flow->context, of->table->title_ja, of->table->title_en));
        for (const struct code *code = trail_flow_codes(of); code && code->value; code++)
            trail_flow_node(
                flow, &(struct chart_node){.name = slice_of(page_word(flow->context, code->title_ja,
                                                                      code->title_en)),
                                           .stage = (unsigned)step,
                                           .unknown = trail_flow_is_open(of, code->value)});
        if (step > 0)
            trail_flow_node(
                flow, &(struct chart_node){.name = slice_of(page_word(flow->context, of->missing_ja,
                                                                      of->missing_en)),
                                           .stage = (unsigned)step,
                                           .unknown = true});
    }
}

/* The node of a record; NULL: of what is not on record. */
static size_t trail_flow_at(const struct trail_flow *flow, size_t step, const struct row *row)
{
    const struct trail_step *of = &flow->rows->trail->steps[step];
    size_t at = flow->first[step];
    for (const struct code *code = trail_flow_codes(of); code && code->value; code++, at++)
        if (row && slice_is(row_cell(row, of->state), code->value))
            return at;
    return at;
}

static void trail_flow_link(struct trail_flow *flow, size_t from, size_t to)
{
    size_t i = 0;
    while (i < flow->link_count && (flow->links[i].from != from || flow->links[i].to != to))
        i++;
    if (i == FLOW_LINKS)
        return;
    flow->links[i] = (struct chart_link){from, to, flow->links[i].count + 1};
    flow->link_count += i == flow->link_count;
}

static void trail_flow_links(struct trail_flow *flow)
{
    const struct trail_rows *rows = flow->rows;
    for (size_t step = 0; step + 1 < rows->trail->count; step++)
        for (size_t i = 0; i < rows->sets[step].count; i++) {
            const struct row *row = &rows->sets[step].rows[i];
            const struct row_set *next = &rows->sets[step + 1];
            struct slice id = row_cell(row, "id");
            size_t from = trail_flow_at(flow, step, row), found = trail_find(rows, step + 1, id, 0);
            if (found == next->count)
                trail_flow_link(flow, from, trail_flow_at(flow, step + 1, NULL));
            for (; found < next->count; found = trail_find(rows, step + 1, id, found + 1))
                trail_flow_link(flow, from, trail_flow_at(flow, step + 1, &next->rows[found]));
        }
}

/* Only nodes that a link leads to or from, in their order. */
static void trail_flow_tidy(struct trail_flow *flow)
{
    size_t place[CHART_NODES], kept = 0;
    for (size_t i = 0; i < flow->node_count; i++) {
        bool used = false;
        for (size_t j = 0; j < flow->link_count && !used; j++)
            used = flow->links[j].from == i || flow->links[j].to == i;
        place[i] = kept;
        if (used)
            flow->nodes[kept++] = flow->nodes[i];
    }
    flow->node_count = kept;
    for (size_t j = 0; j < flow->link_count; j++)
        flow->links[j] = (struct chart_link){place[flow->links[j].from], place[flow->links[j].to],
                                             flow->links[j].count};
}

/* "採択 → 予定 1、…" */
static struct slice trail_flow_description(const struct trail_flow *flow, struct arena *arena)
{
    struct slice text = slice_of("");
    for (size_t i = 0; i < flow->link_count && text.len < FLOW_BYTES; i++) {
        const struct chart_link *link = &flow->links[i];
        struct slice from = flow->nodes[link->from].name, to = flow->nodes[link->to].name;
        text = arena_printf(arena, "%.*s%s%.*s → %.*s %" PRIu32, (int)text.len, text.at,
                            i ? page_word(flow->context, "、", ", ") : "", (int)from.len, from.at,
                            (int)to.len, to.at, link->count);
    }
    return text;
}

/* "採択 → 実証実験 → 実証結果" */
static struct slice trail_flow_title(const struct trail_flow *flow, struct arena *arena)
{
    struct slice text = slice_of("");
    for (size_t step = 0; step < flow->rows->trail->count; step++)
        text = arena_printf(arena, "%.*s%s%.*s", (int)text.len, text.at, step ? " → " : "",
                            (int)flow->stages[step].len, flow->stages[step].at);
    return text;
}

void trail_flow_write(struct page *page, const struct trail_rows *rows, struct arena *arena)
{
    struct trail_flow *flow = arena_alloc(arena, sizeof *flow);
    if (!flow || rows->sets[0].count == 0)
        return;
    *flow = (struct trail_flow){.context = page->context, .rows = rows};
    trail_flow_nodes(flow);
    trail_flow_links(flow);
    trail_flow_tidy(flow);
    const struct chart_flow drawn = {.stages = flow->stages,
                                     .stage_count = rows->trail->count,
                                     .nodes = flow->nodes,
                                     .node_count = flow->node_count,
                                     .links = flow->links,
                                     .link_count = flow->link_count};
    const struct chart_panel panel = {.kind = CHART_FLOW, .flow = &drawn};
    struct chart chart = {
        .language = page->context->language,
        .title = trail_flow_title(flow, arena),
        .subtitle = slice_of(page_word(page->context, "数は件数。破線の先は分かっていない。",
                                       "Numbers of records. Where lines are dashed it is not known "
                                       "what became of them.")),
        .description = trail_flow_description(flow, arena),
        .panels = &panel,
        .count = 1};
    page_chart_write(page, &chart, "flow");
}
