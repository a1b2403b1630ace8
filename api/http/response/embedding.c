/* See embedding.h. An answer of this kind alone may stand in a frame of another site: nothing in it
 * can be done but following a link out of the frame. */
#include "hiraku/http/response/embedding.h"

#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/embed_page.h"
#include "hiraku/service/details.h"
#include "hiraku/service/record.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"

struct embedding {
    struct details details;
    struct stored_record record; /* of a figure */
    bool one;                    /* a figure is asked for, not the newest of a KPI */
};

/* Whose figure it is; the figures are then only this one. */
static enum status embedding_subject(struct embedding *embedding, const struct request *request,
                                     const struct service *service, struct problem *p)
{
    const struct resource *figures = model_cube();
    struct details *details = &embedding->details;
    struct query *query = &details->query;
    view_init(&embedding->record.view, figures, COL_HIDDEN | COL_LOOKUP);
    enum status status = record_require(&embedding->record, service, request->id, p);
    if (status != STATUS_OK)
        return status;
    details->subject = row_cell(&embedding->record.row, model_cube_subject()->name);
    series_query(query, details->subject);
    query->filters[query->filter_count++] =
        (struct filter){.column = model_column(figures, slice_of("id")), .value = request->id};
    return STATUS_OK;
}

static enum status embedding_read(struct embedding *embedding, const struct request *request,
                                  const struct service *service, struct problem *p)
{
    struct details *details = &embedding->details;
    enum status status = STATUS_OK;
    details->subject = request->id;
    details->first_month = service->instance->first_month;
    series_query(&details->query, request->id);
    if (embedding->one)
        status = embedding_subject(embedding, request, service, p);
    return status == STATUS_OK ? details_read(details, service, p) : status;
}

static void embedding_compose(const struct embedding *embedding, struct request *request,
                              const struct representation *answer, struct out *out)
{
    const struct page_context context = request_page(request);
    struct embed embed = {.details = &embedding->details,
                          .context = {.language = request->language,
                                      .instance = context.instance,
                                      .arena = &request->arena,
                                      .release = answer->changed_in,
                                      .changed_at = answer->modified}};
    embed.figure =
        embedding->one ? embed_find(embed.details, request->id) : embed_choose(embed.details);
    embed_page(&context, &embed, out);
}

static enum status embedding_write(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    struct embedding *embedding = answer->context;
    struct service service;
    enum status status = request_service(request, &service, p);
    if (status != STATUS_OK)
        return status;
    status = embedding_read(embedding, request, &service, p);
    if (status == STATUS_OK)
        embedding_compose(embedding, request, answer, out);
    details_close(&embedding->details);
    record_close(&embedding->record);
    snapshot_return(request->snapshot, service.store);
    page_problem(p);
    return status;
}

static enum status embedding_plan(struct request *request, struct representation *answer, bool one,
                                  struct problem *p)
{
    struct embedding *embedding = arena_alloc(&request->arena, sizeof *embedding);
    if (!embedding)
        return problem_memory(p);
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    embedding->one = one;
    answer->context = embedding;
    answer->media_type = request->form.media_type;
    answer->framed = true;
    etag_of_page(answer, request, request->path);
    page_citable(request, answer, request->path, SLICE_NONE);
    answer->about = one ? model_cube() : model_cube_subject()->ref;
    answer->write = embedding_write;
    return STATUS_OK;
}

enum status embedding_plan_kpi(struct request *request, struct representation *answer,
                               struct problem *p)
{
    return embedding_plan(request, answer, false, p);
}

enum status embedding_plan_figure(struct request *request, struct representation *answer,
                                  struct problem *p)
{
    return embedding_plan(request, answer, true, p);
}
