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

#include "metadata_parts.h"

#include <stdio.h>

static void put_language(struct json_writer *json, struct slice text, const char *language)
{
    if (text.len == 0)
        return;
    json_begin_object(json, NULL);
    json_slice(json, "@value", text);
    json_text(json, "@language", language);
    json_end(json);
}

static void put_values(struct json_writer *json, const char *key, struct slice ja, struct slice en)
{
    if (!ja.len && !en.len)
        return;
    json_begin_array(json, key);
    put_language(json, ja, "ja");
    put_language(json, en, "en");
    json_end(json);
}

static void put_datatype(struct json_writer *json, const struct resource *resource,
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

static void put_titles(struct json_writer *json, const struct column *column)
{
    json_begin_object(json, "titles");
    json_text(json, "und", column->name);
    json_text(json, "ja", column->title_ja);
    json_text(json, "en", column->title_en);
    json_end(json);
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
    return type_of(column)->link ? column->flags & COL_NOTATION : !column->rdf_prefix;
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

static void put_triple(struct json_writer *json, const struct instance *instance,
                       const struct column *column)
{
    char property[512], url[4096];
    bool link = value_url(instance, column, url, sizeof url);
    if ((is_literal(column) || (link && !is_place(column))) &&
        metadata_property(column, property, sizeof property))
        json_text(json, "propertyUrl", property);
    if (link)
        json_text(json, "valueUrl", url);
}

static void put_column(struct json_writer *json, const struct instance *instance,
                       const struct resource *resource, const struct column *column)
{
    json_begin_object(json, NULL);
    json_text(json, "name", column->name);
    put_titles(json, column);
    put_values(json, "dc:description", slice_of(column->doc_ja), slice_of(column->doc));
    put_datatype(json, resource, column);
    json_text(json, "lang", column_language(column));
    json_bool(json, "required", metadata_is_required(column, resource));
    out_text(json_value(json, "null"), "\"\"");
    if (column->flags & COL_MANY)
        json_text(json, "separator", " ");
    put_triple(json, instance, column);
    json_end(json);
}

static bool has_table(const struct csvw_tables *tables, const struct resource *resource)
{
    for (size_t i = 0; i < tables->count; i++)
        if (tables->resources[i] == resource)
            return true;
    return false;
}

static void put_keys(struct json_writer *json, const struct view *view,
                     const struct csvw_tables *tables)
{
    json_begin_array(json, "foreignKeys");
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (!metadata_is_reference(column) || !has_table(tables, column->ref))
            continue;
        if (json->comma)
            json_line(json);
        json_begin_object(json, NULL);
        json_text(json, "columnReference", column->name);
        json_begin_object(json, "reference");
        json_printf(json, "resource", "%s.csv", column->ref->name);
        json_text(json, "columnReference", column->ref->columns[0].name);
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void put_table(struct json_writer *json, const struct instance *instance,
                      const struct resource *resource, const struct csvw_tables *tables)
{
    const char *key = resource->columns[0].name;
    struct view view;
    metadata_view(&view, resource);
    json_line(json);
    json_begin_object(json, NULL);
    json_printf(json, "url", "%s.csv", resource->name);
    metadata_url(json, instance, "@id", "/id/datasets/", resource->name);
    put_values(json, "dc:title", slice_of(resource->title_ja), slice_of(resource->title_en));
    put_values(json, "dc:description", slice_of(resource->doc_ja), slice_of(resource->doc));
    json_begin_object(json, "tableSchema");
    json_begin_array(json, "columns");
    for (size_t i = 0; i < view.count; i++) {
        json_line(json);
        put_column(json, instance, resource, view.columns[i]);
    }
    json_line(json);
    json_end(json);
    json_text(json, "primaryKey", key);
    if (!resource->rdf_same_as)
        json_printf(json, "aboutUrl", "%s/id/%s/{%s}", instance->base_url, resource->name, key);
    put_keys(json, &view, tables);
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
    put_values(json, "dc:publisher", instance_cell(instance, "publisher_name_ja"),
               instance_cell(instance, "publisher_name_en"));
    put_values(json, "dc:bibliographicCitation", instance_cell(instance, "attribution_ja"),
               instance_cell(instance, "attribution_en"));
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
        put_table(json, instance, tables->resources[i], tables);
    json_line(json);
    json_finish(json);
}

void csvw_write(struct out *out, const struct instance *instance, const struct resource *resource,
                const char *folder)
{
    const struct csvw_tables alone = {.resources = {resource}, .count = 1};
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    csvw_begin(&json, instance);
    json_begin_object(&json, "dc:isPartOf");
    metadata_url(&json, instance, "@id", folder, CSVW_GROUP);
    json_end(&json);
    csvw_tables(&json, instance, &alone);
}

void csvw_write_group(struct out *out, const struct instance *instance,
                      const struct csvw_tables *tables)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    csvw_begin(&json, instance);
    csvw_tables(&json, instance, tables);
}
