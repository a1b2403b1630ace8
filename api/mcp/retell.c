/* An answer of the API as rows of a tool (rows.h): the same texts, for a reader that must not take
 * a figure for a number of its own, nor pay for what is empty. */
#include "hiraku/mcp/rows.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_pieces.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/mcp/tools.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/service/service.h"
#include "hiraku/value/period.h"

#include <jansson.h>
#include <stdio.h>

enum { NAME_SIZE = 128, MEMBERS_MAX = 6000, LIST_MAX = 3000, ITEM_MAX = 1 << 20 };

#define URL_SUFFIX    "_url"
#define RECORD_SUFFIX "_record"

struct retelling {
    const struct mcp_question *question;
    const struct resource *resource; /* of the rows, or the figures */
    bool brief;                      /* of records that nobody asked for: what measures figures */
};

static bool retell_ends_with(struct slice name, const char *ending)
{
    size_t len = strlen(ending);
    return name.len > len && memcmp(name.at + name.len - len, ending, len) == 0;
}

/* Names are those of the model and of the API: short and of ASCII. */
static void copy_name(struct slice name, char text[NAME_SIZE])
{
    size_t len = name.len < NAME_SIZE ? name.len : NAME_SIZE - 1;
    memcpy(text, name.at, len);
    text[len] = '\0';
}

/* 2023年度 and fiscal year 2023 behind FY2023. */
static void retell_label(const struct retelling *retelling, struct json_writer *json,
                         const struct column *column, struct slice raw)
{
    struct slice text = raw.len > 2 ? (struct slice){raw.at + 1, raw.len - 2} : SLICE_NONE;
    char label[PERIOD_LABEL_SIZE], member[NAME_SIZE + 16];
    struct period period;
    int month = retelling->question->service->instance->first_month;
    if (!column || column->type != TYPE_PERIOD || period_parse(text, month, &period) != PERIOD_GOOD)
        return;
    snprintf(member, sizeof member, "%s_label_ja", column->name);
    period_label_ja(&period, text, label);
    json_text(json, member, label);
    snprintf(member, sizeof member, "%s_label_en", column->name);
    period_label_en(&period, text, label);
    json_text(json, member, label);
}

/* The column that a member is of; NULL: of none. Members come in the order of the columns: `next`
 * is the one expected, NULL at first. */
static const struct column *retell_column(const struct resource *resource, struct slice name,
                                          const struct column **next)
{
    const struct column *column = *next ? *next : resource->columns;
    if (!column->name || !slice_is(name, column->name))
        column = model_column(resource, name);
    if (column)
        *next = column + 1;
    return column;
}

static void retell_value(const struct retelling *retelling, struct json_writer *json,
                         const char *name, struct slice *rest);

static void retell_members(const struct retelling *retelling, struct json_writer *json,
                           struct slice *rest)
{
    struct slice name, skipped;
    const struct column *next = NULL;
    char text[NAME_SIZE];
    while (pieces_name(rest, &name)) {
        bool url = retell_ends_with(name, URL_SUFFIX);
        const struct column *column = url ? NULL : retell_column(retelling->resource, name, &next);
        /* that there is no figure is said */
        if (url || (pieces_peek(rest) == 'n' && (!column || !column->measure))) {
            pieces_next(rest, NULL, &skipped);
            continue;
        }
        struct slice before = *rest;
        copy_name(name, text);
        retell_value(retelling, json, text, rest);
        before.len -= rest->len;
        retell_label(retelling, json, column, before);
    }
}

/* Its names, what its figures are measured in (struct measurement), and what a reader must know to
 * use them: that a name was corrected, that something is inferred. */
static bool is_brief(const struct resource *resource, struct slice member)
{
    const struct column *column = resource ? model_column(resource, member) : NULL;
    return (column && column->flags & COL_LABEL) || slice_starts(member, "unit_") ||
           slice_starts(member, "note_") || slice_is(member, "certainty");
}

static void retell_brief(struct json_writer *json, const struct resource *resource,
                         const char *name, struct slice *rest)
{
    struct slice member, value;
    char text[NAME_SIZE];
    json_begin_object(json, name);
    while (pieces_next(rest, &member, &value)) {
        if (!is_brief(resource, member) || slice_is(value, "null"))
            continue;
        copy_name(member, text);
        if (*value.at == '"')
            out_slice(json_value(json, text), value);
        else
            json_slice(json, text, value);
    }
    json_end(json);
}

/* The table that a member such as kpi_record is of. */
static const struct resource *embedded(const struct retelling *retelling, const char *name)
{
    struct slice all = slice_of(name);
    if (!retell_ends_with(all, RECORD_SUFFIX))
        return NULL;
    all.len -= sizeof RECORD_SUFFIX - 1;
    const struct column *column = model_column(retelling->resource, all);
    return column ? column->ref : NULL;
}

static void retell_object(const struct retelling *retelling, struct json_writer *json,
                          const char *name, struct slice *rest)
{
    const struct resource *other = name ? embedded(retelling, name) : NULL;
    const struct retelling inner = {retelling->question, other ? other : retelling->resource,
                                    retelling->brief};
    pieces_enter(rest);
    if (other && retelling->brief) {
        retell_brief(json, other, name, rest);
    } else {
        json_begin_object(json, name);
        retell_members(&inner, json, rest);
        json_end(json);
    }
    pieces_leave(rest);
}

static void retell_value(const struct retelling *retelling, struct json_writer *json,
                         const char *name, struct slice *rest)
{
    char first = pieces_peek(rest);
    struct slice value;
    if (first == '{') {
        retell_object(retelling, json, name, rest);
    } else if (first == '[') {
        json_begin_array(json, name);
        for (pieces_enter(rest); pieces_peek(rest);)
            retell_value(retelling, json, NULL, rest);
        pieces_leave(rest);
        json_end(json);
    } else if (!pieces_next(rest, NULL, &value)) {
        *rest = SLICE_NONE;
    } else if (first == '-' || (first >= '0' && first <= '9')) {
        json_slice(json, name, value);
    } else {
        out_slice(json_value(json, name), value);
    }
}

/* Rows as long as they can be in an answer; what is behind is none of it. */
static enum status retell_items(const struct retelling *retelling, struct slice *rest,
                                struct mcp_rows *rows, struct problem *p)
{
    struct slice skipped;
    enum status status = STATUS_OK;
    size_t bytes = 0;
    struct out out;
    out_open_memory(&out, ITEM_MAX);
    pieces_enter(rest);
    while (status == STATUS_OK && pieces_peek(rest)) {
        if (rows->count == MCP_ROWS_MAX || bytes > MCP_ANSWER_BYTES) {
            rows->complete = false;
            break;
        }
        out_reset(&out);
        struct json_writer json = json_compact(&out, JSON_EMPTY_NULL);
        retell_value(retelling, &json, NULL, rest);
        struct slice kept = arena_copy(retelling->question->arena, out_written(&out));
        if (!kept.at || out.error != STATUS_OK)
            status = problem_memory(p);
        bytes += kept.len;
        rows->items[rows->count++] = kept;
    }
    while (pieces_next(rest, NULL, &skipped))
        ;
    pieces_leave(rest);
    out_close(&out);
    return status;
}

/* A list beside the rows: its beginning, and that it was cut. */
static void retell_list(const struct retelling *retelling, struct json_writer *json,
                        const char *name, struct slice raw)
{
    struct slice rest = pieces_open(raw), item;
    char whole[NAME_SIZE + 16];
    size_t begin = json->out->len;
    bool cut = false;
    json_begin_array(json, name);
    while (!cut && pieces_next(&rest, NULL, &item)) {
        cut = json->out->len - begin + item.len > LIST_MAX;
        if (!cut)
            retell_value(retelling, json, NULL, &item);
    }
    json_end(json);
    snprintf(whole, sizeof whole, "%s_complete", name);
    if (cut)
        json_bool(json, whole, false);
}

/* The parameter `cursor` of the address of the next page, which is of [A-Za-z0-9_-]. */
static struct slice retell_cursor(struct slice link)
{
    static const char name[] = "cursor=";
    const char *at = memmem(link.at, link.len, name, sizeof name - 1);
    size_t len = 0;
    if (!at)
        return SLICE_NONE;
    struct slice rest = slice_from(link, (size_t)(at - link.at) + sizeof name - 1);
    while (len < rest.len && rest.at[len] != '&' && rest.at[len] != '"')
        len++;
    return (struct slice){rest.at, len};
}

static void retell_beside(const struct retelling *retelling, struct json_writer *json,
                          struct slice name, struct slice value)
{
    char text[NAME_SIZE];
    copy_name(name, text);
    if (json->out->len > MEMBERS_MAX || slice_is(value, "null"))
        return;
    if (*value.at == '[')
        retell_list(retelling, json, text, value);
    else if (*value.at == '{')
        retell_value(retelling, json, text, &value);
    else
        out_slice(json_value(json, text), value);
}

static enum status retell_envelope(const struct retelling *retelling, struct slice answer,
                                   struct mcp_rows *rows, struct problem *p)
{
    struct slice rest = pieces_open(answer), name, value;
    enum status status = STATUS_OK;
    bool listed = false;
    struct out out;
    out_open_memory(&out, ITEM_MAX);
    struct json_writer json = json_members(&out, JSON_EMPTY_NULL);
    while (status == STATUS_OK && pieces_name(&rest, &name)) {
        if (slice_is(name, "items") && pieces_peek(&rest) == '[') {
            listed = true;
            status = retell_items(retelling, &rest, rows, p);
            continue;
        }
        if (!pieces_next(&rest, NULL, &value))
            break;
        if (slice_is(name, "total"))
            rows->total = slice_is(value, "null") ? -1 : strtoll(value.at, NULL, 10);
        else if (slice_is(name, "complete"))
            rows->complete = rows->complete && slice_is(value, "true");
        else if (slice_is(name, "next"))
            rows->next = retell_cursor(value);
        else if (!slice_is(name, "returned"))
            retell_beside(retelling, &json, name, value);
    }
    rows->next = rows->next.len ? arena_copy(retelling->question->arena, rows->next) : SLICE_NONE;
    rows->members = out_keep(&out, retelling->question->arena);
    if (status == STATUS_OK && !rows->members.at)
        status = problem_memory(p);
    if (status == STATUS_OK && !listed)
        status = problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, "no items");
    return status;
}

enum status mcp_retell(const struct mcp_question *question, struct slice answer,
                       struct mcp_rows *rows, struct problem *p)
{
    struct slice name = mcp_argument_text(question->arguments, "dataset");
    const struct resource *list = name.len ? mcp_dataset_named(name) : NULL;
    const struct retelling retelling = {.question = question,
                                        .resource = list ? list : model_cube(),
                                        .brief = !json_object_get(question->arguments, "include")};
    rows->count = 0;
    rows->total = -1;
    rows->complete = true;
    rows->next = SLICE_NONE;
    return retell_envelope(&retelling, answer, rows, p);
}
