/* The table of kinds of ready files and the reading of their names. Knows no paths of URLs. */
#include "hiraku/exporters/file_kind.h"

#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"

#include <string.h>

const struct file_kind file_kinds[] = {
    {".excel.csv", "text/csv", "CSV", "表計算用 CSV", "CSV for spreadsheets"},
    {".csv", "text/csv", "CSV", "CSV", "CSV"},
    {".json", "application/json", "JSON", "JSON", "JSON"},
    {".ndjson", "application/x-ndjson", "JSON", "NDJSON（1行に1件）", "NDJSON, one record a line"},
    {".rdf", "application/rdf+xml", "RDF_XML", "RDF/XML", "RDF/XML"},
    {".ttl", "text/turtle", "RDF_TURTLE", "RDF（Turtle）", "RDF (Turtle)"},
    {".nt", "application/n-triples", "RDF_N_TRIPLES", "RDF（N-Triples）", "RDF (N-Triples)"},
    {".jsonld", "application/ld+json", "JSON_LD", "RDF（JSON-LD）", "RDF (JSON-LD)"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX",
     "Excel ブック", "Excel workbook"},
    {".zip", "application/zip", "ZIP", "すべての表（ZIP）", "All tables (ZIP)"},
    {".sqlite", "application/vnd.sqlite3", "SQLITE", "すべての表（SQLite）", "All tables (SQLite)"},
    {0},
};

static bool take_end(struct slice *text, const char *end)
{
    size_t len = strlen(end);
    if (text->len <= len || memcmp(text->at + text->len - len, end, len) != 0)
        return false;
    text->len -= len;
    return true;
}

bool file_kind_read(const char *path, struct ready_name *download)
{
    const char *name = layout_artifact_file(path);
    *download = (struct ready_name){.kind = NULL};
    if (!name)
        return false;
    struct slice rest = download->name = slice_of(name);
    download->packed = layout_cut_packed(&rest);
    for (const struct file_kind *kind = file_kinds; kind->suffix; kind++)
        if (take_end(&rest, kind->suffix)) {
            download->kind = kind;
            download->resource = model_resource(rest);
            return true;
        }
    return false;
}
