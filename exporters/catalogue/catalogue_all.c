/* The dataset of all tables: the files that hold them all (ZIP, SQLite), its parts the datasets of
 * the tables. Says nothing where a release has no such file. */
#include "catalogue_parts.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/catalogue/distribution.h"
#include "hiraku/model/instance.h"
#include "hiraku/value/period.h"

#include <inttypes.h>
#include <stdio.h>

static void count(void *context, const struct distribution *one)
{
    (void)one;
    ++*(size_t *)context;
}

bool catalogue_has_all(const struct catalogue *catalogue)
{
    size_t files = 0;
    catalogue_distributions(catalogue, NULL, count, &files);
    return files > 0;
}

void catalogue_dates(const struct catalogue *catalogue, time_t *issued, time_t *modified)
{
    *issued = 0;
    manifest_changed_in(catalogue->manifest, NULL, 0, modified);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct catalogue_table *table = &catalogue->tables[i];
        if (table->issued && (!*issued || table->issued < *issued))
            *issued = table->issued;
    }
}

static void say_title(struct saying *saying)
{
    char text[1600];
    const char *const *title = saying->catalogue->instance->title;
    snprintf(text, sizeof text, "すべての表（%s）", title[LANGUAGE_JA]);
    say_text(saying, "dct:title", slice_of(text), "ja");
    if (instance_cell(saying->catalogue->instance, "title_en").len)
        snprintf(text, sizeof text, "All tables (%s)", title[LANGUAGE_EN]);
    else
        snprintf(text, sizeof text, "All tables");
    say_text(saying, "dct:title", slice_of(text), "en");
    say_both(saying, "dct:description",
             "公開しているすべての表を一つのファイルにまとめたもの。データ辞書と利用条件を含む。",
             "All published tables in one file, with the data dictionary and the terms of use.");
}

static void say_version(struct saying *saying)
{
    char text[160];
    uint64_t number = saying->catalogue->manifest->number;
    snprintf(text, sizeof text, "%" PRIu64, number);
    say_typed(saying, "dcat:version", text, NULL);
    snprintf(text, sizeof text, "公開版 %" PRIu64 "。", number);
    say_text(saying, "adms:versionNotes", slice_of(text), "ja");
    snprintf(text, sizeof text, "Release %" PRIu64 ".", number);
    say_text(saying, "adms:versionNotes", slice_of(text), "en");
}

/* From the first to the last day of any table. */
static void find_period(const struct catalogue *catalogue, char *starts, char *ends)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    *starts = *ends = '\0';
    for (size_t i = 0; i < catalogue->count; i++) {
        catalogue_period(&catalogue->tables[i], first, last);
        if (*first && (!*starts || strcmp(first, starts) < 0))
            snprintf(starts, DATE_TEXT_SIZE, "%s", first);
        if (strcmp(last, ends) > 0)
            snprintf(ends, DATE_TEXT_SIZE, "%s", last);
    }
}

void say_all_tables(struct saying *saying)
{
    time_t issued, modified;
    char starts[DATE_TEXT_SIZE], ends[DATE_TEXT_SIZE];
    if (!catalogue_has_all(saying->catalogue))
        return;
    catalogue_dates(saying->catalogue, &issued, &modified);
    say_own(saying, "/id/datasets/all", "", "dcat:Dataset");
    say_text(saying, "dct:identifier", out_written(&saying->subject.out), NULL);
    say_title(saying);
    say_time(saying, "dct:issued", issued);
    say_time(saying, "dct:modified", modified);
    say_version(saying);
    find_period(saying->catalogue, starts, ends);
    say_period_link(saying, "all", starts, ends);
    say_common(saying);
    say_path(saying, "dcat:landingPage", "/v1/downloads.html", "");
    say_path(saying, "foaf:page", "/docs/dictionary", "");
    say_path(saying, "dct:conformsTo", "/docs/dictionary", "");
    say_datasets(saying, "dct:hasPart");
    say_distribution_links(saying, NULL);
    say_end(saying);
    say_period(saying, "all", starts, ends);
    say_own(saying, "/v1/downloads.html", "", "foaf:Document");
    say_end(saying);
    say_own(saying, "/docs/dictionary", "", "foaf:Document");
    say_type(saying, "dct:Standard");
    say_both(saying, "dct:title", "データ辞書", "Data dictionary");
    say_end(saying);
    say_distributions(saying, NULL);
}
