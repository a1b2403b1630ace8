/* The metadata of a table's CSV (W3C «Metadata Vocabulary for Tabular Data», 17 December 2015).
 *
 * A document of one table has that table alone, because readers take the columns of one table of a
 * group for those of another. A foreign key may only name a table of the same group: they are in
 * the document of all tables. URLs are relative to the document. The header row holds the names, so
 * they are among the titles. Texts of several languages are arrays of values with their language.
 *
 * A converter of the CSV by this document gets no triples that our own RDF does not have: a column
 * has its property of our RDF only where a template gives the same object. */
#include "hiraku/exporters/catalogue/csvw.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"

#include "metadata.h"

#include <stdio.h>

static void csvw_write_datatype(struct json_writer *json, const struct resource *resource,
                                const struct column *column)
{
    const struct type *type = type_of(column);
    json_begin_object(json, "datatype");
    json_text(json, "base", type->xsd ? type->xsd + strlen("xsd:") : "string");
    if (!type->xsd)
        metadata_pattern(json, "format", column, resource);
    json_text(json, "format", type->csvw_format);
    metadata_limits(json, column);
    json_end(json);
}

static void csvw_write_titles(struct json_writer *json, const struct column *column)
{
    json_begin_object(json, "titles");
    json_text(json, "und", column->name);
    json_text(json, "ja", column->title_ja);
    json_text(json, "en", column->title_en);
    json_end(json);
}

/* Whether every code is hk:{column}-{value}. */
static bool column_has_own_codes(const struct column *column)
{
    for (const struct code *code = column->codes; code->value; code++)
        if (code->iri)
            return false;
    return true;
}

/* Whether the object in RDF is the cell as a literal. */
static bool column_is_literal(const struct column *column)
{
    return type_of(column)->link ? column->flags & COL_NOTATION : !column->rdf_prefix;
}

/* The template of a cell's IRI; false: there is none. */
static bool csvw_value_url(const struct instance *instance, const struct column *column, char *url,
                           size_t size)
{
    const char *name = column->name;
    if (column->type == TYPE_ENUM && column_has_own_codes(column)) {
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
static bool column_is_place(const struct column *column)
{
    return column->ref && column->ref->rdf_place && !(column->flags & COL_AGENT);
}

static void csvw_write_triple(struct json_writer *json, const struct instance *instance,
                              const struct column *column)
{
    char property[512], url[4096];
    bool link = csvw_value_url(instance, column, url, sizeof url);
    if ((column_is_literal(column) || (link && !column_is_place(column))) &&
        metadata_property(column, property, sizeof property))
        json_text(json, "propertyUrl", property);
    if (link)
        json_text(json, "valueUrl", url);
}

static void csvw_write_column(struct json_writer *json, const struct instance *instance,
                              const struct resource *resource, const struct column *column)
{
    json_begin_object(json, NULL);
    json_text(json, "name", column->name);
    csvw_write_titles(json, column);
    metadata_pair(json, "dc:description", slice_of(column->doc_ja), slice_of(column->doc), false);
    csvw_write_datatype(json, resource, column);
    json_text(json, "lang", column_language(column));
    json_bool(json, "required", metadata_is_required(column, resource));
    out_text(json_value(json, "null"), "\"\"");
    if (column->flags & COL_MANY)
        json_text(json, "separator", " ");
    csvw_write_triple(json, instance, column);
    json_end(json);
}

static bool csvw_has_table(const struct csvw_tables *tables, const struct resource *resource)
{
    for (size_t i = 0; i < tables->count; i++)
        if (tables->resources[i] == resource)
            return true;
    return false;
}

static void csvw_write_keys(struct json_writer *json, const struct view *view,
                            const struct csvw_tables *tables)
{
    json_begin_array(json, "foreignKeys");
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (!metadata_is_reference(column) || !csvw_has_table(tables, column->ref))
            continue;
        if (json->comma)
            json_line(json);
        json_begin_object(json, NULL);
        json_text(json, "columnReference", column->name);
        json_begin_object(json, "reference");
        json_printf(json, "resource", "%s.csv%s", column->ref->name, tables->query);
        json_text(json, "columnReference", column->ref->columns[0].name);
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void csvw_write_table(struct json_writer *json, const struct instance *instance,
                             const struct resource *resource, const struct csvw_tables *tables)
{
    const char *key = resource->columns[0].name;
    struct view view;
    metadata_view(&view, resource);
    json_line(json);
    json_begin_object(json, NULL);
    json_printf(json, "url", "%s.csv%s", resource->name, tables->query);
    metadata_url(json, instance, "@id", "/id/datasets/", resource->name);
    metadata_pair(json, "dc:title", slice_of(resource->title_ja), slice_of(resource->title_en),
                  false);
    metadata_pair(json, "dc:description", slice_of(resource->doc_ja), slice_of(resource->doc),
                  false);
    json_begin_object(json, "tableSchema");
    json_begin_array(json, "columns");
    for (size_t i = 0; i < view.count; i++) {
        json_line(json);
        csvw_write_column(json, instance, resource, view.columns[i]);
    }
    json_line(json);
    json_end(json);
    json_text(json, "primaryKey", key);
    if (!resource->rdf_same_as)
        json_printf(json, "aboutUrl", "%s/id/%s/{%s}", instance->base_url, resource->name, key);
    csvw_write_keys(json, &view, tables);
    json_end(json);
    json_end(json);
}

/* What stands before the tables. */
static void csvw_begin(struct json_writer *json, const struct instance *instance)
{
    json_begin_object(json, NULL);
    out_text(json_value(json, "@context"),
             "[\"http://www.w3.org/ns/csvw\",{\"@language\":\"ja\"}]");
    json_begin_object(json, "dc:license");
    json_text(json, "@id", instance->licence_url);
    json_end(json);
    metadata_pair(json, "dc:publisher", instance_cell(instance, "publisher_name_ja"),
                  instance_cell(instance, "publisher_name_en"), false);
    metadata_pair(json, "dc:bibliographicCitation", instance_cell(instance, "attribution_ja"),
                  instance_cell(instance, "attribution_en"), false);
    out_text(json_value(json, "dialect"),
             "{\"header\":true,\"headerRowCount\":1,\"delimiter\":\",\",\"quoteChar\":\"\\\"\","
             "\"doubleQuote\":true,\"encoding\":\"utf-8\",\"lineTerminators\":[\"\\r\\n\"],"
             "\"skipInitialSpace\":false,\"trim\":false}");
}

static void csvw_tables(struct json_writer *json, const struct instance *instance,
                        const struct csvw_tables *tables)
{
    json_begin_array(json, "tables");
    for (size_t i = 0; i < tables->count; i++)
        csvw_write_table(json, instance, tables->resources[i], tables);
    json_line(json);
    json_finish(json);
}

void csvw_write(struct out *out, const struct instance *instance, const struct csvw_tables *alone)
{
    char group[sizeof CSVW_GROUP + 40];
    snprintf(group, sizeof group, CSVW_GROUP "%s", alone->query);
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    csvw_begin(&json, instance);
    json_begin_object(&json, "dc:isPartOf");
    metadata_url(&json, instance, "@id", alone->folder, group);
    json_end(&json);
    csvw_tables(&json, instance, alone);
}

void csvw_write_group(struct out *out, const struct instance *instance,
                      const struct csvw_tables *tables)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    csvw_begin(&json, instance);
    csvw_tables(&json, instance, tables);
}
