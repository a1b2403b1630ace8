/* What an instance says will end, or has ended: the list `endings` of instance.json. */
#ifndef HIRAKU_MODEL_ENDING_H
#define HIRAKU_MODEL_ENDING_H

#include "hiraku/model/resource.h"
#include "hiraku/value/period.h"

#include <time.h>

struct instance;
struct resource;

enum { ENDINGS_MAX = 64 };

enum ending_cell {
    ENDING_PATH, /* of the API, without query; of a path without suffix all of its forms end */
    ENDING_TABLE,
    ENDING_KPI,
    ENDING_DATE, /* the last day */
    ENDING_SUCCESSOR,
    ENDING_REASON_JA,
    ENDING_REASON_EN,
    ENDING_CELLS
};

/* Its keys, in the order of enum ending_cell; ends with a NULL name. */
extern const struct column ending_columns[ENDING_CELLS + 1];

/* One of path, table and kpi is filled. All cells are in canonical form. */
struct ending {
    struct slice cells[ENDING_CELLS];
    uint64_t line; /* of instance.json: that of its KPI */
};

/* The one of a table, of a KPI, of a path with or without its suffix; NULL: none. */
const struct ending *ending_of_table(const struct instance *instance, const char *table);
const struct ending *ending_of_kpi(const struct instance *instance, struct slice kpi);
const struct ending *ending_of_path(const struct instance *instance, struct slice path,
                                    struct slice stem);

/* The moment behind its last day, by the clock of the instance. */
time_t ending_moment(const struct instance *instance, const struct ending *ending);

/* In a language, or in the other one where there is none; may be empty. */
struct slice ending_reason(const struct ending *ending, bool english);

#endif
