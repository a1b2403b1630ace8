/* Facts that every description of the catalogue states alike: periods, dates, publisher, place,
 * keywords.
 *
 * Writes nothing. The distributions are distribution.c. */
#include "hiraku/exporters/catalogue/catalogue.h"

#include "hiraku/model/instance.h"
#include "hiraku/store/extent.h"

#include <stdio.h>

#define COUNTRY "http://publications.europa.eu/resource/authority/country/JPN"

static bool column_is_coverage(const struct column *column)
{
    return column->type == TYPE_PERIOD && column->predicate &&
           (strstr(column->predicate, "dct:temporal") ||
            strstr(column->predicate, "sdmx-dimension:refPeriod"));
}

/* Makes a period hold another one; of both either day may be empty. */
static void period_widen(char *starts, char *ends, const char *first, const char *last)
{
    if (*first && (!*starts || strcmp(first, starts) < 0))
        snprintf(starts, DATE_TEXT_SIZE, "%s", first);
    if (strcmp(last, ends) > 0)
        snprintf(ends, DATE_TEXT_SIZE, "%s", last);
}

bool catalogue_period(const struct catalogue_table *table, char *starts, char *ends)
{
    const struct column *columns = table->state->resource->columns;
    *starts = *ends = '\0';
    for (size_t i = 0; table->extent && columns[i].name; i++)
        if (column_is_coverage(&columns[i]))
            period_widen(starts, ends, table->extent->columns[i].starts,
                         table->extent->columns[i].ends);
    return *starts || *ends;
}

bool catalogue_period_of_all(const struct catalogue *catalogue, char *starts, char *ends)
{
    char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];
    *starts = *ends = '\0';
    for (size_t i = 0; i < catalogue->count; i++)
        if (catalogue_period(&catalogue->tables[i], first, last))
            period_widen(starts, ends, first, last);
    return *starts || *ends;
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

bool catalogue_is_local(const struct instance *instance)
{
    const char *code = instance->publisher_code;
    return strlen(code) == 6 && strncmp(code, "00", 2) != 0;
}

void catalogue_publisher(const struct catalogue *catalogue, char path[PUBLISHER_SIZE])
{
    const struct instance *instance = catalogue->instance;
    if (catalogue->bodies && catalogue_is_local(instance))
        snprintf(path, PUBLISHER_SIZE, "/id/%s/%s", catalogue->bodies->name,
                 instance->publisher_code);
    else
        snprintf(path, PUBLISHER_SIZE, "/id/catalog#publisher");
}

void catalogue_place(const struct instance *instance, char iri[PLACE_SIZE])
{
    if (catalogue_is_local(instance))
        snprintf(iri, PLACE_SIZE, "http://data.e-stat.go.jp/lod/sac/C%.5s",
                 instance->publisher_code);
    else
        snprintf(iri, PLACE_SIZE, "%s", COUNTRY);
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
