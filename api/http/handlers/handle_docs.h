/* What the files of the reference share: the document being shown. Private to api/http. */
#ifndef HIRAKU_API_HTTP_HANDLERS_HANDLE_DOCS_H
#define HIRAKU_API_HTTP_HANDLERS_HANDLE_DOCS_H

#include <jansson.h>

struct out;
struct request;

struct docs {
    struct request *request;
    struct out *out;
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
/* The same, written as inline text with its language. */
void docs_write(const struct docs *docs, const json_t *object, const char *key);
/* What a schema accepts, in a few words. */
void docs_type(const struct docs *docs, const json_t *schema);

/* handle_docs_operation.c: one path with its operation. */
void docs_operation(const struct docs *docs, const char *path, const json_t *operation);

#endif
