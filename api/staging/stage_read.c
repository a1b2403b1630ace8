/* Reading the scratch database of the checker: rows in an order, one record, its neighbours.
 *
 * Orders by bytes (SQLite's BINARY collation). Changes nothing. */
#include "hiraku/staging/stage.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "stage_tables.h"

#include <stdlib.h>

enum { SQL_MAX = 16 * 1024, NEAREST_MAX = 5000 };

struct stage_cursor {
    struct stage *stage;
    struct statement *statement;
    const struct resource *resource;
    int at[COLUMNS_MAX]; /* result column of each cell, −1: not read */
    struct slice cells[COLUMNS_MAX];
};

static bool stage_read_is_wanted(const struct column *column, const char *const *columns)
{
    if (!column_is_written(column))
        return false;
    if (!columns)
        return true;
    for (; *columns; columns++)
        if (strcmp(*columns, column->name) == 0)
            return true;
    return false;
}

/* «SELECT fixed columns, cells FROM table»; fills `at`. */
static void stage_read_write_select(struct out *sql, const struct resource *resource,
                                    const char *const *columns, int *at)
{
    int count = STAGE_FIXED;
    out_text(sql, "SELECT \"_file\",\"_line\",\"_bad\",\"_waits\",\"_1\",\"_2\",\"_3\"");
    for (size_t i = 0; resource->columns[i].name; i++) {
        at[i] = -1;
        if (!stage_read_is_wanted(&resource->columns[i], columns))
            continue;
        out_char(sql, ',');
        stage_name(sql, resource->columns[i].name);
        at[i] = count++;
    }
    out_text(sql, " FROM ");
    stage_name(sql, resource->name);
}

static void write_order(struct out *sql, const struct dialect *dialect,
                        const struct resource *resource, const char *const *by)
{
    const char *comma = " ORDER BY ";
    for (; by && *by; by++) {
        out_text(sql, comma);
        stage_name(sql, **by == '-' ? *by + 1 : *by);
        if (**by == '-')
            out_text(sql, " DESC");
        comma = ",";
    }
    for (const struct column *column = by ? NULL : resource->columns; column && column->name;
         column++) {
        if (!(column->flags & COL_KEY))
            continue;
        out_text(sql, comma);
        stage_name(sql, column->name);
        comma = ",";
    }
    out_text(sql, comma);
    out_text(sql, dialect->row);
}

enum status stage_select(struct stage *stage, const struct resource *resource,
                         const struct stage_order *order, struct stage_cursor **result,
                         struct problem *p)
{
    static const struct stage_order plain;
    order = order ? order : &plain;
    *result = NULL;
    struct stage_cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor)
        return problem_memory(p);
    cursor->stage = stage;
    cursor->resource = resource;
    struct out sql;
    out_open_memory(&sql, SQL_MAX);
    stage_read_write_select(&sql, resource, order->columns, cursor->at);
    if (order->only) {
        out_text(&sql, " WHERE ");
        stage_name(&sql, order->only);
        out_text(&sql, "<>''");
    }
    write_order(&sql, stage->db->driver->dialect, resource, order->by);
    enum status status = sql_prepare(stage->db, &sql, &cursor->statement, p);
    if (status == STATUS_OK)
        *result = cursor;
    else
        stage_close(cursor);
    return status;
}

void stage_close(struct stage_cursor *cursor)
{
    if (!cursor)
        return;
    db_finish(cursor->statement);
    free(cursor);
}

enum status stage_values(struct stage *stage, const struct stage_column *columns, size_t count,
                         enum status (*each)(void *context, struct slice value, struct problem *p),
                         void *context, struct problem *p)
{
    struct out sql;
    struct statement *statement = NULL;
    out_open_memory(&sql, SQL_MAX);
    for (size_t i = 0; i < count; i++) {
        out_text(&sql, i > 0 ? " UNION SELECT DISTINCT " : "SELECT DISTINCT ");
        stage_name(&sql, columns[i].column->name);
        out_text(&sql, " FROM ");
        stage_name(&sql, columns[i].resource->name);
    }
    enum status status = sql_prepare(stage->db, &sql, &statement, p);
    while (status == STATUS_OK) {
        bool row;
        status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            break;
        struct slice value = db_text(statement, 0);
        if (value.len > 0)
            status = each(context, value, p);
    }
    db_finish(statement);
    return status;
}

static uint64_t stage_read_parse(struct slice text, int base)
{
    char buffer[24];
    size_t len = text.len < sizeof buffer ? text.len : sizeof buffer - 1;
    memcpy(buffer, text.len ? text.at : "", len);
    buffer[len] = '\0';
    return strtoull(buffer, NULL, base);
}

/* The row on which a statement of stage_read_write_select stands. */
static void take_row(const struct stage *stage, const struct statement *statement, const int *at,
                     size_t count, struct slice *cells, struct staged *row)
{
    size_t file = (size_t)db_int(statement, 0);
    row->place = (struct place){
        .file = file < stage->file_count ? stage->files[file] : "",
        .line = (uint64_t)db_int(statement, 1),
        .column = "",
    };
    row->bad = stage_read_parse(db_text(statement, 2), 16);
    row->waits = stage_read_parse(db_text(statement, 3), 16);
    for (int i = 0; i < STAGE_SORTS; i++)
        row->sorts[i] = db_text(statement, 4 + i);
    for (size_t i = 0; i < count; i++)
        cells[i] = at[i] < 0 ? SLICE_NONE : db_text(statement, at[i]);
    row->cells = cells;
}

enum status stage_next(struct stage_cursor *cursor, struct staged *row, bool *more,
                       struct problem *p)
{
    enum status status = db_step(cursor->statement, more, p);
    if (status == STATUS_OK && *more)
        take_row(cursor->stage, cursor->statement, cursor->at, model_column_count(cursor->resource),
                 cursor->cells, row);
    return status;
}

/* Result columns of a select of all written columns. */
static void all_columns(const struct resource *resource, int *at)
{
    int count = STAGE_FIXED;
    for (size_t i = 0; resource->columns[i].name; i++)
        at[i] = column_is_written(&resource->columns[i]) ? count++ : -1;
}

enum status stage_find(struct stage *stage, const struct resource *resource, struct slice id,
                       struct staged *row, bool *found, struct problem *p)
{
    struct stage_table *table = stage_table(stage, resource);
    int at[COLUMNS_MAX] = {0};
    *found = false;
    if (table->find) {
        db_reset(table->find);
        all_columns(resource, at);
    } else {
        struct out sql;
        out_open_memory(&sql, SQL_MAX);
        stage_read_write_select(&sql, resource, NULL, at);
        out_text(&sql, " WHERE ");
        stage_name(&sql, resource->columns[0].name);
        out_text(&sql, "=$1 LIMIT 1");
        enum status status = sql_prepare(stage->db, &sql, &table->find, p);
        if (status != STATUS_OK)
            return status;
    }
    db_bind(table->find, 1, id);
    enum status status = db_step(table->find, found, p);
    if (status == STATUS_OK && *found)
        take_row(stage, table->find, at, model_column_count(resource), table->found, row);
    return status;
}

/* Small tables are searched whole, large ones around the place where the id would stand. */
enum status stage_nearest(struct stage *stage, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p)
{
    size_t best = SIZE_MAX, distance;
    struct statement *statement;
    struct out sql;
    *nearest = SLICE_NONE;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "SELECT \"id\" FROM ");
    stage_name(&sql, resource->name);
    if (stage_table(stage, resource)->rows > NEAREST_MAX)
        out_text(&sql, " WHERE \"id\">=$1");
    out_text(&sql, " ORDER BY \"id\" LIMIT ");
    out_int(&sql, NEAREST_MAX);
    enum status status = sql_prepare(stage->db, &sql, &statement, p);
    if (status != STATUS_OK)
        return status;
    if (stage_table(stage, resource)->rows > NEAREST_MAX)
        db_bind(statement, 1, utf8_cut(id, id.len / 2));
    for (;;) {
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

enum status stage_parents(struct stage *stage, const struct resource *resource,
                          const struct column *column, uint32_t *parents, struct problem *p)
{
    const struct dialect *dialect = stage->db->driver->dialect;
    struct statement *statement;
    struct out sql;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "SELECT c.");
    out_text(&sql, dialect->row);
    out_text(&sql, ",p.");
    out_text(&sql, dialect->row);
    out_text(&sql, " FROM ");
    stage_name(&sql, resource->name);
    out_text(&sql, " c JOIN ");
    stage_name(&sql, resource->name);
    out_text(&sql, " p ON p.\"id\"=c.");
    stage_name(&sql, column->name);
    out_text(&sql, " WHERE c.");
    stage_name(&sql, column->name);
    out_text(&sql, "<>''");
    enum status status = sql_prepare(stage->db, &sql, &statement, p);
    while (status == STATUS_OK) {
        bool more;
        status = db_step(statement, &more, p);
        if (status != STATUS_OK || !more)
            break;
        uint64_t row = (uint64_t)db_int(statement, 0);
        if (row <= stage_rows(stage, resource))
            parents[row] = (uint32_t)db_int(statement, 1);
    }
    db_finish(statement);
    return status;
}

enum status stage_row(struct stage *stage, const struct resource *resource, uint32_t number,
                      struct arena *arena, struct stage_origin *origin, struct problem *p)
{
    struct statement *statement;
    struct out sql;
    bool found = false;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "SELECT \"id\",\"_file\",\"_line\" FROM ");
    stage_name(&sql, resource->name);
    out_text(&sql, " WHERE ");
    out_text(&sql, stage->db->driver->dialect->row);
    out_char(&sql, '=');
    out_int(&sql, number);
    enum status status = sql_prepare(stage->db, &sql, &statement, p);
    if (status == STATUS_OK)
        status = db_step(statement, &found, p);
    if (status == STATUS_OK && found) {
        size_t file = (size_t)db_int(statement, 1);
        origin->id = arena_copy(arena, db_text(statement, 0));
        origin->place = (struct place){
            .file = file < stage->file_count ? stage->files[file] : "",
            .line = (uint64_t)db_int(statement, 2),
            .column = "",
        };
    }
    db_finish(statement);
    return status;
}
