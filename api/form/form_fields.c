/* The fields that a layout may name.
 *
 * program.X, kpi.X and instance.X are columns of the programme, the KPI and the instance; of a
 * text in two languages X is the name without its end (kpi.name). All others stand in the table
 * below. */
#include "form_parts.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include <stddef.h>
#include <stdio.h>

enum { FIELD_NAME_MAX = 80, FIELD_ADDRESS_MAX = 4096 };

/* --- of the whole ----------------------------------------------------------------------------- */

static struct slice field_year(const struct form_context *context)
{
    char text[PERIOD_TEXT_SIZE], label[PERIOD_LABEL_SIZE];
    struct period period;
    snprintf(text, sizeof text, "FY%d", context->asked->year);
    if (period_parse(slice_of(text), context->asked->instance->first_month, &period) != PERIOD_GOOD)
        return SLICE_NONE;
    if (context->asked->language == LANGUAGE_EN)
        return arena_copy(context->arena, slice_of(text));
    period_label_ja(&period, slice_of(text), label);
    return arena_copy(context->arena, slice_of(label));
}

static struct slice field_era(const struct form_context *context)
{
    char text[PERIOD_TEXT_SIZE], label[PERIOD_LABEL_SIZE];
    struct period period;
    snprintf(text, sizeof text, "FY%d", context->asked->year);
    if (period_parse(slice_of(text), context->asked->instance->first_month, &period) != PERIOD_GOOD)
        return SLICE_NONE;
    period_label_era(&period, slice_of(text), label);
    return arena_copy(context->arena, slice_of(label));
}

static struct slice field_release(const struct form_context *context)
{
    return arena_printf(context->arena, "%llu",
                        (unsigned long long)context->asked->manifest->number);
}

static struct slice field_published(const struct form_context *context)
{
    enum { DAY_LENGTH = 10 };
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339(context->asked->manifest->published_at + context->asked->instance->utc_offset,
                  text);
    return arena_copy(context->arena, (struct slice){text, DAY_LENGTH});
}

static struct slice field_address(const struct form_context *context)
{
    struct out out;
    out_open_memory(&out, FIELD_ADDRESS_MAX);
    out_text(&out, context->asked->instance->base_url);
    model_record_path(&out, context->data->program.table, context->asked->program);
    return out_keep(&out, context->arena);
}

static struct slice field_attribution(const struct form_context *context)
{
    const struct instance *instance = context->asked->instance;
    const char *text = instance->attribution[context->asked->language];
    return slice_of(text && *text ? text : instance->attribution[LANGUAGE_JA]);
}

static const struct {
    const char *name;
    struct slice (*make)(const struct form_context *context);
} whole_fields[] = {
    {"year", field_year},       {"era_year", field_era},
    {"release", field_release}, {"published_on", field_published},
    {"address", field_address}, {"attribution", field_attribution},
};

/* --- of a KPI --------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    size_t at; /* in struct form_figures */
} figure_fields[] = {
    {"baseline", offsetof(struct form_figures, baseline)},
    {"planned", offsetof(struct form_figures, planned)},
    {"actual", offsetof(struct form_figures, actual)},
    {"difference", offsetof(struct form_figures, difference)},
    {"rate", offsetof(struct form_figures, rate)},
    {"planned_to_date", offsetof(struct form_figures, planned_to_date)},
    {"actual_to_date", offsetof(struct form_figures, actual_to_date)},
    {"planned_total", offsetof(struct form_figures, planned_total)},
    {"rate_total", offsetof(struct form_figures, rate_total)},
};

static struct slice field_progress(const struct form_context *context)
{
    return form_progress(&context->figures->planned, &context->figures->actual, context);
}

static struct slice field_progress_to_date(const struct form_context *context)
{
    return form_progress(&context->figures->planned_to_date, &context->figures->actual_to_date,
                         context);
}

static struct slice field_progress_total(const struct form_context *context)
{
    return form_progress(&context->figures->planned_total, &context->figures->actual_to_date,
                         context);
}

static const struct {
    const char *name;
    struct slice (*make)(const struct form_context *context);
} kpi_fields[] = {
    {"progress", field_progress},
    {"progress_to_date", field_progress_to_date},
    {"progress_total", field_progress_total},
    {"sources", form_sources},
};

#define FIELD_COUNT(fields) (sizeof(fields) / sizeof *(fields))

/* --- columns ---------------------------------------------------------------------------------- */

static const char prefix_program[] = "program.", prefix_kpi[] = "kpi.",
                  prefix_instance[] = "instance.";

static const struct resource *field_programs(void)
{
    return model_column(model_cube_subject()->ref, slice_of("program"))->ref;
}

static bool field_has_column(const struct resource *table, struct slice name)
{
    char stem[FIELD_NAME_MAX];
    if (model_column(table, name))
        return true;
    int len = snprintf(stem, sizeof stem, "%.*s_ja", (int)name.len, name.at);
    return name.len > 0 && len > 0 && (size_t)len < sizeof stem &&
           model_column(table, slice_of(stem));
}

/* The column behind a prefix: `*table` is whose; false: it has no such prefix. */
static bool field_column(struct slice name, bool of_kpi, const struct resource **table,
                         struct slice *column)
{
    const struct {
        const char *prefix;
        const struct resource *table;
    } tables[] = {{prefix_program, field_programs()},
                  {prefix_instance, &instance_resource},
                  {prefix_kpi, model_cube_subject()->ref}};
    for (size_t i = 0; i < FIELD_COUNT(tables) - !of_kpi; i++)
        if (slice_starts(name, tables[i].prefix)) {
            *table = tables[i].table;
            *column = slice_from(name, strlen(tables[i].prefix));
            return true;
        }
    return false;
}

/* --- known ones ------------------------------------------------------------------------------- */

enum { FIELDS_MOST = 40 };

static size_t field_names(bool of_kpi, struct slice names[FIELDS_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < FIELD_COUNT(whole_fields); i++)
        names[count++] = slice_of(whole_fields[i].name);
    for (size_t i = 0; of_kpi && i < FIELD_COUNT(figure_fields); i++)
        names[count++] = slice_of(figure_fields[i].name);
    for (size_t i = 0; of_kpi && i < FIELD_COUNT(kpi_fields); i++)
        names[count++] = slice_of(kpi_fields[i].name);
    return count;
}

bool form_field_is_known(struct slice name, bool of_kpi, struct problem *p)
{
    struct slice names[FIELDS_MOST], column;
    const struct resource *table;
    size_t count = field_names(of_kpi, names);
    for (size_t i = 0; i < count; i++)
        if (slice_equal(names[i], name))
            return true;
    if (field_column(name, of_kpi, &table, &column) && field_has_column(table, column))
        return true;
    problem_set(p, STATUS_FORM_FIELD, name, SLICE_NONE, NULL);
    struct slice nearest = text_nearest(name, names, count);
    if (nearest.len > 0)
        problem_nearest(p, nearest);
    for (size_t i = 0; i < count; i++)
        problem_allow(p, names[i]);
    problem_allow(p, slice_of("program.…"));
    problem_allow(p, slice_of("instance.…"));
    if (of_kpi)
        problem_allow(p, slice_of("kpi.…"));
    return false;
}

/* --- values ----------------------------------------------------------------------------------- */

/* A code in words, as people read it. */
static struct slice field_cell(const struct form_context *context, const struct resource *table,
                               struct slice name)
{
    enum language language = context->asked->language;
    struct form_record instance = {.table = &instance_resource};
    const struct form_record *record = table == &instance_resource ? &instance
                                       : table == field_programs() ? &context->data->program
                                                                   : &context->kpi->record;
    if (record == &instance)
        memcpy(instance.cells, context->asked->instance->cells, sizeof instance.cells);
    struct slice text = form_record_text(record, name, language);
    const struct column *column = model_column(table, name);
    const struct code *code = column && column->codes ? column_code(column, text) : NULL;
    return code ? slice_of(language == LANGUAGE_EN ? code->title_en : code->title_ja) : text;
}

struct form_cell form_field(const struct form_context *context, struct slice name)
{
    const struct resource *table;
    struct slice column;
    for (size_t i = 0; i < FIELD_COUNT(whole_fields); i++)
        if (slice_is(name, whole_fields[i].name))
            return (struct form_cell){.text = whole_fields[i].make(context)};
    for (size_t i = 0; context->kpi && i < FIELD_COUNT(figure_fields); i++)
        if (slice_is(name, figure_fields[i].name))
            return form_figure_cell(
                (const struct form_figure *)(const void *)((const char *)context->figures +
                                                           figure_fields[i].at),
                context);
    for (size_t i = 0; context->kpi && i < FIELD_COUNT(kpi_fields); i++)
        if (slice_is(name, kpi_fields[i].name))
            return (struct form_cell){.text = kpi_fields[i].make(context)};
    if (field_column(name, context->kpi != NULL, &table, &column))
        return (struct form_cell){.text = field_cell(context, table, column)};
    return (struct form_cell){.text = SLICE_NONE};
}

struct slice form_field_fill(const struct form_context *context, struct slice text)
{
    struct out out;
    out_open_memory(&out, FIELD_ADDRESS_MAX * 4);
    while (text.len > 0) {
        const char *open = memchr(text.at, '{', text.len);
        size_t before = open ? (size_t)(open - text.at) : text.len;
        out_bytes(&out, text.at, before);
        text = slice_from(text, before);
        const char *close = text.len > 0 ? memchr(text.at, '}', text.len) : NULL;
        if (!close) {
            out_slice(&out, text);
            break;
        }
        struct slice name = {text.at + 1, (size_t)(close - text.at) - 1};
        if (form_field_is_known(name, context->kpi != NULL, NULL))
            out_slice(&out, form_field(context, name).text);
        else
            out_bytes(&out, text.at, name.len + 2);
        text = slice_from(text, name.len + 2);
    }
    return out_keep(&out, context->arena);
}
