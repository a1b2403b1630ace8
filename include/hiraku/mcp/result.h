/* What every result of the modern era ends with. */
#ifndef HIRAKU_MCP_RESULT_H
#define HIRAKU_MCP_RESULT_H

#include <stdbool.h>

struct json_writer;

/* Ends the object of a result; `modern`: says that it is complete, and who answers. */
void mcp_result_end(struct json_writer *json, bool modern);

#endif
