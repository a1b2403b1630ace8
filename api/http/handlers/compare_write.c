/* Writing a comparison: in JSON one item a KPI with its values, in CSV one row a value. What
 * differs stands before the items, or in every row. */
#include "compare.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_text.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/value/iri.h"

#include "member.h"

static const enum point_cell value_cells[] = {POINT_VALUE, POINT_MISSING, POINT_QUALIFIER,
                                              POINT_ID};

/* What stands in a CSV's row before the value. */
static const enum kpi_cell row_cells[] = {
    KPI_ID,      KPI_NAME_JA,         KPI_NAME_EN,  KPI_MUNICIPALITY, KPI_UNIT_JA,
    KPI_UNIT_EN, KPI_UNIT_MULTIPLIER, KPI_COUNTING, KPI_NATURE,       KPI_DIRECTION};
static const enum point_cell point_cells[] = {
    POINT_PERIOD,       POINT_STARTS,    POINT_ENDS,    POINT_FISCAL_YEAR, POINT_VALUE_TYPE,
    POINT_ACCUMULATION, POINT_ITEM,      POINT_SEGMENT, POINT_AREA,        POINT_VALUE,
    POINT_MISSING,      POINT_QUALIFIER, POINT_ID};
enum {
    VALUE_CELLS = sizeof value_cells / sizeof *value_cells,
    ROW_CELLS = sizeof row_cells / sizeof *row_cells,
    ROW_POINT_CELLS = sizeof point_cells / sizeof *point_cells
};

/* `,"name":["a","b"]` of words with commas between them. */
static void put_words(struct out *out, const char *name, const char *words)
{
    json_key(out, false, name);
    out_char(out, '[');
    while (*words) {
        size_t len = strcspn(words, ",");
        json_quote(out, (struct slice){words, len});
        words += len;
        if (*words) {
            out_char(out, ',');
            words++;
        }
    }
    out_char(out, ']');
}

static void put_value(struct compare *compare, const struct point *point)
{
    struct out *out = &compare->figures.items;
    int first_month = snapshot_instance(compare->figures.request->snapshot)->first_month;
    series_members(out, point, NULL, true, first_month);
    for (size_t i = 0; i < VALUE_CELLS; i++) {
        const char *name = point_columns[value_cells[i]];
        const struct column *column = model_column(compare->query.resource, slice_of(name));
        member_cell(out, false, name, column, point->cells[value_cells[i]]);
    }
}

static const char *name_of(const struct compare *compare, enum kpi_cell cell)
{
    if (cell == KPI_MUNICIPALITY_JA)
        return "municipality_name_ja";
    if (cell == KPI_MUNICIPALITY_EN)
        return "municipality_name_en";
    return compare->paths[cell].column->name;
}

static void put_item(struct compare *compare, const struct compared *kpi)
{
    static const struct {
        const char *name;
        enum property property;
    } sets[] = {{"value_types", PROPERTY_VALUE_TYPE},
                {"accumulations", PROPERTY_ACCUMULATION},
                {"period_basis", PROPERTY_PERIOD_BASIS}};
    struct out *out = &compare->figures.items;
    char text[COMPARE_TEXT];
    out_text(out, compare->figures.total > 0 ? ",\n{" : "\n{");
    for (int i = 0; i < KPI_CELLS; i++)
        member_cell(out, i == 0, name_of(compare, (enum kpi_cell)i), compare->paths[i].column,
                    kpi->cells[i]);
    json_key(out, false, "url");
    out_char(out, '"');
    out_text(out, snapshot_instance(compare->figures.request->snapshot)->base_url);
    series_put_list(out);
    out_char(out, '/');
    iri_segment(out, kpi->cells[KPI_ID]);
    out_char(out, '"');
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        compare_text(&kpi->comparand, compare->query.resource, sets[i].property, text);
        put_words(out, sets[i].name, text);
    }
    json_key(out, false, "values");
    out_char(out, '[');
    for (size_t i = 0; i < kpi->count; i++) {
        out_text(out, i > 0 ? ",\n {" : "\n {");
        put_value(compare, &compare->points[kpi->from + i]);
        out_char(out, '}');
    }
    out_text(out, "]}");
    compare->figures.total++;
}

static void put_rows(struct compare *compare, const struct compared *kpi, const char *differences)
{
    struct out *out = &compare->figures.items;
    for (size_t i = 0; i < kpi->count; i++) {
        const struct point *point = &compare->points[kpi->from + i];
        for (size_t j = 0; j < ROW_CELLS; j++)
            csv_cell(out, j == 0, kpi->cells[row_cells[j]]);
        csv_cell(out, false, slice_of(*differences ? "false" : "true"));
        csv_cell(out, false, slice_of(differences));
        for (size_t j = 0; j < ROW_POINT_CELLS; j++)
            csv_cell(out, false, point->cells[point_cells[j]]);
        csv_end(out);
    }
}

static void put_header(struct compare *compare, struct out *out)
{
    csv_cell(out, true, slice_of("kpi"));
    for (size_t i = 1; i < ROW_CELLS; i++)
        csv_cell(out, false, slice_of(name_of(compare, row_cells[i])));
    csv_cell(out, false, slice_of("comparable"));
    csv_cell(out, false, slice_of("differences"));
    for (size_t i = 0; i < ROW_POINT_CELLS; i++)
        csv_cell(out, false, slice_of(point_columns[point_cells[i]]));
    csv_end(out);
}

static void put_difference(struct compare *compare, struct out *out, enum property property)
{
    char text[COMPARE_TEXT];
    out_char(out, '{');
    member_text(out, true, "property", slice_of(property_name(property)));
    json_key(out, false, "values");
    out_char(out, '{');
    for (size_t i = 0; i < compare->count; i++) {
        const struct compared *kpi = &compare->kpis[i];
        compare_text(&kpi->comparand, compare->query.resource, property, text);
        member_text(out, i == 0, kpi->cells[KPI_ID].at, slice_of(text));
    }
    out_text(out, "}}");
}

/* The names of what differs, with spaces between them. */
static void find_differences(const struct compare *compare, char names[COMPARE_TEXT],
                             bool differs[PROPERTIES])
{
    struct comparand comparands[COMPARE_MOST];
    size_t len = 0;
    *names = '\0';
    for (size_t i = 0; i < compare->count; i++)
        comparands[i] = compare->kpis[i].comparand;
    for (int i = 0; i < PROPERTIES; i++) {
        const char *name = property_name((enum property)i);
        differs[i] = compare_differs(comparands, compare->count, (enum property)i);
        if (!differs[i])
            continue;
        if (len > 0)
            names[len++] = ' ';
        memcpy(names + len, name, strlen(name) + 1);
        len += strlen(name);
    }
}

enum status compare_write(struct compare *compare, struct problem *p)
{
    char names[COMPARE_TEXT];
    bool differs[PROPERTIES], first = true, csv = compare->figures.csv;
    find_differences(compare, names, differs);
    for (size_t i = 0; i < compare->count; i++)
        if (csv)
            put_rows(compare, &compare->kpis[i], names);
        else
            put_item(compare, &compare->kpis[i]);
    struct out *out = figures_begin(&compare->figures);
    if (csv) {
        put_header(compare, out);
        return figures_end(&compare->figures, p);
    }
    json_key(out, false, "comparable");
    out_text(out, *names ? "false" : "true");
    json_key(out, false, "differences");
    out_char(out, '[');
    for (int i = 0; i < PROPERTIES; i++) {
        if (!differs[i])
            continue;
        if (!first)
            out_char(out, ',');
        put_difference(compare, out, (enum property)i);
        first = false;
    }
    out_char(out, ']');
    return figures_end(&compare->figures, p);
}
