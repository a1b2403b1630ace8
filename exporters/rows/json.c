/* JSON (RFC 8259): a list in its envelope, one item a line, or one record as an object.
 *
 * Every column of the view is a member, an empty one is null; numbers are tokens with the published
 * digits, everything else is a string. References and the record itself come with their URLs.
 * Streams; builds no tree. Knows no resource. */
#include "hiraku/exporters/rows/json.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/writer.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/citation/citation.h"
#include "hiraku/model/ending.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/type.h"
#include "hiraku/query/view.h"
#include "hiraku/store/count.h"

/* Appended to the name of a reference: the member that holds its URL. */
#define URL_SUFFIX "_url"
/* The same for the member that holds the embedded record. */
#define RECORD_SUFFIX "_record"

static void record_url(struct out *out, const struct instance *instance,
                       const struct resource *resource, struct slice id)
{
    out_char(out, '"');
    out_text(out, instance->base_url);
    model_record_path(out, resource, id);
    out_char(out, '"');
}

/* The URLs of several references, in their order. */
static void reference_urls(struct out *out, const struct instance *instance,
                           const struct resource *target, struct slice ids)
{
    out_char(out, '[');
    for (size_t start = 0, i = 0; i <= ids.len; i++) {
        if (i < ids.len && ids.at[i] != ' ')
            continue;
        if (start)
            out_char(out, ',');
        record_url(out, instance, target, (struct slice){ids.at + start, i - start});
        start = i + 1;
    }
    out_char(out, ']');
}

static void json_cell_value(struct out *out, const struct column *column, struct slice cell)
{
    if (cell.len == 0)
        out_bytes(out, "null", 4);
    else if (type_of(column)->token)
        out_slice(out, cell);
    else
        json_quote(out, cell);
}

/* A member behind others. Names of the model are plain ASCII: nothing to escape. */
static void member(struct out *out, const char *name, const char *suffix)
{
    out_bytes(out, ",\"", 2);
    out_text(out, name);
    out_text(out, suffix);
    out_bytes(out, "\":", 2);
}

static void json_reference(struct out *out, const struct instance *instance,
                           const struct column *column, struct slice cell)
{
    member(out, column->name, URL_SUFFIX);
    if (cell.len == 0)
        out_bytes(out, "null", 4);
    else if (column->flags & COL_MANY)
        reference_urls(out, instance, column->ref, cell);
    else
        record_url(out, instance, column->ref, cell);
}

/* The columns [from, to) of the view as one object; `resource` is theirs. */
static void object(struct out *out, const struct instance *instance, const struct row *row,
                   const struct resource *resource, size_t from, size_t to)
{
    out_char(out, '{');
    for (size_t i = from; i < to; i++) {
        const struct column *column = row->view->columns[i];
        struct slice cell = row->cells[i];
        if (i > from) {
            member(out, column->name, "");
        } else {
            json_quote(out, slice_of(column->name));
            out_char(out, ':');
        }
        json_cell_value(out, column, cell);
        if (column == resource->columns && cell.len) {
            member(out, "url", "");
            record_url(out, instance, resource, cell);
        } else if (column->type == TYPE_REF) {
            json_reference(out, instance, column, cell);
        }
    }
}

/* The record's own columns, then each embedded record as one member; not its end. */
static void json_open_record(struct out *out, const struct instance *instance,
                             const struct row *row)
{
    const struct view *view = row->view;
    size_t from = 0, to = 0;
    while (to < view->count && !view->through[to])
        to++;
    object(out, instance, row, view->resource, from, to);
    for (from = to; from < view->count; from = to) {
        const struct column *through = view->through[from];
        while (to < view->count && view->through[to] == through)
            to++;
        member(out, through->name, RECORD_SUFFIX);
        if (row->cells[from].len == 0) {
            out_bytes(out, "null", 4);
            continue;
        }
        object(out, instance, row, through->ref, from, to);
        out_char(out, '}');
    }
    if (row->snippet.len) {
        member(out, "snippet", "");
        json_quote(out, row->snippet);
    }
    out_slice(out, row->members);
}

void json_record(struct out *out, const struct instance *instance, const struct row *row)
{
    json_open_record(out, instance, row);
    out_char(out, '}');
}

/* Null where there is no permanent form. */
static void json_citation(struct json_writer *json, const struct citation *citation)
{
    json_slice(json, "cite_as", citation ? citation->url : SLICE_NONE);
    json_slice(json, "citation_ja", citation ? citation->line[LANGUAGE_JA] : SLICE_NONE);
    json_slice(json, "citation_en", citation ? citation->line[LANGUAGE_EN] : SLICE_NONE);
}

void json_envelope(struct json_writer *json, const struct instance *instance,
                   const struct envelope *envelope)
{
    json_int_or_null(json, "total", envelope->total, envelope->total >= 0);
    if (envelope->total < 0 && envelope->total_at_least >= 0)
        json_int(json, "total_at_least", envelope->total_at_least);
    json_int(json, "returned", (int64_t)envelope->returned);
    json_bool(json, "complete", envelope->complete);
    if (!envelope->pageless)
        json_slice(json, "next", envelope->next);
    json_int(json, "changed_in", (int64_t)envelope->changed_in);
    json_text(json, "licence", instance->licence_url);
    json_text(json, "attribution", instance->attribution[instance->language]);
    json_citation(json, envelope->citation);
}

/* Counts of values beside a list: whether they are all, and {"value":…,"count":…} each. */
static void facets(struct json_writer *json, const struct envelope *envelope)
{
    json_begin_object(json, "facets");
    for (size_t i = 0; i < envelope->facet_count; i++) {
        const struct facet *facet = &envelope->facets[i];
        json_begin_object(json, facet->column->name);
        json_bool(json, "complete", facet->complete);
        json_begin_array(json, "values");
        for (size_t j = 0; j < facet->count; j++) {
            json_begin_object(json, NULL);
            json_cell_value(json_value(json, "value"), facet->column, facet->values[j].value);
            json_int(json, "count", (int64_t)facet->values[j].rows);
            json_end(json);
        }
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void json_ending(struct json_writer *json, const struct ending *ending)
{
    json_begin_object(json, "ending");
    for (size_t i = 0; i < ENDING_CELLS; i++)
        json_slice(json, ending_columns[i].name, ending->cells[i]);
    json_end(json);
}

static void json_list_begin(struct emit *emit)
{
    if (emit->shape == SHAPE_RECORD)
        return;
    const struct envelope *envelope = emit->envelope;
    struct json_writer json = json_compact(emit->out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_envelope(&json, emit->instance, envelope);
    if (envelope->ending)
        json_ending(&json, envelope->ending);
    if (envelope->about)
        json_record(json_value(&json, envelope->about_name), emit->instance, envelope->about);
    if (envelope->facet_count > 0)
        facets(&json, envelope);
    out_slice(emit->out, envelope->beside);
    json_begin_array(&json, "items");
}

static void json_row(struct emit *emit, const struct row *one)
{
    if (emit->shape == SHAPE_LIST)
        out_text(emit->out, emit->rows ? ",\n" : "\n");
    json_open_record(emit->out, emit->instance, one);
    if (emit->shape == SHAPE_RECORD && emit->envelope && emit->envelope->citation) {
        struct json_writer json = json_members(emit->out, JSON_EMPTY_NULL);
        json_citation(&json, emit->envelope->citation);
    }
    out_char(emit->out, '}');
    emit->rows++;
}

static void json_list_end(struct emit *emit)
{
    out_text(emit->out, emit->shape == SHAPE_RECORD ? "\n" : "\n]}\n");
}

const struct writer writer_json = {
    .name = "json",
    .title = "JSON",
    .media_type = "application/json",
    .accept = "application/json",
    .without = COL_HIDDEN,
    .form = QUERY_PAGES,
    .begin = json_list_begin,
    .row = json_row,
    .end = json_list_end,
};

const struct artifact_format artifact_json = {
    .suffix = "json",
    .media_type = "application/json",
    .file_type = "JSON",
    .title_ja = "JSON",
    .title_en = "JSON",
    .weight = 3,
    .writer = &writer_json,
};
