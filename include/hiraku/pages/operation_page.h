/* The page of one operation of the API: what it takes and answers. */
#ifndef HIRAKU_PAGES_OPERATION_PAGE_H
#define HIRAKU_PAGES_OPERATION_PAGE_H

#include "hiraku/base/status.h"

#include <jansson.h>

struct arena;
struct out;
struct page_context;
struct parameter;
struct problem;
struct shown_answer;

/* Where the pages of operations are, each by its operationId. */
#define OPERATION_FOLDER "/docs"

/* An operation as the API document (openapi.h) tells of it; lives as long as that. */
struct operation {
    const json_t *document;
    const char *id;     /* operationId, "listPrograms" */
    const char *method; /* "get", "post"; only the first can be called from its page */
    const char *path;   /* "/v1/{table}/{id}" */
    const json_t *call; /* the Operation Object */
};

/* The operation of an operationId: STATUS_NOT_FOUND where there is none. */
enum status operation_find(struct operation *operation, const json_t *document, struct slice id,
                           struct problem *p);

bool operation_is_get(const struct operation *operation);

/* --- its call --- */

/* Names of fields of the form that are no parameters of the API, which have no hyphen. */
#define OPERATION_NOW  "call-now"  /* the call has no parameters */
#define OPERATION_LANG "call-lang" /* the operation's `lang`; that of the page is `lang` */

/* A parameter of the path or of the query, by its name in the API. */
struct operation_field {
    struct slice name, value;
};

struct operation_call {
    bool asked; /* false: the fields are those of an example */
    struct operation_field *fields;
    size_t field_count;
    struct slice target;  /* path and query; empty: a parameter of the path is missing */
    struct slice missing; /* its name */
    struct slice address; /* the query of the page's own address, in one spelling */
};

/* What the parameters of the page ask for: those of the API by their names, `condition-1` and
 * `value-1` for a condition whose name is chosen, OPERATION_LANG, OPERATION_NOW. In the arena,
 * whose latch tells of want of memory. */
void operation_call_read(struct operation_call *call, const struct operation *operation,
                         struct arena *arena, const struct parameter *given, size_t count);

/* The example of the API document, to begin with; `id` is that of a record of
 * operation_collection, or empty. */
void operation_call_example(struct operation_call *call, const struct operation *operation,
                            struct arena *arena, struct slice id);

/* Where there are records of which the path names one that the document has no example of
 * ("/v1/kpis"); empty: the document has all examples. In the arena. */
struct slice operation_collection(const struct operation *operation, struct arena *arena);

/* The value of a field; `.at` NULL: there is none of that name. */
struct slice operation_field_value(const struct operation_call *call, const char *name);

/* `answer` is NULL where nothing was asked for. */
void operation_page(const struct page_context *context, const struct operation *operation,
                    const struct operation_call *call, const struct shown_answer *answer,
                    struct out *out);

#endif
