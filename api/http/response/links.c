/* The links of an answer (RFC 8288): the next page, the terms, and what describes the answer to
 * programs and to people. */
#include "hiraku/http/response/links.h"

#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_ending.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"

/* Takes `start` off the beginning of the text. */
static bool take_start(struct slice *text, const char *start)
{
    size_t len = strlen(start);
    if (!slice_starts(*text, start))
        return false;
    *text = (struct slice){text->at + len, text->len - len};
    return true;
}

/* The table of an artifact, up to the first full stop of its name; NULL: of all tables. */
static const struct resource *table_of_file(struct slice name)
{
    const char *dot = name.len ? memchr(name.at, '.', name.len) : NULL;
    return dot ? model_resource((struct slice){name.at, (size_t)(dot - name.at)}) : NULL;
}

/* A link that differs from that of the current release in nothing but the release. */
static struct slice links_without_release(const struct request *request, struct slice path)
{
    const char *only = path.len ? memmem(path.at, path.len, "?release=", 9) : NULL;
    if (request->pin.taken && only)
        path.len = (size_t)(only - path.at);
    return path;
}

static struct slice links_description(struct request *request, struct slice path, const char *type)
{
    path = request_pinned(request, path);
    return arena_printf(&request->arena, "<%.*s>; rel=\"describedby\"%s", (int)path.len, path.at,
                        type);
}

/* What describes the answer: of a table's CSV as it stands its columns (metadata of another URL
 * would have to be ignored), of what else is of a table its dataset, else the catalogue. */
static struct slice description_of(struct request *request, const struct representation *answer)
{
    struct slice path = answer->described.len ? answer->described : answer->content_location;
    path = links_without_release(request, path);
    struct slice file = path;
    const struct resource *resource = request->resource;
    bool current = take_start(&file, "/v1/");
    if (take_start(&file, "downloads/"))
        resource = table_of_file(file);
    if (!resource)
        return slice_of("</catalog>; rel=\"describedby\"");
    if (current && take_start(&file, resource->name) && slice_is(file, ".csv"))
        return links_description(
            request, arena_printf(&request->arena, "%.*s-metadata.json", (int)path.len, path.at),
            "; type=\"application/csvm+json\"");
    return links_description(request,
                             arena_printf(&request->arena, "/v1/datasets/%s", resource->name), "");
}

/* RFC 5829 s.3.4, RFC 9745 s.3: what comes in its place, and where it is explained. */
static struct slice links_of_ending(struct request *request)
{
    const struct ending *ending = request_ending(request);
    if (!ending)
        return (struct slice){"", 0};
    struct slice successor = ending->cells[ENDING_SUCCESSOR];
    return arena_printf(&request->arena,
                        "%s%.*s%s</docs#endings>; rel=\"deprecation\"; "
                        "type=\"text/html\", ",
                        successor.len ? "<" : "", (int)successor.len,
                        successor.len ? successor.at : "",
                        successor.len ? ">; rel=\"successor-version\", " : "");
}

/* RFC 8574: the URL under which the answer stays as it is. */
static struct slice links_cite_as(struct request *request, const struct representation *answer)
{
    struct slice url = answer->cite_as;
    if (url.len == 0 || url.len > LINK_MAX)
        return (struct slice){"", 0};
    return arena_printf(&request->arena, "<%.*s>; rel=\"cite-as\", ", (int)url.len, url.at);
}

/* RFC 9727 s.3: of the first page and of the catalogue of interfaces itself. */
static struct slice links_api_catalog(const struct request *request)
{
    const char *pattern = request->route ? request->route->pattern : "";
    bool named = strcmp(pattern, "/") == 0 || strcmp(pattern, "/.well-known/api-catalog") == 0;
    return slice_of(named ? "</.well-known/api-catalog>; rel=\"api-catalog\", " : "");
}

struct slice links_field(struct request *request, const struct representation *answer,
                         struct slice next)
{
    struct slice description = description_of(request, answer), before = {"", 0};
    struct slice ending = links_of_ending(request);
    struct slice cited = links_cite_as(request, answer);
    struct slice interfaces = links_api_catalog(request);
    if (next.len && next.len <= LINK_MAX)
        before = arena_printf(&request->arena, "<%.*s>; rel=\"next\", ", (int)next.len, next.at);
    return arena_printf(
        &request->arena,
        "%.*s%.*s%.*s%.*s<%s>; rel=\"license\", </v1/openapi.json>; rel=\"service-desc\"; "
        "type=\"application/json\", </docs>; rel=\"service-doc\"; type=\"text/html\", %.*s",
        (int)before.len, before.at, (int)cited.len, cited.at, (int)ending.len, ending.at,
        (int)interfaces.len, interfaces.at, snapshot_instance(request->snapshot)->licence_url,
        (int)description.len, description.at);
}
