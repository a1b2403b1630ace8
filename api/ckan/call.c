/* See call.h: where the parameters of a call are. What they are is values.c; refusals are
 * refusal.c. */
#include "hiraku/ckan/call.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_memory.h"
#include "hiraku/base/json_pieces.h"
#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/query/query.h"

#include <jansson.h>
#include <strings.h>

#include "json_check.h"

enum { TEXT_BYTES = 1 << 20 };

static struct slice call_quoted(struct slice text, struct arena *arena)
{
    struct out out;
    out_open_memory(&out, TEXT_BYTES);
    json_quote(&out, text);
    return out_keep(&out, arena);
}

/* Of one name the last counts. */
static enum status call_add(struct ckan_call *call, struct slice name, struct slice json,
                            struct problem *p)
{
    size_t i = 0;
    if (!name.at || !json.at)
        return problem_memory(p);
    while (i < call->given_count && !slice_equal(call->given[i].name, name))
        i++;
    if (i == CKAN_PARAMETERS_MAX)
        return ckan_refuse(call, CKAN_TOO_MANY, "parameters", slice_of("256"), p);
    call->given[i] = (struct ckan_given){name, json};
    call->given_count += i == call->given_count;
    return STATUS_OK;
}

/* How many of the first `count` have the name. */
static size_t call_times(const struct parameter *parameters, size_t count, struct slice name)
{
    size_t times = 0;
    for (size_t i = 0; i < count; i++)
        times += slice_equal(parameters[i].name, name);
    return times;
}

/* All values of a name that is repeated, as an array of texts. */
static struct slice call_array(const struct parameter *parameters, size_t count, struct slice name,
                               struct arena *arena)
{
    struct out out;
    bool any = false;
    out_open_memory(&out, TEXT_BYTES);
    out_char(&out, '[');
    for (size_t i = 0; i < count; i++) {
        if (!slice_equal(parameters[i].name, name))
            continue;
        out_text(&out, any ? "," : "");
        json_quote(&out, parameters[i].value);
        any = true;
    }
    out_char(&out, ']');
    return out_keep(&out, arena);
}

static enum status call_take_parameters(struct ckan_call *call, const struct parameter *parameters,
                                        size_t count, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct slice name = parameters[i].name;
        if (call_times(parameters, i, name))
            continue; /* it is there, with all its values */
        struct slice json = call_times(parameters, count, name) > 1
                                ? call_array(parameters, count, name, call->arena)
                                : call_quoted(parameters[i].value, call->arena);
        status = call_add(call, arena_copy(call->arena, name), json, p);
    }
    return status;
}

static enum status call_take_json(struct ckan_call *call, struct slice body, struct problem *p)
{
    enum json_kind kind = json_check(body);
    struct slice rest, name, value;
    enum status status = STATUS_OK;
    if (kind == JSON_NO_MEMORY)
        return problem_memory(p);
    if (kind == JSON_WRONG)
        return ckan_refuse(call, CKAN_NO_JSON, "", SLICE_NONE, p);
    if (kind != JSON_AN_OBJECT)
        return ckan_refuse(call, CKAN_NO_DICTIONARY, "", SLICE_NONE, p);
    rest = pieces_open(body);
    while (status == STATUS_OK && pieces_next(&rest, &name, &value)) {
        struct slice quoted = {name.at - 1, name.len + 2};
        status = call_add(call, ckan_json_text(quoted, call->arena), value, p);
    }
    return status;
}

static bool has_type(struct slice type, const char *name)
{
    size_t len = strlen(name);
    return type.len >= len && strncasecmp(type.at, name, len) == 0 &&
           (type.len == len || strchr("; \t", type.at[len]));
}

/* A form. One whose only name is JSON has no value (`curl -d '{…}'`). */
static enum status call_take_form(struct ckan_call *call, struct slice body, struct problem *p)
{
    struct parameter *parameters =
        arena_alloc(call->arena, CKAN_PARAMETERS_MAX * sizeof *parameters);
    size_t count = 0;
    if (!parameters)
        return problem_memory(p);
    enum status status = query_split(call->arena, body, parameters, CKAN_PARAMETERS_MAX, &count, p);
    if (status == STATUS_BAD_PARAMETER)
        return ckan_refuse(call, CKAN_TOO_MANY, "parameters", slice_of("256"), p);
    if (status != STATUS_OK)
        return arena_overflowed(call->arena) ? problem_memory(p)
                                             : ckan_refuse(call, CKAN_NO_FORM, "", SLICE_NONE, p);
    if (count == 1 && (parameters[0].value.len == 0 || slice_is(parameters[0].value, "1")))
        return call_take_json(call, parameters[0].name, p);
    return call_take_parameters(call, parameters, count, p);
}

static bool begins_json(struct slice body)
{
    while (body.len && strchr(" \t\r\n", *body.at))
        body = slice_from(body, 1);
    return body.len && *body.at == '{';
}

static enum status call_take(struct ckan_call *call, const struct ckan_input *input,
                             struct problem *p)
{
    bool form = has_type(input->content_type, "application/x-www-form-urlencoded");
    if (input->body.len && begins_json(input->body))
        return call_take_json(call, input->body, p);
    if (input->body.len && form)
        return call_take_form(call, input->body, p);
    if (input->parameter_count)
        return call_take_parameters(call, input->parameters, input->parameter_count, p);
    return input->body.len ? call_take_json(call, input->body, p) : STATUS_OK;
}

enum status ckan_call_read(struct ckan_call *call, const struct ckan_input *input,
                           struct arena *arena, struct problem *p)
{
    call->arena = arena;
    call->action = arena_copy(arena, input->action);
    call->given = arena_alloc(arena, CKAN_PARAMETERS_MAX * sizeof *call->given);
    if (!call->given)
        return problem_memory(p);
    enum status status = call_take(call, input, p);
    if (status == STATUS_OK && ckan_given(call, "callback").len)
        status = ckan_refuse(call, CKAN_NO_CALLBACK, "", SLICE_NONE, p);
    return arena_overflowed(arena) ? problem_memory(p) : status;
}
