/* A dataset as search engines read it (schema.org Dataset, https only), as JSON-LD.
 *
 * The same facts as the catalogue's, fewer of them. */
#include "hiraku/exporters/catalogue/schema_org.h"

#include "hiraku/base/json_text.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/exporters/file_kind.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"

#include "metadata_parts.h"

#include <inttypes.h>
#include <stdio.h>

/* `"key":[{"@value":…,"@language":…},…]` */
static void put_both(struct out *out, const char *key, struct slice ja, struct slice en)
{
    const char *before = "";
    if (!ja.len && !en.len)
        return;
    json_key(out, false, key);
    out_char(out, '[');
    if (ja.len) {
        out_text(out, "{\"@language\":\"ja\"");
        metadata_pair(out, false, "@value", ja);
        out_char(out, '}');
        before = ",";
    }
    if (en.len) {
        out_text(out, before);
        out_text(out, "{\"@language\":\"en\"");
        metadata_pair(out, false, "@value", en);
        out_char(out, '}');
    }
    out_char(out, ']');
}

enum { DESCRIPTION_SIZE = 16 * 1024 };

static struct slice from_instance(const struct instance *instance, enum language language)
{
    return instance_cell(instance,
                         language == LANGUAGE_JA ? "publisher_name_ja" : "publisher_name_en");
}

static void add_columns(struct out *out, const struct resource *resource, enum language language)
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
static struct slice describe(struct out *out, const struct catalogue *catalogue,
                             const struct catalogue_table *table, enum language language)
{
    const struct resource *resource = table->state->resource;
    struct slice publisher = from_instance(catalogue->instance, language);
    bool ja = language == LANGUAGE_JA;
    out_text(out, ja ? resource->doc_ja : resource->doc);
    out_text(out, ja ? "公開者は" : " Published by ");
    if (publisher.len)
        out_slice(out, publisher);
    else
        out_slice(out, from_instance(catalogue->instance, LANGUAGE_JA));
    out_text(out, ja ? "。全" : ". ");
    out_int(out, (int64_t)table->state->rows);
    out_text(out, ja ? "件。列は、" : " records. Columns: ");
    add_columns(out, resource, language);
    out_text(out, ja ? "。" : ".");
    return out->error == STATUS_OK ? out_written(out)
                                   : slice_of(ja ? resource->doc_ja : resource->doc);
}

static void put_description(struct out *out, const struct catalogue *catalogue,
                            const struct catalogue_table *table)
{
    char ja[DESCRIPTION_SIZE], en[DESCRIPTION_SIZE];
    struct out texts[] = {{.bytes = ja, .cap = sizeof ja, .limit = sizeof ja},
                          {.bytes = en, .cap = sizeof en, .limit = sizeof en}};
    put_both(out, "description", describe(&texts[0], catalogue, table, LANGUAGE_JA),
             describe(&texts[1], catalogue, table, LANGUAGE_EN));
}

/* The publisher's place, where a table has its name. */
static void put_place(struct out *out, const struct catalogue *catalogue)
{
    char iri[PLACE_SIZE];
    if (!catalogue->bodies)
        return;
    catalogue_place(catalogue->instance, iri);
    json_key(out, false, "spatialCoverage");
    out_text(out, "{\"@type\":\"Place\"");
    metadata_text(out, false, "@id", iri);
    metadata_text(out, false, "identifier", catalogue->instance->publisher_code);
    put_both(out, "name", catalogue->body_name[LANGUAGE_JA], catalogue->body_name[LANGUAGE_EN]);
    out_char(out, '}');
}

struct downloads {
    struct out *out;
    const struct catalogue *catalogue;
    size_t count;
};

static void put_download(void *context, const struct distribution *one)
{
    struct downloads *downloads = context;
    struct out *out = downloads->out;
    char bytes[32];
    out_text(out, downloads->count++ ? ",\n" : "\n");
    out_text(out, "{\"@type\":\"DataDownload\"");
    metadata_text(out, false, "encodingFormat",
                  one->packed ? "application/gzip" : one->kind->media_type);
    json_key(out, false, "contentUrl");
    out_char(out, '"');
    out_text(out, downloads->catalogue->instance->base_url);
    distribution_path(out, one);
    out_char(out, '"');
    if (one->file) {
        snprintf(bytes, sizeof bytes, "%" PRIu64 " B", one->file->bytes);
        metadata_text(out, false, "contentSize", bytes);
        metadata_text(out, false, "sha256", one->file->sha256);
    }
    out_char(out, '}');
}

static void put_variables(struct out *out, const struct resource *resource)
{
    struct view view;
    metadata_view(&view, resource);
    json_key(out, false, "variableMeasured");
    out_char(out, '[');
    for (size_t i = 0; i < view.count; i++) {
        const struct column *column = view.columns[i];
        out_text(out, i ? ",\n" : "\n");
        out_text(out, "{\"@type\":\"PropertyValue\"");
        metadata_text(out, false, "name", column->name);
        put_both(out, "description", slice_of(column->title_ja), slice_of(column->title_en));
        out_char(out, '}');
    }
    out_char(out, ']');
}

static void put_publisher(struct out *out, const struct catalogue *catalogue)
{
    static const char *const roles[] = {"publisher", "creator"};
    const struct instance *instance = catalogue->instance;
    char path[PUBLISHER_SIZE];
    catalogue_publisher(catalogue, path);
    for (size_t i = 0; i < 2; i++) {
        json_key(out, false, roles[i]);
        out_text(out, "{\"@type\":\"Organization\"");
        metadata_url(out, instance, "@id", path, "");
        put_both(out, "name", instance_cell(instance, "publisher_name_ja"),
                 instance_cell(instance, "publisher_name_en"));
        metadata_url(out, instance, "url", "/", "");
        out_char(out, '}');
    }
}

static void put_period(struct out *out, const struct catalogue_table *table)
{
    char starts[16], ends[16], text[40];
    if (!catalogue_period(table, starts, ends))
        return;
    snprintf(text, sizeof text, "%s/%s", *starts ? starts : "..", *ends ? ends : "..");
    metadata_text(out, false, "temporalCoverage", text);
}

void schema_dataset_write(struct out *out, const struct catalogue *catalogue,
                          const struct catalogue_table *table)
{
    static const char *const keywords[] = {"keywords_ja", "keywords_en", NULL};
    const struct instance *instance = catalogue->instance;
    const struct resource *resource = table->state->resource;
    struct downloads downloads = {out, catalogue, 0};
    char text[128];
    out_text(out, "{\"@context\":\"https://schema.org/\",\"@type\":\"Dataset\"");
    metadata_url(out, instance, "@id", "/id/datasets/", resource->name);
    put_both(out, "name", slice_of(resource->title_ja), slice_of(resource->title_en));
    put_description(out, catalogue, table);
    snprintf(text, sizeof text, "/v1/datasets/%s.html", resource->name);
    metadata_url(out, instance, "url", text, "");
    metadata_url(out, instance, "identifier", "/id/datasets/", resource->name);
    metadata_text(out, false, "license", instance->licence_url);
    metadata_text(out, false, "creditText", instance->attribution[LANGUAGE_JA]);
    json_key(out, false, "isAccessibleForFree");
    out_text(out, "true");
    snprintf(text, sizeof text, "%" PRIu64, table->state->changed_in);
    metadata_text(out, false, "version", text);
    metadata_time(out, "datePublished", table->issued);
    metadata_time(out, "dateModified", table->state->changed_at);
    put_period(out, table);
    put_place(out, catalogue);
    metadata_keywords(out, instance, keywords);
    put_publisher(out, catalogue);
    json_key(out, false, "includedInDataCatalog");
    out_text(out, "{\"@type\":\"DataCatalog\"");
    metadata_url(out, instance, "@id", "/id/catalog", "");
    put_both(out, "name", instance_cell(instance, "title_ja"), instance_cell(instance, "title_en"));
    out_char(out, '}');
    put_variables(out, resource);
    json_key(out, false, "distribution");
    out_char(out, '[');
    catalogue_distributions(catalogue, resource, put_download, &downloads);
    out_text(out, "\n]}\n");
}
