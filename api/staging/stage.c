/* The rows of the checker: filling its tables, and the ids that are retired.
 *
 * Rows are in files of their own (row_file.h); a scratch database has what is asked for by a text:
 * ids, retired ids, cells that were set, values. Reading rows back is stage_read.c. Judges nothing.
 */
#include "hiraku/staging/stage.h"

#include "hiraku/base/out.h"
#include "hiraku/model/registry.h"

#include "stage_tables.h"

#include <stdlib.h>

enum { FILES_FIRST = 16 };

struct stage_table *stage_table(const struct stage *stage, const struct resource *resource)
{
    for (size_t i = 0; i < stage->table_count; i++)
        if (stage->tables[i].resource == resource)
            return &stage->tables[i];
    return NULL;
}

void stage_name(struct out *sql, const char *name)
{
    out_char(sql, '"');
    out_text(sql, name);
    out_char(sql, '"');
}

static enum status create_tables(struct stage *stage, struct problem *p)
{
    size_t count = 0;
    while (model_input(count))
        count++;
    stage->tables = calloc(count, sizeof *stage->tables);
    if (!stage->tables)
        return problem_memory(p);
    stage->table_count = count;
    for (size_t i = 0; i < count; i++) {
        struct stage_table *table = &stage->tables[i];
        table->stage = stage;
        table->resource = model_input(i);
        row_file_init(&table->rows);
        arena_init(&table->room.set, ROW_ROOM_MEMORY);
        for (size_t at = 0; table->resource->columns[at].name; at++) {
            table->columns = at + 1;
            if (column_is_written(&table->resource->columns[at]))
                table->written |= UINT64_C(1) << at;
        }
    }
    return STATUS_OK;
}

enum status stage_new(struct stage **result, struct problem *p)
{
    *result = NULL;
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage)
        return problem_memory(p);
    enum status status = db_open(&stage->db, db_of_staging, "", DB_SCRATCH, p);
    if (status == STATUS_OK)
        status = db_run(stage->db,
                        "CREATE TABLE _retired(\"table\",\"id\",\"release\","
                        "PRIMARY KEY(\"table\",\"id\"))",
                        p);
    if (status == STATUS_OK)
        status = create_tables(stage, p);
    if (status != STATUS_OK) {
        stage_free(stage);
        return status;
    }
    *result = stage;
    return STATUS_OK;
}

void stage_free(struct stage *stage)
{
    if (!stage)
        return;
    for (size_t i = 0; i < stage->table_count; i++) {
        struct stage_table *table = &stage->tables[i];
        db_finish(table->find);
        row_file_free(&table->rows);
        free(table->found);
        arena_free(&table->room.set);
    }
    db_close(stage->db);
    free(stage->tables);
    free(stage->files);
    free(stage->japanese);
    free(stage);
}

/* The number under which a file name is kept; the last one is asked for again and again. */
static bool file_number(struct stage *stage, const char *file, size_t *number)
{
    for (size_t i = stage->file_count; i-- > 0;) {
        if (stage->files[i] == file) {
            *number = i;
            return true;
        }
    }
    if (stage->file_count == stage->file_cap) {
        size_t cap = stage->file_cap ? stage->file_cap * 2 : FILES_FIRST;
        const char **files = realloc(stage->files, cap * sizeof *files);
        if (!files)
            return false;
        stage->files = files;
        stage->file_cap = cap;
    }
    stage->files[stage->file_count] = file;
    *number = stage->file_count++;
    return true;
}

enum status stage_add(struct stage *stage, const struct resource *resource,
                      const struct staged *row, struct problem *p)
{
    struct stage_table *table = stage_table(stage, resource);
    size_t file;
    if (!file_number(stage, row->place.file, &file))
        return problem_memory(p);
    if (!table->file)
        table->file = row->place.file;
    for (unsigned i = 0; i < STAGE_SORTS; i++)
        table->sorts |= (unsigned)(row->sorts[i].len > 0) << i;
    const struct row_fixed fixed = {.number = table->rows.records + 1,
                                    .line = row->place.line,
                                    .bad = row->bad,
                                    .waits = row->waits,
                                    .file = (uint32_t)file};
    return row_file_add(&table->rows, &fixed, row, table->written, p);
}

uint64_t stage_rows(const struct stage *stage, const struct resource *resource)
{
    return stage_table(stage, resource)->rows.records;
}

const char *stage_file(const struct stage *stage, const struct resource *resource)
{
    return stage_table(stage, resource)->file;
}

/* --- retired ids ------------------------------------------------------------------------------ */

static enum status run_once(struct stage *stage, const char *sql, const struct slice *values,
                            int count, struct problem *p)
{
    struct statement *statement;
    bool row;
    enum status status = db_prepare(stage->db, sql, &statement, p);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < count; i++)
        db_bind(statement, i + 1, values[i]);
    status = db_step(statement, &row, p);
    db_finish(statement);
    return status;
}

enum status stage_retire(struct stage *stage, struct slice table, struct slice id,
                         struct slice release, struct problem *p)
{
    const struct slice values[] = {table, id, release};
    return run_once(stage,
                    "INSERT INTO _retired VALUES($1,$2,$3) ON CONFLICT(\"table\",\"id\") "
                    "DO UPDATE SET \"release\"=excluded.\"release\"",
                    values, 3, p);
}

enum status stage_unretire(struct stage *stage, struct slice table, struct slice id,
                           struct problem *p)
{
    const struct slice values[] = {table, id};
    return run_once(stage, "DELETE FROM _retired WHERE \"table\"=$1 AND \"id\"=$2", values, 2, p);
}

enum status stage_retired(struct stage *stage,
                          enum status (*each)(void *context, struct slice table, struct slice id,
                                              struct slice release, struct problem *p),
                          void *context, struct problem *p)
{
    struct statement *statement;
    enum status status = db_prepare(
        stage->db, "SELECT \"table\",\"id\",\"release\" FROM _retired ORDER BY 1,2", &statement, p);
    bool row = status == STATUS_OK;
    while (status == STATUS_OK) {
        status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            break;
        status =
            each(context, db_text(statement, 0), db_text(statement, 1), db_text(statement, 2), p);
    }
    db_finish(statement);
    return status;
}
