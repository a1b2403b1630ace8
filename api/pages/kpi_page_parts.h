/* The sections of the page of a KPI. Each writes nothing where it has nothing to say. */
#ifndef HIRAKU_API_PAGES_KPI_PAGE_PARTS_H
#define HIRAKU_API_PAGES_KPI_PAGE_PARTS_H

#include "hiraku/base/slice.h"
#include "hiraku/pages/kpi_page.h"
#include "hiraku/pages/page.h"

struct details;

/* The figures, a row each, runs one behind the other. */
void kpi_figures_write(struct page *page, const struct kpi_page *kpi);
/* Of many figures the first and the last of each run are in the table. A run: from `first` on so
 * many, then so many that are left out, then so many again. */
struct kpi_span {
    size_t first, head, between, tail;
};
struct kpi_shown {
    const struct details *details;
    size_t at, share; /* rows of each run at most */
};
struct kpi_shown kpi_shown_begin(const struct details *details);
/* The next run; false: there is none. */
bool kpi_shown_next(struct kpi_shown *shown, struct kpi_span *span);
/* A sentence for each period that has a target. */
void kpi_progress_write(struct page *page, const struct kpi_page *kpi);
/* What figures that were revised were in which release. */
void kpi_vintages_write(struct page *page, const struct kpi_page *kpi);
/* Downloads, the call of the API, lines for other sites. */
void kpi_use_write(struct page *page, const struct kpi_page *kpi);

/* The newest actual value for programs that read pages (schema.org Observation), where it is an
 * exact one of the whole. */
void kpi_data_write(struct page *page, const struct kpi_page *kpi);

/* An address of data of the KPI; `tail` "/series". */
struct page_address kpi_data_address(const struct page *page, const struct kpi_page *kpi,
                                     const char *tail, const char *ending);

/* --- words (kpi_words.c) --- */

/* The period of a figure: for people, then as programs read it. */
void kpi_period_write(struct page *page, const struct chart_point *point);
/* The Japanese or the English text of a pair of cells, the other one where that is empty. */
struct slice kpi_word_of(const struct page_context *context, struct slice ja, struct slice en);
struct slice kpi_unit_word(const struct page_context *context, const struct details *details);
/* The head of a column; `class` NULL: none. */
void kpi_head_write(struct page *page, const char *text, const char *class);

/* --- a figure (kpi_figure.c) --- */

struct chart_point;
struct detail;
struct details;

/* The number with its unit and what bounds it, or why there is none. */
void kpi_value_write(struct page *page, const struct details *details,
                     const struct chart_point *point);
/* Its value type and accumulation, in words. */
void kpi_kind_write(struct page *page, const struct detail *detail);
/* What must be known of the value, and how its source prints it; whether there is something. */
bool kpi_is_noted(const struct detail *detail, const struct chart_point *point);
void kpi_notes_write(struct page *page, const struct detail *detail,
                     const struct chart_point *point);

#endif
