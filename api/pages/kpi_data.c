/* The newest value of a KPI as schema.org has it. A value that is about something, at least so much
 * or of a part would be told as what it is not: it is left to the data. */
#include "hiraku/exporters/rdf/graph_iri.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/embed_page.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_data.h"
#include "hiraku/service/details.h"

#include "kpi_page_parts.h"

static bool kpi_data_is_plain(const struct detail *figure)
{
    const struct slice *cells = figure->point.cells;
    bool exact = !cells[POINT_QUALIFIER].len || slice_is(cells[POINT_QUALIFIER], "exact");
    bool whole = !cells[POINT_ITEM].len && !cells[POINT_SEGMENT].len && !cells[POINT_AREA].len;
    return exact && whole && slice_is(cells[POINT_VALUE_TYPE], "actual");
}

/* The period where ISO 8601 has it as a date, a month or a year, else its last day. */
static struct slice kpi_data_date(const struct detail *figure)
{
    struct slice period = figure->point.cells[POINT_PERIOD];
    size_t digits = 0;
    while (digits < period.len && strchr("0123456789-", period.at[digits]))
        digits++;
    return period.len && digits == period.len ? period : figure->point.cells[POINT_ENDS];
}

static void kpi_data_iri(struct json_writer *json, const char *key, const struct instance *instance,
                         const struct resource *table, struct slice id)
{
    struct out *out = json_value(json, key);
    out_char(out, '"');
    graph_put_iri(out, instance, table, id);
    out_char(out, '"');
}

static void kpi_data_place(struct json_writer *json, const struct page_context *context,
                           const struct slice *about)
{
    if (!about[SUBJECT_MUNICIPALITY].len)
        return;
    json_begin_object(json, "observationAbout");
    json_text(json, "@type", "Place");
    json_slice(json, "identifier", about[SUBJECT_MUNICIPALITY]);
    json_slice(
        json, "name",
        kpi_word_of(context, about[SUBJECT_MUNICIPALITY_JA], about[SUBJECT_MUNICIPALITY_EN]));
    json_end(json);
}

void kpi_data_write(struct page *page, const struct kpi_page *kpi)
{
    const struct instance *instance = page->context->instance;
    const struct resource *subjects = model_cube_subject()->ref;
    const struct detail *figure = kpi->details ? embed_choose(kpi->details) : NULL;
    struct page_data data;
    if (!figure || !kpi_data_is_plain(figure))
        return;
    page_data_open(&data, page);
    struct json_writer *json = &data.json;
    json_begin_object(json, NULL);
    json_text(json, "@context", "https://schema.org/");
    json_text(json, "@type", "Observation");
    kpi_data_iri(json, "@id", instance, model_cube(), figure->point.cells[POINT_ID]);
    json_begin_object(json, "variableMeasured");
    json_text(json, "@type", "StatisticalVariable");
    kpi_data_iri(json, "@id", instance, subjects, kpi->details->about[SUBJECT_ID]);
    json_slice(json, "name", kpi->name);
    json_end(json);
    kpi_data_place(json, page->context, kpi->details->about);
    json_slice(json, "observationDate", kpi_data_date(figure));
    json_slice(json, "value", figure->point.cells[POINT_VALUE]);
    json_slice(json, "unitText", kpi_unit_word(page->context, kpi->details));
    json_finish(json);
    page_data_close(&data);
}
