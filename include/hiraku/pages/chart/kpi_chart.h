/* From the figures of a subject (a KPI) to its chart: which plots there are, what is drawn how, and
 * the words. Pure; everything is made in the arena. */
#ifndef HIRAKU_PAGES_CHART_KPI_CHART_H
#define HIRAKU_PAGES_CHART_KPI_CHART_H

#include "hiraku/pages/chart/chart.h"

#include <stdint.h>
#include <time.h>

struct arena;
struct chart_point;
struct detail;
struct details;
struct instance;

/* For whom and of what. */
struct chart_context {
    struct arena *arena;
    enum language language;
    int width;
    const struct instance *instance;
    uint64_t release;  /* in which what is shown last changed */
    time_t changed_at; /* and when that was published */
};

/* How values are drawn follows from what they are: increments and flows as columns, cumulative
 * values as steps, levels as a line; each of these in a plot of its own. What has one time only is
 * bars where it is divided, in descending order, else numbers. The chart borrows from the details;
 * NULL: the arena has overflowed. */
const struct chart *kpi_chart(const struct details *details, const struct chart_context *context);

/* A figure as a point (kpi_point.c): period, marks and reason in the language of the context. */
void kpi_point(const struct detail *detail, const struct chart_context *context,
               struct chart_point *point);

/* What a figure is divided by, in words: its item, segment and area; empty: nothing
 * (kpi_parts.c). */
struct slice kpi_point_division(const struct detail *detail, const struct chart_context *context);

/* A column of codes, and one of its codes in words. */
struct slice chart_code_word(const char *column, struct slice code, enum language language);

/* Source line, licence and release (chart_credit.c). */
void chart_credit(struct chart *chart, const struct chart_context *context, struct slice sources);

#endif
