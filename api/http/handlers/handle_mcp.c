/* POST /mcp: the Model Context Protocol, for assistants (http/response/mcp_body.c). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/config.h"
#include "hiraku/http/response/mcp_body.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/query/query.h"

bool mcp_is_offered(const struct config *config)
{
    return config->mcp;
}

/* A browser says which site's page it sends for (RFC 6454 s.7); without the setting all may. */
static enum status check_origin(const struct request *request, struct problem *p)
{
    struct slice rest = slice_of(request->snapshots->config->mcp_origins);
    if (!request->origin.at || rest.len == 0)
        return STATUS_OK;
    while (rest.len) {
        const char *comma = memchr(rest.at, ',', rest.len);
        size_t len = comma ? (size_t)(comma - rest.at) : rest.len;
        if (slice_equal((struct slice){rest.at, len}, request->origin))
            return STATUS_OK;
        rest = slice_from(rest, comma ? len + 1 : len);
    }
    return problem_set(p, STATUS_FOREIGN_ORIGIN, SLICE_NONE, request->origin, NULL);
}

enum status handle_mcp(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = check_origin(request, p);
    if (status == STATUS_OK)
        status = query_none(request->parameters, request->parameter_count, p);
    return status == STATUS_OK ? mcp_body_plan(request, answer, p) : status;
}
