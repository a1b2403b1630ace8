/* Formats: one row of the writer table and one small file each (exporters/).
 *
 * A writer turns rows of any view into bytes and keeps no state but `struct emit`. Writers return
 * void; errors stick to emit->out. Order: begin, row × n, end. A new format is a file with a `const
 * struct writer`, a line in exporters/writers.c, and nothing else. */
#ifndef HIRAKU_WRITER_H
#define HIRAKU_WRITER_H

#include "hiraku/instance.h"
#include "hiraku/out.h"
#include "hiraku/store.h"

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
    uint64_t changed_in;     /* newest release in which an input of this answer changed */
    struct slice path;       /* path-absolute link of this answer, for xml:base-like use */
    const struct row *about; /* a record that the list belongs to (the KPI of a series), or NULL */
    const char *about_name;  /* its JSON key, "kpi" */
    const struct facet *facets; /* counts beside the list */
    size_t facet_count;
    struct slice beside; /* further JSON members, each with its comma, or empty */
};

struct triple_sink; /* graph.h */

enum { NODE_IRI_SIZE = 4096, NODE_PREDICATES_MAX = 48 };

/* The subject that a format of triples has open (exporters/rdf_node.c). Predicates are constant
 * text of the model or of whoever describes. */
struct node {
    char iri[NODE_IRI_SIZE];
    size_t iri_len;
    struct slice last;                      /* the predicate said last */
    struct slice used[NODE_PREDICATES_MAX]; /* the predicates said so far */
    size_t used_count;
    uint64_t count; /* subjects opened in this document */
};

enum {
    GRAPH_STEPS_MAX = 128,
    GRAPH_PLANS_MAX = 6,
    GRAPH_COLUMNS_MAX = 64,
    GRAPH_CODES_MAX = 256,
    GRAPH_SAID_MAX = 1024,
    GRAPH_CODES_SAID_MAX = 1024
};

/* One thing to say of every row of a view (exporters/graph_plan.c). */
struct graph_step {
    unsigned kind, column;
    struct slice predicate; /* a CURIE */
    const char *object;     /* of a constant */
};

/* The rows of a view as steps, those of one predicate side by side. */
struct graph_plan {
    const struct view *view; /* the last one with these columns: views come and go */
    const struct resource *resource;
    const struct column *columns[GRAPH_COLUMNS_MAX];
    size_t columns_count;
    size_t count;
    size_t id, same; /* positions in the view; the view's count: it has none */
    struct graph_step steps[GRAPH_STEPS_MAX];
    /* Where the marks of a column's codes begin; the list's own mark stands first. */
    unsigned short marks[GRAPH_COLUMNS_MAX];
    unsigned char codes_said[GRAPH_CODES_MAX]; /* what graph_memory knows, at hand */
};

/* What the emitter of triples remembers in one document; all zero at its beginning. */
struct graph_memory {
    struct graph_plan plans[GRAPH_PLANS_MAX];
    size_t next_plan;
    uint64_t said[GRAPH_SAID_MAX]; /* hashes of the IRIs described last */
    /* Codes of the model and columns with a list of them that were described: a set. */
    const void *codes[GRAPH_CODES_SAID_MAX];
};

struct emit {
    struct out *out;
    const struct instance *instance;
    const struct view *view; /* NULL: a document that is no rows (triples only) */
    enum shape shape;
    const struct envelope *envelope;
    uint64_t rows;               /* written so far; the writer counts */
    struct csv_profile *profile; /* of a CSV (csv_profile.h); NULL: plain */
    struct node node;            /* of a format of triples */
    struct graph_memory graph;   /* of the emitter of triples */
    struct store *store;         /* for records that rows refer to; NULL: they are not described */
};

struct writer {
    const char *name;       /* "json": suffix, --format, key in manifests */
    const char *media_type; /* Content-Type, parameters included */
    const char *accept;     /* what Accept names: "text/csv" */
    unsigned without;       /* columns left out of its views: COL_HIDDEN, COL_LOOKUP */
    enum query_form form;   /* QUERY_PAGES: lists come in pages (limit, cursor); others: whole */
    bool file;              /* whole-table files are made at publish */
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

/* Writes a whole table of an open store (the caller closes `out`). */
enum status export_table(struct store *store, const struct instance *instance,
                         const struct resource *resource, const struct writer *writer,
                         const struct presentation *shown, uint64_t total, uint64_t changed_in,
                         struct out *out, struct problem *p);

/* Whether what the query selects and the view shows can be written as query->shown wants it, to be
 * asked before the first byte: STATUS_UNENCODABLE names row, column and character. */
enum status export_check(struct store *store, const struct query *query, const struct view *view,
                         struct problem *p);

/* JSON text (RFC 8259): a quoted string (jansson owns the name json_string); `"name":` with the
 * comma before it where `first` is false. */
void json_text(struct out *out, struct slice text);
void json_key(struct out *out, bool first, const char *name);

/* A row as a JSON object: its columns, embedded records, snippet. */
void json_record(struct out *out, const struct instance *instance, const struct row *row);

/* XML 1.0 character data and attribute values. CR becomes &#13; (in attributes tab and LF too). */
void xml_text(struct out *out, struct slice text);
void xml_attribute(struct out *out, struct slice text);

#endif
