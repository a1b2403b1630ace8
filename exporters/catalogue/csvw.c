/* The metadata of a table's CSV (W3C «Metadata Vocabulary for Tabular Data», 17 December 2015).
 *
 * A document of one table has that table alone, because readers take the columns of one table of a
 * group for those of another. A foreign key may only name a table of the same group: they are in
 * the document of all tables. URLs are relative to the document. The header row holds the names, so
 * they are among the titles. Texts of several languages are arrays of values with their language.
 *
 * Who makes triples of the CSV by this document gets none that our own RDF does not have: a column
 * has its property of our RDF only where a template gives the same object. */
#include "hiraku/exporters/catalogue/csvw.h"

#include "hiraku/base/json_text.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/query/view.h"

#include "metadata_parts.h"

#include <inttypes.h>
#include <stdio.h>

static void put_values(struct out *out, const char *key, struct slice ja, struct slice en)
{
    if (!ja.len && !en.len)
        return;
    json_key(out, false, key);
    out_char(out, '[');
    if (ja.len) {
        out_char(out, '{');
        metadata_pair(out, true, "@value", ja);
        metadata_text(out, false, "@language", "ja");
        out_char(out, '}');
    }
    if (en.len) {
        out_text(out, ja.len ? ",{" : "{");
        metadata_pair(out, true, "@value", en);
        metadata_text(out, false, "@language", "en");
        out_char(out, '}');
    }
    out_char(out, ']');
}

static const char *base_of(const struct column *column)
{
    switch (column->type) {
    case TYPE_INT:
        return "integer";
    case TYPE_DECIMAL:
        return "decimal";
    case TYPE_BOOL:
        return "boolean";
    case TYPE_DATE:
        return "date";
    case TYPE_IRI:
        return "anyURI";
    default:
        return "string";
    }
}

static void put_datatype(struct out *out, const struct resource *resource,
                         const struct column *column)
{
    const char *base = base_of(column);
    json_key(out, false, "datatype");
    out_char(out, '{');
    metadata_text(out, true, "base", base);
    if (strcmp(base, "string") == 0)
        metadata_pattern(out, "format", column, resource);
    if (column->type == TYPE_DATE)
        metadata_text(out, false, "format", "yyyy-MM-dd");
    metadata_limits(out, column);
    out_char(out, '}');
}

static void put_titles(struct out *out, const struct column *column)
{
    json_key(out, false, "titles");
    out_char(out, '{');
    metadata_text(out, true, "und", column->name);
    metadata_text(out, false, "ja", column->title_ja);
    metadata_text(out, false, "en", column->title_en);
    out_char(out, '}');
}

/* Whether every code is hk:{column}-{value}. */
static bool is_regular(const struct column *column)
{
    for (const struct code *code = column->codes; code->value; code++)
        if (code->iri)
            return false;
    return true;
}

/* Whether the object in RDF is the cell as a literal. */
static bool is_literal(const struct column *column)
{
    switch (column->type) {
    case TYPE_ENUM:
    case TYPE_REF:
    case TYPE_IRI: /* a template would encode what is not ASCII */
        return false;
    case TYPE_PERIOD:
        return column->flags & COL_NOTATION;
    default:
        return !column->rdf_prefix;
    }
}

/* The template of a cell's IRI; false: there is none. */
static bool value_url(const struct instance *instance, const struct column *column, char *url,
                      size_t size)
{
    const char *name = column->name;
    if (column->type == TYPE_ENUM && is_regular(column)) {
        snprintf(url, size, "%s%s-{%s}", model_namespace(slice_of("hk")), name, name);
        return true;
    }
    /* where a record may have the IRI of another one, a template cannot say it */
    if (!metadata_is_reference(column) || column->ref->rdf_same_as)
        return false;
    snprintf(url, size, "%s/id/%s/{%s}", instance->base_url, column->ref->name, name);
    return true;
}

/* A reference to a body that is said of its place leads elsewhere in RDF: to the place. */
static bool is_place(const struct column *column)
{
    return column->ref && column->ref->rdf_place && !(column->flags & COL_AGENT);
}

static void put_triple(struct out *out, const struct instance *instance,
                       const struct column *column)
{
    char property[512], url[4096];
    bool link = value_url(instance, column, url, sizeof url);
    if ((is_literal(column) || (link && !is_place(column))) &&
        metadata_property(column, property, sizeof property))
        metadata_text(out, false, "propertyUrl", property);
    if (link)
        metadata_text(out, false, "valueUrl", url);
}

static void put_column(struct out *out, const struct instance *instance,
                       const struct resource *resource, const struct column *column)
{
    out_char(out, '{');
    metadata_text(out, true, "name", column->name);
    put_titles(out, column);
    put_values(out, "dc:description", slice_of(column->doc_ja), slice_of(column->doc));
    put_datatype(out, resource, column);
    const char *lang = column_language(column);
    metadata_text(out, false, "lang", lang ? lang : "");
    json_key(out, false, "required");
    out_text(out, metadata_is_required(column, resource) ? "true" : "false");
    json_key(out, false, "null");
    out_text(out, "\"\"");
    if (column->flags & COL_MANY)
        metadata_text(out, false, "separator", " ");
    put_triple(out, instance, column);
    out_char(out, '}');
}

static bool has_table(const struct csvw_tables *tables, const struct resource *resource)
{
    for (size_t i = 0; i < tables->count; i++)
        if (tables->resources[i] == resource)
            return true;
    return false;
}

static void put_keys(struct out *out, const struct view *view, const struct csvw_tables *tables)
{
    const char *before = "[";
    json_key(out, false, "foreignKeys");
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (!metadata_is_reference(column) || !has_table(tables, column->ref))
            continue;
        out_text(out, before);
        before = ",\n";
        out_char(out, '{');
        metadata_text(out, true, "columnReference", column->name);
        json_key(out, false, "reference");
        out_text(out, "{\"resource\":\"");
        out_text(out, column->ref->name);
        out_text(out, ".csv\",\"columnReference\":\"");
        out_text(out, column->ref->columns[0].name);
        out_text(out, "\"}}");
    }
    out_text(out, *before == '[' ? "[]" : "]");
}

static void put_table(struct out *out, const struct instance *instance,
                      const struct resource *resource, const struct csvw_tables *tables)
{
    struct view view;
    char text[256];
    metadata_view(&view, resource);
    out_char(out, '{');
    snprintf(text, sizeof text, "%s.csv", resource->name);
    metadata_text(out, true, "url", text);
    metadata_url(out, instance, "@id", "/id/datasets/", resource->name);
    put_values(out, "dc:title", slice_of(resource->title_ja), slice_of(resource->title_en));
    put_values(out, "dc:description", slice_of(resource->doc_ja), slice_of(resource->doc));
    json_key(out, false, "tableSchema");
    out_text(out, "{\"columns\":[\n");
    for (size_t i = 0; i < view.count; i++) {
        out_text(out, i ? ",\n" : "");
        put_column(out, instance, resource, view.columns[i]);
    }
    out_text(out, "\n],\"primaryKey\":\"");
    out_text(out, resource->columns[0].name);
    out_char(out, '"');
    if (!resource->rdf_same_as) {
        snprintf(text, sizeof text, "/id/%s/{%s}", resource->name, resource->columns[0].name);
        metadata_url(out, instance, "aboutUrl", text, "");
    }
    put_keys(out, &view, tables);
    out_text(out, "}}");
}

/* What stands before the tables. */
static void csvw_begin(struct out *out, const struct instance *instance)
{
    out_text(out, "{\"@context\":[\"http://www.w3.org/ns/csvw\",{\"@language\":\"ja\"}]");
    json_key(out, false, "dc:license");
    out_text(out, "{\"@id\":");
    json_quote(out, slice_of(instance->licence_url));
    out_char(out, '}');
    put_values(out, "dc:publisher", instance_cell(instance, "publisher_name_ja"),
               instance_cell(instance, "publisher_name_en"));
    put_values(out, "dc:bibliographicCitation", instance_cell(instance, "attribution_ja"),
               instance_cell(instance, "attribution_en"));
    json_key(out, false, "dialect");
    out_text(out,
             "{\"header\":true,\"headerRowCount\":1,\"delimiter\":\",\",\"quoteChar\":\"\\\"\","
             "\"doubleQuote\":true,\"encoding\":\"utf-8\",\"lineTerminators\":[\"\\r\\n\"],"
             "\"skipInitialSpace\":false,\"trim\":false}");
}

void csvw_write(struct out *out, const struct instance *instance, const struct resource *resource,
                const char *folder)
{
    const struct csvw_tables alone = {.resources = {resource}, .count = 1};
    char url[4096];
    csvw_begin(out, instance);
    json_key(out, false, "dc:isPartOf");
    snprintf(url, sizeof url, "%s%s%s", instance->base_url, folder, CSVW_GROUP);
    out_char(out, '{');
    metadata_text(out, true, "@id", url);
    out_char(out, '}');
    json_key(out, false, "tables");
    out_text(out, "[\n");
    put_table(out, instance, resource, &alone);
    out_text(out, "\n]}\n");
}

void csvw_write_group(struct out *out, const struct instance *instance,
                      const struct csvw_tables *tables)
{
    csvw_begin(out, instance);
    json_key(out, false, "tables");
    out_text(out, "[\n");
    for (size_t i = 0; i < tables->count; i++) {
        out_text(out, i ? ",\n" : "");
        put_table(out, instance, tables->resources[i], tables);
    }
    out_text(out, "\n]}\n");
}
