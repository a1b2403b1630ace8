/* See tokens.h. */
#include "hiraku/desk/tokens.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/release/json_file.h"

#include <stdio.h>
#include <stdlib.h>

static const char tokens_file[] = "tokens.json";
static const char tokens_list[] = "tokens";

enum { TOKENS_BYTES = 1024 * 1024, DAY_SECONDS = 24 * 60 * 60 };

/* --- reading ---------------------------------------------------------------------------------- */

static bool token_read(struct desk_token *token, const json_t *member)
{
    bool good = json_is_object(member);
    char role[16] = "";
    time_t start;
    json_member_text(member, "name", token->name, sizeof token->name, &good);
    json_member_text(member, "role", role, sizeof role, &good);
    json_member_text(member, "until", token->until, sizeof token->until, &good);
    json_member_text(member, "sha256", token->sha256, sizeof token->sha256, &good);
    return good && desk_role_read(&token->role, "role", slice_of(role), NULL) == STATUS_OK &&
           clock_parse_day(slice_of(token->until), &start);
}

enum status desk_tokens_read(struct desk_tokens *tokens, const struct desk_state *state,
                             struct problem *p)
{
    json_t *array;
    *tokens = (struct desk_tokens){.list = NULL};
    enum status status = desk_state_read(state, tokens_file, tokens_list, &array, p);
    if (status != STATUS_OK)
        return status;
    size_t count = json_array_size(array);
    if (count > DESK_TOKENS_MAX)
        count = DESK_TOKENS_MAX;
    /* one more: for who adds one */
    tokens->list = calloc(count + 1, sizeof *tokens->list);
    if (!tokens->list)
        status = problem_memory(p);
    for (; tokens->count < count && status == STATUS_OK; tokens->count++)
        if (!token_read(&tokens->list[tokens->count], json_array_get(array, tokens->count)))
            status =
                problem_set(p, STATUS_DESK_DAMAGED, slice_of(tokens_file), SLICE_NONE, "no token");
    json_decref(array);
    return status;
}

void desk_tokens_free(struct desk_tokens *tokens)
{
    free(tokens->list);
    *tokens = (struct desk_tokens){.list = NULL};
}

static bool token_holds(const struct desk_token *token, time_t now)
{
    time_t start;
    return clock_parse_day(slice_of(token->until), &start) && now < start + DAY_SECONDS;
}

const struct desk_token *desk_tokens_find(const struct desk_tokens *tokens, struct slice secret,
                                          time_t now)
{
    char sha256[DIGEST_SIZE];
    const struct desk_token *found = NULL;
    desk_secret_digest(secret, sha256);
    for (size_t i = 0; i < tokens->count; i++)
        if (desk_secret_equal(tokens->list[i].sha256, sha256) && token_holds(&tokens->list[i], now))
            found = &tokens->list[i];
    return found;
}

/* --- changing --------------------------------------------------------------------------------- */

static enum status tokens_write(const struct desk_tokens *tokens, const struct desk_state *state,
                                struct problem *p)
{
    struct out out;
    out_open_memory(&out, TOKENS_BYTES);
    struct json_writer json = json_indented(&out, 3);
    json_begin_object(&json, NULL);
    json_begin_array(&json, tokens_list);
    for (size_t i = 0; i < tokens->count; i++) {
        json_begin_object(&json, NULL);
        json_text(&json, "name", tokens->list[i].name);
        json_text(&json, "role", desk_role_name(tokens->list[i].role));
        json_text(&json, "until", tokens->list[i].until);
        json_text(&json, "sha256", tokens->list[i].sha256);
        json_end(&json);
    }
    json_finish(&json);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(state->dir, tokens_file, out_written(&out), p);
    out_close(&out);
    return status;
}

static int token_order(const void *a, const void *b)
{
    return strcmp(((const struct desk_token *)a)->name, ((const struct desk_token *)b)->name);
}

static struct desk_token *tokens_at(const struct desk_tokens *tokens, struct slice name)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (slice_is(name, tokens->list[i].name))
            return &tokens->list[i];
    return NULL;
}

static enum status token_make(struct desk_token *token, struct slice name, struct slice until,
                              char secret[DESK_TOKEN_SIZE], struct problem *p)
{
    char random[DESK_SECRET_SIZE];
    enum status status = desk_name_check("name", name, p);
    if (status != STATUS_OK)
        return status;
    memcpy(token->name, name.at, name.len);
    if (until.len >= sizeof token->until)
        return problem_set(p, STATUS_DESK_VALUE, slice_of("until"), until, NULL);
    if (until.len)
        memcpy(token->until, until.at, until.len);
    if (!token_holds(token, time(NULL))) {
        problem_set(p, STATUS_DESK_VALUE, slice_of("until"), until, NULL);
        problem_allow(p, slice_of("YYYY-MM-DD"));
        return STATUS_DESK_VALUE;
    }
    status = desk_secret_make(random, p);
    if (status != STATUS_OK)
        return status;
    snprintf(secret, DESK_TOKEN_SIZE, "%s%s", DESK_TOKEN_PREFIX, random);
    desk_secret_digest(slice_of(secret), token->sha256);
    return STATUS_OK;
}

enum status desk_token_add(const struct desk_state *state, struct slice name, enum desk_role role,
                           struct slice until, char secret[DESK_TOKEN_SIZE], struct problem *p)
{
    struct desk_tokens tokens = {.list = NULL};
    struct desk_token token = {.role = role};
    int lock;
    enum status status = token_make(&token, name, until, secret, p);
    if (status == STATUS_OK)
        status = desk_state_lock(state, &lock, p);
    if (status != STATUS_OK)
        return status;
    status = desk_tokens_read(&tokens, state, p);
    if (status == STATUS_OK && (tokens_at(&tokens, name) || tokens.count == DESK_TOKENS_MAX))
        status = problem_set(p, STATUS_DESK_KNOWN, name, SLICE_NONE, NULL);
    if (status == STATUS_OK) {
        tokens.list[tokens.count++] = token;
        qsort(tokens.list, tokens.count, sizeof *tokens.list, token_order);
        status = tokens_write(&tokens, state, p);
    }
    desk_tokens_free(&tokens);
    desk_state_unlock(lock);
    return status;
}

enum status desk_token_remove(const struct desk_state *state, struct slice name, struct problem *p)
{
    struct desk_tokens tokens = {.list = NULL};
    struct desk_token *token = NULL;
    int lock;
    enum status status = desk_state_lock(state, &lock, p);
    if (status != STATUS_OK)
        return status;
    status = desk_tokens_read(&tokens, state, p);
    if (status == STATUS_OK && !(token = tokens_at(&tokens, name)))
        status = problem_set(p, STATUS_DESK_UNKNOWN, name, SLICE_NONE, NULL);
    if (status == STATUS_OK) {
        size_t at = (size_t)(token - tokens.list);
        tokens.count--;
        memmove(token, token + 1, (tokens.count - at) * sizeof *token);
        status = tokens_write(&tokens, state, p);
    }
    desk_tokens_free(&tokens);
    desk_state_unlock(lock);
    return status;
}
