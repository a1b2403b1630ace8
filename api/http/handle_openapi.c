/* GET /v1/openapi.json: the contract, with this instance's base URL and titles. */
#include "hiraku/openapi.h"

#include "internal.h"

enum status handle_openapi(struct request *request, struct reply *reply, struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    reply->media_type = request->form.media_type;
    reply->content_location = slice_of("/v1/openapi.json");
    reply_etag(reply, request, NULL, 0, reply->content_location);
    if (reply_is_fresh(request, reply, true))
        return STATUS_OK;
    return openapi_write(open_release_instance(request->release), reply_open(request, reply), p);
}
