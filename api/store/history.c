/* See history.h. The newest change of a cell is met first, as releases are read from the last one
 * back. What of other records counts are the cells that are shown beside a record's references. */
#include "hiraku/store/history.h"

#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "history.h"
#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#define HISTORY_TABLE "hiraku_history"

/* What of the instance is in every record: its identifiers, and the days of its periods. */
#define OF_INSTANCE                                                                                \
    "(tab='instance' AND id='instance' AND col IN('base_url','fiscal_year_first_month'))"

enum { CELLS = 5, SQL_SIZE = 65536 };

void history_create(struct out *sql, const struct dialect *dialect)
{
    out_text(sql, "CREATE TABLE " HISTORY_TABLE "(tab TEXT NOT NULL,id TEXT NOT NULL,"
                  "col TEXT NOT NULL,release INTEGER NOT NULL,"
                  "PRIMARY KEY(tab,id,col))");
    out_text(sql, dialect->keyed);
    out_char(sql, ';');
}

static enum status history_keep(struct statement *insert, struct slice table, struct slice id,
                                struct slice column, uint64_t release, struct problem *p)
{
    char number[24];
    bool row;
    snprintf(number, sizeof number, "%" PRIu64, release);
    db_bind(insert, 1, table);
    db_bind(insert, 2, id);
    db_bind(insert, 3, column);
    db_bind(insert, 4, slice_of(number));
    return db_step(insert, &row, p);
}

/* table,key,column,old,new (releases.h) */
static enum status read_changes(struct statement *insert, const char *path, uint64_t release,
                                struct problem *p)
{
    struct csv *csv = NULL;
    struct csv_record record;
    bool more = true, header = true;
    enum status status = csv_open(&csv, path, layout_changes, NULL, p);
    while (status == STATUS_OK) {
        status = csv_next(csv, &record, &more, p);
        if (status != STATUS_OK || !more)
            break;
        const struct slice *cells = record.cells;
        if (record.count != CELLS)
            status = problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE,
                                 "a change has not as many cells as the header");
        else if (!header && !(slice_is(cells[2], "*") && slice_is(cells[4], "removed")))
            status = history_keep(insert, cells[0], cells[1], cells[2], release, p);
        header = false;
    }
    csv_close(csv);
    return status;
}

enum status history_fill(struct db *db, const char *dir, struct problem *p)
{
    struct statement *insert;
    char path[FILE_PATH_SIZE], sibling[FILE_PATH_SIZE];
    bool whole;
    uint64_t number = layout_number(dir, &whole), at = number;
    enum status status = db_prepare(db,
                                    "INSERT INTO " HISTORY_TABLE
                                    " VALUES($1,$2,$3,CAST($4 AS INTEGER)) ON CONFLICT DO NOTHING",
                                    &insert, p);
    if (status != STATUS_OK)
        return status;
    for (; at > 1 && status == STATUS_OK; at--) {
        layout_sibling(dir, at, sibling);
        status = file_path(path, at == number ? dir : sibling, layout_changes, p);
        if (status != STATUS_OK || access(path, R_OK) != 0)
            break;
        status = read_changes(insert, path, at, p);
    }
    if (status == STATUS_OK && number > 0) /* of what did not change since */
        status = history_keep(insert, slice_of(""), slice_of(""), slice_of(""), at, p);
    db_finish(insert);
    return status;
}

static void put_looked_up(struct out *sql, const struct resource *resource,
                          const struct column *column)
{
    const struct column *via = model_column(resource, slice_of(column->via));
    const struct column *field = model_column(via->ref, slice_of(column->field));
    out_text(sql, " UNION ALL SELECT max(release) FROM " HISTORY_TABLE " WHERE tab='");
    out_text(sql, via->ref->name);
    out_text(sql, "' AND col IN('*','");
    out_text(sql, field->name);
    out_text(sql, "') AND id=(SELECT t.");
    out_text(sql, via->name);
    out_text(sql, " FROM ");
    out_text(sql, resource->name);
    out_text(sql, " t WHERE t.id=$1)");
}

enum status store_changed_in(struct store *store, const struct resource *resource, struct slice id,
                             unsigned without, uint64_t *release, struct problem *p)
{
    struct statement *statement;
    struct out sql;
    bool row;
    *release = 0;
    if (resource->computed)
        return STATUS_OK;
    out_open_memory(&sql, SQL_SIZE);
    out_text(&sql, "SELECT max(release) FROM (SELECT max(release) AS release FROM " HISTORY_TABLE
                   " WHERE (tab='");
    out_text(&sql, resource->name);
    out_text(&sql, "' AND id=$1) OR (tab='' AND id='') OR " OF_INSTANCE);
    for (const struct column *column = resource->columns; column->name; column++)
        if ((column->flags & COL_LOOKUP) && !(column->flags & without))
            put_looked_up(&sql, resource, column);
    out_char(&sql, ')');
    enum status status = sql_prepare(store->db, &sql, &statement, p);
    if (status != STATUS_OK)
        return status;
    db_bind(statement, 1, id);
    status = db_step(statement, &row, p);
    if (status == STATUS_OK && row)
        *release = (uint64_t)db_int(statement, 0);
    db_finish(statement);
    return status;
}
