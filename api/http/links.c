/* The Link field that answers with data have in common (RFC 8288): the next page, the terms, what
 * describes the answer to programs and to people. */
#include "internal.h"

#define CONTRACT "</v1/openapi.json>; rel=\"%s\"; type=\"application/json\""

void reply_links(struct reply *reply, struct request *request, struct slice next)
{
    const struct instance *instance = open_release_instance(request->release);
    struct slice own = arena_printf(&request->arena,
                                    "<%s>; rel=\"license\", " CONTRACT ", " CONTRACT
                                    ", </docs>; rel=\"service-doc\"; type=\"text/html\"",
                                    instance->licence_url, "service-desc", "describedby");
    if (next.len)
        reply->link = arena_printf(&request->arena, "<%.*s>; rel=\"next\", %.*s", (int)next.len,
                                   next.at, (int)own.len, own.at);
    else
        reply->link = own;
}

void reply_name(struct reply *reply, struct request *request, struct slice name)
{
    if (strcmp(request->form.name, "csv") == 0)
        reply->filename = arena_printf(&request->arena, "%.*s.csv", (int)name.len, name.at);
}
