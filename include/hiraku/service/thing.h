/* Things that have an IRI (/id/…) and cannot be sent: records, and what an instance has besides. */
#ifndef HIRAKU_SERVICE_THING_H
#define HIRAKU_SERVICE_THING_H

#include "hiraku/base/slice.h"

struct out;
struct resource;

struct thing {
    const struct resource *resource; /* of a record; NULL: a thing of another family */
    struct slice family, id;         /* /id/{family}/{id} */
    const char *form;                /* ending of the document that is wanted: "ttl" */
    bool graph;                      /* that form is one of RDF */
};

/* Writes the path of the document about the thing, in the form or in the one that there is. False:
 * there is no such family or thing; of records it is not looked whether they are there. */
bool thing_document(const struct thing *thing, struct out *out);

#endif
