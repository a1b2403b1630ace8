/* The rows of a query as an answer: a page in a form that has pages, the whole in all others.
 *
 * A page is made in memory: its rows first, then the envelope, which says how many they are and
 * whether there are more. The whole is the ready file where nothing is filtered, else a stream. One
 * answer reads one release; a walk with a cursor goes on in the release it began in. */
#include "hiraku/http/handlers/listing.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/rows/csv_profile.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/encodable.h"
#include "hiraku/http/handlers/record.h"
#include "hiraku/http/handlers/references.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/response/send_file.h"
#include "hiraku/http/response/unpack.h"
#include "hiraku/http/server/server.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/search.h"
#include "hiraku/query/view.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/count.h"
#include "hiraku/store/cursor.h"
#include "hiraku/store/store.h"

#include <stdio.h>

enum {
    ROWS_SLICE = 64 * 1024,
    LATER_SLICES_MS = 30000,
    PAGE_EXTRA = 1,
    SNIPPET_WIDTH = 120,
    SCRATCH_MAX = 16 << 20
};

/* Everything that reading rows needs; lives in the request's arena. */
struct rows {
    struct request *request;
    struct listing *listing;
    struct snapshot *release;
    struct store *store;
    struct cursor *cursor, *about_cursor;
    struct query about_query;
    struct view view, about_view;
    struct row about;
    struct envelope envelope;
    struct emit emit;
    struct arena scratch; /* of one row */
    bool begun;
};

static void rows_close(void *context)
{
    struct rows *rows = context;
    cursor_close(rows->cursor);
    cursor_close(rows->about_cursor);
    csv_profile_free(rows->emit.profile);
    graph_state_free(rows->emit.graph);
    arena_free(&rows->scratch);
    if (rows->store)
        snapshot_return(rows->release, rows->store);
    snapshot_unref(rows->release);
    rows->cursor = rows->about_cursor = NULL;
    rows->emit.profile = NULL;
    rows->emit.graph = NULL;
    rows->store = NULL;
    rows->release = NULL;
}

/* --- where an answer is --- */

static struct slice link_to(struct request *request, const struct listing *listing,
                            struct slice parameters)
{
    return arena_printf(&request->arena, "%.*s.%s%s%.*s", (int)listing->path.len, listing->path.at,
                        request->form.name, parameters.len ? "?" : "", (int)parameters.len,
                        parameters.at ? parameters.at : "");
}

/* The parameters of this very page: the cursor as it was sent. */
static struct slice own_parameters(struct request *request, const struct query *query)
{
    struct slice cursor = {NULL, 0};
    if (query->after.rowid)
        for (size_t i = 0; i < request->parameter_count; i++)
            if (slice_is(request->parameters[i].name, "cursor"))
                cursor = request->parameters[i].value;
    return query_canonical(query, &request->arena, cursor);
}

/* --- opening --- */

/* Goes over to the release that the cursor belongs to. */
static enum status use_release(struct request *request, const struct listing *listing,
                               const struct resource *const *tables, size_t count,
                               struct problem *p)
{
    struct snapshot *release;
    if (listing->query.release == 0)
        return STATUS_OK;
    enum status status =
        server_release_as_of(request->server, tables, count, listing->query.release, &release, p);
    if (status == STATUS_OK) {
        snapshot_unref(request->snapshot);
        request->snapshot = release;
    } else if (status == STATUS_RELEASE_GONE || status == STATUS_BAD_CURSOR) {
        struct slice first =
            link_to(request, listing,
                    query_canonical(&listing->query, &request->arena, (struct slice){NULL, 0}));
        problem_example(p, first.at);
    }
    return status;
}

static void add_table(const struct resource *tables[REQUEST_TABLES_MAX], size_t *count,
                      const struct resource *table)
{
    for (size_t i = 0; i < *count; i++)
        if (tables[i] == table)
            return;
    if (*count < REQUEST_TABLES_MAX)
        tables[(*count)++] = table;
}

/* Every table that the answer depends on: shown, gone through by conditions, embedded. */
static size_t tables_of(const struct request *request, const struct listing *listing,
                        const struct resource *tables[REQUEST_TABLES_MAX])
{
    const struct query *query = &listing->query;
    const struct resource *more[REQUEST_TABLES_MAX];
    size_t count = reply_tables(query->resource, request->form.writer, tables);
    size_t others = listing->about ? reply_tables(listing->about, request->form.writer, more) : 0;
    for (size_t i = 0; i < others; i++)
        add_table(tables, &count, more[i]);
    for (size_t i = 0; i < query->filter_count; i++)
        for (size_t j = 0; j < query->filters[i].steps; j++)
            add_table(tables, &count, query->filters[i].through[j]->ref);
    for (size_t i = 0; i < query->include_count; i++)
        add_table(tables, &count, query->include[i]->ref);
    return count;
}

/* The record that the list belongs to; its cells live as long as its cursor. */
static enum status select_about(struct rows *rows, struct problem *p)
{
    const struct listing *listing = rows->listing;
    bool found = false;
    if (!listing->about)
        return STATUS_OK;
    view_init(&rows->about_view, listing->about, rows->request->form.writer->without);
    query_record(&rows->about_query, listing->about, listing->about_id);
    rows->about_query.shown = listing->query.shown;
    enum status status = view_select(&rows->about_view, &rows->about_query, p);
    if (status == STATUS_OK)
        status = store_select(rows->store, &rows->about_query, &rows->about_view,
                              &rows->about_cursor, p);
    if (status == STATUS_OK)
        status = cursor_next(rows->about_cursor, &rows->about, &found, p);
    if (status == STATUS_OK && !found)
        return record_missing(rows->request, rows->store, listing->about, listing->about_id, p);
    rows->envelope.about = &rows->about;
    rows->envelope.about_name = listing->about_name;
    return status;
}

static enum status count_rows(struct rows *rows, struct problem *p)
{
    const struct query *query = &rows->listing->query;
    uint64_t total = 0;
    bool complete = true;
    enum status status = STATUS_OK;
    if (query->uncounted)
        return STATUS_OK;
    if (query->filter_count == 0 && query->words.len == 0) {
        const struct table_state *state =
            manifest_table(snapshot_manifest(rows->release), query->resource);
        total = state ? state->rows : 0;
    } else {
        status = store_count(rows->store, query, rows->request->server->config->count_ms, &total,
                             &complete, p);
    }
    *(complete ? &rows->envelope.total : &rows->envelope.total_at_least) = (int64_t)total;
    return status;
}

static enum status count_facets(struct rows *rows, struct problem *p)
{
    const struct query *query = &rows->listing->query;
    struct arena *arena = &rows->request->arena;
    struct facet *facets = arena_alloc(arena, (query->facet_count + 1) * sizeof *facets);
    enum status status = facets ? STATUS_OK : problem_memory(p);
    for (size_t i = 0; i < query->facet_count && status == STATUS_OK; i++)
        status = store_facet(rows->store, query, query->facets[i], arena, &facets[i], p);
    rows->envelope.facets = facets;
    rows->envelope.facet_count = query->facet_count;
    return status;
}

/* Where the words of a search stand: in the first of the row's searchable cells that has them. */
static struct slice snippet_of(const struct row *row, struct slice words, struct arena *arena)
{
    struct slice snippet = {NULL, 0};
    for (size_t i = 0; i < row->view->count && snippet.len == 0; i++)
        if (!row->view->through[i] && (row->view->columns[i]->flags & COL_SEARCH))
            snippet =
                search_snippet(arena, row->cells[i], words, SNIPPET_WIDTH, "<mark>", "</mark>");
    return snippet;
}

/* The row and, where the form has a place for it, its snippet, which lives until the next call. */
static enum status next_row(struct rows *rows, struct row *row, bool *more, struct problem *p)
{
    const struct query *query = &rows->listing->query;
    enum query_form form = rows->request->form.writer->form;
    enum status status = cursor_next(rows->cursor, row, more, p);
    arena_reset(&rows->scratch);
    if (status == STATUS_OK && *more && query->words.len > 0 &&
        (form == QUERY_PAGES || form == QUERY_ROWS))
        row->snippet = snippet_of(row, query->words, &rows->scratch);
    if (status == STATUS_OK && arena_overflowed(&rows->scratch))
        status = problem_memory(p);
    return status;
}

static enum status rows_open(struct request *request, struct listing *listing,
                             const struct reply *reply, struct rows **result, struct problem *p)
{
    struct rows *rows = arena_alloc(&request->arena, sizeof *rows);
    if (!rows)
        return problem_memory(p);
    arena_init(&rows->scratch, SCRATCH_MAX);
    rows->request = request;
    rows->listing = listing;
    rows->release = snapshot_ref(request->snapshot);
    rows->envelope.total = rows->envelope.total_at_least = -1;
    rows->envelope.changed_in = reply->changed_in;
    rows->envelope.path = reply->content_location;
    view_init(&rows->view, listing->query.resource, request->form.writer->without);
    rows->emit = (struct emit){.instance = snapshot_instance(rows->release),
                               .view = &rows->view,
                               .shape = SHAPE_LIST,
                               .envelope = &rows->envelope};
    enum status status = view_select(&rows->view, &listing->query, p);
    if (status == STATUS_OK)
        status = snapshot_borrow(rows->release, &rows->store, p);
    if (status == STATUS_OK) {
        rows->emit.store = rows->store;
        store_deadline(rows->store, request->deadline_ms);
        status = select_about(rows, p);
    }
    if (status == STATUS_OK)
        status = references_check(request, rows->store, &listing->query, p);
    if (status == STATUS_OK && listing->beside && request->form.writer->form == QUERY_PAGES)
        status = listing->beside(listing, rows->store, &request->arena,
                                 rows->emit.instance->first_month, &rows->envelope.beside, p);
    if (status == STATUS_OK && request->form.writer->form == QUERY_CSV)
        status = csv_profile_new(&rows->emit.profile, &listing->query.shown, p);
    if (status == STATUS_OK)
        status = graph_state_new(&rows->emit.graph, request->form.writer, p);
    if (status == STATUS_OK && rows->emit.profile)
        status = encodable_check(request, rows->store, &listing->query, &rows->view, p);
    if (status == STATUS_OK)
        status = store_select(rows->store, &listing->query, &rows->view, &rows->cursor, p);
    if (status != STATUS_OK) {
        rows_close(rows);
        rows = NULL;
    }
    *result = rows;
    return status;
}

/* --- a page --- */

/* Writes rows up to the limit; `*last` is the place of the last one if there are more behind it. */
static enum status write_page(struct rows *rows, uint64_t limit, struct out *out,
                              struct position *last, bool *more, struct problem *p)
{
    struct row row;
    const struct writer *writer = rows->request->form.writer;
    rows->emit.out = out;
    for (*more = true; *more && out->error == STATUS_OK;) {
        enum status status = next_row(rows, &row, more, p);
        if (status != STATUS_OK)
            return status;
        if (!*more || rows->envelope.returned == limit)
            break;
        writer->row(&rows->emit, &row);
        if (++rows->envelope.returned == limit)
            status = cursor_position(rows->cursor, &rows->request->arena, last);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status make_page(struct rows *rows, struct reply *reply, uint64_t limit,
                             struct problem *p)
{
    struct request *request = rows->request;
    struct query *query = &rows->listing->query;
    struct position last = {0};
    bool more = false;
    struct out items;
    out_open_memory(&items, (size_t)request->server->config->response_bytes);
    enum status status = write_page(rows, limit, &items, &last, &more, p);
    if (status == STATUS_OK)
        status = count_rows(rows, p);
    if (status == STATUS_OK)
        status = count_facets(rows, p);
    if (status == STATUS_OK && more) {
        struct slice cursor = query_cursor(query, reply->changed_in, &last, &request->arena);
        rows->envelope.next =
            link_to(request, rows->listing, query_canonical(query, &request->arena, cursor));
    }
    rows->envelope.complete = !more && query->after.rowid == 0;
    if (status == STATUS_OK) {
        struct emit head = rows->emit;
        head.out = reply_open(request, reply);
        head.rows = 0;
        request->form.writer->begin(&head);
        rows->emit.out = &items;
        request->form.writer->end(&rows->emit);
        status = out_finish(&items, p);
        out_slice(&reply->body, out_written(&items));
        reply->passing = rows->envelope.total_at_least >= 0;
        reply_links(reply, request, rows->envelope.next);
    }
    out_close(&items);
    return status;
}

static enum status answer_page(struct request *request, struct listing *listing,
                               struct reply *reply, struct problem *p)
{
    struct rows *rows = NULL;
    uint64_t limit = listing->query.limit;
    listing->query.limit = limit + PAGE_EXTRA; /* one more tells whether there is a next page */
    enum status status = rows_open(request, listing, reply, &rows, p);
    listing->query.limit = limit;
    if (!rows)
        return status;
    status = make_page(rows, reply, limit, p);
    rows_close(rows);
    return status;
}

/* --- the whole --- */

static enum status rows_source(void *context, struct out *out, bool *more, struct problem *p)
{
    struct rows *rows = context;
    const struct writer *writer = rows->request->form.writer;
    struct row row;
    *more = true;
    rows->emit.out = out;
    if (rows->begun)
        store_deadline(rows->store, clock_monotonic_ms() + LATER_SLICES_MS);
    else
        writer->begin(&rows->emit);
    rows->begun = true;
    while (*more && out->len < ROWS_SLICE && out->error == STATUS_OK) {
        enum status status = next_row(rows, &row, more, p);
        if (status != STATUS_OK)
            return status;
        if (*more)
            writer->row(&rows->emit, &row);
        else
            writer->end(&rows->emit);
    }
    return STATUS_OK;
}

/* How the ready file of this answer ends; NULL: there is none. */
static const char *file_suffix(const struct request *request, const struct listing *listing)
{
    const struct presentation *shown = &listing->query.shown;
    if (!listing->whole || !query_is_whole(&listing->query) || !request->form.writer->file)
        return NULL;
    if (presentation_is_plain(shown))
        return request->form.name;
    return shown->profile == PROFILE_EXCEL && !shown->titles && !shown->lang ? "excel.csv" : NULL;
}

/* The ready file of the whole table, as it is or, where only the packed one is kept, unpacked on
 * the way; `*found` false if there is none. */
static enum status answer_file(struct request *request, const struct listing *listing,
                               struct reply *reply, bool *found, struct problem *p)
{
    bool gzip = request->encoding == ENCODING_GZIP;
    const char *suffix = file_suffix(request, listing);
    *found = false;
    if (!suffix)
        return STATUS_OK;
    const struct layout_name plain = layout_table_download(listing->file, suffix);
    const struct layout_name packed = layout_packed(plain.text);
    *found = reply_file(reply, request, gzip ? packed.text : plain.text);
    reply->encoded = gzip && *found;
    if (*found || gzip)
        return STATUS_OK;
    if (reply_is_fresh(request, reply, false)) {
        *found = true;
        return STATUS_OK;
    }
    return reply_unpacked(reply, request, packed.text, found, p);
}

static enum status answer_whole(struct request *request, struct listing *listing,
                                struct reply *reply, struct problem *p)
{
    struct rows *rows = NULL;
    reply_links(reply, request, (struct slice){NULL, 0});
    bool found;
    enum status status = answer_file(request, listing, reply, &found, p);
    if (found || status != STATUS_OK)
        return status;
    if (reply_is_fresh(request, reply, false))
        return STATUS_OK;
    status = rows_open(request, listing, reply, &rows, p);
    if (!rows)
        return status;
    rows->envelope.complete = true;
    reply->source = rows_source;
    reply->source_context = rows;
    reply->source_free = rows_close;
    return STATUS_OK;
}

/* What a person calls the file; a part of a table must not pass for the whole. */
static struct slice title_of(struct request *request, const struct listing *listing)
{
    const struct query *query = &listing->query;
    bool all = listing->whole && query->filter_count == 0 && query->words.len == 0;
    return arena_printf(&request->arena, "%s%s", query->resource->title_ja, all ? "" : "_抽出");
}

enum status listing_answer(struct request *request, struct listing *listing, struct reply *reply,
                           struct problem *p)
{
    const struct resource *tables[REQUEST_TABLES_MAX];
    const struct writer *writer = request->form.writer;
    size_t count = tables_of(request, listing, tables);
    enum status status = use_release(request, listing, tables, count, p);
    if (status != STATUS_OK)
        return status;
    reply->media_type = writer->form == QUERY_CSV
                            ? csv_profile_media_type(listing->query.shown.profile)
                            : writer->media_type;
    reply->content_location = link_to(request, listing, own_parameters(request, &listing->query));
    if (file_suffix(request, listing))
        reply_etag_of_file(reply, request, tables, count, reply->content_location);
    else
        reply_etag(reply, request, tables, count, reply->content_location);
    reply_name(reply, request, slice_of(listing->file), title_of(request, listing));
    if (writer->form != QUERY_PAGES)
        return answer_whole(request, listing, reply, p);
    if (reply_is_fresh(request, reply, true))
        return STATUS_OK;
    return answer_page(request, listing, reply, p);
}
