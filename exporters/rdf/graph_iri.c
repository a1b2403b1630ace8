/* The IRIs of everything that the triples are about, and what CURIEs stand for.
 *
 * A prefix that is not in model_namespaces is a bug of the tables, which model_check finds at
 * start. */
#include "hiraku/exporters/rdf/graph_iri.h"

#include "hiraku/model/computed.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/namespaces.h"
#include "hiraku/value/iri.h"

void iri_buffer_open(struct iri_buffer *buffer)
{
    out_open_buffer(&buffer->out, buffer->bytes, sizeof buffer->bytes);
}

struct slice iri_buffer_close(const struct iri_buffer *buffer, struct out *document)
{
    out_fail(document, buffer->out.error, "an IRI is too long");
    return out_written(&buffer->out);
}

void graph_expand(struct out *out, struct slice curie)
{
    const char *colon = curie.len ? memchr(curie.at, ':', curie.len) : NULL;
    size_t prefix = colon ? (size_t)(colon - curie.at) : 0;
    const char *iri = colon ? model_namespace((struct slice){curie.at, prefix}) : NULL;
    if (!iri) {
        out_fail(out, STATUS_INTERNAL, "a namespace prefix that the model does not know");
        return;
    }
    out_text(out, iri);
    out_bytes(out, colon + 1, curie.len - prefix - 1);
}

struct slice iri_buffer_expand(struct iri_buffer *buffer, struct slice curie)
{
    out_reset(&buffer->out);
    graph_expand(&buffer->out, curie);
    return out_written(&buffer->out);
}

void graph_put_iri(struct out *out, const struct instance *instance,
                   const struct resource *resource, struct slice id)
{
    out_text(out, instance->base_url);
    if (resource->path) {
        out_text(out, resource->path);
        return;
    }
    out_text(out, "/id/");
    out_text(out, resource->name);
    out_char(out, '/');
    iri_segment(out, id);
}

void graph_put_same(struct out *out, const struct instance *instance,
                    const struct resource *resource, struct slice id, struct slice same)
{
    if (same.len)
        graph_put_iri(out, instance, model_column(resource, slice_of(resource->rdf_same_as))->ref,
                      same);
    else
        graph_put_iri(out, instance, resource, id);
}

void graph_put_place(struct out *out, const struct resource *resource, struct slice id)
{
    out_text(out, resource->rdf_place);
    iri_segment(out, (struct slice){id.at, id.len ? id.len - 1 : 0});
}

void graph_put_period(struct out *out, const struct instance *instance, struct slice text)
{
    char segment[PERIOD_TEXT_SIZE];
    size_t len = text.len < sizeof segment ? period_to_segment(text, segment) : 0;
    graph_put_iri(out, instance, &periods_resource, (struct slice){segment, len});
}

void graph_put_structure(struct out *out, const struct instance *instance,
                         const struct resource *resource, const char *fragment)
{
    out_text(out, instance->base_url);
    out_text(out, "/id/structures/");
    out_text(out, resource->name);
    if (fragment) {
        out_char(out, '#');
        out_text(out, fragment);
    }
}

void graph_put_data_set(struct out *out, const struct instance *instance,
                        const struct resource *resource)
{
    out_text(out, instance->base_url);
    out_text(out, "/id/datasets/");
    out_text(out, resource->name);
}
