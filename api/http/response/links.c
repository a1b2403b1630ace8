/* The links of an answer (RFC 8288): the next page, the terms, and what describes the answer to
 * programs and to people. */
#include "hiraku/http/response/links.h"

#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
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

/* What describes the answer: of a table's CSV as it stands its columns (metadata of another URL
 * would have to be ignored), of what else is of a table its dataset, else the catalogue. */
static struct slice description_of(struct request *request, const struct representation *answer)
{
    struct slice path = answer->described.len ? answer->described : answer->content_location;
    struct slice file = path;
    const struct resource *resource = request->resource;
    bool current = take_start(&file, "/v1/");
    if (take_start(&file, "downloads/"))
        resource = table_of_file(file);
    if (!resource)
        return slice_of("</catalog>; rel=\"describedby\"");
    if (current && take_start(&file, resource->name) && slice_is(file, ".csv"))
        return arena_printf(&request->arena,
                            "<%.*s-metadata.json>; rel=\"describedby\"; "
                            "type=\"application/csvm+json\"",
                            (int)path.len, path.at);
    return arena_printf(&request->arena, "</v1/datasets/%s>; rel=\"describedby\"", resource->name);
}

struct slice links_field(struct request *request, const struct representation *answer,
                         struct slice next)
{
    struct slice description = description_of(request, answer), before = {"", 0};
    if (next.len && next.len <= LINK_MAX)
        before = arena_printf(&request->arena, "<%.*s>; rel=\"next\", ", (int)next.len, next.at);
    return arena_printf(
        &request->arena,
        "%.*s<%s>; rel=\"license\", </v1/openapi.json>; rel=\"service-desc\"; "
        "type=\"application/json\", </docs>; rel=\"service-doc\"; type=\"text/html\", %.*s",
        (int)before.len, before.at, snapshot_instance(request->snapshot)->licence_url,
        (int)description.len, description.at);
}
