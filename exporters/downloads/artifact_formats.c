/* The formats of artifacts. A new one is a file with a `const struct artifact_format` and a line
 * here. */
#include "hiraku/exporters/artifact_format.h"

const struct artifact_format *const artifact_formats[] = {
    &artifact_excel_csv,   &artifact_csv,         &artifact_json,
    &artifact_ndjson,      &artifact_rdfxml,      &artifact_turtle,
    &artifact_ntriples,    &artifact_jsonld,      &artifact_csv_zstd,
    &artifact_ndjson_zstd, &artifact_turtle_zstd, &artifact_workbook,
    &artifact_archive,     &artifact_sqlite,      NULL,
};
