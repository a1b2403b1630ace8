/* See card.h. Drawn at half its size, so that text is as large as in charts and seen from afar. */
#include "hiraku/pages/card.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/chart_text.h"
#include "hiraku/pages/chart/chart_words.h"
#include "hiraku/pages/chart/svg.h"
#include "hiraku/pages/html.h"

/* In pixels of the drawing. */
enum {
    CARD_SCALE = 2,
    CARD_PAD = 24,
    CARD_INSIDE = CARD_WIDTH / CARD_SCALE - 2 * CARD_PAD,
    CARD_NAME = 42,
    CARD_NAME_LINES = 3,
    CARD_TEXT_LINES = 5,
    CARD_NUMBER = 150,
    CARD_WHEN = 174,
    CARD_SPARK = 186,
    CARD_RULE = 264,
    CARD_SOURCE = 283,
    CARD_PUBLISHER = 301,
    CARD_GAP = 8,
    CARD_LINE = 8192 /* bytes */
};

static void card_line(struct html *html, enum svg_look look, long y, struct slice text)
{
    char fit[CHART_FIT_SIZE];
    const struct svg_at at = {CARD_PAD * PX, y * PX, SVG_START};
    svg_text(html, look, &at,
             chart_text_fit(text, svg_text_size(look), CARD_INSIDE * (long)PX, fit));
}

/* At most so many lines; the last one says by … that there is more. */
static void card_lines(struct html *html, enum svg_look look, long y, struct slice text, int most)
{
    struct slice rest = text;
    for (int i = 0; i < most && rest.len; i++) {
        struct slice all = rest;
        struct slice line = chart_text_line(&rest, svg_text_size(look), CARD_INSIDE * (long)PX);
        card_line(html, look, y + (long)i * svg_line_height(look), i + 1 == most ? all : line);
    }
}

static void card_number(struct html *html, const struct card *card)
{
    char fit[CHART_FIT_SIZE];
    struct svg_at at = {CARD_PAD * PX, CARD_NUMBER * PX, SVG_START};
    svg_text(html, SVG_BIG, &at, card->number);
    at.x += chart_text_width(card->number, svg_text_size(SVG_BIG)) + CARD_GAP * PX;
    svg_text(html, SVG_TITLE, &at,
             chart_text_fit(card->unit, svg_text_size(SVG_TITLE),
                            (CARD_PAD + CARD_INSIDE) * (long)PX - at.x, fit));
}

static void card_foot(struct html *html, const struct card *card)
{
    struct out source;
    svg_line(html, SVG_GRID, &(struct svg_box){CARD_PAD * PX, CARD_RULE * PX, CARD_INSIDE * PX, 0});
    if (card->source.len) {
        out_open_memory(&source, CARD_LINE);
        out_text(&source, chart_word(card->language, WORD_SOURCE));
        out_text(&source, chart_word(card->language, WORD_COLON));
        out_slice(&source, card->source);
        card_line(html, SVG_SOFT, CARD_SOURCE, out_written(&source));
        if (source.error != STATUS_OK)
            out_fail(html->out, source.error, "a card");
        out_close(&source);
    }
    card_line(html, SVG_SOFT, CARD_PUBLISHER, card->publisher);
}

void card_write(const struct card *card, struct out *out)
{
    struct html html = html_begin(out);
    html_open(&html, "svg");
    html_attribute(&html, "xmlns", "http://www.w3.org/2000/svg");
    html_attribute(&html, "lang", card->language == LANGUAGE_EN ? "en" : "ja");
    html_attribute_printf(&html, "viewBox", "0 0 %d %d", CARD_WIDTH / CARD_SCALE,
                          CARD_HEIGHT / CARD_SCALE);
    html_attribute_printf(&html, "width", "%d", CARD_WIDTH);
    html_attribute_printf(&html, "height", "%d", CARD_HEIGHT);
    html_attribute(&html, "font-family", "Noto Sans CJK JP, sans-serif");
    svg_rect(&html, SVG_BACK,
             &(struct svg_box){0, 0, CARD_WIDTH / CARD_SCALE * PX, CARD_HEIGHT / CARD_SCALE * PX});
    card_lines(&html, SVG_TITLE, CARD_NAME, card->name, CARD_NAME_LINES);
    if (card->number.len) {
        card_number(&html, card);
        card_line(&html, SVG_TEXT, CARD_WHEN, card->when);
    } else {
        card_line(&html, SVG_STRONG, CARD_NUMBER - 2L * CARD_GAP, card->when);
        card_lines(&html, SVG_TEXT, CARD_NUMBER + CARD_GAP, card->text, CARD_TEXT_LINES);
    }
    if (card->spark) {
        svg_group_at(&html, "hk-spark", CARD_PAD * PX, CARD_SPARK * PX);
        spark_write(card->spark, &html);
        svg_close(&html);
    }
    card_foot(&html, card);
    html_finish(&html);
    out_char(out, '\n');
}
