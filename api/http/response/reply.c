/* What answers with data have in common: the Link field (RFC 8288) with the next page, the terms
 * and what describes the answer to programs and to people; the name of the file; ready
 * files; the frame of a single record. Validators are etag.c. */
#include "hiraku/http/response/reply.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/exchange/exchange.h"
#include "hiraku/http/response/send_file.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/view.h"
#include "hiraku/release/release.h"

/* Takes `start` off the beginning of the text. */
static bool take_start(struct slice *text, const char *start)
{
    size_t len = strlen(start);
    if (!slice_starts(*text, start))
        return false;
    *text = (struct slice){text->at + len, text->len - len};
    return true;
}

/* The table that is in the name of a file: up to the first full stop. */
static const struct resource *table_of_file(struct slice name)
{
    const char *dot = name.len ? memchr(name.at, '.', name.len) : NULL;
    return dot ? model_resource((struct slice){name.at, (size_t)(dot - name.at)}) : NULL;
}

/* What describes this answer: of a table's CSV as it stands its columns (metadata of another URL
 * would have to be ignored), of what else is of a table its dataset, else the catalogue. */
static struct slice description_of(struct request *request, const struct reply *reply)
{
    struct slice place = reply->content_location, file = place;
    const struct resource *resource = request->resource;
    bool in_folder = take_start(&file, "/v1/");
    if (take_start(&file, "downloads/"))
        resource = table_of_file(file);
    if (!resource)
        return slice_of("</catalog>; rel=\"describedby\"");
    if (in_folder && take_start(&file, resource->name) && slice_is(file, ".csv"))
        return arena_printf(&request->arena,
                            "<%.*s-metadata.json>; rel=\"describedby\"; "
                            "type=\"application/csvm+json\"",
                            (int)place.len, place.at);
    return arena_printf(&request->arena, "</v1/datasets/%s>; rel=\"describedby\"", resource->name);
}

void reply_links(struct reply *reply, struct request *request, struct slice next)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    struct slice description = description_of(request, reply);
    struct slice own = arena_printf(
        &request->arena,
        "<%s>; rel=\"license\", </v1/openapi.json>; rel=\"service-desc\"; "
        "type=\"application/json\", </docs>; rel=\"service-doc\"; type=\"text/html\", %.*s",
        instance->licence_url, (int)description.len, description.at);
    if (next.len && next.len <= LINK_MOST)
        reply->link = arena_printf(&request->arena, "<%.*s>; rel=\"next\", %.*s", (int)next.len,
                                   next.at, (int)own.len, own.at);
    else
        reply->link = own;
}

struct slice reply_kept_name(const struct reply *reply, struct request *request, struct slice stem,
                             struct slice ending)
{
    enum { DATE_LENGTH = 10 };
    const char *code = snapshot_instance(request->snapshot)->publisher_code;
    char when[CLOCK_RFC3339_SIZE] = "";
    if (stem.len == 0)
        return stem;
    if (reply->modified != 0)
        clock_rfc3339(reply->modified, when);
    return arena_printf(&request->arena, "%s%s%.*s%s%.*s%.*s", code, *code ? "_" : "",
                        (int)stem.len, stem.at, *when ? "_" : "", DATE_LENGTH, when,
                        (int)ending.len, ending.at);
}

void reply_name(struct reply *reply, struct request *request, struct slice name, struct slice title)
{
    if (strcmp(request->form.name, "csv") != 0)
        return;
    reply->filename = reply_kept_name(reply, request, name, slice_of(".csv"));
    reply->title = reply_kept_name(reply, request, title, slice_of(".csv"));
}

bool reply_file(struct reply *reply, const struct request *request, const char *path)
{
    struct ready_file file;
    if (!snapshot_file(request->snapshot, path, &file))
        return false;
    reply->fd = file.fd;
    reply->fd_size = file.size;
    memcpy(reply->digest, file.digest, sizeof reply->digest);
    return true;
}

enum status reply_unpacked(struct reply *reply, struct request *request, const char *path,
                           bool *found, struct problem *p)
{
    struct ready_file file;
    const struct artifact *entry = artifacts_find(snapshot_artifacts(request->snapshot), path);
    *found = snapshot_file(request->snapshot, path, &file);
    if (*found && entry)
        memcpy(reply->digest, entry->plain_sha256, sizeof reply->digest);
    return *found ? unpack_open(request, reply, file.fd, p) : STATUS_OK;
}

enum status reply_record(struct request *request, struct reply *reply, struct store *store,
                         const struct row *row, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    const struct envelope envelope = {.total = 1,
                                      .returned = 1,
                                      .complete = true,
                                      .changed_in = reply->changed_in,
                                      .path = reply->content_location};
    struct emit emit = {.out = reply_open(request, reply),
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

enum status reply_document(struct request *request, struct reply *reply, describe *say,
                           void *context, struct problem *p)
{
    const struct writer *writer = request->form.writer;
    struct emit emit = {.out = reply_open(request, reply),
                        .instance = snapshot_instance(request->snapshot),
                        .shape = SHAPE_LIST};
    enum status status = graph_state_new(&emit.graph, writer, p);
    if (status != STATUS_OK)
        return status;
    writer->begin(&emit);
    say(&emit, writer->triples, context);
    writer->end(&emit);
    graph_state_free(emit.graph);
    return STATUS_OK;
}
