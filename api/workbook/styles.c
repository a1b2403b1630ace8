/* See styles.h. Borders, sizes and named styles are passed over. */
#include "styles.h"

#include "markup.h"

#include "hiraku/base/arena.h"

#include <stdlib.h>

enum {
    STYLES_ARENA = 8 << 20,
    STYLES_CODE_MAX = 1024,
    STYLES_BUILTIN = 64,
    STYLES_ID_MAX = 1 << 20
};

struct style {
    uint32_t format; /* number of its format in the file */
    uint32_t fill, font;
};

/* A format of the file, or a built-in one that was asked for. */
struct styled_format {
    uint32_t id;
    struct format *format;
};

struct styles {
    const struct package *package;
    struct arena arena;
    struct format general, *builtin[STYLES_BUILTIN];
    struct styled_format *formats; /* by id */
    struct style *styles;
    uint32_t *fills, *fonts; /* digests of their looks; 0: none */
    size_t format_count, format_cap, style_count, style_cap, fill_count, fill_cap, font_count,
        font_cap;
};

/* Room for one more in a list; false: no memory or too many. */
static bool styles_grow(const struct styles *styles, void **list, size_t count, size_t *cap,
                        size_t size)
{
    if (count >= styles->package->limits->formats)
        return false;
    if (count < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 64;
    void *grown = realloc(*list, more * size);
    if (!grown)
        return false;
    *list = grown;
    *cap = more;
    return true;
}

static enum status styles_full(const struct styles *styles, size_t count, struct problem *p)
{
    uint32_t limit = styles->package->limits->formats;
    return count >= limit || arena_overflowed(&styles->arena)
               ? package_limit(styles->package, "formats", limit, p)
               : problem_memory(p);
}

static struct format *styles_parse(struct styles *styles, struct slice code)
{
    struct format *format = arena_alloc(&styles->arena, sizeof *format);
    struct slice kept = arena_copy(&styles->arena, code);
    if (!format || !kept.at)
        return NULL;
    format_read(format, kept, &styles->arena);
    return format;
}

static enum status styles_add_format(struct styles *styles, const struct markup *markup,
                                     struct problem *p)
{
    bool failed = false;
    uint64_t id = markup_number(markup, "numFmtId", STYLES_ID_MAX, STYLES_ID_MAX);
    if (!styles_grow(styles, (void **)&styles->formats, styles->format_count, &styles->format_cap,
                     sizeof *styles->formats))
        return styles_full(styles, styles->format_count, p);
    xmlChar *code = markup_attribute_copy(markup, "formatCode", &failed);
    if (failed)
        return problem_memory(p);
    struct slice text = slice_of(code ? (const char *)code : "");
    if (text.len > STYLES_CODE_MAX)
        text = slice_of("General");
    struct format *format = styles_parse(styles, text);
    xmlFree(code);
    if (!format)
        return styles_full(styles, styles->format_count, p);
    styles->formats[styles->format_count++] = (struct styled_format){(uint32_t)id, format};
    return STATUS_OK;
}

static enum status styles_add_style(struct styles *styles, const struct markup *markup,
                                    struct problem *p)
{
    if (!styles_grow(styles, (void **)&styles->styles, styles->style_count, &styles->style_cap,
                     sizeof *styles->styles))
        return styles_full(styles, styles->style_count, p);
    styles->styles[styles->style_count++] =
        (struct style){(uint32_t)markup_number(markup, "numFmtId", STYLES_ID_MAX, 0),
                       (uint32_t)markup_number(markup, "fillId", STYLES_ID_MAX, 0),
                       (uint32_t)markup_number(markup, "fontId", STYLES_ID_MAX, 0)};
    return STATUS_OK;
}

/* White, and what is the colour of the window, is no colour. */
static bool styles_is_colour(const struct markup *markup)
{
    struct slice rgb = markup_attribute(markup, "rgb"), theme = markup_attribute(markup, "theme"),
                 indexed = markup_attribute(markup, "indexed");
    if (rgb.len >= 6)
        return !slice_is(slice_from(rgb, rgb.len - 6), "FFFFFF") &&
               !slice_is(slice_from(rgb, rgb.len - 6), "ffffff");
    if (theme.len > 0)
        return !slice_is(theme, "0") || markup_attribute(markup, "tint").len > 0;
    return indexed.len > 0 && !slice_is(indexed, "9") && !slice_is(indexed, "64") &&
           !slice_is(indexed, "65");
}

static enum status styles_add_look(const struct styles *styles, uint32_t **list, size_t *count,
                                   size_t *cap, struct problem *p)
{
    if (!styles_grow(styles, (void **)list, *count, cap, sizeof **list))
        return styles_full(styles, *count, p);
    (*list)[(*count)++] = 0;
    return STATUS_OK;
}

/* FNV-1a, over the parts of a look. */
static void styles_mix(uint32_t *look, struct slice text)
{
    *look = *look ? *look : 2166136261U;
    for (size_t i = 0; i < text.len; i++)
        *look = (*look ^ (unsigned char)text.at[i]) * 16777619U;
}

static void styles_mix_colour(uint32_t *look, const struct markup *markup)
{
    static const char *const names[] = {"rgb", "theme", "indexed", "tint"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        styles_mix(look, markup_attribute(markup, names[i]));
}

static void styles_read_fill(struct styles *styles, const struct markup *markup, bool *pattern)
{
    uint32_t *fill = &styles->fills[styles->fill_count - 1];
    if (markup_is(markup, "patternFill")) {
        struct slice type = markup_attribute(markup, "patternType");
        *pattern = type.len > 0 && !slice_is(type, "none") && !slice_is(type, "gray125");
        if (*pattern && !slice_is(type, "solid"))
            styles_mix(fill, type);
    } else if (markup_is(markup, "gradientFill")) {
        styles_mix(fill, slice_of("gradient"));
    } else if (*pattern && markup_is(markup, "fgColor") && styles_is_colour(markup)) {
        styles_mix_colour(fill, markup);
    }
}

static void styles_read_font(struct styles *styles, const struct markup *markup)
{
    uint32_t *font = &styles->fonts[styles->font_count - 1];
    bool weight = markup_is(markup, "b") || markup_is(markup, "i") || markup_is(markup, "strike") ||
                  markup_is(markup, "u");
    struct slice off = markup_attribute(markup, "val");
    if (weight && !slice_is(off, "0") && !slice_is(off, "false"))
        styles_mix(font, slice_of(markup->element));
    if (markup_is(markup, "color") && !slice_is(markup_attribute(markup, "theme"), "1") &&
        !slice_is(markup_attribute(markup, "rgb"), "FF000000") &&
        !slice_is(markup_attribute(markup, "indexed"), "8"))
        styles_mix_colour(font, markup);
}

enum styles_group { STYLES_OTHER, STYLES_FORMATS, STYLES_FILLS, STYLES_FONTS, STYLES_CELLS };

static enum styles_group styles_group_of(const struct markup *markup)
{
    return markup_is(markup, "numFmts")   ? STYLES_FORMATS
           : markup_is(markup, "fills")   ? STYLES_FILLS
           : markup_is(markup, "fonts")   ? STYLES_FONTS
           : markup_is(markup, "cellXfs") ? STYLES_CELLS
                                          : STYLES_OTHER;
}

static enum status styles_read_item(struct styles *styles, const struct markup *markup,
                                    enum styles_group group, bool *pattern, struct problem *p)
{
    if (markup->depth == 2 && group == STYLES_FORMATS && markup_is(markup, "numFmt"))
        return styles_add_format(styles, markup, p);
    if (markup->depth == 2 && group == STYLES_CELLS && markup_is(markup, "xf"))
        return styles_add_style(styles, markup, p);
    if (markup->depth == 2 && group == STYLES_FILLS && markup_is(markup, "fill"))
        return styles_add_look(styles, &styles->fills, &styles->fill_count, &styles->fill_cap, p);
    if (markup->depth == 2 && group == STYLES_FONTS && markup_is(markup, "font"))
        return styles_add_look(styles, &styles->fonts, &styles->font_count, &styles->font_cap, p);
    if (markup->depth > 2 && group == STYLES_FILLS && styles->fill_count > 0)
        styles_read_fill(styles, markup, pattern);
    if (markup->depth > 2 && group == STYLES_FONTS && styles->font_count > 0)
        styles_read_font(styles, markup);
    return STATUS_OK;
}

static enum status styles_read_items(struct styles *styles, struct markup *markup,
                                     struct problem *p)
{
    enum styles_group group = STYLES_OTHER;
    enum markup_event event;
    bool pattern = false;
    for (;;) {
        enum status status = markup_next(markup, &event, p);
        if (status != STATUS_OK || event == MARKUP_END)
            return status;
        if (event != MARKUP_START)
            continue;
        if (markup->depth == 1)
            group = styles_group_of(markup);
        else
            status = styles_read_item(styles, markup, group, &pattern, p);
        if (status != STATUS_OK)
            return status;
    }
}

static int styles_compare(const void *a, const void *b)
{
    const struct styled_format *one = a, *other = b;
    return (one->id > other->id) - (one->id < other->id);
}

enum status styles_read(struct styles **result, const struct package *package, const char *part,
                        struct problem *p)
{
    struct markup markup;
    bool there;
    struct styles *styles = *result = calloc(1, sizeof *styles);
    if (!styles)
        return problem_memory(p);
    styles->package = package;
    arena_init(&styles->arena, STYLES_ARENA);
    format_read(&styles->general, slice_of("General"), &styles->arena);
    for (unsigned i = 0; i < STYLES_BUILTIN; i++) {
        const char *code = format_builtin(i);
        styles->builtin[i] = code ? styles_parse(styles, slice_of(code)) : NULL;
        if (code && !styles->builtin[i])
            return problem_memory(p);
    }
    if (!part)
        return STATUS_OK;
    enum status status = markup_open(&markup, package, part, false, &there, p);
    if (status == STATUS_OK && there)
        status = styles_read_items(styles, &markup, p);
    markup_close(&markup);
    if (status == STATUS_OK && arena_overflowed(&styles->arena))
        status = styles_full(styles, 0, p);
    if (styles->format_count > 1)
        qsort(styles->formats, styles->format_count, sizeof *styles->formats, styles_compare);
    return status;
}

void styles_free(struct styles *styles)
{
    if (!styles)
        return;
    arena_free(&styles->arena);
    free(styles->formats);
    free(styles->styles);
    free(styles->fills);
    free(styles->fonts);
    free(styles);
}

const struct format *styles_format(const struct styles *styles, uint64_t style)
{
    struct styled_format wanted = {style < styles->style_count ? styles->styles[style].format : 0,
                                   NULL};
    const struct styled_format *found =
        styles->format_count > 0
            ? bsearch(&wanted, styles->formats, styles->format_count, sizeof wanted, styles_compare)
            : NULL;
    if (found)
        return found->format;
    const struct format *builtin =
        wanted.id < STYLES_BUILTIN ? styles->builtin[wanted.id] : &styles->general;
    return builtin ? builtin : &styles->general;
}

static uint32_t styles_fill(const struct styles *styles, uint64_t style)
{
    uint32_t fill = style < styles->style_count ? styles->styles[style].fill : 0;
    return fill < styles->fill_count ? styles->fills[fill] : 0;
}

bool styles_is_filled(const struct styles *styles, uint64_t style)
{
    return styles_fill(styles, style) != 0;
}

uint32_t styles_look(const struct styles *styles, uint64_t style)
{
    uint32_t font = style < styles->style_count ? styles->styles[style].font : 0;
    uint32_t look = font < styles->font_count ? styles->fonts[font] : 0;
    return look * 31 + styles_fill(styles, style);
}
