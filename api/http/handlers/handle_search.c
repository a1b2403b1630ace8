/* GET /v1/search?q=: words in all tables at once, the most relevant records first.
 *
 * One answer, no pages: whoever wants all matches of a table follows its `list`, which has pages.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/text.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"
#include "hiraku/query/search.h"
#include "hiraku/query/view.h"
#include "hiraku/store/cursor.h"
#include "hiraku/store/search.h"
#include "hiraku/store/store.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/iri.h"

#include "figures.h"
#include "member.h"

enum { LIMIT = 20, LIMIT_MAX = 100, SNIPPET_WIDTH = 120, WORDS_MAX = 256, SCRATCH_MAX = 16 << 20 };

struct search {
    struct slice words, match;
    size_t limit, hit_count, table_count;
    struct search_hit hits[LIMIT_MAX];
    struct search_count counts[SEARCH_TABLES_MAX];
    struct arena scratch; /* of one record */
};

static enum status bad_value(const struct parameter *parameter, const char *allowed,
                             struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    problem_allow(p, slice_of(allowed));
    return STATUS_BAD_PARAMETER;
}

static enum status read_words(struct request *request, struct search *search,
                              const struct parameter *parameter, struct problem *p)
{
    bool too_many;
    search->words = text_trim(parameter->value);
    if (search->words.len > WORDS_MAX)
        return problem_set(p, STATUS_BAD_WORDS, parameter->name, parameter->value, NULL);
    search->match = search_match(&request->arena, search->words, &too_many);
    if (!search->match.at)
        return problem_memory(p);
    return search->match.len && !too_many
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_WORDS, parameter->name, parameter->value, NULL);
}

static enum status read_limit(struct search *search, const struct parameter *parameter,
                              struct problem *p)
{
    int64_t limit;
    if (!decimal_parse_int(parameter->value, 1, LIMIT_MAX, &limit))
        return bad_value(parameter, "1–100", p);
    search->limit = (size_t)limit;
    return STATUS_OK;
}

static enum status read_parameter(struct request *request, struct search *search, size_t at,
                                  struct problem *p)
{
    const struct parameter *parameter = &request->parameters[at];
    for (size_t i = 0; i < at; i++)
        if (slice_equal(request->parameters[i].name, parameter->name))
            return problem_set(p, STATUS_REPEATED_PARAMETER, parameter->name, parameter->value,
                               NULL);
    if (slice_is(parameter->name, "q"))
        return read_words(request, search, parameter, p);
    if (slice_is(parameter->name, "limit"))
        return read_limit(search, parameter, p);
    problem_set(p, STATUS_UNKNOWN_PARAMETER, parameter->name, (struct slice){NULL, 0}, NULL);
    struct slice option = query_nearest_option(parameter->name, QUERY_PAGES);
    if (slice_is(option, "q") || slice_is(option, "limit"))
        problem_nearest(p, option);
    problem_allow(p, slice_of("q"));
    problem_allow(p, slice_of("limit"));
    return STATUS_UNKNOWN_PARAMETER;
}

static enum status read_parameters(struct request *request, struct search *search,
                                   struct problem *p)
{
    search->limit = LIMIT;
    for (size_t i = 0; i < request->parameter_count; i++) {
        enum status status = read_parameter(request, search, i, p);
        if (status != STATUS_OK)
            return status;
    }
    return search->words.len ? STATUS_OK
                             : problem_set(p, STATUS_MISSING_PARAMETER, slice_of("q"),
                                           (struct slice){NULL, 0}, NULL);
}

static struct slice encoded(struct request *request, const char *before, struct slice text)
{
    struct out out;
    out_open_memory(&out, 8192);
    out_text(&out, before);
    iri_segment(&out, text);
    return out_keep(&out, &request->arena);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* The title in one language: the first column that names the record. */
static struct slice title_of(const struct row *row, const char *lang)
{
    for (size_t i = 0; i < row->view->count; i++) {
        const struct column *column = row->view->columns[i];
        if ((column->flags & COL_LABEL) && column->lang && strcmp(column->lang, lang) == 0)
            return row->cells[i];
    }
    return (struct slice){NULL, 0};
}

static void write_hit(struct request *request, struct search *search, const struct row *row,
                      struct out *out)
{
    const char *table = row->view->resource->name;
    struct slice snippet = {NULL, 0}, id = row->cells[0];
    for (size_t i = 0; i < row->view->count && snippet.len == 0; i++)
        if (row->view->columns[i]->flags & COL_SEARCH)
            snippet = search_snippet(&search->scratch, row->cells[i], search->words, SNIPPET_WIDTH,
                                     "<mark>", "</mark>");
    out_char(out, '{');
    json_key(out, true, "table");
    json_quote(out, slice_of(table));
    json_key(out, false, "id");
    json_quote(out, id);
    json_key(out, false, "url");
    struct slice base = arena_printf(&request->arena, "%s/v1/%s/",
                                     snapshot_instance(request->snapshot)->base_url, table);
    json_quote(out, encoded(request, base.at ? base.at : "", id));
    member_text(out, false, "title_ja", title_of(row, "ja"));
    member_text(out, false, "title_en", title_of(row, "en"));
    member_text(out, false, "snippet", snippet);
    out_char(out, '}');
    if (arena_overflowed(&search->scratch))
        out_fail(out, STATUS_NO_MEMORY, NULL);
    arena_reset(&search->scratch);
}

static enum status write_record(struct request *request, struct search *search,
                                const struct search_hit *hit, struct store *store, struct out *out,
                                struct problem *p)
{
    struct query *query = arena_alloc(&request->arena, sizeof *query);
    struct view *view = arena_alloc(&request->arena, sizeof *view);
    struct cursor *cursor = NULL;
    struct row row;
    bool found = false;
    if (!query || !view)
        return problem_memory(p);
    query_record(query, hit->resource, hit->id);
    view_init(view, hit->resource, COL_HIDDEN | COL_LOOKUP);
    enum status status = store_select(store, query, view, &cursor, p);
    if (status == STATUS_OK)
        status = cursor_next(cursor, &row, &found, p);
    if (status == STATUS_OK && found)
        write_hit(request, search, &row, out);
    cursor_close(cursor);
    return status;
}

/* How many matches each table has, and where all of them are. */
static void write_tables(struct request *request, const struct search *search, struct out *out)
{
    bool first = true;
    json_key(out, false, "tables");
    out_char(out, '[');
    for (size_t i = 0; i < search->table_count; i++) {
        if (search->counts[i].rows == 0)
            continue;
        const char *name = search->counts[i].resource->name;
        struct slice list = arena_printf(&request->arena, "/v1/%s?q=", name);
        out_text(out, first ? "{" : ",{");
        json_key(out, true, "table");
        json_quote(out, slice_of(name));
        json_key(out, false, "total");
        out_int(out, (int64_t)search->counts[i].rows);
        json_key(out, false, "list");
        json_quote(out, encoded(request, list.at ? list.at : "", search->words));
        out_char(out, '}');
        first = false;
    }
    out_char(out, ']');
}

static void write_head(struct request *request, const struct search *search,
                       const struct reply *reply, struct out *out)
{
    const struct instance *instance = snapshot_instance(request->snapshot);
    uint64_t total = 0;
    for (size_t i = 0; i < search->table_count; i++)
        total += search->counts[i].rows;
    out_char(out, '{');
    json_key(out, true, "total");
    out_int(out, (int64_t)total);
    json_key(out, false, "returned");
    out_int(out, (int64_t)search->hit_count);
    json_key(out, false, "complete");
    out_text(out, total == search->hit_count ? "true" : "false");
    json_key(out, false, "changed_in");
    out_int(out, (int64_t)reply->changed_in);
    json_key(out, false, "licence");
    json_quote(out, slice_of(instance->licence_url));
    json_key(out, false, "attribution");
    json_quote(out, slice_of(instance->attribution[instance->language]));
    write_tables(request, search, out);
    json_key(out, false, "items");
    out_char(out, '[');
}

static enum status write_answer(struct request *request, struct search *search, struct store *store,
                                struct reply *reply, struct problem *p)
{
    enum status status =
        store_search(store, search->match, &request->arena, search->limit, search->hits,
                     &search->hit_count, search->counts, &search->table_count, p);
    if (status != STATUS_OK)
        return status;
    struct out *out = reply_open(request, reply);
    write_head(request, search, reply, out);
    for (size_t i = 0; i < search->hit_count && status == STATUS_OK; i++) {
        out_text(out, i ? ",\n" : "\n");
        status = write_record(request, search, &search->hits[i], store, out, p);
    }
    out_text(out, "\n]}\n");
    return status;
}

/* --- the request ------------------------------------------------------------------------------ */

static void set_validators(struct request *request, const struct search *search,
                           struct reply *reply)
{
    const struct resource *tables[REQUEST_TABLES_MAX];
    size_t count = 0;
    for (size_t i = 0; i < model_resource_count && count < REQUEST_TABLES_MAX; i++)
        if (model_is_searchable(model_resources[i]))
            tables[count++] = model_resources[i];
    struct slice path =
        search->limit == LIMIT
            ? slice_of("/v1/search.json?q=")
            : arena_printf(&request->arena, "/v1/search.json?limit=%zu&q=", search->limit);
    reply->media_type = request->form.media_type;
    reply->content_location = encoded(request, path.at ? path.at : "", search->words);
    reply_links(reply, request, (struct slice){NULL, 0});
    reply_etag(reply, request, tables, count, reply->content_location);
}

enum status handle_search(struct request *request, struct reply *reply, struct problem *p)
{
    struct store *store;
    struct search *search = arena_alloc(&request->arena, sizeof *search);
    if (!search)
        return problem_memory(p);
    enum status status = read_parameters(request, search, p);
    if (status != STATUS_OK) {
        problem_example(p, "/v1/search?q=DX");
        return status;
    }
    set_validators(request, search, reply);
    if (reply_is_fresh(request, reply, true))
        return STATUS_OK;
    status = snapshot_borrow(request->snapshot, &store, p);
    if (status != STATUS_OK)
        return status;
    arena_init(&search->scratch, SCRATCH_MAX);
    store_deadline(store, request->deadline_ms);
    status = write_answer(request, search, store, reply, p);
    arena_free(&search->scratch);
    snapshot_return(request->snapshot, store);
    return status;
}
