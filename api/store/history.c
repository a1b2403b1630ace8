/* See history.h. All releases in which a cell changed are kept: the newest that is not behind the
 * view counts. What of other records counts are the cells that are shown beside a record's
 * references. */
#include "hiraku/store/history.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/change_reader.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "history.h"
#include "store.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define HISTORY_TABLE "hiraku_history"

/* What of the instance is in every record: its identifiers, and the days of its periods. */
#define OF_INSTANCE                                                                                \
    "(tab='instance' AND id='instance' AND col IN('base_url','fiscal_year_first_month'))"

enum { SQL_SIZE = 65536 };

void history_create(struct out *sql, const struct dialect *dialect)
{
    out_text(sql, "CREATE TABLE " HISTORY_TABLE "(tab TEXT NOT NULL,id TEXT NOT NULL,"
                  "release INTEGER NOT NULL,col TEXT NOT NULL,"
                  "PRIMARY KEY(tab,id,release,col))");
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
    db_bind(insert, 3, slice_of(number));
    db_bind(insert, 4, column);
    return db_step(insert, &row, p);
}

/* Tables that are computed change with what they are computed from. */
static bool history_is_kept(const struct change *change)
{
    const struct resource *resource = model_resource(change->table);
    return change->kind != CHANGE_REMOVED && change->kind != CHANGE_LOST_CELL &&
           !(resource && resource->computed);
}

/* Whether the history goes on with the changes of a release. */
static enum status history_is_told(const char *dir, bool *told, struct problem *p)
{
    struct manifest *manifest = malloc(sizeof *manifest);
    if (!manifest)
        return problem_memory(p);
    enum status status = changes_manifest_read(manifest, dir, told, p);
    free(manifest);
    return status;
}

struct history_rows {
    struct statement *insert;
    uint64_t release;
};

static enum status history_take(void *context, const struct change *change, struct problem *p)
{
    const struct history_rows *rows = context;
    return history_is_kept(change) ? history_keep(rows->insert, change->table, change->key,
                                                  change->column, rows->release, p)
                                   : STATUS_OK;
}

enum status history_fill(struct db *db, const char *dir, struct problem *p)
{
    struct statement *insert;
    char sibling[FILE_PATH_SIZE];
    bool whole, told;
    uint64_t number = layout_number(dir, &whole), at = number;
    enum status status = db_prepare(db,
                                    "INSERT INTO " HISTORY_TABLE
                                    " VALUES($1,$2,CAST($3 AS INTEGER),$4) ON CONFLICT DO NOTHING",
                                    &insert, p);
    if (status != STATUS_OK)
        return status;
    struct history_rows rows = {.insert = insert};
    for (; at > 1 && status == STATUS_OK; at--) {
        layout_sibling(dir, at, sibling);
        const char *release = at == number ? dir : sibling;
        status = history_is_told(release, &told, p);
        if (status != STATUS_OK || !told)
            break;
        rows.release = at;
        status = change_reader_each(release, history_take, &rows, p);
    }
    if (status == STATUS_OK && number > 0) /* of what did not change since */
        status = history_keep(insert, slice_of(""), slice_of(""), slice_of(""), at, p);
    db_finish(insert);
    return status;
}

/* Of the releases up to the view. */
static void put_view(struct out *sql, const struct store *store)
{
    out_text(sql, " AND release<=");
    out_int(sql, (int64_t)store->columns.view);
}

/* The newest change of what is shown beside a reference; $1, $2 … are the ids of records. */
static void put_looked_up(struct out *sql, const struct column *via, const struct column *field,
                          size_t number)
{
    out_text(sql, " UNION ALL SELECT max(release) FROM " HISTORY_TABLE " WHERE tab='");
    out_text(sql, via->ref->name);
    out_text(sql, "' AND col IN('*','");
    out_text(sql, field->name);
    out_text(sql, "') AND id=$");
    out_int(sql, (int64_t)number);
}

/* The ids of the records that a question of history is about: the record's own, then for each
 * looked-up column that of the record that it is read from. */
struct history_ids {
    struct slice ids[COLUMNS_MAX + 1];
    size_t count;
};

static void history_follow(struct history_ids *ids, const struct table_data *table, uint32_t row,
                           const struct column *via)
{
    const struct column_data *reference = table_column(table, via);
    ids->ids[ids->count++] =
        reference ? data_text(reference, data_code(reference, row), NULL) : SLICE_NONE;
}

static void history_write(struct out *sql, struct history_ids *ids, const struct store *store,
                          const struct resource *resource, unsigned without)
{
    const struct table_data *table = columns_table(&store->columns, resource);
    uint32_t row;
    bool there = table && table_find(table, ids->ids[0], &row);
    out_text(sql, "SELECT max(release) FROM (SELECT max(release) AS release FROM " HISTORY_TABLE
                  " WHERE ((tab='");
    out_text(sql, resource->name);
    out_text(sql, "' AND id=$1) OR (tab='' AND id='') OR " OF_INSTANCE ")");
    put_view(sql, store);
    for (const struct column *column = resource->columns; there && column->name; column++) {
        if (!(column->flags & COL_LOOKUP) || column->flags & without)
            continue;
        const struct column *via = model_column(resource, slice_of(column->via));
        history_follow(ids, table, row, via);
        put_looked_up(sql, via, model_column(via->ref, slice_of(column->field)), ids->count);
        put_view(sql, store);
    }
    out_char(sql, ')');
}

enum status store_changed_in(struct store *store, const struct resource *resource, struct slice id,
                             unsigned without, uint64_t *release, struct problem *p)
{
    struct history_ids ids = {.ids = {id}, .count = 1};
    struct statement *statement;
    struct out sql;
    bool row;
    *release = 0;
    if (resource->computed)
        return STATUS_OK;
    out_open_memory(&sql, SQL_SIZE);
    history_write(&sql, &ids, store, resource, without);
    enum status status = sql_prepare(store->db, &sql, &statement, p);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < ids.count; i++)
        db_bind(statement, (int)i + 1, ids.ids[i]);
    status = db_step(statement, &row, p);
    if (status == STATUS_OK && row)
        *release = (uint64_t)db_int(statement, 0);
    db_finish(statement);
    return status;
}
