/* One sheet that is looked at. Private to api/readability. */
#ifndef HIRAKU_API_READABILITY_SHEET_H
#define HIRAKU_API_READABILITY_SHEET_H

#include "hiraku/base/arena.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/readability/readability.h"
#include "hiraku/workbook/workbook.h"

enum { SHEET_CHOICES = 24, SHEET_TEXT = 96, SHEET_COLUMNS = 1024, SHEET_ARENA = 64 << 20 };

/* What a column holds, row by row. */
struct sheet_column {
    const char *letters; /* NULL: not asked for yet */
    struct slice name;   /* of its header cell; empty: it has none */
    bool headed;         /* there is a header cell */
    bool numeric;        /* most of its first cells are numbers */
    bool code;           /* its name says that it holds codes */
    bool prose;          /* … remarks or descriptions */
    bool dated;          /* … years, days */
    bool has_unit;
    uint64_t filled, zeros, blanks;
    uint64_t first_blank;       /* row; 0: none */
    uint64_t shortest, longest; /* digits of its whole numbers; 0: none */
    uint64_t shortest_row;
    bool looked, looks_differ;
    uint32_t look;
    bool many; /* more choices than are kept */
    size_t choice_count;
    struct sheet_choice *choices;
    char before_blank[SHEET_TEXT]; /* the value above the first blank */
};

/* A different text of a column. */
struct sheet_choice {
    char text[SHEET_TEXT], bare[SHEET_TEXT]; /* bare: without what differs in writing only */
    uint64_t count;
};

struct sheet {
    struct report *report;
    const char *file;
    bool csv;
    struct arena head; /* rows and names */
    struct workbook_row rows[READABILITY_HEAD];
    size_t row_count;
    bool judged; /* the header is known */
    struct workbook_layout layout;
    uint32_t header_first, header_last; /* rows; 0: there is none */
    uint32_t first, last, width;        /* columns of the header; width: how many have a name */
    uint32_t first_numeric;             /* column; UINT32_MAX: none */
    uint32_t previous;                  /* row */
    bool unit_said;                     /* above the table, or in a column for it */
    uint64_t data_rows;
    struct sheet_column *columns; /* SHEET_COLUMNS */
};

enum status sheet_open(struct sheet *sheet, const char *file, struct report *report,
                       struct problem *p);
void sheet_close(struct sheet *sheet);

/* The next row, copied where it is needed. */
enum status sheet_row(struct sheet *sheet, const struct workbook_row *row, struct problem *p);

/* No more rows: what is said of columns and of the sheet as a whole. */
enum status sheet_end(struct sheet *sheet, struct problem *p);

/* --- parts ------------------------------------------------------------------------------------ */

/* A finding; column UINT32_MAX: of the row or the sheet. */
void sheet_report(struct sheet *sheet, enum rule rule, uint64_t row, uint32_t column,
                  struct slice value);
void sheet_report_mended(struct sheet *sheet, enum rule rule, uint64_t row, uint32_t column,
                         struct slice value, struct slice mended);

/* With what is expected beside what is. */
void sheet_report_pair(struct sheet *sheet, enum rule rule, uint64_t row, uint32_t column,
                       const struct slice pair[2]);

/* sheet_head.c: finds the header among the kept rows and says what is wrong with it. */
void sheet_judge(struct sheet *sheet);
/* sheet_cell.c: a cell of the data. */
void sheet_check_cell(struct sheet *sheet, uint32_t row, const struct workbook_cell *cell);
/* sheet_columns.c: counts a cell for its column; what a whole column tells. */
void sheet_count_cell(struct sheet *sheet, uint32_t row, const struct workbook_cell *cell);
void sheet_check_columns(struct sheet *sheet);

/* sheet_text.c */
bool text_is_number_like(struct slice text); /* with unit, separators, marks */
bool text_is_place(struct slice text);       /* 5ページ, 3丁目 */
size_t text_digit_groups(struct slice text);
bool text_has_any(struct slice text, const char *const *words); /* ends with NULL */
bool text_is_symbol(struct slice text);
bool text_is_laid_out(struct slice text, char bare[SHEET_TEXT]);
bool text_is_list(struct slice text);
bool text_is_remark(struct slice text);
bool text_is_era_only(struct slice text, char western[SHEET_TEXT]);
void text_bare(struct slice text, char bare[SHEET_TEXT]);

#endif
