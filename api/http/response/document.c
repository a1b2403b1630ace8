/* The frame of documents that are no rows. */
#include "hiraku/http/response/document.h"

#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/registry.h"

enum status document_plan(struct request *request, struct representation *answer, const char *path,
                          representation_write *write, struct problem *p)
{
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    answer->content_location = arena_printf(&request->arena, "%s.%s", path, request->form.name);
    if (page_wanted(request)) {
        if (page_lead_to_canonical(request, answer, answer->content_location, SLICE_NONE))
            return STATUS_OK;
        page_citable(request, answer, answer->content_location, SLICE_NONE);
    }
    etag_of_tables(answer, request, model_resources, model_resource_count,
                   answer->content_location);
    answer->write = write;
    return STATUS_OK;
}

enum status document_write(struct request *request, struct out *out, describe *say, void *context,
                           struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct emit emit = {
        .out = out, .instance = snapshot_instance(request->snapshot), .shape = SHAPE_LIST};
    enum status status = graph_state_new(&emit.graph, writer, p);
    if (status != STATUS_OK)
        return status;
    writer->begin(&emit);
    say(&emit, writer->triples, context);
    writer->end(&emit);
    graph_state_free(emit.graph);
    return STATUS_OK;
}
