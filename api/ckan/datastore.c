/* datastore_search: rows of a table, from its list. A page of the list has fewer rows than may be
 * asked for here, so several are asked for; where they would be too large for an answer, fewer rows
 * are given, and `limit` says how many, as with CKAN's own bound. */
#include "datastore.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/resource.h"
#include "hiraku/value/iri.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { LINK_BYTES = 1 << 19, TEXT_BYTES = 4096, HTTP_OWN_FAULT = 500, NUMBER_SIZE = 24 };

#define SEARCH_PATH "/api/3/action/datastore_search"

struct found {
    struct out rows;
    struct slice columns; /* their names, separated by commas; in the arena */
    uint64_t count, total;
    bool counted, estimated;
};

/* Takes the line off the front. */
static struct slice found_line(struct slice *text)
{
    const char *end = memchr(text->at, '\n', text->len);
    struct slice line = {text->at, end ? (size_t)(end - text->at) : text->len};
    *text = slice_from(*text, end ? line.len + 1 : line.len);
    return line;
}

/* What the list refused is a fault of the call, told as CKAN does. */
static enum status datastore_refused(struct ckan_question *question, const struct datastore *search,
                                     enum status status, struct problem *p)
{
    static const char *const names[] = {"q", "sort", "fields", "limit"};
    const char *field = "filters";
    char text[TEXT_BYTES];
    if (status_info(status)->http >= HTTP_OWN_FAULT || status_is_damage(status))
        return status;
    if (status == STATUS_NOT_FOUND)
        return ckan_refuse(question->call, CKAN_NO_RESOURCE, "", search->id, p);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(p->subject, names[i]) == 0)
            field = names[i];
    problem_text(p, question->language, text, sizeof text);
    return ckan_refuse(question->call, CKAN_REFUSED, field, slice_of(text), p);
}

/* One page of the list: `rows` at most, behind `before`. */
static enum status datastore_ask(struct ckan_question *question, struct datastore *search,
                                 uint64_t rows, bool count, struct out *page, struct problem *p)
{
    char number[NUMBER_SIZE];
    size_t len = search->target.len;
    snprintf(number, sizeof number, "%" PRIu64, rows ? rows : 1);
    datastore_add(search, slice_of("limit"), "", slice_of(number));
    if (!count)
        datastore_add(search, slice_of("count"), "", slice_of("no"));
    enum status status = out_finish(&search->target, p);
    if (status == STATUS_OK)
        status =
            question->ask(question->context, out_written(&search->target), &search->form, page, p);
    search->target.len = len;
    if (status != STATUS_OK)
        return datastore_refused(question, search, status, p);
    return out_finish(page, p);
}

static void found_total(struct found *found, const struct datastore *search, const char *head)
{
    found->counted = *head != '-';
    found->estimated = *head == '~';
    uint64_t all = found->counted ? strtoull(head + found->estimated, NULL, 10) : 0;
    all = all < search->to ? all : search->to;
    found->total = all > search->from ? all - search->from : 0;
}

/* Adds the rows of a page; false: they do not fit, and none was added. */
static bool found_add(struct ckan_question *question, const struct datastore *search,
                      struct found *found, struct slice rows)
{
    bool listed = search->form.format <= RECORDS_LISTS;
    if (found->count && found->rows.len + rows.len > question->bytes_max)
        return false;
    out_text(&found->rows, listed && found->count && rows.len ? "," : "");
    out_slice(&found->rows, rows);
    return true;
}

static enum status datastore_page(struct ckan_question *question, struct datastore *search,
                                  uint64_t wanted, struct found *found, bool *more,
                                  struct problem *p)
{
    char head[2 * NUMBER_SIZE];
    struct out page;
    bool first = !found->columns.at;
    out_open_memory(&page, 2 * question->bytes_max);
    search->form.before = search->from + search->offset + found->count;
    enum status status = datastore_ask(question, search, wanted, first && search->total, &page, p);
    if (status == STATUS_OK) {
        struct slice rest = out_written(&page), line = found_line(&rest);
        snprintf(head, sizeof head, "%.*s", (int)line.len, line.at);
        const char *space = strchr(head, ' ');
        uint64_t returned = space ? strtoull(space, NULL, 10) : 0;
        line = found_line(&rest);
        if (first) {
            found->columns = arena_copy(question->arena, line);
            found_total(found, search, head);
        }
        bool fits = wanted == 0 || found_add(question, search, found, rest);
        found->count += wanted && fits ? returned : 0;
        *more = fits && returned == wanted;
    }
    out_close(&page);
    return status;
}

/* How many rows are wanted, as conditions on their place leave them. */
static uint64_t datastore_wanted(const struct datastore *search)
{
    uint64_t behind = search->from + search->offset;
    uint64_t room = search->to > behind ? search->to - behind : 0;
    return search->limit < room ? search->limit : room;
}

static enum status datastore_find(struct ckan_question *question, struct datastore *search,
                                  struct found *found, struct problem *p)
{
    uint64_t wanted = datastore_wanted(search);
    bool more = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && more && (found->count < wanted || !found->columns.at)) {
        uint64_t left = wanted - found->count;
        status = datastore_page(question, search, left < QUERY_LIMIT_MAX ? left : QUERY_LIMIT_MAX,
                                found, &more, p);
    }
    if (status == STATUS_OK && arena_overflowed(question->arena))
        return problem_memory(p);
    return status == STATUS_OK ? out_finish(&found->rows, p) : status;
}

/* --- the result --- */

/* The same call as an address, from another row on. */
static void datastore_link(const struct ckan_question *question, const char *name, uint64_t offset,
                           struct json_writer *json)
{
    const struct ckan_call *call = question->call;
    char number[NUMBER_SIZE];
    struct out link;
    bool any = false;
    out_open_memory(&link, LINK_BYTES);
    out_text(&link, SEARCH_PATH);
    for (size_t i = 0; i < call->given_count; i++) {
        if (slice_is(call->given[i].name, "offset") || slice_is(call->given[i].json, "null"))
            continue;
        out_char(&link, any ? '&' : '?');
        iri_segment(&link, call->given[i].name);
        out_char(&link, '=');
        iri_segment(&link, ckan_json_text(call->given[i].json, question->arena));
        any = true;
    }
    snprintf(number, sizeof number, "offset=%" PRIu64, offset);
    if (offset) {
        out_char(&link, any ? '&' : '?');
        out_text(&link, number);
    }
    json_slice(json, name, out_written(&link));
    if (link.error != STATUS_OK)
        out_fail(json->out, link.error, NULL);
    out_close(&link);
}

static void datastore_write_fields(const struct ckan_question *question,
                                   const struct datastore *search, struct slice columns,
                                   struct json_writer *json)
{
    json_begin_array(json, "fields");
    while (columns.len) {
        const char *comma = memchr(columns.at, ',', columns.len);
        size_t len = comma ? (size_t)(comma - columns.at) : columns.len;
        struct slice name = {columns.at, len};
        datastore_field_write(question, datastore_column(search->table, name), false, json);
        columns = slice_from(columns, comma ? len + 1 : len);
    }
    json_end(json);
}

static void datastore_write_rows(const struct datastore *search, const struct found *found,
                                 struct json_writer *json)
{
    struct slice rows = out_written(&found->rows);
    if (search->form.format > RECORDS_LISTS) {
        json_slice(json, "records", rows);
        return;
    }
    json_begin_array(json, "records");
    out_slice(json->out, rows);
    json_end(json);
}

static void datastore_write_pages(const struct ckan_question *question,
                                  const struct datastore *search, const struct found *found,
                                  uint64_t limit, struct json_writer *json)
{
    json_begin_object(json, "_links");
    datastore_link(question, "start", 0, json);
    if (limit)
        datastore_link(question, "next", search->offset + limit, json);
    json_end(json);
    if (!search->next_page || search->sorted || !found->count)
        return;
    json_begin_object(json, "next_page");
    json_begin_object(json, RECORDS_NUMBER);
    json_int(json, "gt", (int64_t)(search->from + search->offset + found->count));
    json_end(json);
    json_end(json);
}

static void datastore_write(const struct ckan_question *question, const struct datastore *search,
                            const struct found *found, struct json_writer *json)
{
    static const char *const formats[] = {"objects", "lists", "csv", "tsv"};
    struct slice filters = ckan_text(question->call, "filters");
    bool cut = found->count && found->count < datastore_wanted(search) &&
               search->offset + found->count < found->total;
    uint64_t limit = cut ? found->count : search->limit;
    json_begin_object(json, "result");
    json_bool(json, "include_total", search->total);
    json_int(json, "limit", (int64_t)limit);
    if (search->offset)
        json_int(json, "offset", (int64_t)search->offset);
    if (filters.len)
        out_slice(json_value(json, "filters"), filters);
    json_text(json, "records_format", formats[search->form.format]);
    json_slice(json, "resource_id", search->id);
    datastore_write_rows(search, found, json);
    datastore_write_fields(question, search, found->columns, json);
    datastore_write_pages(question, search, found, limit, json);
    if (search->total) {
        json_int_or_null(json, "total", (int64_t)found->total, found->counted);
        json_bool(json, "total_was_estimated", found->estimated);
    }
    json_end(json);
}

enum status ckan_datastore_search(struct ckan_question *question, struct json_writer *json,
                                  struct problem *p)
{
    struct datastore search = {.table = NULL};
    struct found found = {.count = 0};
    out_open_memory(&found.rows, 2 * question->bytes_max);
    enum status status = datastore_read(question, &search, p);
    if (status == STATUS_OK)
        status = datastore_find(question, &search, &found, p);
    if (status == STATUS_OK)
        datastore_write(question, &search, &found, json);
    datastore_close(&search);
    out_close(&found.rows);
    return status;
}
