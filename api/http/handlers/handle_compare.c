/* GET /v1/compare?kpi=a,b or ?name=…: KPIs of several municipalities side by side, and whether
 * their definitions let them be compared. Further parameters choose among their values. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/text.h"
#include "hiraku/http/handlers/series.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/value/iri.h"

#include "compare.h"

#include <stdio.h>

enum { COMPARE_MEMORY = 32 << 20, NAME_MAX_BYTES = 500 };

static enum status how_many(const char *name, size_t count, struct problem *p)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", count);
    return problem_set(p, STATUS_NOT_COMPARABLE, slice_of(name), slice_of(text), NULL);
}

static enum status read_ids(struct compare *compare, struct slice list, struct problem *p)
{
    size_t count = 0;
    for (size_t at = 0; at <= list.len; count++) {
        const char *start = list.len ? list.at + at : "";
        const char *comma = at < list.len ? memchr(start, ',', list.len - at) : NULL;
        struct slice id = {start, comma ? (size_t)(comma - start) : list.len - at};
        at += id.len + 1;
        for (size_t i = 0; i < compare->id_count && id.len > 0; i++)
            if (slice_equal(compare->ids[i], id))
                return problem_set(p, STATUS_REPEATED_VALUE, slice_of("kpi"), id, NULL);
        if (id.len == 0 && list.len > 0)
            return problem_set(p, STATUS_BAD_PARAMETER, slice_of("kpi"), list, NULL);
        if (compare->id_count < COMPARE_MOST)
            compare->ids[compare->id_count++] = id;
    }
    return list.len > 0 && count >= COMPARE_LEAST && count <= COMPARE_MOST
               ? STATUS_OK
               : how_many("kpi", list.len > 0 ? count : 0, p);
}

static enum status read_name(struct compare *compare, struct slice value, struct problem *p)
{
    struct slice name = text_trim(value);
    if (name.len == 0 || name.len > NAME_MAX_BYTES)
        return problem_set(p, STATUS_BAD_PARAMETER, slice_of("name"), value, NULL);
    compare->name = text_nfkc(&compare->figures.request->arena, name);
    return compare->name.at ? STATUS_OK : problem_memory(p);
}

/* The filters of the values, and last the KPI, which changes from one to the next. */
static enum status read_filters(struct compare *compare, const struct parameter *rest, size_t count,
                                struct problem *p)
{
    static const char *const order[] = {"starts", "ends", NULL};
    struct request *request = compare->figures.request;
    struct query *query = &compare->query;
    query->resource = model_cube();
    enum status status = query_parse(query, &request->arena, rest, count, QUERY_FILTERS,
                                     snapshot_instance(request->snapshot)->first_month, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        problem_allow(p, slice_of("name"));
    if (status != STATUS_OK)
        return status;
    if (query->filter_count == QUERY_FILTERS_MAX)
        return problem_set(p, STATUS_BAD_PARAMETER, rest[count - 1].name, rest[count - 1].value,
                           NULL);
    series_set_order(query, order);
    return STATUS_OK;
}

static enum status read_parameters(struct compare *compare, struct problem *p)
{
    struct request *request = compare->figures.request;
    const struct query_lists lists = {model_cube(), QUERY_FILTERS, NULL};
    const struct parameter *kpi = NULL, *name = NULL, *given = request->parameters;
    size_t count = 0, given_count = request->parameter_count;
    struct parameter *rest =
        arena_alloc(&request->arena, (request->parameter_count + 1) * sizeof *rest);
    if (!rest)
        return problem_memory(p);
    enum status status = query_join(&request->arena, &lists, &given, &given_count, p);
    for (size_t i = 0; i < given_count && status == STATUS_OK; i++) {
        const struct parameter *one = &given[i];
        bool is_kpi = slice_is(one->name, "kpi");
        const struct parameter **own = is_kpi ? &kpi : &name;
        if (!is_kpi && !slice_is(one->name, "name"))
            rest[count++] = *one;
        else if (*own)
            return problem_set(p, STATUS_REPEATED_PARAMETER, one->name, one->value, NULL);
        else
            *own = one;
    }
    if (status == STATUS_OK)
        status = read_filters(compare, rest, count, p);
    if (status != STATUS_OK)
        return status;
    if (kpi && name)
        return problem_set(p, STATUS_EXCLUSIVE_PARAMETERS, slice_of("name"), slice_of("kpi"), NULL);
    if (!kpi && !name)
        return how_many("kpi / name", 0, p);
    return kpi ? read_ids(compare, kpi->value, p) : read_name(compare, name->value, p);
}

/* The ids stay in the order in which they were given: it is the order of the items. */
static struct slice canonical(struct compare *compare, struct problem *p)
{
    struct arena *arena = &compare->figures.request->arena;
    struct slice text = {NULL, 0};
    struct out out;
    compare->query.sorted = false;
    struct slice rest = query_canonical(&compare->query, arena, (struct slice){NULL, 0});
    compare->query.sorted = true;
    out_open_memory(&out, 1 << 16);
    out_text(&out, compare->name.len > 0 ? "name=" : "kpi=");
    iri_segment(&out, compare->name);
    for (size_t i = 0; i < compare->id_count; i++) {
        out_text(&out, i > 0 ? "," : "");
        iri_segment(&out, compare->ids[i]);
    }
    if (rest.len > 0)
        out_char(&out, '&');
    out_slice(&out, rest);
    if (out_finish(&out, p) == STATUS_OK)
        text = arena_copy(arena, out_written(&out));
    out_close(&out);
    return text;
}

static void add_kpi_filter(struct query *query)
{
    struct filter *filter = &query->filters[query->filter_count++];
    *filter = (struct filter){.column = model_cube_subject(), .comparison = COMPARISON_EQ};
}

static void read_tables(struct compare *compare)
{
    figures_read_query(&compare->figures, &compare->query);
    figures_read(&compare->figures, model_cube_subject()->ref);
    for (size_t i = 0; i < KPI_CELLS; i++)
        for (size_t step = 0; step < compare->paths[i].steps; step++)
            figures_read(&compare->figures, compare->paths[i].through[step]->ref);
}

/* The first KPIs that there are can always be set side by side. */
static void set_example(struct request *request, struct problem *p)
{
    const struct resource *kpis = model_cube_subject()->ref;
    struct query query = {.resource = kpis, .sorted = true};
    struct projection *projection = NULL;
    struct store *store;
    struct path path;
    struct slice id;
    struct out out;
    size_t count = 0;
    bool more = true;
    if (snapshot_borrow(request->snapshot, &store, NULL) != STATUS_OK)
        return;
    out_open_memory(&out, 4096);
    out_text(&out, "/v1/compare?kpi=");
    enum status status = path_read(kpis, slice_of(kpis->columns[0].name), "compare", &path, NULL);
    if (status == STATUS_OK)
        status = projection_open(&projection, store, &query, &path, 1, 0, NULL);
    while (status == STATUS_OK && more && count < COMPARE_LEAST) {
        status = projection_next(projection, &id, &more, NULL);
        if (status != STATUS_OK || !more)
            break;
        out_text(&out, count++ > 0 ? "," : "");
        iri_segment(&out, id);
    }
    projection_close(projection);
    snapshot_return(request->snapshot, store);
    out_char(&out, '\0');
    bool whole = out_finish(&out, NULL) == STATUS_OK && count == COMPARE_LEAST;
    series_example(p);
    if (whole)
        problem_example(p, out.bytes);
    out_close(&out);
}

enum status handle_compare(struct request *request, struct reply *reply, struct problem *p)
{
    struct compare *compare = arena_alloc(&request->arena, sizeof *compare);
    if (!compare)
        return problem_memory(p);
    compare->figures.request = request;
    compare->figures.reply = reply;
    compare->figures.file = "compare";
    enum status status = read_parameters(compare, p);
    if (status == STATUS_OK)
        status = compare_paths(compare, p);
    if (status != STATUS_OK) {
        if (status_info(status)->exit == EXIT_USAGE && p && !p->example[0])
            set_example(request, p);
        return status;
    }
    struct slice parameters = canonical(compare, p);
    if (!parameters.at)
        return problem_memory(p);
    read_tables(compare);
    add_kpi_filter(&compare->query);
    arena_init(&compare->arena, COMPARE_MEMORY);
    status = figures_open(&compare->figures, slice_of("/v1/compare"), parameters, p);
    if (status == STATUS_OK && !reply->fresh)
        status = compare_read(compare, p);
    if (status == STATUS_OK && !reply->fresh)
        status = compare_write(compare, p);
    arena_free(&compare->arena);
    return figures_close(&compare->figures, status, p);
}
