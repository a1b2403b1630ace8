/* See service/compare.h: reading what is compared, by ids or by one name; the question is
 * compare_parse.c, the result compare_result.c. */
#include "hiraku/service/compare.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

enum {
    COMPARE_ROWS_MAX = 10000,
    COMPARE_MEMORY = 32 << 20,
    EXAMPLE_MAX = 480,
    EXAMPLE_BYTES = 1 << 14,
    NAME_SHOWN = 120
};

/* --- subjects --- */

static enum status not_comparable(const struct compare *compare, size_t found, struct problem *p)
{
    char text[24];
    bool many = found > COMPARE_MOST;
    snprintf(text, sizeof text, "%s%zu", many ? ">" : "", many ? (size_t)COMPARE_MOST : found);
    bool named = compare->name.len > 0;
    problem_set(p, STATUS_NOT_COMPARABLE, named ? compare->name : slice_of("kpi"), slice_of(text),
                NULL);
    series_example(p);
    return STATUS_NOT_COMPARABLE;
}

static enum status keep_subject(struct compare *compare, const struct slice *cells,
                                struct problem *p)
{
    struct compared *subject = &compare->subjects[compare->count++];
    for (size_t i = 0; i < SUBJECT_CELLS; i++)
        subject->cells[i] = arena_copy(&compare->arena, cells[i]);
    subject->comparand =
        (struct comparand){.unit = subject->cells[SUBJECT_UNIT_JA],
                           .unit_multiplier = subject->cells[SUBJECT_UNIT_MULTIPLIER],
                           .counting = subject->cells[SUBJECT_COUNTING],
                           .nature = subject->cells[SUBJECT_NATURE],
                           .definition = subject->cells[SUBJECT_DEFINITION_JA],
                           .question = subject->cells[SUBJECT_QUESTION_JA],
                           .population = subject->cells[SUBJECT_POPULATION_JA]};
    return arena_overflowed(&compare->arena) ? problem_memory(p) : STATUS_OK;
}

/* Subjects with this value in `column`, by id. */
static enum status find_subjects(struct compare *compare, const struct service *service,
                                 const struct column *column, struct slice value, struct problem *p)
{
    struct query query = {.resource = model_cube_subject()->ref, .sorted = true, .filter_count = 1};
    struct slice cells[SUBJECT_CELLS];
    struct projection *projection;
    bool more = true;
    query.filters[0].column = column;
    query.filters[0].value = value;
    enum status status = projection_open(&projection, service->store, &query,
                                         (struct projected){compare->paths, SUBJECT_CELLS, 0}, p);
    while (status == STATUS_OK) {
        status = projection_next(projection, cells, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = compare->count == COMPARE_MOST ? not_comparable(compare, COMPARE_MOST + 1, p)
                                                : keep_subject(compare, cells, p);
    }
    projection_close(projection);
    return status;
}

static enum status find_ids(struct compare *compare, const struct service *service,
                            struct problem *p)
{
    const struct resource *subjects = model_cube_subject()->ref;
    for (size_t i = 0; i < compare->id_count; i++) {
        enum status status = find_subjects(compare, service, subjects->columns, compare->ids[i], p);
        if (status == STATUS_OK && compare->count == i)
            status = record_missing(service, subjects, compare->ids[i], p);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status no_such_name(const struct compare *compare, const struct column *label,
                                struct problem *p)
{
    struct out out;
    problem_set(p, STATUS_NOT_FOUND, compare->name, SLICE_NONE, NULL);
    out_open_memory(&out, EXAMPLE_BYTES);
    out_text(&out, "/v1/");
    out_text(&out, model_cube_subject()->ref->name);
    out_char(&out, '?');
    out_text(&out, label->name);
    out_text(&out, "__contains=");
    iri_segment(&out, utf8_cut(compare->name, NAME_SHOWN));
    series_example_take(&out, true, p);
    return STATUS_NOT_FOUND;
}

static enum status find_name(struct compare *compare, const struct service *service,
                             struct problem *p)
{
    const struct column *label = NULL;
    for (const struct column *column = model_cube_subject()->ref->columns;
         column->name && compare->count == 0; column++) {
        if (!(column->flags & COL_LABEL))
            continue;
        enum status status = find_subjects(compare, service, column, compare->name, p);
        if (status != STATUS_OK)
            return status;
        label = label ? label : column;
    }
    if (compare->count == 0 && label)
        return no_such_name(compare, label, p);
    return compare->count < COMPARE_LEAST ? not_comparable(compare, compare->count, p) : STATUS_OK;
}

/* --- figures --- */

/* The example is the same subjects at one time. */
static enum status too_many_rows(const struct compare *compare, struct problem *p)
{
    char text[16];
    struct out out;
    snprintf(text, sizeof text, "%d", COMPARE_ROWS_MAX);
    problem_set(p, STATUS_TOO_MANY_ROWS, slice_of("compare"), slice_of(text), NULL);
    out_open_memory(&out, EXAMPLE_BYTES);
    out_text(&out, "/v1/compare?kpi=");
    for (size_t i = 0; i < compare->count; i++) {
        out_text(&out, i > 0 ? "," : "");
        iri_segment(&out, compare->subjects[i].cells[SUBJECT_ID]);
    }
    out_text(&out, "&period=");
    iri_segment(&out, compare->points[0].cells[POINT_PERIOD]);
    series_example_take(&out, out.len < EXAMPLE_MAX, p);
    return STATUS_TOO_MANY_ROWS;
}

/* Of whom figures are read. */
struct compare_pass {
    struct compare *compare;
    struct compared *subject;
    int first_month;
};

static enum status compare_keep_point(void *context, const struct slice *cells, struct problem *p)
{
    struct compare_pass *pass = context;
    struct compare *compare = pass->compare;
    if (compare->point_count == COMPARE_ROWS_MAX)
        return too_many_rows(compare, p);
    struct point *point = &compare->points[compare->point_count];
    enum status status = series_keep(&compare->arena, cells, pass->first_month, point, p);
    if (status != STATUS_OK)
        return status;
    compare_take(&pass->subject->comparand, compare->query.resource, point);
    compare->point_count++;
    pass->subject->count++;
    return STATUS_OK;
}

static enum status read_figures(struct compare *compare, const struct service *service,
                                struct compared *subject, struct problem *p)
{
    struct query *query = &compare->query;
    struct compare_pass pass = {compare, subject, service->instance->first_month};
    query->filters[query->filter_count - 1].value = subject->cells[SUBJECT_ID];
    subject->from = compare->point_count;
    return series_points(service->store, query, compare_keep_point, &pass, p);
}

static void find_differences(struct compare *compare)
{
    struct comparand comparands[COMPARE_MOST];
    size_t len = 0;
    for (size_t i = 0; i < compare->count; i++)
        comparands[i] = compare->subjects[i].comparand;
    for (int i = 0; i < PROPERTIES; i++) {
        enum property property = (enum property)i;
        compare->differs[i] = compare_differs(comparands, compare->count, property);
        if (compare->differs[i])
            len += (size_t)snprintf(compare->differences + len, COMPARE_TEXT - len, "%s%s",
                                    len > 0 ? " " : "", property_name(property));
    }
}

enum status compare_read(struct compare *compare, const struct service *service, struct problem *p)
{
    arena_init(&compare->arena, COMPARE_MEMORY);
    enum status status =
        compare->name.len > 0 ? find_name(compare, service, p) : find_ids(compare, service, p);
    compare->points = arena_alloc(&compare->arena, COMPARE_ROWS_MAX * sizeof *compare->points);
    if (status == STATUS_OK && !compare->points)
        status = problem_memory(p);
    for (size_t i = 0; i < compare->count && status == STATUS_OK; i++)
        status = read_figures(compare, service, &compare->subjects[i], p);
    if (status == STATUS_OK)
        find_differences(compare);
    return status;
}

void compare_close(struct compare *compare)
{
    arena_free(&compare->arena);
}
