/* A dataset as search engines read it (schema.org Dataset, https only), as JSON-LD.
 *
 * The same facts as the catalogue's, fewer of them. */
#include "hiraku/exporters/catalogue/schema_org.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"
#include "hiraku/release/artifacts.h"

#include "metadata.h"

#include <inttypes.h>

static void schema_begin(struct json_writer *json, const char *key, const char *type)
{
    json_begin_object(json, key);
    json_text(json, "@type", type);
}

enum { DESCRIPTION_SIZE = 16 * 1024 };

static struct slice schema_publisher_name(const struct instance *instance, enum language language)
{
    return instance_cell(instance,
                         language == LANGUAGE_JA ? "publisher_name_ja" : "publisher_name_en");
}

static void schema_column_titles(struct out *out, const struct resource *resource,
                                 enum language language)
{
    struct view view;
    bool ja = language == LANGUAGE_JA;
    metadata_view(&view, resource);
    for (size_t i = 0; i < view.count; i++) {
        if (i > 0)
            out_text(out, ja ? "、" : ", ");
        out_text(out, ja ? view.columns[i]->title_ja : view.columns[i]->title_en);
    }
}

/* What the table is, whose, how much of it, and its columns: one sentence alone is less than search
 * engines ask for. */
static struct slice schema_description(struct out *out, const struct catalogue *catalogue,
                                       const struct catalogue_table *table, enum language language)
{
    const struct resource *resource = table->state->resource;
    struct slice publisher = schema_publisher_name(catalogue->instance, language);
    bool ja = language == LANGUAGE_JA;
    out_text(out, ja ? resource->doc_ja : resource->doc);
    out_text(out, ja ? "公開者は" : " Published by ");
    if (publisher.len)
        out_slice(out, publisher);
    else
        out_slice(out, schema_publisher_name(catalogue->instance, LANGUAGE_JA));
    out_text(out, ja ? "。全" : ". ");
    out_int(out, (int64_t)table->state->rows);
    out_text(out, ja ? "件。列は、" : " records. Columns: ");
    schema_column_titles(out, resource, language);
    out_text(out, ja ? "。" : ".");
    return out->error == STATUS_OK ? out_written(out)
                                   : slice_of(ja ? resource->doc_ja : resource->doc);
}

static void schema_write_description(struct json_writer *json, const struct catalogue *catalogue,
                                     const struct catalogue_table *table)
{
    char ja[DESCRIPTION_SIZE], en[DESCRIPTION_SIZE];
    struct out texts[2];
    out_open_buffer(&texts[0], ja, sizeof ja);
    out_open_buffer(&texts[1], en, sizeof en);
    metadata_pair(json, "description", schema_description(&texts[0], catalogue, table, LANGUAGE_JA),
                  schema_description(&texts[1], catalogue, table, LANGUAGE_EN), true);
}

/* The publisher's place, where a table has its name. */
static void schema_write_place(struct json_writer *json, const struct catalogue *catalogue)
{
    char iri[PLACE_SIZE];
    if (!catalogue->bodies)
        return;
    catalogue_place(catalogue->instance, iri);
    schema_begin(json, "spatialCoverage", "Place");
    json_text(json, "@id", iri);
    json_text(json, "identifier", catalogue->instance->publisher_code);
    metadata_pair(json, "name", catalogue->body_name[LANGUAGE_JA],
                  catalogue->body_name[LANGUAGE_EN], true);
    json_end(json);
}

struct downloads {
    struct json_writer *json;
    const struct catalogue *catalogue;
};

static void schema_write_download(void *context, const struct distribution *one)
{
    struct downloads *downloads = context;
    struct json_writer *json = downloads->json;
    json_line(json);
    schema_begin(json, NULL, "DataDownload");
    const char *packing = artifact_packing(one->format, one->packed);
    json_text(json, "encodingFormat", packing ? packing : one->format->media_type);
    struct out *out = json_value(json, "contentUrl");
    out_char(out, '"');
    out_text(out, downloads->catalogue->instance->base_url);
    distribution_path(out, one);
    out_char(out, '"');
    if (one->file) {
        json_printf(json, "contentSize", "%" PRIu64 " B", one->file->bytes);
        json_text(json, "sha256", one->file->sha256);
    }
    json_end(json);
}

static void schema_write_variables(struct json_writer *json, const struct resource *resource)
{
    struct view view;
    metadata_view(&view, resource);
    json_begin_array(json, "variableMeasured");
    for (size_t i = 0; i < view.count; i++) {
        const struct column *column = view.columns[i];
        json_line(json);
        schema_begin(json, NULL, "PropertyValue");
        json_text(json, "name", column->name);
        metadata_pair(json, "description", slice_of(column->title_ja), slice_of(column->title_en),
                      true);
        json_end(json);
    }
    json_end(json);
}

/* The titles of the instance, and who publishes it. */
static void schema_write_site(struct json_writer *json, const struct instance *instance)
{
    metadata_pair(json, "name", instance_cell(instance, "title_ja"),
                  instance_cell(instance, "title_en"), true);
    metadata_pair(json, "description", instance_cell(instance, "description_ja"),
                  instance_cell(instance, "description_en"), true);
    schema_begin(json, "publisher", "Organization");
    metadata_pair(json, "name", instance_cell(instance, "publisher_name_ja"),
                  instance_cell(instance, "publisher_name_en"), true);
    metadata_url(json, instance, "url", "/", "");
    json_end(json);
}

void schema_site_write(struct json_writer *json, const struct instance *instance)
{
    json_line(json);
    schema_begin(json, NULL, "WebSite");
    metadata_url(json, instance, "@id", "/#website", "");
    metadata_url(json, instance, "url", "/", "");
    schema_write_site(json, instance);
    schema_begin(json, "potentialAction", "SearchAction");
    schema_begin(json, "target", "EntryPoint");
    metadata_url(json, instance, "urlTemplate", "/search?q={search_term_string}", "");
    json_end(json);
    json_text(json, "query-input", "required name=search_term_string");
    json_end(json);
    json_end(json);
}

void schema_catalogue_write(struct json_writer *json, const struct instance *instance,
                            const struct manifest *manifest)
{
    json_line(json);
    schema_begin(json, NULL, "DataCatalog");
    metadata_url(json, instance, "@id", "/id/catalog", "");
    metadata_url(json, instance, "url", "/catalog.html", "");
    schema_write_site(json, instance);
    json_text(json, "license", instance->licence_url);
    metadata_time(json, "dateModified", manifest->published_at);
    json_begin_array(json, "dataset");
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct resource *resource = manifest->tables[i].resource;
        json_line(json);
        schema_begin(json, NULL, "Dataset");
        metadata_url(json, instance, "@id", "/id/datasets/", resource->name);
        json_printf(json, "url", "%s/v1/datasets/%s.html", instance->base_url, resource->name);
        metadata_pair(json, "name", slice_of(resource->title_ja), slice_of(resource->title_en),
                      true);
        metadata_pair(json, "description", slice_of(resource->doc_ja), slice_of(resource->doc),
                      true);
        json_text(json, "license", instance->licence_url);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

void schema_work_write(struct json_writer *json, const struct instance *instance, const char *type,
                       const char *const titles[2], const char *path)
{
    json_line(json);
    schema_begin(json, NULL, type);
    metadata_pair(json, "name", slice_of(titles[LANGUAGE_JA]), slice_of(titles[LANGUAGE_EN]), true);
    metadata_url(json, instance, "url", path, "");
    json_end(json);
}

static void schema_write_publisher(struct json_writer *json, const struct catalogue *catalogue)
{
    static const char *const roles[] = {"publisher", "creator"};
    const struct instance *instance = catalogue->instance;
    char path[PUBLISHER_SIZE];
    catalogue_publisher(catalogue, path);
    for (size_t i = 0; i < 2; i++) {
        schema_begin(json, roles[i], "Organization");
        metadata_url(json, instance, "@id", path, "");
        metadata_pair(json, "name", instance_cell(instance, "publisher_name_ja"),
                      instance_cell(instance, "publisher_name_en"), true);
        metadata_url(json, instance, "url", "/", "");
        json_end(json);
    }
}

static void schema_write_period(struct json_writer *json, const struct catalogue_table *table)
{
    char starts[16], ends[16];
    if (catalogue_period(table, starts, ends))
        json_printf(json, "temporalCoverage", "%s/%s", *starts ? starts : "..",
                    *ends ? ends : "..");
}

/* Where the dataset is and under which terms. */
static void schema_write_identity(struct json_writer *json, const struct instance *instance,
                                  const struct resource *resource)
{
    json_printf(json, "url", "%s/v1/datasets/%s.html", instance->base_url, resource->name);
    metadata_url(json, instance, "identifier", "/id/datasets/", resource->name);
    json_text(json, "license", instance->licence_url);
    json_text(json, "creditText", instance->attribution[LANGUAGE_JA]);
    json_bool(json, "isAccessibleForFree", true);
}

static void schema_write_catalogue(struct json_writer *json, const struct instance *instance)
{
    schema_begin(json, "includedInDataCatalog", "DataCatalog");
    metadata_url(json, instance, "@id", "/id/catalog", "");
    metadata_pair(json, "name", instance_cell(instance, "title_ja"),
                  instance_cell(instance, "title_en"), true);
    json_end(json);
}

void schema_dataset_write(struct out *out, const struct catalogue *catalogue,
                          const struct catalogue_table *table)
{
    static const char *const keywords[] = {"keywords_ja", "keywords_en", NULL};
    const struct instance *instance = catalogue->instance;
    const struct resource *resource = table->state->resource;
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    struct downloads downloads = {&json, catalogue};
    json_begin_object(&json, NULL);
    json_text(&json, "@context", "https://schema.org/");
    json_text(&json, "@type", "Dataset");
    metadata_url(&json, instance, "@id", "/id/datasets/", resource->name);
    metadata_pair(&json, "name", slice_of(resource->title_ja), slice_of(resource->title_en), true);
    schema_write_description(&json, catalogue, table);
    schema_write_identity(&json, instance, resource);
    json_printf(&json, "version", "%" PRIu64, table->state->changed_in);
    metadata_time(&json, "datePublished", table->issued);
    metadata_time(&json, "dateModified", table->state->changed_at);
    schema_write_period(&json, table);
    schema_write_place(&json, catalogue);
    metadata_keywords(&json, instance, keywords);
    schema_write_publisher(&json, catalogue);
    schema_write_catalogue(&json, instance);
    schema_write_variables(&json, resource);
    json_begin_array(&json, "distribution");
    catalogue_distributions(catalogue, resource, schema_write_download, &downloads);
    json_line(&json);
    json_finish(&json);
}
