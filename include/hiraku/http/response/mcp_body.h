/* The body of an answer of /mcp: a tool asks paths of this program (own_call.h), so that an
 * assistant is told what a client would be. */
#ifndef HIRAKU_HTTP_RESPONSE_MCP_BODY_H
#define HIRAKU_HTTP_RESPONSE_MCP_BODY_H

#include "hiraku/base/status.h"

struct out;
struct problem;
struct representation;
struct request;

/* Reads the message in the body of the request and plans its answer: JSON, or 202 where none is
 * wanted. */
enum status mcp_body_plan(struct request *request, struct representation *answer,
                          struct problem *p);

/* A route_refusal: any problem as an error of JSON-RPC, to the message as far as it was read. */
void mcp_body_refuse(const struct request *request, const struct problem *p, struct out *out);

#endif
