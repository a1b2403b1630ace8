/* What publish, rollback and rebuild take from the command line and the settings. */
#include "command.h"

#include "hiraku/base/text.h"
#include "hiraku/release/manifest.h"

struct publish_options call_publish_options(const struct call *call)
{
    const struct config *config = &call->config;
    return (struct publish_options){.keep = config->keep,
                                    .downloads = config->downloads && !call->no_downloads,
                                    .plain_bytes = (uint64_t)config->download_plain_bytes,
                                    .sheet_rows = (uint64_t)config->download_sheet_rows,
                                    .threads = (size_t)config->download_threads,
                                    .program = "/proc/self/exe",
                                    .message = call->message};
}

enum status call_check_message(const struct call *call, struct problem *p)
{
    struct slice text = slice_of(call->message);
    bool is_line =
        text.len == 0 || (text_check(text, NULL) == TEXT_GOOD && !memchr(text.at, '\n', text.len) &&
                          !memchr(text.at, '\r', text.len));
    if (is_line && text.len <= RELEASE_MESSAGE_MAX)
        return STATUS_OK;
    char most[24];
    return problem_set(p, is_line ? STATUS_MESSAGE_TOO_LONG : STATUS_MESSAGE_NO_LINE,
                       slice_of("--message"), slice_of(message_number(most, RELEASE_MESSAGE_MAX)),
                       NULL);
}
