/* Validators (RFC 9110 s.8.8): what an answer depends on. */
#ifndef HIRAKU_HTTP_RESPONSE_ETAG_H
#define HIRAKU_HTTP_RESPONSE_ETAG_H

#include "hiraku/base/slice.h"

struct representation;
struct request;
struct resource;
struct row;

/* Sets ETag, Last-Modified and changed_in. The strong ETag (RFC 9110 s.8.8.3) is SHA-256 over the
 * digests of `tables`, of the instance and, of a page, of its own files, the base URL, the program,
 * the model, `canonical` (path and query), form, language where it matters, and encoding. */
void etag_of_tables(struct representation *answer, const struct request *request,
                    const struct resource *const *tables, size_t count, struct slice canonical);

/* The same of a page: of all tables, as what stands around its text tells which of them there are,
 * and of which release they are, and of what the instance says of itself. */
void etag_of_page(struct representation *answer, const struct request *request,
                  struct slice canonical);

/* The same of one record, by what it shows: answer->changed_in, which is set, and the cells of
 * `row` take the place of the tables and of the instance. Of a form that shows nothing of other
 * records but cells of the row. Sets ETag only. */
void etag_of_record(struct representation *answer, const struct request *request,
                    const struct row *row, struct slice canonical);

/* Settles request->encoding of an answer that is a file, before its validators. A part is one of
 * the identity form, as who asks for it mostly means the bytes that were decoded already, unless a
 * condition (If-Range, If-Match, If-None-Match) names `packed`, the ETag of the gzip form. */
void request_settle_encoding(struct request *request, const char *packed);

/* etag_of_tables of an answer that may be an artifact; settles its encoding first. */
void etag_of_file(struct representation *answer, struct request *request,
                  const struct resource *const *tables, size_t count, struct slice canonical);

#endif
