/* See site_palette.h. tests/unit/release/test_site_palette.c compares the colours with the style
 * sheets of pages and charts, which are where they take effect. */
#include "hiraku/release/site_palette.h"

#include "hiraku/base/out.h"

enum { PALETTE_CHART_COLOURS = 9, PALETTE_FRONTS = 2 };

/* WCAG 2.2, success criteria 1.4.3 and 1.4.11. */
static const double palette_text = 4.5, palette_graphics = 3;

const char *const site_scheme_names[SITE_SCHEMES] = {"light", "dark"};

const char *const site_colour_names[SITE_COLOURS] = {
    [SITE_TEXT] = "text", [SITE_BACK] = "back", [SITE_SOFT] = "soft", [SITE_LINE] = "line",
    [SITE_RULE] = "rule", [SITE_LINK] = "link", [SITE_SEEN] = "seen", [SITE_ACCENT] = "accent",
};

/* What api/pages/style.css has. */
static const char *const palette_defaults[SITE_SCHEMES][SITE_COLOURS] = {
    [SITE_LIGHT] = {[SITE_TEXT] = "#1b1d21",
                    [SITE_BACK] = "#fff",
                    [SITE_SOFT] = "#f2f4f7",
                    [SITE_LINE] = "#767b85",
                    [SITE_RULE] = "#d3d7de",
                    [SITE_LINK] = "#003e9c",
                    [SITE_SEEN] = "#58158f",
                    [SITE_ACCENT] = "#1b1d21"},
    [SITE_DARK] = {[SITE_TEXT] = "#eceef2",
                   [SITE_BACK] = "#14171c",
                   [SITE_SOFT] = "#22262e",
                   [SITE_LINE] = "#8b93a1",
                   [SITE_RULE] = "#3b414c",
                   [SITE_LINK] = "#a8c8ff",
                   [SITE_SEEN] = "#d9bcff",
                   [SITE_ACCENT] = "#eceef2"},
};

/* What api/pages/chart/chart.css draws on the back. */
static const struct {
    const char *name;
    const char *colours[SITE_SCHEMES];
    bool text;
} palette_charts[PALETTE_CHART_COLOURS] = {
    {"hk-ink", {"#1a1a1a", "#f0f0f0"}, true},   {"hk-soft", {"#595f69", "#b4bac4"}, true},
    {"hk-axis", {"#767676", "#8c8c8c"}, false}, {"hk-c0", {"#0b5cad", "#7db8ff"}, false},
    {"hk-c1", {"#b3400f", "#ffab85"}, false},   {"hk-c2", {"#1b7a43", "#7fd6a0"}, false},
    {"hk-c3", {"#7b3fa0", "#d9b3f5"}, false},   {"hk-c4", {"#7d6200", "#e3c65a"}, false},
    {"hk-c5", {"#00737f", "#6fd3e3"}, false},
};

/* What stands on what; a rule only divides what is apart already. */
static const struct {
    enum site_colour front, backs[PALETTE_FRONTS];
    const double *needed;
} palette_pairs[] = {
    {SITE_TEXT, {SITE_BACK, SITE_SOFT}, &palette_text},
    {SITE_LINK, {SITE_BACK, SITE_SOFT}, &palette_text},
    {SITE_SEEN, {SITE_BACK, SITE_SOFT}, &palette_text},
    {SITE_LINE, {SITE_BACK, SITE_SOFT}, &palette_graphics},
    {SITE_ACCENT, {SITE_BACK, SITE_BACK}, &palette_graphics},
};

static struct colour palette_colour(const char *text)
{
    struct colour colour = {0, 0, 0};
    colour_read(slice_of(text), &colour);
    return colour;
}

void site_palette_init(struct site_palette *palette)
{
    *palette = (struct site_palette){.given = {{false}}};
    for (int scheme = 0; scheme < SITE_SCHEMES; scheme++)
        for (int which = 0; which < SITE_COLOURS; which++)
            palette->colours[scheme][which] = palette_colour(palette_defaults[scheme][which]);
}

void site_palette_give(struct site_palette *palette, enum site_scheme scheme,
                       enum site_colour which, struct colour colour)
{
    palette->colours[scheme][which] = colour;
    palette->given[scheme][which] = true;
    if (which == SITE_TEXT && !palette->given[scheme][SITE_ACCENT])
        palette->colours[scheme][SITE_ACCENT] = colour; /* its value in the style sheet */
}

static bool palette_scheme_is_given(const struct site_palette *palette, enum site_scheme scheme)
{
    for (int which = 0; which < SITE_COLOURS; which++)
        if (palette->given[scheme][which])
            return true;
    return false;
}

bool site_palette_is_given(const struct site_palette *palette)
{
    return palette_scheme_is_given(palette, SITE_LIGHT) ||
           palette_scheme_is_given(palette, SITE_DARK);
}

/* --- contrast --------------------------------------------------------------------------------- */

struct palette_checking {
    const struct site_palette *palette;
    void (*tell)(void *context, const struct site_contrast *contrast);
    void *context;
};

static void palette_check_pair(const struct palette_checking *checking, enum site_scheme scheme,
                               size_t pair, size_t on)
{
    const struct site_palette *palette = checking->palette;
    const struct colour *colours = palette->colours[scheme];
    enum site_colour front = palette_pairs[pair].front, back = palette_pairs[pair].backs[on];
    struct site_contrast contrast = {
        .scheme = scheme,
        .key = palette->given[scheme][front] ? front : back,
        .front = site_colour_names[front],
        .back = site_colour_names[back],
        .colours = {colours[front], colours[back]},
        .found = colour_contrast(colours[front], colours[back]),
        .needed = *palette_pairs[pair].needed,
    };
    if (contrast.found >= contrast.needed || !palette->given[scheme][contrast.key])
        return;
    const struct colour backs[] = {colours[palette_pairs[pair].backs[0]],
                                   colours[palette_pairs[pair].backs[1]]};
    contrast.mends =
        colour_mend(colours[front], backs, PALETTE_FRONTS, contrast.needed, &contrast.mended);
    checking->tell(checking->context, &contrast);
}

static void palette_check_charts(const struct palette_checking *checking, enum site_scheme scheme)
{
    const struct colour back = checking->palette->colours[scheme][SITE_BACK];
    for (size_t i = 0; i < PALETTE_CHART_COLOURS && checking->palette->given[scheme][SITE_BACK];
         i++) {
        const struct colour front = palette_colour(palette_charts[i].colours[scheme]);
        struct site_contrast contrast = {
            .scheme = scheme,
            .key = SITE_BACK,
            .front = palette_charts[i].name,
            .back = site_colour_names[SITE_BACK],
            .colours = {front, back},
            .found = colour_contrast(front, back),
            .needed = palette_charts[i].text ? palette_text : palette_graphics,
        };
        if (contrast.found < contrast.needed)
            checking->tell(checking->context, &contrast);
    }
}

void site_palette_check(const struct site_palette *palette,
                        void (*tell)(void *context, const struct site_contrast *contrast),
                        void *context)
{
    const struct palette_checking checking = {palette, tell, context};
    for (int scheme = 0; scheme < SITE_SCHEMES; scheme++) {
        for (size_t pair = 0; pair < sizeof palette_pairs / sizeof *palette_pairs; pair++)
            for (size_t on = 0; on < PALETTE_FRONTS; on++)
                if (on == 0 || palette_pairs[pair].backs[on] != palette_pairs[pair].backs[0])
                    palette_check_pair(&checking, scheme, pair, on);
        palette_check_charts(&checking, scheme);
    }
}

/* --- the style sheet -------------------------------------------------------------------------- */

static void palette_write_property(struct out *out, const char *name, struct colour colour)
{
    char text[COLOUR_TEXT_SIZE];
    colour_write(colour, text);
    out_text(out, "--");
    out_text(out, name);
    out_char(out, ':');
    out_text(out, text);
    out_char(out, ';');
}

static void palette_write_chart(const struct site_palette *palette, enum site_scheme scheme,
                                struct out *out)
{
    if (!palette->given[scheme][SITE_BACK])
        return;
    out_text(out, "@media (forced-colors:none){.hk-chart{");
    palette_write_property(out, "hk-back", palette->colours[scheme][SITE_BACK]);
    out_text(out, "}}\n");
}

static void palette_write_scheme(const struct site_palette *palette, enum site_scheme scheme,
                                 struct out *out)
{
    out_text(out, ":root{");
    for (int which = 0; which < SITE_COLOURS; which++)
        if (palette->given[scheme][which])
            palette_write_property(out, site_colour_names[which], palette->colours[scheme][which]);
    out_text(out, "}\n");
    palette_write_chart(palette, scheme, out);
}

static const char *const palette_media[SITE_SCHEMES] = {
    "@media screen and (prefers-color-scheme:light){\n",
    "@media screen and (prefers-color-scheme:dark){\n"};

void site_palette_write(const struct site_palette *palette, struct out *out)
{
    for (int scheme = 0; scheme < SITE_SCHEMES; scheme++) {
        if (!palette_scheme_is_given(palette, scheme))
            continue;
        out_text(out, palette_media[scheme]);
        palette_write_scheme(palette, scheme, out);
        out_text(out, "}\n");
    }
}

void site_palette_write_charts(const struct site_palette *palette, struct out *out)
{
    for (int scheme = 0; scheme < SITE_SCHEMES; scheme++) {
        if (!palette->given[scheme][SITE_BACK])
            continue;
        out_text(out, palette_media[scheme]);
        palette_write_chart(palette, scheme, out);
        out_text(out, "}\n");
    }
}
