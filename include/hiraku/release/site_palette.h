/* The colours of the pages that an instance may choose, and whether they can be told apart.
 *
 * They are the custom properties of api/pages/style.css, of which these are the names without the
 * hyphens, and have its values where the instance gives none. */
#ifndef HIRAKU_RELEASE_SITE_PALETTE_H
#define HIRAKU_RELEASE_SITE_PALETTE_H

#include "hiraku/value/colour.h"

struct out;

enum site_scheme { SITE_LIGHT, SITE_DARK, SITE_SCHEMES };
extern const char *const site_scheme_names[SITE_SCHEMES]; /* "light", "dark" */

enum site_colour {
    SITE_TEXT,
    SITE_BACK,
    SITE_SOFT,
    SITE_LINE,
    SITE_RULE,
    SITE_LINK,
    SITE_SEEN,
    SITE_ACCENT,
    SITE_COLOURS
};
extern const char *const site_colour_names[SITE_COLOURS];

struct site_palette {
    struct colour colours[SITE_SCHEMES][SITE_COLOURS];
    bool given[SITE_SCHEMES][SITE_COLOURS]; /* by the instance */
};

/* The colours of the style sheet; none is given. */
void site_palette_init(struct site_palette *palette);
void site_palette_give(struct site_palette *palette, enum site_scheme scheme,
                       enum site_colour which, struct colour colour);
bool site_palette_is_given(const struct site_palette *palette);

/* Two colours that are nearer than WCAG 2.2 allows: text s.1.4.3, what is no text s.1.4.11. */
struct site_contrast {
    enum site_scheme scheme;
    enum site_colour key; /* the one that was given, or is best changed */
    const char *front, *back;
    struct colour colours[2]; /* front, back */
    double found, needed;
    bool mends; /* … and what of the front is enough for all that it stands on */
    struct colour mended;
};
/* Calls `tell` for each such pair in which a colour was given. Charts stand on the page's back and
 * have colours of their own, which no instance changes: for them the back is what is told. */
void site_palette_check(const struct site_palette *palette,
                        void (*tell)(void *context, const struct site_contrast *contrast),
                        void *context);

/* The style sheet of what is given. */
void site_palette_write(const struct site_palette *palette, struct out *out);
/* What it says of charts alone. */
void site_palette_write_charts(const struct site_palette *palette, struct out *out);

#endif
