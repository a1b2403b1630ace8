/* Rows as a table: what each is called, with the way to its page, and the columns that matter. */
#ifndef HIRAKU_PAGES_ROWS_TABLE_H
#define HIRAKU_PAGES_ROWS_TABLE_H

#include "hiraku/pages/record_name.h"

struct page;

struct rows_table {
    const char *name; /* what it holds, for who cannot see it */
    const struct row *rows;
    size_t count;
    const struct column *without; /* as of record_name_of */
    bool whole;                   /* there are no other rows of its kind */
    bool chosen;                  /* the reader chose the columns: all are shown */
    /* Writes attributes and text of the head of a column, with the way to the same rows in its
     * order; NULL: there is none. */
    void (*head)(struct page *page, const struct column *column, const char *text, void *context);
    void *context;
};

/* Nothing where there is no row. */
void rows_table_write(struct page *page, const struct rows_table *table);

#endif
