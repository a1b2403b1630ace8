/* A problem as a page, for people who followed a link: the same text as in the body for programs
 * (problem_body.c), with links that work. */
#include "hiraku/http/response/problem_body.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/page.h"
#include "hiraku/http/routing/request.h"

#include <stdio.h>

enum { TITLE_SIZE = 512, PATH_SIZE = 160, DETAIL_SIZE = 4096 };

bool problem_page_wanted(const struct request *request)
{
    struct slice accept = request->accept;
    int page = negotiate_quality(accept, "text/html");
    return request->snapshot && negotiate_wants(accept, "text/html") &&
           page > negotiate_quality(accept, "application/problem+json") &&
           page > negotiate_quality(accept, "application/json");
}

static void problem_page_write_link(struct out *out, const char *before, const char *path)
{
    out_text(out, "<p>");
    page_text(out, before);
    out_text(out, ": ");
    page_link(out, slice_of(path), slice_of(path));
    out_text(out, "</p>\n");
}

void problem_page_write(struct request *request, const struct problem *p, struct out *out)
{
    const struct status_info *info = status_info(p->status);
    char title[TITLE_SIZE], path[PATH_SIZE], detail[DETAIL_SIZE], example[sizeof p->example];
    snprintf(title, sizeof title, "%d %s", info->http,
             info->title[request->language == LANGUAGE_EN ? LANGUAGE_EN : LANGUAGE_JA]);
    snprintf(path, sizeof path, "/problems/%s.html", info->slug);
    problem_text(p, request->language, detail, sizeof detail);
    problem_make_example(request, p, example, sizeof example);
    page_begin(request, out, title, path);
    page_element(out, "p", detail);
    out_char(out, '\n');
    if (p->nearest[0] == '/')
        problem_page_write_link(
            out, page_pick(request, "お探しのものはこちらですか", "Did you mean"), p->nearest);
    if (example[0] && strcmp(example, p->nearest) != 0)
        problem_page_write_link(out, page_pick(request, "そのまま開ける例", "One that works"),
                                example);
    out_text(out, "<p>");
    page_link(out, slice_of(path),
              slice_of(page_pick(request, "この問題の説明", "About this problem")));
    out_text(out, "</p>\n");
    page_end(request, out);
}
