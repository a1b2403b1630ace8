/* See witness.h. */
#include "hiraku/remote/witness.h"

#include "hiraku/base/durable_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

static const char newest[] = "checkpoint";

enum { NAME_SIZE = 96 };

void witnessed_free(struct witnessed *seen)
{
    remote_checkpoint_free(&seen->before);
    remote_checkpoint_free(&seen->now);
}

bool witness_is_contradiction(enum status status)
{
    return status == STATUS_LOG_ROLLED_BACK || status == STATUS_LOG_FORKED ||
           status == STATUS_LOG_REWRITTEN || status == STATUS_CHECKPOINT_KEY;
}

/* --- what was seen ---------------------------------------------------------------------------- */

/* FOLDER/ORIGIN-HASH: what cannot stand in a name of a file is a low line, the hash keeps two such
 * names apart. */
static enum status log_folder(char dir[FILE_PATH_SIZE], const char *folder,
                              const struct public_key *key, struct problem *p)
{
    char name[KEY_NAME_MAX + NAME_SIZE], hex[DIGEST_SIZE];
    struct digest digest;
    size_t len = 0;
    digest_init(&digest);
    digest_field(&digest, slice_of(key->name));
    digest_hex(&digest, hex);
    for (const char *at = key->name; *at && len < NAME_SIZE; at++) {
        bool good = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                    (*at >= '0' && *at <= '9') || *at == '-' || (*at == '.' && len > 0);
        name[len++] = good ? *at : '_';
    }
    snprintf(name + len, sizeof name - len, "-%.8s", hex);
    enum status status = file_path(dir, folder, name, p);
    return status == STATUS_OK ? folder_make(dir, p) : status;
}

static enum status read_before(struct remote_checkpoint *before, const char *dir, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    enum status status = file_path(path, dir, newest, p);
    return status == STATUS_OK && file_exists(path) ? remote_checkpoint_read(before, path, p)
                                                    : status;
}

/* --- what is kept ----------------------------------------------------------------------------- */

/* The text, the log's own lines, and the cosignature. */
static enum status keep_newest(const struct remote_checkpoint *now, const char *dir,
                               const struct private_key *witness, struct problem *p)
{
    char name[NAME_SIZE], path[FILE_PATH_SIZE];
    struct out out;
    out_open_memory(&out, NOTE_SIZE_MAX);
    out_slice(&out, now->note.text);
    out_char(&out, '\n');
    for (size_t i = 0; i < now->note.count; i++)
        if (slice_is(now->note.signatures[i].name, now->checkpoint.origin)) {
            out_text(&out, "\xE2\x80\x94 ");
            out_slice(&out, now->note.signatures[i].name);
            out_char(&out, ' ');
            out_slice(&out, now->note.signatures[i].code);
            out_char(&out, '\n');
        }
    note_sign(&out, now->note.text, witness, (int64_t)time(NULL));
    enum status status = out_finish(&out, p);
    snprintf(name, sizeof name, "%" PRIu64, now->checkpoint.size);
    if (status == STATUS_OK)
        status = file_path(path, dir, name, p);
    if (status == STATUS_OK && !file_exists(path))
        status = file_replace(dir, name, out_written(&out), p);
    if (status == STATUS_OK)
        status = file_replace(dir, newest, out_written(&out), p);
    out_close(&out);
    return status;
}

static enum status keep_contradiction(const struct remote_checkpoint *now, const char *dir)
{
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "contradiction-%" PRIu64 "-%lld", now->checkpoint.size,
             (long long)time(NULL));
    return file_replace(dir, name, (struct slice){now->bytes, now->len}, NULL);
}

/* --- one look --------------------------------------------------------------------------------- */

enum status witness_look(struct witnessed *seen, const char *folder,
                         const struct private_key *witness, const char *base,
                         const struct public_key *key, struct problem *p)
{
    char dir[FILE_PATH_SIZE];
    *seen = (struct witnessed){.before = {.bytes = NULL}};
    enum status status = log_folder(dir, folder, key, p);
    if (status == STATUS_OK)
        status = read_before(&seen->before, dir, p);
    if (status == STATUS_OK)
        status = remote_checkpoint_get(&seen->now, base, p);
    if (status != STATUS_OK)
        return status;
    struct public_key signer = *key;
    status = remote_follow_keys(&seen->now, base, &signer, p);
    if (status == STATUS_OK && seen->before.bytes)
        status = remote_check_consistency(&seen->before.checkpoint, &seen->now.checkpoint, base, p);
    if (witness_is_contradiction(status))
        keep_contradiction(&seen->now, dir);
    return status == STATUS_OK ? keep_newest(&seen->now, dir, witness, p) : status;
}
