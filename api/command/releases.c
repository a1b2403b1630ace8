/* hiraku releases: which releases a store has. */
#include "command.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/release/releases.h"
#include "hiraku/release/summary.h"

#include <stdlib.h>

/* Every release, the newest last; `*summaries` for free(). */
static enum status read_all(const char *store, const struct release_list *list,
                            struct release_summary **summaries, struct problem *p)
{
    enum status status = STATUS_OK;
    *summaries = calloc(list->count + 1, sizeof **summaries);
    if (!*summaries)
        return problem_memory(p);
    for (size_t i = 0; i < list->count && status == STATUS_OK; i++)
        status = release_summary_read(&(*summaries)[i], store, list->numbers[i], p);
    return status;
}

/* --- for people ------------------------------------------------------------------------------- */

/* As the clock on the wall has it, with its distance from UTC. */
static void write_local(time_t when, char text[40])
{
    struct tm local;
    if (!localtime_r(&when, &local) || strftime(text, 40, "%Y-%m-%d %H:%M %z", &local) == 0)
        clock_rfc3339(when, text);
}

static void write_remark(struct out *out, struct out *visible, const char *text)
{
    if (text[0] == '\0')
        return;
    out_text(out, "    ");
    out_text(out, call_visible(visible, slice_of(text)));
    out_char(out, '\n');
}

/* What the publisher said in one of two languages, or in the other one. */
static const char *releases_words(const struct call *call, const char *ja, const char *en)
{
    const char *first = call->language == LANGUAGE_EN ? en : ja;
    return first[0] != '\0' ? first : first == en ? ja : en;
}

static void releases_write_line(const struct call *call, const struct release_summary *one,
                                bool current, struct out *out)
{
    char text[6][24], when[40];
    struct out visible;
    out_open_memory(&visible, 8 * sizeof one->message);
    write_local(one->published_at, when);
    message_write(
        out, MESSAGE_RELEASE, call->language,
        MESSAGE_WITH(message_number(text[0], one->number), when, message_number(text[1], one->rows),
                     message_number(text[2], one->added), message_number(text[3], one->removed),
                     message_number(text[4], one->modified)));
    if (one->restores > 0)
        message_write(out, MESSAGE_RELEASE_RESTORES, call->language,
                      MESSAGE_WITH(message_number(text[5], one->restores)));
    if (one->packed)
        message_write(out, MESSAGE_RELEASE_PACKED, call->language, NULL);
    if (current)
        message_write(out, MESSAGE_RELEASE_CURRENT, call->language, NULL);
    out_char(out, '\n');
    write_remark(out, &visible, releases_words(call, one->message, one->message_en));
    const char *reason = releases_words(call, one->withdrawal.reason, one->withdrawal.reason_en);
    if (reason[0] != '\0')
        message_write(out, MESSAGE_RELEASE_WITHDRAWN, call->language,
                      MESSAGE_WITH(call_visible(&visible, slice_of(reason))));
    out_close(&visible);
}

/* --- for programs ----------------------------------------------------------------------------- */

static void write_object(const struct release_summary *one, bool current, struct json_writer *json)
{
    char when[CLOCK_RFC3339_SIZE];
    clock_rfc3339(one->published_at, when);
    json_begin_object(json, NULL);
    json_int(json, "release", (int64_t)one->number);
    json_text(json, "published_at", when);
    json_int(json, "rows", (int64_t)one->rows);
    json_int(json, "added", (int64_t)one->added);
    json_int(json, "removed", (int64_t)one->removed);
    json_int(json, "modified", (int64_t)one->modified);
    json_text(json, "message", one->message);
    json_text(json, "message_en", one->message_en);
    json_int_or_null(json, "restores", (int64_t)one->restores, one->restores > 0);
    json_bool(json, "packed", one->packed);
    json_bool(json, "current", current);
    json_text(json, "withdrawn", one->withdrawal.reason);
    json_text(json, "withdrawn_en", one->withdrawal.reason_en);
    json_end(json);
}

static void releases_write_json(const struct release_summary *all, size_t count, uint64_t current,
                                struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_text(&json, "status", "ok");
    json_begin_array(&json, "releases");
    for (size_t i = 0; i < count; i++) {
        json_line(&json);
        write_object(&all[i], all[i].number == current, &json);
    }
    json_line(&json);
    json_finish(&json);
}

/* --- the command ------------------------------------------------------------------------------ */

enum status command_releases(const struct call *call, struct out *out, struct problem *p)
{
    char dir[RELEASE_PATH_SIZE];
    uint64_t current;
    struct release_list list = {NULL, 0};
    struct release_summary *all = NULL;
    enum status status = release_current(call->config.store, &current, dir, p);
    if (status == STATUS_OK)
        status = release_list_read(&list, call->config.store, p);
    if (status == STATUS_OK)
        status = read_all(call->config.store, &list, &all, p);
    if (status == STATUS_OK && call->json)
        releases_write_json(all, list.count, current, out);
    for (size_t i = 0; i < list.count && status == STATUS_OK && !call->json; i++)
        releases_write_line(call, &all[i], all[i].number == current, out);
    free(all);
    release_list_free(&list);
    return status;
}
