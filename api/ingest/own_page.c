/* See own_page.h. Pages outside of this service are not asked for. */
#include "own_page.h"

#include "hiraku/base/markdown.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/own_page.h"
#include "hiraku/staging/stage.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { OWN_PAGE_TITLE_MAX = 300, OWN_PAGE_DEPTH_MAX = 12, OWN_PAGE_MEMORY = 1 << 20 };

struct own_page_checking {
    const struct own_check *check;
    const struct own_files *files;
    const char *place;
    struct arena arena;
    int depth;
    bool told_depth;
    bool has_text, link_has_text; /* the heading, and the link, that is open */
    struct problem *p;
    enum status status;
};

static void own_page_report(struct own_page_checking *checking, enum rule rule, uint64_t line,
                            struct slice value, struct slice mended)
{
    report_at(checking->check->report, rule, (struct place){checking->place, line, ""}, value,
              mended, SLICE_NONE);
}

/* --- links ------------------------------------------------------------------------------------ */

bool own_page_knows(struct slice segment)
{
    static const char *const paths[] = {
        "about",      "catalog", "changes",  "compare",     "datapackage", "docs",     "downloads",
        "embed",      "id",      "llms.txt", "ns",          "outcomes",    "problems", "releases",
        "robots.txt", "search",  "site",     "sitemap.xml", "v1"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (slice_is(segment, paths[i]))
            return true;
    return false;
}

/* Takes the next segment off a path, decoded. */
static struct slice own_page_segment(struct own_page_checking *checking, struct slice *path)
{
    *path = slice_from(*path, path->len > 0 && *path->at == '/');
    size_t len = 0;
    while (len < path->len && !memchr("/?#", path->at[len], 3))
        len++;
    struct slice segment = iri_decode(&checking->arena, (struct slice){path->at, len}, false);
    *path = slice_from(*path, len);
    return segment;
}

static bool own_page_has_record(struct own_page_checking *checking, const struct resource *table,
                                struct slice id)
{
    size_t keys = 0;
    struct staged row;
    bool found = true;
    for (const struct column *column = table->columns; column->name; column++)
        keys += (column->flags & COL_KEY) != 0;
    if (keys == 1 && id.len > 0 && !table->computed)
        checking->status = stage_find(checking->check->stage, table, id, &row, &found, checking->p);
    return found;
}

/* A table, with or without one of its records, or another first segment that is known. */
static bool own_page_is_inside(struct own_page_checking *checking, struct slice path)
{
    struct slice first = own_page_segment(checking, &path);
    if (first.len == 0)
        return path.len == 0 || *path.at != '/';
    bool api = slice_is(first, "v1");
    if (api)
        first = own_page_segment(checking, &path);
    const char *dot = first.at ? memchr(first.at, '.', first.len) : NULL;
    struct slice name = dot ? (struct slice){first.at, (size_t)(dot - first.at)} : first;
    const struct resource *table = model_resource(api ? name : first);
    if (!table)
        return api ? model_is_reserved(name) : own_page_knows(first) || own_page_knows(name);
    struct slice id = own_page_segment(checking, &path);
    return api || own_page_has_record(checking, table, id);
}

/* The name of the page that was probably meant, as a path. */
static struct slice own_page_meant(struct own_page_checking *checking, struct slice name)
{
    struct slice names[OWN_FILES_MAX];
    size_t count = 0, at = 0;
    while (count < OWN_FILES_MAX && own_page_next(checking->files, &at, LANGUAGE_JA, &names[count]))
        count++;
    struct slice near = text_nearest(name, names, count);
    if (!near.len)
        return SLICE_NONE;
    return slice_is(near, own_page_first)
               ? slice_of(own_page_place)
               : arena_printf(&checking->arena, "%s/%.*s", own_page_place, (int)near.len, near.at);
}

static void own_page_check_link(struct own_page_checking *checking,
                                const struct markdown_event *event)
{
    struct own_link link = own_link_read(event->text);
    enum language language = link.language;
    switch (link.kind) {
    case OWN_LINK_REFUSED:
        own_page_report(checking, RULE_PAGE_LINK_SCHEME, event->line, event->text, SLICE_NONE);
        break;
    case OWN_LINK_UNKNOWN:
        own_page_report(checking, RULE_PAGE_LINK_RELATIVE, event->line, event->text, SLICE_NONE);
        break;
    case OWN_LINK_PAGE:
        if (!own_page_find(checking->files, link.page, &language) ||
            (link.in_language && language != link.language))
            own_page_report(checking, RULE_PAGE_LINK_BROKEN, event->line, event->text,
                            own_page_meant(checking, link.page));
        break;
    case OWN_LINK_INSIDE:
        if (!own_page_is_inside(checking, event->text))
            own_page_report(checking, RULE_PAGE_LINK_BROKEN, event->line, event->text, SLICE_NONE);
        break;
    case OWN_LINK_OUTSIDE:
        break;
    }
}

/* --- what may not be there -------------------------------------------------------------------- */

static bool own_page_is_comment(struct slice html)
{
    html = text_trim(html);
    return slice_starts(html, "<!--") && html.len >= 7 &&
           memcmp(html.at + html.len - 3, "-->", 3) == 0;
}

static void own_page_enter(struct own_page_checking *checking, const struct markdown_event *event)
{
    switch (event->kind) {
    case MARKDOWN_HTML_BLOCK:
    case MARKDOWN_HTML:
        if (!own_page_is_comment(event->text))
            own_page_report(checking, RULE_PAGE_HTML, event->line, text_trim(event->text),
                            SLICE_NONE);
        break;
    case MARKDOWN_IMAGE:
        own_page_report(checking, RULE_PAGE_IMAGE, event->line, event->text, SLICE_NONE);
        break;
    case MARKDOWN_LINK:
        own_page_check_link(checking, event);
        checking->link_has_text = false;
        break;
    case MARKDOWN_HEADING:
        checking->has_text = false;
        break;
    case MARKDOWN_TEXT:
    case MARKDOWN_CODE:
        checking->has_text = checking->has_text || text_trim(event->text).len > 0;
        checking->link_has_text = checking->link_has_text || text_trim(event->text).len > 0;
        break;
    default:
        break;
    }
}

static void own_page_leave(struct own_page_checking *checking, const struct markdown_event *event)
{
    if (event->kind == MARKDOWN_LINK && !checking->link_has_text)
        own_page_report(checking, RULE_PAGE_EMPTY, event->line, event->text, SLICE_NONE);
    if (event->kind == MARKDOWN_HEADING && !checking->has_text)
        own_page_report(checking, RULE_PAGE_EMPTY, event->line, slice_of("#"), SLICE_NONE);
}

static void own_page_visit(void *context, const struct markdown_event *event)
{
    struct own_page_checking *checking = context;
    if (!event->enter) {
        checking->depth--;
        own_page_leave(checking, event);
        return;
    }
    own_page_enter(checking, event);
    if (!markdown_has_end(event->kind))
        return;
    if (++checking->depth > OWN_PAGE_DEPTH_MAX && !checking->told_depth) {
        own_page_report(checking, RULE_PAGE_DEEP, event->line, SLICE_NONE, SLICE_NONE);
        checking->told_depth = true;
    }
}

/* --- the page --------------------------------------------------------------------------------- */

static enum status own_page_check_title(struct own_page_checking *checking,
                                        struct markdown *markdown, struct problem *p)
{
    struct own_page_outline outline;
    char text[OWN_PAGE_TITLE_MAX + 1];
    struct out title;
    out_open_buffer(&title, text, sizeof text);
    enum status status = own_page_outline(markdown, &outline, &title, p);
    if (status != STATUS_OK)
        return status;
    if (!outline.titled)
        own_page_report(checking, RULE_PAGE_TITLE, 1, SLICE_NONE, SLICE_NONE);
    else if (title.error != STATUS_OK)
        own_page_report(checking, RULE_PAGE_TITLE_LONG, 1, SLICE_NONE, SLICE_NONE);
    return STATUS_OK;
}

enum status own_page_check(const struct own_check *check, const struct own_files *files,
                           const struct own_file *file, const char *place, struct problem *p)
{
    struct own_page_checking checking = {
        .check = check, .files = files, .place = place, .p = p, .status = STATUS_OK};
    struct markdown *markdown;
    enum status status = markdown_new(&markdown, file->text, p);
    if (status != STATUS_OK)
        return status;
    arena_init(&checking.arena, OWN_PAGE_MEMORY);
    status = own_page_check_title(&checking, markdown, p);
    if (status == STATUS_OK)
        status = markdown_walk(markdown, own_page_visit, &checking, p);
    if (status == STATUS_OK)
        status = checking.status;
    if (status == STATUS_OK && arena_overflowed(&checking.arena))
        status = problem_memory(p);
    arena_free(&checking.arena);
    markdown_free(markdown);
    return status;
}
