/* How complete a table is (W3C Data Quality Vocabulary): shares of cells that hold something, as
 * counted when the store was built. Of two kinds: all columns, and columns of figures.
 *
 * A share is cut after four digits, not rounded: 1.0000 stands only for what is complete. */
#include "dcat_quality.h"

#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/store/extent.h"

#include "dcat_writer.h"

#include <inttypes.h>
#include <stdio.h>

enum { SCALE = 10000 };

struct metric {
    const char *name, *fragment, *ja, *en;
    bool figures; /* only columns of numbers with decimals */
};

static const struct metric metrics[] = {
    {"#cells", "#completeness-of-cells", "公開者が記入する列のうち、空でないセルの割合。",
     "Share of cells that are not empty, of the columns that the publisher fills in.", false},
    {"#figures", "#completeness-of-figures",
     "数値の列のうち、空でないセルの割合。空のときは理由が示されている。",
     "Share of cells that hold a number, of the columns of figures; an empty one says why.", true},
};

enum { METRICS = sizeof metrics / sizeof *metrics };

/* The share as text; false where there is nothing to count. */
static bool metric_share(const struct catalogue_table *table, const struct metric *metric,
                         char text[48])
{
    const struct resource *resource = table->state->resource;
    uint64_t cells = 0, filled = 0;
    if (!table->extent)
        return false;
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        if (!column_is_written(column) || (metric->figures && column->type != TYPE_DECIMAL))
            continue;
        cells += table->state->rows;
        filled += table->extent->columns[i].filled;
    }
    if (cells == 0 || filled > cells)
        return false;
    uint64_t share = filled * SCALE / cells;
    snprintf(text, 48, "%" PRIu64 ".%04" PRIu64, share / SCALE, share % SCALE);
    return true;
}

static const char *metric_path(const struct catalogue_table *table, const struct metric *metric,
                               char name[128])
{
    snprintf(name, 128, "%s%s", table->state->resource->name, metric->name);
    return name;
}

void dcat_write_quality(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    char text[48], name[128];
    for (size_t i = 0; i < METRICS; i++)
        if (metric_share(table, &metrics[i], text))
            dcat_link(dcat, "dqv:hasQualityMeasurement", "/id/datasets/",
                      metric_path(table, &metrics[i], name));
}

void dcat_describe_quality(struct dcat_writer *dcat, const struct catalogue_table *table)
{
    char text[48], name[128];
    for (size_t i = 0; i < METRICS; i++) {
        if (!metric_share(table, &metrics[i], text))
            continue;
        dcat_begin(dcat, "/id/datasets/", metric_path(table, &metrics[i], name),
                   "dqv:QualityMeasurement");
        dcat_link(dcat, "dqv:computedOn", "/id/datasets/", table->state->resource->name);
        dcat_link(dcat, "dqv:isMeasurementOf", "/id/catalog", metrics[i].fragment);
        dcat_typed(dcat, "dqv:value", text, "xsd:decimal");
        dcat_end(dcat);
    }
}

void dcat_describe_metrics(struct dcat_writer *dcat)
{
    for (size_t i = 0; i < METRICS; i++) {
        dcat_begin(dcat, "/id/catalog", metrics[i].fragment, "dqv:Metric");
        dcat_pair(dcat, "skos:definition", metrics[i].ja, metrics[i].en);
        dcat_link_iri(dcat, "dqv:expectedDataType", "http://www.w3.org/2001/XMLSchema#decimal", "");
        dcat_link_iri(dcat, "dqv:inDimension", "http://www.w3.org/2016/05/ldqd#completeness", "");
        dcat_end(dcat);
    }
    dcat_describe_term(dcat, "http://www.w3.org/2016/05/ldqd#completeness", "dqv:Dimension", NULL,
                       "完全性", "Completeness");
}
