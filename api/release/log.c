/* See log.h. Strict: every byte of a checkpoint and of a signature is accounted for. */
#include "hiraku/release/log.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/proof/minisign.h"
#include "hiraku/proof/record_tree.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/releases.h"
#include "hiraku/release/tree.h"

#include <stdio.h>
#include <stdlib.h>

enum { SIGNED_FILE_MOST = 4 << 20, ROWS_PIECE = 32 * 1024 };

struct log_check {
    struct release_log *log;
    const struct log_report *report;
    const struct public_key *trusted;
    const struct release_tree *tree;
    struct manifest manifest; /* of the release that is looked at */
    char dir[RELEASE_PATH_SIZE];
    bool has_former; /* the release before was signed */
    struct public_key former;
};

static void log_bad(struct log_check *check, const char *name, const char *reason)
{
    char path[RELEASE_PATH_SIZE];
    struct problem problem;
    if (file_path(path, check->dir, name, NULL) != STATUS_OK)
        snprintf(path, sizeof path, "%s", name);
    problem_set(&problem, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, reason);
    check->log->differences++;
    check->report->bad(check->report->context, &problem);
}

/* What a function said of a file. A lack of memory or a disk that fails ends the verification. */
static enum status log_bad_problem(struct log_check *check, const struct problem *problem,
                                   struct problem *p)
{
    if (problem->status == STATUS_NO_MEMORY || problem->status == STATUS_SYSTEM) {
        if (p)
            *p = *problem;
        return problem->status;
    }
    check->log->differences++;
    check->report->bad(check->report->context, problem);
    return STATUS_OK;
}

/* --- the checkpoint --------------------------------------------------------------------------- */

static bool text_is_exact(const struct signed_checkpoint *signature)
{
    char bytes[KEY_NAME_MAX + 128];
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes);
    checkpoint_write(&signature->checkpoint, &out);
    return slice_equal(out_written(&out), signature->note.text);
}

/* A line for the key and, where it follows another one, maybe a line for that; no other line. */
static void check_lines(struct log_check *check, const struct note *note, bool is_change,
                        bool *former_signed)
{
    enum note_verdict former = is_change ? note_verdict(note, &check->former, NULL) : NOTE_UNSIGNED;
    size_t known = former == NOTE_SIGNED ? 2 : 1;
    *former_signed = former == NOTE_SIGNED;
    if (note_verdict(note, &check->log->key, NULL) != NOTE_SIGNED || former == NOTE_FORGED)
        log_bad(check, layout_checkpoint, "the signature does not hold");
    else if (note->count != known)
        log_bad(check, layout_checkpoint, "a signature of an unknown key");
}

static enum status check_checkpoint(struct log_check *check, bool is_change, bool *former_signed,
                                    struct problem *p)
{
    struct signed_checkpoint signature;
    struct problem problem;
    enum status status = release_checkpoint_read(&signature, check->dir, &problem);
    *former_signed = false;
    if (status != STATUS_OK)
        return log_bad_problem(check, &problem, p);
    if (!signature.bytes) {
        log_bad(check, layout_checkpoint, "missing");
        return STATUS_OK;
    }
    const struct checkpoint *checkpoint = &signature.checkpoint;
    uint64_t number = check->manifest.number;
    const struct merkle_hash root = release_tree_root(check->tree, number);
    if (checkpoint->size != number || !merkle_equal(&checkpoint->root, &root))
        log_bad(check, layout_checkpoint, "the releases are not those that were signed");
    else if (strcmp(checkpoint->origin, check->log->key.name) != 0 || !text_is_exact(&signature))
        log_bad(check, layout_checkpoint, "not as it was written");
    else
        check_lines(check, &signature.note, is_change, former_signed);
    release_checkpoint_free(&signature);
    return STATUS_OK;
}

/* --- the signature of the manifest ------------------------------------------------------------ */

static enum status check_signature(struct log_check *check, const char *file, const char *signed_by,
                                   struct problem *p)
{
    char comment[MINISIGN_COMMENT_MAX + 1], wanted[MINISIGN_COMMENT_MAX];
    struct out bytes, signature = {.bytes = NULL};
    struct problem problem;
    enum status status = in_whole(&bytes, check->dir, file, SIGNED_FILE_MOST, &problem);
    if (status == STATUS_OK)
        status = in_whole(&signature, check->dir, signed_by, SIGNED_FILE_MOST, &problem);
    release_comment(&check->log->key, check->manifest.number, wanted);
    if (status != STATUS_OK)
        status = log_bad_problem(check, &problem, p);
    else if (!minisign_has_signed(&check->log->key, out_written(&bytes), out_written(&signature),
                                  comment) ||
             strcmp(comment, wanted) != 0)
        log_bad(check, signed_by, "the signature does not hold");
    out_close(&bytes);
    out_close(&signature);
    return status;
}

/* --- the rows of its tables ------------------------------------------------------------------- */

static enum status rows_read(const char *path, struct merkle_hash *root, struct problem *p)
{
    struct record_tree records;
    struct in *in;
    char piece[ROWS_PIECE];
    size_t len = 1;
    record_tree_begin(&records, NULL, 0);
    enum status status = in_open(&in, path, IN_PLAIN, p);
    while (status == STATUS_OK && len > 0) {
        status = in_read(in, piece, sizeof piece, &len, p);
        if (status == STATUS_OK)
            record_tree_add(&records, piece, len);
    }
    in_close(in);
    *root = record_tree_root(&records);
    return status;
}

/* Where the canonical CSV is kept as it was, its root against that of the manifest. */
static enum status log_check_rows(struct log_check *check, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < check->manifest.table_count && status == STATUS_OK; i++) {
        const struct table_state *table = &check->manifest.tables[i];
        const struct layout_name name = layout_table_csv(table->resource);
        char path[RELEASE_PATH_SIZE], hex[MERKLE_HEX_SIZE];
        struct merkle_hash root;
        struct problem problem;
        if (table->rows_root[0] == '\0' ||
            file_path(path, check->dir, name.text, NULL) != STATUS_OK || !file_exists(path))
            continue;
        status = rows_read(path, &root, &problem);
        merkle_hex(&root, hex);
        if (status != STATUS_OK)
            status = log_bad_problem(check, &problem, p);
        else if (strcmp(hex, table->rows_root) != 0)
            log_bad(check, name.text, "rows_root");
    }
    return status;
}

/* --- one release, and all of them ------------------------------------------------------------- */

static void check_unsigned(struct log_check *check)
{
    char path[RELEASE_PATH_SIZE];
    for (size_t i = 0; i < LAYOUT_SIGNATURES; i++)
        if (file_path(path, check->dir, layout_signatures[i], NULL) == STATUS_OK &&
            file_exists(path))
            log_bad(check, layout_signatures[i], "the manifest names no key");
    if (check->has_former)
        log_bad(check, layout_manifest, "not signed, as the release before it is");
}

static enum status check_signed(struct log_check *check, struct problem *p)
{
    struct release_log *log = check->log;
    bool former_signed, is_change = check->has_former && !key_equal(&log->key, &check->former);
    if (log->signed_since == 0)
        log->signed_since = check->manifest.number;
    enum status status = check_checkpoint(check, is_change, &former_signed, p);
    if (status == STATUS_OK)
        status = check_signature(check, layout_manifest, layout_manifest_signature, p);
    if (status == STATUS_OK)
        status = check_signature(check, layout_file_digests, layout_file_digests_signature, p);
    if (is_change)
        log->trusted = log->trusted && former_signed;
    if (check->trusted && key_equal(&log->key, check->trusted))
        log->trusted = true;
    return status;
}

static enum status log_check_release(struct log_check *check, const char *store, uint64_t number,
                                     struct problem *p)
{
    struct problem problem;
    layout_release_dir(store, number, check->dir);
    enum status status = manifest_read_any(&check->manifest, check->dir, &problem);
    if (status != STATUS_OK)
        return log_bad_problem(check, &problem, p);
    check->log->published_at = check->manifest.published_at;
    if (check->manifest.number != number) {
        log_bad(check, layout_manifest, "number");
        return STATUS_OK;
    }
    status = log_check_rows(check, p);
    if (status != STATUS_OK)
        return status;
    if (check->manifest.key[0] == '\0') {
        check_unsigned(check);
        return STATUS_OK;
    }
    if (!key_parse(&check->log->key, slice_of(check->manifest.key))) {
        log_bad(check, layout_manifest, "key");
        return STATUS_OK;
    }
    status = check_signed(check, p);
    check->former = check->log->key;
    check->has_former = true;
    return status;
}

enum status release_log_verify(struct release_log *log, const char *store,
                               const struct public_key *trusted, const struct log_report *report,
                               struct problem *p)
{
    struct release_list list = {NULL, 0};
    struct release_tree tree = {NULL, 0};
    struct log_check *check = calloc(1, sizeof *check);
    *log = (struct release_log){.releases = 0};
    if (!check)
        return problem_memory(p);
    enum status status = release_list_read(&list, store, p);
    if (status == STATUS_OK && list.count > 0) {
        log->releases = list.numbers[list.count - 1];
        layout_release_dir(store, log->releases, check->dir);
        status = release_tree_read(&tree, check->dir, log->releases, p);
    }
    check->log = log;
    check->report = report;
    check->trusted = trusted;
    check->tree = &tree;
    for (size_t i = 0; i < list.count && status == STATUS_OK; i++)
        status = log_check_release(check, store, list.numbers[i], p);
    if (status == STATUS_OK && trusted && !log->trusted)
        log_bad(check, layout_manifest, "not signed by the key that was given");
    release_tree_free(&tree);
    release_list_free(&list);
    free(check);
    return status;
}
