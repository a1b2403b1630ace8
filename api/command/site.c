/* hiraku site: the current release as static files. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/static_site/static_site.h"

static void site_write_json(const struct call *call, const struct static_site_result *result,
                            struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "folder", call->operand);
    json_int(&json, "release", (int64_t)result->release);
    json_int(&json, "files", (int64_t)result->files);
    json_int(&json, "bytes", (int64_t)result->bytes);
    json_text(&json, "base_url", result->base_url);
    json_finish(&json);
}

enum status command_site(const struct call *call, struct out *out, struct problem *p)
{
    struct static_site_result result = {.release = 0};
    char text[3][24];
    enum status status = static_site_write(&call->config, call->operand, &result, p);
    if (status != STATUS_OK)
        return status;
    if (call->json)
        site_write_json(call, &result, out);
    else
        message_write(out, MESSAGE_SITE_DONE, call->language,
                      MESSAGE_WITH(call->operand, message_number(text[0], result.release),
                                   message_number(text[1], result.files),
                                   message_number(text[2], result.bytes / 1000000),
                                   result.base_url));
    return STATUS_OK;
}
