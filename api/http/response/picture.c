/* See picture.h. The picture tells the release in which what it shows last changed, as the
 * validator does, and not the newest one. */
#include "hiraku/http/response/picture.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/release/site.h"
#include "hiraku/service/references.h"
#include "hiraku/value/decimal.h"

#include <stdio.h>

static const char width_name[] = "width", language_name[] = "lang", shape_name[] = "shape";
static const char shares_shape[] = "shares";

static enum status picture_width(struct picture *picture, const struct parameter *parameter,
                                 struct problem *p)
{
    int64_t width;
    char range[32];
    if (decimal_parse_int(parameter->value, CHART_WIDTH_MIN, CHART_WIDTH_MAX, &width)) {
        picture->width = (int)width;
        return STATUS_OK;
    }
    snprintf(range, sizeof range, "%d–%d", CHART_WIDTH_MIN, CHART_WIDTH_MAX);
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    problem_allow(p, slice_of(range));
    return STATUS_BAD_PARAMETER;
}

/* There is but one that is not what comes without it. */
static enum status picture_shape(struct picture *picture, const struct parameter *parameter,
                                 struct problem *p)
{
    picture->shares = slice_is(parameter->value, shares_shape);
    if (picture->shares)
        return STATUS_OK;
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    problem_allow(p, slice_of(shares_shape));
    return STATUS_BAD_PARAMETER;
}

enum status picture_parameters(struct picture *picture, struct request *request, struct problem *p)
{
    size_t kept = 0;
    picture->width = CHART_WIDTH;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter one = request->parameters[i];
        bool wide = slice_is(one.name, width_name), spoken = slice_is(one.name, language_name);
        bool shape = picture->shaped && slice_is(one.name, shape_name);
        if ((wide && picture->wide) || (spoken && picture->spoken) || (shape && picture->shares))
            return problem_set(p, STATUS_REPEATED_PARAMETER, one.name, one.value, NULL);
        enum status status = STATUS_OK;
        if (wide)
            status = picture_width(picture, &one, p);
        else if (spoken)
            status = page_take_language(request, &one, p);
        else if (shape)
            status = picture_shape(picture, &one, p);
        else
            request->parameters[kept++] = one;
        if (status != STATUS_OK)
            return status;
        picture->wide = picture->wide || wide;
        picture->spoken = picture->spoken || spoken;
    }
    request->parameter_count = kept;
    return STATUS_OK;
}

void picture_allow(const struct picture *picture, struct problem *p)
{
    if (!p || p->status != STATUS_UNKNOWN_PARAMETER)
        return;
    problem_allow(p, slice_of(width_name));
    problem_allow(p, slice_of(language_name));
    if (picture->shaped)
        problem_allow(p, slice_of(shape_name));
}

static enum status picture_draw(struct picture *picture, struct request *request, struct out *out,
                                struct problem *p)
{
    const struct chart *chart = NULL;
    enum status status = request_service(request, &picture->service, p);
    if (status == STATUS_OK && picture->query)
        status = references_check(&picture->service, picture->query, p);
    if (status == STATUS_OK)
        status = picture->make(picture, &chart, p);
    if (status == STATUS_OK && !chart)
        status = problem_memory(p);
    if (status == STATUS_OK)
        chart_document(chart, &snapshot_site(request->snapshot)->palette, out);
    picture->close(picture);
    return status;
}

static enum status picture_write(struct request *request, struct representation *answer,
                                 struct out *out, struct problem *p)
{
    struct picture *picture = answer->context;
    picture->context = (struct chart_context){.language = request->language,
                                              .width = picture->width,
                                              .instance = snapshot_instance(request->snapshot),
                                              .release = answer->changed_in,
                                              .changed_at = answer->modified};
    enum status status = picture_draw(picture, request, out, p);
    if (picture->service.store)
        snapshot_return(request->snapshot, picture->service.store);
    picture->service.store = NULL;
    return status;
}

enum status picture_plan(struct picture *picture, struct request *request,
                         struct representation *answer, struct slice path, struct slice parameters)
{
    char width[32] = "", language[16] = "", shape[32] = "", all[96];
    if (picture->wide)
        snprintf(width, sizeof width, "&%s=%d", width_name, picture->width);
    if (picture->spoken)
        snprintf(language, sizeof language, "&%s=%s", language_name,
                 request->language == LANGUAGE_EN ? "en" : "ja");
    if (picture->shares)
        snprintf(shape, sizeof shape, "&%s=%s", shape_name, shares_shape);
    snprintf(all, sizeof all, "%s%s%s", language, shape, width);
    const char *own = parameters.len || !all[0] ? all : all + 1;
    answer->media_type = request->form.media_type;
    answer->content_location =
        arena_printf(&request->arena, "%.*s.%s%s%.*s%s", (int)path.len, path.at, request->form.name,
                     parameters.len || all[0] ? "?" : "", (int)parameters.len,
                     parameters.len ? parameters.at : "", own);
    etag_of_tables(answer, request, picture->inputs.tables, picture->inputs.count,
                   arena_printf(&request->arena, "%.*s#%s", (int)answer->content_location.len,
                                answer->content_location.at,
                                snapshot_site(request->snapshot)->sheet_sha256));
    answer->write = picture_write;
    answer->context = picture;
    return STATUS_OK;
}
