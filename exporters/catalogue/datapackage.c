/* datapackage.json (Frictionless Data Package 1, tabular profile): all CSV files with sizes,
 * digests and schemas. */
#include "hiraku/exporters/catalogue/datapackage.h"

#include "hiraku/base/json_text.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"
#include "hiraku/release/release.h"

#include "metadata_parts.h"

#include <inttypes.h>
#include <stdio.h>

static const char *type_of(const struct column *column)
{
    switch (column->type) {
    case TYPE_INT:
        return "integer";
    case TYPE_DECIMAL:
        return "number";
    case TYPE_BOOL:
        return "boolean";
    case TYPE_DATE:
        return "date";
    default:
        return "string";
    }
}

static void put_constraints(struct out *out, const struct resource *resource,
                            const struct column *column)
{
    bool key = column == resource->columns;
    json_key(out, false, "constraints");
    out_text(out, "{\"required\":");
    out_text(out, metadata_is_required(column, resource) ? "true" : "false");
    if (key)
        out_text(out, ",\"unique\":true");
    if (column->codes) {
        json_key(out, false, "enum");
        for (const struct code *code = column->codes; code->value; code++) {
            out_char(out, code == column->codes ? '[' : ',');
            json_quote(out, slice_of(code->value));
        }
        out_char(out, ']');
    } else if (strcmp(type_of(column), "string") == 0) {
        metadata_pattern(out, "pattern", column, resource);
    }
    metadata_limits(out, column);
    out_char(out, '}');
}

static void put_field(struct out *out, const struct resource *resource, const struct column *column)
{
    char iri[512];
    out_char(out, '{');
    metadata_text(out, true, "name", column->name);
    metadata_text(out, false, "type", type_of(column));
    if (column->type == TYPE_IRI)
        metadata_text(out, false, "format", "uri");
    metadata_text(out, false, "title", column->title_ja);
    metadata_text(out, false, "title_en", column->title_en);
    metadata_text(out, false, "description", column->doc_ja ? column->doc_ja : "");
    metadata_text(out, false, "description_en", column->doc ? column->doc : "");
    if (metadata_property(column, iri, sizeof iri))
        metadata_text(out, false, "rdfType", iri);
    put_constraints(out, resource, column);
    out_char(out, '}');
}

static void put_keys(struct out *out, const struct resource *resource, const struct view *view)
{
    const char *before = "[";
    for (size_t i = 0; i < view->count; i++) {
        const struct column *column = view->columns[i];
        if (!metadata_is_reference(column))
            continue;
        if (*before == '[')
            json_key(out, false, "foreignKeys");
        out_text(out, before);
        before = ",";
        out_char(out, '{');
        metadata_text(out, true, "fields", column->name);
        json_key(out, false, "reference");
        out_char(out, '{');
        /* the empty name is the resource itself */
        json_key(out, true, "resource");
        json_quote(out, slice_of(column->ref == resource ? "" : column->ref->name));
        metadata_text(out, false, "fields", column->ref->columns[0].name);
        out_text(out, "}}");
    }
    if (*before != '[')
        out_char(out, ']');
}

static void put_schema(struct out *out, const struct resource *resource)
{
    struct view view;
    metadata_view(&view, resource);
    json_key(out, false, "schema");
    out_text(out, "{\"fields\":[\n");
    for (size_t i = 0; i < view.count; i++) {
        out_text(out, i ? ",\n" : "");
        put_field(out, resource, view.columns[i]);
    }
    out_text(out, "\n],\"missingValues\":[\"\"],\"primaryKey\":\"");
    out_text(out, resource->columns[0].name);
    out_char(out, '"');
    put_keys(out, resource, &view);
    out_char(out, '}');
}

static void put_resource(struct out *out, const struct resource *resource,
                         const struct derived *derived, const char *folder)
{
    char text[160];
    snprintf(text, sizeof text, "files/%s.csv", resource->name);
    const struct derived_file *file = derived_find(derived, text);
    out_char(out, '{');
    metadata_text(out, true, "name", resource->name);
    snprintf(text, sizeof text, "%s%s.csv", folder, resource->name);
    metadata_text(out, false, "path", text);
    metadata_text(out, false, "profile", "tabular-data-resource");
    metadata_text(out, false, "title", resource->title_ja);
    metadata_text(out, false, "title_en", resource->title_en);
    metadata_text(out, false, "description", resource->doc_ja);
    metadata_text(out, false, "description_en", resource->doc);
    metadata_text(out, false, "format", "csv");
    metadata_text(out, false, "mediatype", "text/csv");
    metadata_text(out, false, "encoding", "utf-8");
    if (file) {
        json_key(out, false, "bytes");
        out_int(out, (int64_t)file->bytes);
        snprintf(text, sizeof text, "sha256:%s", file->sha256);
        metadata_text(out, false, "hash", text);
    }
    json_key(out, false, "dialect");
    out_text(out, "{\"delimiter\":\",\",\"lineTerminator\":\"\\r\\n\",\"quoteChar\":\"\\\"\","
                  "\"doubleQuote\":true,\"header\":true,\"skipInitialSpace\":false}");
    put_schema(out, resource);
    out_char(out, '}');
}

static void put_people(struct out *out, const struct instance *instance)
{
    json_key(out, false, "licenses");
    out_text(out, "[{");
    metadata_text(out, true, "path", instance->licence_url);
    metadata_pair(out, false, "title", instance_cell(instance, "licence_name_ja"));
    out_char(out, '}');
    out_char(out, ']');
    json_key(out, false, "contributors");
    out_text(out, "[{");
    metadata_text(out, true, "title", instance->publisher_name[LANGUAGE_JA]);
    metadata_text(out, false, "role", "publisher");
    metadata_pair(out, false, "email", instance_cell(instance, "contact_email"));
    out_text(out, "}]");
    json_key(out, false, "sources");
    out_text(out, "[{");
    metadata_text(out, true, "title", instance->attribution[LANGUAGE_JA]);
    metadata_text(out, false, "path", instance->base_url);
    out_text(out, "}]");
}

void datapackage_write(struct out *out, const struct instance *instance,
                       const struct manifest *manifest, const struct derived *derived,
                       const char *folder)
{
    static const char *const keywords[] = {"keywords_ja", NULL};
    char text[160];
    time_t when;
    uint64_t release = manifest_changed_in(manifest, NULL, 0, &when);
    out_text(out, "{\"profile\":\"tabular-data-package\"");
    snprintf(text, sizeof text, "hiraku-%s%s%" PRIu64, instance->publisher_code,
             *instance->publisher_code ? "-" : "", release);
    metadata_text(out, false, "name", text);
    metadata_url(out, instance, "id", "/id/catalog", "");
    metadata_text(out, false, "title", instance->title[LANGUAGE_JA]);
    metadata_pair(out, false, "title_en", instance_cell(instance, "title_en"));
    metadata_pair(out, false, "description", instance_cell(instance, "description_ja"));
    metadata_pair(out, false, "description_en", instance_cell(instance, "description_en"));
    metadata_text(out, false, "homepage", instance->base_url);
    snprintf(text, sizeof text, "%" PRIu64, release);
    metadata_text(out, false, "version", text);
    metadata_time(out, "created", when);
    metadata_keywords(out, instance, keywords);
    put_people(out, instance);
    json_key(out, false, "resources");
    out_text(out, "[\n");
    for (size_t i = 0; i < manifest->table_count; i++) {
        out_text(out, i ? ",\n" : "");
        put_resource(out, manifest->tables[i].resource, derived, folder);
    }
    out_text(out, "\n]}\n");
}
