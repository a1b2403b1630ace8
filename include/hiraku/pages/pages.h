/* The pages. Each is written whole; errors are those of the stream. */
#ifndef HIRAKU_PAGES_PAGES_H
#define HIRAKU_PAGES_PAGES_H

#include "hiraku/base/status.h"

#include <jansson.h>

struct out;
struct page_context;

/* What the documents below are called, by enum language. */
extern const char *const downloads_page_title[2],
    *const docs_page_title[2], *const dictionary_page_title[2], *const vocabulary_page_title[2];

/* /v1/downloads: the files of the release. */
void downloads_page(const struct page_context *context, struct out *out);

/* /docs: the API document of the instance (openapi.h, the view `page`). */
void docs_page(const struct page_context *context, const json_t *document, struct out *out);

/* /docs/dictionary: every table with its columns. */
void dictionary_page(const struct page_context *context, struct out *out);

/* /ns: the vocabulary hk:, whose #term addresses are its terms. */
void vocabulary_page(const struct page_context *context, struct out *out);

/* /problems/{slug}: what a type of problem means; `help`: what to do about it. */
void problem_type_page(const struct page_context *context, const struct status_info *info,
                       const char *help, struct out *out);

/* A problem, with the path of one that is near what was asked for and of an example that works; ""
 * where there is none. */
void problem_page(const struct page_context *context, const struct problem *p, const char *example,
                  struct out *out);

#endif
