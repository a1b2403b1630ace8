/* One request, as the library calls it: target, head, body, answer. */
#include "hiraku/desk/face/face_call.h"

#include "hiraku/http/transport/connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *face_begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct face *face = context;
    struct visit *visit = calloc(1, sizeof *visit);
    if (!visit)
        return NULL;
    visit->face = face;
    visit->upload = visit->gives = -1;
    arena_init(&visit->arena, VISIT_ARENA);
    out_open_memory(&visit->body, VISIT_BODY);
    out_open_memory(&visit->answer, VISIT_ANSWER);
    visit->target = arena_copy(&visit->arena, slice_of(target));
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    visit->connection = info ? info->socket_context : NULL;
    connection_enter(visit->connection, CONNECTION_READING);
    /* the buffer is the library's own and not constant: its parser finds an empty query */
    char *mark = strchr(target, '?');
    if (mark)
        mark[1] = '\0';
    return visit;
}

void face_end(void *context, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode code)
{
    struct visit *visit = *state;
    (void)context, (void)connection, (void)code;
    if (!visit)
        return;
    *state = NULL;
    connection_enter(visit->connection, CONNECTION_WAITING);
    json_decref(visit->data);
    upload_end(visit);
    if (visit->gives >= 0)
        close(visit->gives);
    if (visit->body.bytes)
        explicit_bzero(visit->body.bytes, visit->body.len);
    out_close(&visit->body);
    out_close(&visit->answer);
    arena_free(&visit->arena);
    free(visit);
}

/* What went wrong replaces whatever was written before. */
static void face_refuse(struct visit *visit, enum status status)
{
    visit->status = status;
    if (visit->problem.status == STATUS_OK)
        problem_set(&visit->problem, status, SLICE_NONE, SLICE_NONE, NULL);
    visit->location = visit->file_name = SLICE_NONE;
    out_close(&visit->answer);
    out_open_memory(&visit->answer, VISIT_ANSWER);
    if (visit->is_api)
        visit_problem_json(visit);
    else
        visit_problem_page(visit);
}

static enum MHD_Result face_answer(struct visit *visit, struct MHD_Connection *connection,
                                   enum status status)
{
    connection_enter(visit->connection, CONNECTION_WORKING);
    if (status == STATUS_OK && out_written(&visit->body).len == 0 && visit->body.error != STATUS_OK)
        status = problem_memory(&visit->problem);
    if (status == STATUS_OK)
        status =
            visit->is_api ? visit_api(visit, &visit->problem) : visit_site(visit, &visit->problem);
    if (status == STATUS_OK && arena_overflowed(&visit->arena))
        status = problem_memory(&visit->problem);
    if (status == STATUS_OK && visit->status == STATUS_OK)
        status = out_finish(&visit->answer, &visit->problem);
    if (status != STATUS_OK)
        face_refuse(visit, status);
    visit->told = true;
    connection_enter(visit->connection, CONNECTION_SENDING);
    return visit_send(visit, connection);
}

static enum MHD_Result face_head(struct visit *visit, struct MHD_Connection *connection,
                                 const char *method, const char *version)
{
    visit->headed = true;
    enum status status = visit_read_head(visit, connection, method, version, &visit->problem);
    if (status == STATUS_OK)
        return MHD_YES;
    visit->must_close = true;
    face_refuse(visit, status);
    visit->told = true;
    return visit_send(visit, connection);
}

enum MHD_Result face_call(void *context, struct MHD_Connection *connection, const char *url,
                          const char *method, const char *version, const char *upload,
                          size_t *upload_size, void **state)
{
    struct visit *visit = *state;
    (void)context, (void)url;
    if (!visit)
        return MHD_NO;
    size_t arrived = *upload_size;
    *upload_size = 0;
    if (!visit->headed)
        return face_head(visit, connection, method, version);
    if (visit->told)
        return MHD_YES;
    if (arrived) {
        if (visit->upload < 0)
            out_bytes(&visit->body, upload, arrived);
        else if (visit->problem.status == STATUS_OK)
            upload_add(visit, upload, arrived, &visit->problem);
        return MHD_YES;
    }
    return face_answer(visit, connection,
                       visit->problem.status == STATUS_OK ? visit->body.error
                                                          : visit->problem.status);
}
