/* The scratch database of the checker: filling it and its statements.
 *
 * Reading rows back is stage_read.c. Judges nothing. */
#include "hiraku/staging/stage.h"

#include "hiraku/base/out.h"
#include "hiraku/model/registry.h"
#include "hiraku/store/bulk_loader.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "stage_tables.h"

#include <stdio.h>
#include <stdlib.h>

enum { SQL_MAX = 16 * 1024, FILES_FIRST = 16 };

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

static enum status create(struct stage *stage, const struct resource *resource, struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "CREATE TABLE ");
    stage_name(&sql, resource->name);
    out_char(&sql, '(');
    out_text(&sql, stage->db->driver->dialect->row_definition);
    out_text(&sql, ",\"_file\",\"_line\",\"_bad\",\"_waits\",\"_1\",\"_2\",\"_3\"");
    for (const struct column *column = resource->columns; column->name; column++) {
        if (!column_is_written(column))
            continue;
        out_char(&sql, ',');
        stage_name(&sql, column->name);
    }
    out_char(&sql, ')');
    enum status status = sql_run(stage->db, &sql, p);
    return status;
}

static enum status prepare_insert(struct stage *stage, struct stage_table *table, struct problem *p)
{
    struct out sql;
    int count = STAGE_FIXED;
    for (const struct column *column = table->resource->columns; column->name; column++)
        count += column_is_written(column);
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "INSERT INTO ");
    stage_name(&sql, table->resource->name);
    out_text(&sql, " VALUES(");
    out_text(&sql, stage->db->driver->dialect->row_value);
    for (int i = 1; i <= count; i++) {
        out_text(&sql, ",$");
        out_int(&sql, i);
    }
    out_char(&sql, ')');
    enum status status = sql_prepare(stage->db, &sql, &table->insert, p);
    return status;
}

static enum status create_tables(struct stage *stage, struct problem *p)
{
    stage->tables = calloc(model_resource_count, sizeof *stage->tables);
    if (!stage->tables)
        return problem_memory(p);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++) {
        struct stage_table *table = &stage->tables[i];
        table->resource = model_resources[i];
        stage->table_count = i + 1;
        status = create(stage, table->resource, p);
        if (status == STATUS_OK)
            status = prepare_insert(stage, table, p);
    }
    return status;
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
                        "PRIMARY KEY(\"table\",\"id\")); BEGIN",
                        p);
    if (status == STATUS_OK)
        status = create_tables(stage, p);
    if (status == STATUS_OK)
        status = bulk_loader_new(&stage->loader, p);
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
    bulk_loader_free(stage->loader);
    for (size_t i = 0; i < stage->table_count; i++) {
        db_finish(stage->tables[i].insert);
        db_finish(stage->tables[i].find);
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

/* While the stage is read: its connection is the caller's. */
static enum status load_now(struct statement *insert, const struct slice *values, size_t count,
                            struct problem *p)
{
    bool row;
    for (size_t i = 0; i < count; i++)
        db_bind(insert, (int)i + 1, values[i]);
    return db_step(insert, &row, p);
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
    char numbers[4][24];
    snprintf(numbers[0], sizeof numbers[0], "%zu", file);
    snprintf(numbers[1], sizeof numbers[1], "%llu", (unsigned long long)row->place.line);
    snprintf(numbers[2], sizeof numbers[2], "%llx", (unsigned long long)row->bad);
    snprintf(numbers[3], sizeof numbers[3], "%llx", (unsigned long long)row->waits);
    struct slice values[STAGE_FIXED + COLUMNS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < 4; i++)
        values[count++] = slice_of(numbers[i]);
    for (size_t i = 0; i < STAGE_SORTS; i++)
        values[count++] = row->sorts[i];
    for (size_t i = 0; resource->columns[i].name; i++)
        if (column_is_written(&resource->columns[i]))
            values[count++] = row->cells[i];
    enum status status = stage->sealed
                             ? load_now(table->insert, values, count, p)
                             : bulk_loader_row(stage->loader, table->insert, values, count, p);
    if (status == STATUS_OK)
        table->rows++;
    return status;
}

enum status stage_seal(struct stage *stage, struct problem *p)
{
    enum status status = bulk_loader_wait(stage->loader, p);
    stage->sealed = true;
    for (size_t i = 0; i < stage->table_count && status == STATUS_OK; i++) {
        const struct resource *resource = stage->tables[i].resource;
        struct out sql;
        out_open_memory(&sql, SQL_MAX);
        out_text(&sql, "CREATE INDEX \"_key_");
        out_text(&sql, resource->name);
        out_text(&sql, "\" ON ");
        stage_name(&sql, resource->name);
        const char *comma = "(";
        for (const struct column *column = resource->columns; column->name; column++) {
            if (!(column->flags & COL_KEY))
                continue;
            out_text(&sql, comma);
            stage_name(&sql, column->name);
            comma = ",";
        }
        out_char(&sql, ')');
        status = sql_run(stage->db, &sql, p);
    }
    return status == STATUS_OK ? db_run(stage->db, "COMMIT", p) : status;
}

uint64_t stage_rows(const struct stage *stage, const struct resource *resource)
{
    return stage_table(stage, resource)->rows;
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
