/* GET /compare: subjects of figures side by side as a page, with the parameters of /v1/compare; of
 * fewer than two, the form by which they are chosen. `find` are words to look for more of them. */
#include "hiraku/http/handlers/handlers.h"
#include "hiraku/http/handlers/series.h"

#include "hiraku/http/response/compare_pages.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/compare_page.h"

/* Takes the words out of the parameters. */
static enum status compare_page_take_words(struct page_compare *page, struct request *request,
                                           struct problem *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter one = request->parameters[i];
        if (!slice_is(one.name, compare_page_words))
            request->parameters[kept++] = one;
        else if (page->words.len)
            return problem_set(p, STATUS_REPEATED_PARAMETER, one.name, one.value, NULL);
        else
            page->words = one.value;
    }
    request->parameter_count = kept;
    return page_compare_choices(page, request, p);
}

static enum status compare_page_parse(struct page_compare *page, struct request *request,
                                      struct problem *p)
{
    enum status status = page_take_out_language(request, p);
    if (status != STATUS_OK)
        return status;
    page_drop_empty(request);
    page->compare.choosing = true;
    status = compare_page_take_words(page, request, p);
    if (status == STATUS_OK)
        status = compare_parse(&page->compare, &request->arena, request->parameters,
                               request->parameter_count,
                               snapshot_instance(request->snapshot)->first_month, p);
    return status == STATUS_OK ? page_compare_spell(page, request, p) : status;
}

enum status handle_compare_page(struct request *request, struct representation *answer,
                                struct problem *p)
{
    struct slice path = slice_of(request->route->pattern);
    struct page_compare *page = arena_alloc(&request->arena, sizeof *page);
    enum status status = page ? compare_page_parse(page, request, p) : problem_memory(p);
    if (status != STATUS_OK)
        problem_example(p, path.at);
    if (status != STATUS_OK || page_lead_to_canonical(request, answer, path, page->parameters))
        return status;
    struct slice withdrawn = series_withdrawn(request);
    answer->media_type = request->form.media_type;
    answer->revocable = true; /* what was known before a revision */
    answer->cited_title[LANGUAGE_JA] = "指標の比較";
    answer->cited_title[LANGUAGE_EN] = "Indicators compared";
    etag_of_page(answer, request,
                 arena_printf(&request->arena, "/compare?%.*s#%.*s", (int)page->parameters.len,
                              page->parameters.at, (int)withdrawn.len,
                              withdrawn.len ? withdrawn.at : ""));
    page_citable(request, answer, path, page->parameters);
    answer->write = page_compare_write;
    answer->context = page;
    return STATUS_OK;
}
