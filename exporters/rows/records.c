/* See records.h. */
#include "hiraku/exporters/rows/records.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"

static size_t records_columns(const struct emit *emit)
{
    return emit->records->bare ? 0 : emit->view->count;
}

static void records_begin(struct emit *emit)
{
    const struct envelope *envelope = emit->envelope;
    if (envelope->total >= 0) {
        out_int(emit->out, envelope->total);
    } else if (envelope->total_at_least >= 0) {
        out_char(emit->out, '~');
        out_int(emit->out, envelope->total_at_least);
    } else {
        out_char(emit->out, '-');
    }
    out_char(emit->out, ' ');
    out_int(emit->out, (int64_t)envelope->returned);
    out_char(emit->out, '\n');
    out_text(emit->out, emit->records->numbered ? RECORDS_NUMBER : "");
    for (size_t i = 0; i < records_columns(emit); i++) {
        out_text(emit->out, i || emit->records->numbered ? "," : "");
        out_text(emit->out, emit->view->columns[i]->name);
    }
    out_char(emit->out, '\n');
}

/* As COPY … CSV has it: quoted where a separator, a quote or a line end stands in it. */
static void records_delimited(struct out *out, struct slice cell, char separator)
{
    bool quoted = false;
    for (size_t i = 0; i < cell.len; i++) {
        char c = cell.at[i];
        quoted = quoted || c == separator || c == '"' || c == '\n' || c == '\r';
    }
    if (!quoted) {
        out_slice(out, cell);
        return;
    }
    out_char(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        out_text(out, cell.at[i] == '"' ? "\"" : "");
        out_char(out, cell.at[i]);
    }
    out_char(out, '"');
}

static void records_json(struct out *out, const struct column *column, struct slice cell)
{
    if (cell.len == 0)
        out_text(out, "null");
    else if (type_of(column)->token)
        out_slice(out, cell);
    else
        json_quote(out, cell);
}

/* What stands between two cells, and the name of an object's member; names are plain ASCII. */
static void records_between(struct emit *emit, size_t at, const char *name)
{
    struct out *out = emit->out;
    enum records_format format = emit->records->format;
    if (at)
        out_char(out, format == RECORDS_TSV ? '\t' : ',');
    if (format != RECORDS_OBJECTS)
        return;
    json_quote(out, slice_of(name));
    out_char(out, ':');
}

static void records_row(struct emit *emit, const struct row *one)
{
    const struct records *records = emit->records;
    struct out *out = emit->out;
    bool text = records->format == RECORDS_CSV || records->format == RECORDS_TSV;
    size_t at = 0;
    if (!text)
        out_text(out, emit->rows ? records->format == RECORDS_OBJECTS ? ",{" : ",["
                      : records->format == RECORDS_OBJECTS ? "{"
                                                           : "[");
    if (records->numbered) {
        records_between(emit, at++, RECORDS_NUMBER);
        out_int(out, (int64_t)(records->before + emit->rows + 1));
    }
    for (size_t i = 0; i < records_columns(emit); i++) {
        const struct column *column = one->view->columns[i];
        records_between(emit, at++, column->name);
        if (text)
            records_delimited(out, one->cells[i], records->format == RECORDS_TSV ? '\t' : ',');
        else
            records_json(out, column, one->cells[i]);
    }
    out_char(out, text ? '\n' : records->format == RECORDS_OBJECTS ? '}' : ']');
    emit->rows++;
}

const struct writer writer_records = {
    .name = "records",
    .media_type = "application/json",
    .accept = "application/json",
    .without = COL_HIDDEN | COL_LOOKUP,
    .form = QUERY_PAGES,
    .neutral = true,
    .begin = records_begin,
    .row = records_row,
    .end = writer_skip,
};
