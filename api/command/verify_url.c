/* hiraku verify URL: another instance, one of its rows or one of its files, against its signed
 * checkpoint. */
#include "verify_kept.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/remote/remote_proof.h"

#include <stdio.h>

struct url_parts {
    char base[REMOTE_PLACE_SIZE];
    const char *path; /* behind it, "" for the instance */
};

bool call_is_url(const char *word)
{
    return strncmp(word, "http://", 7) == 0 || strncmp(word, "https://", 8) == 0;
}

/* Of an address of an instance its base: what stands before /v1/. */
static void url_split(const char *url, struct url_parts *parts)
{
    const char *path = strstr(url, "/v1/");
    size_t len = path ? (size_t)(path - url) : strlen(url);
    parts->path = path ? path : "";
    while (!path && len > 0 && url[len - 1] == '/')
        len--;
    snprintf(parts->base, sizeof parts->base, "%.*s", (int)len, url);
}

/* The key that signed: the trusted one or one that it leads to; else that which the newest manifest
 * names. */
static enum status url_key(const struct call *call, const struct remote_checkpoint *now,
                           const char *base, struct public_key *key, struct problem *p)
{
    const struct public_key *trusted;
    enum status status = call_trusted_key(call, key, &trusted, p);
    if (status != STATUS_OK)
        return status;
    if (trusted)
        return remote_follow_keys(now, base, key, p);
    status = remote_manifest_key(&now->checkpoint, now->checkpoint.size, base, key, p);
    return status == STATUS_OK ? remote_check_key(now, key, base, p) : status;
}

static enum status url_trace(const struct checkpoint *checkpoint, const struct url_parts *parts,
                             const char *url, struct remote_traced *traced, struct problem *p)
{
    traced->release = checkpoint->size;
    traced->record[0] = '\0';
    if (*parts->path == '\0')
        return STATUS_OK;
    return strstr(parts->path, "/downloads/")
               ? remote_file_trace(checkpoint, parts->base, url, traced, p)
               : remote_row_trace(checkpoint, parts->base, url, traced, p);
}

/* Everything that came of it; `traced` NULL: not so far. */
struct url_result {
    const char *url;
    const struct public_key *key;
    const struct checkpoint *checkpoint;
    const struct remote_traced *traced;
    enum status status;
};

static void url_write_json(const struct url_result *result, const struct kept_checkpoint *kept,
                           struct out *out)
{
    char text[KEY_TEXT_SIZE];
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "url", result->url);
    json_text(&json, "origin", result->checkpoint->origin);
    json_int(&json, "size", (int64_t)result->checkpoint->size);
    if (result->traced) {
        key_write(result->key, text);
        json_text(&json, "key", text);
        json_bool(&json, "trusted", kept->call->key);
        json_int(&json, "release", (int64_t)result->traced->release);
        json_text(&json, "record", result->traced->record);
    }
    kept_write_json(kept, &json);
    json_text(&json, "status", status_info(result->status)->slug);
    json_finish(&json);
}

static void url_write(const struct url_result *result, const struct call *call, struct out *out)
{
    char size[24], release[24], text[KEY_TEXT_SIZE];
    const struct remote_traced *traced = result->traced;
    key_write(result->key, text);
    message_write(out, call->key ? MESSAGE_URL_TRUSTED : MESSAGE_URL_SIGNED, call->language,
                  MESSAGE_WITH(result->url, message_number(release, traced->release),
                               result->checkpoint->origin,
                               message_number(size, result->checkpoint->size), text));
    if (traced->record[0] != '\0')
        message_write(out, MESSAGE_URL_RECORD, call->language, MESSAGE_WITH(traced->record));
}

/* Of the newest checkpoint: its key, what was kept, what the address leads to. */
static enum status url_verify(struct kept_checkpoint *kept, const struct remote_checkpoint *now,
                              const char *url, struct out *out, struct problem *p)
{
    const struct call *call = kept->call;
    struct url_parts parts;
    struct remote_traced traced;
    struct public_key key;
    struct problem problem;
    url_split(url, &parts);
    struct url_result result = {url, &key, &now->checkpoint, NULL, STATUS_OK};
    enum status status = url_key(call, now, parts.base, &key, p);
    /* also of one whose key is not known: that may be a part of the lie */
    if (status == STATUS_OK || status == STATUS_CHECKPOINT_KEY || status == STATUS_LOG_REWRITTEN) {
        enum status compared =
            kept_compare_remote(kept, now, parts.base, status == STATUS_OK ? &key : NULL, &problem);
        if (compared != STATUS_OK && status == STATUS_OK && p)
            *p = problem;
        status = status == STATUS_OK ? compared : status;
    }
    status = kept_result(kept, status, p);
    if (status == STATUS_OK)
        status = url_trace(&now->checkpoint, &parts, url, &traced, p);
    if (status == STATUS_OK)
        result.traced = &traced;
    result.status = status;
    if (call->json && (status == STATUS_OK || kept->compared))
        url_write_json(&result, kept, out);
    else if (!call->json && status == STATUS_OK)
        url_write(&result, call, out);
    if (!call->json)
        kept_write(kept, out);
    return status;
}

enum status command_verify_url(const struct call *call, const char *url, struct out *out,
                               struct problem *p)
{
    struct url_parts parts;
    struct kept_checkpoint kept;
    struct remote_checkpoint now = {.bytes = NULL};
    url_split(url, &parts);
    enum status status = kept_read(&kept, call, p);
    if (status == STATUS_OK)
        status = remote_checkpoint_get(&now, parts.base, p);
    if (status == STATUS_OK)
        status = url_verify(&kept, &now, url, out, p);
    remote_checkpoint_free(&now);
    kept_free(&kept);
    return status;
}
