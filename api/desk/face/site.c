/* The table of pages: which operation each asks, what it shows, where a form leads. */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/style.h"

#include "hiraku/value/iri.h"

#include <strings.h>

struct site_page {
    enum desk_verb verb;
    const char *path;
    enum desk_action action; /* DESK_ACTIONS: none */
    const char *title[2];
    desk_show *show;      /* NULL: it leads on */
    const char *next;     /* where a form leads */
    const char *take;     /* a field that is the page's, not the operation's */
    const char *carry[3]; /* fields that lead on with it; NULL ends them */
};

static const struct site_page pages[] = {
    {DESK_GET, "/desk", DESK_STATUS, {"はじめに", "Start"}, show_home, NULL, NULL, {NULL}},
    {DESK_GET,
     "/desk/sign-in",
     DESK_ACTIONS,
     {"サインイン", "Sign in"},
     show_sign_in,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST, "/desk/sign-in", DESK_SIGN_IN, {NULL}, NULL, "/desk", NULL, {NULL}},
    {DESK_GET,
     "/desk/setup",
     DESK_ACTIONS,
     {"最初の設定", "Set up"},
     show_setup,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST, "/desk/setup", DESK_SET_UP, {NULL}, NULL, "/desk", NULL, {NULL}},
    {DESK_POST, "/desk/sign-out", DESK_SIGN_OUT, {NULL}, NULL, "/desk/sign-in", NULL, {NULL}},
    {DESK_POST,
     "/desk/sign-out-everywhere",
     DESK_SIGN_OUT_ALL,
     {NULL},
     NULL,
     "/desk/sign-in",
     NULL,
     {NULL}},
    {DESK_GET,
     "/desk/releases",
     DESK_RELEASES,
     {"公開版", "Releases"},
     show_releases,
     NULL,
     NULL,
     {NULL}},
    {DESK_GET,
     "/desk/restore",
     DESK_STATUS,
     {"前の公開版に戻す", "Publish a release again"},
     show_restore,
     NULL,
     "release",
     {NULL}},
    {DESK_POST, "/desk/restore", DESK_RESTORE, {NULL}, NULL, "/desk/job", NULL, {NULL}},
    {DESK_POST, "/desk/publish", DESK_PUBLISH, {NULL}, NULL, "/desk/job", NULL, {NULL}},
    {DESK_GET, "/desk/job", DESK_JOB, {"作業", "Job"}, show_job, NULL, NULL, {NULL}},
    {DESK_GET, "/desk/log", DESK_LOG, {"記録", "Log"}, show_log, NULL, NULL, {NULL}},
    {DESK_GET, "/desk/log.csv", DESK_LOG, {NULL}, NULL, NULL, NULL, {NULL}},
    {DESK_GET,
     "/desk/account",
     DESK_ACCOUNT,
     {"アカウント", "Account"},
     show_account,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST, "/desk/password", DESK_PASSWORD, {NULL}, NULL, "/desk/sign-in", NULL, {NULL}},
    {DESK_POST,
     "/desk/tokens",
     DESK_TOKEN_ADD,
     {"新しいトークン", "A new token"},
     show_token,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST,
     "/desk/tokens/remove",
     DESK_TOKEN_REMOVE,
     {NULL},
     NULL,
     "/desk/account",
     NULL,
     {NULL}},
    {DESK_POST, "/desk/drafts", DESK_DRAFT_ADD, {NULL}, NULL, "/desk/job", NULL, {NULL}},
    {DESK_POST, "/desk/draft/files", DESK_DRAFT_FILES, {NULL}, NULL, "/desk/job", NULL, {NULL}},
    {DESK_GET,
     "/desk/draft",
     DESK_DRAFT,
     {"1. ファイル", "1. Files"},
     show_draft,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST, "/desk/draft/map", DESK_DRAFT_MAP, {NULL}, NULL, "/desk/draft", NULL, {"draft"}},
    {DESK_POST, "/desk/draft/drop", DESK_DRAFT_DROP, {NULL}, NULL, "/desk", NULL, {NULL}},
    {DESK_GET,
     "/desk/draft/check",
     DESK_DRAFT_FINDINGS,
     {"2. 検査と直し", "2. Check and mend"},
     show_draft_check,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST,
     "/desk/draft/accept",
     DESK_DRAFT_ACCEPT,
     {NULL},
     NULL,
     "/desk/draft/check",
     NULL,
     {"draft"}},
    {DESK_GET,
     "/desk/draft/rows",
     DESK_DRAFT_ROWS,
     {"表", "Table"},
     show_draft_rows,
     NULL,
     NULL,
     {NULL}},
    {DESK_GET,
     "/desk/draft/cell",
     DESK_DRAFT_ROWS,
     {"セルを直す", "Edit a cell"},
     show_draft_cell,
     NULL,
     "column",
     {NULL}},
    {DESK_POST,
     "/desk/draft/cell",
     DESK_DRAFT_EDIT,
     {NULL},
     NULL,
     "/desk/draft/rows",
     NULL,
     {"draft", "table", "row"}},
    {DESK_POST,
     "/desk/draft/remove",
     DESK_DRAFT_REMOVE,
     {NULL},
     NULL,
     "/desk/draft/check",
     NULL,
     {"draft"}},
    {DESK_GET,
     "/desk/draft/compare",
     DESK_DRAFT_DIFF,
     {"3. 比較と理由", "3. Compare and give reasons"},
     show_draft_compare,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST,
     "/desk/draft/reason",
     DESK_DRAFT_REASON,
     {NULL},
     NULL,
     "/desk/draft/compare",
     NULL,
     {"draft"}},
    {DESK_GET,
     "/desk/draft/clashes",
     DESK_DRAFT_CLASHES,
     {"重なった変更", "What both have changed"},
     show_draft_clashes,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST,
     "/desk/draft/rebase",
     DESK_DRAFT_REBASE,
     {NULL},
     NULL,
     "/desk/draft/compare",
     NULL,
     {"draft"}},
    {DESK_GET,
     "/desk/draft/publish",
     DESK_DRAFT,
     {"4. 申請、承認、公開", "4. Propose, approve, publish"},
     show_draft_publish,
     NULL,
     NULL,
     {NULL}},
    {DESK_POST,
     "/desk/draft/propose",
     DESK_DRAFT_PROPOSE,
     {NULL},
     NULL,
     "/desk/draft/publish",
     NULL,
     {"draft"}},
    {DESK_POST,
     "/desk/draft/approve",
     DESK_DRAFT_APPROVE,
     {NULL},
     NULL,
     "/desk/draft/publish",
     NULL,
     {"draft"}},
    {DESK_POST, "/desk/draft/publish", DESK_DRAFT_PUBLISH, {NULL}, NULL, "/desk/job", NULL, {NULL}},
    {DESK_GET, "/desk/draft/upload", DESK_DRAFT_UPLOAD, {NULL}, NULL, NULL, NULL, {NULL}},
    {DESK_GET, "/desk/draft/workbook", DESK_DRAFT_WORKBOOK, {NULL}, NULL, NULL, NULL, {NULL}},
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

bool site_takes(const struct visit *visit)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].verb == visit->verb && slice_is(visit->path, pages[i].path))
            return pages[i].action != DESK_ACTIONS &&
                   desk_operations[pages[i].action].flags & DESK_TAKES;
    return false;
}

/* What a form says of its language. */
static void site_language(struct visit *visit)
{
    struct slice lang = sent_take(&visit->fields, "lang");
    if (!lang.at)
        return;
    visit->context.language = slice_is(lang, "ja") ? LANGUAGE_JA : LANGUAGE_EN;
    visit->context.language_asked = true;
}

static enum status site_body(struct visit *visit, struct problem *p)
{
    static const char form[] = "application/x-www-form-urlencoded";
    struct slice type = visit->content_type;
    size_t len = sizeof form - 1;
    if (visit->upload >= 0) {
        enum status taken = upload_read(visit, p);
        site_language(visit);
        return taken;
    }
    if (!out_written(&visit->body).len)
        return STATUS_OK;
    if (type.len < len || strncasecmp(type.at, form, len) != 0) {
        problem_set(p, STATUS_UNSUPPORTED_TYPE, SLICE_NONE, type, NULL);
        problem_allow(p, slice_of(form));
        return STATUS_UNSUPPORTED_TYPE;
    }
    enum status status = sent_read(&visit->fields, &visit->arena, out_written(&visit->body), p);
    site_language(visit);
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
    struct out query;
    out_open_memory(&query, VISIT_BODY);
    int64_t job = desk_number(visit->data, "job");
    if (page->action == DESK_SIGN_IN || page->action == DESK_SET_UP)
        visit->session = arena_copy(&visit->arena, slice_of(desk_text(visit->data, "session")));
    if (page->action == DESK_SIGN_OUT || page->action == DESK_SIGN_OUT_ALL ||
        page->action == DESK_PASSWORD)
        visit->session = slice_of("");
    if (job > 0) {
        out_text(&query, "job=");
        out_int(&query, job);
    }
    for (size_t i = 0; i < 3 && page->carry[i] && job == 0; i++) {
        out_text(&query, i > 0 ? "&" : "");
        out_text(&query, page->carry[i]);
        out_char(&query, '=');
        iri_query_value(&query, sent_value(&visit->fields, page->carry[i]));
    }
    out_char(&query, '\0');
    if (out_finish(&query, NULL) == STATUS_OK)
        site_lead(visit, page->next, out_written(&query).at);
    else
        visit->status = STATUS_NO_MEMORY;
    out_close(&query);
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
    if (visit->gives >= 0)
        visit_give(visit);
    else if (page->show)
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
