/* See styles.h. Fonts, borders and named styles are passed over. */
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
    uint32_t fill;
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
    bool *fills;
    size_t format_count, format_cap, style_count, style_cap, fill_count, fill_cap;
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
                       (uint32_t)markup_number(markup, "fillId", STYLES_ID_MAX, 0)};
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

static enum status styles_add_fill(struct styles *styles, struct problem *p)
{
    if (!styles_grow(styles, (void **)&styles->fills, styles->fill_count, &styles->fill_cap,
                     sizeof *styles->fills))
        return styles_full(styles, styles->fill_count, p);
    styles->fills[styles->fill_count++] = false;
    return STATUS_OK;
}

static void styles_read_fill(struct styles *styles, const struct markup *markup, bool *pattern)
{
    bool *fill = &styles->fills[styles->fill_count - 1];
    if (markup_is(markup, "patternFill")) {
        struct slice type = markup_attribute(markup, "patternType");
        *pattern = type.len > 0 && !slice_is(type, "none") && !slice_is(type, "gray125");
        *fill |= *pattern && !slice_is(type, "solid");
    } else if (markup_is(markup, "gradientFill")) {
        *fill = true;
    } else if (*pattern && markup_is(markup, "fgColor")) {
        *fill |= styles_is_colour(markup);
    }
}

enum styles_group { STYLES_OTHER, STYLES_FORMATS, STYLES_FILLS, STYLES_CELLS };

static enum styles_group styles_group_of(const struct markup *markup)
{
    return markup_is(markup, "numFmts")   ? STYLES_FORMATS
           : markup_is(markup, "fills")   ? STYLES_FILLS
           : markup_is(markup, "cellXfs") ? STYLES_CELLS
                                          : STYLES_OTHER;
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
        else if (markup->depth == 2 && group == STYLES_FORMATS && markup_is(markup, "numFmt"))
            status = styles_add_format(styles, markup, p);
        else if (markup->depth == 2 && group == STYLES_CELLS && markup_is(markup, "xf"))
            status = styles_add_style(styles, markup, p);
        else if (markup->depth == 2 && group == STYLES_FILLS && markup_is(markup, "fill"))
            status = styles_add_fill(styles, p);
        else if (markup->depth > 2 && group == STYLES_FILLS && styles->fill_count > 0)
            styles_read_fill(styles, markup, &pattern);
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

bool styles_is_filled(const struct styles *styles, uint64_t style)
{
    uint32_t fill = style < styles->style_count ? styles->styles[style].fill : 0;
    return fill < styles->fill_count && styles->fills[fill];
}
