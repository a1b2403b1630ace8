/* The forms in which a table can be had, as distributions (DCAT 3, s.6.8): files that are ready,
 * with size and digest, and URLs that make the form when it is asked for. */
#include "dcat_distribution.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/dataset.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"

#include "dcat_shared.h"
#include "dcat_writer.h"

#include <inttypes.h>
#include <stdio.h>

struct dcat_walk {
    struct dcat_writer *dcat;
    const struct catalogue_table *table; /* NULL: files of all tables */
    time_t issued, modified;
    bool dumped;
};

enum { ACCESS_SIZE = 256 };

static const char *distribution_fragment(const struct distribution *one, const char *fragment,
                                         char name[DISTRIBUTION_NAME_SIZE])
{
    distribution_name(one, name);
    size_t len = strlen(name);
    snprintf(name + len, DISTRIBUTION_NAME_SIZE - len, "%s", fragment);
    return name;
}

static void dcat_distribution_write_link(void *context, const struct distribution *one)
{
    const struct dcat_walk *walk = context;
    char name[DISTRIBUTION_NAME_SIZE];
    dcat_link(walk->dcat, "dcat:distribution", "/id/distributions/",
              distribution_fragment(one, "", name));
}

/* The path of its dcat:accessURL. */
static const char *distribution_access(const struct distribution *one, char path[ACCESS_SIZE])
{
    struct out out;
    out_open_buffer(&out, path, ACCESS_SIZE - 1);
    distribution_path(&out, one);
    path[out.len] = '\0';
    return path;
}

static void write_dump_link(void *context, const struct distribution *one)
{
    struct dcat_walk *walk = context;
    char path[ACCESS_SIZE];
    if (walk->dumped || strcmp(one->format->suffix, "ttl") != 0)
        return;
    dcat_link(walk->dcat, "void:dataDump", distribution_access(one, path), "");
    walk->dumped = true;
}

static void dcat_distribution_write_file(struct dcat_writer *dcat, const struct distribution *one)
{
    char bytes[24], name[DISTRIBUTION_NAME_SIZE];
    snprintf(bytes, sizeof bytes, "%" PRIu64, one->file->bytes);
    dcat_typed(dcat, "dcat:byteSize", bytes, "xsd:nonNegativeInteger");
    dcat_link(dcat, "spdx:checksum", "/id/distributions/",
              distribution_fragment(one, "#checksum", name));
}

static void dcat_distribution_write_titles(struct dcat_writer *dcat, const struct dcat_walk *walk,
                                           const struct distribution *one)
{
    char ja[DISTRIBUTION_TITLE_SIZE], en[DISTRIBUTION_TITLE_SIZE];
    const struct resource *resource = walk->table ? walk->table->state->resource : NULL;
    distribution_title(one, resource, LANGUAGE_JA, ja);
    distribution_title(one, resource, LANGUAGE_EN, en);
    dcat_pair(dcat, "dct:title", ja, en);
    distribution_description(resource, LANGUAGE_JA, ja);
    distribution_description(resource, LANGUAGE_EN, en);
    dcat_pair(dcat, "dct:description", ja, en);
}

static void write_access(struct dcat_writer *dcat, const struct dcat_walk *walk,
                         const struct distribution *one)
{
    char path[ACCESS_SIZE];
    dcat_link(dcat, "dcat:accessURL", distribution_access(one, path), "");
    /* a JSON list that is made when it is asked for comes in pages */
    if (one->file || strcmp(one->format->suffix, "json") != 0)
        dcat_link(dcat, "dcat:downloadURL", path, "");
    dcat_link(dcat, "dcat:accessService", "/id/services/api", "");
    if (!walk->table || strcmp(one->format->suffix, "csv") != 0)
        return;
    snprintf(path, sizeof path, "/v1/%s.csv-metadata.json", walk->table->state->resource->name);
    dcat_link(dcat, "dct:conformsTo", path, "");
}

static void write_form(struct dcat_writer *dcat, const struct distribution *one)
{
    dcat_link_iri(dcat, "dcat:mediaType", MEDIA_TYPES, one->format->media_type);
    dcat_link_iri(dcat, "dct:format", EU_AUTHORITY "file-type/", one->format->file_type);
    const char *packing = artifact_packing(one->format, one->packed);
    if (packing)
        dcat_link_iri(dcat, "dcat:compressFormat", MEDIA_TYPES, packing);
    dcat->formats |= distribution_bit(dcat->catalogue->formats, one->format);
    dcat->packed |= one->packed;
    dcat->zstd |= one->format->packs != NULL;
}

static void describe_checksum(struct dcat_writer *dcat, const struct distribution *one)
{
    char name[DISTRIBUTION_NAME_SIZE];
    dcat_begin(dcat, "/id/distributions/", distribution_fragment(one, "#checksum", name),
               "spdx:Checksum");
    dcat_link_iri(dcat, "spdx:algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "");
    dcat_typed(dcat, "spdx:checksumValue", one->file->sha256, "xsd:hexBinary");
    dcat_end(dcat);
}

static void describe_distribution(void *context, const struct distribution *one)
{
    const struct dcat_walk *walk = context;
    struct dcat_writer *dcat = walk->dcat;
    char name[DISTRIBUTION_NAME_SIZE];
    dcat_begin(dcat, "/id/distributions/", distribution_fragment(one, "", name),
               "dcat:Distribution");
    dcat_distribution_write_titles(dcat, walk, one);
    write_access(dcat, walk, one);
    write_form(dcat, one);
    dcat_link_iri(dcat, "dct:license", dcat->catalogue->instance->licence_url, "");
    dcat_time(dcat, "dct:issued", walk->issued);
    dcat_time(dcat, "dct:modified", walk->modified);
    dcat_link_iri(dcat, "dcatap:availability", EU_AUTHORITY "planned-availability/", "STABLE");
    dcat_write_languages(dcat);
    if (one->file)
        dcat_distribution_write_file(dcat, one);
    dcat_end(dcat);
    if (one->file)
        describe_checksum(dcat, one);
}

static void dcat_walk_over(struct dcat_writer *dcat, const struct catalogue_table *table,
                           void (*found)(void *context, const struct distribution *one))
{
    struct dcat_walk walk = {.dcat = dcat, .table = table};
    if (table) {
        walk.issued = table->issued;
        walk.modified = table->state->changed_at;
    } else {
        catalogue_dates(dcat->catalogue, &walk.issued, &walk.modified);
    }
    catalogue_distributions(dcat->catalogue, table ? table->state->resource : NULL, found, &walk);
}

void dcat_write_distributions(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    dcat_walk_over(dcat, table, dcat_distribution_write_link);
}

/* One dump: several would be parts of the dataset. */
void dcat_write_dump(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    dcat_walk_over(dcat, table, write_dump_link);
}

void dcat_describe_distributions(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    dcat_walk_over(dcat, table, describe_distribution);
}
