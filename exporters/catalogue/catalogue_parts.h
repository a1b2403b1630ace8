/* What the files of the catalogue share. Private to exporters/. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_PARTS_H
#define HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_PARTS_H

#include "hiraku/base/slice.h"
#include "hiraku/exporters/rdf/graph_parts.h"
#include "hiraku/model/resource.h"

#include <time.h>

struct catalogue;
struct catalogue_table;
struct emit;
struct triple_sink;

#define MEDIA_TYPES  "http://www.iana.org/assignments/media-types/"
#define EU_AUTHORITY "http://publications.europa.eu/resource/authority/"

/* A catalogue on its way into a sink. Paths are those of our own things, behind the base URL. */
struct saying {
    struct emit *emit;
    const struct triple_sink *sink;
    const struct catalogue *catalogue;
    struct buffer subject; /* while the subject lasts */
    struct buffer object;
    struct slice type;
    unsigned kinds; /* of file_kinds that were mentioned, one bit each */
    bool packed;    /* a file with gzip was mentioned */
};

/* Opens the subject {base}{path}, or any IRI, or ends it. */
void say_own(struct saying *saying, const char *path, const char *rest, const char *type);
void say_thing(struct saying *saying, const char *iri, const char *type);
void say_type(struct saying *saying, const char *type);
void say_end(struct saying *saying);

/* A link to {base}{path}{rest}; to any IRI made of two parts. */
void say_path(struct saying *saying, const char *predicate, const char *path, const char *rest);
void say_link(struct saying *saying, const char *predicate, const char *iri, const char *rest);

/* Literals; an empty text says nothing. */
void say_text(struct saying *saying, const char *predicate, struct slice text, const char *lang);
void say_typed(struct saying *saying, const char *predicate, const char *text, const char *type);
void say_both(struct saying *saying, const char *predicate, const char *ja, const char *en);
void say_time(struct saying *saying, const char *predicate, time_t when);
/* The cells `stem`_ja and `stem`_en of the instance. */
void say_cells(struct saying *saying, const char *predicate, const char *stem);

/* The links that the catalogue, datasets and the service have in common. */
void say_responsible(struct saying *saying);
void say_place(struct saying *saying);
void say_theme(struct saying *saying);
void say_frequency(struct saying *saying);

/* Describes what was referred to: publisher, contact, terms, places, codes. */
void say_shared(struct saying *saying);

/* What all datasets say. */
void say_common(struct saying *saying);
/* A link to the dataset of each table. */
void say_datasets(struct saying *saying, const char *predicate);

/* The period that a dataset covers, from a day to a day (either may be empty, both: nothing): the
 * link from the dataset that is open, and the period as a subject. */
void say_period_link(struct saying *saying, const char *dataset, const char *starts,
                     const char *ends);
void say_period(struct saying *saying, const char *dataset, const char *starts, const char *ends);

/* The dataset of all tables, in files that hold them all. Nothing where there are none. */
bool catalogue_has_all(const struct catalogue *catalogue);
void say_all_tables(struct saying *saying);

/* When the first table was issued (0: not known) and when anything last changed. */
void catalogue_dates(const struct catalogue *catalogue, time_t *issued, time_t *modified);

/* The distributions of a table (NULL: of all tables): links from the dataset that is open, and
 * their own subjects. */
void say_distribution_links(struct saying *saying, const struct catalogue_table *table);
void say_distributions(struct saying *saying, const struct catalogue_table *table);
/* Where all triples of a table are (VoID), from the dataset that is open. */
void say_dump(struct saying *saying, const struct catalogue_table *table);

/* Share of filled cells, with four decimals: links from the dataset, and their own subjects. */
void say_quality_links(struct saying *saying, const struct catalogue_table *table);
void say_quality(struct saying *saying, const struct catalogue_table *table);
void say_metrics(struct saying *saying);

#endif
