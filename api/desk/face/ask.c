/* Asking the process that publishes: one request, one answer. */
#include "hiraku/desk/face/visit.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/desk/packet.h"
#include "hiraku/desk/problem_packet.h"
#include "hiraku/http/transport/connection.h"

#include <strings.h>

const char visit_cookie[] = "__Host-hiraku-desk";

static const char bearer[] = "Bearer ";

static void ask_who(const struct visit *visit, struct json_writer *json)
{
    size_t len = sizeof bearer - 1;
    struct slice given = visit->authorization;
    if (given.at && visit->is_api) {
        bool token = given.len > len && strncasecmp(given.at, bearer, len) == 0;
        json_slice(json, "token", token ? slice_from(given, len) : slice_of("?"));
        return;
    }
    struct slice session = origin_cookie(visit->cookie, visit_cookie);
    if (session.len)
        json_slice(json, "session", session);
}

static void ask_address(const struct visit *visit, struct json_writer *json)
{
    char text[INET6_ADDRSTRLEN];
    struct address address =
        visit->forwarded.len && connection_is_proxy(visit->connection)
            ? connection_forwarded(visit->face->connections, visit->connection, visit->forwarded)
            : connection_address(visit->connection);
    address = address_client(address);
    address_text(&address, text);
    json_text(json, "address", text);
}

static void ask_files(const struct visit *visit, struct json_writer *json)
{
    if (!visit->file_count)
        return;
    json_begin_array(json, "files");
    for (size_t i = 0; i < visit->file_count; i++) {
        json_begin_object(json, NULL);
        json_slice(json, "name", visit->files[i].name);
        json_int(json, "offset", (int64_t)visit->files[i].offset);
        json_int(json, "length", (int64_t)visit->files[i].length);
        json_end(json);
    }
    json_end(json);
}

static void ask_write(struct visit *visit, enum desk_action action, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_int(&json, "id", visit->face->asked);
    json_text(&json, "operation", desk_operations[action].name);
    ask_address(visit, &json);
    ask_who(visit, &json);
    if (visit->key.at)
        json_slice(&json, "key", visit->key);
    ask_files(visit, &json);
    json_begin_object(&json, "arguments");
    for (size_t i = 0; i < visit->fields.count; i++)
        if (visit->fields.list[i].name.len) {
            struct slice name = arena_copy(&visit->arena, visit->fields.list[i].name);
            if (name.at)
                json_slice(&json, name.at, visit->fields.list[i].value);
        }
    json_finish(&json);
}

static enum status ask_read(struct visit *visit, struct slice answer, struct problem *p)
{
    json_memory_begin();
    json_t *object = json_loadb(answer.at, answer.len, 0, NULL);
    bool failed = json_memory_failed();
    enum status status = STATUS_OK;
    json_t *data = json_object_get(object, "data");
    if (failed)
        status = problem_memory(p);
    else if (json_integer_value(json_object_get(object, "id")) != visit->face->asked)
        status = problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "another answer");
    else if (json_is_object(data))
        visit->data = json_incref(data);
    else
        status = problem_packet_read(json_object_get(object, "problem"), p);
    json_decref(object);
    return status;
}

enum status visit_ask(struct visit *visit, enum desk_action action, struct problem *p)
{
    struct out out, answer;
    bool closed = false;
    visit->face->asked++;
    json_decref(visit->data);
    visit->data = NULL;
    out_open_memory(&out, VISIT_ANSWER);
    out_open_memory(&answer, PACKET_MOST);
    ask_write(visit, action, &out);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = packet_send_beside(visit->face->socket, out_written(&out),
                                    visit->file_count ? visit->upload : -1, p);
    if (status == STATUS_OK)
        status = packet_receive_beside(visit->face->socket, &answer, &visit->gives, &closed, p);
    if (closed) {
        visit->face->lost = true;
        status = problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "the desk has ended");
    }
    if (status == STATUS_OK)
        status = ask_read(visit, out_written(&answer), p);
    explicit_bzero(out.bytes, out.len);
    out_close(&out);
    out_close(&answer);
    return status;
}
