/* GET /v1/search?q=: words in all tables at once, the most relevant records first
 * (service/search.h).
 *
 * One answer, no pages: whoever wants all matches of a table follows its `list`, which has pages.
 */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/exporters/writer.h"
#include "hiraku/http/response/figures.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/request_pin.h"
#include "hiraku/service/search.h"
#include "hiraku/value/iri.h"

/* How many matches each table has, and where all of them are. */
static void search_write_tables(const struct search *search, struct request *request,
                                struct json_writer *json)
{
    const char *query = request_pin_query(request);
    json_begin_array(json, "tables");
    for (size_t i = 0; i < search->found.table_count; i++) {
        const struct search_count *count = &search->found.counts[i];
        if (count->rows == 0)
            continue;
        json_begin_object(json, NULL);
        json_text(json, "table", count->resource->name);
        json_int(json, "total", (int64_t)count->rows);
        struct out *out = json_value(json, "list");
        out_text(out, "\"/v1/");
        out_text(out, count->resource->name);
        out_text(out, "?q=");
        iri_segment(out, search->words);
        if (*query) {
            out_char(out, '&');
            out_text(out, query + 1);
        }
        out_char(out, '"');
        json_end(json);
    }
    json_end(json);
}

static enum status search_write(struct figures *figures, struct problem *p)
{
    struct search *search = figures->question;
    enum status status = search_find(search, &figures->service, p);
    figures_columns(figures, search_columns, SEARCH_COLUMNS);
    if (status == STATUS_OK)
        status = search_rows(search, &figures->service, figure_row, &figures->rows, p);
    if (status != STATUS_OK)
        return status;
    struct envelope facts = {.total = (int64_t)search->total,
                             .returned = search->found.hit_count,
                             .complete = search->total == search->found.hit_count,
                             .pageless = true};
    search_write_tables(search, figures->request, figures_begin(figures, &facts));
    return figures_end(figures, p);
}

enum status handle_search(struct request *request, struct representation *answer, struct problem *p)
{
    struct search *search = arena_alloc(&request->arena, sizeof *search);
    struct figures *figures = arena_alloc(&request->arena, sizeof *figures);
    if (!search || !figures)
        return problem_memory(p);
    enum status status =
        search_parse(search, &request->arena, request->parameters, request->parameter_count, p);
    if (status != STATUS_OK) {
        problem_example(p, request->route->example);
        return status;
    }
    figures->write = search_write;
    figures->question = search;
    search_inputs(&figures->inputs);
    return figures_plan(figures, request, answer, slice_of("/v1/search"),
                        search_canonical(search, &request->arena));
}
