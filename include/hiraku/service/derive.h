/* What is derived of a subject's figures (a KPI's), each with its formula and the ids of what it
 * was made from. How it is computed is hiraku/statistics/series.h. */
#ifndef HIRAKU_SERVICE_DERIVE_H
#define HIRAKU_SERVICE_DERIVE_H

#include "hiraku/base/arena.h"
#include "hiraku/service/record.h"
#include "hiraku/service/series.h"
#include "hiraku/statistics/series.h"

struct inputs;
struct parameter;
struct point;
struct problem;
struct service;

struct derive {
    /* the question */
    struct slice subject;
    int first_month; /* of the fiscal year, 1–12 */
    enum derivation derivation;
    uint64_t against;   /* DERIVE_REVISION: the earlier release; 0: of each the first that had it */
    struct query query; /* of the figures */
    /* the result */
    struct stored_record about; /* the subject */
    struct slice unit[2];
    struct arena arena; /* holds points, their cells and units */
    struct point *points;
    struct series series;
};

/* Reads the parameters; `derivation` is the first that is called derive. The caller has set
 * subject, first_month and against. A condition that chooses neither whole runs nor a stretch of
 * time is STATUS_UNKNOWN_PARAMETER: what it left out would look like a gap.
 */
enum status derive_parse(struct derive *derive, struct arena *arena,
                         const struct parameter *parameters, size_t count,
                         const struct parameter *derivation, struct problem *p);
/* The parameters in the canonical form; want of memory latches the arena. */
struct slice derive_canonical(const struct derive *derive, struct arena *arena);
/* Of an answer that shows the subject's columns but those with one of the flags `without`. */
void derive_inputs(const struct derive *derive, unsigned without, struct inputs *inputs);

/* Reads the subject and its figures. STATUS_NOT_DERIVABLE_… where no run has such a derivation,
 * STATUS_TOO_MANY_ROWS. derive_close in any case. */
enum status derive_read(struct derive *derive, const struct service *service, unsigned without,
                        struct problem *p);
void derive_close(struct derive *derive);

/* Gives the runs that have no such derivation, and why. */
enum { LEFT_OUT_COLUMNS = 6 };
extern const struct figure_column left_out_columns[LEFT_OUT_COLUMNS];
void derive_left_out(const struct derive *derive, figure_sink *sink, void *context);

/* Gives what is derived; `gaps`: also the periods in which nothing is. */
enum { DERIVED_COLUMNS = PLACE_COLUMNS + 10 };
extern const struct figure_column derived_columns[DERIVED_COLUMNS];
enum status derive_rows(const struct derive *derive, bool gaps, figure_sink *sink, void *context,
                        struct problem *p);

#endif
