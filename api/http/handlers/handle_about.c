/* GET /about and /about/{slug}: what the instance says of itself, on pages that it writes. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/text.h"
#include "hiraku/http/response/citing.h"
#include "hiraku/http/response/table_pages.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/pages/own_page.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/own_page.h"

static enum status about_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p)
{
    const struct page_context context = citing_page(request, answer, NULL);
    return own_page(&context, answer->context, out, p);
}

/* What a page is called, in a language; that of the other where there is none. */
static const char *about_title(struct request *request, struct slice name, enum language language)
{
    const struct own_file *file =
        own_page_find(snapshot_own_files(request->snapshot), name, &language);
    return file ? arena_printf(&request->arena, "%.*s", (int)file->title.len, file->title.at).at
                : NULL;
}

/* With the page that is nearest by its name. */
static enum status about_missing(struct request *request, struct slice asked, struct problem *p)
{
    struct slice names[OWN_FILES_MAX];
    size_t count = 0, at = 0;
    while (count < OWN_FILES_MAX && own_page_next(snapshot_own_files(request->snapshot), &at,
                                                  request->language, &names[count]))
        count++;
    struct slice near = text_nearest(asked, names, count);
    enum status status = problem_set(p, STATUS_NOT_FOUND, request->path, SLICE_NONE, NULL);
    if (near.len && !slice_is(near, own_page_first))
        problem_nearest(
            p, arena_printf(&request->arena, "%s/%.*s", own_page_place, (int)near.len, near.at));
    return status;
}

enum status handle_about(struct request *request, struct representation *answer, struct problem *p)
{
    struct own_page_shown *shown = arena_alloc(&request->arena, sizeof *shown);
    bool first = request->segment_count == 1;
    enum status status = shown ? page_language(request, p) : problem_memory(p);
    if (status != STATUS_OK)
        return status;
    struct slice asked = first ? slice_of(own_page_first) : request->id;
    *shown = (struct own_page_shown){.name = asked, .language = request->language};
    if (first || !slice_is(asked, own_page_first))
        shown->file = own_page_find(snapshot_own_files(request->snapshot), asked, &shown->language);
    if (!shown->file)
        return about_missing(request, asked, p);
    shown->name = first ? slice_of(own_page_first) : asked;
    answer->context = shown;
    answer->write = about_write;
    const char *const titles[2] = {[LANGUAGE_JA] = about_title(request, shown->name, LANGUAGE_JA),
                                   [LANGUAGE_EN] = about_title(request, shown->name, LANGUAGE_EN)};
    return page_document_plan(request, answer, request->path, titles, p);
}
