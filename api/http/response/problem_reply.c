/* See problem_reply.h. What it says is problem_body.c. */
#include "hiraku/http/response/problem_reply.h"

#include "hiraku/http/response/problem_body.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"

enum { PROBLEM_BYTES = 64 * 1024 };

void problem_reply(struct reply *reply, const struct request *request, const struct problem *p,
                   bool page)
{
    const struct route *route = request->route;
    bool own = route && route->refuse;
    struct slice allow = reply->allow;
    bool missing = p->status == STATUS_NOT_FOUND || p->status == STATUS_GONE;
    const struct memento *memento = missing && request->pin.taken ? reply->selected.memento : NULL;
    reply_free(reply);
    reply->status = p->status;
    reply->allow = allow;
    reply->selected.memento = memento; /* then, too, there was nothing (RFC 7089 s.4.5.5) */
    page = page && !own;
    reply->selected.media_type = page  ? "text/html; charset=utf-8"
                                 : own ? route->refusal_type
                                       : "application/problem+json";
    reply->selected.cache_control = "no-store";
    reply->selected.vary_language = true;
    reply->selected.vary_accept =
        page || (p->status == STATUS_NOT_ACCEPTABLE && !request->suffix.len);
    out_open_memory(&reply->body, PROBLEM_BYTES);
    if (own)
        route->refuse(request, p, &reply->body);
    else if (page)
        problem_page_write(request, p, &reply->body);
    else
        problem_write(request, p, &reply->body);
}
