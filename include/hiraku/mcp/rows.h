/* What a tool answers: rows, and what is said of them together. */
#ifndef HIRAKU_MCP_ROWS_H
#define HIRAKU_MCP_ROWS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct arena;
struct instance;
struct json_t;
struct mcp_tool;
struct out;
struct problem;
struct service;

enum { MCP_ROWS_MAX = 1000, MCP_ANSWER_BYTES = 20000 };

struct mcp_rows {
    struct slice items[MCP_ROWS_MAX]; /* each a JSON object, in the arena */
    /* of rows that a tool makes itself: what the cursor of each is; borrowed; else NULL */
    const char *keys[MCP_ROWS_MAX];
    size_t count;
    struct slice members; /* further members, each with its comma before it, in the arena */
    struct slice next;    /* the cursor of what follows; empty: nothing */
    int64_t total;        /* −1: not counted */
    bool complete;        /* all that there is */
};

/* Asks an address of the API (a path with its query) for JSON. */
typedef enum status mcp_ask(void *context, struct slice target, struct out *out, struct problem *p);

struct mcp_question {
    const struct mcp_tool *tool;
    const struct json_t *arguments; /* checked; NULL: none */
    enum language language;
    struct arena *arena;
    const struct service *service; /* its store is open where the tool makes rows itself */
    mcp_ask *ask;
    void *context;
};

enum status mcp_datasets_make(const struct mcp_question *question, struct mcp_rows *rows,
                              struct problem *p);
enum status mcp_columns_make(const struct mcp_question *question, struct mcp_rows *rows,
                             struct problem *p);

/* Rows from an answer of the API: numbers become texts, empty members are left out, and so are the
 * addresses of what is referred to; a period has its label. STATUS_INTERNAL where the answer is not
 * one. */
enum status mcp_retell(const struct mcp_question *question, struct slice answer,
                       struct mcp_rows *rows, struct problem *p);

/* Does what a tool is called for, and writes the result (CallToolResult) with the members that
 * `modern` asks for: at most MCP_ANSWER_BYTES and never a part of a row. A status only where
 * nothing can be answered: of damage, and of want of memory. */
enum status mcp_call_write(const struct mcp_question *question, bool modern, struct out *out,
                           struct problem *p);

#endif
