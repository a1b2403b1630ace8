/* GET /docs/style.css: the style of all pages (api/pages/style.css). */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/pages/style.h"
#include "hiraku/query/query.h"

static enum status docs_style_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    (void)request, (void)answer, (void)p;
    out_text(out, page_style);
    return STATUS_OK;
}

enum status handle_docs_style(struct request *request, struct representation *answer,
                              struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, NULL, 0, slice_of(page_style));
    answer->write = docs_style_write;
    return STATUS_OK;
}
