/* The few words of which the catalogue's triples are made: IRIs on the base URL, literals in two
 * languages, dates.
 *
 * Says nothing of its own accord. */
#include "catalogue_parts.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/catalogue/catalogue.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"

#include <stdio.h>

static struct slice finish(struct saying *saying, const struct buffer *buffer)
{
    if (buffer->out.error != STATUS_OK)
        out_fail(saying->emit->out, buffer->out.error, "an IRI is too long");
    return out_written(&buffer->out);
}

static void open_subject(struct saying *saying, const char *type)
{
    saying->type = slice_of(type);
    saying->sink->subject(saying->emit, finish(saying, &saying->subject), saying->type);
}

void say_own(struct saying *saying, const char *path, const char *rest, const char *type)
{
    struct out *iri = &saying->subject.out;
    out_reset(iri);
    out_text(iri, saying->catalogue->instance->base_url);
    out_text(iri, path);
    out_text(iri, rest);
    open_subject(saying, type);
}

void say_thing(struct saying *saying, const char *iri, const char *type)
{
    out_reset(&saying->subject.out);
    out_text(&saying->subject.out, iri);
    open_subject(saying, type);
}

void say_type(struct saying *saying, const char *type)
{
    saying->sink->type(saying->emit, slice_of(type));
}

void say_end(struct saying *saying)
{
    saying->sink->end(saying->emit, saying->type);
}

void say_path(struct saying *saying, const char *predicate, const char *path, const char *rest)
{
    struct out *iri = &saying->object.out;
    out_reset(iri);
    out_text(iri, saying->catalogue->instance->base_url);
    out_text(iri, path);
    out_text(iri, rest);
    saying->sink->link(saying->emit, slice_of(predicate), finish(saying, &saying->object));
}

void say_link(struct saying *saying, const char *predicate, const char *iri, const char *rest)
{
    struct out *object = &saying->object.out;
    out_reset(object);
    out_text(object, iri);
    out_text(object, rest);
    saying->sink->link(saying->emit, slice_of(predicate), finish(saying, &saying->object));
}

void say_text(struct saying *saying, const char *predicate, struct slice text, const char *lang)
{
    if (text.len)
        saying->sink->literal(saying->emit, slice_of(predicate), text, lang, NULL);
}

void say_typed(struct saying *saying, const char *predicate, const char *text, const char *type)
{
    if (*text)
        saying->sink->literal(saying->emit, slice_of(predicate), slice_of(text), NULL, type);
}

void say_both(struct saying *saying, const char *predicate, const char *ja, const char *en)
{
    say_text(saying, predicate, slice_of(ja), "ja");
    say_text(saying, predicate, slice_of(en), "en");
}

/* The offset in figures: some readers rewrite the letter, and graphs would differ. */
void say_time(struct saying *saying, const char *predicate, time_t when)
{
    char text[CLOCK_RFC3339_SIZE], offset[CLOCK_RFC3339_SIZE + 8];
    if (!when)
        return;
    clock_rfc3339(when, text);
    snprintf(offset, sizeof offset, "%.19s+00:00", text);
    say_typed(saying, predicate, offset, "xsd:dateTime");
}

void say_cells(struct saying *saying, const char *predicate, const char *stem)
{
    static const char *const languages[] = {"ja", "en"};
    for (size_t i = 0; i < 2; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s_%s", stem, languages[i]);
        say_text(saying, predicate, instance_cell(saying->catalogue->instance, name), languages[i]);
    }
}
