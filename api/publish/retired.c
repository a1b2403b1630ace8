/* retired.csv: ids that earlier releases had and this one has not. Reading the predecessor's,
 * writing this one's.
 *
 * Which ids come and go is found by changes.c. */
#include "parts.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/staging/stage.h"

enum { RETIRED_ID_CELL, RETIRED_TABLE, RETIRED_RELEASE, RETIRED_CELLS };

/* The warning that an id is used again, for resources whose id is written. */
static enum status retired_warn(struct stage *stage, struct report *report,
                                const struct slice *cells, struct problem *p)
{
    const struct resource *resource = model_resource(cells[RETIRED_TABLE]);
    struct staged row;
    bool found;
    if (!resource || model_has_joined_id(resource))
        return STATUS_OK;
    enum status status = stage_find(stage, resource, cells[RETIRED_ID_CELL], &row, &found, p);
    if (status != STATUS_OK || !found)
        return status;
    const struct column *note = model_column(resource, slice_of("note_ja"));
    if (note && row.cells[model_index(resource, note)].len > 0)
        return STATUS_OK;
    struct finding finding = {
        .rule = RULE_RETIRED_ID,
        .place = {row.place.file, row.place.line, resource->columns[0].name},
        .value = cells[RETIRED_ID_CELL],
        .expected = cells[RETIRED_RELEASE],
        .other = {"", 0, ""},
    };
    report_add(report, &finding);
    return STATUS_OK;
}

enum status retired_read(struct stage *stage, const char *dir, struct report *report,
                         struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct csv *csv = NULL;
    struct csv_record record;
    bool more = false;
    enum status status = file_path(path, dir, layout_retired, p);
    if (status == STATUS_OK)
        status = csv_open(&csv, path, layout_retired, NULL, p);
    if (status == STATUS_OK)
        status = csv_next(csv, &record, &more, p);
    while (status == STATUS_OK && more) {
        status = csv_next(csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        if (record.count != RETIRED_CELLS) {
            status = problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE,
                                 "three cells wanted");
            break;
        }
        status = stage_retire(stage, record.cells[RETIRED_TABLE], record.cells[RETIRED_ID_CELL],
                              record.cells[RETIRED_RELEASE], p);
        if (status == STATUS_OK && report)
            status = retired_warn(stage, report, record.cells, p);
    }
    csv_close(csv);
    return status;
}

static enum status retired_write_row(void *context, struct slice table, struct slice id,
                                     struct slice release, struct problem *p)
{
    struct out *out = context;
    csv_cell(out, true, id);
    csv_cell(out, false, table);
    csv_cell(out, false, release);
    csv_end(out);
    if (out->error != STATUS_OK && p)
        *p = out->problem;
    return out->error;
}

enum status retired_write(struct stage *stage, const char *dir, char sha256[DIGEST_SIZE],
                          struct problem *p)
{
    struct file file;
    enum status status = file_create(&file, dir, layout_retired, p);
    if (status != STATUS_OK)
        return status;
    retired_write_row(&file.out, slice_of("table"), slice_of("id"), slice_of("release"), NULL);
    status = stage_retired(stage, retired_write_row, &file.out, p);
    enum status closed = file_close(&file, sha256, NULL, status == STATUS_OK ? p : NULL);
    return status == STATUS_OK ? closed : status;
}
