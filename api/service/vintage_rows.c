/* Vintages (service/vintages.h) as rows of vintages_resource. What the two tables both have of a
 * figure is shown as it is. */
#include "hiraku/service/vintages.h"

#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/change_log.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/inputs.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"

#include "vintage_reasons.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { VINTAGE_ID_SIZE = 1100, VINTAGE_NUMBER_SIZE = 24, VINTAGE_IRI_BYTES = 8192 };

struct vintage_walk {
    const struct service *service;
    struct query *query; /* of the figures */
    struct vintages *vintages;
    struct vintage_reasons reasons;
    struct vintage_record record;
    size_t at; /* of its vintages: the next one */
    /* Columns of a figure that are read and shown, and where they are shown. */
    const struct column *columns[COLUMNS_MAX];
    size_t places[COLUMNS_MAX], count;
    char id[VINTAGE_ID_SIZE], from[VINTAGE_NUMBER_SIZE], to[VINTAGE_NUMBER_SIZE];
    char from_on[DATE_TEXT_SIZE], to_on[DATE_TEXT_SIZE];
    struct out iri;
};

static void vintage_inputs(const struct row_walk *rows, struct inputs *inputs)
{
    (void)rows;
    inputs_add(inputs, model_cube());
}

/* --- opening ---------------------------------------------------------------------------------- */

/* A column that both have: written in both, or derived in both. */
static void vintage_plan(struct vintage_walk *walk)
{
    for (size_t i = 1; vintages_resource.columns[i].name; i++) {
        const struct column *shown = &vintages_resource.columns[i];
        const struct column *column = model_column(model_cube(), slice_of(shown->name));
        if (!column || column_is_written(column) != column_is_written(shown))
            continue;
        walk->columns[walk->count] = column;
        walk->places[walk->count++] = i;
    }
}

static enum status vintage_open(struct row_walk *rows, const struct service *service,
                                const struct query *query, struct problem *p)
{
    const struct slice *subject = rows->asked;
    struct vintage_walk *walk = rows->state = calloc(1, sizeof *walk);
    (void)query; /* is of the vintages, not of the figures */
    if (!walk)
        return problem_memory(p);
    walk->service = service;
    out_open_memory(&walk->iri, VINTAGE_IRI_BYTES);
    walk->query = calloc(1, sizeof *walk->query);
    if (!walk->query)
        return problem_memory(p);
    series_query(walk->query, *subject);
    vintage_plan(walk);
    enum status status = vintage_reasons_init(&walk->reasons, service->folder, *subject,
                                              service->manifest->number, p);
    return status == STATUS_OK
               ? vintages_open(&walk->vintages, service, walk->query, walk->columns, walk->count, p)
               : status;
}

static void vintage_close(struct row_walk *rows)
{
    struct vintage_walk *walk = rows->state;
    if (!walk)
        return;
    vintages_close(walk->vintages);
    vintage_reasons_free(&walk->reasons);
    out_close(&walk->iri);
    free(walk->query);
    free(walk);
}

/* --- cells ------------------------------------------------------------------------------------ */

static void vintage_put(struct slice *cells, const char *name, struct slice cell)
{
    const struct column *column = model_column(&vintages_resource, slice_of(name));
    if (column)
        cells[model_index(&vintages_resource, column)] = cell;
}

static void vintage_put_release(struct vintage_walk *walk, uint64_t release, const char *text,
                                struct slice *cells, const char *const names[2])
{
    bool begins = text == walk->from;
    char *number = begins ? walk->from : walk->to, *day = begins ? walk->from_on : walk->to_on;
    struct date on = vintages_day(walk->vintages, release);
    *number = *day = '\0';
    if (release > 0)
        snprintf(number, VINTAGE_NUMBER_SIZE, "%" PRIu64, release);
    if (on.year != 0)
        date_format(on, day);
    vintage_put(cells, names[0], slice_of(number));
    vintage_put(cells, names[1], slice_of(day));
}

static void vintage_put_id(struct vintage_walk *walk, struct slice *cells)
{
    struct slice id = walk->record.id;
    int len = snprintf(walk->id, sizeof walk->id, "%.*s.%s", (int)id.len, id.at, walk->from);
    cells[0] = (struct slice){walk->id, len > 0 ? (size_t)len : 0};
}

/* For RDF: the observation. */
static void vintage_put_iri(struct vintage_walk *walk, struct slice *cells)
{
    struct out path;
    out_reset(&walk->iri);
    out_open_memory(&path, VINTAGE_IRI_BYTES);
    model_record_path(&path, model_cube(), walk->record.id);
    struct slice written = out_written(&path);
    out_text(&walk->iri, walk->service->instance->base_url);
    out_text(&walk->iri, "/id");
    out_slice(&walk->iri, written.len > 3 ? slice_from(written, 3) : SLICE_NONE); /* no /v1 */
    out_close(&path);
    vintage_put(cells, "_observation", out_written(&walk->iri));
}

/* --- why -------------------------------------------------------------------------------------- */

/* What is another in a vintage that follows on one. */
static size_t vintage_differences(const struct vintage_walk *walk, const struct vintage *before,
                                  const struct vintage *one,
                                  const struct column *columns[COLUMNS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < walk->count; i++)
        if (!slice_equal(before->cells[i], one->cells[i]))
            columns[count++] = walk->columns[i];
    return count;
}

/* The reason for the change from one vintage to the next; NULL: from none, to none. */
static enum status vintage_reason(struct vintage_walk *walk, const struct vintage *before,
                                  const struct vintage *one, const struct slice **cells,
                                  struct problem *p)
{
    const struct column *columns[COLUMNS_MAX];
    struct vintage_change change = {.release = one      ? one->from
                                               : before ? before->to
                                                        : 0,
                                    .id = walk->record.id,
                                    .columns = columns};
    *cells = NULL;
    if (vintages_is_first(walk->vintages, change.release))
        return STATUS_OK;
    if (before && one)
        change.column_count = vintage_differences(walk, before, one, columns);
    return vintage_reasons_find(&walk->reasons, &change, cells, p);
}

/* The vintage that was there until `at` begins, or follows where it ends; NULL: none. */
static const struct vintage *vintage_neighbour(const struct vintage_walk *walk, size_t at,
                                               bool behind)
{
    const struct vintage *vintages = walk->record.vintages;
    if (behind)
        return at + 1 < walk->record.count && vintages[at + 1].from == vintages[at].to
                   ? &vintages[at + 1]
                   : NULL;
    return at > 0 && vintages[at - 1].to == vintages[at].from ? &vintages[at - 1] : NULL;
}

static struct slice vintage_reason_cell(const struct slice *reason, enum reason_cell cell)
{
    return reason ? reason[cell] : SLICE_NONE;
}

static enum status vintage_put_reasons(struct vintage_walk *walk, struct slice *cells,
                                       struct problem *p)
{
    const struct vintage *one = &walk->record.vintages[walk->at];
    const struct vintage *before = vintage_neighbour(walk, walk->at, false);
    const struct vintage *behind = vintage_neighbour(walk, walk->at, true);
    const struct slice *came, *went = NULL;
    enum status status = vintage_reason(walk, before, one, &came, p);
    if (status == STATUS_OK && one->to > 0)
        status = vintage_reason(walk, one, behind, &went, p);
    vintage_put(cells, "change", slice_of(before ? "modified" : "added"));
    vintage_put(cells, "kind", vintage_reason_cell(came, REASON_KIND));
    vintage_put(cells, "note_ja", vintage_reason_cell(came, REASON_NOTE_JA));
    vintage_put(cells, "note_en", vintage_reason_cell(came, REASON_NOTE_EN));
    vintage_put(cells, "decided_on", vintage_reason_cell(came, REASON_DECIDED_ON));
    vintage_put(cells, "ended", slice_of(one->to == 0 ? "" : behind ? "modified" : "removed"));
    vintage_put(cells, "ended_kind", vintage_reason_cell(went, REASON_KIND));
    vintage_put(cells, "ended_note_ja", vintage_reason_cell(went, REASON_NOTE_JA));
    vintage_put(cells, "ended_note_en", vintage_reason_cell(went, REASON_NOTE_EN));
    return status;
}

/* --- rows ------------------------------------------------------------------------------------- */

static enum status vintage_next(struct row_walk *rows, bool *more, struct problem *p)
{
    static const char *const begins[] = {"known_from", "known_from_on"};
    static const char *const ends[] = {"known_to", "known_to_on"};
    struct vintage_walk *walk = rows->state;
    enum status status = STATUS_OK;
    *more = true;
    if (walk->at == walk->record.count) {
        walk->at = 0;
        status = vintages_next(walk->vintages, &walk->record, more, p);
    }
    if (status != STATUS_OK || !*more)
        return status;
    const struct vintage *one = &walk->record.vintages[walk->at];
    for (size_t i = 0; i < walk->count; i++)
        rows->cells[walk->places[i]] = one->cells[i];
    vintage_put_release(walk, one->from, walk->from, rows->cells, begins);
    vintage_put_release(walk, one->to, walk->to, rows->cells, ends);
    vintage_put_id(walk, rows->cells);
    vintage_put_iri(walk, rows->cells);
    status = vintage_put_reasons(walk, rows->cells, p);
    walk->at++;
    return status;
}

const struct row_source vintage_rows = {
    .resource = &vintages_resource,
    .inputs = vintage_inputs,
    .open = vintage_open,
    .next = vintage_next,
    .close = vintage_close,
};
