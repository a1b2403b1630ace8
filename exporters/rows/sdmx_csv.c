/* See sdmx_csv.h. Which cell of the view goes where is found once, at the header. */
#include "hiraku/exporters/rows/sdmx_csv.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/out.h"
#include "hiraku/csv/csv.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/query/view.h"
#include "hiraku/value/period_sdmx.h"

#include <ctype.h>
#include <stdlib.h>

enum { ID_SIZE = 64, CELL_MAX = 8 * CSV_CELL_MAX, STRUCTURE_SIZE = 512 };

#define SEPARATOR ';'

/* What one column of the message has: a cell of the view, or what takes its place. */
struct sdmx_column {
    const struct column *column;
    char id[ID_SIZE];
    bool time, labels;
    const char *empty; /* CURIE of the code of an empty dimension; NULL: it stays empty */
    int at, other;     /* cells of the view; `other` is the same in English, or where it is empty */
};

struct sdmx_csv {
    struct sdmx_column columns[COLUMNS_MAX];
    size_t count, components; /* these first */
    bool languages;
    char structure[STRUCTURE_SIZE];
    size_t structure_length;
    struct out cell; /* the one at hand */
};

enum status sdmx_csv_new(struct sdmx_csv **result, struct problem *p)
{
    *result = calloc(1, sizeof **result);
    if (!*result)
        return problem_memory(p);
    out_open_memory(&(*result)->cell, CELL_MAX);
    return STATUS_OK;
}

void sdmx_csv_free(struct sdmx_csv *sdmx)
{
    if (!sdmx)
        return;
    out_close(&sdmx->cell);
    free(sdmx);
}

/* --- ids --- */

/* IDs of SDMX are of [A-Za-z0-9_-], and those of agencies begin with a letter. */
static void agency_part(struct slice part, struct out *out)
{
    if (out->len)
        out_char(out, '.');
    if (!isalpha((unsigned char)*part.at))
        out_char(out, 'n');
    for (size_t i = 0; i < part.len; i++)
        out_char(out, isalnum((unsigned char)part.at[i]) ? part.at[i] : '-');
}

/* The parts of a host from its end, or those of what is behind it as they come. */
static void agency_parts(struct slice text, const char *marks, bool backwards, struct out *out)
{
    while (text.len) {
        size_t len = 0;
        while (len < text.len && !strchr(marks, text.at[backwards ? text.len - len - 1 : len]))
            len++;
        if (len)
            agency_part((struct slice){backwards ? text.at + text.len - len : text.at, len}, out);
        size_t taken = len < text.len ? len + 1 : len;
        text = backwards ? (struct slice){text.at, text.len - taken} : slice_from(text, taken);
    }
}

void sdmx_csv_agency(const char *base_url, struct out *out)
{
    const char *host = strstr(base_url, "://");
    host = host ? host + 3 : base_url;
    size_t len = strcspn(host, ":/");
    agency_parts((struct slice){host, len}, ".", true, out);
    agency_parts(slice_of(host + len), ":/", false, out);
}

/* refArea of sdmx-concept:refArea → REF_AREA. */
static void id_of_concept(struct slice name, struct out *out)
{
    for (size_t i = 0; i < name.len; i++) {
        if (isupper((unsigned char)name.at[i]))
            out_char(out, '_');
        out_char(out, (char)toupper((unsigned char)name.at[i]));
    }
}

static void id_of_name(const char *name, struct out *out)
{
    for (name += strspn(name, "_"); *name; name++)
        out_char(out, (char)toupper((unsigned char)*name));
}

/* What stands behind the colon of a CURIE, or of the first of several. */
static struct slice local_name(const char *curie)
{
    const char *colon = strchr(curie, ':');
    const char *from = colon ? colon + 1 : curie;
    return (struct slice){from, strcspn(from, " ")};
}

/* --- columns --- */

static struct slice sdmx_property(const struct column *column)
{
    const char *predicate = column->predicate ? column->predicate : "";
    return (struct slice){predicate, strcspn(predicate, " ")};
}

/* Another column of the same property: in another language, or for where the first is empty. */
static int sdmx_twin(const struct view *view, const struct column *column)
{
    for (size_t i = 0; i < view->count; i++)
        if (view->columns[i] != column &&
            slice_equal(sdmx_property(view->columns[i]), sdmx_property(column)))
            return (int)i;
    return -1;
}

static void sdmx_name(struct sdmx_column *to, const struct cube_component *component)
{
    struct out id;
    out_open_buffer(&id, to->id, sizeof to->id - 1);
    if (to->time)
        out_text(&id, "TIME_PERIOD");
    else if (component && component->concept)
        id_of_concept(local_name(component->concept), &id);
    else if (to->labels)
        id_of_concept(local_name(to->column->predicate), &id);
    else
        id_of_name(to->column->name, &id);
    to->id[id.len] = '\0';
}

/* `component` NULL: a column that is none. */
static void sdmx_add(struct sdmx_csv *sdmx, const struct view *view, int at,
                     const struct cube_component *component)
{
    if (at < 0 || sdmx->count == COLUMNS_MAX)
        return;
    const struct column *column = view->columns[at];
    struct sdmx_column *to = &sdmx->columns[sdmx->count++];
    *to = (struct sdmx_column){.column = column, .at = at, .other = -1};
    if (component) {
        bool dimension = component->role == CUBE_DIMENSION;
        to->time = component->role == CUBE_TIME;
        to->other = component->role == CUBE_ATTRIBUTE ? sdmx_twin(view, column) : -1;
        to->labels = column->lang && to->other >= 0;
        to->empty = dimension && column->rdf_empty ? column->rdf_empty : NULL;
    }
    sdmx_name(to, component);
    sdmx->languages = sdmx->languages || to->labels;
}

static bool sdmx_has(const struct sdmx_csv *sdmx, const struct column *column)
{
    for (size_t i = 0; i < sdmx->count; i++)
        if (sdmx->columns[i].column == column)
            return true;
    return false;
}

static void sdmx_choose(struct sdmx_csv *sdmx, const struct view *view)
{
    static const unsigned roles[] = {1U << CUBE_DIMENSION | 1U << CUBE_TIME, 1U << CUBE_MEASURE,
                                     1U << CUBE_ATTRIBUTE};
    const struct cube_component *components = view->resource->cube->components;
    sdmx->count = 0;
    sdmx->languages = false;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        for (const struct cube_component *one = components; one->column; one++)
            if (roles[i] & 1U << one->role)
                sdmx_add(sdmx, view, view_index(view, one->column), one);
    sdmx->components = sdmx->count;
    for (size_t i = 0; i < view->count; i++)
        if (column_is_published(view->columns[i]) && !sdmx_has(sdmx, view->columns[i]))
            sdmx_add(sdmx, view, (int)i, NULL);
}

/* --- cells --- */

/* Writes the cell at hand. */
static void sdmx_flush(struct sdmx_csv *sdmx, struct out *out)
{
    csv_cell(out, false, out_written(&sdmx->cell));
    if (sdmx->cell.error != STATUS_OK)
        out_fail(out, sdmx->cell.error, "a cell is too long");
    out_reset(&sdmx->cell);
}

void sdmx_csv_begin(struct sdmx_csv *sdmx, struct emit *emit)
{
    struct out structure;
    sdmx_choose(sdmx, emit->view);
    out_open_buffer(&structure, sdmx->structure, sizeof sdmx->structure);
    sdmx_csv_agency(emit->instance->base_url, &structure);
    out_char(&structure, ':');
    out_text(&structure, emit->view->resource->name);
    sdmx->structure_length = structure.len;
    if (structure.error != STATUS_OK)
        out_fail(emit->out, structure.error, "the base URL is too long");
    csv_cell(emit->out, true, slice_of(sdmx->languages ? "STRUCTURE[;]" : "STRUCTURE"));
    csv_cell(emit->out, false, slice_of("STRUCTURE_ID"));
    csv_cell(emit->out, false, slice_of("ACTION"));
    for (size_t i = 0; i < sdmx->count; i++) {
        if (i == sdmx->components)
            csv_cell(emit->out, false, slice_of("REPORTING_YEAR_START_DAY"));
        out_text(&sdmx->cell, sdmx->columns[i].id);
        if (sdmx->columns[i].labels)
            out_text(&sdmx->cell, "[ja;en]");
        sdmx_flush(sdmx, emit->out);
    }
    csv_end(emit->out);
}

/* The text in one language; what has a mark of the message stands in quotation marks. */
static void sdmx_label(struct out *out, const char *lang, struct slice text)
{
    bool quoted = memchr(text.at, SEPARATOR, text.len) || memchr(text.at, '"', text.len);
    if (out->len)
        out_char(out, SEPARATOR);
    if (quoted)
        out_char(out, '"');
    out_text(out, lang);
    out_char(out, ':');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            out_char(out, '"');
        out_char(out, text.at[i]);
    }
    if (quoted)
        out_char(out, '"');
}

static void sdmx_labels(struct sdmx_csv *sdmx, const struct sdmx_column *column,
                        const struct row *row)
{
    struct slice one = row->cells[column->at], other = row->cells[column->other];
    if (one.len)
        sdmx_label(&sdmx->cell, column->column->lang, one);
    if (other.len)
        sdmx_label(&sdmx->cell, row->view->columns[column->other]->lang, other);
}

static void sdmx_cell(struct sdmx_csv *sdmx, const struct sdmx_column *column,
                      const struct row *row, struct slice time)
{
    struct slice text = row->cells[column->at];
    if (column->labels)
        sdmx_labels(sdmx, column, row);
    else if (column->time)
        out_slice(&sdmx->cell, time);
    else if (text.len == 0 && column->empty)
        out_slice(&sdmx->cell, local_name(column->empty));
    else if (text.len == 0 && column->other >= 0)
        out_slice(&sdmx->cell, row->cells[column->other]);
    else
        out_slice(&sdmx->cell, text);
}

static struct slice sdmx_time_of(const struct sdmx_csv *sdmx, const struct row *row)
{
    for (size_t i = 0; i < sdmx->components; i++)
        if (sdmx->columns[i].time)
            return row->cells[sdmx->columns[i].at];
    return SLICE_NONE;
}

void sdmx_csv_row(struct sdmx_csv *sdmx, struct emit *emit, const struct row *row)
{
    char text[PERIOD_SDMX_SIZE], start[PERIOD_YEAR_START_SIZE] = "";
    struct slice time = sdmx_time_of(sdmx, row);
    struct period period;
    int month = emit->instance->first_month;
    if (period_parse(time, month, &period) == PERIOD_GOOD &&
        period_to_sdmx(&period, time, month, text, start))
        time = slice_of(text);
    csv_cell(emit->out, true, slice_of("datastructure"));
    csv_cell(emit->out, false, (struct slice){sdmx->structure, sdmx->structure_length});
    csv_cell(emit->out, false, slice_of("I"));
    for (size_t i = 0; i < sdmx->count; i++) {
        if (i == sdmx->components)
            csv_cell(emit->out, false, slice_of(start));
        sdmx_cell(sdmx, &sdmx->columns[i], row, time);
        sdmx_flush(sdmx, emit->out);
    }
    csv_end(emit->out);
}
