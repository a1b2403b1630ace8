/* The API document of the desk (OpenAPI 3.1), made of the table of operations. */
#include "hiraku/desk/face/visit.h"

#include "hiraku/base/json_writer.h"

#include <stdio.h>

static bool openapi_in_path(const struct desk_operation *operation, const char *name)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "{%s}", name);
    return strstr(operation->path, wanted) != NULL;
}

/* "path" or "query"; NULL: a member of the body. */
static const char *openapi_place(const struct desk_operation *operation, const char *name)
{
    if (openapi_in_path(operation, name))
        return "path";
    return operation->verb == DESK_POST && !(operation->flags & DESK_TAKES) ? NULL : "query";
}

static void openapi_parameter(struct json_writer *json, const struct desk_argument *argument,
                              const char *place)
{
    json_begin_object(json, NULL);
    json_text(json, "name", argument->name);
    json_text(json, "in", place);
    json_bool(json, "required", argument->needed);
    json_text(json, "description", argument->doc[LANGUAGE_EN]);
    json_text(json, "x-description-ja", argument->doc[LANGUAGE_JA]);
    json_begin_object(json, "schema");
    json_text(json, "type", "string");
    json_end(json);
    json_end(json);
}

static void openapi_parameters(struct json_writer *json, const struct desk_operation *operation)
{
    json_begin_array(json, "parameters");
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        if (openapi_place(operation, one->name))
            openapi_parameter(json, one, openapi_place(operation, one->name));
    if (operation->verb == DESK_POST && !(operation->flags & DESK_SILENT)) {
        json_begin_object(json, NULL);
        json_text(json, "name", "Idempotency-Key");
        json_text(json, "in", "header");
        json_text(json, "description",
                  "The same key with the same content gives the first answer again, for a day.");
        json_begin_object(json, "schema");
        json_text(json, "type", "string");
        json_int(json, "maxLength", 64);
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static size_t openapi_body_fields(const struct desk_operation *operation)
{
    size_t count = 0;
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        count += !openapi_place(operation, one->name);
    return count;
}

/* Files as a form sends them, or one as it is. */
static void openapi_files(struct json_writer *json)
{
    json_begin_object(json, "requestBody");
    json_bool(json, "required", true);
    json_begin_object(json, "content");
    json_begin_object(json, "multipart/form-data");
    json_begin_object(json, "schema");
    json_text(json, "type", "object");
    json_begin_object(json, "properties");
    json_begin_object(json, "file");
    json_text(json, "type", "array");
    json_int(json, "maxItems", DESK_FILES_MAX);
    json_begin_object(json, "items");
    json_text(json, "type", "string");
    json_text(json, "contentMediaType", "application/octet-stream");
    for (int i = 0; i < 5; i++)
        json_end(json);
    json_begin_object(json, "application/octet-stream");
    json_end(json);
    json_end(json);
    json_end(json);
}

static void openapi_body(struct json_writer *json, const struct desk_operation *operation)
{
    bool needed = false;
    if (operation->flags & DESK_TAKES)
        openapi_files(json);
    if (operation->verb != DESK_POST || !openapi_body_fields(operation))
        return;
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        needed = needed || (one->needed && !openapi_in_path(operation, one->name));
    json_begin_object(json, "requestBody");
    json_bool(json, "required", needed);
    json_begin_object(json, "content");
    json_begin_object(json, "application/json");
    json_begin_object(json, "schema");
    json_text(json, "type", "object");
    json_bool(json, "additionalProperties", false);
    json_begin_array(json, "required");
    for (const struct desk_argument *one = operation->arguments; one->name; one++)
        if (one->needed && !openapi_in_path(operation, one->name))
            json_text(json, NULL, one->name);
    json_end(json);
    json_begin_object(json, "properties");
    for (const struct desk_argument *one = operation->arguments; one->name; one++) {
        if (openapi_in_path(operation, one->name))
            continue;
        json_begin_object(json, one->name);
        json_text(json, "type", "string");
        json_text(json, "description", one->doc[LANGUAGE_EN]);
        json_text(json, "x-description-ja", one->doc[LANGUAGE_JA]);
        json_end(json);
    }
    for (int i = 0; i < 5; i++)
        json_end(json);
}

static void openapi_answer(struct json_writer *json, const char *code, const char *description,
                           const char *type)
{
    json_begin_object(json, code);
    json_text(json, "description", description);
    json_begin_object(json, "content");
    json_begin_object(json, type);
    json_begin_object(json, "schema");
    json_text(json, "type", strcmp(type, "application/octet-stream") == 0 ? "string" : "object");
    for (int i = 0; i < 4; i++)
        json_end(json);
}

static void openapi_operation(struct json_writer *json, const struct desk_operation *operation)
{
    static const char *const verbs[] = {"get", "post", "delete"};
    bool people = operation->flags & DESK_OF_PEOPLE;
    json_begin_object(json, verbs[operation->verb]);
    json_text(json, "operationId", operation->name);
    json_text(json, "summary", operation->title[LANGUAGE_EN]);
    json_text(json, "x-summary-ja", operation->title[LANGUAGE_JA]);
    json_text(json, "x-role", desk_role_name(operation->role));
    openapi_parameters(json, operation);
    openapi_body(json, operation);
    json_begin_object(json, "responses");
    openapi_answer(json, "200", "What was asked for.",
                   operation->flags & DESK_GIVES ? "application/octet-stream" : "application/json");
    openapi_answer(json, "default", "What went wrong (RFC 9457), in Japanese and English.",
                   "application/problem+json");
    json_end(json);
    json_begin_array(json, "security");
    for (int i = people; i < 2; i++) {
        json_begin_object(json, NULL);
        json_begin_array(json, i == 0 ? "token" : "session");
        json_end(json);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

/* The paths, each with all its verbs. */
static void openapi_paths(struct json_writer *json)
{
    char path[256];
    json_begin_object(json, "paths");
    for (size_t i = 0; i < DESK_ACTIONS; i++) {
        const char *own = desk_operations[i].path;
        bool seen = !own;
        for (size_t j = 0; j < i && !seen; j++)
            seen = desk_operations[j].path && strcmp(desk_operations[j].path, own) == 0;
        if (seen)
            continue;
        snprintf(path, sizeof path, DESK_API_ROOT "%s", own);
        json_begin_object(json, path);
        for (size_t j = i; j < DESK_ACTIONS; j++)
            if (desk_operations[j].path && strcmp(desk_operations[j].path, own) == 0)
                openapi_operation(json, &desk_operations[j]);
        json_end(json);
    }
    json_end(json);
}

void desk_openapi_write(struct out *out, const char *own)
{
    struct json_writer json = json_indented(out, 5);
    json_begin_object(&json, NULL);
    json_text(&json, "openapi", "3.1.0");
    json_begin_object(&json, "info");
    json_text(&json, "title", "hiraku desk");
    json_text(&json, "version", HIRAKU_VERSION);
    json_text(&json, "description",
              "Publishing for programs. A token is made by an approver at the desk, or with hiraku "
              "desk token add; it has a role and a last day.");
    json_end(&json);
    json_begin_array(&json, "servers");
    json_begin_object(&json, NULL);
    json_text(&json, "url", own);
    json_end(&json);
    json_end(&json);
    openapi_paths(&json);
    json_begin_object(&json, "components");
    json_begin_object(&json, "securitySchemes");
    json_begin_object(&json, "token");
    json_text(&json, "type", "http");
    json_text(&json, "scheme", "bearer");
    json_end(&json);
    json_begin_object(&json, "session");
    json_text(&json, "type", "apiKey");
    json_text(&json, "in", "cookie");
    json_text(&json, "name", visit_cookie);
    json_finish(&json);
}
