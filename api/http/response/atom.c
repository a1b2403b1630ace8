/* See atom.h. The document is atom_body.c, its words atom_words.c. */
#include "hiraku/http/response/atom.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_page.h"
#include "hiraku/http/routing/request_service.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/service.h"
#include "hiraku/value/decimal.h"

#include "atom_parts.h"

#include <inttypes.h>

static const char archive_name[] = "archive";

enum { PATH_BYTES = 8192 };

struct atom_answer {
    struct service service;
    struct snapshot *snapshot;
    struct feed *feed;
};

static void atom_close(void *context)
{
    struct atom_answer *planned = context;
    feed_close(planned->feed);
    snapshot_return(planned->snapshot, planned->service.store);
}

static enum status atom_write_answer(struct request *request, struct representation *answer,
                                     struct out *out, struct problem *p)
{
    const struct atom_answer *planned = answer->context;
    return atom_write(planned->feed, request->language, request->limits->response_bytes, out, p);
}

/* --- parameters ------------------------------------------------------------------------------- */

static enum status atom_read_archive(const struct parameter *parameter, uint64_t *archive,
                                     struct problem *p)
{
    int64_t number;
    if (decimal_parse_int(parameter->value, 1, INT64_MAX / FEED_RELEASES, &number)) {
        *archive = (uint64_t)number;
        return STATUS_OK;
    }
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    problem_allow(p, slice_of("1, 2, 3 …"));
    return STATUS_BAD_PARAMETER;
}

/* Takes `archive` out of the parameters. */
static enum status atom_read_parameters(struct request *request, uint64_t *archive,
                                        struct problem *p)
{
    enum status status = STATUS_OK;
    size_t kept = 0;
    *archive = 0;
    for (size_t i = 0; i < request->parameter_count && status == STATUS_OK; i++) {
        const struct parameter one = request->parameters[i];
        if (!slice_is(one.name, archive_name))
            request->parameters[kept++] = one;
        else if (*archive > 0)
            status = problem_set(p, STATUS_REPEATED_PARAMETER, one.name, one.value, NULL);
        else
            status = atom_read_archive(&one, archive, p);
    }
    if (status != STATUS_OK)
        return status;
    request->parameter_count = kept;
    status = page_language(request, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        problem_allow(p, slice_of(archive_name));
    return status;
}

/* --- planning --------------------------------------------------------------------------------- */

static struct slice atom_own_path(struct request *request, const struct feed_subject *subject)
{
    struct out out;
    out_open_memory(&out, PATH_BYTES);
    atom_path(&out, subject);
    return out_keep(&out, &request->arena);
}

static void atom_describe(struct request *request, const struct feed_head *head, struct slice path,
                          struct representation *answer)
{
    struct arena *arena = &request->arena;
    const char *lang = request->language == LANGUAGE_EN ? "en" : "ja";
    uint64_t archive = head->question.archive;
    struct slice page =
        archive ? arena_printf(arena, "archive=%" PRIu64 "&", archive) : slice_of("");
    answer->media_type = request->form.media_type;
    answer->content_location = arena_printf(arena, "%.*s.atom?%.*slang=%s", (int)path.len, path.at,
                                            (int)page.len, page.at, lang);
    etag_of_tables(answer, request, NULL, 0,
                   arena_printf(arena, "%.*s#%.*s", (int)answer->content_location.len,
                                answer->content_location.at, (int)head->validator.len,
                                head->validator.at));
    if (head->modified > answer->modified)
        answer->modified = head->modified;
    answer->changed_in = 0; /* of several releases */
    answer->write = atom_write_answer;
}

/* A page that is not complete yet: what follows the last archive is in the newest one. */
static bool atom_is_behind_archives(const struct request *request, uint64_t archive)
{
    uint64_t newest = snapshot_manifest(request->snapshot)->number;
    return archive == newest / FEED_RELEASES + 1;
}

enum status atom_plan(struct request *request, const struct feed_subject *subject,
                      struct representation *answer, struct problem *p)
{
    struct feed_question question = {.subject = *subject};
    struct atom_answer *planned = arena_alloc(&request->arena, sizeof *planned);
    struct slice path = atom_own_path(request, subject);
    if (!planned)
        return problem_memory(p);
    enum status status = atom_read_parameters(request, &question.archive, p);
    if (status == STATUS_OK && atom_is_behind_archives(request, question.archive)) {
        answer->location = arena_printf(&request->arena, "%.*s.atom?lang=%s", (int)path.len,
                                        path.at, request->language == LANGUAGE_EN ? "en" : "ja");
        return STATUS_OK;
    }
    if (status == STATUS_OK)
        status = request_service(request, &planned->service, p);
    if (status != STATUS_OK)
        return status;
    planned->snapshot = request->snapshot;
    answer->context = planned;
    answer->close = atom_close;
    status = feed_open(&planned->feed, &planned->service, &question, p);
    if (status == STATUS_OK)
        atom_describe(request, feed_head(planned->feed), path, answer);
    return status;
}
