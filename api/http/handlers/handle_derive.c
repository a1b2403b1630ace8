/* GET /v1/kpis/{kpi}/series?derive=…: figures computed of a KPI's values, each with its formula and
 * the ids of what it was made from. They are no observations and appear in no other format.
 *
 * How they are computed is api/model/series_derive.c. */
#include "hiraku/http/handlers/series.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/json_text.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/http/handlers/record.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/reply.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/view.h"
#include "hiraku/store/cursor.h"

#include "figures.h"
#include "member.h"

#include <stdio.h>

enum { ROWS_MAX = 10000, CUMULATIVE_ROWS_MAX = 500, POINTS_MEMORY = 32 << 20 };

struct derive {
    struct figures figures;
    struct query query;
    enum derivation derivation;
    struct arena arena; /* holds points, their cells and the KPI's */
    struct point *points;
    struct series series;
    struct slice unit_ja, unit_en;
    struct out head; /* the members `kpi` and `left_out` */
};

/* --- what is asked for --- */

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

/* A figure is made from its neighbours: what a condition left out between them would look like a
 * gap in the data. Whole runs and stretches of time can be chosen. */
static enum status check_filters(const struct derive *derive, struct problem *p)
{
    const struct query *query = &derive->query;
    struct slice wrong = query->words.len ? slice_of("q") : (struct slice){NULL, 0};
    for (size_t i = query->fixed; i < query->filter_count && !wrong.len; i++)
        if (!series_divides(&query->filters[i]) && !is_stretch(&query->filters[i]))
            wrong = query->filters[i].name;
    if (!wrong.len)
        return STATUS_OK;
    problem_set(p, STATUS_UNKNOWN_PARAMETER, wrong, (struct slice){NULL, 0}, NULL);
    for (int cell = POINT_VALUE_TYPE; cell <= POINT_FISCAL_YEAR; cell++)
        problem_allow(p, slice_of(point_columns[cell]));
    return STATUS_UNKNOWN_PARAMETER;
}

static enum status read_filters(struct derive *derive, const struct parameter *given,
                                struct problem *p)
{
    struct request *request = derive->figures.request;
    struct parameter *rest =
        arena_alloc(&request->arena, (request->parameter_count + 1) * sizeof *rest);
    size_t count = 0;
    if (!rest)
        return problem_memory(p);
    for (size_t i = 0; i < request->parameter_count; i++) {
        if (&request->parameters[i] == given)
            continue;
        if (slice_equal(request->parameters[i].name, given->name))
            return problem_set(p, STATUS_REPEATED_PARAMETER, given->name,
                               request->parameters[i].value, NULL);
        rest[count++] = request->parameters[i];
    }
    int first_month = snapshot_instance(request->snapshot)->first_month;
    enum status status =
        query_parse(&derive->query, &request->arena, rest, count, QUERY_FILTERS, first_month, p);
    for (size_t i = 0; status == STATUS_UNKNOWN_PARAMETER && i < count; i++)
        if (p && slice_is(rest[i].name, p->subject) && query_is_option(rest[i].name))
            return problem_set(p, STATUS_EXCLUSIVE_PARAMETERS, rest[i].name, given->name, NULL);
    series_set_order(&derive->query, series_order(derive->derivation));
    return status == STATUS_OK ? check_filters(derive, p) : status;
}

static enum status check_form(const struct request *request, struct problem *p)
{
    if (strcmp(request->form.name, "json") == 0 || strcmp(request->form.name, "csv") == 0)
        return STATUS_OK;
    problem_set(p, STATUS_NOT_ACCEPTABLE, request->path, slice_of(request->form.name), NULL);
    problem_allow(p, slice_of("application/json"));
    problem_allow(p, slice_of("text/csv"));
    return STATUS_NOT_ACCEPTABLE;
}

/* --- the KPI --- */

/* Yearly changes and progress are percentages; the difference of two percentages is points. */
static void set_unit(struct derive *derive, const struct row *kpi)
{
    bool percent = slice_is(row_cell(kpi, "unit_code"), "PERCENT");
    if (derive->derivation == DERIVE_YOY || derive->derivation == DERIVE_PROGRESS) {
        derive->unit_ja = derive->unit_en = slice_of("%");
    } else if (derive->derivation == DERIVE_DIFFERENCE && percent) {
        derive->unit_ja = slice_of("ポイント");
        derive->unit_en = slice_of("percentage points");
    } else {
        derive->unit_ja = arena_copy(&derive->arena, row_cell(kpi, "unit_ja"));
        derive->unit_en = arena_copy(&derive->arena, row_cell(kpi, "unit_en"));
    }
}

static void take_kpi(struct derive *derive, const struct row *kpi)
{
    struct emit emit = {.out = &derive->head,
                        .instance = snapshot_instance(derive->figures.request->snapshot),
                        .view = kpi->view,
                        .shape = SHAPE_RECORD};
    derive->series.nature = arena_copy(&derive->arena, row_cell(kpi, "nature"));
    derive->series.step = series_step(row_cell(kpi, "frequency"));
    set_unit(derive, kpi);
    json_key(&derive->head, false, model_cube_subject()->name);
    writer_json.row(&emit, kpi);
}

static enum status read_kpi(struct derive *derive, struct problem *p)
{
    const struct resource *kpis = model_cube_subject()->ref;
    struct request *request = derive->figures.request;
    struct query *query = arena_alloc(&request->arena, sizeof *query);
    struct cursor *cursor = NULL;
    struct view view;
    struct row row;
    bool found = false;
    if (!query)
        return problem_memory(p);
    query_record(query, kpis, request->id);
    view_init(&view, kpis, writer_json.without);
    enum status status = store_select(derive->figures.store, query, &view, &cursor, p);
    if (status == STATUS_OK)
        status = cursor_next(cursor, &row, &found, p);
    if (status == STATUS_OK && found)
        take_kpi(derive, &row);
    cursor_close(cursor);
    return status == STATUS_OK && !found
               ? record_missing(request, derive->figures.store, kpis, request->id, p)
               : status;
}

/* --- its values --- */

static enum status too_many(const struct derive *derive, size_t most, struct problem *p)
{
    char text[16], name[32];
    snprintf(text, sizeof text, "%zu", most);
    snprintf(name, sizeof name, "derive=%s", derivation_name(derive->derivation));
    return problem_set(p, STATUS_TOO_MANY_ROWS, slice_of(name), slice_of(text), NULL);
}

static enum status keep_point(struct derive *derive, const struct slice *cells, struct problem *p)
{
    struct slice kept[POINT_CELLS];
    size_t most = derive->derivation == DERIVE_CUMULATIVE ? CUMULATIVE_ROWS_MAX : ROWS_MAX;
    if (derive->series.count == most)
        return too_many(derive, most, p);
    for (size_t i = 0; i < POINT_CELLS; i++)
        kept[i] = arena_copy(&derive->arena, cells[i]);
    if (arena_overflowed(&derive->arena))
        return problem_memory(p);
    point_read(&derive->points[derive->series.count++], kept, derive->series.first_month);
    return STATUS_OK;
}

static enum status read_points(struct derive *derive, struct problem *p)
{
    struct path paths[POINT_CELLS];
    struct slice cells[POINT_CELLS];
    struct projection *projection = NULL;
    bool more = true;
    derive->points = arena_alloc(&derive->arena, ROWS_MAX * sizeof *derive->points);
    if (!derive->points)
        return problem_memory(p);
    derive->series.points = derive->points;
    enum status status = series_paths(paths, p);
    if (status == STATUS_OK)
        status = projection_open(&projection, derive->figures.store, &derive->query, paths,
                                 POINT_CELLS, 0, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = keep_point(derive, cells, p);
    }
    projection_close(projection);
    return status;
}

/* --- one derived figure --- */

/* Why the first of what it was made from has no value. */
static struct slice missing_of(const struct derived_point *one)
{
    for (size_t i = 0; i < 2; i++)
        if (one->from[i] && one->from[i]->cells[POINT_MISSING].len > 0)
            return one->from[i]->cells[POINT_MISSING];
    return (struct slice){NULL, 0};
}

static void put_ids(struct out *out, const struct derived_point *one, bool csv)
{
    bool first = true;
    const struct point *from = one->all ? one->all : one->at;
    for (; from <= one->at && one->all; from++) {
        if (!first)
            out_char(out, csv ? ' ' : ',');
        if (csv)
            out_slice(out, from->cells[POINT_ID]);
        else
            json_quote(out, from->cells[POINT_ID]);
        first = false;
    }
    for (size_t i = 0; i < 2 && !one->all; i++) {
        if (!one->from[i])
            continue;
        if (!first)
            out_char(out, csv ? ' ' : ',');
        if (csv)
            out_slice(out, one->from[i]->cells[POINT_ID]);
        else
            json_quote(out, one->from[i]->cells[POINT_ID]);
        first = false;
    }
}

static const char *qualifier_of(const struct derived_point *one)
{
    if (one->value.len == 0)
        return "";
    return one->inexact ? "approximate" : "exact";
}

static void put_json(struct derive *derive, const struct derived_point *one)
{
    struct out *out = &derive->figures.items;
    out_text(out, derive->figures.total > 0 ? ",\n{" : "\n{");
    series_members(out, one->at, one->gap, derive->derivation != DERIVE_PROGRESS,
                   derive->series.first_month);
    member_number(out, false, "value", one->value);
    member_text(out, false, "reason", slice_of(one->reason));
    member_text(out, false, "missing", missing_of(one));
    member_text(out, false, "qualifier", slice_of(qualifier_of(one)));
    out_text(out, one->gap ? ",\"gap\":true" : ",\"gap\":false");
    out_text(out, ",\"derived\":true");
    member_text(out, false, "formula", one->formula);
    json_key(out, false, "from");
    out_char(out, '[');
    put_ids(out, one, false);
    out_text(out, "]}");
}

static enum status put_csv(struct derive *derive, const struct derived_point *one,
                           struct problem *p)
{
    static const enum point_cell cells[] = {POINT_PERIOD,      POINT_STARTS,     POINT_ENDS,
                                            POINT_FISCAL_YEAR, POINT_VALUE_TYPE, POINT_ACCUMULATION,
                                            POINT_ITEM,        POINT_SEGMENT,    POINT_AREA};
    struct out *out = &derive->figures.items;
    struct out ids;
    out_open_memory(&ids, 1 << 20);
    put_ids(&ids, one, true);
    enum status status = out_finish(&ids, p);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        bool untyped = cells[i] == POINT_VALUE_TYPE && derive->derivation == DERIVE_PROGRESS;
        csv_cell(out, i == 0, untyped ? (struct slice){NULL, 0} : one->at->cells[cells[i]]);
    }
    const struct slice rest[] = {
        one->value,       slice_of(one->reason), missing_of(one),   slice_of(qualifier_of(one)),
        slice_of("true"), one->formula,          out_written(&ids), derive->unit_ja,
        derive->unit_en};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        csv_cell(out, false, rest[i]);
    csv_end(out);
    out_close(&ids);
    return status;
}

static enum status put_derived(void *context, const struct derived_point *one, struct problem *p)
{
    struct derive *derive = context;
    enum status status = STATUS_OK;
    if (derive->figures.csv && one->gap)
        return STATUS_OK;
    if (derive->figures.csv)
        status = put_csv(derive, one, p);
    else
        put_json(derive, one);
    derive->figures.total++;
    return status;
}

/* --- the answer --- */

static enum status unfit(const struct derive *derive, const char *reason, struct problem *p)
{
    struct request *request = derive->figures.request;
    enum status status = STATUS_NOT_DERIVABLE_NATURE;
    if (strcmp(reason, "no_target") == 0)
        status = STATUS_NOT_DERIVABLE_TARGETS;
    else if (strcmp(reason, "stock") == 0 || strcmp(reason, "cumulative") == 0)
        status = STATUS_NOT_DERIVABLE_LEVELS;
    const struct column *nature = model_column(model_cube_subject()->ref, slice_of("nature"));
    const struct code *code = nature ? column_code(nature, slice_of(reason)) : NULL;
    if (code && request->language != LANGUAGE_EN)
        reason = arena_printf(&request->arena, "%s（%s）", code->title_ja, reason).at;
    problem_set(p, status, request->id, slice_of(derivation_name(derive->derivation)), reason);
    struct slice path = series_path(request);
    problem_example(
        p, arena_printf(&request->arena, "%.*s?derive=difference", (int)path.len, path.at).at);
    return status;
}

static void put_left_out(struct derive *derive, const struct run *run, const char *reason,
                         size_t number)
{
    struct out *out = &derive->head;
    const struct point *first = &derive->series.points[run->from];
    bool typed = derive->derivation != DERIVE_PROGRESS;
    out_text(out, number > 0 ? ",{" : "{");
    for (int i = POINT_VALUE_TYPE; i <= POINT_AREA; i++)
        member_text(out, i == POINT_VALUE_TYPE, point_columns[i],
                    typed || i != POINT_VALUE_TYPE ? first->cells[i] : (struct slice){NULL, 0});
    member_text(out, false, "reason", slice_of(reason));
    out_char(out, '}');
}

static enum status derive_runs(struct derive *derive, struct problem *p)
{
    struct run run = {0, 0};
    size_t left_out = 0, fit = 0;
    const char *reason = NULL;
    enum status status = STATUS_OK;
    json_key(&derive->head, false, "left_out");
    out_char(&derive->head, '[');
    while (status == STATUS_OK && series_run(&derive->series, derive->derivation, &run)) {
        const char *why = series_unfit(&derive->series, derive->derivation, &run);
        if (why) {
            reason = reason ? reason : why;
            put_left_out(derive, &run, why, left_out++);
            continue;
        }
        fit++;
        status = series_derive(&derive->series, derive->derivation, &run, put_derived, derive, p);
    }
    out_char(&derive->head, ']');
    if (status == STATUS_OK && fit == 0 && reason)
        status = unfit(derive, reason, p);
    return status;
}

static void write_header(struct out *out)
{
    static const char *const names[] = {
        "period",    "starts",  "ends",    "fiscal_year", "value_type", "accumulation",
        "item",      "segment", "area",    "value",       "reason",     "missing",
        "qualifier", "derived", "formula", "from",        "unit_ja",    "unit_en"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        csv_cell(out, i == 0, slice_of(names[i]));
    csv_end(out);
}

static enum status answer(struct derive *derive, struct problem *p)
{
    enum status status = read_kpi(derive, p);
    if (status == STATUS_OK)
        status = read_points(derive, p);
    if (status == STATUS_OK)
        status = derive_runs(derive, p);
    if (status == STATUS_OK)
        status = out_finish(&derive->head, p);
    if (status != STATUS_OK)
        return status;
    struct out *out = figures_begin(&derive->figures);
    if (derive->figures.csv) {
        write_header(out);
    } else {
        member_text(out, false, "derive", slice_of(derivation_name(derive->derivation)));
        member_text(out, false, "unit_ja", derive->unit_ja);
        member_text(out, false, "unit_en", derive->unit_en);
        out_slice(out, out_written(&derive->head));
    }
    return figures_end(&derive->figures, p);
}

static void set_tables(struct derive *derive)
{
    const struct resource *tables[REQUEST_TABLES_MAX];
    size_t count = reply_tables(model_cube_subject()->ref, &writer_json, tables);
    figures_read_query(&derive->figures, &derive->query);
    for (size_t i = 0; i < count; i++)
        figures_read(&derive->figures, tables[i]);
}

enum status derive_answer(struct request *request, const struct parameter *parameter,
                          struct reply *reply, struct problem *p)
{
    struct derive *derive = arena_alloc(&request->arena, sizeof *derive);
    if (!derive)
        return problem_memory(p);
    derive->figures.request = request;
    derive->figures.reply = reply;
    derive->figures.file = "series-derived";
    derive->series.first_month = snapshot_instance(request->snapshot)->first_month;
    series_query(&derive->query, request);
    enum status status = check_form(request, p);
    if (status == STATUS_OK)
        status = read_derivation(derive, parameter, p);
    if (status == STATUS_OK)
        status = read_filters(derive, parameter, p);
    if (status != STATUS_OK)
        return status;
    struct query *canonical = arena_alloc(&request->arena, sizeof *canonical);
    if (!canonical)
        return problem_memory(p);
    *canonical = derive->query;
    canonical->sorted = false;
    struct slice rest = query_canonical(canonical, &request->arena, (struct slice){NULL, 0});
    struct slice parameters =
        arena_printf(&request->arena, "derive=%s%s%.*s", derivation_name(derive->derivation),
                     rest.len ? "&" : "", (int)rest.len, rest.len ? rest.at : "");
    set_tables(derive);
    arena_init(&derive->arena, POINTS_MEMORY);
    out_open_memory(&derive->head, 1 << 22);
    status = figures_open(&derive->figures, series_path(request), parameters, p);
    if (status == STATUS_OK && !reply->fresh)
        status = answer(derive, p);
    out_close(&derive->head);
    arena_free(&derive->arena);
    return figures_close(&derive->figures, status, p);
}
