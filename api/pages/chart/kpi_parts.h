/* What the parts of a KPI's chart share. */
#ifndef HIRAKU_PAGES_CHART_KPI_PARTS_H
#define HIRAKU_PAGES_CHART_KPI_PARTS_H

#include "hiraku/pages/chart/kpi_chart.h"

struct detail;
struct details;

/* A chart that is being made, of the figures of a subject, or of one after the other. */
struct kpi_charting {
    const struct details *details;
    const struct chart_context *context;
    struct chart *chart;
    struct chart_panel *panels; /* of the chart */
    struct chart_point *points; /* parallel to the details' */
    struct slice title;         /* before those of the plots */
};

enum { KPI_PANELS = 96 };

/* Begins a chart with room for so many plots; false: there was no memory. */
bool kpi_begin(struct kpi_charting *charting, const struct chart_context *context);
/* Adds the plots of a subject; `title` stands before their titles, unless it is empty. */
void kpi_add(struct kpi_charting *charting, const struct details *details, struct slice title);
/* Sources of the figures, each once, added to a list of their titles. */
struct slice kpi_sources(const struct kpi_charting *charting, struct slice known);
/* What stands below the title: place, time where that is only one, unit. */
struct slice kpi_subtitle(const struct kpi_charting *charting);
/* A name in the language of the chart. */
struct slice kpi_word(const struct kpi_charting *charting, struct slice ja, struct slice en);

/* Adds a plot of an accumulation; NULL series: there was no memory. */
struct chart_panel *kpi_begin_panel(struct kpi_charting *charting, struct slice accumulation,
                                    enum chart_kind kind, const struct chart_series *series);
/* The plot of what has one time: a bar for each run. */
void kpi_bar_panel(struct kpi_charting *charting, struct slice accumulation);

/* Whether values are places in a ranking, of which 1 is the first. */
bool kpi_ranks(const struct details *details);
enum chart_role kpi_role(struct slice value_type);
struct slice kpi_type_word(const struct kpi_charting *charting, const struct detail *detail);
/* What a run is divided by, in words: its item, segment and area from `first` (0: all) on. */
struct slice kpi_division(const struct kpi_charting *charting, const struct detail *detail,
                          size_t first);

#endif
