/* Which columns of which records a reader wants, and a row of them. */
#ifndef HIRAKU_QUERY_VIEW_H
#define HIRAKU_QUERY_VIEW_H

#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

struct column;
struct problem;
struct query;
struct resource;

enum { VIEW_COLUMNS_MAX = 4 * COLUMNS_MAX };

/* Which columns a reader wants: those of the resource and, behind them, those of embedded records.
 */
struct view {
    const struct resource *resource;
    bool hidden; /* hidden columns are shown */
    size_t count;
    const struct column *columns[VIEW_COLUMNS_MAX];
    /* parallel: the reference of the resource through which an embedded record's column is reached;
     * NULL: own */
    const struct column *through[VIEW_COLUMNS_MAX];
};

/* What an output may show: the columns of a resource without any of the `without` flags. */
void view_init(struct view *view, const struct resource *resource, unsigned without);

/* Narrows a view to the query's `lang` and `fields` (hidden columns stay) and adds the published
 * columns of the records that `include` embeds. STATUS_BAD_PARAMETER where that is more than
 * VIEW_COLUMNS_MAX.
 */
enum status view_select(struct view *view, const struct query *query, struct problem *p);

/* For people: puts behind each reference what the record that it leads to is called (COL_LABEL,
 * COL_BESIDE; in a language or in none, `lang` NULL: in both), and the references among the query's
 * `include`. Of the references the first QUERY_INCLUDE_MAX, of the columns at most
 * VIEW_COLUMNS_MAX. */
void view_name_references(struct view *view, struct query *query, const char *lang);

/* Position of an own column in the view, or -1. */
int view_index(const struct view *view, const char *name);

struct row {
    const struct view *view;
    const struct slice *cells; /* parallel to view->columns; valid until the cursor moves */
    /* parallel too; for a TYPE_REF to a resource with rdf_same_as: the id of the record whose IRI
     * the target has, or empty. NULL where the view shows no hidden columns (nobody but RDF asks).
     */
    const struct slice *same;
    struct slice snippet; /* where a search found it (search.h), or empty */
    struct slice members; /* further JSON members, each with its comma, or empty */
};
struct slice row_cell(const struct row *row, const char *name);

#endif
