/* Documents of triples that the tests of the serialisers write. */
#ifndef HIRAKU_TEST_DOCUMENTS_H
#define HIRAKU_TEST_DOCUMENTS_H

#include "hiraku/exporters/rdf/triple_sink.h"

#include "exporters/things.h"

#define DCT  "http://purl.org/dc/terms/"
#define BASE "https://city.example/id/places/141003"
/* Its name in the formats that escape as Turtle and JSON do. */
#define NAME "横浜\\n\\\"市\\\"\\\\"

/* To be freed. */
static inline char *document_of_a_place(const struct writer *writer)
{
    static const struct slice cells[] = {CELL("141003"), CELL("横浜\n\"市\"\\"), {NULL, 0}};
    const struct slice *rows[] = {cells};
    return written(writer, SHAPE_LIST, NULL, &places, rows, 1);
}

/* The head of a document; its triples are given to the sink. */
static inline const struct triple_sink *document_begin(struct emit *emit, struct out *out,
                                                       const struct writer *writer)
{
    *emit = (struct emit){
        .out = out, .instance = &instance, .shape = SHAPE_LIST, .graph = state_for(writer)};
    out_open_memory(out, 1 << 16);
    writer->begin(emit);
    return writer->triples;
}

#endif
