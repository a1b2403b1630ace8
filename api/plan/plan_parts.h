/* What the parts of the reader of plans share. Private to api/plan. */
#ifndef HIRAKU_API_PLAN_PLAN_PARTS_H
#define HIRAKU_API_PLAN_PLAN_PARTS_H

#include "hiraku/diagnostics/finding.h"
#include "hiraku/plan/plan.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

/* --- a file as rows of cells ------------------------------------------------------------------ */

struct plan_row {
    uint64_t line; /* from 1 */
    const struct slice *cells;
    size_t count;
};

typedef enum status plan_row_sink(void *context, const struct plan_row *row, struct problem *p);

/* Gives every row of the file that is not empty. Findings of
 * bytes and encoding go into the report under `name`. */
enum status plan_read_rows(const char *path, const char *name, struct report *report,
                           plan_row_sink *sink, void *context, struct problem *p);
/* Whether that is a table and no text. */
bool plan_is_table(const char *path);

/* A line of text as cells: between tabs, or where it has none between runs of white space. Writes
 * at most `most` cells; returns their number. */
size_t plan_split(struct slice line, struct slice *cells, size_t most);

/* --- words ------------------------------------------------------------------------------------ */

/* NFKC without white space, in the arena; empty where there is no memory. */
struct slice plan_folded(struct arena *arena, struct slice text);
bool plan_has(struct slice text, const char *word);
/* 1 for KPI①, ＫＰＩ１ and 指標(1); 0: that is no label. */
int plan_label(struct arena *arena, struct slice cell);
/* The programme's period in a line such as «2023年4月1日から 2026 年 3 月 31 日まで». */
bool plan_period_of(struct arena *arena, struct slice text, char canonical[PERIOD_TEXT_SIZE]);

/* --- the table -------------------------------------------------------------------------------- */

enum plan_head_kind { PLAN_BASELINE, PLAN_YEAR, PLAN_TOTAL };

struct plan_head {
    enum plan_head_kind kind;
    size_t at;            /* index of its cell */
    struct slice printed; /* on one line */
    const char *name;     /* the same, for findings */
    int year;             /* PLAN_YEAR; 0: it could not be read */
    bool era;             /* printed in an era */
};

struct plan_kpi {
    int number;
    struct slice label, name, unit;
    uint64_t defined, valued; /* lines; 0: none */
    struct slice cells[PLAN_HEADS_MAX];
};

struct plan_table {
    const struct plan_asked *asked;
    struct arena *arena;
    const char *name;  /* of the file, and of the sheet */
    const char *lines; /* what its lines are called: "lines", "rows" */
    struct plan_head heads[PLAN_HEADS_MAX];
    size_t head_count;
    uint64_t head_line, last_line;
    struct plan_kpi kpis[PLAN_KPIS_MAX];
    size_t kpi_count;
    char period[PERIOD_TEXT_SIZE]; /* of the programme, canonical; empty: not known */
    bool period_next;              /* the line is the one behind its heading */
    bool closed;                   /* a second table began */
};

/* The same of a workbook: its sheets are given to the table up to the first that has it. */
bool plan_is_workbook(const char *path);
enum status plan_read_sheets(struct plan_table *table, struct problem *p);

/* Takes the rows one after the other. */
enum status plan_take_row(void *table, const struct plan_row *row, struct problem *p);

/* The columns that a row of headings names; 0: it is none. `text` is on one line. */
size_t plan_heads(struct arena *arena, const struct plan_row *row,
                  struct plan_head heads[PLAN_HEADS_MAX]);
/* The fiscal year of a heading such as «令和5年度 増加分(1年目)». */
void plan_head_year(struct arena *arena, struct plan_head *head);

/* --- figures ---------------------------------------------------------------------------------- */

enum plan_figure_kind { PLAN_NUMBER, PLAN_DASH, PLAN_EMPTY, PLAN_UNREADABLE };

struct plan_figure {
    enum plan_figure_kind kind;
    char value[DECIMAL_TEXT_SIZE]; /* canonical */
    bool wide;                     /* full-width digits */
    bool with_unit;                /* the unit stood in the cell */
};

/* A cell under that unit. */
void plan_figure_read(struct arena *arena, struct slice cell, struct slice unit,
                      struct plan_figure *figure);

/* What is known of a unit. */
struct plan_unit {
    const char *written, *english, *code;
    int multiplier;
};
/* NULL: it is not known. */
const struct plan_unit *plan_unit_of(struct arena *arena, struct slice unit);
extern const struct plan_unit plan_units[]; /* ends with a NULL `written` */

/* Whether all that the plan has to say was there, and what is odd about the table as a whole. */
void plan_check_table(struct plan_table *table);
bool plan_kpi_is_unused(struct arena *arena, const struct plan_kpi *kpi);

void plan_note(const struct plan_table *table, enum rule rule, uint64_t line, const char *column,
               struct slice value, struct slice expected);

/* Fills plan->records. */
enum status plan_make_records(const struct plan_table *table, struct plan *plan, struct problem *p);

#endif
