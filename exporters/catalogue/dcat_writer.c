/* The few verbs of which the catalogue's triples are made: subjects and objects on the base URL,
 * literals in two languages, dates.
 *
 * States nothing of its own accord. */
#include "dcat_writer.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/rdf/triple_sink.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"

#include <stdio.h>

/* The IRI {base}{path}{rest}, or of these parts alone. */
static struct slice dcat_iri(struct dcat_writer *dcat, struct iri_buffer *buffer, bool is_own,
                             const char *path, const char *rest)
{
    struct out *iri = &buffer->out;
    out_reset(iri);
    out_text(iri, is_own ? dcat->catalogue->instance->base_url : "");
    out_text(iri, path);
    out_text(iri, rest);
    return iri_buffer_close(buffer, dcat->emit->out);
}

void dcat_begin(struct dcat_writer *dcat, const char *path, const char *rest, const char *type)
{
    dcat->sink->subject(dcat->emit, dcat_iri(dcat, &dcat->subject, true, path, rest),
                        slice_of(type));
}

void dcat_begin_iri(struct dcat_writer *dcat, const char *iri, const char *type)
{
    dcat->sink->subject(dcat->emit, dcat_iri(dcat, &dcat->subject, false, iri, ""), slice_of(type));
}

void dcat_type(struct dcat_writer *dcat, const char *type)
{
    dcat->sink->type(dcat->emit, slice_of(type));
}

void dcat_end(struct dcat_writer *dcat)
{
    dcat->sink->end(dcat->emit);
}

void dcat_link(struct dcat_writer *dcat, const char *predicate, const char *path, const char *rest)
{
    dcat->sink->iri(dcat->emit, slice_of(predicate),
                    dcat_iri(dcat, &dcat->object, true, path, rest));
}

void dcat_link_iri(struct dcat_writer *dcat, const char *predicate, const char *iri,
                   const char *rest)
{
    dcat->sink->iri(dcat->emit, slice_of(predicate),
                    dcat_iri(dcat, &dcat->object, false, iri, rest));
}

void dcat_link_period(struct dcat_writer *dcat, const char *predicate, struct slice period)
{
    struct out *iri = &dcat->object.out;
    out_reset(iri);
    graph_put_period(iri, dcat->catalogue->instance, period);
    dcat->sink->iri(dcat->emit, slice_of(predicate),
                    iri_buffer_close(&dcat->object, dcat->emit->out));
}

void dcat_literal(struct dcat_writer *dcat, const char *predicate, struct slice text,
                  const char *lang)
{
    if (text.len)
        dcat->sink->literal(dcat->emit, slice_of(predicate), text, lang, NULL);
}

void dcat_typed(struct dcat_writer *dcat, const char *predicate, const char *text, const char *type)
{
    if (*text)
        dcat->sink->literal(dcat->emit, slice_of(predicate), slice_of(text), NULL, type);
}

void dcat_pair(struct dcat_writer *dcat, const char *predicate, const char *ja, const char *en)
{
    dcat_literal(dcat, predicate, slice_of(ja), "ja");
    dcat_literal(dcat, predicate, slice_of(en), "en");
}

/* The offset in figures: some readers rewrite the letter, and graphs would differ. */
void dcat_time(struct dcat_writer *dcat, const char *predicate, time_t when)
{
    char text[CLOCK_RFC3339_SIZE], offset[CLOCK_RFC3339_SIZE + 8];
    if (!when)
        return;
    clock_rfc3339(when, text);
    snprintf(offset, sizeof offset, "%.19s+00:00", text);
    dcat_typed(dcat, predicate, offset, "xsd:dateTime");
}

void dcat_cells(struct dcat_writer *dcat, const char *predicate, const char *stem)
{
    static const char *const languages[] = {"ja", "en"};
    for (size_t i = 0; i < 2; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s_%s", stem, languages[i]);
        dcat_literal(dcat, predicate, instance_cell(dcat->catalogue->instance, name), languages[i]);
    }
}

void dcat_write_identifier(struct dcat_writer *dcat)
{
    dcat_literal(dcat, "dct:identifier", out_written(&dcat->subject.out), NULL);
}

void dcat_describe_document(struct dcat_writer *dcat, const char *path)
{
    dcat_begin(dcat, path, "", "foaf:Document");
    dcat_end(dcat);
}

void dcat_describe_term(struct dcat_writer *dcat, const char *iri, const char *type,
                        const char *scheme, const char *ja, const char *en)
{
    dcat_begin_iri(dcat, iri, type);
    dcat_pair(dcat, "skos:prefLabel", ja, en);
    if (scheme)
        dcat_link_iri(dcat, "skos:inScheme", scheme, "");
    dcat_end(dcat);
}
