/* See svg.h. Every colour stands here as an attribute and in chart.css as a custom property: the
 * attribute is for programs that read no style sheet or no custom properties. */
#include "hiraku/pages/chart/svg.h"

#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/html.h"

#include <stdio.h>

/* Bytes that one more place of a path may take. */
enum { PATH_STEP = 52, LENGTH_SIZE = 24 };

struct svg_attributes {
    const char *class, *fill, *stroke, *stroke_width, *dash;
    int text, line; /* sizes of text; 0: none */
    bool bold;
};

static const struct svg_attributes looks[SVG_LOOKS] = {
    [SVG_BACK] = {.class = "hk-back", .fill = "#ffffff"},
    [SVG_TITLE] = {.class = "hk-title", .fill = "#1a1a1a", .text = 18, .line = 25, .bold = true},
    [SVG_TEXT] = {.class = "hk-text", .fill = "#1a1a1a", .text = 13, .line = 19},
    [SVG_STRONG] = {.class = "hk-strong", .fill = "#1a1a1a", .text = 13, .line = 19, .bold = true},
    [SVG_SOFT] = {.class = "hk-soft", .fill = "#595f69", .text = 12, .line = 17},
    [SVG_BIG] = {.class = "hk-big", .fill = "#1a1a1a", .text = 34, .line = 44, .bold = true},
    [SVG_GRID] = {.class = "hk-grid", .fill = "none", .stroke = "#dfe2e7", .stroke_width = "1"},
    [SVG_AXIS] = {.class = "hk-axis", .fill = "none", .stroke = "#767676", .stroke_width = "1"},
    [SVG_BAND] = {.class = "hk-band",
                  .fill = "#f3f4f6",
                  .stroke = "#9aa0a9",
                  .stroke_width = "1",
                  .dash = "3 3"},
    [SVG_BREAK] = {.class = "hk-break", .fill = "none", .stroke = "#595f69", .stroke_width = "1.5"},
    [SVG_FORMER] = {.class = "hk-former",
                    .fill = "#ffffff",
                    .stroke = "#595f69",
                    .stroke_width = "1.5",
                    .dash = "2 2"},
};

static const struct {
    const char *class, *value;
} colours[CHART_COLOURS] = {
    {"hk-c0", "#0b5cad"}, {"hk-c1", "#b3400f"}, {"hk-c2", "#1b7a43"},
    {"hk-c3", "#7b3fa0"}, {"hk-c4", "#7d6200"}, {"hk-c5", "#00737f"},
};

static const struct {
    const char *class, *dash;
    bool filled, edged, open;
} paints[SVG_PAINTS] = {
    [SVG_STROKE] = {"hk-stroke", NULL, false, true, false},
    [SVG_DASHED] = {"hk-stroke", "7 4", false, true, false},
    [SVG_DOTTED] = {"hk-stroke", "2 3", false, true, false},
    [SVG_FILLED] = {"hk-fill", NULL, true, false, false},
    [SVG_HOLLOW] = {"hk-hollow", NULL, true, true, false},
    [SVG_HOLLOW_DASHED] = {"hk-hollow", "4 3", true, true, false},
    [SVG_PALE] = {"hk-pale", NULL, true, false, false},
    [SVG_OPEN] = {"hk-open", NULL, false, true, true},
};

int svg_text_size(enum svg_look look)
{
    return looks[look].text;
}

int svg_line_height(enum svg_look look)
{
    return looks[look].line;
}

/* 12, -0.05, 7.50; how long it is. By hand: a chart of many values has some thousands. */
static size_t svg_length_text(char text[LENGTH_SIZE], long length)
{
    unsigned long whole = length < 0 ? 0UL - (unsigned long)length : (unsigned long)length;
    unsigned long pixels = whole / PX, rest = whole % PX;
    char digits[LENGTH_SIZE];
    size_t count = 0, len = 0;
    do
        digits[count++] = (char)('0' + pixels % 10);
    while ((pixels /= 10) > 0);
    if (length < 0)
        text[len++] = '-';
    while (count > 0)
        text[len++] = digits[--count];
    if (rest > 0) {
        text[len++] = '.';
        text[len++] = (char)('0' + rest / 10);
        text[len++] = (char)('0' + rest % 10);
    }
    text[len] = '\0';
    return len;
}

void svg_length(struct html *html, const char *name, long length)
{
    char text[LENGTH_SIZE];
    svg_length_text(text, length);
    html_attribute(html, name, text);
}

static void svg_attribute(struct html *html, const char *name, const char *value)
{
    if (value)
        html_attribute(html, name, value);
}

/* Of what is white, the colour on which the picture stands. */
static const char *svg_ground(const struct html *html, const char *fill)
{
    return html->ground && fill && strcmp(fill, looks[SVG_BACK].fill) == 0 ? html->ground : fill;
}

void svg_look(struct html *html, enum svg_look look)
{
    const struct svg_attributes *style = &looks[look];
    html_attribute(html, "class", style->class);
    svg_attribute(html, "fill", svg_ground(html, style->fill));
    svg_attribute(html, "stroke", style->stroke);
    svg_attribute(html, "stroke-width", style->stroke_width);
    svg_attribute(html, "stroke-dasharray", style->dash);
    if (style->text) {
        html_attribute_printf(html, "font-size", "%d", style->text);
        html_attribute(html, "stroke", svg_ground(html, looks[SVG_BACK].fill));
        html_attribute(html, "stroke-width", "3");
        html_attribute(html, "stroke-linejoin", "round");
        html_attribute(html, "paint-order", "stroke");
    }
    if (style->bold)
        html_attribute(html, "font-weight", "700");
}

void svg_paint(struct html *html, enum svg_paint paint, unsigned colour)
{
    const char *value = colours[colour % CHART_COLOURS].value;
    html_attribute_printf(html, "class", "%s %s", paints[paint].class,
                          colours[colour % CHART_COLOURS].class);
    const char *ground = paints[paint].open ? svg_ground(html, looks[SVG_BACK].fill) : "none";
    html_attribute(html, "fill", paints[paint].filled ? value : ground);
    if ((paints[paint].filled && paints[paint].edged) || paint == SVG_PALE)
        html_attribute(html, "fill-opacity", paint == SVG_PALE ? "0.3" : "0.16");
    if (paints[paint].edged) {
        html_attribute(html, "stroke", value);
        html_attribute(html, "stroke-width", "2");
    }
    svg_attribute(html, "stroke-dasharray", paints[paint].dash);
}

void svg_close(struct html *html)
{
    html_close(html);
}

void svg_group(struct html *html, const char *class)
{
    html_open(html, "g");
    html_attribute(html, "class", class);
}

void svg_group_at(struct html *html, const char *class, long x, long y)
{
    char across[LENGTH_SIZE], down[LENGTH_SIZE];
    svg_length_text(across, x);
    svg_length_text(down, y);
    svg_group(html, class);
    html_attribute_printf(html, "transform", "translate(%s %s)", across, down);
}

/* --- text --- */

static void svg_japanese(struct html *html)
{
    html_attribute(html, "lang", "ja");
    html_attribute(html, "xml:lang", "ja");
}

void svg_language(struct html *html, struct slice text)
{
    bool japanese = html->language == LANGUAGE_EN && chart_text_japanese(text).len > 0;
    for (size_t at = 0; japanese && at < text.len;) {
        struct slice word = chart_text_word(text, &at);
        japanese = word.len == 0 || chart_text_japanese(word).len > 0;
    }
    if (japanese)
        svg_japanese(html);
}

/* Japanese words within English are elements of their own. */
static void svg_words(struct html *html, struct slice text)
{
    while (html->language == LANGUAGE_EN && text.len > 0) {
        struct slice word = chart_text_japanese(text);
        if (word.len == 0)
            break;
        html_slice(html, (struct slice){text.at, (size_t)(word.at - text.at)});
        html_open(html, "tspan");
        svg_japanese(html);
        html_slice(html, word);
        html_close(html);
        text = slice_from(text, (size_t)(word.at - text.at) + word.len);
    }
    html_slice(html, text);
}

void svg_title(struct html *html, struct slice text)
{
    html_open(html, "title");
    svg_language(html, text);
    html_slice(html, text);
    html_close(html);
}

void svg_line(struct html *html, enum svg_look look, const struct svg_box *span)
{
    html_open(html, "line");
    svg_look(html, look);
    svg_length(html, "x1", span->x);
    svg_length(html, "y1", span->y);
    svg_length(html, "x2", span->x + span->width);
    svg_length(html, "y2", span->y + span->height);
    html_close(html);
}

void svg_rect(struct html *html, enum svg_look look, const struct svg_box *box)
{
    html_open(html, "rect");
    svg_look(html, look);
    svg_length(html, "x", box->x);
    svg_length(html, "y", box->y);
    svg_length(html, "width", box->width);
    svg_length(html, "height", box->height);
    html_close(html);
}

void svg_text(struct html *html, enum svg_look look, const struct svg_at *at, struct slice text)
{
    static const char *const anchors[] = {NULL, "middle", "end"};
    html_open(html, "text");
    svg_look(html, look);
    svg_length(html, "x", at->x);
    svg_length(html, "y", at->y);
    svg_attribute(html, "text-anchor", anchors[at->anchor]);
    svg_words(html, text);
    html_close(html);
}

/* --- paths --- */

struct svg_path svg_path_begin(struct html *html, enum svg_paint paint, unsigned colour)
{
    return (struct svg_path){.html = html, .paint = paint, .colour = colour};
}

/* Writes what is there, and makes room. */
static void svg_path_flush(struct svg_path *path)
{
    if (!path->open) {
        html_open(path->html, "path");
        svg_paint(path->html, path->paint, path->colour);
        html_attribute_open(path->html, "d");
        path->open = true;
    }
    html_attribute_piece(path->html, (struct slice){path->text, path->len});
    path->len = 0;
}

static void svg_path_pair(struct svg_path *path, char before, long x, long y)
{
    if (path->len + PATH_STEP > sizeof path->text)
        svg_path_flush(path);
    path->text[path->len++] = before;
    path->len += svg_length_text(path->text + path->len, x);
    path->text[path->len++] = ' ';
    path->len += svg_length_text(path->text + path->len, y);
}

static void svg_path_add(struct svg_path *path, char step, long x, long y)
{
    svg_path_pair(path, step, x, y);
    path->x = x;
    path->y = y;
}

void svg_path_move(struct svg_path *path, long x, long y)
{
    svg_path_add(path, 'M', x, y);
}

void svg_path_line(struct svg_path *path, long x, long y)
{
    svg_path_add(path, 'L', x, y);
}

void svg_path_curve(struct svg_path *path, long x, long y)
{
    long middle = (path->x + x) / 2;
    svg_path_pair(path, 'C', middle, path->y);
    svg_path_pair(path, ' ', middle, y);
    svg_path_add(path, ' ', x, y);
}

void svg_path_shut(struct svg_path *path)
{
    if (path->len + 1 > sizeof path->text)
        svg_path_flush(path);
    path->text[path->len++] = 'Z';
}

void svg_path_end(struct svg_path *path)
{
    if (path->len == 0 && !path->open)
        return;
    svg_path_flush(path);
    html_attribute_close(path->html);
    html_close(path->html);
    path->open = false;
}
