/* GET /robots.txt (RFC 9309): where search engines may go: everywhere but to the files for
 * download, which are large and said in pages already. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/query.h"

static enum status robots_write(struct request *request, struct representation *answer,
                                struct out *out, struct problem *p)
{
    (void)answer, (void)p;
    out_text(out, "User-agent: *\nAllow: /\nDisallow: /v1/downloads/\n"
                  "Disallow: /v1/releases/*/downloads/\n\nSitemap: ");
    out_text(out, snapshot_instance(request->snapshot)->base_url);
    out_text(out, "/sitemap.xml\n");
    return STATUS_OK;
}

enum status handle_robots(struct request *request, struct representation *answer, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, NULL, 0, slice_of("/robots.txt"));
    answer->write = robots_write;
    return STATUS_OK;
}
