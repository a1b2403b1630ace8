/* Formats: one row of the writer table and one small file each (exporters/).
 *
 * A writer turns rows of any view into bytes and keeps no state but `struct emit`. Writers return
 * void; errors stick to emit->out. Order: begin, row × n, end. A new format is a file with a `const
 * struct writer`, a line here, one in exporters/writers.c, and its schema in openapi/base.json. */
#ifndef HIRAKU_EXPORTERS_WRITER_H
#define HIRAKU_EXPORTERS_WRITER_H

#include "hiraku/query/query.h"

struct citation;
struct facet;
struct graph_state;
struct instance;
struct out;
struct records;
struct row;
struct store;
struct triple_sink;
struct view;

struct csv_profile;
struct ending;

enum shape {
    SHAPE_LIST,   /* a page or the whole of a table */
    SHAPE_RECORD, /* one record */
};

/* What stands around the rows. JSON shows all of it; other formats what they have a place for. */
struct envelope {
    int64_t total;           /* all matches; -1: not counted */
    int64_t total_at_least;  /* where total is −1: counted so far; −1: not counted at all */
    uint64_t returned;       /* rows in this answer */
    bool complete;           /* this answer holds every match */
    struct slice next;       /* path-absolute link to the next page, or empty */
    bool pageless;           /* JSON has no `next`: there are never pages */
    uint64_t changed_in;     /* newest release in which an input of this answer changed */
    struct slice path;       /* path-absolute link of this answer, for xml:base-like use */
    const struct row *about; /* a record that the list belongs to (the KPI of a series), or NULL */
    const char *about_name;  /* its JSON key, "kpi" */
    const struct facet *facets; /* counts beside the list */
    size_t facet_count;
    const struct ending *ending;     /* of what the list is of; NULL: it does not end */
    const struct citation *citation; /* of an answer that stays; NULL: none does */
    struct slice beside;             /* further JSON members, each with its comma, or empty */
};

struct emit {
    struct out *out;
    const struct instance *instance;
    const struct view *view; /* NULL: a document that is no rows (triples only) */
    enum shape shape;
    const struct envelope *envelope;
    uint64_t rows;                 /* written so far; the writer counts */
    struct csv_profile *profile;   /* of a CSV (csv_profile.h); NULL: plain */
    struct graph_state *graph;     /* of a writer with `triples` (graph_state_new); else NULL */
    const struct records *records; /* of writer_records; else NULL */
    struct store *store; /* for records that rows refer to; NULL: they are not described */
};

struct writer {
    const char *name;       /* "json": suffix, --format, key in manifests */
    const char *title;      /* "JSON": for people */
    const char *media_type; /* Content-Type, parameters included */
    const char *accept;     /* what Accept names: "text/csv" */
    unsigned without;       /* columns left out of its views: COL_HIDDEN, COL_LOOKUP */
    enum query_form form;   /* QUERY_PAGES: lists come in pages (limit, cursor); others: whole */
    bool neutral;           /* the base URL is in nothing that it writes */
    bool xml;               /* files are parsed with libxml2 before a release is switched */
    /* An RDF format: with what a document that is no rows is written between begin and end. NULL:
     * the format knows rows only. */
    const struct triple_sink *triples;
    void (*begin)(struct emit *emit);
    void (*row)(struct emit *emit, const struct row *row);
    void (*end)(struct emit *emit);
};
extern const struct writer writer_json, writer_ndjson, writer_csv, writer_rdfxml, writer_turtle,
    writer_ntriples, writer_jsonld;
extern const struct writer *const writers[]; /* ends with NULL; the first is the default */
const struct writer *writer_by_name(struct slice name);

/* `begin` or `end` of a format that has nothing around the rows there. */
static inline void writer_skip(struct emit *emit)
{
    (void)emit;
}

#endif
