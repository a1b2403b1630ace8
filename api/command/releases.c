/* hiraku releases: which releases a store has. */
#include "command.h"

#include "hiraku/clock.h"
#include "hiraku/writer.h"

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

static void write_line(const struct call *call, const struct release_summary *one, bool current,
                       struct out *out)
{
    char text[6][24], when[40];
    struct out visible;
    out_open_memory(&visible, RELEASE_MESSAGE_MAX * 8);
    write_local(one->published_at, when);
    message_write(out, MESSAGE_RELEASE, call->language,
                  MESSAGE_WITH(number_text(text[0], one->number), when,
                               number_text(text[1], one->rows), number_text(text[2], one->added),
                               number_text(text[3], one->removed),
                               number_text(text[4], one->modified)));
    if (one->restores > 0)
        message_write(out, MESSAGE_RELEASE_RESTORES, call->language,
                      MESSAGE_WITH(number_text(text[5], one->restores)));
    if (one->packed)
        message_write(out, MESSAGE_RELEASE_PACKED, call->language, NULL);
    if (current)
        message_write(out, MESSAGE_RELEASE_CURRENT, call->language, NULL);
    out_char(out, '\n');
    write_remark(out, &visible, one->message);
    if (one->withdrawn[0] != '\0')
        message_write(out, MESSAGE_RELEASE_WITHDRAWN, call->language,
                      MESSAGE_WITH(call_visible(&visible, slice_of(one->withdrawn))));
    out_close(&visible);
}

/* --- for programs ----------------------------------------------------------------------------- */

static void write_number(struct out *out, bool first, const char *key, uint64_t number)
{
    json_key(out, first, key);
    out_int(out, (int64_t)number);
}

static void write_text(struct out *out, const char *key, const char *text)
{
    json_key(out, false, key);
    if (text[0] != '\0')
        json_quote(out, slice_of(text));
    else
        out_text(out, "null");
}

static void write_flag(struct out *out, const char *key, bool flag)
{
    json_key(out, false, key);
    out_text(out, flag ? "true" : "false");
}

static void write_object(const struct release_summary *one, bool current, struct out *out)
{
    char when[CLOCK_RFC3339_SIZE];
    clock_rfc3339(one->published_at, when);
    out_char(out, '{');
    write_number(out, true, "release", one->number);
    write_text(out, "published_at", when);
    write_number(out, false, "rows", one->rows);
    write_number(out, false, "added", one->added);
    write_number(out, false, "removed", one->removed);
    write_number(out, false, "modified", one->modified);
    write_text(out, "message", one->message);
    if (one->restores > 0)
        write_number(out, false, "restores", one->restores);
    else
        write_text(out, "restores", "");
    write_flag(out, "packed", one->packed);
    write_flag(out, "current", current);
    write_text(out, "withdrawn", one->withdrawn);
    out_char(out, '}');
}

/* --- the command ------------------------------------------------------------------------------ */

static void write_all(const struct call *call, const struct release_summary *all, size_t count,
                      uint64_t current, struct out *out)
{
    if (call->json)
        out_text(out, "{\"status\":\"ok\",\"releases\":[");
    for (size_t i = 0; i < count; i++) {
        if (call->json)
            out_text(out, i == 0 ? "\n" : ",\n");
        if (call->json)
            write_object(&all[i], all[i].number == current, out);
        else
            write_line(call, &all[i], all[i].number == current, out);
    }
    if (call->json)
        out_text(out, "\n]}\n");
}

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
    if (status == STATUS_OK)
        write_all(call, all, list.count, current, out);
    free(all);
    release_list_free(&list);
    return status;
}
