/* The catalogue in DCAT-AP 3: one catalogue, a dataset for each table, the service.
 *
 * IRIs for everything, no blank nodes. The types of a cube and of its structure are said where the
 * components are, which they must have; here are only links to them. modified is the date of
 * the data (the release in which the table last changed), not of a file. What datasets have in
 * common is catalogue_shared.c, their forms are catalogue_distribution.c, figures of quality
 * catalogue_quality.c. */
#include "hiraku/exporters/catalogue/catalogue.h"

#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/store/extent.h"

#include "catalogue_parts.h"

#include <inttypes.h>
#include <stdio.h>

enum { PERIOD_NAME_SIZE = 128 };

/* Whether each row names what it was taken from. */
static bool has_provenance(const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & COL_REQUIRED && column->predicate &&
            strstr(column->predicate, "prov:wasDerivedFrom"))
            return true;
    return false;
}

static bool says_when(const struct column *column)
{
    return column->type == TYPE_PERIOD && column->predicate &&
           (strstr(column->predicate, "dct:temporal") ||
            strstr(column->predicate, "sdmx-dimension:refPeriod"));
}

bool catalogue_period(const struct catalogue_table *table, char *starts, char *ends)
{
    *starts = *ends = '\0';
    for (size_t i = 0; table->extent && table->state->resource->columns[i].name; i++) {
        const struct column_extent *one = &table->extent->columns[i];
        if (!says_when(&table->state->resource->columns[i]))
            continue;
        if (*one->starts && (!*starts || strcmp(one->starts, starts) < 0))
            snprintf(starts, DATE_TEXT_SIZE, "%s", one->starts);
        if (*one->ends && strcmp(one->ends, ends) > 0)
            snprintf(ends, DATE_TEXT_SIZE, "%s", one->ends);
    }
    return *starts || *ends;
}

bool catalogue_keyword(struct slice *list, struct slice *keyword)
{
    static const char comma[] = "、";
    while (list->len) {
        size_t len = 0, mark = 0;
        for (; len < list->len && !mark; len++)
            if (list->at[len] == ',')
                mark = 1;
            else if (slice_starts((struct slice){list->at + len, list->len - len}, comma))
                mark = sizeof comma - 1;
        len -= mark ? 1 : 0;
        *keyword = (struct slice){list->at, len};
        *list = (struct slice){list->at + len + mark, list->len - len - mark};
        while (keyword->len && *keyword->at == ' ')
            *keyword = (struct slice){keyword->at + 1, keyword->len - 1};
        while (keyword->len && keyword->at[keyword->len - 1] == ' ')
            keyword->len--;
        if (keyword->len)
            return true;
    }
    return false;
}

static void say_keywords(struct saying *saying, const char *cell, const char *lang)
{
    struct slice list = instance_cell(saying->catalogue->instance, cell), keyword;
    while (catalogue_keyword(&list, &keyword))
        say_text(saying, "dcat:keyword", keyword, lang);
}

static void say_languages(struct saying *saying)
{
    say_link(saying, "dct:language", EU_AUTHORITY "language/", "JPN");
    say_link(saying, "dct:language", EU_AUTHORITY "language/", "ENG");
}

void say_common(struct saying *saying)
{
    say_responsible(saying);
    say_frequency(saying);
    say_place(saying);
    say_theme(saying);
    say_keywords(saying, "keywords_ja", "ja");
    say_keywords(saying, "keywords_en", "en");
    say_languages(saying);
    say_link(saying, "dct:accessRights", EU_AUTHORITY "access-right/", "PUBLIC");
    say_path(saying, "dct:provenance", "/id/catalog", "#provenance");
}

/* --- datasets --- */

static void say_titles(struct saying *saying, const struct resource *resource)
{
    char text[1600];
    const char *const *title = saying->catalogue->instance->title;
    snprintf(text, sizeof text, "%s（%s）", resource->title_ja, title[LANGUAGE_JA]);
    say_text(saying, "dct:title", slice_of(text), "ja");
    if (instance_cell(saying->catalogue->instance, "title_en").len)
        snprintf(text, sizeof text, "%s (%s)", resource->title_en, title[LANGUAGE_EN]);
    else
        snprintf(text, sizeof text, "%s", resource->title_en);
    say_text(saying, "dct:title", slice_of(text), "en");
    say_both(saying, "dct:description", resource->doc_ja, resource->doc);
}

static void say_version(struct saying *saying, const struct table_state *state)
{
    char text[160];
    snprintf(text, sizeof text, "%" PRIu64, state->changed_in);
    say_typed(saying, "dcat:version", text, NULL);
    snprintf(text, sizeof text, "公開版 %" PRIu64 " で最後に変わった。%" PRIu64 "件。",
             state->changed_in, state->rows);
    say_text(saying, "adms:versionNotes", slice_of(text), "ja");
    snprintf(text, sizeof text, "Last changed in release %" PRIu64 "; %" PRIu64 " rows.",
             state->changed_in, state->rows);
    say_text(saying, "adms:versionNotes", slice_of(text), "en");
}

static const char *period_name(const char *dataset, char name[PERIOD_NAME_SIZE])
{
    snprintf(name, PERIOD_NAME_SIZE, "%s#period", dataset);
    return name;
}

void say_period_link(struct saying *saying, const char *dataset, const char *starts,
                     const char *ends)
{
    char name[PERIOD_NAME_SIZE];
    if (*starts || *ends)
        say_path(saying, "dct:temporal", "/id/datasets/", period_name(dataset, name));
}

void say_period(struct saying *saying, const char *dataset, const char *starts, const char *ends)
{
    char name[PERIOD_NAME_SIZE];
    if (!*starts && !*ends)
        return;
    say_own(saying, "/id/datasets/", period_name(dataset, name), "dct:PeriodOfTime");
    say_typed(saying, "dcat:startDate", starts, "xsd:date");
    say_typed(saying, "dcat:endDate", ends, "xsd:date");
    say_end(saying);
}

static void say_documents(struct saying *saying, const struct resource *resource)
{
    char name[128];
    snprintf(name, sizeof name, "%s.html", resource->name);
    say_path(saying, "dcat:landingPage", "/v1/datasets/", name);
    say_path(saying, "foaf:page", "/docs/dictionary#", resource->name);
    say_path(saying, "dct:conformsTo", "/docs/dictionary#", resource->name);
    if (resource->cube) {
        say_path(saying, "dct:conformsTo", "/id/structures/", resource->name);
        say_path(saying, "qb:structure", "/id/structures/", resource->name);
    }
    if (has_provenance(resource))
        say_path(saying, "dct:provenance", "/id/catalog", "#provenance-by-row");
}

static void dataset(struct saying *saying, const struct catalogue_table *table)
{
    const struct resource *resource = table->state->resource;
    char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE];
    catalogue_period(table, starts, ends);
    say_own(saying, "/id/datasets/", resource->name, "dcat:Dataset");
    say_type(saying, "void:Dataset");
    say_text(saying, "dct:identifier", out_written(&saying->subject.out), NULL);
    say_titles(saying, resource);
    say_time(saying, "dct:issued", table->issued);
    say_time(saying, "dct:modified", table->state->changed_at);
    say_version(saying, table->state);
    say_period_link(saying, resource->name, starts, ends);
    say_common(saying);
    if (catalogue_has_all(saying->catalogue))
        say_path(saying, "dct:isPartOf", "/id/datasets/all", "");
    say_documents(saying, resource);
    say_quality_links(saying, table);
    say_distribution_links(saying, table);
    say_dump(saying, table);
    say_end(saying);
}

static void say_standard(struct saying *saying, const char *path, const char *rest, const char *ja,
                         const char *en)
{
    say_own(saying, path, rest, "dct:Standard");
    say_both(saying, "dct:title", ja, en);
    say_end(saying);
}

/* What belongs to one dataset only. */
static void beside_dataset(struct saying *saying, const struct catalogue_table *table)
{
    const struct resource *resource = table->state->resource;
    char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE], name[160];
    catalogue_period(table, starts, ends);
    say_period(saying, resource->name, starts, ends);
    snprintf(name, sizeof name, "%s.html", resource->name);
    say_own(saying, "/v1/datasets/", name, "foaf:Document");
    say_end(saying);
    say_own(saying, "/docs/dictionary#", resource->name, "foaf:Document");
    say_type(saying, "dct:Standard");
    say_both(saying, "dct:title", "データ辞書", "Data dictionary");
    say_end(saying);
    snprintf(name, sizeof name, "%s.csv-metadata.json", resource->name);
    say_standard(saying, "/v1/", name, "CSV の列の説明（CSV on the Web）",
                 "Columns of the CSV (CSV on the Web)");
    if (resource->cube)
        say_standard(saying, "/id/structures/", resource->name, "データ構造定義",
                     "Data structure definition");
    say_quality(saying, table);
    say_distributions(saying, table);
}

/* --- the catalogue and the service --- */

static void say_dates(struct saying *saying)
{
    time_t issued, modified;
    catalogue_dates(saying->catalogue, &issued, &modified);
    say_time(saying, "dct:issued", issued);
    say_time(saying, "dct:modified", modified);
}

void say_datasets(struct saying *saying, const char *predicate)
{
    for (size_t i = 0; i < saying->catalogue->count; i++)
        say_path(saying, predicate, "/id/datasets/",
                 saying->catalogue->tables[i].state->resource->name);
}

/* What the instance says of itself; its title where there is no description. */
static void say_purpose(struct saying *saying)
{
    const struct instance *instance = saying->catalogue->instance;
    say_cells(saying, "dct:title", "title");
    say_cells(saying, "dct:description",
              instance_cell(instance, "description_ja").len ? "description" : "title");
}

static void catalog(struct saying *saying)
{
    say_own(saying, "/id/catalog", "", "dcat:Catalog");
    say_text(saying, "dct:identifier", out_written(&saying->subject.out), NULL);
    say_purpose(saying);
    say_responsible(saying);
    say_dates(saying);
    say_languages(saying);
    say_place(saying);
    say_path(saying, "foaf:homepage", "/", "");
    say_link(saying, "dcat:themeTaxonomy", EU_AUTHORITY "data-theme", "");
    say_datasets(saying, "dcat:dataset");
    if (catalogue_has_all(saying->catalogue))
        say_path(saying, "dcat:dataset", "/id/datasets/all", "");
    say_path(saying, "dcat:service", "/id/services/api", "");
    say_end(saying);
}

static void service(struct saying *saying)
{
    say_own(saying, "/id/services/api", "", "dcat:DataService");
    say_text(saying, "dct:identifier", out_written(&saying->subject.out), NULL);
    say_purpose(saying);
    say_responsible(saying);
    say_theme(saying);
    say_keywords(saying, "keywords_ja", "ja");
    say_keywords(saying, "keywords_en", "en");
    say_link(saying, "dct:accessRights", EU_AUTHORITY "access-right/", "PUBLIC");
    say_path(saying, "dcat:endpointURL", "/", "");
    say_path(saying, "dcat:endpointDescription", "/v1/openapi.json", "");
    say_path(saying, "dcat:landingPage", "/docs", "");
    say_path(saying, "foaf:page", "/docs", "");
    say_link(saying, "dct:conformsTo", "https://spec.openapis.org/oas/v3.1.0", "");
    say_datasets(saying, "dcat:servesDataset");
    if (catalogue_has_all(saying->catalogue))
        say_path(saying, "dcat:servesDataset", "/id/datasets/all", "");
    say_end(saying);
    say_own(saying, "/docs", "", "foaf:Document");
    say_end(saying);
    say_own(saying, "/", "", "foaf:Document");
    say_end(saying);
    say_thing(saying, "https://spec.openapis.org/oas/v3.1.0", "dct:Standard");
    say_both(saying, "dct:title", "OpenAPI 3.1", "OpenAPI 3.1");
    say_end(saying);
}

static void begin(struct saying *saying, struct emit *emit, const struct triple_sink *sink,
                  const struct catalogue *catalogue)
{
    *saying = (struct saying){.emit = emit, .sink = sink, .catalogue = catalogue};
    buffer_init(&saying->subject);
    buffer_init(&saying->object);
}

void catalogue_describe(struct emit *emit, const struct triple_sink *sink, void *context)
{
    const struct catalogue *catalogue = context;
    struct saying saying;
    begin(&saying, emit, sink, catalogue);
    catalog(&saying);
    service(&saying);
    for (size_t i = 0; i < catalogue->count; i++) {
        dataset(&saying, &catalogue->tables[i]);
        beside_dataset(&saying, &catalogue->tables[i]);
    }
    say_all_tables(&saying);
    say_shared(&saying);
}

void catalogue_describe_part(struct emit *emit, const struct triple_sink *sink, void *context)
{
    const struct catalogue_part *part = context;
    struct saying saying;
    begin(&saying, emit, sink, part->catalogue);
    dataset(&saying, part->table);
    beside_dataset(&saying, part->table);
    say_shared(&saying);
}
