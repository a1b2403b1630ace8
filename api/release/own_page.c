/* See own_page.h. What a page looks like is api/pages/; what is wrong with it api/ingest/. */
#include "hiraku/release/own_page.h"

#include "hiraku/base/markdown.h"
#include "hiraku/base/out.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/own_files.h"

#include <stdio.h>
#include <strings.h>

const char own_page_first[] = "about", own_page_place[] = "/about";

/* --- which there are -------------------------------------------------------------------------- */

const struct own_file *own_page_find(const struct own_files *files, struct slice name,
                                     enum language *language)
{
    enum language other = *language == LANGUAGE_JA ? LANGUAGE_EN : LANGUAGE_JA;
    const struct own_file *file =
        own_files_find(files, slice_of(layout_page(name, *language).text));
    if (file)
        return file;
    file = own_files_find(files, slice_of(layout_page(name, other).text));
    if (file)
        *language = other;
    return file;
}

bool own_page_next(const struct own_files *files, size_t *at, enum language language,
                   struct slice *name)
{
    for (; *at < files->count; ++*at) {
        enum language found = language, its;
        const struct own_file *file = &files->files[*at];
        if (layout_page_read(file->name, name, &its) &&
            own_page_find(files, *name, &found) == file) {
            ++*at;
            return true;
        }
    }
    return false;
}

/* --- what they are called --------------------------------------------------------------------- */

struct own_page_reading {
    struct own_page_outline *outline;
    struct out *title;
    size_t blocks;
    bool in_title;
};

static bool own_page_is_inline(enum markdown_kind kind)
{
    return kind >= MARKDOWN_EMPHASIS;
}

static void own_page_see(void *context, const struct markdown_event *event)
{
    struct own_page_reading *reading = context;
    bool first = event->kind == MARKDOWN_HEADING && event->level == 1;
    if (own_page_is_inline(event->kind)) {
        if (reading->in_title && event->enter &&
            (event->kind == MARKDOWN_TEXT || event->kind == MARKDOWN_CODE))
            out_slice(reading->title, event->text);
        if (reading->in_title && event->kind == MARKDOWN_SOFT_BREAK)
            out_char(reading->title, ' ');
        return;
    }
    if (!event->enter) {
        reading->in_title = false;
        return;
    }
    reading->in_title = first && reading->blocks == 0;
    reading->outline->titled = reading->outline->titled || reading->in_title;
    reading->outline->repeated = reading->outline->repeated || (first && reading->blocks > 0);
    reading->blocks++;
}

enum status own_page_outline(struct markdown *markdown, struct own_page_outline *outline,
                             struct out *title, struct problem *p)
{
    struct own_page_reading reading = {.outline = outline, .title = title};
    *outline = (struct own_page_outline){.titled = false};
    return markdown_walk(markdown, own_page_see, &reading, p);
}

static enum status own_page_name(struct own_files *files, struct own_file *file, struct slice name,
                                 struct problem *p)
{
    struct own_page_outline outline;
    struct markdown *markdown;
    struct out title;
    enum status status = markdown_new(&markdown, file->text, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&title, OWN_FILE_MAX);
    status = own_page_outline(markdown, &outline, &title, p);
    if (status == STATUS_OK)
        status = out_finish(&title, p);
    if (status == STATUS_OK)
        file->title = arena_copy(&files->arena, title.len > 0 ? out_written(&title) : name);
    out_close(&title);
    markdown_free(markdown);
    return status == STATUS_OK && arena_overflowed(&files->arena) ? problem_memory(p) : status;
}

enum status own_pages_name(struct own_files *files, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++) {
        struct slice name;
        enum language language;
        if (layout_page_read(files->files[i].name, &name, &language))
            status = own_page_name(files, &files->files[i], name, p);
    }
    return status;
}

/* --- where they lead -------------------------------------------------------------------------- */

/* What stands before the colon of a URI (RFC 3986 s.3.1); empty: it is relative. */
static struct slice own_link_scheme(struct slice url)
{
    size_t len = 0;
    while (len < url.len && !memchr("/?#:", url.at[len], 4))
        len++;
    return len < url.len && url.at[len] == ':' ? (struct slice){url.at, len} : SLICE_NONE;
}

static bool own_link_is_allowed(struct slice scheme)
{
    static const char *const allowed[] = {"http", "https", "mailto", "tel"};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (scheme.len == strlen(allowed[i]) && strncasecmp(scheme.at, allowed[i], scheme.len) == 0)
            return true;
    return false;
}

/* A path of this service: that of a page, without query and fragment, or another. */
static struct own_link own_link_path(struct slice url)
{
    struct own_link link = {.kind = OWN_LINK_INSIDE};
    const size_t place = strlen(own_page_place);
    if (!slice_starts(url, own_page_place) || (url.len > place && url.at[place] != '/'))
        return link;
    link.kind = OWN_LINK_PAGE;
    link.page = slice_of(own_page_first);
    if (url.len > place)
        link.page = slice_from(url, place + 1);
    return link;
}

struct own_link own_link_read(struct slice url)
{
    struct own_link link = {.kind = OWN_LINK_UNKNOWN};
    struct slice scheme = own_link_scheme(url);
    if (scheme.len > 0 || slice_starts(url, "//") || memchr(url.len ? url.at : "", '\\', url.len)) {
        link.kind = own_link_is_allowed(scheme) ? OWN_LINK_OUTSIDE : OWN_LINK_REFUSED;
        return link;
    }
    if (url.len > 0 && url.at[0] == '/')
        return own_link_path(url);
    char path[LAYOUT_NAME_SIZE];
    struct slice name;
    int len = url.len < sizeof path
                  ? snprintf(path, sizeof path, "%s/%.*s", layout_pages, (int)url.len, url.at)
                  : -1;
    if (len > 0 && (size_t)len < sizeof path &&
        layout_page_read((struct slice){path, (size_t)len}, &name, &link.language)) {
        link.kind = OWN_LINK_PAGE;
        link.page = (struct slice){url.at, name.len};
        link.in_language = true;
    }
    return link;
}
