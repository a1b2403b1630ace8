/* Records of the stage by their ids: the record itself, its neighbours, its parents.
 *
 * A table of the scratch database has the id, the number and the place of each row of a table that
 * is asked so, made when it is first asked for. Changes no row. */
#include "hiraku/staging/stage.h"

#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "stage_tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { SQL_MAX = 4096, NEAREST_MAX = 5000, NUMBER_SIZE = 24 };

/* --- the table of ids ------------------------------------------------------------------------- */

static void ids_name(struct out *sql, const struct stage_table *table)
{
    out_text(sql, "\"_ids_");
    out_text(sql, table->resource->name);
    out_char(sql, '"');
}

static enum status ids_create(struct stage *stage, struct stage_table *table, struct problem *p)
{
    struct out sql;
    db_finish(table->find);
    table->find = NULL;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "BEGIN; DROP TABLE IF EXISTS ");
    ids_name(&sql, table);
    out_text(&sql, "; CREATE TABLE ");
    ids_name(&sql, table);
    out_char(&sql, '(');
    out_text(&sql, stage->db->driver->dialect->row_definition);
    out_text(&sql, ",\"id\",\"at\")");
    return sql_run(stage->db, &sql, p);
}

static enum status ids_insert(const struct stage_table *table, struct statement *insert,
                              struct problem *p)
{
    struct row_reader reader;
    struct slice record;
    row_reader_open(&reader, &table->rows, 0, row_file_end(&table->rows));
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        char number[NUMBER_SIZE], place[NUMBER_SIZE];
        struct slice cells[COLUMNS_MAX];
        struct row_fixed fixed;
        struct staged row;
        bool more;
        snprintf(place, sizeof place, "%" PRIu64, row_reader_place(&reader));
        status = row_reader_next(&reader, &record, p);
        if (status != STATUS_OK || record.len == 0)
            break;
        row_read(record, 1, table->columns, &fixed, &row, cells);
        snprintf(number, sizeof number, "%" PRIu64, fixed.number);
        db_bind(insert, 1, slice_of(number));
        db_bind(insert, 2, cells[0]);
        db_bind(insert, 3, slice_of(place));
        status = db_step(insert, &more, p);
    }
    row_reader_close(&reader);
    return status;
}

static enum status ids_fill(struct stage *stage, const struct stage_table *table, struct problem *p)
{
    struct out sql;
    struct statement *insert;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "INSERT INTO ");
    ids_name(&sql, table);
    out_text(&sql, " VALUES(CAST($1 AS INTEGER),$2,$3)");
    enum status status = sql_prepare(stage->db, &sql, &insert, p);
    if (status == STATUS_OK)
        status = ids_insert(table, insert, p);
    db_finish(insert);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "CREATE INDEX \"_ids_by_");
    out_text(&sql, table->resource->name);
    out_text(&sql, "\" ON ");
    ids_name(&sql, table);
    out_text(&sql, "(\"id\"); COMMIT");
    return sql_run(stage->db, &sql, p);
}

/* The table with all its rows in the table of ids. */
static enum status ids_of(struct stage *stage, const struct resource *resource,
                          struct stage_table **result, struct problem *p)
{
    struct stage_table *table = *result = stage_table(stage, resource);
    enum status status = stage_order_by_key(table, p);
    if (status != STATUS_OK || (table->has_ids && table->listed == table->rows.records))
        return status;
    status = ids_create(stage, table, p);
    if (status == STATUS_OK)
        status = ids_fill(stage, table, p);
    table->listed = table->rows.records;
    table->has_ids = status == STATUS_OK;
    return status;
}

/* «SELECT what FROM ids rest». */
static enum status ids_prepare(const struct stage *stage, const struct stage_table *table,
                               const char *what, const char *rest, struct statement **statement,
                               struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "SELECT ");
    out_text(&sql, what);
    out_text(&sql, " FROM ");
    ids_name(&sql, table);
    out_text(&sql, rest);
    return sql_prepare(stage->db, &sql, statement, p);
}

/* «ORDER BY number of the row» */
static enum status ids_prepare_by_id(const struct stage *stage, const struct stage_table *table,
                                     const char *what, struct statement **statement,
                                     struct problem *p)
{
    char rest[128];
    snprintf(rest, sizeof rest, " WHERE \"id\"=$1 ORDER BY %s", stage->db->driver->dialect->row);
    return ids_prepare(stage, table, what, rest, statement, p);
}

/* --- one record ------------------------------------------------------------------------------- */

static enum status ids_read(struct stage_table *table, uint64_t at, struct staged *row,
                            struct problem *p)
{
    struct slice record;
    enum status status =
        row_file_get(&table->rows, at, &table->found, &table->found_cap, &record, p);
    return status == STATUS_OK ? stage_read_row(table, record, table->written, &table->room, row, p)
                               : status;
}

enum status stage_find(struct stage *stage, const struct resource *resource, struct slice id,
                       struct staged *row, bool *found, struct problem *p)
{
    struct stage_table *table;
    *found = false;
    enum status status = ids_of(stage, resource, &table, p);
    if (status == STATUS_OK && !table->find)
        status = ids_prepare_by_id(stage, table, "\"at\"", &table->find, p);
    if (status != STATUS_OK)
        return status;
    db_bind(table->find, 1, id);
    status = db_step(table->find, found, p);
    uint64_t at = status == STATUS_OK && *found ? (uint64_t)db_int(table->find, 0) : 0;
    db_reset(table->find);
    return status == STATUS_OK && *found ? ids_read(table, at, row, p) : status;
}

enum status stage_row(struct stage *stage, const struct resource *resource, uint32_t number,
                      struct arena *arena, struct stage_origin *origin, struct problem *p)
{
    struct stage_table *table;
    struct statement *statement = NULL;
    struct staged row = {.cells = NULL};
    char rest[128];
    bool found = false;
    enum status status = ids_of(stage, resource, &table, p);
    snprintf(rest, sizeof rest, " WHERE %s=%" PRIu32, stage->db->driver->dialect->row, number);
    if (status == STATUS_OK)
        status = ids_prepare(stage, table, "\"at\"", rest, &statement, p);
    if (status == STATUS_OK)
        status = db_step(statement, &found, p);
    if (status == STATUS_OK && found)
        status = ids_read(table, (uint64_t)db_int(statement, 0), &row, p);
    if (status == STATUS_OK && found) {
        origin->id = arena_copy(arena, row.cells[0]);
        origin->place = row.place;
    }
    db_finish(statement);
    return status;
}

/* --- several ---------------------------------------------------------------------------------- */

/* Small tables are searched whole, large ones around the place where the id would stand. */
enum status stage_nearest(struct stage *stage, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p)
{
    size_t best = SIZE_MAX, distance;
    struct stage_table *table;
    struct statement *statement;
    char rest[128];
    *nearest = SLICE_NONE;
    enum status status = ids_of(stage, resource, &table, p);
    if (status != STATUS_OK)
        return status;
    bool large = table->rows.records > NEAREST_MAX;
    snprintf(rest, sizeof rest, "%s ORDER BY \"id\" LIMIT %d", large ? " WHERE \"id\">=$1" : "",
             NEAREST_MAX);
    status = ids_prepare(stage, table, "\"id\"", rest, &statement, p);
    if (status == STATUS_OK && large)
        db_bind(statement, 1, utf8_cut(id, id.len / 2));
    while (status == STATUS_OK) {
        bool more;
        status = db_step(statement, &more, p);
        if (status != STATUS_OK || !more)
            break;
        struct slice other = db_text(statement, 0);
        if (!text_is_near(id, other, &distance) || distance > best)
            continue;
        *nearest = distance < best ? arena_copy(arena, other) : SLICE_NONE;
        best = distance;
    }
    db_finish(statement);
    return status;
}

/* The number of the last record with an id; 0: there is none. */
static enum status last_number(struct statement *numbers, struct slice id, uint64_t *number,
                               struct problem *p)
{
    bool more = true;
    *number = 0;
    db_reset(numbers);
    db_bind(numbers, 1, id);
    for (;;) {
        enum status status = db_step(numbers, &more, p);
        if (status != STATUS_OK || !more)
            return status;
        *number = (uint64_t)db_int(numbers, 0);
    }
}

enum status stage_parents(struct stage *stage, const struct resource *resource,
                          const struct column *column, uint32_t *parents, struct problem *p)
{
    const char *const columns[] = {column->name, NULL};
    const struct stage_order order = {columns, NULL, column->name};
    size_t index = model_index(resource, column);
    struct stage_table *table;
    struct statement *numbers = NULL;
    struct stage_cursor *cursor = NULL;
    enum status status = ids_of(stage, resource, &table, p);
    if (status == STATUS_OK)
        status = ids_prepare_by_id(stage, table, stage->db->driver->dialect->row, &numbers, p);
    if (status == STATUS_OK)
        status = stage_select(stage, resource, &order, &cursor, p);
    while (status == STATUS_OK) {
        struct staged row;
        uint64_t parent;
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = last_number(numbers, row.cells[index], &parent, p);
        if (parent > 0)
            parents[row.number] = (uint32_t)parent;
    }
    stage_close(cursor);
    db_finish(numbers);
    return status;
}
