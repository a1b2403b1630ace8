/* What hiraku verify says of who signed: of a store, and of a file that one of its releases
 * published. */
#include "command.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/release/file_digests.h"
#include "hiraku/release/layout.h"

enum status call_trusted_key(const struct call *call, struct public_key *key,
                             const struct public_key **trusted, struct problem *p)
{
    *trusted = NULL;
    if (!call->key)
        return STATUS_OK;
    if (!key_parse(key, slice_of(call->key)) || key->kind != KEY_LOG)
        return problem_set(p, STATUS_NO_PUBLIC_KEY, slice_of(call->key), SLICE_NONE, NULL);
    *trusted = key;
    return STATUS_OK;
}

void call_write_log(const struct call *call, const struct release_log *log, struct out *out)
{
    char releases[24], key[KEY_TEXT_SIZE], when[CLOCK_RFC3339_SIZE];
    enum message message = log->signed_since == 0 ? MESSAGE_LOG_UNSIGNED
                           : log->trusted         ? MESSAGE_LOG_TRUSTED
                                                  : MESSAGE_LOG_SIGNED;
    key_write(&log->key, key);
    clock_rfc3339(log->published_at, when);
    message_write(out, message, call->language,
                  MESSAGE_WITH(message_number(releases, log->releases), log->key.name, key, when));
}

void call_write_log_json(const struct release_log *log, struct json_writer *json)
{
    char key[KEY_TEXT_SIZE];
    bool is_signed = log->signed_since > 0;
    key_write(&log->key, key);
    json_begin_object(json, "log");
    json_int(json, "releases", (int64_t)log->releases);
    json_int_or_null(json, "signed_since", (int64_t)log->signed_since, is_signed);
    if (is_signed) {
        json_text(json, "origin", log->key.name);
        json_text(json, "key", key);
    }
    json_bool(json, "trusted", log->trusted);
    json_end(json);
}

/* What the manifest lists is covered by every later checkpoint, files for download by their list.
 */
enum status call_file_is_signed(const struct call *call, const struct release_log *log,
                                const char *path, const struct publish_identity *identity,
                                bool *is_signed, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE], unpacked[DIGEST_SIZE];
    *is_signed = log->signed_since > 0 && log->differences == 0 && identity->release > 0;
    if (!*is_signed || !layout_artifact_file(identity->file))
        return STATUS_OK;
    if (digest_packed(path, unpacked, NULL) != STATUS_OK)
        unpacked[0] = '\0';
    layout_release_dir(call->config.store, identity->release, dir);
    return file_digests_have(dir, identity->sha256, unpacked, is_signed, p);
}
