/* The database that people download: plain tables, and nothing that only hiraku uses.
 *
 * A table of every resource with its published columns, its id as primary key, indexes on its
 * references. Whole numbers are INTEGER; decimals are TEXT, because NUMERIC and REAL would turn
 * 5.00 into 5 and lose the digits of long figures: the view TABLE_real has them as REAL for
 * calculating, and the table and `_columns` say so. An empty cell is NULL. `_columns` is the
 * dictionary, `_codes` what codes mean,
 * `_instance` who published what under which terms. The same bytes for the same release: one
 * program fills the file once, in key order. No search tables. */
#include "hiraku/store/download.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/model/dictionary.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/type.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/release/manifest.h"
#include "hiraku/store/cursor.h"
#include "hiraku/store/sqlite.h"
#include "hiraku/store/statement.h"

#include <inttypes.h>
#include <stdio.h>

enum { PATTERNS_MAX = 32, SQL_MOST = 256 * 1024, NUMBER_SIZE = 24, TYPE_SIZE = 128 };

static void download_name(struct out *sql, const char *text)
{
    out_char(sql, '"');
    out_text(sql, text);
    out_char(sql, '"');
}

/* A comment stays in the schema that the database shows. */
static void say_view(struct out *sql, const struct resource *table)
{
    out_text(sql, " /* decimal as text; as numbers in the view ");
    out_text(sql, table->name);
    out_text(sql, "_real */");
}

static void create_table(struct out *sql, const struct resource *table)
{
    out_text(sql, "CREATE TABLE ");
    download_name(sql, table->name);
    for (const struct column *column = table->columns; column->name; column++) {
        if (!column_is_published(column))
            continue;
        out_text(sql, column == table->columns ? "(\n  " : ",\n  ");
        download_name(sql, column->name);
        out_char(sql, ' ');
        out_text(sql, type_of(column)->sql);
        if (column->type == TYPE_DECIMAL)
            say_view(sql, table);
        if (column == table->columns)
            out_text(sql, " PRIMARY KEY NOT NULL");
        if (column->ref && !(column->flags & COL_MANY)) {
            out_text(sql, " REFERENCES ");
            download_name(sql, column->ref->name);
        }
    }
    out_text(sql, "\n)");
}

static void create_indexes(struct out *sql, const struct resource *table)
{
    for (const struct column *column = table->columns; column->name; column++) {
        if (!column_is_published(column) || !column->ref || column->flags & COL_MANY)
            continue;
        out_text(sql, "CREATE INDEX \"");
        out_text(sql, table->name);
        out_char(sql, '_');
        out_text(sql, column->name);
        out_text(sql, "\" ON ");
        download_name(sql, table->name);
        out_char(sql, '(');
        download_name(sql, column->name);
        out_text(sql, ");\n");
    }
}

/* The same rows with decimals as REAL; none where there are no decimals. */
static void create_view(struct out *sql, const struct resource *table)
{
    bool any = false;
    for (const struct column *column = table->columns; column->name; column++)
        any = any || (column_is_published(column) && column->type == TYPE_DECIMAL);
    if (!any)
        return;
    out_text(sql, "CREATE VIEW \"");
    out_text(sql, table->name);
    out_text(sql, "_real\" AS SELECT ");
    for (const struct column *column = table->columns; column->name; column++) {
        if (!column_is_published(column))
            continue;
        out_text(sql, column == table->columns ? "" : ", ");
        if (column->type == TYPE_DECIMAL)
            out_text(sql, "CAST(");
        download_name(sql, column->name);
        if (column->type == TYPE_DECIMAL) {
            out_text(sql, " AS REAL) AS ");
            download_name(sql, column->name);
        }
    }
    out_text(sql, " FROM ");
    download_name(sql, table->name);
    out_text(sql, ";\n");
}

static enum status insert_into(struct db *db, const char *table, size_t columns,
                               struct statement **insert, struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, SQL_MOST);
    out_text(&sql, "INSERT INTO ");
    download_name(&sql, table);
    for (size_t i = 1; i <= columns; i++) {
        out_text(&sql, i == 1 ? " VALUES(NULLIF($" : ",NULLIF($");
        out_int(&sql, (int64_t)i);
        out_text(&sql, ",'')");
    }
    out_char(&sql, ')');
    return sql_prepare(db, &sql, insert, p);
}

static enum status insert_cells(struct statement *insert, const struct slice *cells, size_t count,
                                struct problem *p)
{
    bool row;
    for (size_t i = 0; i < count; i++)
        db_bind(insert, (int)i + 1, cells[i]);
    return db_step(insert, &row, p);
}

/* Statements for rows with the same empty cells: these need not be asked whether they are NULL. */
struct row_inserts {
    struct statement *of_any; /* for rows of the patterns that came too late */
    struct statement *statements[PATTERNS_MAX];
    uint64_t patterns[PATTERNS_MAX]; /* bit i: cell i has a text */
    size_t count;
};

static enum status row_inserts_add(struct row_inserts *inserts, struct db *db, const char *table,
                                   size_t columns, uint64_t pattern, struct problem *p)
{
    struct out sql;
    int number = 0;
    out_open_memory(&sql, SQL_MOST);
    out_text(&sql, "INSERT INTO ");
    download_name(&sql, table);
    for (size_t i = 0; i < columns; i++) {
        out_text(&sql, i == 0 ? " VALUES(" : ",");
        if (pattern & UINT64_C(1) << i) {
            out_char(&sql, '$');
            out_int(&sql, ++number);
        } else {
            out_text(&sql, "NULL");
        }
    }
    out_char(&sql, ')');
    inserts->patterns[inserts->count] = pattern;
    return sql_prepare(db, &sql, &inserts->statements[inserts->count++], p);
}

static void row_inserts_free(struct row_inserts *inserts)
{
    db_finish(inserts->of_any);
    for (size_t i = 0; i < inserts->count; i++)
        db_finish(inserts->statements[i]);
}

static enum status insert_row(struct row_inserts *inserts, struct db *db, const struct row *row,
                              struct problem *p)
{
    struct slice texts[COLUMNS_MAX];
    size_t columns = row->view->count, count = 0, at = 0;
    uint64_t pattern = 0;
    for (size_t i = 0; i < columns; i++) {
        if (row->cells[i].len == 0)
            continue;
        texts[count++] = row->cells[i];
        pattern |= UINT64_C(1) << i;
    }
    while (at < inserts->count && inserts->patterns[at] != pattern)
        at++;
    if (at == PATTERNS_MAX)
        return insert_cells(inserts->of_any, row->cells, columns, p);
    enum status status = STATUS_OK;
    if (at == inserts->count)
        status = row_inserts_add(inserts, db, row->view->resource->name, columns, pattern, p);
    return status == STATUS_OK ? insert_cells(inserts->statements[at], texts, count, p) : status;
}

static enum status copy_rows(struct db *db, struct store *store, const struct table_state *state,
                             struct problem *p)
{
    struct view view;
    struct query query = {.resource = state->resource};
    struct cursor *cursor = NULL;
    struct row_inserts inserts = {.count = 0};
    struct row row;
    bool more = true;
    uint64_t rows = 0;
    view_init(&view, query.resource, COL_HIDDEN | COL_LOOKUP);
    enum status status = insert_into(db, query.resource->name, view.count, &inserts.of_any, p);
    if (status == STATUS_OK)
        status = store_select(store, &query, &view, &cursor, p);
    while (status == STATUS_OK) {
        status = cursor_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = insert_row(&inserts, db, &row, p);
        rows++;
    }
    cursor_close(cursor);
    row_inserts_free(&inserts);
    if (status == STATUS_OK && rows != state->rows)
        status = problem_set(p, STATUS_BAD_RELEASE, slice_of(query.resource->name), SLICE_NONE,
                             "rows in the store and in the manifest");
    return status;
}

static enum status fill_table(struct db *db, struct store *store, const struct table_state *state,
                              struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, SQL_MOST);
    create_table(&sql, state->resource);
    enum status status = sql_run(db, &sql, p);
    if (status == STATUS_OK)
        status = copy_rows(db, store, state, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&sql, SQL_MOST);
    create_indexes(&sql, state->resource);
    create_view(&sql, state->resource);
    return sql_run(db, &sql, p);
}

static struct slice type_with_view(const struct resource *table, char text[TYPE_SIZE])
{
    snprintf(text, TYPE_SIZE, "decimal as text; as numbers in the view %s_real", table->name);
    return slice_of(text);
}

static enum status fill_columns(struct db *db, const struct manifest *manifest, struct problem *p)
{
    struct statement *insert = NULL;
    struct slice cells[DICTIONARY_CELLS];
    char type[TYPE_SIZE];
    struct out sql;
    out_open_memory(&sql, SQL_MOST);
    for (size_t i = 0; i < DICTIONARY_CELLS; i++) {
        out_text(&sql, i == 0 ? "CREATE TABLE _columns(" : ",");
        download_name(&sql, dictionary_header[i]);
        out_text(&sql, " TEXT");
    }
    out_text(&sql, ",PRIMARY KEY(\"table\",\"column\"))");
    enum status status = sql_run(db, &sql, p);
    if (status == STATUS_OK)
        status = insert_into(db, "_columns", DICTIONARY_CELLS, &insert, p);
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++) {
        const struct resource *table = manifest->tables[i].resource;
        for (const struct column *c = table->columns; c->name && status == STATUS_OK; c++) {
            dictionary_row(table, c, cells);
            if (c->type == TYPE_DECIMAL)
                cells[DICTIONARY_TYPE] = type_with_view(table, type);
            if (column_is_published(c))
                status = insert_cells(insert, cells, DICTIONARY_CELLS, p);
        }
    }
    db_finish(insert);
    return status;
}

static enum status fill_codes(struct db *db, const struct manifest *manifest, struct problem *p)
{
    struct statement *insert = NULL;
    enum status status =
        db_run(db,
               "CREATE TABLE _codes(\"table\" TEXT,\"column\" TEXT,code TEXT,title_ja TEXT,"
               "title_en TEXT,PRIMARY KEY(\"table\",\"column\",code))",
               p);
    if (status == STATUS_OK)
        status = insert_into(db, "_codes", 5, &insert, p);
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++) {
        const struct resource *table = manifest->tables[i].resource;
        for (const struct column *c = table->columns; c->name; c++) {
            const struct code *code = column_is_published(c) ? c->codes : NULL;
            for (; code && code->value && status == STATUS_OK; code++) {
                struct slice cells[] = {slice_of(table->name), slice_of(c->name),
                                        slice_of(code->value), slice_of(code->title_ja),
                                        slice_of(code->title_en)};
                status = insert_cells(insert, cells, 5, p);
            }
        }
    }
    db_finish(insert);
    return status;
}

static enum status fill_instance(struct db *db, const struct instance *instance,
                                 const struct manifest *manifest, struct problem *p)
{
    struct statement *insert = NULL;
    char number[NUMBER_SIZE], when[CLOCK_RFC3339_SIZE];
    enum status status =
        db_run(db, "CREATE TABLE _instance(key TEXT PRIMARY KEY NOT NULL,value TEXT)", p);
    if (status == STATUS_OK)
        status = insert_into(db, "_instance", 2, &insert, p);
    if (status != STATUS_OK)
        return status;
    snprintf(number, sizeof number, "%" PRIu64, manifest->number);
    clock_rfc3339(manifest->published_at, when);
    struct slice release[] = {slice_of("release"), slice_of(number)};
    struct slice published[] = {slice_of("published_at"), slice_of(when)};
    status = insert_cells(insert, release, 2, p);
    if (status == STATUS_OK)
        status = insert_cells(insert, published, 2, p);
    for (const struct column *c = instance_resource.columns; c->name; c++) {
        struct slice cells[] = {slice_of(c->name), instance_cell(instance, c->name)};
        if (status == STATUS_OK && cells[1].len > 0)
            status = insert_cells(insert, cells, 2, p);
    }
    db_finish(insert);
    return status;
}

enum status store_download(struct store *store, const struct instance *instance,
                           const struct manifest *manifest, const char *path, struct problem *p)
{
    struct db *db;
    enum status status = db_open(&db, &sqlite_driver, path, DB_SCRATCH, p);
    if (status != STATUS_OK)
        return status;
    status = db_run(db, "PRAGMA cache_size=-4096; BEGIN", p); /* 4 MiB: rows come in key order */
    if (status == STATUS_OK)
        status = fill_instance(db, instance, manifest, p);
    if (status == STATUS_OK)
        status = fill_columns(db, manifest, p);
    if (status == STATUS_OK)
        status = fill_codes(db, manifest, p);
    for (size_t i = 0; i < manifest->table_count && status == STATUS_OK; i++)
        status = fill_table(db, store, &manifest->tables[i], p);
    /* Nothing was ever deleted, so that there is no free page to VACUUM. */
    if (status == STATUS_OK)
        status = db_run(db, "COMMIT", p);
    db_close(db);
    return status;
}
