/* What the files of the reference share: the page, and the document being shown. */
#ifndef HIRAKU_API_PAGES_DOCS_H
#define HIRAKU_API_PAGES_DOCS_H

#include "hiraku/pages/page.h"

#include <jansson.h>

struct docs {
    struct page page;
    const json_t *document;
};

/* What `value` or the part of the document that its $ref names is. */
const json_t *docs_resolve(const struct docs *docs, const json_t *value);
/* A text member; "" where there is none. */
const char *docs_string(const json_t *object, const char *key);
/* The member `key` in the language of the page: x-{key}-ja where there is one; `*lang` is the
 * language of the text if it is another one, else NULL. */
const char *docs_words(const struct docs *docs, const json_t *object, const char *key,
                       const char **lang);
/* The same, written as inline text with its language; as paragraphs. */
void docs_write(struct docs *docs, const json_t *object, const char *key);
void docs_paragraphs(struct docs *docs, const json_t *object, const char *key);
/* What a schema accepts, in a few words. */
void docs_type(struct docs *docs, const json_t *schema);
/* What a code of a schema of choices (a $ref) is called; "": the document does not say. */
const char *docs_code_title(const struct docs *docs, const json_t *schema, const char *code);
/* The heading of a row: a name as code. */
void docs_row(struct docs *docs, const char *name);

/* "POST /mcp" as code, of the method as the document has it. */
void docs_request_line(struct html *html, const char *method, const char *path);

/* docs_endings.c: what ends, as a table; nothing where nothing does. */
void docs_endings(struct docs *docs);

struct operation;
struct operation_call;
/* operation_form.c: the form that calls an operation, filled in. */
void docs_operation_form(struct docs *docs, const struct operation *operation,
                         const struct operation_call *call);

/* docs_operation.c: calls that work, parameters and answers of an operation. */
void docs_operation_describe(struct docs *docs, const json_t *operation);

#endif
