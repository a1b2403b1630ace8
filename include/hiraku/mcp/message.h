/* A message of the Model Context Protocol (MCP) as it arrives: JSON-RPC 2.0, in one of two eras.
 * Modern: revision 2026-07-28, where each request says its version in `_meta` and in the fields of
 * its head; legacy: 2024-11-05 to 2025-11-25, which begin with `initialize`. No state is kept of
 * either. */
#ifndef HIRAKU_MCP_MESSAGE_H
#define HIRAKU_MCP_MESSAGE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct arena;
struct json_t;
struct out;
struct problem;

#define MCP_MODERN "2026-07-28"
#define MCP_LEGACY "2025-11-25" /* the newest of the legacy ones */

/* What of the head of the request counts; `.at` NULL: not sent. */
struct mcp_head {
    struct slice content_type, version, method, name;
    bool takes_json, takes_events; /* Accept has application/json, text/event-stream */
};

/* Why a message is refused: a row of refusal.def. */
enum mcp_refusal {
    MCP_NOT_REFUSED,
#define REFUSAL(name, status, code, ja, en) MCP_##name,
#include "hiraku/mcp/refusal.def"
#undef REFUSAL
    MCP_REFUSALS
};

struct mcp_message {
    struct json_t *root, *params; /* borrowed by the others; freed by mcp_message_free */
    const char *method;           /* NULL: it is an answer of the client */
    struct slice id;              /* as JSON; "null" where there is none */
    bool wanted;                  /* it has an id: an answer is wanted */
    bool modern;
    enum mcp_refusal refusal;
    struct arena *arena;
    struct slice subject; /* what the refusal is about, in the arena; empty: nothing to be named */
    struct slice requested; /* MCP_UNKNOWN_VERSION: the version */
};

/* Reads a message, all zero before, from the body of a request. STATUS_OK, or the status whose
 * number the answer has: `refusal` says why. What a refusal repeats is in the arena.
 * mcp_message_free in any case. */
enum status mcp_message_read(struct mcp_message *message, const struct mcp_head *head,
                             struct slice body, struct arena *arena, struct problem *p);
void mcp_message_free(struct mcp_message *message);

/* Refuses a message that was read. Returns its status: STATUS_OK where the number is 200. */
enum status mcp_refuse(struct mcp_message *message, enum mcp_refusal refusal, struct slice subject,
                       struct problem *p);
/* The error as JSON-RPC; of a message that was not refused, of what `p` says. `message` NULL: none
 * was read. */
void mcp_refusal_write(const struct mcp_message *message, const struct problem *p,
                       enum language language, struct out *out);

/* Whether it is a legacy version. */
bool mcp_is_legacy(struct slice version);

#endif
