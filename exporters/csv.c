/* CSV (RFC 4180): a header row with the names of the columns, then one record a row; every line
 * ends in CRLF.
 *
 * Cells are the published text, an empty one is missing. The lexical rules (what is quoted) are
 * csv_cell. No envelope: CSV has no place for one. No byte order mark and no repair of formulas:
 * those are profiles. */
#include "hiraku/csv.h"
#include "hiraku/writer.h"

static void begin(struct emit *emit)
{
    for (size_t i = 0; i < emit->view->count; i++)
        csv_cell(emit->out, i == 0, slice_of(emit->view->columns[i]->name));
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
    .file = true,
    .begin = begin,
    .row = row,
    .end = end,
};
