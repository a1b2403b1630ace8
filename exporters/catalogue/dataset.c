/* See dataset.h. */
#include "hiraku/exporters/catalogue/dataset.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"

#include <stdio.h>

void dataset_of_table(struct dataset *set, const struct catalogue_table *table)
{
    const struct resource *resource = table->state->resource;
    *set = (struct dataset){.table = table,
                            .name = resource->name,
                            .title_ja = resource->title_ja,
                            .title_en = resource->title_en,
                            .doc_ja = resource->doc_ja,
                            .doc = resource->doc,
                            .issued = table->issued,
                            .modified = table->state->changed_at};
    catalogue_period(table, set->starts, set->ends);
    snprintf(set->page, sizeof set->page, "/v1/datasets/%s.html", set->name);
    snprintf(set->dictionary, sizeof set->dictionary, "/docs/dictionary#%s", set->name);
    snprintf(set->period, sizeof set->period, "/id/datasets/%s#period", set->name);
}

void dataset_of_all(struct dataset *set, const struct catalogue *catalogue)
{
    *set = (struct dataset){
        .name = "all",
        .title_ja = "すべての表",
        .title_en = "All tables",
        .doc_ja =
            "公開しているすべての表を一つのファイルにまとめたもの。データ辞書と利用条件を含む。",
        .doc = "All published tables in one file, with the data dictionary and the terms of use.",
        .page = "/v1/downloads.html",
        .dictionary = "/docs/dictionary",
        .period = "/id/datasets/all#period"};
    catalogue_dates(catalogue, &set->issued, &set->modified);
    catalogue_period_of_all(catalogue, set->starts, set->ends);
}

void dataset_title(const struct dataset *set, const struct instance *instance,
                   enum language language, char title[DATASET_TITLE_SIZE])
{
    bool is_named = instance_cell(instance, "title_en").len;
    if (language == LANGUAGE_JA)
        snprintf(title, DATASET_TITLE_SIZE, "%s（%s）", set->title_ja,
                 instance->title[LANGUAGE_JA]);
    else
        snprintf(title, DATASET_TITLE_SIZE, is_named ? "%s (%s)" : "%s", set->title_en,
                 instance->title[LANGUAGE_EN]);
}

void distribution_title(const struct distribution *one, const struct resource *resource,
                        enum language language, char title[DISTRIBUTION_TITLE_SIZE])
{
    bool ja = language == LANGUAGE_JA;
    const char *form = ja ? one->format->title_ja : one->format->title_en;
    if (!resource)
        snprintf(title, DISTRIBUTION_TITLE_SIZE, "%s", form);
    else if (ja)
        snprintf(title, DISTRIBUTION_TITLE_SIZE, "%s（%s%s）", resource->title_ja, form,
                 one->packed ? "、gzip 圧縮" : "");
    else
        snprintf(title, DISTRIBUTION_TITLE_SIZE, "%s (%s%s)", resource->title_en, form,
                 one->packed ? ", gzip" : "");
}

void distribution_description(const struct resource *resource, enum language language,
                              char text[DISTRIBUTION_TITLE_SIZE])
{
    bool ja = language == LANGUAGE_JA;
    if (!resource)
        snprintf(text, DISTRIBUTION_TITLE_SIZE, "%s",
                 ja ? "すべての表の全件を一つのファイルにまとめたもの。"
                    : "All records of all tables in one file.");
    else
        snprintf(text, DISTRIBUTION_TITLE_SIZE,
                 ja ? "表「%s」の全件。" : "All records of the table %s.",
                 ja ? resource->title_ja : resource->name);
}
