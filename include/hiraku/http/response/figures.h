/* What answers with computed figures share: aggregate, derived series, compare, search. They are
 * made whole and in memory, as JSON or CSV. */
#ifndef HIRAKU_HTTP_RESPONSE_FIGURES_H
#define HIRAKU_HTTP_RESPONSE_FIGURES_H

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/exporters/rows/figure_writer.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"

struct envelope;
struct figure_column;
struct problem;
struct query;
struct representation;
struct request;
struct resource;
struct row;

struct figures {
    enum status (*write)(struct figures *figures, struct problem *p);
    void *question;               /* of `write` */
    const char *file;             /* name of a download */
    const struct query *query;    /* whose references must exist, or NULL */
    const struct resource *whole; /* its whole table is the way out of what is too much, or NULL */
    struct inputs inputs;         /* read for the answer */
    bool revocable;               /* it depends on which releases were withdrawn: */
    struct slice withdrawn;       /* these */
    /* while it is written */
    struct request *request;
    struct service service;
    struct representation *answer;
    const struct row *about;   /* the record that the figures are about; NULL: none, `whole` is */
    struct out *out;           /* of the answer */
    struct out items;          /* what stands in `items`, or the rows of the CSV */
    struct figure_writer rows; /* the context of the sink, figure_row */
    struct json_writer items_json, json;
};

/* STATUS_NOT_ACCEPTABLE where the negotiated form is neither JSON nor CSV. */
enum status figures_check_form(const struct request *request, struct problem *p);

/* Plans an answer of `figures`, which live in the request's arena: type, place, validators. To be
 * written, its service is opened and `write` makes the rows. */
enum status figures_plan(struct figures *figures, struct request *request,
                         struct representation *answer, struct slice path, struct slice parameters);

void figures_columns(struct figures *figures, const struct figure_column *columns, size_t count);

/* Begins the answer with the rows made so far. JSON: returns where the members before `items`
 * go; CSV: NULL. `facts` NULL: the rows are all that there are. */
struct json_writer *figures_begin(struct figures *figures, struct envelope *facts);
/* Ends it with what is in `items`. */
enum status figures_end(struct figures *figures, struct problem *p);

#endif
