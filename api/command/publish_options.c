/* What publish, rollback, withdraw and rebuild take from the command line and the settings. */
#include "command.h"

#include "hiraku/base/text.h"
#include "hiraku/release/manifest.h"
#include "hiraku/value/decimal.h"

struct own_limits call_own_limits(const struct call *call)
{
    return (struct own_limits){.pages = (size_t)call->config.pages,
                               .page_bytes = (size_t)call->config.page_bytes,
                               .site_bytes = (size_t)call->config.site_bytes};
}

struct publish_options call_publish_options(const struct call *call)
{
    const struct config *config = &call->config;
    return (struct publish_options){.keep = config->keep,
                                    .downloads = config->downloads && !call->no_downloads,
                                    .plain_bytes = (uint64_t)config->download_plain_bytes,
                                    .sheet_rows = (uint64_t)config->download_sheet_rows,
                                    .zstd_bytes = (uint64_t)config->download_zstd_bytes,
                                    .own = call_own_limits(call),
                                    .threads = (size_t)config->download_threads,
                                    .cards = (size_t)config->cards,
                                    .program = "/proc/self/exe",
                                    .message = call->message,
                                    .message_en = call->message_en};
}

enum status publishing_begin(struct publishing *publishing, const struct call *call, bool quiet,
                             struct problem *p)
{
    publishing->options = call_publish_options(call);
    publishing->report = NULL;
    enum status status = call_load_keys(call, &publishing->keys, &publishing->options.keys, p);
    if (status == STATUS_OK && !(publishing->report = report_new()))
        status = problem_memory(p);
    if (status != STATUS_OK) {
        release_keys_forget(&publishing->keys);
        return status;
    }
    meter_init(&publishing->meter, call->language, quiet);
    publishing->options.report = publishing->report;
    publishing->options.progress = &publishing->meter.progress;
    return STATUS_OK;
}

void publishing_end(struct publishing *publishing)
{
    meter_end(&publishing->meter);
    release_keys_forget(&publishing->keys);
}

enum status call_check_line(const char *option, const char *value, size_t most, struct problem *p)
{
    struct slice text = slice_of(value);
    bool is_line =
        text.len == 0 || (text_check(text, NULL) == TEXT_GOOD && !memchr(text.at, '\n', text.len) &&
                          !memchr(text.at, '\r', text.len));
    if (is_line && text.len <= most)
        return STATUS_OK;
    char number[24];
    return problem_set(p, is_line ? STATUS_MESSAGE_TOO_LONG : STATUS_MESSAGE_NO_LINE,
                       slice_of(option), slice_of(message_number(number, most)), NULL);
}

enum status call_check_message(const struct call *call, struct problem *p)
{
    enum status status = call_check_line("--message", call->message, RELEASE_MESSAGE_MAX, p);
    return status == STATUS_OK
               ? call_check_line("--message-en", call->message_en, RELEASE_MESSAGE_MAX, p)
               : status;
}

enum status call_release_number(const struct call *call, int64_t *number, struct problem *p)
{
    return decimal_parse_int(slice_of(call->operand), 1, INT64_MAX / 2, number)
               ? STATUS_OK
               : problem_set(p, STATUS_NO_RELEASE_NUMBER, slice_of(call->operand), SLICE_NONE,
                             NULL);
}
