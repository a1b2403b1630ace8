/* hiraku desk: the desk itself; its accounts, tokens and log. */
#include "command.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/desk/desk_log.h"
#include "hiraku/desk/face/face.h"
#include "hiraku/desk/parent/parent.h"
#include "hiraku/desk/tokens.h"
#include "hiraku/http/server/listen.h"
#include "hiraku/http/server/sandbox.h"

#include <unistd.h>

static const char desk_command[] = "desk";
static const char desk_who[] = "command";

/* What a sub-command is called with. */
struct desk_call {
    const struct call *call;
    struct desk_state state;
    const char *name; /* the third argument; "" where there is none */
    struct out *out;
};

static enum status desk_missing(const char *what, struct problem *p)
{
    return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of(what), slice_of(desk_command), NULL);
}

static void desk_json_ok(struct out *out, const char *name, const char *token)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NONE);
    json_begin_object(&json, NULL);
    json_text(&json, "status", "ok");
    json_text(&json, "name", name);
    json_text(&json, "token", token);
    json_finish(&json);
}

static void desk_tell(const struct desk_call *desk, enum message message, const char *const *with)
{
    if (desk->call->json)
        desk_json_ok(desk->out, desk->name, NULL);
    else
        message_write(desk->out, message, desk->call->language, with);
}

static enum status desk_role_given(const struct desk_call *desk, enum desk_role *role,
                                   struct problem *p)
{
    if (!desk->call->role)
        return desk_missing("--role editor|approver", p);
    return desk_role_read(role, "--role", slice_of(desk->call->role), p);
}

/* --- people ----------------------------------------------------------------------------------- */

static enum status desk_user_add(const struct desk_call *desk, struct problem *p)
{
    char password[PASSWORD_MOST + 2];
    enum desk_role role;
    enum status status = desk_role_given(desk, &role, p);
    if (status == STATUS_OK)
        status = desk_name_check("NAME", slice_of(desk->name), p);
    if (status == STATUS_OK)
        status = password_input(desk->call->language, password, sizeof password, p);
    if (status == STATUS_OK)
        status = desk_account_add(&desk->state, slice_of(desk->name), role, slice_of(password),
                                  false, p);
    explicit_bzero(password, sizeof password);
    if (status == STATUS_OK)
        status = desk_log_add(&desk->state, desk_who, "account_add", desk->name, p);
    if (status == STATUS_OK)
        desk_tell(desk, MESSAGE_DESK_USER_ADDED, MESSAGE_WITH(desk->name, desk_role_name(role)));
    return status;
}

static enum status desk_user_password(const struct desk_call *desk, struct problem *p)
{
    char password[PASSWORD_MOST + 2];
    enum status status = password_input(desk->call->language, password, sizeof password, p);
    if (status == STATUS_OK)
        status = desk_account_password(&desk->state, slice_of(desk->name), slice_of(password), p);
    explicit_bzero(password, sizeof password);
    if (status == STATUS_OK)
        status = desk_log_add(&desk->state, desk_who, "account_password", desk->name, p);
    if (status == STATUS_OK)
        desk_tell(desk, MESSAGE_DESK_USER_PASSWORD, MESSAGE_WITH(desk->name));
    return status;
}

static enum status desk_user_remove(const struct desk_call *desk, struct problem *p)
{
    enum status status = desk_account_remove(&desk->state, slice_of(desk->name), p);
    if (status == STATUS_OK)
        status = desk_log_add(&desk->state, desk_who, "account_remove", desk->name, p);
    if (status == STATUS_OK)
        desk_tell(desk, MESSAGE_DESK_USER_REMOVED, MESSAGE_WITH(desk->name));
    return status;
}

static enum status desk_user_list(const struct desk_call *desk, struct problem *p)
{
    struct desk_accounts accounts;
    enum status status = desk_accounts_read(&accounts, &desk->state, p);
    struct json_writer json = json_compact(desk->out, JSON_EMPTY_NULL);
    if (status == STATUS_OK && desk->call->json) {
        json_begin_object(&json, NULL);
        json_begin_array(&json, "accounts");
    }
    for (size_t i = 0; i < accounts.count && status == STATUS_OK; i++) {
        const char *role = desk_role_name(accounts.list[i].role);
        if (!desk->call->json) {
            message_write(desk->out, MESSAGE_DESK_USER, desk->call->language,
                          MESSAGE_WITH(accounts.list[i].name, role));
            continue;
        }
        json_begin_object(&json, NULL);
        json_text(&json, "name", accounts.list[i].name);
        json_text(&json, "role", role);
        json_end(&json);
    }
    if (status == STATUS_OK && desk->call->json)
        json_finish(&json);
    desk_accounts_free(&accounts);
    return status;
}

/* --- programs --------------------------------------------------------------------------------- */

static enum status desk_token_new(const struct desk_call *desk, struct problem *p)
{
    char secret[DESK_TOKEN_SIZE] = "";
    enum desk_role role;
    enum status status = desk_role_given(desk, &role, p);
    if (status == STATUS_OK && !desk->call->until)
        status = desk_missing("--until YYYY-MM-DD", p);
    if (status == STATUS_OK)
        status = desk_token_add(&desk->state, slice_of(desk->name), role,
                                slice_of(desk->call->until), secret, p);
    if (status == STATUS_OK)
        status = desk_log_add(&desk->state, desk_who, "token_add", desk->name, p);
    if (status == STATUS_OK && desk->call->json)
        desk_json_ok(desk->out, desk->name, secret);
    else if (status == STATUS_OK)
        message_write(desk->out, MESSAGE_DESK_TOKEN_ADDED, desk->call->language,
                      MESSAGE_WITH(desk->name, desk_role_name(role), desk->call->until, secret));
    explicit_bzero(secret, sizeof secret);
    return status;
}

static enum status desk_token_end(const struct desk_call *desk, struct problem *p)
{
    enum status status = desk_token_remove(&desk->state, slice_of(desk->name), p);
    if (status == STATUS_OK)
        status = desk_log_add(&desk->state, desk_who, "token_remove", desk->name, p);
    if (status == STATUS_OK)
        desk_tell(desk, MESSAGE_DESK_USER_REMOVED, MESSAGE_WITH(desk->name));
    return status;
}

static enum status desk_token_list(const struct desk_call *desk, struct problem *p)
{
    struct desk_tokens tokens;
    enum status status = desk_tokens_read(&tokens, &desk->state, p);
    struct json_writer json = json_compact(desk->out, JSON_EMPTY_NULL);
    if (status == STATUS_OK && desk->call->json) {
        json_begin_object(&json, NULL);
        json_begin_array(&json, "tokens");
    }
    for (size_t i = 0; i < tokens.count && status == STATUS_OK; i++) {
        const struct desk_token *token = &tokens.list[i];
        if (!desk->call->json) {
            message_write(desk->out, MESSAGE_DESK_TOKEN, desk->call->language,
                          MESSAGE_WITH(token->name, desk_role_name(token->role), token->until));
            continue;
        }
        json_begin_object(&json, NULL);
        json_text(&json, "name", token->name);
        json_text(&json, "role", desk_role_name(token->role));
        json_text(&json, "until", token->until);
        json_end(&json);
    }
    if (status == STATUS_OK && desk->call->json)
        json_finish(&json);
    desk_tokens_free(&tokens);
    return status;
}

/* --- the log ---------------------------------------------------------------------------------- */

struct desk_shown {
    const struct desk_call *desk;
    struct json_writer json;
};

static void desk_log_take(void *context, const struct desk_log_entry *entry)
{
    struct desk_shown *shown = context;
    const struct call *call = shown->desk->call;
    char number[24];
    message_number(number, entry->number);
    const char *cells[] = {number,      entry->time,  entry->who,
                           entry->what, entry->about, entry->digest};
    if (call->json) {
        json_begin_object(&shown->json, NULL);
        json_int(&shown->json, "number", (int64_t)entry->number);
        json_text(&shown->json, "time", entry->time);
        json_text(&shown->json, "who", entry->who);
        json_text(&shown->json, "what", entry->what);
        json_text(&shown->json, "about", entry->about);
        json_text(&shown->json, "digest", entry->digest);
        json_end(&shown->json);
    } else if (call->csv) {
        for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
            csv_cell(shown->desk->out, i == 0, slice_of(cells[i]));
        csv_end(shown->desk->out);
    } else {
        message_write(shown->desk->out, MESSAGE_DESK_LOG_LINE, call->language,
                      MESSAGE_WITH(cells[0], cells[1], cells[2], cells[3], cells[4]));
    }
}

static enum status desk_log_show(const struct desk_call *desk, struct problem *p)
{
    static const char *const heads[] = {"number", "time", "who", "what", "about", "digest"};
    struct desk_shown shown = {desk, json_compact(desk->out, JSON_EMPTY_TEXT)};
    uint64_t lines;
    char last[DIGEST_SIZE], count[24];
    if (desk->call->json) {
        json_begin_object(&shown.json, NULL);
        json_begin_array(&shown.json, "log");
    }
    for (size_t i = 0; desk->call->csv && i < sizeof heads / sizeof *heads; i++)
        csv_cell(desk->out, i == 0, slice_of(heads[i]));
    if (desk->call->csv)
        csv_end(desk->out);
    enum status status = desk_log_read(&desk->state, desk_log_take, &shown, &lines, last, p);
    if (desk->call->json) {
        json_end(&shown.json);
        json_bool(&shown.json, "whole", status == STATUS_OK);
        json_text(&shown.json, "last", last);
        json_finish(&shown.json);
    }
    if (status == STATUS_OK && !desk->call->json && !desk->call->csv)
        message_write(desk->out, MESSAGE_DESK_LOG_GOOD, desk->call->language,
                      MESSAGE_WITH(message_number(count, lines), last));
    return status;
}

/* --- the desk itself -------------------------------------------------------------------------- */

/* There is no TLS: nothing but this machine may reach it. */
static enum status desk_listen(const struct call *call, struct desk_setup *setup,
                               char url[URL_SIZE], struct problem *p)
{
    const char *address = call->config.desk_listen;
    enum status status = listen_open(address, "desk_listen", &setup->listener, url, p);
    if (status != STATUS_OK)
        return status;
    setup->url = url;
    if (listen_is_loopback(setup->listener))
        return sandbox_drop_root(call->config.user, p);
    return problem_set(p, STATUS_DESK_LISTEN, SLICE_NONE, slice_of(address), NULL);
}

static enum status desk_serve(const struct call *call, struct problem *p)
{
    char url[URL_SIZE];
    struct release_keys keys;
    struct publish_options options = call_publish_options(call);
    struct desk_setup setup = {.config = &call->config,
                               .options = &options,
                               .instance = call->instance_dir,
                               .language = call->language,
                               .listener = -1};
    if (!call->store_given)
        return problem_set(p, STATUS_STORE_MISSING, slice_of(desk_command), SLICE_NONE, NULL);
    if (!call->instance_dir)
        return desk_missing("--instance DIR", p);
    struct call publishing = *call;
    publishing.operand = call->instance_dir;
    enum status status = call_check_folder(&publishing, p);
    if (status == STATUS_OK)
        status = call_check_store(&publishing, p);
    if (status == STATUS_OK)
        status = call_load_keys(call, &keys, &options.keys, p);
    if (status != STATUS_OK)
        return status;
    status = desk_listen(call, &setup, url, p);
    if (status == STATUS_OK)
        status = desk_state_open(&setup.state, call->config.store, call->state, p);
    if (status == STATUS_OK)
        status = desk_run(&setup, face_run, p);
    if (setup.listener >= 0)
        close(setup.listener);
    release_keys_forget(&keys);
    return status;
}

/* --- which of them ---------------------------------------------------------------------------- */

enum status command_desk(const struct call *call, struct out *out, struct problem *p)
{
    static const struct {
        const char *noun, *verb;
        enum status (*run)(const struct desk_call *desk, struct problem *p);
        bool named;
    } known[] = {
        {"user", "add", desk_user_add, true},       {"user", "password", desk_user_password, true},
        {"user", "remove", desk_user_remove, true}, {"user", "list", desk_user_list, false},
        {"token", "add", desk_token_new, true},     {"token", "remove", desk_token_end, true},
        {"token", "list", desk_token_list, false},  {"log", "", desk_log_show, false},
    };
    struct desk_call desk = {.call = call, .name = "", .out = out};
    if (call->print_config) {
        config_print(&call->config, out);
        return STATUS_OK;
    }
    if (call->operand_count == 0)
        return desk_serve(call, p);
    const char *noun = call->operand_count > 0 ? call->operands[0] : "";
    const char *verb = call->operand_count > 1 ? call->operands[1] : "";
    if (call->operand_count > 2)
        desk.name = call->operands[2];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(noun, known[i].noun) != 0 || strcmp(verb, known[i].verb) != 0)
            continue;
        if (known[i].named && !desk.name[0])
            return desk_missing("NAME", p);
        if (!known[i].named && desk.name[0])
            return problem_set(p, STATUS_ARGUMENT_EXTRA, slice_of(desk.name),
                               slice_of(desk_command), NULL);
        if (!call->store_given && !call->state)
            return problem_set(p, STATUS_STORE_MISSING, slice_of(desk_command), SLICE_NONE, NULL);
        enum status status = desk_state_open(&desk.state, call->config.store, call->state, p);
        return status == STATUS_OK ? known[i].run(&desk, p) : status;
    }
    return desk_missing("user add|password|remove|list, token add|remove|list, log", p);
}
