/* hiraku verify: a store against its own digests, or files against what was published. */
#include "command.h"

#include "hiraku/writer.h"

/* --- a store ---------------------------------------------------------------------------------- */

struct verify_output {
    const struct call *call;
    struct out *out;
    bool any;
};

static void write_bad(void *context, const struct problem *problem)
{
    struct verify_output *output = context;
    char text[2048];
    if (output->call->json) {
        out_text(output->out, output->any ? ",\n" : "\n");
        problem_json(output->out, problem);
    } else {
        problem_text(problem, output->call->language, text, sizeof text);
        out_text(output->out, text);
        out_char(output->out, '\n');
    }
    output->any = true;
}

static enum status verify_store(const struct call *call, struct out *out, struct problem *p)
{
    struct verify_output output = {call, out, false};
    uint64_t files = 0;
    char count[24];
    if (call->json)
        out_text(out, "{\"differences\":[");
    enum status status = publish_verify(call->config.store, write_bad, &output, &files, p);
    if (call->json) {
        out_text(out, "],\"files\":");
        out_int(out, (int64_t)files);
        out_text(out, ",\"status\":\"");
        out_text(out, status_info(status)->slug);
        out_text(out, "\"}\n");
    } else if (status == STATUS_OK) {
        message_write(out, MESSAGE_VERIFIED, call->language,
                      MESSAGE_WITH(number_text(count, files)));
    }
    return status;
}

/* --- files ------------------------------------------------------------------------------------ */

static void write_json(struct out *out, const char *path, const struct publish_identity *identity,
                       bool first)
{
    out_text(out, first ? "\n{\"path\":" : ",\n{\"path\":");
    json_quote(out, slice_of(path));
    out_text(out, ",\"sha256\":");
    json_quote(out, slice_of(identity->sha256));
    out_text(out, ",\"release\":");
    if (identity->release > 0)
        out_int(out, (int64_t)identity->release);
    else
        out_text(out, "null");
    out_text(out, ",\"file\":");
    if (identity->release > 0)
        json_quote(out, slice_of(identity->file));
    else
        out_text(out, "null");
    out_text(out, ",\"current\":");
    out_text(out,
             identity->release > 0 && identity->release == identity->current ? "true" : "false");
    out_text(out, ",\"reason\":");
    out_text(out, identity->release > 0 ? "null}"
                  : identity->named     ? "\"differs\"}"
                                        : "\"unknown\"}");
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

static void write_text(const struct call *call, struct out *out, const char *path,
                       const struct publish_identity *identity)
{
    char release[24], current[24], bytes[24];
    enum message message = message_of(call, identity);
    number_text(current, identity->current);
    if (identity->release > 0)
        message_write(
            out, message, call->language,
            MESSAGE_WITH(path, number_text(release, identity->release), identity->file, current));
    else
        message_write(
            out, message, call->language,
            MESSAGE_WITH(path, number_text(bytes, identity->bytes), identity->sha256, current));
}

/* Goes on after a file that nobody published; any other failure ends it. */
static enum status verify_files(const struct call *call, struct out *out, struct problem *p)
{
    enum status result = STATUS_OK;
    if (call->json)
        out_text(out, "{\"files\":[");
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
            write_json(out, path, &identity, i == 0);
        else
            write_text(call, out, path, &identity);
    }
    if (call->json) {
        out_text(out, "],\"status\":\"");
        out_text(out, status_info(result)->slug);
        out_text(out, "\"}\n");
    }
    if (result == STATUS_NOT_PUBLISHED)
        problem_set(p, result, (struct slice){NULL, 0}, (struct slice){NULL, 0}, NULL);
    return result;
}

enum status command_verify(const struct call *call, struct out *out, struct problem *p)
{
    if (call->operand_count == 0 && call->digest_list)
        return problem_set(p, STATUS_ARGUMENT_MISSING, slice_of("FILE"), slice_of("verify"), NULL);
    if (!call->digest_list && !call->store_given)
        return problem_set(p, STATUS_STORE_MISSING, slice_of("verify"), (struct slice){NULL, 0},
                           NULL);
    return call->operand_count > 0 ? verify_files(call, out, p) : verify_store(call, out, p);
}
