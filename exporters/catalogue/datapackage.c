/* datapackage.json (Frictionless Data Package 1, tabular profile): all CSV files with sizes,
 * digests and schemas. */
#include "hiraku/exporters/catalogue/datapackage.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include "metadata.h"

#include <inttypes.h>

static void datapackage_write_constraints(struct json_writer *json, const struct resource *resource,
                                          const struct column *column)
{
    json_begin_object(json, "constraints");
    json_bool(json, "required", metadata_is_required(column, resource));
    if (column == resource->columns)
        json_bool(json, "unique", true);
    if (column->codes) {
        json_begin_array(json, "enum");
        for (const struct code *code = column->codes; code->value; code++)
            json_text(json, NULL, code->value);
        json_end(json);
    } else if (strcmp(type_of(column)->table, "string") == 0) {
        metadata_pattern(json, "pattern", column, resource);
    }
    metadata_limits(json, column);
    json_end(json);
}

static void datapackage_write_field(struct json_writer *json, const struct resource *resource,
                                    const struct column *column)
{
    char iri[512];
    json_begin_object(json, NULL);
    json_text(json, "name", column->name);
    json_text(json, "type", type_of(column)->table);
    json_text(json, "format", type_of(column)->table_format);
    json_text(json, "title", column->title_ja);
    json_text(json, "title_en", column->title_en);
    json_text(json, "description", column->doc_ja);
    json_text(json, "description_en", column->doc);
    if (metadata_property(column, iri, sizeof iri))
        json_text(json, "rdfType", iri);
    datapackage_write_constraints(json, resource, column);
    json_end(json);
}

static void datapackage_write_key(struct json_writer *json, const struct resource *resource,
                                  const struct column *column)
{
    json_begin_object(json, NULL);
    json_text(json, "fields", column->name);
    json_begin_object(json, "reference");
    /* the empty name is the resource itself */
    json_quote(json_value(json, "resource"),
               slice_of(column->ref == resource ? "" : column->ref->name));
    json_text(json, "fields", column->ref->columns[0].name);
    json_end(json);
    json_end(json);
}

static void datapackage_write_keys(struct json_writer *json, const struct resource *resource,
                                   const struct view *view)
{
    bool any = false;
    for (size_t i = 0; i < view->count; i++) {
        if (!metadata_is_reference(view->columns[i]))
            continue;
        if (!any)
            json_begin_array(json, "foreignKeys");
        any = true;
        datapackage_write_key(json, resource, view->columns[i]);
    }
    if (any)
        json_end(json);
}

static void datapackage_write_schema(struct json_writer *json, const struct resource *resource)
{
    struct view view;
    metadata_view(&view, resource);
    json_begin_object(json, "schema");
    json_begin_array(json, "fields");
    for (size_t i = 0; i < view.count; i++) {
        json_line(json);
        datapackage_write_field(json, resource, view.columns[i]);
    }
    json_line(json);
    json_end(json);
    out_text(json_value(json, "missingValues"), "[\"\"]");
    json_text(json, "primaryKey", resource->columns[0].name);
    datapackage_write_keys(json, resource, &view);
    json_end(json);
}

static void datapackage_write_resource(struct json_writer *json, const struct resource *resource,
                                       const struct artifacts *artifacts, const char *folder)
{
    const struct artifact *file =
        artifacts_find(artifacts, layout_table_artifact(resource->name, "csv").text);
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "name", resource->name);
    json_printf(json, "path", "%s%s.csv", folder, resource->name);
    json_text(json, "profile", "tabular-data-resource");
    json_text(json, "title", resource->title_ja);
    json_text(json, "title_en", resource->title_en);
    json_text(json, "description", resource->doc_ja);
    json_text(json, "description_en", resource->doc);
    json_text(json, "format", "csv");
    json_text(json, "mediatype", "text/csv");
    json_text(json, "encoding", "utf-8");
    if (file) {
        json_int(json, "bytes", (int64_t)file->bytes);
        json_printf(json, "hash", "sha256:%s", file->sha256);
    }
    out_text(json_value(json, "dialect"),
             "{\"delimiter\":\",\",\"lineTerminator\":\"\\r\\n\",\"quoteChar\":\"\\\"\","
             "\"doubleQuote\":true,\"header\":true,\"skipInitialSpace\":false}");
    datapackage_write_schema(json, resource);
    json_end(json);
}

/* An array of one object: between these two the caller fills it. */
static void datapackage_write_only(struct json_writer *json, const char *key)
{
    json_begin_array(json, key);
    json_begin_object(json, NULL);
}

static void datapackage_end_only(struct json_writer *json)
{
    json_end(json);
    json_end(json);
}

static void datapackage_write_people(struct json_writer *json, const struct instance *instance)
{
    datapackage_write_only(json, "licenses");
    json_text(json, "path", instance->licence_url);
    json_slice(json, "title", instance_cell(instance, "licence_name_ja"));
    datapackage_end_only(json);
    datapackage_write_only(json, "contributors");
    json_text(json, "title", instance->publisher_name[LANGUAGE_JA]);
    json_text(json, "role", "publisher");
    json_slice(json, "email", instance_cell(instance, "contact_email"));
    datapackage_end_only(json);
    datapackage_write_only(json, "sources");
    json_text(json, "title", instance->attribution[LANGUAGE_JA]);
    json_text(json, "path", instance->base_url);
    datapackage_end_only(json);
}

void datapackage_write(struct out *out, const struct instance *instance,
                       const struct manifest *manifest, const struct artifacts *artifacts,
                       const char *folder)
{
    static const char *const keywords[] = {"keywords_ja", NULL};
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    time_t when;
    uint64_t release = manifest_changed_in(manifest, NULL, 0, &when);
    json_begin_object(&json, NULL);
    json_text(&json, "profile", "tabular-data-package");
    json_printf(&json, "name", "hiraku-%s%s%" PRIu64, instance->publisher_code,
                *instance->publisher_code ? "-" : "", release);
    metadata_url(&json, instance, "id", "/id/catalog", "");
    json_text(&json, "title", instance->title[LANGUAGE_JA]);
    json_slice(&json, "title_en", instance_cell(instance, "title_en"));
    json_slice(&json, "description", instance_cell(instance, "description_ja"));
    json_slice(&json, "description_en", instance_cell(instance, "description_en"));
    json_text(&json, "homepage", instance->base_url);
    json_printf(&json, "version", "%" PRIu64, release);
    metadata_time(&json, "created", when);
    metadata_keywords(&json, instance, keywords);
    datapackage_write_people(&json, instance);
    json_begin_array(&json, "resources");
    for (size_t i = 0; i < manifest->table_count; i++)
        datapackage_write_resource(&json, manifest->tables[i].resource, artifacts, folder);
    json_line(&json);
    json_finish(&json);
}
