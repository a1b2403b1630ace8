/* What is done for a message that was read. */
#ifndef HIRAKU_MCP_METHODS_H
#define HIRAKU_MCP_METHODS_H

#include "hiraku/mcp/message.h"
#include "hiraku/mcp/rows.h"

#define MCP_SERVER_NAME "hiraku"

/* Whether there is such a method in its era and, of a call, such a tool: set in `question`, with
 * its arguments. Else refuses the message: the status is as that of mcp_message_read. */
enum status mcp_method_find(struct mcp_message *message, struct mcp_question *question,
                            struct problem *p);

/* Writes the answer to a message that is wanted and was found, or its refusal. A status as that of
 * mcp_call_write. */
enum status mcp_method_write(const struct mcp_message *message, const struct mcp_question *question,
                             struct out *out, struct problem *p);

#endif
