/* Changes (service/changes.h) as rows of changes_resource. */
#include "hiraku/service/row_source.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/changes.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/service.h"
#include "hiraku/value/decimal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ENTRY_SIZE = 48, IRI_BYTES = 8192 };
enum { IRI_THING, IRI_BEFORE, IRI_AFTER, IRI_ENDED, IRIS };

struct change_walk {
    struct changes *changes;
    const struct resource *resource;
    const char *base_url;
    const struct query *query; /* of a history */
    bool first;  /* behind the last change comes the `added` of the first release … */
    bool begins; /* … unless the change given last has added the record */
    struct logged_change logged;
    char entry[ENTRY_SIZE], release[24], when[CLOCK_RFC3339_SIZE];
    struct out iris[IRIS];
};

/* --- where it begins and ends ----------------------------------------------------------------- */

/* The whole number that a condition compares with; false: it compares with none. */
static bool change_bound(const struct filter *filter, uint64_t *number)
{
    int64_t value;
    if (filter->values || !decimal_parse_int(filter->value, 0, INT64_MAX - 1, &value))
        return false;
    *number = (uint64_t)value;
    return true;
}

static void change_set_newest(struct changes_range *range, uint64_t newest)
{
    if (range->newest == 0 || newest < range->newest)
        range->newest = newest > 0 ? newest : 1; /* the first release has no changes */
}

static void change_set_oldest(struct changes_range *range, uint64_t oldest)
{
    if (oldest > range->oldest)
        range->oldest = oldest;
}

static void change_narrow_releases(struct changes_range *range, const struct filter *filter)
{
    uint64_t number;
    if (!change_bound(filter, &number))
        return;
    switch (filter->comparison) {
    case COMPARISON_GT:
        change_set_oldest(range, number + 1);
        break;
    case COMPARISON_GE:
        change_set_oldest(range, number);
        break;
    case COMPARISON_LT:
        change_set_newest(range, number > 0 ? number - 1 : 0);
        break;
    case COMPARISON_LE:
        change_set_newest(range, number);
        break;
    case COMPARISON_EQ:
        change_set_newest(range, number);
        change_set_oldest(range, number);
        break;
    default:
        break;
    }
}

/* A moment is a whole second. */
static void change_narrow_times(struct changes_range *range, const struct filter *filter)
{
    enum comparison comparison = filter->comparison;
    time_t when;
    if (filter->values || !clock_parse_rfc3339(filter->value, &when))
        return;
    if (comparison == COMPARISON_GT || comparison == COMPARISON_LE)
        when++;
    if (comparison == COMPARISON_GT || comparison == COMPARISON_GE)
        range->begin = range->begin == 0 || when > range->begin ? when : range->begin;
    if (comparison == COMPARISON_LT || comparison == COMPARISON_LE)
        range->end = range->end == 0 || when < range->end ? when : range->end;
}

/* An entry, «42-17»: release and row. */
static bool change_entry(struct slice entry, int64_t *release, int64_t *row)
{
    const char *hyphen = entry.len ? memchr(entry.at, '-', entry.len) : NULL;
    if (!hyphen)
        return false;
    struct slice first = {entry.at, (size_t)(hyphen - entry.at)};
    struct slice second = {hyphen + 1, entry.len - first.len - 1};
    return decimal_parse_int(first, 1, INT64_MAX - 1, release) &&
           decimal_parse_int(second, 0, INT64_MAX - 1, row);
}

/* One that is none is in no release. */
static void change_narrow_entry(struct changes_range *range, struct slice entry)
{
    int64_t release = 0, row;
    if (!change_entry(entry, &release, &row))
        release = 1; /* has no changes */
    change_set_newest(range, (uint64_t)release);
    change_set_oldest(range, (uint64_t)release);
}

/* What of the conditions tells that a release need not be read; the list looks at all of them. */
static void change_narrow(struct changes_range *range, const struct query *query)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        if (strcmp(filter->column->name, "release") == 0)
            change_narrow_releases(range, filter);
        else if (strcmp(filter->column->name, "published_at") == 0)
            change_narrow_times(range, filter);
        else if (filter->comparison != COMPARISON_EQ || filter->values)
            continue;
        else if (filter->column == query->resource->columns)
            change_narrow_entry(range, filter->value);
        else if (strcmp(filter->column->name, "table") == 0)
            range->table = slice_is(filter->value, instance_resource.name)
                               ? &instance_resource
                               : model_resource(filter->value);
        else if (strcmp(filter->column->name, "id") == 0)
            range->id = filter->value;
    }
}

static enum status change_open(struct row_walk *rows, const struct service *service,
                               const struct query *query, bool cells, struct problem *p)
{
    struct changes_range range = {.cells = cells};
    struct change_walk *walk = calloc(1, sizeof *walk);
    rows->state = walk;
    if (!walk)
        return problem_memory(p);
    walk->resource = query->resource;
    walk->base_url = service->instance->base_url;
    for (size_t i = 0; i < IRIS; i++)
        out_open_memory(&walk->iris[i], IRI_BYTES);
    change_narrow(&range, query);
    return changes_open(&walk->changes, service, &range, p);
}

static enum status change_rows_open(struct row_walk *rows, const struct service *service,
                                    const struct query *query, struct problem *p)
{
    return change_open(rows, service, query, false, p);
}

static enum status change_entries_open(struct row_walk *rows, const struct service *service,
                                       const struct query *query, struct problem *p)
{
    return change_open(rows, service, query, true, p);
}

static enum status change_history_open(struct row_walk *rows, const struct service *service,
                                       const struct query *query, struct problem *p)
{
    enum status status = change_open(rows, service, query, true, p);
    struct change_walk *walk = rows->state;
    if (walk) {
        walk->first = true;
        walk->query = query;
    }
    return status;
}

static void change_rows_close(struct row_walk *rows)
{
    struct change_walk *walk = rows->state;
    if (!walk)
        return;
    changes_close(walk->changes);
    for (size_t i = 0; i < IRIS; i++)
        out_close(&walk->iris[i]);
    free(walk);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void change_put(const struct change_walk *walk, struct slice *cells, const char *name,
                       struct slice cell)
{
    const struct column *column = model_column(walk->resource, slice_of(name));
    if (column)
        cells[model_index(walk->resource, column)] = cell;
}

/* The record, or a version of it: what the release of that number says. */
static struct slice change_iri(struct change_walk *walk, size_t which, uint64_t version)
{
    const struct resource *table = change_table(&walk->logged.change);
    struct out *out = &walk->iris[which];
    out_reset(out);
    if (!table || version == 0)
        return SLICE_NONE;
    out_text(out, walk->base_url);
    model_record_path(out, table, walk->logged.change.key);
    out_text(out, "?release=");
    out_int(out, (int64_t)version);
    return out_written(out);
}

static struct slice change_thing(struct change_walk *walk)
{
    struct out *out = &walk->iris[IRI_THING], path;
    const struct resource *table = change_table(&walk->logged.change);
    out_reset(out);
    if (!table || table->path)
        return SLICE_NONE;
    out_open_memory(&path, IRI_BYTES);
    model_record_path(&path, table, walk->logged.change.key);
    struct slice written = out_written(&path);
    out_text(out, walk->base_url);
    out_text(out, "/id");
    out_slice(out, written.len > 3 ? slice_from(written, 3) : SLICE_NONE); /* without /v1 */
    out_close(&path);
    return out_written(out);
}

/* For RDF. */
static void change_put_iris(struct change_walk *walk, struct slice *cells)
{
    const struct logged_change *logged = &walk->logged;
    bool came = logged->change.kind == CHANGE_ADDED, gone = logged->change.kind == CHANGE_REMOVED;
    uint64_t before = came ? 0 : logged->release - 1, after = gone ? 0 : logged->release;
    change_put(walk, cells, "_thing", change_thing(walk));
    change_put(walk, cells, "_before", change_iri(walk, IRI_BEFORE, before));
    change_put(walk, cells, "_after", change_iri(walk, IRI_AFTER, after));
    change_put(walk, cells, "_ended", change_iri(walk, IRI_ENDED, gone ? before : 0));
}

static void change_put_cells(struct change_walk *walk, struct slice *cells)
{
    static const char *const kinds[] = {[CHANGE_ADDED] = "added",
                                        [CHANGE_REMOVED] = "removed",
                                        [CHANGE_LOST_CELL] = "removed",
                                        [CHANGE_CELL] = "modified"};
    const struct logged_change *logged = &walk->logged;
    const struct change *change = &logged->change;
    bool whole = change->kind == CHANGE_ADDED || change->kind == CHANGE_REMOVED;
    snprintf(walk->entry, sizeof walk->entry, "%" PRIu64 "-%" PRIu64, logged->release, logged->row);
    snprintf(walk->release, sizeof walk->release, "%" PRIu64, logged->release);
    clock_rfc3339(changes_manifest(walk->changes)->published_at, walk->when);
    cells[0] = slice_of(walk->entry);
    change_put(walk, cells, "release", slice_of(walk->release));
    change_put(walk, cells, "published_at", slice_of(walk->when));
    change_put(walk, cells, "table", change->table);
    change_put(walk, cells, "id", change->key);
    change_put(walk, cells, "kpi", change_subject(change));
    change_put(walk, cells, "change", slice_of(kinds[change->kind]));
    change_put(walk, cells, "column", whole ? SLICE_NONE : change->column);
    change_put(walk, cells, "old", whole ? SLICE_NONE : change->old);
    change_put(walk, cells, "new", whole ? SLICE_NONE : change->now);
    change_put(walk, cells, "kind", logged->kind);
    change_put(walk, cells, "note_ja", logged->note_ja);
    change_put(walk, cells, "note_en", logged->note_en);
    change_put(walk, cells, "decided_on", logged->decided_on);
    change_put_iris(walk, cells);
}

/* Of a record that was there from the beginning: no file says so. It is no entry. */
static bool change_put_first(struct change_walk *walk, struct slice *cells)
{
    struct logged_change *logged = &walk->logged;
    const struct manifest *manifest = changes_manifest(walk->changes);
    if (!walk->first || walk->begins || manifest->number == 0)
        return false;
    walk->begins = true;
    *logged = (struct logged_change){.release = manifest->number,
                                     .change = {.kind = CHANGE_ADDED, .first = true}};
    for (size_t i = 0; i < walk->query->filter_count; i++) {
        const struct filter *filter = &walk->query->filters[i];
        if (strcmp(filter->column->name, "table") == 0)
            logged->change.table = filter->value;
        else if (strcmp(filter->column->name, "id") == 0)
            logged->change.key = filter->value;
    }
    change_put_cells(walk, cells);
    cells[0] = SLICE_NONE;
    return true;
}

static enum status change_rows_next(struct row_walk *rows, bool *more, struct problem *p)
{
    struct change_walk *walk = rows->state;
    enum status status = changes_next(walk->changes, &walk->logged, more, p);
    if (status != STATUS_OK)
        return status;
    if (!*more) {
        *more = change_put_first(walk, rows->cells);
        return STATUS_OK;
    }
    if (walk->logged.change.kind != CHANGE_LOST_CELL)
        walk->begins = walk->logged.change.kind == CHANGE_ADDED;
    change_put_cells(walk, rows->cells);
    return STATUS_OK;
}

/* Every release is another answer. */
static void change_inputs(const struct row_walk *rows, struct inputs *inputs)
{
    (void)rows;
    for (size_t i = 0; i < model_resource_count; i++)
        inputs_add(inputs, model_resources[i]);
}

#define CHANGE_SOURCE(opening)                                                                     \
    {                                                                                              \
        &changes_resource, change_inputs, opening, change_rows_next, change_rows_close             \
    }

const struct row_source change_rows = CHANGE_SOURCE(change_rows_open);
const struct row_source history_rows = CHANGE_SOURCE(change_history_open);
const struct row_source history_entries = CHANGE_SOURCE(change_entries_open);
