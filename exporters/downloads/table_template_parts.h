/* What the files of table_template share. Private to exporters/downloads. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_TABLE_TEMPLATE_PARTS_H
#define HIRAKU_EXPORTERS_DOWNLOADS_TABLE_TEMPLATE_PARTS_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/base/utf8.h"
#include "hiraku/exporters/downloads/workbook_cell.h"
#include "hiraku/model/resource.h"

#include <errno.h>
#include <xlsxwriter.h>

enum { TEMPLATE_ARENA = 64 << 20, TEMPLATE_TABLES = 64, TEMPLATE_IDS_MAX = 100000 };

/* Rows of a list, 1-based; last before first: none. */
struct template_span {
    size_t first, last;
};

/* An id that references may name, and what its record is called. */
struct template_id {
    const struct resource *table;
    struct slice id, name;
};

struct table_template {
    const struct resource *only; /* NULL: all tables */
    struct problem *problem;
    lxw_workbook *file;
    lxw_format *head, *text, *numbers[WORKBOOK_DECIMALS_MAX + 1]; /* numbers: by decimals */
    char *cell;                                                   /* WORKBOOK_CELL_SIZE bytes */
    lxw_error error;
    enum status status; /* of what was read */
    struct arena arena;
    struct template_id *ids; /* table by table */
    size_t id_count;
};

void template_keep(struct table_template *template, lxw_error error);
void template_put(struct table_template *template, lxw_worksheet *sheet, size_t row, size_t column,
                  struct slice text, lxw_format *format);
/* The format of numbers with so many decimals; NULL: none is needed, or no memory. */
lxw_format *template_decimals(struct table_template *template, int decimals);
lxw_worksheet *template_sheet(struct table_template *template, const char *name);
bool template_has(const struct table_template *template, const struct resource *table);

/* table_template_lists.c: ids of the instance (NULL: none) for references of the tables. */
void template_collect(struct table_template *template, const char *instance);
/* Where the codes of a column and the ids of a table stand in the sheets codes and references. */
struct template_span template_codes_of(const struct table_template *template,
                                       const struct column *column);
struct template_span template_ids_of(const struct table_template *template,
                                     const struct resource *table);
void template_write_lists(struct table_template *template);

/* table_template_examples.c: a sheet with the rows of the template's examples; none where there are
 * none. */
void template_examples(struct table_template *template, const struct resource *table);

#endif
