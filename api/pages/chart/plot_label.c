/* Labels that do not lie upon each other: each takes a place where nothing is yet. */
#include "plot.h"

#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

#include <stdint.h>

enum { ABOVE = 900, BELOW = 1900, BESIDE = 1000, BASE = 450, AIR = 100 };

void plot_field_keep(struct plot_field *field, const struct svg_box *box)
{
    if (field->count < PLOT_LABELS_MAX)
        field->boxes[field->count++] = *box;
}

static bool plot_field_meets(const struct svg_box *a, const struct svg_box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

void plot_field_keep_line(struct plot_field *field, const struct svg_box *span)
{
    if (field->line_count < PLOT_LABELS_MAX)
        field->lines[field->line_count++] = *span;
}

/* On which side of the line a place is. */
static int plot_field_side(const struct svg_box *line, long x, long y)
{
    int64_t side = (int64_t)line->width * (y - line->y) - (int64_t)line->height * (x - line->x);
    return (side > 0) - (side < 0);
}

static bool plot_field_crosses(const struct svg_box *line, const struct svg_box *box)
{
    struct svg_box span = {line->width < 0 ? line->x + line->width : line->x,
                           line->height < 0 ? line->y + line->height : line->y,
                           (line->width < 0 ? -line->width : line->width) + 1,
                           (line->height < 0 ? -line->height : line->height) + 1};
    if (!plot_field_meets(&span, box))
        return false;
    int sides = plot_field_side(line, box->x, box->y) +
                plot_field_side(line, box->x + box->width, box->y) +
                plot_field_side(line, box->x, box->y + box->height) +
                plot_field_side(line, box->x + box->width, box->y + box->height);
    return sides > -4 && sides < 4;
}

bool plot_field_take(struct plot_field *field, const struct svg_box *box)
{
    const struct svg_box *within = &field->within;
    if (field->count == PLOT_LABELS_MAX || box->x < within->x || box->y < within->y ||
        box->x + box->width > within->x + within->width ||
        box->y + box->height > within->y + within->height)
        return false;
    for (size_t i = 0; i < field->count; i++)
        if (plot_field_meets(&field->boxes[i], box))
            return false;
    for (size_t i = 0; i < field->line_count; i++)
        if (plot_field_crosses(&field->lines[i], box))
            return false;
    field->boxes[field->count++] = *box;
    return true;
}

/* The middle of the label, moved so that it stays inside. */
static long plot_label_middle(const struct svg_box *within, long x, long width)
{
    long least = within->x + width / 2, most = within->x + within->width - width / 2;
    if (x > most)
        x = most;
    return x < least ? least : x;
}

bool plot_label(struct plot *plot, const struct plot_sign_room *at, struct slice text)
{
    long size = svg_text_size(SVG_TEXT), width = chart_text_width(text, (int)size);
    long middle = plot_label_middle(&plot->field.within, at->x, width);
    const struct svg_at places[] = {
        {middle, at->y - at->above - ABOVE, SVG_MIDDLE},
        {middle, at->y + at->below + BELOW, SVG_MIDDLE},
        {at->x + BESIDE + width / 2, at->y + BASE, SVG_MIDDLE},
        {at->x - BESIDE - width / 2, at->y + BASE, SVG_MIDDLE},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct svg_box box = {places[i].x - width / 2, places[i].y - size * PX + 100, width,
                              size * PX + AIR};
        if (!plot_field_take(&plot->field, &box))
            continue;
        svg_text(plot->html, SVG_TEXT, &places[i], text);
        return true;
    }
    return false;
}
