/* A reply from its beginning to its end; gzip. */
#include "hiraku/http/response/reply.h"

#include "hiraku/http/protocol/conditional.h"
#include "hiraku/http/routing/request.h"

#include <unistd.h>

enum { GZIP_LEVEL = 6 };

void reply_init(struct reply *reply)
{
    memset(reply, 0, offsetof(struct reply, body));
    reply->selected.fd = -1;
    out_open_memory(&reply->body, 0);
}

void reply_close(struct reply *reply)
{
    if (reply->selected.close)
        reply->selected.close(reply->selected.context);
    reply->selected.close = NULL;
}

void reply_free(struct reply *reply)
{
    out_close(&reply->body);
    if (reply->selected.fd >= 0)
        close(reply->selected.fd);
    reply_close(reply);
    reply_init(reply);
}

struct out *reply_open(const struct request *request, struct reply *reply)
{
    out_close(&reply->body);
    out_open_memory(&reply->body, request->limits->response_bytes);
    return &reply->body;
}

enum status reply_finish(struct request *request, struct reply *reply, struct problem *p)
{
    enum status status = out_finish(&reply->body, p);
    if (status != STATUS_OK || reply->body.len == 0 || request->encoding != ENCODING_GZIP)
        return status;
    struct out packed;
    out_open_memory(&packed, request->limits->response_bytes);
    struct out_gzip *gzip = out_gzip_new(&packed, GZIP_LEVEL);
    if (!gzip)
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = out_sink_gzip(gzip, reply->body.bytes, reply->body.len, p);
    if (status == STATUS_OK)
        status = out_gzip_finish(gzip, p);
    out_gzip_free(gzip);
    out_close(&reply->body);
    reply->body = packed;
    reply->selected.encoded = true;
    return status;
}

bool reply_is_not_modified(const struct reply *reply, const struct request *request)
{
    return !reply->selected.uncacheable &&
           conditional_fresh(request->none_match, request->modified_since, reply->selected.etag,
                             reply->selected.modified);
}
