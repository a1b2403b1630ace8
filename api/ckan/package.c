/* See package.h. The names of members are those of CKAN 2.11 (package_show, resource_show);
 * what stands in extras is what ckanext-dcat 2.4 puts there, texts all of them. Both languages of a
 * text are in `…_translated`, as ckanext-fluent has them. */
#include "package.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ckan/question.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/release/artifacts.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

#define DATASET_PATH "/id/datasets/"

/* --- what all have in common --- */

void ckan_time(time_t when, char text[CKAN_TIME_SIZE])
{
    struct tm parts;
    if (!when || !gmtime_r(&when, &parts) ||
        !strftime(text, CKAN_TIME_SIZE, "%Y-%m-%dT%H:%M:%S.000000", &parts))
        *text = '\0';
}

static void package_time(struct json_writer *json, const char *name, time_t when)
{
    char text[CKAN_TIME_SIZE];
    ckan_time(when, text);
    if (*text)
        json_text(json, name, text);
    else
        json_number(json, name, SLICE_NONE);
}

static void package_null(struct json_writer *json, const char *name)
{
    json_number(json, name, SLICE_NONE);
}

static void package_none(struct json_writer *json, const char *name)
{
    json_begin_array(json, name);
    json_end(json);
}

struct slice ckan_licence_name(const struct instance *instance)
{
    bool ja = instance->language == LANGUAGE_JA;
    return instance_cell(instance, ja ? "licence_name_ja" : "licence_name_en");
}

bool ckan_keyword(const struct instance *instance, struct keywords *keywords, struct slice *keyword)
{
    static const char *const cells[] = {"keywords_ja", "keywords_en"};
    while (!catalogue_keyword(&keywords->rest, keyword)) {
        if (keywords->language == sizeof cells / sizeof *cells)
            return false;
        keywords->rest = instance_cell(instance, cells[keywords->language++]);
    }
    return true;
}

void ckan_tag_write(struct slice name, struct json_writer *json)
{
    json_begin_object(json, NULL);
    json_slice(json, "id", name);
    json_slice(json, "name", name);
    json_slice(json, "display_name", name);
    json_text(json, "state", "active");
    package_null(json, "vocabulary_id");
    json_end(json);
}

const char *ckan_publisher(const struct ckan_question *question)
{
    const char *code = question->instance->publisher_code;
    return *code ? code : "publisher";
}

void ckan_publisher_write(const struct ckan_question *question, const char *name,
                          struct json_writer *json)
{
    const struct instance *instance = question->instance;
    time_t issued, modified;
    catalogue_dates(question->catalogue, &issued, &modified);
    json_begin_object(json, name);
    json_text(json, "id", ckan_publisher(question));
    json_text(json, "name", ckan_publisher(question));
    json_text(json, "title", instance->publisher_name[instance->language]);
    json_text(json, "type", "organization");
    json_text(json, "description", "");
    json_text(json, "image_url", "");
    package_time(json, "created", issued);
    json_bool(json, "is_organization", true);
    json_text(json, "approval_status", "approved");
    json_text(json, "state", "active");
}

static void package_translated(struct json_writer *json, const char *name, const char *ja,
                               const char *en)
{
    json_begin_object(json, name);
    json_text(json, "ja", ja);
    json_text(json, "en", en);
    json_end(json);
}

/* --- resources --- */

struct slice ckan_format(const struct distribution *one, char text[24])
{
    const char *suffix = one->format->suffix, *dot = strrchr(suffix, '.');
    size_t len = 0;
    for (const char *c = one->packed ? "gz" : dot ? dot + 1 : suffix; *c && len < 23; c++)
        text[len++] = (char)toupper((unsigned char)*c);
    text[len] = '\0';
    return (struct slice){text, len};
}

struct resource_walk {
    const struct ckan_question *question;
    const struct dataset *set;
    struct json_writer *json;
    struct slice wanted; /* the id of the one that is written; empty: all */
    size_t position;
    bool found;
};

static const struct resource *package_table(const struct dataset *set)
{
    return set->table ? set->table->state->resource : NULL;
}

static bool resource_is_datastore(const struct dataset *set, const struct distribution *one)
{
    return set->table && !one->packed && strcmp(one->format->suffix, "csv") == 0;
}

static void resource_write_titles(const struct resource_walk *walk, const struct distribution *one)
{
    char text[2][DISTRIBUTION_TITLE_SIZE];
    enum language language = walk->question->instance->language;
    for (int i = 0; i < 2; i++)
        distribution_title(one, package_table(walk->set), (enum language)i, text[i]);
    json_text(walk->json, "title", text[language]);
    package_translated(walk->json, "title_translated", text[LANGUAGE_JA], text[LANGUAGE_EN]);
    distribution_description(package_table(walk->set), language, text[0]);
    json_text(walk->json, "description", text[0]);
}

static void resource_write_file(struct json_writer *json, const struct distribution *one)
{
    const char *packing = artifact_packing(one->format, one->packed);
    json_text(json, "mimetype", packing ? packing : one->format->media_type);
    if (packing)
        json_text(json, "mimetype_inner", one->format->media_type);
    else
        package_null(json, "mimetype_inner");
    json_int_or_null(json, "size", one->file ? (int64_t)one->file->bytes : 0, one->file != NULL);
    json_text(json, "hash", one->file ? one->file->sha256 : "");
    if (one->file)
        json_text(json, "hash_algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256");
}

/* Its address is that of the catalogue's distribution. */
static void resource_write_url(const struct resource_walk *walk, const struct distribution *one,
                               const char *id)
{
    const char *base = walk->question->instance->base_url;
    struct out url;
    out_open_memory(&url, JSON_PRINTF_MAX);
    out_text(&url, base);
    distribution_path(&url, one);
    json_slice(walk->json, "url", out_written(&url));
    if (url.error != STATUS_OK)
        out_fail(walk->json->out, url.error, NULL);
    out_close(&url);
    json_printf(walk->json, "uri", "%s/id/distributions/%s", base, id);
}

static void resource_write(void *context, const struct distribution *one)
{
    struct resource_walk *walk = context;
    struct json_writer *json = walk->json;
    char id[DISTRIBUTION_NAME_SIZE], format[24];
    size_t position = walk->position++;
    distribution_name(one, id);
    if (walk->wanted.len && !slice_is(walk->wanted, id))
        return;
    walk->found = true;
    json_begin_object(json, walk->wanted.len ? "result" : NULL);
    json_text(json, "id", id);
    json_text(json, "package_id", walk->set->name);
    json_slice(json, "name", one->name);
    resource_write_titles(walk, one);
    json_slice(json, "format", ckan_format(one, format));
    resource_write_url(walk, one, id);
    json_text(json, "url_type", "");
    package_null(json, "resource_type");
    resource_write_file(json, one);
    json_text(json, "license", walk->question->instance->licence_url);
    package_time(json, "created", walk->set->issued);
    package_time(json, "last_modified", walk->set->modified);
    package_time(json, "metadata_modified", walk->set->modified);
    package_null(json, "cache_url");
    package_null(json, "cache_last_updated");
    json_int(json, "position", (int64_t)position);
    json_text(json, "state", "active");
    json_bool(json, "datastore_active", resource_is_datastore(walk->set, one));
    json_end(json);
}

bool ckan_resource_write(const struct ckan_question *question, const struct dataset *set,
                         struct slice id, struct json_writer *json)
{
    struct resource_walk walk = {.question = question, .set = set, .json = json, .wanted = id};
    catalogue_distributions(question->catalogue, package_table(set), resource_write, &walk);
    return walk.found;
}

const struct resource *ckan_datastore_table(struct slice id)
{
    static const char ending[] = "-csv";
    size_t len = sizeof ending - 1;
    const struct resource *table = model_resource(id);
    if (table || id.len <= len || memcmp(id.at + id.len - len, ending, len) != 0)
        return table;
    return model_resource((struct slice){id.at, id.len - len});
}

/* --- packages --- */

struct packages *ckan_packages(const struct ckan_question *question)
{
    const struct catalogue *catalogue = question->catalogue;
    struct packages *packages = arena_alloc(question->arena, sizeof *packages);
    if (!packages)
        return NULL;
    for (size_t i = 0; i < catalogue->count; i++)
        dataset_of_table(&packages->sets[packages->count++], &catalogue->tables[i]);
    if (catalogue_has_all(catalogue))
        dataset_of_all(&packages->sets[packages->count++], catalogue);
    return packages;
}

const struct dataset *ckan_package_named(const struct packages *packages, struct slice name)
{
    for (size_t i = 0; i < packages->count; i++)
        if (slice_is(name, packages->sets[i].name))
            return &packages->sets[i];
    return NULL;
}

static void extra_text(struct json_writer *json, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    json_begin_object(json, NULL);
    json_text(json, "key", key);
    json_text(json, "value", text);
    json_end(json);
}

static void extra_url(struct json_writer *json, const char *key, const char *base, const char *path,
                      const char *name)
{
    json_begin_object(json, NULL);
    json_text(json, "key", key);
    json_printf(json, "value", "%s%s%s", base, path, name);
    json_end(json);
}

static void package_extras(const struct ckan_question *question, const struct dataset *set,
                           struct json_writer *json)
{
    const struct instance *instance = question->instance;
    char path[PUBLISHER_SIZE], place[PLACE_SIZE];
    catalogue_publisher(question->catalogue, path);
    catalogue_place(instance, place);
    json_begin_array(json, "extras");
    extra_url(json, "uri", instance->base_url, DATASET_PATH, set->name);
    extra_url(json, "identifier", instance->base_url, DATASET_PATH, set->name);
    extra_url(json, "publisher_uri", instance->base_url, path, "");
    extra_text(json, "publisher_name", instance->publisher_name[instance->language]);
    extra_url(json, "documentation", instance->base_url, set->dictionary, "");
    extra_text(json, "spatial_uri", place);
    extra_text(json, "temporal_start", set->starts);
    extra_text(json, "temporal_end", set->ends);
    extra_text(json, "attribution", instance->attribution[instance->language]);
    json_end(json);
}

static void package_words(const struct ckan_question *question, const struct dataset *set,
                          struct json_writer *json)
{
    const struct instance *instance = question->instance;
    bool ja = instance->language == LANGUAGE_JA;
    char title[2][DATASET_TITLE_SIZE];
    for (int i = 0; i < 2; i++)
        dataset_title(set, instance, (enum language)i, title[i]);
    json_text(json, "id", set->name);
    json_text(json, "name", set->name);
    json_text(json, "title", title[instance->language]);
    package_translated(json, "title_translated", title[LANGUAGE_JA], title[LANGUAGE_EN]);
    json_text(json, "notes", ja ? set->doc_ja : set->doc);
    package_translated(json, "notes_translated", set->doc_ja, set->doc);
    json_printf(json, "url", "%s%s", instance->base_url, set->page);
    json_printf(json, "version", "%" PRIu64,
                set->table ? set->table->state->changed_in : question->catalogue->manifest->number);
    json_text(json, "type", "dataset");
    json_text(json, "state", "active");
    json_bool(json, "private", false);
    package_time(json, "metadata_created", set->issued);
    package_time(json, "metadata_modified", set->modified);
}

static void package_people(const struct ckan_question *question, struct json_writer *json)
{
    const struct instance *instance = question->instance;
    bool ja = instance->language == LANGUAGE_JA;
    json_text(json, "author", instance->publisher_name[instance->language]);
    json_text(json, "author_email", "");
    json_slice(json, "maintainer",
               instance_cell(instance, ja ? "contact_name_ja" : "contact_name_en"));
    json_slice(json, "maintainer_email", instance_cell(instance, "contact_email"));
    json_text(json, "license_id", instance->licence_url);
    json_slice(json, "license_title", ckan_licence_name(instance));
    json_text(json, "license_url", instance->licence_url);
    json_bool(json, "isopen", *instance->licence_url != '\0');
    json_text(json, "owner_org", ckan_publisher(question));
    package_null(json, "creator_user_id");
    ckan_publisher_write(question, "organization", json);
    json_end(json);
    package_none(json, "groups");
    package_none(json, "relationships_as_subject");
    package_none(json, "relationships_as_object");
}

static void package_tags(const struct ckan_question *question, struct json_writer *json)
{
    struct keywords keywords = {.language = 0};
    struct slice keyword;
    size_t count = 0;
    json_begin_array(json, "tags");
    for (; ckan_keyword(question->instance, &keywords, &keyword); count++)
        ckan_tag_write(keyword, json);
    json_end(json);
    json_int(json, "num_tags", (int64_t)count);
}

static void package_resources(const struct ckan_question *question, const struct dataset *set,
                              struct json_writer *json)
{
    struct resource_walk walk = {.question = question, .set = set, .json = json};
    json_begin_array(json, "resources");
    catalogue_distributions(question->catalogue, package_table(set), resource_write, &walk);
    json_end(json);
    json_int(json, "num_resources", (int64_t)walk.position);
}

void ckan_package_write(const struct ckan_question *question, const struct dataset *set,
                        struct json_writer *json)
{
    package_words(question, set, json);
    package_people(question, json);
    package_tags(question, json);
    package_extras(question, set, json);
    package_resources(question, set, json);
}
