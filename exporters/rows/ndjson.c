/* JSON lines: one record object a line (RFC 8259, lines ended by LF), the same members as an item
 * of a JSON list.
 *
 * No envelope: a line is complete in itself, and a stream that breaks off is aborted by the
 * connection. */
#include "hiraku/exporters/writer.h"

#include "hiraku/exporters/artifact_format.h"

#include "hiraku/base/out.h"
#include "hiraku/exporters/rows/json.h"

static void ndjson_row(struct emit *emit, const struct row *one)
{
    json_record(emit->out, emit->instance, one);
    out_char(emit->out, '\n');
    emit->rows++;
}

const struct writer writer_ndjson = {
    .name = "ndjson",
    .title = "NDJSON",
    .media_type = "application/x-ndjson",
    .accept = "application/x-ndjson",
    .without = COL_HIDDEN,
    .form = QUERY_ROWS,
    .begin = writer_skip,
    .row = ndjson_row,
    .end = writer_skip,
};

const struct artifact_format artifact_ndjson = {
    .suffix = "ndjson",
    .media_type = "application/x-ndjson",
    .file_type = "JSON",
    .title_ja = "NDJSON（1行に1件）",
    .title_en = "NDJSON, one record a line",
    .weight = 3,
    .writer = &writer_ndjson,
};
