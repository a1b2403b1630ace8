/* What the parts of a report share. Private to api/form. */
#ifndef HIRAKU_API_FORM_FORM_PARTS_H
#define HIRAKU_API_FORM_FORM_PARTS_H

#include "hiraku/form/form.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/period.h"

/* --- what the release has --------------------------------------------------------------------- */

/* A value of a KPI, undivided (without item, segment and area). */
struct form_point {
    struct slice type, accumulation, value, missing, qualifier, locator;
    struct slice source[2];
    struct period period;
    bool dated;
    int year; /* the fiscal year that it is all of; 0: none */
};

/* A record, its cells parallel to the columns. */
struct form_record {
    const struct resource *table;
    struct slice cells[COLUMNS_MAX];
};

struct form_kpi {
    struct form_record record;
    struct form_point *points;
    size_t count;
};

struct form_data {
    struct form_record program;
    struct form_kpi *kpis;
    size_t count;
};

enum status form_data_read(struct form_data *data, const struct form_asked *asked,
                           struct arena *arena, struct problem *p);

/* A cell by its column's name; of a text that there is in two languages (`name` for name_ja,
 * name_en) the one in `language`, else the Japanese. */
struct slice form_record_text(const struct form_record *record, struct slice name,
                              enum language language);

/* --- figures ---------------------------------------------------------------------------------- */

enum form_reason {
    FORM_TOLD,      /* the data says why: `code` */
    FORM_NO_ROW,    /* the data has no row */
    FORM_NOT_EXACT, /* something that it would be made of is about, or a bound */
    FORM_NOT_ADDED, /* values of this kind are not added over years */
    FORM_NO_TARGET,
    FORM_ZERO_TARGET,
    FORM_BEYOND /* more digits than fit */
};

struct form_figure {
    struct slice value; /* canonical; empty: see reason */
    struct slice qualifier;
    bool exact;
    enum form_reason reason;
    struct slice code;             /* of `missing`, with FORM_TOLD */
    int year;                      /* whose value is missing, of a sum; 0: not said */
    const struct form_point *from; /* as published; NULL: it was computed */
};

struct form_figures {
    struct form_figure baseline, planned, actual, planned_to_date, actual_to_date, planned_total,
        difference, rate, rate_total;
};

/* What the fiscal year comes to, whose last day is `end`. */
void form_figures_make(const struct form_kpi *kpi, int year, struct date end, struct arena *arena,
                       struct form_figures *figures);

/* --- fields ----------------------------------------------------------------------------------- */

/* What a field is asked of. */
struct form_context {
    const struct form_asked *asked;
    const struct form_data *data;
    const struct form_kpi *kpi; /* NULL: of the whole */
    const struct form_figures *figures;
    struct arena *arena;
};

/* Whether there is such a field in rows (`of_kpi`), or above and below them; if not, the nearest
 * and all are told in the problem. */
bool form_field_is_known(struct slice name, bool of_kpi, struct problem *p);
struct form_cell form_field(const struct form_context *context, struct slice name);

/* Replaces {FIELD} in a text. */
struct slice form_field_fill(const struct form_context *context, struct slice text);

/* A figure in words: 約95, or why there is none. */
struct form_cell form_figure_cell(const struct form_figure *figure,
                                  const struct form_context *context);
/* 目標5.00億円に対し実績…. */
struct slice form_progress(const struct form_figure *target, const struct form_figure *actual,
                           const struct form_context *context);
/* The sources of the figures of a KPI, with their places in them. */
struct slice form_sources(const struct form_context *context);

enum status form_write_csv(const struct form_page *page, struct out *out, struct problem *p);
enum status form_write_html(const struct form_page *page, struct out *out, struct problem *p);
enum status form_write_workbook(const struct form_page *page, struct out *out, struct problem *p);

#endif
