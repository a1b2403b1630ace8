/* hiraku verify: a store against its own digests, or files against what was published. */
#include "command.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"

/* --- a store ---------------------------------------------------------------------------------- */

struct verify_output {
    const struct call *call;
    struct out *out;
    struct json_writer json;
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

static enum status verify_store(const struct call *call, struct out *out, struct problem *p)
{
    struct verify_output output = {call, out, json_compact(out, JSON_EMPTY_TEXT)};
    uint64_t files = 0;
    char count[24];
    if (call->json) {
        json_begin_object(&output.json, NULL);
        json_begin_array(&output.json, "differences");
    }
    enum status status = publish_verify(call->config.store, write_bad, &output, &files, p);
    if (call->json) {
        json_end(&output.json);
        json_int(&output.json, "files", (int64_t)files);
        json_text(&output.json, "status", status_info(status)->slug);
        json_finish(&output.json);
    } else if (status == STATUS_OK) {
        message_write(out, MESSAGE_VERIFIED, call->language,
                      MESSAGE_WITH(message_number(count, files)));
    }
    return status;
}

/* --- files ------------------------------------------------------------------------------------ */

static void verify_write_json(struct json_writer *json, const char *path,
                              const struct publish_identity *identity)
{
    bool known = identity->release > 0;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "path", path);
    json_text(json, "sha256", identity->sha256);
    json_int_or_null(json, "release", (int64_t)identity->release, known);
    json_text(json, "file", known ? identity->file : NULL);
    json_bool(json, "current", known && identity->release == identity->current);
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

/* Goes on after a file that nobody published; any other failure ends it. */
static enum status verify_files(const struct call *call, struct out *out, struct problem *p)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    enum status result = STATUS_OK;
    if (call->json) {
        json_begin_object(&json, NULL);
        json_begin_array(&json, "files");
    }
    for (size_t i = 0; i < call->operand_count; i++) {
        struct publish_identity identity;
        struct problem problem;
        const char *path = call->operands[i];
        enum status status = call->digest_list
                                 ? publish_identify_in(call->digest_list, path, &identity, &problem)
                                 : publish_identify(call->config.store, path, &identity, &problem);
        if (status != STATUS_OK)
            result = status;
        if (status != STATUS_OK && p)
            *p = problem;
        if (status != STATUS_OK && status != STATUS_NOT_PUBLISHED)
            return status;
        if (call->json)
            verify_write_json(&json, path, &identity);
        else
            verify_write_text(call, out, path, &identity);
    }
    if (call->json) {
        json_end(&json);
        json_text(&json, "status", status_info(result)->slug);
        json_finish(&json);
    }
    if (result == STATUS_NOT_PUBLISHED)
        problem_set(p, result, SLICE_NONE, SLICE_NONE, NULL);
    return result;
}

enum status command_verify(const struct call *call, struct out *out, struct problem *p)
{
    if (call->operand_count == 0 && call->digest_list)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("FILE"), slice_of("verify"), NULL);
    if (!call->digest_list && !call->store_given)
        return problem_set(p, STATUS_STORE_MISSING, slice_of("verify"), SLICE_NONE, NULL);
    return call->operand_count > 0 ? verify_files(call, out, p) : verify_store(call, out, p);
}
