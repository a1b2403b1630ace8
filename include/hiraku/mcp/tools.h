/* The tools: each a row of a table, which says what it is for, what it is asked with, and which
 * address of the API answers. So a tool has no query of its own, and what the API learns it knows.
 */
#ifndef HIRAKU_MCP_TOOLS_H
#define HIRAKU_MCP_TOOLS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct arena;
struct json_t;
struct json_writer;
struct out;
struct problem;

enum mcp_kind {
    MCP_TEXT,
    MCP_TEXTS,      /* an array of texts, or one */
    MCP_WHOLE,      /* a whole number */
    MCP_FLAG,       /* true or false */
    MCP_CONDITIONS, /* an object: name of a parameter of the table → value or values */
    MCP_DATASET,    /* the name of a list of the model */
};

struct mcp_argument {
    const char *name;
    enum mcp_kind kind;
    bool required;
    const char *parameter; /* of the API; NULL: it is in the path, or is the tool's own */
    const char *doc[2];    /* by enum language */
};

struct mcp_rows;
struct mcp_question;
/* Makes rows of what no address of the API gives in this form. */
typedef enum status mcp_maker(const struct mcp_question *question, struct mcp_rows *rows,
                              struct problem *p);

struct mcp_tool {
    const char *name;
    const char *title[2], *doc[2];        /* by enum language */
    const struct mcp_argument *arguments; /* end with a NULL name */
    const char *path;                     /* with {argument} in it; NULL: `make` */
    const char *other;                    /* the path where `choice` is true; NULL: there is none */
    const char *choice;
    unsigned rows; /* of a page, where no number is asked for; 0: it has no pages */
    mcp_maker *make;
};

extern const struct mcp_tool mcp_tools[];           /* ends with a NULL name */
const struct mcp_tool *mcp_tool(struct slice name); /* NULL: there is none */
const struct mcp_argument *mcp_tool_argument(const struct mcp_tool *tool, struct slice name);

/* The i-th list that can be asked for rows, NULL behind the last; and by name. */
struct resource;
const struct resource *mcp_dataset(size_t i);
const struct resource *mcp_dataset_named(struct slice name);

/* Whether the arguments are as the tool describes them: STATUS_UNKNOWN_PARAMETER,
 * STATUS_MISSING_PARAMETER or STATUS_BAD_PARAMETER, with what would be right. */
enum status mcp_arguments_check(const struct mcp_tool *tool, const struct json_t *arguments,
                                struct problem *p);
/* The text of one; empty: it was not given. */
struct slice mcp_argument_text(const struct json_t *arguments, const char *name);
/* The address that answers, with at most `limit` rows (0: nothing is said of it); `.at` NULL: no
 * memory. */
struct slice mcp_target(const struct mcp_tool *tool, const struct json_t *arguments, unsigned limit,
                        struct arena *arena);
/* The rows of a page: the number asked for, or the tool's own. */
unsigned mcp_limit(const struct mcp_tool *tool, const struct json_t *arguments);

/* The list of tools with their schemas (JSON Schema 2020-12). */
void mcp_tools_write(struct json_writer *json, enum language language);

#endif
