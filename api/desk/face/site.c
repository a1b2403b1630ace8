/* The table of pages: which operation each asks, what it shows, where a form leads. */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/style.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

struct site_page {
    enum desk_verb verb;
    const char *path;
    enum desk_action action; /* DESK_ACTIONS: none */
    const char *title[2];
    desk_show *show;  /* NULL: it leads on */
    const char *next; /* where a form leads */
    const char *take; /* a field that is the page's, not the operation's */
};

static const struct site_page pages[] = {
    {DESK_GET, "/desk", DESK_STATUS, {"はじめに", "Start"}, show_home, NULL, NULL},
    {DESK_GET, "/desk/sign-in", DESK_ACTIONS, {"サインイン", "Sign in"}, show_sign_in, NULL, NULL},
    {DESK_POST, "/desk/sign-in", DESK_SIGN_IN, {NULL}, NULL, "/desk", NULL},
    {DESK_GET, "/desk/setup", DESK_ACTIONS, {"最初の設定", "Set up"}, show_setup, NULL, NULL},
    {DESK_POST, "/desk/setup", DESK_SET_UP, {NULL}, NULL, "/desk", NULL},
    {DESK_POST, "/desk/sign-out", DESK_SIGN_OUT, {NULL}, NULL, "/desk/sign-in", NULL},
    {DESK_POST,
     "/desk/sign-out-everywhere",
     DESK_SIGN_OUT_ALL,
     {NULL},
     NULL,
     "/desk/sign-in",
     NULL},
    {DESK_GET, "/desk/releases", DESK_RELEASES, {"公開版", "Releases"}, show_releases, NULL, NULL},
    {DESK_GET,
     "/desk/restore",
     DESK_STATUS,
     {"前の公開版に戻す", "Publish a release again"},
     show_restore,
     NULL,
     "release"},
    {DESK_POST, "/desk/restore", DESK_RESTORE, {NULL}, NULL, "/desk/job", NULL},
    {DESK_POST, "/desk/publish", DESK_PUBLISH, {NULL}, NULL, "/desk/job", NULL},
    {DESK_GET, "/desk/job", DESK_JOB, {"作業", "Job"}, show_job, NULL, NULL},
    {DESK_GET, "/desk/log", DESK_LOG, {"記録", "Log"}, show_log, NULL, NULL},
    {DESK_GET, "/desk/log.csv", DESK_LOG, {NULL}, NULL, NULL, NULL},
    {DESK_GET, "/desk/account", DESK_ACCOUNT, {"アカウント", "Account"}, show_account, NULL, NULL},
    {DESK_POST, "/desk/password", DESK_PASSWORD, {NULL}, NULL, "/desk/sign-in", NULL},
    {DESK_POST,
     "/desk/tokens",
     DESK_TOKEN_ADD,
     {"新しいトークン", "A new token"},
     show_token,
     NULL,
     NULL},
    {DESK_POST, "/desk/tokens/remove", DESK_TOKEN_REMOVE, {NULL}, NULL, "/desk/account", NULL},
};

/* --- finding ---------------------------------------------------------------------------------- */

static enum status desk_site_find(struct visit *visit, const struct site_page **page,
                                  struct problem *p)
{
    bool get = false, post = false;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        if (!slice_is(visit->path, pages[i].path))
            continue;
        if (pages[i].verb == visit->verb) {
            *page = &pages[i];
            return STATUS_OK;
        }
        get = get || pages[i].verb == DESK_GET;
        post = post || pages[i].verb == DESK_POST;
    }
    if (!get && !post)
        return problem_set(p, STATUS_NOT_FOUND, visit->path, SLICE_NONE, NULL);
    visit->allow = get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST";
    return problem_set(p, STATUS_METHOD_NOT_ALLOWED, visit->path,
                       slice_of(desk_verb_name(visit->verb)), NULL);
}

static enum status site_body(struct visit *visit, struct problem *p)
{
    static const char form[] = "application/x-www-form-urlencoded";
    struct slice type = visit->content_type, lang;
    size_t len = sizeof form - 1;
    if (!out_written(&visit->body).len)
        return STATUS_OK;
    if (type.len < len || strncasecmp(type.at, form, len) != 0) {
        problem_set(p, STATUS_UNSUPPORTED_TYPE, SLICE_NONE, type, NULL);
        problem_allow(p, slice_of(form));
        return STATUS_UNSUPPORTED_TYPE;
    }
    enum status status = sent_read(&visit->fields, &visit->arena, out_written(&visit->body), p);
    lang = sent_take(&visit->fields, "lang");
    if (lang.at) {
        visit->context.language = slice_is(lang, "ja") ? LANGUAGE_JA : LANGUAGE_EN;
        visit->context.language_asked = true;
    }
    return status;
}

/* --- answering -------------------------------------------------------------------------------- */

static void site_lead(struct visit *visit, const char *path, const char *query)
{
    const char *lang = visit->context.language == LANGUAGE_JA ? "lang=ja" : "lang=en";
    bool asked = visit->context.language_asked;
    visit->location = arena_printf(&visit->arena, "%s%s%s%s%s", path, query[0] || asked ? "?" : "",
                                   query, query[0] && asked ? "&" : "", asked ? lang : "");
}

/* Behind a form: another page, so that reading it again sends nothing again. */
static void site_next(struct visit *visit, const struct site_page *page)
{
    char query[40] = "";
    int64_t job = desk_number(visit->data, "job");
    if (page->action == DESK_SIGN_IN || page->action == DESK_SET_UP)
        visit->session = arena_copy(&visit->arena, slice_of(desk_text(visit->data, "session")));
    if (page->action == DESK_SIGN_OUT || page->action == DESK_SIGN_OUT_ALL ||
        page->action == DESK_PASSWORD)
        visit->session = slice_of("");
    if (job > 0)
        snprintf(query, sizeof query, "job=%" PRId64, job);
    site_lead(visit, page->next, query);
}

static void site_show(struct visit *visit, const struct site_page *row)
{
    struct page page = desk_page_begin(visit, page_choice(&visit->context, row->title),
                                       row->action != DESK_ACTIONS);
    row->show(visit, &page);
    desk_page_finish(&page);
}

static bool site_style(struct visit *visit)
{
    if (visit->verb != DESK_GET || !slice_is(visit->path, desk_style_path(&visit->arena)))
        return false;
    out_text(&visit->answer, page_style);
    out_text(&visit->answer, chart_style);
    visit->media_type = "text/css; charset=utf-8";
    visit->kept = true;
    return true;
}

enum status visit_site(struct visit *visit, struct problem *p)
{
    const struct site_page *page = NULL;
    if (site_style(visit))
        return STATUS_OK;
    if (visit->verb == DESK_GET && slice_is(visit->path, "/")) {
        site_lead(visit, "/desk", "");
        return STATUS_OK;
    }
    enum status status = desk_site_find(visit, &page, p);
    if (status == STATUS_OK && page->verb == DESK_POST)
        status = site_body(visit, p);
    if (status != STATUS_OK)
        return status;
    if (page->take)
        visit->taken = sent_take(&visit->fields, page->take);
    if (page->action != DESK_ACTIONS)
        status = visit_ask(visit, page->action, p);
    if (status == STATUS_DESK_SIGNED_OUT && page->verb == DESK_GET) {
        site_lead(visit, "/desk/sign-in", "");
        return STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    if (page->show)
        site_show(visit, page);
    else if (page->next)
        site_next(visit, page);
    else
        desk_log_csv(visit);
    return STATUS_OK;
}

void visit_problem_page(struct visit *visit)
{
    const struct problem *p = &visit->problem;
    char text[4096];
    bool again = p->status == STATUS_DESK_WRONG || p->status == STATUS_DESK_WAIT ||
                 p->status == STATUS_DESK_SIGNED_OUT;
    struct page page =
        desk_page_begin(visit, status_info(p->status)->title[visit->context.language], false);
    problem_text(p, visit->context.language, text, sizeof text);
    desk_paragraph(&page, text);
    if (again)
        show_sign_in_form(&page);
    desk_link(&page, "/desk", page_word(&visit->context, "窓口のはじめに戻る", "Back to the desk"));
    desk_page_finish(&page);
}
