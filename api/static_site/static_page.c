/* The answers of the service as files: asked for, their links replaced, written. */
#include "hiraku/http/routing/route.h"
#include "hiraku/pages/html.h"
#include "hiraku/static_site/static_links.h"

#include "static_site.h"

#define NEEDS_SERVICE "/problems/needs-service.html"
#define MISSING       "/problems/not-found.html"
#define MISSING_FILE  "404.html"

/* --- links ------------------------------------------------------------------------------------ */

/* The part of the base URL behind the host. */
static struct slice static_page_base_path(struct slice base)
{
    const char *host = memmem(base.at, base.len, "://", 3);
    size_t from = host ? (size_t)(host - base.at) + 3 : 0;
    const char *slash = memchr(base.at + from, '/', base.len - from);
    return slash ? slice_from(base, (size_t)(slash - base.at)) : SLICE_NONE;
}

static void static_page_put(const struct static_site *site, enum static_link kind, size_t number,
                            struct out *to)
{
    struct slice file = site->targets.at[static_look_end(site, number)].file;
    bool absolute = kind == STATIC_ABSOLUTE || kind == STATIC_NEXT;
    static_name_link(to, absolute ? site->base : static_page_base_path(site->base),
                     absolute ? SLICE_NONE : site->place, file);
}

/* What no file can answer leads to the page that says so, in the language of this one. */
static bool static_page_explain(struct static_site *site, const struct static_address *from,
                                struct out *to)
{
    const char *lang = from->language == LANGUAGE_JA ? "?lang=ja" : "?lang=en";
    size_t number = static_look(site, arena_printf(&site->arena, NEEDS_SERVICE "%s", lang), true);
    if (number == STATIC_NOWHERE)
        return false;
    static_page_put(site, STATIC_LINK, number, to);
    return true;
}

/* Whether a page can lead to one with a condition: that without a query, and another one to those
 * of its own path, as to itself in the other language. */
static bool static_page_allows(const struct static_site *site, const struct static_address *from,
                               struct slice link, struct arena *arena)
{
    struct static_address to;
    return from->plain || (static_address_read(&to, link, site->request.language, true, arena) &&
                           slice_equal(to.path, from->path));
}

/* A link that says no language stays in that of its page, where there is one: to a browser the
 * service talks in the reader's. */
static size_t static_page_look(struct static_site *site, const struct static_address *from,
                               struct slice link)
{
    bool allowed = static_page_allows(site, from, link, &site->arena);
    size_t number = static_look(site, link, allowed);
    if (number == STATIC_NOWHERE || !from->other || memmem(link.at, link.len, "lang=", 5) ||
        !site->targets.at[static_look_end(site, number)].in_language)
        return number;
    const char *lang = from->language == LANGUAGE_JA ? "lang=ja" : "lang=en";
    return static_look(site,
                       arena_printf(&site->arena, "%.*s%c%s", (int)link.len, link.at,
                                    memchr(link.at, '?', link.len) ? '&' : '?', lang),
                       allowed);
}

static bool static_page_find(void *context, enum static_link kind, struct slice link,
                             struct out *to)
{
    struct static_site *site = context;
    const struct static_address from = site->targets.at[site->at].address;
    const char *hash = memchr(link.at, '#', link.len);
    struct slice address = {link.at, hash ? (size_t)(hash - link.at) : link.len};
    struct slice fragment = slice_from(link, address.len);
    bool search = kind == STATIC_FORM && slice_is(address, "/search");
    size_t number =
        kind == STATIC_FORM && !search ? STATIC_NOWHERE : static_page_look(site, &from, address);
    if (number == STATIC_NOWHERE)
        return (kind == STATIC_LINK || kind == STATIC_FORM) && static_page_explain(site, &from, to);
    const struct static_target *target = &site->targets.at[number];
    bool same = !memchr(link.at, '?', link.len) && !static_name_differs(target->file);
    if (kind == STATIC_ABSOLUTE && same)
        return false;
    static_page_put(site, kind, number, to);
    out_slice(to, fragment);
    return true;
}

/* --- the file of a target --------------------------------------------------------------------- */

/* An address that only leads to another one. */
static enum status static_page_lead(struct static_site *site, size_t number, struct problem *p)
{
    struct slice file = site->targets.at[number].file;
    struct slice to = site->targets.at[static_look_end(site, number)].file;
    struct out link;
    struct html html = html_begin(&site->text);
    if (!to.len) {
        site->targets.at[number].file = SLICE_NONE;
        return STATUS_OK;
    }
    out_open_memory(&link, 4 * FILE_PATH_SIZE);
    static_name_link(&link, SLICE_NONE, file, to);
    html_doctype(&html);
    html_void(&html, "meta");
    html_attribute(&html, "charset", "utf-8");
    html_void(&html, "meta");
    html_attribute(&html, "http-equiv", "refresh");
    html_attribute_printf(&html, "content", "0; url=%.*s", (int)link.len, link.bytes);
    html_element(&html, "title", "hiraku");
    html_link(&html, out_written(&link), out_written(&link));
    html_finish(&html);
    out_close(&link);
    enum status status = out_finish(&site->text, p);
    return status == STATUS_OK ? static_files_put(&site->files, file, out_written(&site->text), p)
                               : status;
}

/* Text in memory, whose links are replaced; what is streamed or a file for download stays as it is.
 */
static enum status static_page_relink(struct static_site *site, struct slice body, struct out *to)
{
    const struct static_links links = {site->base, static_page_find, site};
    const char *type = site->written->reply.selected.media_type;
    if (!type)
        type = "";
    if (strncmp(type, "text/html", 9) == 0)
        static_links_html(&links, body, to);
    else if (strstr(type, "json") || strstr(type, "xml") || strncmp(type, "text/plain", 10) == 0)
        static_links_text(&links, body, strstr(type, "json"), to);
    else
        out_slice(to, body);
    return site->status;
}

static enum status static_page_text(struct static_site *site, struct slice file, struct problem *p)
{
    struct out body;
    out_open_memory(&body, site->limits.response_bytes + 1);
    enum status status = own_call_pour(site->written, &body, p);
    if (status == STATUS_OK)
        status = out_finish(&body, p);
    if (status == STATUS_OK &&
        static_page_relink(site, out_written(&body), &site->text) != STATUS_OK) {
        *p = site->problem;
        status = site->status;
    }
    if (status == STATUS_OK)
        status = out_finish(&site->text, p);
    struct slice made = out_written(&site->text);
    out_reset(&body);
    if (status == STATUS_OK && static_search_page(site, made, &body)) {
        status = out_finish(&body, p);
        made = out_written(&body);
    }
    if (status == STATUS_OK) {
        static_search_note(site, file, made);
        status = static_files_put(&site->files, file, made, p);
    }
    out_close(&body);
    return status;
}

static enum status static_page_bytes(struct static_site *site, struct slice file, struct problem *p)
{
    struct out out;
    enum status status = static_files_open(&site->files, file, &out, p);
    if (status != STATUS_OK)
        return status;
    status = own_call_pour(site->written, &out, p);
    enum status closed = static_files_close(&site->files, &out, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}

/* `place`: the file that links are relative to. */
static enum status static_page_make(struct static_site *site, size_t number, struct slice file,
                                    struct slice place, struct problem *p)
{
    struct slice ask = site->targets.at[number].address.ask;
    site->at = number;
    site->place = place;
    enum status status = own_call_plan_page(site->written, &site->request, ask, p);
    if (status == STATUS_OK && site->written->status != STATUS_OK) {
        *p = site->written->problem;
        status = site->written->status;
    }
    if (status == STATUS_OK)
        status = site->written->reply.selected.write ? static_page_text(site, file, p)
                                                     : static_page_bytes(site, file, p);
    own_call_close(site->written);
    return status;
}

enum status static_page_write(struct static_site *site, size_t number, struct problem *p)
{
    const struct static_target target = site->targets.at[number];
    out_reset(&site->text);
    if (!target.file.len)
        return STATUS_OK;
    if (target.leads != STATIC_NOWHERE)
        return static_page_lead(site, number, p);
    return static_page_make(site, number, target.file, target.file, p);
}

enum status static_page_missing(struct static_site *site, struct problem *p)
{
    size_t number = static_look(site, slice_of(MISSING), true);
    out_reset(&site->text);
    if (number == STATIC_NOWHERE) {
        *p = site->problem;
        return site->status;
    }
    return static_page_make(site, number, slice_of(MISSING_FILE), SLICE_NONE, p);
}
