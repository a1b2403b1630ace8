/* The forms in which a table can be had: files that are ready, with size and digest, and URLs that
 * make the form when it is asked for. */
#include "hiraku/exporters/catalogue/distribution.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/file_kind.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/value/iri.h"

#include "catalogue_parts.h"

#include <inttypes.h>
#include <stdio.h>

void distribution_path(struct out *out, const struct distribution *one)
{
    out_text(out, one->file ? "/v1/downloads/" : "/v1/");
    iri_segment(out, one->name);
}

void distribution_name(const struct distribution *one, char name[DISTRIBUTION_NAME_SIZE])
{
    bool of_all = one->file && !one->file->table[0];
    if (of_all)
        snprintf(name, DISTRIBUTION_NAME_SIZE, "all%s", one->kind->suffix);
    else
        snprintf(name, DISTRIBUTION_NAME_SIZE, "%.*s", (int)one->name.len, one->name.at);
    for (char *c = name; *c; c++)
        if (*c == '.')
            *c = '-';
}

static const struct file_kind *kind_of(const struct writer *writer)
{
    for (const struct file_kind *kind = file_kinds; kind->suffix; kind++)
        if (strcmp(kind->suffix + 1, writer->name) == 0)
            return kind;
    return NULL;
}

void catalogue_distributions(const struct catalogue *catalogue, const struct resource *resource,
                             void (*found)(void *context, const struct distribution *one),
                             void *context)
{
    unsigned ready = 0;
    struct ready_name download;
    for (size_t i = 0; catalogue->derived && i < catalogue->derived->count; i++) {
        const struct derived_file *file = &catalogue->derived->files[i];
        if (!derived_is_there(file) || !file_kind_read(file->path, &download) ||
            download.resource != resource)
            continue;
        ready |= 1U << (download.kind - file_kinds);
        found(context, &(struct distribution){download.name, download.kind, file, download.packed});
    }
    for (size_t i = 0; resource && writers[i]; i++) {
        char name[160];
        const struct file_kind *kind = kind_of(writers[i]);
        if (!kind || ready & 1U << (kind - file_kinds))
            continue;
        snprintf(name, sizeof name, "%s%s", resource->name, kind->suffix);
        found(context, &(struct distribution){slice_of(name), kind, NULL, false});
    }
}

/* --- triples --- */

struct walk {
    struct saying *saying;
    const struct catalogue_table *table; /* NULL: files of all tables */
    time_t issued, modified;
    bool dumped;
};

enum { WHERE_SIZE = 256 };

static const char *name_of(const struct distribution *one, const char *fragment,
                           char name[DISTRIBUTION_NAME_SIZE])
{
    distribution_name(one, name);
    size_t len = strlen(name);
    snprintf(name + len, DISTRIBUTION_NAME_SIZE - len, "%s", fragment);
    return name;
}

static void link_one(void *context, const struct distribution *one)
{
    const struct walk *walk = context;
    char name[DISTRIBUTION_NAME_SIZE];
    say_path(walk->saying, "dcat:distribution", "/id/distributions/", name_of(one, "", name));
}

/* Where a distribution is fetched. */
static const char *place_of(const struct distribution *one, char path[WHERE_SIZE])
{
    struct out out = {.bytes = path, .cap = WHERE_SIZE - 1, .limit = WHERE_SIZE - 1};
    distribution_path(&out, one);
    path[out.len] = '\0';
    return path;
}

static void find_dump(void *context, const struct distribution *one)
{
    struct walk *walk = context;
    char path[WHERE_SIZE];
    if (walk->dumped || strcmp(one->kind->suffix, ".ttl") != 0)
        return;
    say_path(walk->saying, "void:dataDump", place_of(one, path), "");
    walk->dumped = true;
}

static void say_file(struct saying *saying, const struct distribution *one)
{
    char bytes[24], name[DISTRIBUTION_NAME_SIZE];
    snprintf(bytes, sizeof bytes, "%" PRIu64, one->file->bytes);
    say_typed(saying, "dcat:byteSize", bytes, "xsd:nonNegativeInteger");
    say_path(saying, "spdx:checksum", "/id/distributions/", name_of(one, "#checksum", name));
}

static void say_titles(struct saying *saying, const struct walk *walk,
                       const struct distribution *one)
{
    char ja[512], en[512];
    if (!walk->table) {
        say_both(saying, "dct:title", one->kind->title_ja, one->kind->title_en);
        say_both(saying, "dct:description", "すべての表の全件を一つのファイルにまとめたもの。",
                 "All records of all tables in one file.");
        return;
    }
    const struct resource *resource = walk->table->state->resource;
    snprintf(ja, sizeof ja, "%s（%s%s）", resource->title_ja, one->kind->title_ja,
             one->packed ? "、gzip 圧縮" : "");
    snprintf(en, sizeof en, "%s (%s%s)", resource->title_en, one->kind->title_en,
             one->packed ? ", gzip" : "");
    say_both(saying, "dct:title", ja, en);
    snprintf(ja, sizeof ja, "表「%s」の全件。", resource->title_ja);
    snprintf(en, sizeof en, "All records of the table %s.", resource->name);
    say_both(saying, "dct:description", ja, en);
}

static void say_access(struct saying *saying, const struct walk *walk,
                       const struct distribution *one)
{
    char path[WHERE_SIZE];
    say_path(saying, "dcat:accessURL", place_of(one, path), "");
    /* a JSON list that is made when it is asked for comes in pages */
    if (one->file || strcmp(one->kind->suffix, ".json") != 0)
        say_path(saying, "dcat:downloadURL", path, "");
    say_path(saying, "dcat:accessService", "/id/services/api", "");
    if (!walk->table || strcmp(one->kind->suffix, ".csv") != 0)
        return;
    snprintf(path, sizeof path, "/v1/%s.csv-metadata.json", walk->table->state->resource->name);
    say_path(saying, "dct:conformsTo", path, "");
}

static void say_form(struct saying *saying, const struct distribution *one)
{
    say_link(saying, "dcat:mediaType", MEDIA_TYPES, one->kind->media_type);
    say_link(saying, "dct:format", EU_AUTHORITY "file-type/", one->kind->file_type);
    if (one->packed)
        say_link(saying, "dcat:compressFormat", MEDIA_TYPES, "application/gzip");
    saying->kinds |= 1U << (one->kind - file_kinds);
    saying->packed |= one->packed;
}

static void say_checksum(struct saying *saying, const struct distribution *one)
{
    char name[DISTRIBUTION_NAME_SIZE];
    say_own(saying, "/id/distributions/", name_of(one, "#checksum", name), "spdx:Checksum");
    say_link(saying, "spdx:algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha256", "");
    say_typed(saying, "spdx:checksumValue", one->file->sha256, "xsd:hexBinary");
    say_end(saying);
}

static void describe_one(void *context, const struct distribution *one)
{
    const struct walk *walk = context;
    struct saying *saying = walk->saying;
    char name[DISTRIBUTION_NAME_SIZE];
    say_own(saying, "/id/distributions/", name_of(one, "", name), "dcat:Distribution");
    say_titles(saying, walk, one);
    say_access(saying, walk, one);
    say_form(saying, one);
    say_link(saying, "dct:license", saying->catalogue->instance->licence_url, "");
    say_time(saying, "dct:issued", walk->issued);
    say_time(saying, "dct:modified", walk->modified);
    say_link(saying, "dcatap:availability", EU_AUTHORITY "planned-availability/", "STABLE");
    say_link(saying, "dct:language", EU_AUTHORITY "language/", "JPN");
    say_link(saying, "dct:language", EU_AUTHORITY "language/", "ENG");
    if (one->file)
        say_file(saying, one);
    say_end(saying);
    if (one->file)
        say_checksum(saying, one);
}

static void walk_over(struct saying *saying, const struct catalogue_table *table,
                      void (*found)(void *context, const struct distribution *one))
{
    struct walk walk = {.saying = saying, .table = table};
    if (table) {
        walk.issued = table->issued;
        walk.modified = table->state->changed_at;
    } else {
        catalogue_dates(saying->catalogue, &walk.issued, &walk.modified);
    }
    catalogue_distributions(saying->catalogue, table ? table->state->resource : NULL, found, &walk);
}

void say_distribution_links(struct saying *saying, const struct catalogue_table *table)
{
    walk_over(saying, table, link_one);
}

/* One dump: several would be parts of the dataset. */
void say_dump(struct saying *saying, const struct catalogue_table *table)
{
    walk_over(saying, table, find_dump);
}

void say_distributions(struct saying *saying, const struct catalogue_table *table)
{
    walk_over(saying, table, describe_one);
}
