/* hiraku key: makes a key that signs, shows the public half of one; and the keys that publish and
 * rollback sign with. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/proof/minisign.h"

/* --- hiraku key ------------------------------------------------------------------------------- */

static void key_write_text(const struct call *call, const struct public_key *key, struct out *out)
{
    char text[KEY_TEXT_SIZE], minisign[MINISIGN_KEY_SIZE];
    key_write(key, text);
    minisign_key(key, minisign);
    if (call->json) {
        struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
        json_begin_object(&json, NULL);
        json_text(&json, "key", text);
        json_text(&json, "minisign", key->kind == KEY_LOG ? minisign : NULL);
        json_finish(&json);
    } else {
        message_write(out, key->kind == KEY_LOG ? MESSAGE_KEY : MESSAGE_KEY_WITNESS, call->language,
                      MESSAGE_WITH(text, minisign));
    }
}

static enum status key_new(const struct call *call, const char *path, struct private_key *key,
                           struct problem *p)
{
    if (!call->name)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("--name NAME"),
                           slice_of("key new FILE"), NULL);
    enum status status =
        key_make(key, call->witness ? KEY_WITNESS : KEY_LOG, slice_of(call->name), p);
    return status == STATUS_OK ? key_save(key, path, p) : status;
}

enum status command_key(const struct call *call, struct out *out, struct problem *p)
{
    struct private_key key = {.seed = {0}};
    bool is_new = call->operand && strcmp(call->operand, "new") == 0;
    if (!is_new && !(call->operand && strcmp(call->operand, "show") == 0))
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("new FILE"), slice_of("key"), NULL);
    if (call->operand_count < 2)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("FILE"),
                           slice_of(is_new ? "key new" : "key show"), NULL);
    const char *path = call->operands[1];
    enum status status = is_new ? key_new(call, path, &key, p)
                                : key_load(&key, call->witness ? KEY_WITNESS : KEY_LOG, path, p);
    if (status == STATUS_OK)
        key_write_text(call, &key.public, out);
    key_forget(&key);
    return status;
}

/* --- keys of a publisher ---------------------------------------------------------------------- */

static enum status call_load_key(const struct call *call, const char *path, struct private_key *key,
                                 struct problem *p)
{
    enum status status = call_check_key(call, path, p);
    return status == STATUS_OK ? key_load(key, KEY_LOG, path, p) : status;
}

enum status call_load_keys(const struct call *call, struct release_keys *keys,
                           const struct release_keys **given, struct problem *p)
{
    *keys = (struct release_keys){.former_lost = call->key_lost};
    *given = NULL;
    if (!call->key)
        return call->former_key || call->key_lost
                   ? problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("--key FILE"),
                                 slice_of(call->command->name), NULL)
                   : STATUS_OK;
    enum status status = call_load_key(call, call->key, &keys->key, p);
    if (status == STATUS_OK && call->former_key)
        status = call_load_key(call, call->former_key, &keys->former, p);
    keys->has_former = call->former_key;
    if (status == STATUS_OK)
        *given = keys;
    return status;
}
