/* From the fields of a form to the call that they ask for (operation_page.h). */
#include "hiraku/pages/operation_page.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/query/query.h"
#include "hiraku/value/iri.h"

#include "docs.h"

#define OPERATION_CONDITION "condition-"
#define OPERATION_VALUE     "value-"

enum { OPERATION_TARGET_BYTES = 64 * 1024 };

struct slice operation_field_value(const struct operation_call *call, const char *name)
{
    for (size_t i = 0; i < call->field_count; i++)
        if (slice_is(call->fields[i].name, name))
            return call->fields[i].value;
    return SLICE_NONE;
}

/* The name between the braces at `at`; behind it `*end`. */
static struct slice operation_call_place(const char *at, const char **end)
{
    size_t len = strcspn(at + 1, "}");
    *end = at + 1 + len + (at[1 + len] == '}');
    return (struct slice){at + 1, len};
}

static bool operation_call_in_path(const struct operation *operation, struct slice name)
{
    const char *end;
    for (const char *at = strchr(operation->path, '{'); at; at = strchr(end, '{'))
        if (slice_equal(operation_call_place(at, &end), name))
            return true;
    return false;
}

static struct slice operation_call_value(const struct operation_call *call, struct slice name)
{
    for (size_t i = 0; i < call->field_count; i++)
        if (slice_equal(call->fields[i].name, name))
            return call->fields[i].value;
    return SLICE_NONE;
}

/* --- target and address --- */

static void operation_call_path(struct operation_call *call, const struct operation *operation,
                                struct out *out)
{
    for (const char *at = operation->path; *at;) {
        size_t len = strcspn(at, "{");
        out_bytes(out, at, len);
        at += len;
        if (!*at)
            return;
        struct slice name = operation_call_place(at, &at);
        struct slice value = operation_call_value(call, name);
        if (value.len == 0 && !call->missing.len)
            call->missing = name;
        iri_segment(out, value);
    }
}

static void operation_call_pair(struct out *out, char *separator, struct slice name,
                                struct slice value)
{
    if (*separator)
        out_char(out, *separator);
    *separator = '&';
    iri_segment(out, name);
    out_char(out, '=');
    iri_segment(out, value);
}

static void operation_call_target(struct operation_call *call, const struct operation *operation,
                                  struct arena *arena)
{
    struct out out;
    char separator = '?';
    out_open_memory(&out, OPERATION_TARGET_BYTES);
    operation_call_path(call, operation, &out);
    for (size_t i = 0; i < call->field_count; i++)
        if (!operation_call_in_path(operation, call->fields[i].name))
            operation_call_pair(&out, &separator, call->fields[i].name, call->fields[i].value);
    struct slice target = out_keep(&out, arena);
    call->target = call->missing.len ? SLICE_NONE : target;
}

static void operation_call_address(struct operation_call *call, struct arena *arena)
{
    struct out out;
    char separator = '\0';
    out_open_memory(&out, OPERATION_TARGET_BYTES);
    for (size_t i = 0; i < call->field_count; i++) {
        struct slice name = call->fields[i].name;
        if (slice_is(name, "lang"))
            name = slice_of(OPERATION_LANG);
        operation_call_pair(&out, &separator, name, call->fields[i].value);
    }
    if (call->field_count == 0)
        out_text(&out, OPERATION_NOW "=yes");
    call->address = out_keep(&out, arena);
}

/* --- what is asked for --- */

/* The value beside a condition: of value-2 for condition-2. */
static struct slice operation_call_beside(const struct parameter *given, size_t count,
                                          struct slice condition)
{
    struct slice number = slice_from(condition, sizeof OPERATION_CONDITION - 1);
    for (size_t i = 0; i < count; i++)
        if (slice_starts(given[i].name, OPERATION_VALUE) &&
            slice_equal(slice_from(given[i].name, sizeof OPERATION_VALUE - 1), number))
            return given[i].value;
    return SLICE_NONE;
}

void operation_call_read(struct operation_call *call, const struct operation *operation,
                         struct arena *arena, const struct parameter *given, size_t count)
{
    *call = (struct operation_call){
        .asked = true, .fields = arena_alloc(arena, (count + 1) * sizeof *call->fields)};
    for (size_t i = 0; i < count && call->fields; i++) {
        struct operation_field field = {given[i].name, given[i].value};
        if (slice_is(field.name, OPERATION_NOW) || slice_starts(field.name, OPERATION_VALUE))
            continue;
        if (slice_is(field.name, OPERATION_LANG))
            field.name = slice_of("lang");
        if (slice_starts(field.name, OPERATION_CONDITION))
            field = (struct operation_field){field.value,
                                             operation_call_beside(given, count, field.name)};
        if (field.name.len && field.value.len)
            call->fields[call->field_count++] = field;
    }
    operation_call_target(call, operation, arena);
    operation_call_address(call, arena);
}

/* --- the example --- */

static struct slice operation_call_sample(const struct operation *operation, struct slice name,
                                          struct arena *arena)
{
    const json_t *parameters = json_object_get(operation->call, "parameters"), *one;
    size_t i;
    json_array_foreach(parameters, i, one)
    {
        const json_t *sample = json_object_get(one, "example");
        if (!slice_is(name, docs_string(one, "name")))
            continue;
        if (json_is_integer(sample))
            return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(sample));
        return slice_of(docs_string(one, "example"));
    }
    return SLICE_NONE;
}

struct slice operation_collection(const struct operation *operation, struct arena *arena)
{
    const char *end;
    for (const char *at = strchr(operation->path, '{'); at; at = strchr(end, '{')) {
        struct slice name = operation_call_place(at, &end);
        struct slice before = {operation->path, (size_t)(at - operation->path) - 1};
        if (operation_call_sample(operation, name, arena).len)
            continue;
        if (before.len && before.at[before.len - 1] != '}')
            return arena_copy(arena, before);
        name = operation_call_sample(operation, slice_of("table"), arena);
        return arena_printf(arena, "/v1/%.*s", (int)name.len, name.len ? name.at : "");
    }
    return SLICE_NONE;
}

/* Whether a request is for the target, maybe in the form in which it is answered unasked. */
static bool operation_call_is(struct slice path, struct slice target)
{
    if (target.len && path.len > target.len && memcmp(path.at, target.at, target.len) == 0 &&
        slice_is(slice_from(path, target.len), ".json"))
        return true;
    return slice_equal(path, target);
}

/* The query of the first request that the document has as an example of this very path. */
static void operation_call_query(struct operation_call *call, const struct operation *operation,
                                 struct arena *arena, size_t room)
{
    const json_t *requests = json_object_get(operation->call, "x-example-requests"), *one;
    size_t i;
    json_array_foreach(requests, i, one)
    {
        struct slice request = slice_of(json_string_value(one)), name, value;
        struct slice path = {request.at, strcspn(request.at, "?")};
        struct slice rest = slice_from(request, path.len + (path.len < request.len));
        if (!operation_call_is(path, call->target))
            continue;
        while (call->field_count < room && list_query_next(&rest, &name, &value))
            call->fields[call->field_count++] =
                (struct operation_field){name, iri_decode(arena, value, true)};
        return;
    }
}

void operation_call_example(struct operation_call *call, const struct operation *operation,
                            struct arena *arena, struct slice id)
{
    enum { ROOM = 24 };
    const char *end;
    *call = (struct operation_call){.fields = arena_alloc(arena, ROOM * sizeof *call->fields)};
    if (!call->fields)
        return;
    for (const char *at = strchr(operation->path, '{'); at; at = strchr(end, '{')) {
        struct slice name = operation_call_place(at, &end);
        struct slice sample = operation_call_sample(operation, name, arena);
        call->fields[call->field_count++] =
            (struct operation_field){name, sample.len ? sample : id};
    }
    operation_call_target(call, operation, arena);
    operation_call_query(call, operation, arena, ROOM);
    operation_call_target(call, operation, arena);
}
