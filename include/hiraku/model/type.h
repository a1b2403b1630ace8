/* The types of columns: what documents, files, queries and the checker have to know of each.
 *
 * A new type is a name in enum column_type (resource.h), a row in type.c and the functions of that
 * row. Nobody asks for a type by its name where a member of its row says what is wanted. */
#ifndef HIRAKU_MODEL_TYPE_H
#define HIRAKU_MODEL_TYPE_H

#include "hiraku/base/slice.h"
#include "hiraku/model/resource.h"

struct arena;
struct cell;

/* How values are compared and sorted. */
enum type_order {
    TYPE_BY_BYTES,
    TYPE_BY_NUMBER, /* by decimal_key */
    TYPE_BY_DAYS,   /* by the first day and the last */
};

/* Comparisons beside those that every column has (eq, ne, isnull). */
enum {
    TYPE_LISTED = 1,    /* in, notin */
    TYPE_ORDERED = 2,   /* gt, ge, lt, le */
    TYPE_CONTAINED = 4, /* contains */
    TYPE_PREFIXED = 8,  /* startswith */
};

enum { TYPE_MEANT_SIZE = 48 };

struct type {
    const char *name;     /* in the data dictionary */
    const char *title[2]; /* by enum language */

    const char *json;        /* type in JSON Schema 2020-12 */
    const char *json_format; /* format there (Validation s.7.3); NULL: none */
    const char *pattern;     /* ECMA-262; NULL: see type_pattern */
    unsigned length;         /* longest text in characters, where a column says nothing */
    bool token;              /* JSON: the text itself is the value; else a string */
    bool link;               /* RDF: the object is a resource, unless the column has COL_NOTATION */

    const char *xsd;          /* datatype (XML Schema 1.1 part 2) as a CURIE; NULL: a string */
    const char *csvw_format;  /* of CSVW (Tabular Metadata s.6.4); NULL: none */
    const char *table;        /* type in Table Schema 1 (Frictionless) */
    const char *table_format; /* format there; NULL: none */
    const char *sql;          /* type of a column in SQL */
    const char *croissant;    /* of Croissant 1.1 (s. «DataType»); NULL: a text */

    enum type_order order;
    unsigned comparisons;
    const char *form;    /* what a parameter may be, told where one is refused; NULL: any text */
    const char *example; /* a value; NULL: a code, the id of a record, a number in the bounds */

    /* The text, which is not empty, as equal values are written equally; it is `text` itself or in
     * the arena, `.at` NULL when there is no memory. False: it is no value. NULL: any text is one.
     * Of a cell and of a filter alike; bounds and other records are looked at elsewhere. */
    bool (*canonical)(const struct column *column, struct slice text, struct arena *arena,
                      struct slice *canonical);
    /* What a parameter that is no value was probably meant to be; false: nothing. May be NULL. */
    bool (*meant)(struct slice text, char meant[TYPE_MEANT_SIZE]);
    /* Of a cell that is no value: refuses it. NULL: it is told that `form` is allowed. */
    void (*refuse)(struct cell *cell);
    /* Of a cell in canonical form: what else its column asks for. May be NULL. */
    void (*check)(struct cell *cell);
};

extern const struct type column_types[TYPE_COUNT];

static inline const struct type *type_of(const struct column *column)
{
    return &column_types[column->type];
}

/* The regular expression (ECMA-262) that a cell of the column matches as a whole, or NULL: that of
 * its type; of an id, that of the ids of `owner` (NULL: of any table); of a reference, that of the
 * ids of the table that it names. */
const char *type_pattern(const struct column *column, const struct resource *owner);

#endif
