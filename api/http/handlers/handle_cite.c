/* GET /v1/cite?url=…: how what a URL of this instance is answered with is quoted, for people and
 * for programs that keep literature. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/citation/citation_format.h"
#include "hiraku/http/response/citing_url.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/own_url.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"

/* What is written. */
struct cite {
    const struct citation_format *format;
    const struct citation *citation;
    struct citing_question question;
    struct request other; /* that the URL would be: holds the citation */
};

static void cite_close(void *context)
{
    struct cite *cite = context;
    own_url_close(&cite->other);
}

static enum status cite_write(struct request *request, struct representation *answer,
                              struct out *out, struct problem *p)
{
    const struct cite *cite = answer->context;
    (void)request, (void)p;
    cite->format->write(cite->citation, cite->question.language, out);
    return STATUS_OK;
}

/* The lines hold all that the other words of the citation do, but for the terms, which are the
 * instance's of that release. */
static void cite_describe(struct request *request, struct representation *answer,
                          const struct cite *cite)
{
    const struct citation *citation = cite->citation;
    struct slice parameters = citing_url_canonical(request, &cite->question);
    answer->media_type = request->form.media_type;
    answer->content_location =
        arena_printf(&request->arena, "/v1/cite.%s?%.*s", request->form.name, (int)parameters.len,
                     parameters.len ? parameters.at : "");
    struct slice canonical =
        arena_printf(&request->arena, "%.*s#%.*s\n%.*s", (int)answer->content_location.len,
                     answer->content_location.at, (int)citation->line[LANGUAGE_JA].len,
                     citation->line[LANGUAGE_JA].at, (int)citation->line[LANGUAGE_EN].len,
                     citation->line[LANGUAGE_EN].at);
    etag_of_tables(answer, request, NULL, 0, canonical);
    if (answer->changed_in < citation->release) {
        answer->changed_in = citation->release;
        answer->modified = citation->published_at;
    }
    answer->write = cite_write;
}

enum status handle_cite(struct request *request, struct representation *answer, struct problem *p)
{
    struct cite *cite = arena_alloc(&request->arena, sizeof *cite);
    if (!cite)
        return problem_memory(p);
    cite->format = citation_format_named(request->form.name);
    cite->question =
        (struct citing_question){.language = snapshot_instance(request->snapshot)->language,
                                 .bilingual = cite->format->bilingual};
    answer->context = cite;
    answer->close = cite_close;
    enum status status = citing_url_read(request, &cite->question, p);
    if (status == STATUS_OK)
        status = citing_url(request, cite->question.url, &cite->other, &cite->citation, p);
    if (status == STATUS_OK)
        cite_describe(request, answer, cite);
    return status;
}
