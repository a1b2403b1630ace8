/* See result.h. */
#include "hiraku/mcp/result.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/mcp/methods.h"

void mcp_result_end(struct json_writer *json, bool modern)
{
    if (modern) {
        json_text(json, "resultType", "complete");
        json_begin_object(json, "_meta");
        json_begin_object(json, "io.modelcontextprotocol/serverInfo");
        json_text(json, "name", MCP_SERVER_NAME);
        json_text(json, "version", HIRAKU_VERSION);
        json_end(json);
        json_end(json);
    }
    json_end(json);
}
