/* Documents about the catalogue that also tell what the settings open and how often data sets were
 * used: neither is of the release. */
#ifndef HIRAKU_HTTP_RESPONSE_CATALOGUE_DOCUMENT_H
#define HIRAKU_HTTP_RESPONSE_CATALOGUE_DOCUMENT_H

#include "hiraku/http/response/representation.h"

struct catalogue;

/* document_plan, with both in the validators. request->usage is set, where use is counted; it is
 * told of the last whole month, in graphs, and not where a release is asked for. */
enum status catalogue_document_plan(struct request *request, struct representation *answer,
                                    const char *path, representation_write *write,
                                    struct problem *p);

/* Adds the use to the catalogue, as planned. */
enum status catalogue_document_add_use(struct request *request, struct catalogue *catalogue,
                                       struct problem *p);

#endif
