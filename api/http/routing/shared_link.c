/* What social networks, newsletters and advertisements add to the links that people share: names of
 * parameters that mean nothing to whoever answers.
 *
 * They are passed over where people follow links: pages, addresses that lead to one, and files for
 * download. Data go on to refuse every parameter that they do not know, as a program that sends one
 * means something by it, and give the URL without the mark. */
#include "hiraku/http/routing/shared_link.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/model/resource.h"
#include "hiraku/query/query.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

/* What a page's path has beside that of the request: two names of a table. */
enum { SHARED_LINK_PATH = 2 * OPENAPI_NAME_SIZE + 64 };

static const char *const names[] = {
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "ysclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "epik",
    "srsltid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "vero_id",
    "wickedid",
    "ScCid",
    "_openstat",
    "rb_clickid",
    "s_cid",
    "_branch_match_id",
    "openExternalBrowser",
    "fb_source",
    "fb_ref",
    "fb_action_ids",
    "fb_action_types",
    "__twitter_impression",
};

static const char *const prefixes[] = {
    "utm_", "mc_", "hsa_", "pk_", "mtm_", "matomo_", "gad_", "yj_", "oly_", "ga_",
};

static bool shared_link_mark(struct slice name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (slice_starts(name, prefixes[i]))
            return true;
    return false;
}

void shared_link_clean(struct request *request)
{
    bool page = request->form.name && strcmp(request->form.name, "html") == 0;
    bool leads =
        request->route->flags & ROUTE_THING && negotiate_wants(request->accept, "text/html");
    bool file = request->route->flags & ROUTE_FILE;
    size_t kept = 0;
    if (!page && !leads && !file)
        return;
    for (size_t i = 0; i < request->parameter_count; i++)
        if (!shared_link_mark(request->parameters[i].name))
            request->parameters[kept++] = request->parameters[i];
    request->parameter_count = kept;
}

/* Whether the page that a request leads to knows the parameter. */
static bool shared_link_goes_along(const struct request *request, struct slice name)
{
    static const char *const all[] = {"release", "as_of", "lang"};
    static const char *const drawn[] = {"width", "shape"};
    bool known = !(request->route->flags & ROUTE_PART);
    for (size_t i = 0; i < sizeof all / sizeof *all && !known; i++)
        known = slice_is(name, all[i]);
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
        known = known && !(request->route->flags & ROUTE_DRAWN && slice_is(name, drawn[i]));
    return known && !shared_link_mark(name);
}

/* One name in braces of a route's page. */
static void shared_link_name(const struct request *request, struct slice name, struct out *out)
{
    char plural[OPENAPI_NAME_SIZE] = "";
    if (slice_is(name, "table"))
        out_text(out, request->resource->name);
    else if (slice_is(name, "id"))
        iri_segment(out, request->id);
    else
        openapi_plural(request->resource, plural);
    out_text(out, plural);
}

static void shared_link_fill(const struct request *request, const char *page, struct out *out)
{
    while (*page) {
        size_t plain = strcspn(page, "{");
        out_slice(out, (struct slice){page, plain});
        page += plain;
        if (!*page)
            return;
        size_t len = strcspn(page, "}");
        shared_link_name(request, (struct slice){page + 1, len - 1}, out);
        page += len + 1;
    }
}

/* Where the page is. */
static void shared_link_path(const struct request *request, struct out *out)
{
    struct slice path = request->path;
    const char *last = memrchr(path.at, '/', path.len);
    if (request->route->page) {
        shared_link_fill(request, request->route->page, out);
        return;
    }
    if (request->route->flags & (ROUTE_PART | ROUTE_DRAWN) && last)
        path.len = (size_t)(last - path.at);
    const char *rest = path.len > 1 ? memchr(path.at + 1, '/', path.len - 1) : NULL;
    out_slice(out, rest ? slice_from(path, (size_t)(rest - path.at)) : path);
}

struct slice shared_link_page(struct request *request)
{
    struct slice query = request->raw_query;
    const char *page = request->route->page;
    struct out out;
    char separator = page && strchr(page, '?') ? '&' : '?';
    out_open_memory(&out, SHARED_LINK_PATH + request->path.len * 3 + query.len);
    shared_link_path(request, &out);
    while (query.len) {
        const char *end = memchr(query.at, '&', query.len);
        struct slice one = {query.at, end ? (size_t)(end - query.at) : query.len};
        const char *equals = one.len ? memchr(one.at, '=', one.len) : NULL;
        struct slice name = {one.at, equals ? (size_t)(equals - one.at) : one.len};
        query = slice_from(query, one.len + (end ? 1 : 0));
        if (one.len == 0 || !shared_link_goes_along(request, name))
            continue;
        out_char(&out, separator);
        out_slice(&out, one);
        separator = '&';
    }
    return out_keep(&out, &request->arena);
}

void shared_link_lead(const struct request *request, struct problem *p)
{
    struct out out;
    char separator = '?';
    if (p->status != STATUS_UNKNOWN_PARAMETER || !shared_link_mark(slice_of(p->subject)))
        return;
    out_open_memory(&out, sizeof p->example - 1);
    out_slice(&out, request->path);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *one = &request->parameters[i];
        if (shared_link_mark(one->name))
            continue;
        out_char(&out, separator);
        iri_segment(&out, one->name);
        out_char(&out, '=');
        iri_segment(&out, one->value);
        separator = '&';
    }
    struct slice text = out_written(&out);
    if (out_finish(&out, NULL) == STATUS_OK) {
        snprintf(p->example, sizeof p->example, "%.*s", (int)text.len, text.at);
        p->nearest[0] = '\0';
    }
    out_close(&out);
}
