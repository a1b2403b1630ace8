/* The question of a comparison (service/compare.h). */
#include "hiraku/service/compare.h"

#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum { NAME_MAX_BYTES = 500, CANONICAL_BYTES = 1 << 16, EXAMPLE_BYTES = 4096 };

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
    size_t least = compare->choosing ? 1 : COMPARE_LEAST;
    return list.len > 0 && count >= least && count <= COMPARE_MOST
               ? STATUS_OK
               : how_many("kpi", list.len > 0 ? count : 0, p);
}

static enum status read_name(struct compare *compare, struct arena *arena, struct slice value,
                             struct problem *p)
{
    struct slice name = text_trim(value);
    if (name.len == 0 || name.len > NAME_MAX_BYTES)
        return problem_set(p, STATUS_BAD_PARAMETER, slice_of("name"), value, NULL);
    compare->name = text_nfkc(arena, name);
    return compare->name.at ? STATUS_OK : problem_memory(p);
}

/* Conditions on the figures, and last the subject, which changes from one to the next. */
static enum status compare_parse_read_filters(struct compare *compare, struct arena *arena,
                                              const struct parameter *rest, size_t count,
                                              int first_month, struct problem *p)
{
    static const char *const order[] = {"starts", "ends", NULL};
    struct query *query = &compare->query;
    query->resource = model_cube();
    enum status status =
        query_parse(query, arena, rest, count,
                    (struct query_rules){.form = QUERY_FILTERS, .first_month = first_month}, p);
    if (status == STATUS_UNKNOWN_PARAMETER)
        problem_allow(p, slice_of("name"));
    if (status != STATUS_OK)
        return status;
    if (query->filter_count == QUERY_FILTERS_MAX)
        return problem_set(p, STATUS_BAD_PARAMETER, rest[count - 1].name, rest[count - 1].value,
                           NULL);
    query->filters[query->filter_count++] =
        (struct filter){.column = model_cube_subject(), .comparison = COMPARISON_EQ};
    series_set_order(query, order);
    return STATUS_OK;
}

static enum status read_paths(struct compare *compare, struct problem *p)
{
    const struct resource *subjects = model_cube_subject()->ref;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < SUBJECT_CELLS && status == STATUS_OK; i++)
        status =
            path_read(subjects, slice_of(subject_columns[i]), "compare", &compare->paths[i], p);
    return status;
}

enum status compare_parse(struct compare *compare, struct arena *arena,
                          const struct parameter *parameters, size_t count, int first_month,
                          struct problem *p)
{
    const struct query_lists lists = {model_cube(), QUERY_FILTERS, NULL};
    const struct parameter *kpi = NULL, *name = NULL;
    size_t others = 0;
    struct parameter *rest = arena_alloc(arena, (count + 1) * sizeof *rest);
    if (!rest)
        return problem_memory(p);
    enum status status = query_join(arena, &lists, &parameters, &count, p);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct parameter *one = &parameters[i];
        bool is_kpi = slice_is(one->name, "kpi");
        const struct parameter **own = is_kpi ? &kpi : &name;
        if (!is_kpi && !slice_is(one->name, "name"))
            rest[others++] = *one;
        else if (*own)
            return problem_set(p, STATUS_REPEATED_PARAMETER, one->name, one->value, NULL);
        else
            *own = one;
    }
    if (status == STATUS_OK)
        status = compare_parse_read_filters(compare, arena, rest, others, first_month, p);
    if (status != STATUS_OK)
        return status;
    if (kpi && name)
        return problem_set(p, STATUS_EXCLUSIVE_PARAMETERS, slice_of("name"), slice_of("kpi"), NULL);
    if (!kpi && !name)
        return compare->choosing ? STATUS_OK : how_many("kpi / name", 0, p);
    status = kpi ? read_ids(compare, kpi->value, p) : read_name(compare, arena, name->value, p);
    return status == STATUS_OK ? read_paths(compare, p) : status;
}

/* The ids stay in the order in which they were given: it is the order of the items. */
struct slice compare_canonical(const struct compare *compare, struct arena *arena,
                               struct problem *p)
{
    struct slice text = {NULL, 0};
    struct out out;
    struct query *query = arena_alloc(arena, sizeof *query);
    if (!query) {
        problem_memory(p);
        return text;
    }
    *query = compare->query;
    query->sorted = false;
    query->filter_count--;
    struct slice rest = query_canonical(query, arena, SLICE_NONE);
    out_open_memory(&out, CANONICAL_BYTES);
    if (compare->name.len > 0 || compare->id_count > 0)
        out_text(&out, compare->name.len > 0 ? "name=" : "kpi=");
    iri_segment(&out, compare->name);
    for (size_t i = 0; i < compare->id_count; i++) {
        out_text(&out, i > 0 ? "," : "");
        iri_segment(&out, compare->ids[i]);
    }
    if (rest.len > 0 && out.len > 0)
        out_char(&out, '&');
    out_slice(&out, rest);
    if (out_finish(&out, p) == STATUS_OK)
        text = arena_copy(arena, out_written(&out));
    out_close(&out);
    return text;
}

void compare_inputs(const struct compare *compare, struct inputs *inputs)
{
    inputs_add_query(inputs, &compare->query);
    inputs_add(inputs, model_cube_subject()->ref);
    inputs_add_paths(inputs, compare->paths, SUBJECT_CELLS);
}

void compare_example(const struct service *service, struct problem *p)
{
    const struct resource *subjects = model_cube_subject()->ref;
    struct query query = {.resource = subjects, .sorted = true};
    struct projection *projection = NULL;
    struct path path;
    struct slice id;
    struct out out;
    size_t count = 0;
    bool more = true;
    out_open_memory(&out, EXAMPLE_BYTES);
    out_text(&out, "/v1/compare?kpi=");
    enum status status =
        path_read(subjects, slice_of(subject_columns[SUBJECT_ID]), "compare", &path, NULL);
    if (status == STATUS_OK)
        status = projection_open(&projection, service->store, &query,
                                 (struct projected){&path, 1, 0}, NULL);
    while (status == STATUS_OK && more && count < COMPARE_LEAST) {
        status = projection_next(projection, &id, &more, NULL);
        if (status != STATUS_OK || !more)
            break;
        out_text(&out, count++ > 0 ? "," : "");
        iri_segment(&out, id);
    }
    projection_close(projection);
    series_example_take(&out, count == COMPARE_LEAST, p);
}
