/* A catalogue on its way into a sink of triples. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_DCAT_WRITER_H
#define HIRAKU_EXPORTERS_CATALOGUE_DCAT_WRITER_H

#include "hiraku/exporters/rdf/graph_iri.h"

#include <time.h>

struct catalogue;
struct emit;
struct triple_sink;

#define MEDIA_TYPES  "http://www.iana.org/assignments/media-types/"
#define EU_AUTHORITY "http://publications.europa.eu/resource/authority/"

/* Paths are those of our own resources, behind the base URL. */
struct dcat_writer {
    struct emit *emit;
    const struct triple_sink *sink;
    const struct catalogue *catalogue;
    struct iri_buffer subject; /* while the subject lasts */
    struct iri_buffer object;
    uint64_t formats;  /* that were mentioned (distribution_bit) */
    bool packed, zstd; /* a file with gzip, with zstd was mentioned */
};

/* Opens the subject {base}{path}{rest}, or any IRI; a further class; ends the subject. */
void dcat_begin(struct dcat_writer *dcat, const char *path, const char *rest, const char *type);
void dcat_begin_iri(struct dcat_writer *dcat, const char *iri, const char *type);
void dcat_type(struct dcat_writer *dcat, const char *type);
void dcat_end(struct dcat_writer *dcat);

/* The object {base}{path}{rest}; any IRI made of two parts. */
void dcat_link(struct dcat_writer *dcat, const char *predicate, const char *path, const char *rest);
void dcat_link_iri(struct dcat_writer *dcat, const char *predicate, const char *iri,
                   const char *rest);
/* The IRI of a period. */
void dcat_link_period(struct dcat_writer *dcat, const char *predicate, struct slice period);

/* Literals; no triple for an empty text. */
void dcat_literal(struct dcat_writer *dcat, const char *predicate, struct slice text,
                  const char *lang);
void dcat_typed(struct dcat_writer *dcat, const char *predicate, const char *text,
                const char *type);
void dcat_pair(struct dcat_writer *dcat, const char *predicate, const char *ja, const char *en);
void dcat_time(struct dcat_writer *dcat, const char *predicate, time_t when);
/* The cells `stem`_ja and `stem`_en of the instance. */
void dcat_cells(struct dcat_writer *dcat, const char *predicate, const char *stem);
/* The subject's own IRI as dct:identifier. */
void dcat_write_identifier(struct dcat_writer *dcat);

/* Whole subjects: a page of ours; a term of another vocabulary, `scheme` may be NULL. */
void dcat_describe_document(struct dcat_writer *dcat, const char *path);
void dcat_describe_term(struct dcat_writer *dcat, const char *iri, const char *type,
                        const char *scheme, const char *ja, const char *en);

#endif
