/* GET /problems/{slug}: what a problem type means and what to do about it (RFC 9457 s.3.1.1), in
 * Japanese and English. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/http/response/problem_help.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/pages/pages.h"

static bool problem_find(struct slice slug, enum status *status)
{
    for (size_t i = 1; i < STATUS_COUNT; i++)
        if (slice_is(slug, status_info((enum status)i)->slug)) {
            *status = (enum status)i;
            return true;
        }
    return false;
}

static void problem_write_json(const struct status_info *info, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_object(&json, NULL);
    json_printf(&json, "type", "/problems/%s", info->slug);
    json_int(&json, "status", info->http);
    json_text(&json, "title_ja", info->title[LANGUAGE_JA]);
    json_text(&json, "title_en", info->title[LANGUAGE_EN]);
    json_text(&json, "detail_ja", info->detail[LANGUAGE_JA]);
    json_text(&json, "detail_en", info->detail[LANGUAGE_EN]);
    json_text(&json, "help_ja", problem_help(info, LANGUAGE_JA));
    json_text(&json, "help_en", problem_help(info, LANGUAGE_EN));
    json_finish(&json);
}

static enum status problem_explain(struct request *request, struct representation *answer,
                                   struct out *out, struct problem *p)
{
    const struct status_info *info = answer->context;
    (void)p;
    const struct page_context context = request_page(request);
    if (page_wanted(request))
        problem_type_page(&context, info, problem_help(info, request->language), out);
    else
        problem_write_json(info, out);
    return STATUS_OK;
}

enum status handle_problem(struct request *request, struct representation *answer,
                           struct problem *p)
{
    enum status which;
    enum status status = page_parameters(request, p);
    if (status != STATUS_OK)
        return status;
    if (!problem_find(request->id, &which))
        return problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    answer->media_type = request->form.media_type;
    answer->write = problem_explain;
    answer->context = (void *)status_info(which);
    return STATUS_OK;
}
