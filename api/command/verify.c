/* hiraku verify: a store against its own digests, or files against what was published. */
#include "verify_kept.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"

/* --- a store ---------------------------------------------------------------------------------- */

struct verify_output {
    const struct call *call;
    struct out *out;
    struct json_writer json;
    struct kept_checkpoint kept;
};

static void write_bad(void *context, const struct problem *problem)
{
    struct verify_output *output = context;
    char text[2048];
    if (output->call->json) {
        json_line(&output->json);
        problem_json(&output->json, NULL, problem);
    } else {
        problem_text(problem, output->call->language, text, sizeof text);
        out_text(output->out, text);
        out_char(output->out, '\n');
    }
}

/* The key that is trusted and the checkpoint that was kept. */
static enum status verify_begin(struct verify_output *output, struct public_key *key,
                                const struct public_key **trusted, struct problem *p)
{
    enum status status = kept_read(&output->kept, output->call, p);
    return status == STATUS_OK ? call_trusted_key(output->call, key, trusted, p) : status;
}

/* The log, and whether it goes on from what was kept. */
static enum status verify_read_log(struct verify_output *output, struct release_log *log,
                                   const struct public_key *trusted, struct problem *p)
{
    const struct log_report report = {write_bad, output};
    enum status status = release_log_verify(log, output->call->config.store, trusted, &report, p);
    return status == STATUS_OK ? kept_compare_store(&output->kept, log, p) : status;
}

/* After the files, which ended with `status`. */
static enum status verify_log(struct verify_output *output, struct release_log *log,
                              const struct public_key *trusted, enum status status,
                              struct problem *p)
{
    char count[24];
    struct problem problem;
    enum status verified =
        verify_read_log(output, log, trusted, status == STATUS_OK ? p : &problem);
    if (status != STATUS_OK || verified != STATUS_OK || log->differences == 0)
        return status == STATUS_OK ? verified : status;
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(output->call->config.store), SLICE_NONE,
                       message_number(count, log->differences));
}

static void verify_end_json(struct verify_output *output, const struct release_log *log,
                            const uint64_t *files, enum status status)
{
    json_end(&output->json);
    call_write_log_json(log, &output->json);
    kept_write_json(&output->kept, &output->json);
    if (files)
        json_int(&output->json, "files", (int64_t)*files);
    json_text(&output->json, "status", status_info(status)->slug);
    json_finish(&output->json);
}

static enum status verify_all_files(struct verify_output *output, const struct public_key *trusted,
                                    struct problem *p)
{
    const struct call *call = output->call;
    struct release_log log = {.releases = 0};
    uint64_t files = 0;
    char count[24];
    if (call->json) {
        json_begin_object(&output->json, NULL);
        json_begin_array(&output->json, "differences");
    }
    enum status status = publish_verify(call->config.store, write_bad, output, &files, p);
    if (status == STATUS_OK || status == STATUS_BAD_RELEASE)
        status = verify_log(output, &log, trusted, status, p);
    status = kept_result(&output->kept, status, p);
    if (call->json) {
        verify_end_json(output, &log, &files, status);
        return status;
    }
    if (status == STATUS_OK) {
        message_write(output->out, MESSAGE_VERIFIED, call->language,
                      MESSAGE_WITH(message_number(count, files)));
        call_write_log(call, &log, output->out);
    }
    kept_write(&output->kept, output->out);
    return status;
}

static enum status verify_store(const struct call *call, struct out *out, struct problem *p)
{
    struct verify_output output = {call, out, json_compact(out, JSON_EMPTY_TEXT), {.call = call}};
    struct public_key key;
    const struct public_key *trusted;
    enum status status = verify_begin(&output, &key, &trusted, p);
    if (status == STATUS_OK)
        status = verify_all_files(&output, trusted, p);
    kept_free(&output.kept);
    return status;
}

/* --- files ------------------------------------------------------------------------------------ */

static void verify_write_json(struct json_writer *json, const char *path,
                              const struct publish_identity *identity, bool is_signed)
{
    bool known = identity->release > 0;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "path", path);
    json_text(json, "sha256", identity->sha256);
    json_int_or_null(json, "release", (int64_t)identity->release, known);
    json_text(json, "file", known ? identity->file : NULL);
    json_bool(json, "current", known && identity->release == identity->current);
    json_bool(json, "signed", is_signed);
    json_text(json, "reason", known ? NULL : identity->named ? "differs" : "unknown");
    json_end(json);
}

static enum message message_of(const struct call *call, const struct publish_identity *identity)
{
    if (identity->release == 0 && identity->named)
        return call->digest_list ? MESSAGE_FILE_DIFFERS_LISTED : MESSAGE_FILE_DIFFERS;
    if (identity->release == 0)
        return call->digest_list ? MESSAGE_FILE_UNLISTED : MESSAGE_FILE_UNKNOWN;
    if (call->digest_list)
        return MESSAGE_FILE_LISTED;
    return identity->release == identity->current ? MESSAGE_FILE_CURRENT : MESSAGE_FILE_OLD;
}

static void verify_write_text(const struct call *call, struct out *out, const char *path,
                              const struct publish_identity *identity)
{
    char release[24], current[24], bytes[24];
    enum message message = message_of(call, identity);
    message_number(current, identity->current);
    if (identity->release > 0)
        message_write(out, message, call->language,
                      MESSAGE_WITH(path, message_number(release, identity->release), identity->file,
                                   current));
    else
        message_write(
            out, message, call->language,
            MESSAGE_WITH(path, message_number(bytes, identity->bytes), identity->sha256, current));
}

static enum status verify_one(const struct call *call, const struct release_log *log,
                              const char *path, struct verify_output *output, struct problem *p)
{
    struct publish_identity identity;
    bool is_signed = false;
    enum status status = call->digest_list
                             ? publish_identify_in(call->digest_list, path, &identity, p)
                             : publish_identify(call->config.store, path, &identity, p);
    if (status == STATUS_OK)
        status = call_file_is_signed(call, log, path, &identity, &is_signed, p);
    if (status != STATUS_OK && status != STATUS_NOT_PUBLISHED)
        return status;
    if (call->json) {
        verify_write_json(&output->json, path, &identity, is_signed);
        return status;
    }
    verify_write_text(call, output->out, path, &identity);
    if (is_signed)
        message_write(output->out, log->trusted ? MESSAGE_FILE_TRUSTED : MESSAGE_FILE_SIGNED,
                      call->language, MESSAGE_WITH(log->key.name));
    else if (call->key && status == STATUS_OK)
        message_write(output->out, MESSAGE_FILE_UNSIGNED, call->language, NULL);
    return status;
}

/* The log of the store first: what is signed there. Of a list there is none. */
static enum status verify_files_log(struct verify_output *output, struct release_log *log,
                                    const struct public_key *trusted, struct problem *p)
{
    const struct call *call = output->call;
    *log = (struct release_log){.releases = 0};
    if (call->digest_list)
        return STATUS_OK;
    if (call->json)
        json_begin_array(&output->json, "differences");
    enum status status = verify_read_log(output, log, trusted, p);
    if (call->json)
        json_end(&output->json);
    /* a file is known by its digest, too, where not all manifests are there */
    if (status != STATUS_OK && status != STATUS_NO_MEMORY && status != STATUS_SYSTEM &&
        !call->key && !call->checkpoint) {
        *log = (struct release_log){.releases = 0};
        status = STATUS_OK;
    }
    return status;
}

/* Goes on after a file that nobody published; any other failure ends it. */
static enum status verify_each(struct verify_output *output, const struct release_log *log,
                               struct problem *p)
{
    const struct call *call = output->call;
    enum status result = STATUS_OK;
    for (size_t i = 0; i < call->operand_count; i++) {
        struct problem problem;
        enum status status = verify_one(call, log, call->operands[i], output, &problem);
        if (status == STATUS_OK)
            continue;
        if (p)
            *p = problem;
        if (status != STATUS_NOT_PUBLISHED)
            return status;
        result = status;
    }
    if (result == STATUS_NOT_PUBLISHED)
        return problem_set(p, result, SLICE_NONE, SLICE_NONE, NULL);
    return log->differences == 0 ? STATUS_OK
                                 : problem_set(p, STATUS_BAD_RELEASE, slice_of(call->config.store),
                                               SLICE_NONE, "checkpoint");
}

static enum status verify_some_files(struct verify_output *output, const struct public_key *trusted,
                                     struct problem *p)
{
    struct release_log log;
    if (output->call->json)
        json_begin_object(&output->json, NULL);
    enum status status = verify_files_log(output, &log, trusted, p);
    if (status != STATUS_OK)
        return status;
    if (output->call->json)
        json_begin_array(&output->json, "files");
    status = verify_each(output, &log, p);
    if (status != STATUS_OK && status != STATUS_NOT_PUBLISHED && status != STATUS_BAD_RELEASE)
        return status;
    status = kept_result(&output->kept, status, p);
    if (output->call->json)
        verify_end_json(output, &log, NULL, status);
    else
        kept_write(&output->kept, output->out);
    return status;
}

static enum status verify_files(const struct call *call, struct out *out, struct problem *p)
{
    struct verify_output output = {call, out, json_compact(out, JSON_EMPTY_NULL), {.call = call}};
    struct public_key key;
    const struct public_key *trusted;
    enum status status = verify_begin(&output, &key, &trusted, p);
    if (status == STATUS_OK)
        status = verify_some_files(&output, trusted, p);
    kept_free(&output.kept);
    return status;
}

enum status command_verify(const struct call *call, struct out *out, struct problem *p)
{
    if (call->operand_count == 1 && call_is_url(call->operand))
        return command_verify_url(call, call->operand, out, p);
    if (call->operand_count == 0 && call->digest_list)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("FILE"), slice_of("verify"), NULL);
    if (call->digest_list && call->checkpoint)
        return problem_set(p, STATUS_ARGUMENT_EXTRA, slice_of("--checkpoint"), slice_of("verify"),
                           NULL);
    if (!call->digest_list && !call->store_given)
        return problem_set(p, STATUS_STORE_MISSING, slice_of("verify"), SLICE_NONE, NULL);
    return call->operand_count > 0 ? verify_files(call, out, p) : verify_store(call, out, p);
}
