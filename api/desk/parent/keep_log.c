/* The log and the tokens. */
#include "hiraku/desk/parent/parent.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/desk/desk_log.h"
#include "hiraku/desk/tokens.h"

static void log_take(void *context, const struct desk_log_entry *entry)
{
    struct json_writer *json = context;
    json_begin_object(json, NULL);
    json_int(json, "number", (int64_t)entry->number);
    json_text(json, "time", entry->time);
    json_text(json, "who", entry->who);
    json_text(json, "what", entry->what);
    json_text(json, "about", entry->about);
    json_text(json, "digest", entry->digest);
    json_end(json);
}

/* A log that was altered is shown as far as it is whole, and says so. */
enum status keep_desk_log(struct parent *parent, struct question *question, struct problem *p)
{
    uint64_t lines;
    char last[DIGEST_SIZE];
    json_begin_array(question->json, "log");
    enum status status =
        desk_log_read(&parent->setup->state, log_take, question->json, &lines, last, p);
    json_end(question->json);
    json_bool(question->json, "whole", status == STATUS_OK);
    json_int(question->json, "lines", (int64_t)lines);
    json_text(question->json, "last", last);
    return status == STATUS_DESK_LOG ? STATUS_OK : status;
}

enum status keep_tokens(struct parent *parent, struct question *question, struct problem *p)
{
    struct desk_tokens tokens;
    enum status status = desk_tokens_read(&tokens, &parent->setup->state, p);
    json_begin_array(question->json, "tokens");
    for (size_t i = 0; i < tokens.count && status == STATUS_OK; i++) {
        json_begin_object(question->json, NULL);
        json_text(question->json, "name", tokens.list[i].name);
        json_text(question->json, "role", desk_role_name(tokens.list[i].role));
        json_text(question->json, "until", tokens.list[i].until);
        json_end(question->json);
    }
    json_end(question->json);
    desk_tokens_free(&tokens);
    return status;
}

enum status keep_token_add(struct parent *parent, struct question *question, struct problem *p)
{
    char secret[DESK_TOKEN_SIZE] = "", name[DESK_NAME_SIZE] = "";
    struct slice named = question_argument(question, "name");
    enum desk_role role;
    enum status status = desk_role_read(&role, "role", question_argument(question, "role"), p);
    if (status == STATUS_OK)
        status = desk_token_add(&parent->setup->state, named, role,
                                question_argument(question, "until"), secret, p);
    if (status == STATUS_OK) {
        memcpy(name, named.at, named.len); /* a name that was taken fits */
        status = desk_log_add(&parent->setup->state, question->who, "token_add", name, p);
    }
    if (status == STATUS_OK) {
        json_text(question->json, "name", name);
        json_text(question->json, "token", secret);
    }
    explicit_bzero(secret, sizeof secret);
    return status;
}

enum status keep_token_remove(struct parent *parent, struct question *question, struct problem *p)
{
    char name[DESK_NAME_SIZE] = "";
    struct slice named = question_argument(question, "name");
    enum status status = desk_token_remove(&parent->setup->state, named, p);
    if (status != STATUS_OK)
        return status;
    memcpy(name, named.at, named.len);
    json_text(question->json, "name", name);
    return desk_log_add(&parent->setup->state, question->who, "token_remove", name, p);
}
