/* See croissant.h. One data set is one table, or all: a file, a record set and its fields each.
 *
 * Beside the specification: its appendix has http://schema.org/ where its reference reader, and
 * every example in its repository, want https://. Names and descriptions are maps by language, as
 * that reader writes them. Types are those of the fields (s. «DataType»); a number is a Float
 * there although its digits are exact in the file. */
#include "hiraku/exporters/catalogue/croissant.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/citation/citation_format.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

#include "metadata.h"

#include <inttypes.h>

/* Members of "@context" (appendix 1 of the specification), those that are written here. */
static const char croissant_context[] =
    "{\"@language\":\"en\",\"@vocab\":\"https://schema.org/\",\"sc\":\"https://schema.org/\","
    "\"cr\":\"http://mlcommons.org/croissant/\",\"dct\":\"http://purl.org/dc/terms/\","
    "\"rai\":\"http://mlcommons.org/croissant/RAI/\",\"annotation\":\"cr:annotation\","
    "\"arrayShape\":\"cr:arrayShape\",\"citeAs\":\"cr:citeAs\",\"column\":\"cr:column\","
    "\"conformsTo\":\"dct:conformsTo\",\"containedIn\":\"cr:containedIn\","
    "\"data\":{\"@id\":\"cr:data\",\"@type\":\"@json\"},"
    "\"dataType\":{\"@id\":\"cr:dataType\",\"@type\":\"@vocab\"},"
    "\"description\":{\"@container\":\"@language\"},"
    "\"equivalentProperty\":\"cr:equivalentProperty\","
    "\"examples\":{\"@id\":\"cr:examples\",\"@type\":\"@json\"},\"excludes\":\"cr:excludes\","
    "\"extract\":\"cr:extract\",\"field\":\"cr:field\",\"fileObject\":\"cr:fileObject\","
    "\"fileProperty\":\"cr:fileProperty\",\"fileSet\":\"cr:fileSet\",\"format\":\"cr:format\","
    "\"includes\":\"cr:includes\",\"isArray\":\"cr:isArray\","
    "\"isLiveDataset\":\"cr:isLiveDataset\",\"jsonPath\":\"cr:jsonPath\",\"key\":\"cr:key\","
    "\"md5\":\"cr:md5\",\"name\":{\"@container\":\"@language\"},"
    "\"parentField\":\"cr:parentField\",\"path\":\"cr:path\",\"readLines\":\"cr:readLines\","
    "\"recordSet\":\"cr:recordSet\",\"references\":\"cr:references\",\"regex\":\"cr:regex\","
    "\"repeated\":\"cr:repeated\",\"replace\":\"cr:replace\","
    "\"samplingRate\":\"cr:samplingRate\",\"sdVersion\":\"cr:sdVersion\","
    "\"separator\":\"cr:separator\",\"source\":\"cr:source\",\"subField\":\"cr:subField\","
    "\"transform\":\"cr:transform\",\"unArchive\":\"cr:unArchive\",\"value\":\"cr:value\"}";

static void croissant_words(struct json_writer *json, const char *key, struct slice ja,
                            struct slice en)
{
    json_begin_object(json, key);
    json_slice(json, "ja", ja);
    json_slice(json, "en", en);
    json_end(json);
}

static const struct artifact *croissant_file(const struct croissant *croissant,
                                             const struct resource *resource)
{
    const struct artifact *file = artifacts_find(croissant->catalogue->artifacts,
                                                 layout_table_artifact(resource->name, "csv").text);
    return file && artifact_is_there(file) ? file : NULL;
}

static void croissant_write_file(struct json_writer *json, const struct croissant *croissant,
                                 const struct catalogue_table *table)
{
    const struct catalogue *catalogue = croissant->catalogue;
    const char *name = table->state->resource->name;
    const struct artifact *file = croissant_file(croissant, table->state->resource);
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "@type", "cr:FileObject");
    json_printf(json, "@id", "%s.csv", name);
    json_printf(json, "name", "%s.csv", name);
    json_text(json, "encodingFormat", "text/csv");
    if (file) {
        struct slice place = croissant->place(croissant->context, file);
        json_printf(json, "contentUrl", "%s%.*s", catalogue->instance->base_url, (int)place.len,
                    place.at);
        json_printf(json, "contentSize", "%" PRIu64 " B", file->bytes);
        json_text(json, "sha256", file->sha256);
    } else {
        json_printf(json, "contentUrl", "%s/v1/%s.csv?release=%" PRIu64,
                    catalogue->instance->base_url, name, catalogue->manifest->number);
    }
    json_end(json);
}

static void croissant_write_source(struct json_writer *json, const struct resource *resource,
                                   const struct column *column)
{
    json_begin_object(json, "source");
    json_begin_object(json, "fileObject");
    json_printf(json, "@id", "%s.csv", resource->name);
    json_end(json);
    json_begin_object(json, "extract");
    json_text(json, "column", column->name);
    json_end(json);
    if (column->flags & COL_MANY) {
        json_begin_object(json, "transform");
        json_text(json, "separator", " ");
        json_end(json);
    }
    json_end(json);
}

/* A reference that leads into a record set of the same document. */
static bool croissant_has_key(const struct croissant *croissant, const struct resource *resource,
                              const struct column *column)
{
    if (column->type != TYPE_REF)
        return false;
    if (croissant->table)
        return column->ref == resource;
    for (size_t i = 0; i < croissant->catalogue->count; i++)
        if (croissant->catalogue->tables[i].state->resource == column->ref)
            return true;
    return false;
}

static void croissant_write_field(struct json_writer *json, const struct croissant *croissant,
                                  const struct resource *resource, const struct column *column)
{
    const char *type = type_of(column)->croissant;
    char property[512];
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "@type", "cr:Field");
    json_printf(json, "@id", "%s/%s", resource->name, column->name);
    json_text(json, "name", column->name);
    croissant_words(json, "description", slice_of(column->doc_ja), slice_of(column->doc));
    json_text(json, "dataType", type ? type : "sc:Text");
    if (column->flags & COL_MANY) {
        json_bool(json, "isArray", true);
        json_text(json, "arrayShape", "-1");
    }
    if (metadata_property(column, property, sizeof property))
        json_text(json, "equivalentProperty", property);
    croissant_write_source(json, resource, column);
    if (croissant_has_key(croissant, resource, column)) {
        json_begin_object(json, "references");
        json_printf(json, "@id", "%s/%s", column->ref->name, column->ref->columns[0].name);
        json_end(json);
    }
    json_end(json);
}

static void croissant_write_records(struct json_writer *json, const struct croissant *croissant,
                                    const struct catalogue_table *table)
{
    const struct resource *resource = table->state->resource;
    struct view view;
    metadata_view(&view, resource);
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "@type", "cr:RecordSet");
    json_text(json, "@id", resource->name);
    croissant_words(json, "name", slice_of(resource->title_ja), slice_of(resource->title_en));
    croissant_words(json, "description", slice_of(resource->doc_ja), slice_of(resource->doc));
    json_begin_object(json, "key");
    json_printf(json, "@id", "%s/%s", resource->name, resource->columns[0].name);
    json_end(json);
    json_begin_array(json, "field");
    for (size_t i = 0; i < view.count; i++)
        croissant_write_field(json, croissant, resource, view.columns[i]);
    json_line(json);
    json_end(json);
    json_end(json);
}

/* Calls `write` for the table that is described, or for each. */
static void croissant_write_each(struct json_writer *json, const struct croissant *croissant,
                                 const char *key,
                                 void (*write)(struct json_writer *, const struct croissant *,
                                               const struct catalogue_table *))
{
    json_begin_array(json, key);
    if (croissant->table)
        write(json, croissant, croissant->table);
    for (size_t i = 0; !croissant->table && i < croissant->catalogue->count; i++)
        write(json, croissant, &croissant->catalogue->tables[i]);
    json_line(json);
    json_end(json);
}

/* What is quoted: BibTeX, as the specification asks (s. «Modified and Added Properties»). */
static void croissant_write_citation(struct json_writer *json, const struct croissant *croissant,
                                     struct slice ja, struct slice en)
{
    enum { CITATION_BYTES = 8 * 1024 };
    const struct catalogue *catalogue = croissant->catalogue;
    const struct table_state *state = croissant->table ? croissant->table->state : NULL;
    struct citation citation = {
        .title = {ja, en},
        .release = catalogue->manifest->number,
        .published_at = catalogue->manifest->published_at,
        .url = state ? arena_printf(croissant->arena, "%s/v1/datasets/%s?release=%" PRIu64,
                                    catalogue->instance->base_url, state->resource->name,
                                    catalogue->manifest->number)
                     : arena_printf(croissant->arena, "%s/v1/downloads?release=%" PRIu64,
                                    catalogue->instance->base_url, catalogue->manifest->number)};
    char bytes[CITATION_BYTES];
    struct out text;
    citation_of_instance(&citation, catalogue->instance, croissant->arena);
    citation_compose(&citation, croissant->arena);
    if (arena_overflowed(croissant->arena))
        return;
    out_open_buffer(&text, bytes, sizeof bytes);
    citation_bibtex.write(&citation, catalogue->instance->language, &text);
    if (text.error == STATUS_OK)
        json_slice(json, "citeAs", out_written(&text));
}

static void croissant_write_people(struct json_writer *json, const struct catalogue *catalogue)
{
    static const char *const roles[] = {"creator", "publisher"};
    for (size_t i = 0; i < 2; i++) {
        json_begin_object(json, roles[i]);
        json_text(json, "@type", "sc:Organization");
        croissant_words(json, "name", instance_cell(catalogue->instance, "publisher_name_ja"),
                        instance_cell(catalogue->instance, "publisher_name_en"));
        metadata_url(json, catalogue->instance, "url", "/", "");
        json_end(json);
    }
}

static void croissant_write_dates(struct json_writer *json, const struct croissant *croissant)
{
    time_t issued, modified;
    if (croissant->table) {
        issued = croissant->table->issued;
        modified = croissant->table->state->changed_at;
    } else {
        catalogue_dates(croissant->catalogue, &issued, &modified);
    }
    metadata_time(json, "datePublished", issued ? issued : modified);
    metadata_time(json, "dateModified", modified);
}

static bool croissant_is_live(const struct croissant *croissant)
{
    const struct catalogue *catalogue = croissant->catalogue;
    if (croissant->table)
        return !croissant_file(croissant, croissant->table->state->resource);
    for (size_t i = 0; i < catalogue->count; i++)
        if (!croissant_file(croissant, catalogue->tables[i].state->resource))
            return true;
    return false;
}

/* What a publisher does not describe is called by its title: the member is compulsory. */
static void croissant_write_description(struct json_writer *json, const struct croissant *croissant,
                                        struct slice ja, struct slice en)
{
    const struct instance *instance = croissant->catalogue->instance;
    const struct resource *one = croissant->table ? croissant->table->state->resource : NULL;
    struct slice said_ja = one ? slice_of(one->doc_ja) : instance_cell(instance, "description_ja");
    struct slice said_en = one ? slice_of(one->doc) : instance_cell(instance, "description_en");
    if (said_ja.len || said_en.len)
        croissant_words(json, "description", said_ja, said_en);
    else
        croissant_words(json, "description", ja, en);
}

static void croissant_write_dataset(struct json_writer *json, const struct croissant *croissant)
{
    static const char *const keywords[] = {"keywords_ja", "keywords_en", NULL};
    const struct catalogue *catalogue = croissant->catalogue;
    const struct instance *instance = catalogue->instance;
    const struct resource *one = croissant->table ? croissant->table->state->resource : NULL;
    struct slice ja = one ? slice_of(one->title_ja) : instance_cell(instance, "title_ja");
    struct slice en = one ? slice_of(one->title_en) : instance_cell(instance, "title_en");
    metadata_url(json, instance, "@id", "/id/datasets/", one ? one->name : "all");
    json_text(json, "conformsTo", CROISSANT_VERSION);
    croissant_words(json, "name", ja, en);
    croissant_write_description(json, croissant, ja, en);
    metadata_url(json, instance, "url", one ? "/v1/datasets/" : "/v1/downloads",
                 one ? one->name : "");
    json_text(json, "license", instance->licence_url);
    out_text(json_value(json, "inLanguage"), "[\"ja\",\"en\"]");
    json_printf(json, "version", "%" PRIu64 ".0.0", catalogue->manifest->number);
    croissant_write_dates(json, croissant);
    metadata_keywords(json, instance, keywords);
    croissant_write_people(json, catalogue);
    croissant_write_citation(json, croissant, ja, en);
    if (croissant_is_live(croissant))
        json_bool(json, "isLiveDataset", true);
}

void croissant_write(struct out *out, const struct croissant *croissant)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    json_begin_object(&json, NULL);
    out_text(json_value(&json, "@context"), croissant_context);
    json_text(&json, "@type", "sc:Dataset");
    croissant_write_dataset(&json, croissant);
    croissant_write_each(&json, croissant, "distribution", croissant_write_file);
    croissant_write_each(&json, croissant, "recordSet", croissant_write_records);
    json_finish(&json);
}
