/* Hidden columns: cells that no table holds and RDF shows, each made from others by an operator of
 * a closed set. The store compiles them; which tables they are made from follows from them
 * (model_inputs).
 *
 * A path is a column of the record (`kind`, hidden ones too) or, behind a reference that it holds,
 * of the record referred to (`kpi.unit_code`). A path through a reference that leads nowhere is
 * empty and fulfils no condition. */
#ifndef HIRAKU_MODEL_HIDDEN_H
#define HIRAKU_MODEL_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

struct column;
struct resource;

enum { HIDDEN_TERMS_MAX = 4, HIDDEN_CONDITIONS_MAX = 3 };

enum hidden_operator {
    HIDDEN_FIRST_OF, /* the first term whose conditions hold, empty or not; none: empty */
    HIDDEN_JOIN_OF,  /* all terms with `separator` between them; empty if one of them is */
    HIDDEN_ID_OF,    /* all terms as the id that model_join_id makes of them */
    /* Of the records of the table `of` whose reference `by` leads to this one: */
    HIDDEN_EXISTS_IN, /* `true` where the conditions of the term hold for one of them */
    HIDDEN_LIST_OF,   /* the term of each of them in key order, with spaces between */
    HIDDEN_SET_OF,    /* the different values of the term, in byte order, with spaces between */
};

/* The cell is one of `values`, or with `other` none of them. */
struct hidden_condition {
    const char *path;
    bool other;
    const char *const *values; /* ends with NULL; "": an empty cell */
};

struct hidden_term {
    const char *path; /* NULL: `text` */
    const char *text;
    struct hidden_condition when[HIDDEN_CONDITIONS_MAX]; /* all hold; a NULL path ends them */
};

struct hidden_column {
    const struct resource *resource;
    const char *column;
    enum hidden_operator op;
    struct hidden_term terms[HIDDEN_TERMS_MAX]; /* neither path nor text ends them */
    const char *separator;
    const struct resource *of;
    const char *by;
    struct hidden_condition when; /* of the record itself; where it does not hold: empty */
};

extern const struct hidden_column hidden_columns[]; /* ends with a NULL resource */

/* How a hidden column is made; NULL where it is stored or looked up. */
const struct hidden_column *hidden_column(const struct resource *resource,
                                          const struct column *column);

static inline bool hidden_term_ends(const struct hidden_term *terms, size_t at)
{
    return at == HIDDEN_TERMS_MAX || (!terms[at].path && !terms[at].text);
}

/* Whether a release holds cells of the column: it is neither looked up nor computed. */
bool column_is_stored(const struct resource *resource, const struct column *column);

/* A path's column, with the reference before it or NULL. */
struct hidden_path {
    const struct column *through, *column; /* column NULL: there is no such column */
};
struct hidden_path hidden_path(const struct resource *resource, const char *path);

/* Whether all its columns exist, and `by` leads to its table (model_check). */
bool hidden_is_sound(const struct hidden_column *hidden);

/* Calls `add` with each table that the column is made from, its own left out. */
void hidden_inputs(const struct hidden_column *hidden,
                   void (*add)(void *context, const struct resource *table), void *context);

#endif
