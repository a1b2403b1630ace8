/* See service/search.h. */
#include "hiraku/service/search.h"

#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/search.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/iri.h"

enum { WORDS_MAX = 256, CANONICAL_BYTES = 8192, SCRATCH_MAX = 16 << 20 };

const struct figure_column search_columns[SEARCH_COLUMNS] = {
    {.name = "table"},    {.name = "id"},       {.name = "url"},
    {.name = "title_ja"}, {.name = "title_en"}, {.name = "snippet"},
};

static enum status search_read_words(struct search *search, struct arena *arena,
                                     const struct parameter *parameter, struct problem *p)
{
    bool too_many = true;
    search->words = text_trim(parameter->value);
    if (search->words.len <= WORDS_MAX) {
        search->match = search_match(arena, search->words, &too_many);
        if (!search->match.at)
            return problem_memory(p);
    }
    return search->match.len && !too_many
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_WORDS, parameter->name, parameter->value, NULL);
}

static enum status search_read_limit(struct search *search, const struct parameter *parameter,
                                     struct problem *p)
{
    int64_t limit;
    if (!decimal_parse_int(parameter->value, 1, SEARCH_LIMIT_MAX, &limit)) {
        problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
        problem_allow(p, slice_of("1–100"));
        return STATUS_BAD_PARAMETER;
    }
    search->limit = (size_t)limit;
    return STATUS_OK;
}

static enum status refuse_parameter(const struct parameter *parameter, struct problem *p)
{
    struct slice option = query_nearest_option(NULL, parameter->name, QUERY_PAGES);
    problem_set(p, STATUS_UNKNOWN_PARAMETER, parameter->name, SLICE_NONE, NULL);
    if (slice_is(option, "q") || slice_is(option, "limit"))
        problem_nearest(p, option);
    problem_allow(p, slice_of("q"));
    problem_allow(p, slice_of("limit"));
    return STATUS_UNKNOWN_PARAMETER;
}

static enum status read_parameter(struct search *search, struct arena *arena,
                                  const struct parameter *parameters, size_t at, struct problem *p)
{
    const struct parameter *parameter = &parameters[at];
    for (size_t i = 0; i < at; i++)
        if (slice_equal(parameters[i].name, parameter->name))
            return problem_set(p, STATUS_REPEATED_PARAMETER, parameter->name, parameter->value,
                               NULL);
    if (slice_is(parameter->name, "q"))
        return search_read_words(search, arena, parameter, p);
    if (slice_is(parameter->name, "limit"))
        return search_read_limit(search, parameter, p);
    return refuse_parameter(parameter, p);
}

enum status search_parse(struct search *search, struct arena *arena,
                         const struct parameter *parameters, size_t count, struct problem *p)
{
    search->limit = SEARCH_LIMIT;
    for (size_t i = 0; i < count; i++) {
        enum status status = read_parameter(search, arena, parameters, i, p);
        if (status != STATUS_OK)
            return status;
    }
    return search->words.len
               ? STATUS_OK
               : problem_set(p, STATUS_MISSING_PARAMETER, slice_of("q"), SLICE_NONE, NULL);
}

struct slice search_canonical(const struct search *search, struct arena *arena)
{
    struct out out;
    out_open_memory(&out, CANONICAL_BYTES);
    if (search->limit != SEARCH_LIMIT) {
        out_text(&out, "limit=");
        out_int(&out, (int64_t)search->limit);
        out_char(&out, '&');
    }
    out_text(&out, "q=");
    iri_segment(&out, search->words);
    return out_keep(&out, arena);
}

void search_inputs(struct inputs *inputs)
{
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_is_searchable(model_resources[i]))
            inputs_add(inputs, model_resources[i]);
}

enum status search_find(struct search *search, const struct service *service, struct problem *p)
{
    enum status status = store_search(service->store, search->match, service->arena, search->limit,
                                      &search->found, p);
    search->total = 0;
    for (size_t i = 0; status == STATUS_OK && i < search->found.table_count; i++)
        search->total += search->found.counts[i].rows;
    return status;
}

static void hit_cells(const struct search *search, const struct service *service,
                      const struct stored_record *record, struct arena *scratch,
                      struct slice cells[SEARCH_COLUMNS])
{
    const struct resource *table = record->view.resource;
    const struct row *row = &record->row;
    struct slice path = record_path(scratch, table, row->cells[0]);
    const struct slice hit[SEARCH_COLUMNS] = {
        slice_of(table->name),
        row->cells[0],
        arena_printf(scratch, "%s%.*s", service->instance->base_url, (int)path.len, path.at),
        record_title(row, "ja"),
        record_title(row, "en"),
        record_snippet(row, search->words, scratch)};
    memcpy(cells, hit, sizeof hit);
}

enum status search_rows(const struct search *search, const struct service *service,
                        figure_sink *sink, void *context, struct problem *p)
{
    struct stored_record record;
    struct slice cells[SEARCH_COLUMNS];
    struct arena scratch; /* of one hit */
    enum status status = STATUS_OK;
    arena_init(&scratch, SCRATCH_MAX);
    for (size_t i = 0; i < search->found.hit_count && status == STATUS_OK; i++) {
        view_init(&record.view, search->found.hits[i].resource, COL_HIDDEN | COL_LOOKUP);
        status = record_read(&record, service->store, search->found.hits[i].id, p);
        if (status == STATUS_OK && record.found)
            hit_cells(search, service, &record, &scratch, cells);
        if (arena_overflowed(&scratch))
            status = problem_memory(p);
        else if (status == STATUS_OK && record.found)
            sink(context, cells);
        record_close(&record);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return status;
}
