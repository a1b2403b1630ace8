/* Answers that are no rows: a description of what is published, as a graph, as a page or in JSON.
 */
#ifndef HIRAKU_HTTP_RESPONSE_DOCUMENT_H
#define HIRAKU_HTTP_RESPONSE_DOCUMENT_H

#include "hiraku/http/response/representation.h"

struct emit;
struct triple_sink;

/* Plans a description of all tables, which changes with each of them: type, address and validators.
 * `path` is without suffix. Parameters are those of a page. */
enum status document_plan(struct request *request, struct representation *answer, const char *path,
                          representation_write *write, struct problem *p);

/* Describes things that are no rows: the catalogue, the structure of a cube, a vocabulary. */
typedef void describe(struct emit *emit, const struct triple_sink *sink, void *context);

/* Writes a document that is no rows; the negotiated form has `triples`. */
enum status document_write(struct request *request, struct out *out, describe *say, void *context,
                           struct problem *p);

#endif
