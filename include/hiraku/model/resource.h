/* The published model: every resource is described once, as constant data.
 *
 * Columns of a release, CSV headers, JSON keys, RDF, filters, validation, OpenAPI schemas and the
 * data dictionary are all read from here. No format knows a resource; no resource knows a format.
 * One file per resource in api/model/tables/; registry.c there lists them. model_check proves the
 * tables sound at start. */
#ifndef HIRAKU_MODEL_RESOURCE_H
#define HIRAKU_MODEL_RESOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COLUMNS_MAX = 64, KEY_MAX = 8, ID_MAX = 80 };

enum column_type {
    TYPE_ID, /* [a-z0-9][a-z0-9-]{0,79}, or the joined key of a resource with several key columns */
    TYPE_TEXT,    /* text.h */
    TYPE_INT,     /* whole number within [low, high] */
    TYPE_DECIMAL, /* decimal.h */
    TYPE_BOOL,    /* true, false */
    TYPE_DATE,    /* YYYY-MM-DD */
    TYPE_TIME,    /* a moment: RFC 3339 in UTC, whole seconds (clock_rfc3339) */
    TYPE_PERIOD,  /* period.h; with COL_UNDATED also the word "undated" */
    TYPE_IRI,     /* iri.h */
    TYPE_ENUM,    /* one of `codes` */
    TYPE_REF,     /* id of a record of `ref`; with COL_MANY several, separated by spaces */
    TYPE_MUNICIPALITY_CODE, /* digits.h */
    TYPE_CORPORATE_NUMBER,  /* digits.h */
    TYPE_COUNT,
};

enum column_flag {
    COL_KEY = 1, /* part of the key, in model order */
    COL_REQUIRED = 2,
    COL_DERIVED =
        4, /* computed at publish: not in the input or the canonical CSV, but in every output */
    COL_HIDDEN = 8, /* computed at publish for RDF only: no CSV column, JSON key or filter */
    COL_LOOKUP =
        16, /* read through the reference `via`: in JSON only (with COL_HIDDEN: in RDF only) */
    COL_SEARCH = 32,   /* full text */
    COL_MANY = 64,     /* TYPE_REF: several ids */
    COL_UNDATED = 128, /* TYPE_PERIOD: "undated" is a value */
    COL_LABEL = 256,   /* this names the record: skos:prefLabel or title in pages and links */
    COL_PLACE = 512,   /* RDF: says something of the record's place, too (resource.rdf_place) */
    COL_PARENT = 1024, /* TYPE_REF to the same table that must not form a cycle */
    COL_AGENT = 2048, /* RDF: TYPE_REF to a resource with rdf_place means the body, not the place */
    COL_NOTATION = 4096, /* TYPE_PERIOD, RDF: the text itself, not a link to the period */
    COL_FISCAL = 8192,   /* TYPE_INT: a fiscal year; parameters know it by its names, too */
    COL_BRIEF = 16384,   /* RDF: said also where a document describes what its records refer to */
    COL_PROVENANCE = 65536, /* pages: where the record comes from, not what it tells */
    COL_TECHNICAL = 131072, /* pages: for programs; behind what people read, in no list unasked */
    COL_BESIDE = 32768, /* in files for people beside a reference to the record, like COL_LABEL */
    COL_MONTH = 262144, /* TYPE_PERIOD: a month and nothing else */
};

/* TYPE_DECIMAL: where the rest of what people write into a number belongs. */
struct measurement {
    const char *of; /* the reference to the record that has unit_ja, unit_multiplier, decimals */
    const char *qualifier, *missing; /* columns of codes: about, at least …; why there is none */
};

/* Words for a code of others. */
struct known_words {
    const char *value, *also; /* as in struct code */
};

struct code {
    const char *value, *title_ja, *title_en;
    const char *iri;  /* CURIE; NULL: hk:{column}-{value} */
    const char *also; /* what people write instead, separated by spaces; NULL: nothing else */
};

struct column {
    const char *name; /* column of a release = JSON key = CSV header = query parameter;
                         [a-z][a-z0-9_]* (hidden: _…) */
    enum column_type type;
    unsigned flags;
    const char *title_ja, *title_en;
    /* What it means: a Japanese and an English sentence; units and ranges where they apply. */
    const char *doc_ja, *doc;
    const char *
        predicate; /* CURIEs separated by spaces, such as "dct:title foaf:name"; NULL: not in RDF */
    const char *lang;                  /* "ja" for name_ja, else NULL */
    size_t max;                        /* longest value in bytes; 0: the type's own */
    int64_t low, high;                 /* TYPE_INT */
    const struct code *codes;          /* TYPE_ENUM; ends with a NULL value */
    const struct resource *ref;        /* TYPE_REF: target */
    const struct measurement *measure; /* TYPE_DECIMAL; may be NULL */
    /* TYPE_TEXT: codes of others that are known, in byte order, ends with NULL. Another value is
     * reported (warning) and makes no link (rdf_prefix). NULL: any will do. */
    const char *const *known;
    const struct known_words *known_words; /* words for some of `known`; ends with a NULL value */
    const char *via,
        *field; /* COL_LOOKUP: the TYPE_REF column gone through, and the target's column */
    const char
        *prefer; /* COL_LOOKUP: a column of this record whose cell is taken where it is not empty */
    const char *rdf_lang;   /* language of text that is shown in every language: a quotation; `lang`
                               says it of the others */
    const char *rdf_empty;  /* CURIE that stands for an empty cell; NULL: no triple */
    const char *rdf_prefix; /* the object is the IRI of this prefix and the cell, percent-encoded; a
                               prefix beginning with / is a path on the instance's base */
    const char *rdf_starts,
        *rdf_ends; /* TYPE_PERIOD: predicates used instead when it is a day or a month */
};

/* RDF classes that a record has besides rdf_class (or instead, `replaces`) when `column` is one of
 * `values` (separated by spaces; NULL: any value but empty). */
struct rdf_variant {
    const char *column, *values, *classes;
    bool replaces;
};

/* A triple of every record of rdf_class (not where a variant replaces it). */
struct rdf_constant {
    const char *predicate,
        *object; /* CURIEs; an object beginning with / is a path on the instance's base */
};

/* A resource that is a data cube (W3C RDF Data Cube): its columns as components. What the code list
 * of a reference holds is the whole table referred to; that of an enum, its codes. */
enum cube_role { CUBE_DIMENSION, CUBE_TIME, CUBE_MEASURE, CUBE_ATTRIBUTE };

struct cube_component {
    const char *column;          /* its first predicate is the component's property */
    const char *range, *concept; /* CURIEs; NULL: not stated (a dimension has a range) */
    enum cube_role role;         /* CUBE_TIME: the dimension along which a slice runs */
    bool required;               /* CUBE_ATTRIBUTE: every observation has it */
};

struct cube {
    const struct cube_component *components; /* ends with a NULL column */
    const char *slice_ja, *slice_en;         /* what a slice is called */
};

struct resource {
    const char *name; /* plural, as in URLs and file names */
    const char *title_ja, *title_en;
    const char *doc_ja, *doc;             /* a Japanese and an English sentence */
    const struct column *columns;         /* id first; ends with a NULL name */
    const char *path;                     /* of a resource's only record; NULL: /v1/{name}/{id} */
    const char *rdf_class;                /* CURIEs separated by spaces */
    const struct rdf_variant *variants;   /* ends with a NULL column; may be NULL */
    const struct rdf_constant *constants; /* ends with a NULL predicate; may be NULL */
    const char *rdf_place; /* IRI prefix of a second subject dct:Location: prefix + id without check
                              digit */
    const char *rdf_same_as; /* hidden TYPE_REF column whose target's IRI this record has when it is
                                not empty */
    const struct cube *cube; /* NULL: it is none */
    bool eventful; /* pages: a record's page has an axis of time with what happened around it */
    bool leading;  /* pages: in the main navigation, where it has rows */
    /* Pages: what of it stands on the first one, as parameters of its list ("status=running",
     * "sort=-period"); NULL: nothing. */
    const char *front;
    bool computed; /* publishing makes the rows from other tables (computed.h): no input file */
    /* A service makes the rows when they are asked for (service/row_source.h): they are in no
     * release and no file. A row's address is the list with its id as the condition. */
    bool on_demand;
    /* … unless it is this: then /v1/{name}/{id}, as that of a record. It tells of releases: its id
     * may have another name, and a column that of the parameter for a release. */
    bool addressed;
    /* … or unless it is this: a row is of a record of that table, with whose id its own begins, and
     * the list is /v1/{within}/{id of that}/{name}. */
    const struct resource *within;
};

/* In the canonical CSV and in the input: neither derived nor hidden nor looked up. */
static inline bool column_is_written(const struct column *column)
{
    return !(column->flags & (COL_DERIVED | COL_HIDDEN | COL_LOOKUP));
}

/* In served CSV, JSON and filters: written or derived. */
static inline bool column_is_published(const struct column *column)
{
    return !(column->flags & (COL_HIDDEN | COL_LOOKUP));
}

/* RDF: the language tag of the column's literals, or NULL. */
static inline const char *column_language(const struct column *column)
{
    return column->lang ? column->lang : column->rdf_lang;
}

/* RDF: whether the column links to records of another table. */
static inline bool column_is_link(const struct column *column)
{
    return column->ref && column->predicate &&
           (column->flags & (COL_LOOKUP | COL_HIDDEN)) != COL_LOOKUP;
}

#endif
