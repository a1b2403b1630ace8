/* The table of formats. A new one is a file with a `const struct writer` and a line here. */
#include "hiraku/exporters/writer.h"

const struct writer *const writers[] = {
    &writer_json,   &writer_ndjson,   &writer_csv,    &writer_rdfxml,
    &writer_turtle, &writer_ntriples, &writer_jsonld, NULL,
};

const struct writer *writer_by_name(struct slice name)
{
    for (const struct writer *const *writer = writers; *writer; writer++)
        if (slice_is(name, (*writer)->name))
            return *writer;
    return NULL;
}
