/* Subjects of figures (KPIs) side by side, each with its figures, and what of their definitions
 * differs. What must be the same is hiraku/statistics/compare.h. */
#ifndef HIRAKU_SERVICE_COMPARE_H
#define HIRAKU_SERVICE_COMPARE_H

#include "hiraku/base/arena.h"
#include "hiraku/query/path.h"
#include "hiraku/service/series.h"
#include "hiraku/statistics/compare.h"
#include "hiraku/statistics/series.h"

struct inputs;
struct parameter;
struct point;
struct problem;
struct service;

struct compared {
    struct slice cells[SUBJECT_CELLS];
    struct comparand comparand;
    size_t from, count; /* of the points */
};

struct compare {
    /* the question */
    bool choosing;                  /* fewer than COMPARE_LEAST ids are no fault yet */
    struct slice ids[COMPARE_MOST]; /* in the order of the items; none: by name */
    size_t id_count;
    struct slice name;
    struct query query; /* of the figures; the last condition is the subject */
    struct path paths[SUBJECT_CELLS];
    /* the result */
    struct arena arena; /* holds it */
    struct compared subjects[COMPARE_MOST];
    size_t count;
    struct point *points;
    size_t point_count;
    bool differs[PROPERTIES];
    char differences[COMPARE_TEXT]; /* the names of what differs, with spaces between them */
};

/* Reads `kpi` or `name`, and conditions on the figures; `choosing` is set. */
enum status compare_parse(struct compare *compare, struct arena *arena,
                          const struct parameter *parameters, size_t count, int first_month,
                          struct problem *p);
/* The parameters in the canonical form; `.at` NULL: no memory. */
struct slice compare_canonical(const struct compare *compare, struct arena *arena,
                               struct problem *p);
void compare_inputs(const struct compare *compare, struct inputs *inputs);
/* An example that works, for a problem: the first subjects that there are. */
void compare_example(const struct service *service, struct problem *p);

/* Reads subjects and figures. STATUS_NOT_FOUND, STATUS_NOT_COMPARABLE (too few or too many of that
 * name), STATUS_TOO_MANY_ROWS. compare_close in any case. */
enum status compare_read(struct compare *compare, const struct service *service, struct problem *p);
void compare_close(struct compare *compare);

/* As a tree: of each subject what is told of it, its address and the sets of its figures; and its
 * figures. */
enum { COMPARED_COLUMNS = SUBJECT_CELLS + 4, COMPARED_VALUE_COLUMNS = PLACE_COLUMNS + 5 };
void compared_columns(const struct compare *compare,
                      struct figure_column columns[COMPARED_COLUMNS]);
enum status compared_row(const struct compare *compare, const struct service *service,
                         const struct compared *subject, figure_sink *sink, void *context,
                         struct problem *p);
void compared_value_columns(struct figure_column columns[COMPARED_VALUE_COLUMNS]);
void compared_values(const struct compare *compare, const struct compared *subject,
                     figure_sink *sink, void *context);

/* As a table: a row a figure, with what is told of the subject and what differs. */
enum { COMPARE_COLUMNS = 12 + COMPARED_VALUE_COLUMNS };
void compare_columns(const struct compare *compare, struct figure_column columns[COMPARE_COLUMNS]);
void compare_rows(const struct compare *compare, figure_sink *sink, void *context);

#endif
