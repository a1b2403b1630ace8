/* The datasets of the catalogue: one of each table, and where files hold all tables (ZIP, SQLite)
 * one of them, whose parts those are.
 *
 * modified is the date of the data (the release in which it last changed), not of a file. The types
 * of a cube and of its structure stand where the components are, which they must have; here are
 * only links to them. */
#include "dcat_dataset.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/dataset.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"

#include "dcat_distribution.h"
#include "dcat_quality.h"
#include "dcat_shared.h"
#include "dcat_usage.h"
#include "dcat_writer.h"

#include <inttypes.h>
#include <stdio.h>

void dcat_write_datasets(struct dcat_writer *dcat, const char *predicate)
{
    for (size_t i = 0; i < dcat->catalogue->count; i++)
        dcat_link(dcat, predicate, "/id/datasets/",
                  dcat->catalogue->tables[i].state->resource->name);
}

/* Whether each row names what it was taken from. */
static bool has_provenance(const struct resource *resource)
{
    for (const struct column *column = resource->columns; column->name; column++)
        if (column->flags & COL_REQUIRED && column->predicate &&
            strstr(column->predicate, "prov:wasDerivedFrom"))
            return true;
    return false;
}

static void dcat_dataset_write_titles(struct dcat_writer *dcat, const struct dataset *set)
{
    char ja[DATASET_TITLE_SIZE], en[DATASET_TITLE_SIZE];
    dataset_title(set, dcat->catalogue->instance, LANGUAGE_JA, ja);
    dataset_title(set, dcat->catalogue->instance, LANGUAGE_EN, en);
    dcat_pair(dcat, "dct:title", ja, en);
    dcat_pair(dcat, "dct:description", set->doc_ja, set->doc);
}

static void write_version(struct dcat_writer *dcat, const struct dataset *set)
{
    char number[24], ja[160], en[160];
    const struct table_state *state = set->table ? set->table->state : NULL;
    uint64_t release = state ? state->changed_in : dcat->catalogue->manifest->number;
    snprintf(number, sizeof number, "%" PRIu64, release);
    snprintf(ja, sizeof ja, "公開版 %" PRIu64 "。", release);
    snprintf(en, sizeof en, "Release %" PRIu64 ".", release);
    if (state) {
        snprintf(ja, sizeof ja, "公開版 %" PRIu64 " で最後に変わった。%" PRIu64 "件。", release,
                 state->rows);
        snprintf(en, sizeof en, "Last changed in release %" PRIu64 "; %" PRIu64 " rows.", release,
                 state->rows);
    }
    dcat_typed(dcat, "dcat:version", number, NULL);
    dcat_pair(dcat, "adms:versionNotes", ja, en);
}

/* A table that is not kept up any more stays where it is. */
static void write_ending(struct dcat_writer *dcat, const struct dataset *set)
{
    const struct ending *ending =
        set->table ? ending_of_table(dcat->catalogue->instance, set->name) : NULL;
    if (!ending)
        return;
    dcat_typed(dcat, "schema:expires", ending->cells[ENDING_DATE].at, "xsd:date");
    if (ending->cells[ENDING_SUCCESSOR].len == 0)
        return;
    if (*ending->cells[ENDING_SUCCESSOR].at == '/')
        dcat_link(dcat, "dct:isReplacedBy", ending->cells[ENDING_SUCCESSOR].at, "");
    else
        dcat_link_iri(dcat, "dct:isReplacedBy", ending->cells[ENDING_SUCCESSOR].at, "");
}

/* How far its figures go, and when the next are due: terms of our own, since DCAT has the frequency
 * alone. */
static void write_freshness(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    if (table->last_period.len > 0)
        dcat_link_period(dcat, "hk:lastPeriod", table->last_period);
    if (table->due_on.len > 0)
        dcat_typed(dcat, "hk:dueOn", table->due_on.at, "xsd:date");
}

static void write_common(struct dcat_writer *dcat)
{
    dcat_write_responsible(dcat);
    dcat_write_frequency(dcat);
    dcat_write_place(dcat);
    dcat_write_theme(dcat);
    dcat_write_keywords(dcat);
    dcat_write_languages(dcat);
    dcat_link_iri(dcat, "dct:accessRights", EU_AUTHORITY "access-right/", "PUBLIC");
    dcat_link(dcat, "dct:provenance", "/id/catalog", "#provenance");
}

/* What the dataset of one table has, and that of all tables has not. */
static void write_structure(struct dcat_writer *dcat, const struct resource *resource)
{
    if (resource->cube) {
        dcat_link(dcat, "dct:conformsTo", "/id/structures/", resource->name);
        dcat_link(dcat, "qb:structure", "/id/structures/", resource->name);
    }
    if (has_provenance(resource))
        dcat_link(dcat, "dct:provenance", "/id/catalog", "#provenance-by-row");
}

static void describe_dataset(struct dcat_writer *dcat, const struct dataset *set)
{
    dcat_begin(dcat, "/id/datasets/", set->name, "dcat:Dataset");
    if (set->table)
        dcat_type(dcat, "void:Dataset");
    dcat_write_identifier(dcat);
    dcat_dataset_write_titles(dcat, set);
    dcat_time(dcat, "dct:issued", set->issued);
    dcat_time(dcat, "dct:modified", set->modified);
    write_version(dcat, set);
    write_ending(dcat, set);
    if (*set->starts || *set->ends)
        dcat_link(dcat, "dct:temporal", set->period, "");
    write_common(dcat);
    if (set->table && catalogue_has_all(dcat->catalogue))
        dcat_link(dcat, "dct:isPartOf", "/id/datasets/all", "");
    dcat_link(dcat, "dcat:landingPage", set->page, "");
    dcat_link(dcat, "foaf:page", set->dictionary, "");
    dcat_link(dcat, "dct:conformsTo", set->dictionary, "");
    if (set->table) {
        write_structure(dcat, set->table->state->resource);
        dcat_write_quality(dcat, set->table);
        write_freshness(dcat, set->table);
        dcat_write_usage(dcat, set->table);
    } else {
        dcat_write_datasets(dcat, "dct:hasPart");
    }
    dcat_write_distributions(dcat, set->table);
    if (set->table)
        dcat_write_dump(dcat, set->table);
    dcat_end(dcat);
}

static void describe_period(struct dcat_writer *dcat, const struct dataset *set)
{
    if (!*set->starts && !*set->ends)
        return;
    dcat_begin(dcat, set->period, "", "dct:PeriodOfTime");
    dcat_typed(dcat, "dcat:startDate", set->starts, "xsd:date");
    dcat_typed(dcat, "dcat:endDate", set->ends, "xsd:date");
    dcat_end(dcat);
}

static void describe_standard(struct dcat_writer *dcat, const char *path, const char *ja,
                              const char *en)
{
    dcat_begin(dcat, path, "", "dct:Standard");
    dcat_pair(dcat, "dct:title", ja, en);
    dcat_end(dcat);
}

static void describe_structure(struct dcat_writer *dcat, const struct resource *resource)
{
    char path[DATASET_PATH_SIZE];
    snprintf(path, sizeof path, "/v1/%s.csv-metadata.json", resource->name);
    describe_standard(dcat, path, "CSV の列の説明（CSV on the Web）",
                      "Columns of the CSV (CSV on the Web)");
    snprintf(path, sizeof path, "/id/structures/%s", resource->name);
    if (resource->cube)
        describe_standard(dcat, path, "データ構造定義", "Data structure definition");
}

/* The dataset, and what belongs to it only. */
static void dcat_dataset_describe_whole(struct dcat_writer *dcat, const struct dataset *set)
{
    describe_dataset(dcat, set);
    describe_period(dcat, set);
    dcat_describe_document(dcat, set->page);
    dcat_begin(dcat, set->dictionary, "", "foaf:Document");
    dcat_type(dcat, "dct:Standard");
    dcat_pair(dcat, "dct:title", "データ辞書", "Data dictionary");
    dcat_end(dcat);
    if (set->table) {
        describe_structure(dcat, set->table->state->resource);
        dcat_describe_quality(dcat, set->table);
        dcat_describe_usage(dcat, set->table);
    }
    dcat_describe_distributions(dcat, set->table);
}

void dcat_describe_dataset(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    struct dataset set;
    dataset_of_table(&set, table);
    dcat_dataset_describe_whole(dcat, &set);
}

void dcat_describe_all(struct dcat_writer *dcat)
{
    struct dataset set;
    if (!catalogue_has_all(dcat->catalogue))
        return;
    dataset_of_all(&set, dcat->catalogue);
    dcat_dataset_describe_whole(dcat, &set);
}
