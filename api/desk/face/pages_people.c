/* Signing in, the first approver, one's own account, tokens. */
#include "hiraku/desk/face/desk_pages.h"

#include <inttypes.h>

static const char *people_word(const struct page *page, const char *ja, const char *en)
{
    return page_word(page->context, ja, en);
}

static void people_name(struct page *page)
{
    desk_field(page, "name", people_word(page, "名前", "Name"), "text", "username");
}

void show_sign_in_form(struct page *page)
{
    desk_form(page, "/desk/sign-in");
    people_name(page);
    desk_field(page, "password", people_word(page, "パスワード", "Password"), "password",
               "current-password");
    desk_form_end(page, people_word(page, "サインイン", "Sign in"));
}

void show_sign_in(struct visit *visit, struct page *page)
{
    (void)visit;
    show_sign_in_form(page);
}

void show_setup(struct visit *visit, struct page *page)
{
    desk_paragraph(
        page,
        people_word(page,
                    "この窓口で公開できる最初の人（承認者）の名前とパスワードを決めてください。"
                    "パスワードは 12 字以上で、長い文がよく、記号は要りません。",
                    "Choose name and password of the first person who can publish "
                    "here, an approver. A password has 12 characters or more; a "
                    "long sentence is best."));
    desk_form(page, "/desk/setup");
    desk_hidden(page, "token", sent_value(&visit->fields, "token"));
    people_name(page);
    desk_field(page, "password", people_word(page, "パスワード", "Password"), "password",
               "new-password");
    desk_form_end(page, people_word(page, "決める", "Set up"));
}

/* --- the account ------------------------------------------------------------------------------ */

static void account_password(struct page *page)
{
    page_heading(page, people_word(page, "パスワードを変える", "Change the password"));
    desk_form(page, "/desk/password");
    desk_field(page, "password", people_word(page, "今のパスワード", "Password now"), "password",
               "current-password");
    desk_field(
        page, "new",
        people_word(page, "新しいパスワード（12 字以上）", "New password, 12 characters or more"),
        "password", "new-password");
    desk_form_end(page, people_word(page, "変えて、すべての場所でサインアウトする",
                                    "Change it, and sign out everywhere"));
}

static void account_sessions(struct visit *visit, struct page *page)
{
    page_heading(page, people_word(page, "サインアウト", "Sign out"));
    html_open(&page->html, "p");
    html_printf(&page->html,
                people_word(page, "サインイン中の場所: %" PRId64, "Places signed in: %" PRId64),
                desk_number(visit->data, "sessions"));
    html_close(&page->html);
    html_line(&page->html);
    desk_form(page, "/desk/sign-out");
    desk_form_end(page, people_word(page, "サインアウト", "Sign out"));
    desk_form(page, "/desk/sign-out-everywhere");
    desk_form_end(page, people_word(page, "すべての場所でサインアウト", "Sign out everywhere"));
}

static void account_role_choice(struct page *page)
{
    static const char *const roles[] = {"editor", "approver"};
    struct html *html = &page->html;
    html_open(html, "div");
    html_open(html, "label");
    html_attribute(html, "for", "field-role");
    html_text(html, people_word(page, "役割", "Role"));
    html_close(html);
    html_open(html, "select");
    html_attribute(html, "id", "field-role");
    html_attribute(html, "name", "role");
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        html_open(html, "option");
        html_attribute(html, "value", roles[i]);
        html_text(html, roles[i]);
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}

static void account_token_row(struct page *page, const json_t *token)
{
    const char *name = desk_text(token, "name");
    page_row(page);
    html_text(&page->html, name);
    page_cell(page);
    html_text(&page->html, desk_text(token, "role"));
    page_cell(page);
    html_text(&page->html, desk_text(token, "until"));
    page_cell(page);
    desk_form(page, "/desk/tokens/remove");
    desk_hidden(page, "name", slice_of(name));
    html_open(&page->html, "div");
    html_open(&page->html, "button");
    html_attribute(&page->html, "type", "submit");
    html_printf(&page->html, people_word(page, "%s を削除", "Remove %s"), name);
    html_close(&page->html);
    html_close(&page->html);
    html_close(&page->html);
    page_row_close(page);
}

static void account_tokens(struct page *page, const json_t *tokens)
{
    size_t at;
    json_t *token;
    page_heading(page, people_word(page, "プログラムのためのトークン", "Tokens for programs"));
    if (json_array_size(tokens) > 0) {
        page_table(page, people_word(page, "トークン", "Tokens"),
                   people_word(page, "名前|役割|使える最後の日（UTC）|操作",
                               "Name|Role|Last day (UTC)|Action"));
        json_array_foreach(tokens, at, token)
        {
            account_token_row(page, token);
        }
        page_table_close(page);
    }
    desk_form(page, "/desk/tokens");
    desk_field(page, "name", people_word(page, "トークンの名前", "Name of the token"), "text",
               "off");
    account_role_choice(page);
    desk_field(page, "until", people_word(page, "使える最後の日", "Last day"), "date", "off");
    desk_form_end(page, people_word(page, "トークンを作る", "Make a token"));
}

void show_account(struct visit *visit, struct page *page)
{
    struct problem ignored;
    bool approver = strcmp(desk_text(visit->data, "role"), "approver") == 0;
    html_open(&page->html, "p");
    html_printf(&page->html, people_word(page, "%s（%s）", "%s (%s)"),
                desk_text(visit->data, "who"), desk_text(visit->data, "role"));
    html_close(&page->html);
    html_line(&page->html);
    account_password(page);
    account_sessions(visit, page);
    if (approver && visit_ask(visit, DESK_TOKENS, &ignored) == STATUS_OK)
        account_tokens(page, json_object_get(visit->data, "tokens"));
}

void show_token(struct visit *visit, struct page *page)
{
    desk_paragraph(
        page,
        people_word(page, "このトークンは二度と示しません。今、使うプログラムに写してください。",
                    "This token is not shown again. Copy it now to the program "
                    "that uses it."));
    html_open(&page->html, "p");
    html_element(&page->html, "code", desk_text(visit->data, "token"));
    html_close(&page->html);
    html_line(&page->html);
    desk_link(page, "/desk/account", people_word(page, "アカウントに戻る", "Back to the account"));
}
