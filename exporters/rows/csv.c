/* CSV (RFC 4180): a header row with the names of the columns, then one record a row; every line
 * ends in CRLF.
 *
 * Cells are the published text, an empty one is missing. The lexical rules (what is quoted) are
 * csv_cell. No envelope: CSV has no place for one. Byte order mark, titles, encoding and what is
 * done about formulas are csv_profile.c. */
#include "hiraku/exporters/writer.h"

#include "hiraku/exporters/artifact_format.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/rows/sdmx_csv.h"
#include "hiraku/query/view.h"

static void csv_begin(struct emit *emit)
{
    const struct view *view = emit->view;
    struct sdmx_csv *sdmx = csv_profile_sdmx(emit->profile);
    if (sdmx) {
        sdmx_csv_begin(sdmx, emit);
        return;
    }
    csv_profile_begin(emit->profile, emit->out);
    for (size_t i = 0; i < view->count; i++)
        csv_profile_header(emit->profile, emit->out, i == 0, view->through[i], view->columns[i]);
    csv_end(emit->out);
}

static void csv_write_row(struct emit *emit, const struct row *one)
{
    struct sdmx_csv *sdmx = csv_profile_sdmx(emit->profile);
    emit->rows++;
    if (sdmx) {
        sdmx_csv_row(sdmx, emit, one);
        return;
    }
    for (size_t i = 0; i < one->view->count; i++)
        csv_profile_cell(emit->profile, emit->out, i == 0, one->view->columns[i], one->cells[i]);
    csv_end(emit->out);
}

const struct writer writer_csv = {
    .name = "csv",
    .title = "CSV",
    .media_type = "text/csv; charset=utf-8; header=present",
    .accept = "text/csv",
    .without = COL_HIDDEN | COL_LOOKUP,
    .form = QUERY_CSV,
    .neutral = true,
    .begin = csv_begin,
    .row = csv_write_row,
    .end = writer_skip,
};

const struct artifact_format artifact_csv = {
    .suffix = "csv",
    .media_type = "text/csv",
    .file_type = "CSV",
    .title_ja = "CSV",
    .title_en = "CSV",
    .weight = 2,
    .writer = &writer_csv,
};

const struct artifact_format artifact_excel_csv = {
    .suffix = "excel.csv",
    .media_type = "text/csv",
    .file_type = "CSV",
    .title_ja = "表計算用 CSV",
    .title_en = "CSV for spreadsheets",
    .weight = 2,
    .profile = PROFILE_EXCEL,
    .writer = &writer_csv,
};
