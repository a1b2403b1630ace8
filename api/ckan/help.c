/* The address of what an action does, in every answer. */
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ckan/question.h"
#include "hiraku/value/iri.h"

enum { HELP_URL_BYTES = 8192 };

void ckan_help_write(struct json_writer *json, const char *base_url, struct slice action)
{
    char bytes[HELP_URL_BYTES];
    struct out url;
    out_open_buffer(&url, bytes, sizeof bytes);
    out_text(&url, base_url);
    out_text(&url, "/api/3/action/help_show?name=");
    iri_segment(&url, action);
    json_slice(json, "help", url.error == STATUS_OK ? out_written(&url) : SLICE_NONE);
}
