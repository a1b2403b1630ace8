/* See service/derive.h. */
#include "hiraku/service/derive.h"

#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"

#include "derive_parts.h"

#include <inttypes.h>
#include <stdio.h>

enum { POINTS_MEMORY = 32 << 20, IDS_BYTES = 1 << 20 };

#define RUN                                                                                        \
    {.name = "value_type"}, {.name = "accumulation"}, {.name = "item"}, {.name = "segment"},       \
    {                                                                                              \
        .name = "area"                                                                             \
    }
const struct figure_column left_out_columns[LEFT_OUT_COLUMNS] = {RUN, {.name = "reason"}};
const struct figure_column derived_columns[DERIVED_COLUMNS] = {
    {.name = "period"},
    {.name = "starts"},
    {.name = "ends"},
    {.name = "fiscal_year", .kind = FIGURE_NUMBER},
    RUN,
    {.name = "value", .kind = FIGURE_NUMBER},
    {.name = "reason"},
    {.name = "missing"},
    {.name = "qualifier"},
    {.name = "gap", .kind = FIGURE_NUMBER, .place = FIGURE_IN_TREES},
    {.name = "derived", .kind = FIGURE_NUMBER},
    {.name = "formula"},
    {.name = "from", .kind = FIGURE_TEXTS},
    {.name = "unit_ja", .place = FIGURE_IN_TABLES},
    {.name = "unit_en", .place = FIGURE_IN_TABLES},
};

/* --- the question --- */

static enum status read_derivation(struct derive *derive, const struct parameter *parameter,
                                   struct problem *p)
{
    if (derivation_of(parameter->value, &derive->derivation))
        return STATUS_OK;
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    for (int i = 0; i < DERIVATIONS; i++)
        problem_allow(p, slice_of(derivation_name((enum derivation)i)));
    return STATUS_BAD_PARAMETER;
}

/* Whether the condition chooses a stretch of time. */
static bool is_stretch(const struct filter *filter)
{
    bool range = filter->comparison == COMPARISON_EQ ||
                 (filter->comparison >= COMPARISON_GT && filter->comparison <= COMPARISON_LE);
    for (int cell = POINT_PERIOD; cell <= POINT_FISCAL_YEAR; cell++)
        if (range && filter->steps == 0 && strcmp(filter->column->name, point_columns[cell]) == 0)
            return true;
    return false;
}

static enum status check_filters(const struct query *query, struct problem *p)
{
    struct slice wrong = query->words.len ? slice_of("q") : SLICE_NONE;
    for (size_t i = query->fixed; i < query->filter_count && !wrong.len; i++)
        if (!series_divides(&query->filters[i]) && !is_stretch(&query->filters[i]))
            wrong = query->filters[i].name;
    if (!wrong.len)
        return STATUS_OK;
    problem_set(p, STATUS_UNKNOWN_PARAMETER, wrong, SLICE_NONE, NULL);
    for (int cell = POINT_VALUE_TYPE; cell <= POINT_FISCAL_YEAR; cell++)
        problem_allow(p, slice_of(point_columns[cell]));
    return STATUS_UNKNOWN_PARAMETER;
}

enum status derive_parse(struct derive *derive, struct arena *arena,
                         const struct parameter *parameters, size_t count,
                         const struct parameter *derivation, struct problem *p)
{
    struct parameter *rest = arena_alloc(arena, (count + 1) * sizeof *rest);
    size_t others = 0;
    enum status status = read_derivation(derive, derivation, p);
    if (status != STATUS_OK)
        return status;
    if (!rest)
        return problem_memory(p);
    for (size_t i = 0; i < count; i++) {
        if (&parameters[i] == derivation)
            continue;
        if (slice_equal(parameters[i].name, derivation->name))
            return problem_set(p, STATUS_REPEATED_PARAMETER, derivation->name, parameters[i].value,
                               NULL);
        rest[others++] = parameters[i];
    }
    series_query(&derive->query, derive->subject);
    status = query_parse(
        &derive->query, arena, rest, others,
        (struct query_rules){.form = QUERY_FILTERS, .first_month = derive->first_month}, p);
    for (size_t i = 0; status == STATUS_UNKNOWN_PARAMETER && i < others; i++)
        if (p && slice_is(rest[i].name, p->subject) && query_is_option(rest[i].name))
            return problem_set(p, STATUS_EXCLUSIVE_PARAMETERS, rest[i].name, derivation->name,
                               NULL);
    if (status == STATUS_UNKNOWN_PARAMETER && derive->derivation == DERIVE_REVISION)
        problem_allow(p, slice_of("against"));
    series_set_order(&derive->query, series_order(derive->derivation));
    return status == STATUS_OK ? check_filters(&derive->query, p) : status;
}

struct slice derive_canonical(const struct derive *derive, struct arena *arena)
{
    struct query *query = arena_alloc(arena, sizeof *query);
    if (!query)
        return SLICE_NONE;
    *query = derive->query;
    query->sorted = false;
    struct slice rest = query_canonical(query, arena, SLICE_NONE);
    struct slice against = SLICE_NONE;
    if (derive->against > 0)
        against = arena_printf(arena, "against=%" PRIu64 "&", derive->against);
    return arena_printf(arena, "%.*sderive=%s%s%.*s", (int)against.len,
                        against.len ? against.at : "", derivation_name(derive->derivation),
                        rest.len ? "&" : "", (int)rest.len, rest.len ? rest.at : "");
}

void derive_inputs(const struct derive *derive, unsigned without, struct inputs *inputs)
{
    inputs_add_query(inputs, &derive->query);
    inputs_add_shown(inputs, model_cube_subject()->ref, without);
}

/* --- reading --- */

static enum status read_subject(struct derive *derive, const struct service *service,
                                unsigned without, struct problem *p)
{
    const struct resource *subjects = model_cube_subject()->ref;
    const struct row *row = &derive->about.row;
    view_init(&derive->about.view, subjects, without);
    enum status status = record_read(&derive->about, service->store, derive->subject, p);
    if (status == STATUS_OK && !derive->about.found)
        status = record_missing(service, subjects, derive->subject, p);
    if (status != STATUS_OK)
        return status;
    derive->series.nature = row_cell(row, subject_columns[SUBJECT_NATURE]);
    derive->series.step = series_step(row_cell(row, subject_columns[SUBJECT_FREQUENCY]));
    derive->unit[LANGUAGE_JA] = row_cell(row, subject_columns[SUBJECT_UNIT_JA]);
    derive->unit[LANGUAGE_EN] = row_cell(row, subject_columns[SUBJECT_UNIT_EN]);
    derivation_unit(derive->derivation, row_cell(row, subject_columns[SUBJECT_UNIT_CODE]),
                    derive->unit);
    return STATUS_OK;
}

static enum status refuse_derivation(const struct derive *derive, const struct service *service,
                                     const char *reason, struct problem *p)
{
    enum status status = STATUS_NOT_DERIVABLE_NATURE;
    if (strcmp(reason, "no_target") == 0)
        status = STATUS_NOT_DERIVABLE_TARGETS;
    else if (strcmp(reason, "stock") == 0 || strcmp(reason, "cumulative") == 0)
        status = STATUS_NOT_DERIVABLE_LEVELS;
    const struct column *nature =
        model_column(model_cube_subject()->ref, slice_of(subject_columns[SUBJECT_NATURE]));
    const struct code *code = nature ? column_code(nature, slice_of(reason)) : NULL;
    if (code && service->language != LANGUAGE_EN)
        reason = arena_printf(service->arena, "%s（%s）", code->title_ja, reason).at;
    problem_set(p, status, derive->subject, slice_of(derivation_name(derive->derivation)), reason);
    struct slice path = series_path(service->arena, derive->subject);
    problem_example(
        p, arena_printf(service->arena, "%.*s?derive=difference", (int)path.len, path.at).at);
    return status;
}

/* Refuses where there are runs and none is fit. */
static enum status check_runs(const struct derive *derive, const struct service *service,
                              struct problem *p)
{
    struct run run = {0, 0};
    const char *first = NULL;
    while (series_run(&derive->series, derive->derivation, &run)) {
        const char *reason = series_unfit(&derive->series, derive->derivation, &run);
        if (!reason)
            return STATUS_OK;
        first = first ? first : reason;
    }
    return first ? refuse_derivation(derive, service, first, p) : STATUS_OK;
}

enum status derive_read(struct derive *derive, const struct service *service, unsigned without,
                        struct problem *p)
{
    arena_init(&derive->arena, POINTS_MEMORY);
    derive->about.cursor = NULL;
    derive->series.first_month = service->instance->first_month;
    derive->series.points = derive->points =
        arena_alloc(&derive->arena, DERIVE_ROWS_MAX * sizeof *derive->points);
    if (!derive->points)
        return problem_memory(p);
    enum status status = read_subject(derive, service, without, p);
    if (status == STATUS_OK)
        status = derive_read_points(derive, service, p);
    return status == STATUS_OK ? check_runs(derive, service, p) : status;
}

void derive_close(struct derive *derive)
{
    record_close(&derive->about);
    arena_free(&derive->arena);
}

/* --- the result --- */

void derive_left_out(const struct derive *derive, figure_sink *sink, void *context)
{
    struct run run = {0, 0};
    while (series_run(&derive->series, derive->derivation, &run)) {
        const char *reason = series_unfit(&derive->series, derive->derivation, &run);
        const struct point *first = &derive->series.points[run.from];
        struct slice cells[LEFT_OUT_COLUMNS];
        if (!reason)
            continue;
        memcpy(cells, &first->cells[POINT_VALUE_TYPE], (LEFT_OUT_COLUMNS - 1) * sizeof *cells);
        if (derive->derivation == DERIVE_PROGRESS)
            cells[0] = SLICE_NONE;
        cells[LEFT_OUT_COLUMNS - 1] = slice_of(reason);
        sink(context, cells);
    }
}

/* Where derived figures go. */
struct derive_pass {
    const struct derive *derive;
    figure_sink *sink;
    void *context;
    struct out ids; /* of what one figure was made from, with spaces between them */
    bool gaps;
};

/* Why the first of what it was made from has no value. */
static struct slice missing_of(const struct derived_point *one)
{
    for (size_t i = 0; i < 2; i++)
        if (one->from[i] && one->from[i]->cells[POINT_MISSING].len > 0)
            return one->from[i]->cells[POINT_MISSING];
    return SLICE_NONE;
}

static void add_id(struct out *ids, const struct point *point)
{
    if (point && ids->len > 0)
        out_char(ids, ' ');
    if (point)
        out_slice(ids, point->cells[POINT_ID]);
}

static const char *qualifier_of(const struct derived_point *one)
{
    if (one->value.len == 0)
        return "";
    return one->inexact ? "approximate" : "exact";
}

static enum status give_derived(void *context, const struct derived_point *one, struct problem *p)
{
    struct derive_pass *pass = context;
    const struct derive *derive = pass->derive;
    struct slice cells[DERIVED_COLUMNS];
    struct place_text place;
    if (one->gap && !pass->gaps)
        return STATUS_OK;
    out_reset(&pass->ids);
    for (const struct point *from = one->all; from && from <= one->at; from++)
        add_id(&pass->ids, from);
    for (size_t i = 0; i < 2 && !one->all; i++)
        add_id(&pass->ids, one->from[i]);
    if (pass->ids.error != STATUS_OK)
        return out_finish(&pass->ids, p);
    place_cells(&place, one->at, one->gap, derive->derivation != DERIVE_PROGRESS,
                derive->series.first_month, cells);
    const struct slice rest[] = {
        one->value,
        slice_of(one->reason),
        missing_of(one),
        slice_of(qualifier_of(one)),
        slice_of(one->gap ? "true" : "false"),
        slice_of("true"),
        one->formula,
        out_written(&pass->ids),
        derive->unit[LANGUAGE_JA],
        derive->unit[LANGUAGE_EN],
    };
    memcpy(cells + PLACE_COLUMNS, rest, sizeof rest);
    pass->sink(pass->context, cells);
    return STATUS_OK;
}

enum status derive_rows(const struct derive *derive, bool gaps, figure_sink *sink, void *context,
                        struct problem *p)
{
    struct derive_pass pass = {.derive = derive, .sink = sink, .context = context, .gaps = gaps};
    struct run run = {0, 0};
    enum status status = STATUS_OK;
    out_open_memory(&pass.ids, IDS_BYTES);
    while (status == STATUS_OK && series_run(&derive->series, derive->derivation, &run))
        if (!series_unfit(&derive->series, derive->derivation, &run))
            status =
                series_derive(&derive->series, derive->derivation, &run, give_derived, &pass, p);
    out_close(&pass.ids);
    return status;
}
