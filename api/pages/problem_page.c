/* A problem for people who followed a link: the same text as in the body for programs, with links
 * that work; and the page of its type (RFC 9457 s.3.1.1). */
#include "hiraku/pages/pages.h"

#include "hiraku/pages/page.h"
#include "hiraku/pages/prose.h"

#include <stdio.h>

enum { TITLE_SIZE = 512, PATH_SIZE = 160, DETAIL_SIZE = 4096 };

/* Begins a page about a type of problem; `path` becomes that of the page of the type. */
static struct page problem_page_start(const struct page_context *context,
                                      const struct status_info *info, char path[PATH_SIZE],
                                      struct out *out)
{
    char title[TITLE_SIZE];
    snprintf(title, sizeof title, "%d %s", info->http, page_choice(context, info->title));
    snprintf(path, PATH_SIZE, "/problems/%s.html", info->slug);
    return page_start(context, out, title, path);
}

static void problem_page_link(struct page *page, const char *before, const char *path,
                              const char *text)
{
    html_open(&page->html, "p");
    html_text(&page->html, before);
    html_link(&page->html, slice_of(path), slice_of(text));
    html_close(&page->html);
    html_line(&page->html);
}

void problem_page(const struct page_context *context, const struct problem *p, const char *example,
                  struct out *out)
{
    char path[PATH_SIZE], detail[DETAIL_SIZE];
    struct page page = problem_page_start(context, status_info(p->status), path, out);
    problem_text(p, context->language, detail, sizeof detail);
    html_element(&page.html, "p", detail);
    html_line(&page.html);
    if (p->nearest[0] == '/')
        problem_page_link(&page,
                          page_word(context, "お探しのものはこちらですか: ", "Did you mean: "),
                          p->nearest, p->nearest);
    if (example[0] && strcmp(example, p->nearest) != 0)
        problem_page_link(&page, page_word(context, "そのまま開ける例: ", "One that works: "),
                          example, example);
    problem_page_link(&page, "", path, page_word(context, "この問題の説明", "About this problem"));
    page_finish(&page);
}

/* The detail with words in place of its placeholders. */
static void problem_page_detail(struct page *page, const char *text)
{
    static const char *const words[][3] = {{"{subject}", "対象", "subject"},
                                           {"{value}", "値", "value"},
                                           {"{reason}", "理由", "reason"},
                                           {"{store}", "STORE", "STORE"}};
    while (*text) {
        size_t len = 1 + strcspn(text + 1, "{"), found = 0;
        for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++) {
            if (!slice_starts(slice_of(text), words[i][0]))
                continue;
            found = strlen(words[i][0]);
            html_element(&page->html, "var", page_word(page->context, words[i][1], words[i][2]));
        }
        if (!found)
            html_slice(&page->html, (struct slice){text, len});
        text += found ? found : len;
    }
}

void problem_type_page(const struct page_context *context, const struct status_info *info,
                       const char *help, struct out *out)
{
    char path[PATH_SIZE];
    struct page page = problem_page_start(context, info, path, out);
    struct html *html = &page.html;
    html_open(html, "p");
    html_element(html, "code", info->slug);
    html_close(html);
    html_line(html);
    page_heading(&page, page_word(context, "意味", "What it means"));
    html_open(html, "p");
    problem_page_detail(&page, page_choice(context, info->detail));
    html_close(html);
    html_line(html);
    page_heading(&page, page_word(context, "どうすればよいか", "What to do"));
    prose_paragraphs(html, help, NULL);
    problem_page_link(&page, "", "/docs#statuses",
                      page_word(context, "すべての問題", "All problems"));
    page_finish(&page);
}
