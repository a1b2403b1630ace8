/* Calls of CKAN's Action API: whatever is sent is read or refused as CKAN refuses it, and what
 * datastore_search becomes is a path of this service. The first byte chooses how the call arrives;
 * of it again, a query of package_search. */
#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/ckan/question.h"
#include "hiraku/http/protocol/request_check.h"
#include "hiraku/query/query.h"

#include "api/ckan/datastore.h"
#include "api/ckan/search_query.h"

#include "fuzz.h"

#include <jansson.h>

enum { ANSWER_BYTES = 1 << 20, TYPES = 3, PARAMETERS = 64 };

static void check_refusal(const struct ckan_call *call, const struct problem *p)
{
    struct out out;
    out_open_memory(&out, ANSWER_BYTES);
    ckan_refusal_write(call, p, LANGUAGE_EN, "http://127.0.0.1", &out);
    ENSURE(out_finish(&out, NULL) == STATUS_OK);
    json_t *answer = json_loadb(out.bytes, out.len, JSON_DECODE_ANY, NULL);
    ENSURE(json_is_string(answer) ||
           json_is_string(json_object_get(json_object_get(answer, "error"), "__type")));
    json_decref(answer);
    out_close(&out);
}

static void check_search(struct ckan_question *question, struct problem *p)
{
    struct datastore search = {.table = NULL};
    enum status status = datastore_read(question, &search, p);
    if (status == STATUS_OK)
        ENSURE(request_check_target(out_written(&search.target)));
    else
        ENSURE(arena_overflowed(question->arena) || question->call->refusal != CKAN_NOT_REFUSED);
    if (question->call->refusal != CKAN_NOT_REFUSED)
        check_refusal(question->call, p);
    datastore_close(&search);
}

static bool holds_sometimes(void *context, const struct search_term *term)
{
    (void)context;
    return term->value.len % 2;
}

static void check_query(struct slice query, struct arena *arena)
{
    bool matches, again;
    if (!search_query(query, holds_sometimes, NULL, arena, &matches) || arena_overflowed(arena))
        return;
    ENSURE(search_query(query, holds_sometimes, NULL, arena, &again) && again == matches);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[TYPES] = {"application/json",
                                             "application/x-www-form-urlencoded", NULL};
    struct slice body = fuzz_input(data, size);
    unsigned way = fuzz_byte(&body) % TYPES;
    struct parameter *parameters;
    struct ckan_call call = {.given_count = 0};
    struct ckan_input input = {.action = slice_of("datastore_search"),
                               .content_type = slice_of(types[way])};
    struct arena arena;
    struct problem p = {.status = STATUS_OK};
    arena_init(&arena, FUZZ_ARENA);
    parameters = arena_alloc(&arena, PARAMETERS * sizeof *parameters);
    if (types[way])
        input.body = body;
    else if (query_split(&arena, body, parameters, PARAMETERS, &input.parameter_count, NULL) ==
             STATUS_OK)
        input.parameters = parameters;
    else
        input.parameter_count = 0;
    struct ckan_question question = {.call = &call, .arena = &arena};
    enum status status = ckan_call_read(&call, &input, &arena, &p);
    ENSURE(status == STATUS_OK || p.status == status);
    if (status == STATUS_OK)
        check_search(&question, &p);
    else if (call.refusal != CKAN_NOT_REFUSED)
        check_refusal(&call, &p);
    check_query(body, &arena);
    arena_free(&arena);
    return 0;
}
