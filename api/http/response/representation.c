/* What representations have in common: the name of the file, artifacts, the frame of a single
 * record. Validators are etag.c. */
#include "hiraku/http/response/representation.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"
#include "hiraku/release/artifacts.h"

struct slice representation_kept_name(const struct representation *answer, struct request *request,
                                      struct slice stem, struct slice ending)
{
    enum { DATE_LENGTH = 10 };
    const char *code = snapshot_instance(request->snapshot)->publisher_code;
    char when[CLOCK_RFC3339_SIZE] = "";
    if (stem.len == 0)
        return stem;
    if (answer->modified != 0)
        clock_rfc3339(answer->modified, when);
    return arena_printf(&request->arena, "%s%s%.*s%s%.*s%.*s", code, *code ? "_" : "",
                        (int)stem.len, stem.at, *when ? "_" : "", DATE_LENGTH, when,
                        (int)ending.len, ending.at);
}

void representation_name(struct representation *answer, struct request *request, struct slice name,
                         struct slice title)
{
    if (strcmp(request->form.name, "csv") != 0)
        return;
    answer->filename = representation_kept_name(answer, request, name, slice_of(".csv"));
    answer->title = representation_kept_name(answer, request, title, slice_of(".csv"));
}

bool representation_file(struct representation *answer, const struct request *request,
                         const char *path)
{
    struct artifact_file file;
    if (!snapshot_file(request->snapshot, path, &file))
        return false;
    answer->fd = file.fd;
    answer->fd_size = file.size;
    memcpy(answer->digest, file.digest, sizeof answer->digest);
    return true;
}

enum status representation_unpacked(struct representation *answer, struct request *request,
                                    const char *path, bool *found, struct problem *p)
{
    struct artifact_file file;
    const struct artifact *entry = artifacts_find(snapshot_artifacts(request->snapshot), path);
    *found = snapshot_file(request->snapshot, path, &file);
    if (*found && entry)
        memcpy(answer->digest, entry->plain_sha256, sizeof answer->digest);
    return *found ? unpack_open(request, answer, file.fd, p) : STATUS_OK;
}

enum status record_write(struct request *request, struct representation *answer,
                         struct store *store, const struct row *row, struct out *out,
                         struct problem *p)
{
    const struct writer *writer = request->form.writer;
    const struct envelope envelope = {
        .total = 1,
        .returned = 1,
        .complete = true,
        .changed_in = answer->changed_in,
        .path = answer->content_location,
        .citation = writer->form == QUERY_PAGES ? citing_citation(request, answer, row) : NULL};
    struct emit emit = {.out = out,
                        .instance = snapshot_instance(request->snapshot),
                        .view = row->view,
                        .shape = SHAPE_RECORD,
                        .envelope = &envelope,
                        .store = store};
    enum status status = graph_state_new(&emit.graph, writer, p);
    if (status != STATUS_OK)
        return status;
    writer->begin(&emit);
    writer->row(&emit, row);
    writer->end(&emit);
    graph_state_free(emit.graph);
    return STATUS_OK;
}
