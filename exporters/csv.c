/* CSV (RFC 4180): a header row with the names of the columns, then one record a row; every line
 * ends in CRLF.
 *
 * Cells are the published text, an empty one is missing. The lexical rules (what is quoted) are
 * csv_cell. No envelope: CSV has no place for one. No byte order mark and no repair of formulas:
 * those are profiles. */
#include "hiraku/csv.h"
#include "hiraku/writer.h"

#include <stdio.h>

/* A column of an embedded record is named reference__column. */
static void begin(struct emit *emit)
{
    const struct view *view = emit->view;
    char name[128];
    for (size_t i = 0; i < view->count; i++) {
        snprintf(name, sizeof name, "%s%s%s", view->through[i] ? view->through[i]->name : "",
                 view->through[i] ? "__" : "", view->columns[i]->name);
        csv_cell(emit->out, i == 0, slice_of(name));
    }
    csv_end(emit->out);
}

static void row(struct emit *emit, const struct row *one)
{
    for (size_t i = 0; i < one->view->count; i++)
        csv_cell(emit->out, i == 0, one->cells[i]);
    csv_end(emit->out);
    emit->rows++;
}

static void end(struct emit *emit)
{
    (void)emit;
}

const struct writer writer_csv = {
    .name = "csv",
    .media_type = "text/csv; charset=utf-8; header=present",
    .accept = "text/csv",
    .without = COL_HIDDEN | COL_LOOKUP,
    .form = QUERY_CSV,
    .file = true,
    .begin = begin,
    .row = row,
    .end = end,
};
