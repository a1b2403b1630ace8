/* What reading and writing a comparison share. Private to api/http. */
#ifndef HIRAKU_API_HTTP_HANDLERS_COMPARE_H
#define HIRAKU_API_HTTP_HANDLERS_COMPARE_H

#include "hiraku/base/arena.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/query/path.h"
#include "hiraku/query/query.h"
#include "hiraku/statistics/compare.h"

#include "figures.h"

struct point;
struct problem;

/* What is shown of a KPI, in this order. */
enum kpi_cell {
    KPI_ID,
    KPI_NAME_JA,
    KPI_NAME_EN,
    KPI_KIND,
    KPI_MUNICIPALITY,
    KPI_MUNICIPALITY_JA,
    KPI_MUNICIPALITY_EN,
    KPI_UNIT_JA,
    KPI_UNIT_EN,
    KPI_UNIT_CODE,
    KPI_UNIT_MULTIPLIER,
    KPI_COUNTING,
    KPI_NATURE,
    KPI_DIRECTION,
    KPI_FREQUENCY,
    KPI_DEFINITION_JA,
    KPI_DEFINITION_EN,
    KPI_CELLS
};

struct compared {
    struct slice cells[KPI_CELLS];
    struct comparand comparand;
    size_t from, count; /* of the points */
};

struct compare {
    struct figures figures;
    struct query query;             /* of the observations; the last filter is the KPI */
    struct arena arena;             /* holds everything below */
    struct slice ids[COMPARE_MOST]; /* as asked for; none: by name */
    size_t id_count;
    struct slice name;
    struct path paths[KPI_CELLS];
    struct compared kpis[COMPARE_MOST];
    size_t count; /* of KPIs */
    struct point *points;
    size_t point_count;
};

/* The paths of enum kpi_cell. */
enum status compare_paths(struct compare *compare, struct problem *p);

/* Reads the KPIs and their values from the store of `figures`. */
enum status compare_read(struct compare *compare, struct problem *p);

/* Writes items, or rows of a CSV, and what stands before them. */
enum status compare_write(struct compare *compare, struct problem *p);

#endif
