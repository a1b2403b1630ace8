/* See page_operation.h. */
#include "hiraku/http/response/page_operation.h"

#include "hiraku/base/json_memory.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/own_call.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/pages/operation_page.h"

struct page_operation {
    struct operation operation;
    struct operation_call asked;
    struct own_call call; /* `made`: is open */
    bool made;
    struct problem missing; /* a parameter of the path is */
    struct shown_answer refusal;
};

static void page_operation_close(void *context)
{
    struct page_operation *page = context;
    if (page->made)
        own_call_close(&page->call);
}

/* --- the example that the form begins with --- */

static enum status page_operation_id(const struct own_call *call, struct arena *arena,
                                     struct slice *kept, struct problem *p)
{
    struct slice body = call->shown.body;
    json_memory_begin();
    json_t *list = body.len ? json_loadb(body.at, body.len, 0, NULL) : NULL;
    const json_t *first = json_array_get(json_object_get(list, "items"), 0);
    const char *id = json_string_value(json_object_get(first, "id"));
    if (id)
        *kept = arena_copy(arena, slice_of(id));
    json_decref(list);
    return json_memory_failed() ? problem_memory(p) : STATUS_OK;
}

/* The id of a record of which the path could name one. */
static enum status page_operation_first(struct request *request, struct page_operation *page,
                                        struct slice *id, struct problem *p)
{
    struct slice list = operation_collection(&page->operation, &request->arena);
    *id = SLICE_NONE;
    if (!list.len)
        return STATUS_OK;
    struct slice target =
        arena_printf(&request->arena, "%.*s.json?fields=id&limit=1", (int)list.len, list.at);
    enum status status = own_call_plan(&page->call, request, target, p);
    if (status == STATUS_OK)
        status = own_call_make(&page->call, p);
    if (status == STATUS_OK)
        status = page_operation_id(&page->call, &request->arena, id, p);
    own_call_close(&page->call);
    return status;
}

/* --- writing --- */

static enum status page_operation_write(struct request *request, struct representation *answer,
                                        struct out *out, struct problem *p)
{
    const struct page_context context = request_page(request);
    struct page_operation *page = answer->context;
    const struct shown_answer *shown = page->missing.status != STATUS_OK ? &page->refusal : NULL;
    enum status status = STATUS_OK;
    if (page->made) {
        status = own_call_make(&page->call, p);
        shown = &page->call.shown;
        answer->uncacheable =
            page->call.status != STATUS_OK || page->call.reply.selected.uncacheable;
    }
    if (status == STATUS_OK)
        operation_page(&context, &page->operation, &page->asked, shown, out);
    return status;
}

/* --- the plan --- */

/* As fresh as the answer to the call. */
static void page_operation_validate(struct request *request, const struct page_operation *page,
                                    struct slice validator, struct representation *answer)
{
    struct slice query = page->asked.address;
    if (page->made && !validator.len) {
        answer->cache_control = "no-store";
        return;
    }
    etag_of_page(answer, request,
                 arena_printf(&request->arena, OPERATION_FOLDER "/%s?%.*s#%.*s", page->operation.id,
                              (int)query.len, query.len ? query.at : "", (int)validator.len,
                              validator.len ? validator.at : ""));
    if (page->made) {
        answer->daily = page->call.reply.selected.daily;
        answer->revocable = page->call.reply.selected.revocable;
    }
}

static enum status page_operation_call(struct request *request, struct page_operation *page,
                                       struct representation *answer, struct problem *p)
{
    struct operation_call *asked = &page->asked;
    operation_call_read(asked, &page->operation, &request->arena, request->parameters,
                        request->parameter_count);
    struct slice path = arena_printf(&request->arena, OPERATION_FOLDER "/%s", page->operation.id);
    if (page_lead_to_canonical(request, answer, path, asked->address))
        return STATUS_OK;
    answer->write = page_operation_write;
    if (asked->missing.len) {
        problem_set(&page->missing, STATUS_MISSING_PARAMETER, asked->missing, SLICE_NONE, NULL);
        page->refusal = (struct shown_answer){.problem = &page->missing, .example = ""};
        page_operation_validate(request, page, SLICE_NONE, answer);
        return STATUS_OK;
    }
    page->made = true;
    enum status status = own_call_plan(&page->call, request, asked->target, p);
    if (status == STATUS_OK)
        page_operation_validate(request, page, own_call_validator(&page->call), answer);
    return status;
}

static enum status page_operation_empty(struct request *request, struct page_operation *page,
                                        struct representation *answer, struct problem *p)
{
    struct slice id;
    enum status status = page_operation_first(request, page, &id, p);
    if (status != STATUS_OK)
        return status;
    operation_call_example(&page->asked, &page->operation, &request->arena, id);
    page_operation_validate(request, page, SLICE_NONE, answer);
    answer->write = page_operation_write;
    return STATUS_OK;
}

enum status page_operation_plan(struct request *request, struct slice id,
                                struct representation *answer, struct problem *p)
{
    struct page_operation *page = arena_alloc(&request->arena, sizeof *page);
    if (!page)
        return problem_memory(p);
    answer->context = page;
    answer->close = page_operation_close;
    const json_t *document;
    enum status status = snapshot_contract(request->snapshot, &document, p);
    if (status == STATUS_OK)
        status = operation_find(&page->operation, document, id, p);
    if (status == STATUS_NOT_FOUND)
        status = route_unknown(request->routes, request, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    if (request->parameter_count > 0 && operation_is_get(&page->operation))
        return page_operation_call(request, page, answer, p);
    if (request->parameter_count > 0 &&
        page_lead_to_canonical(
            request, answer,
            arena_printf(&request->arena, OPERATION_FOLDER "/%s", page->operation.id), SLICE_NONE))
        return STATUS_OK;
    return page_operation_empty(request, page, answer, p);
}
