/* Fills a release's database from its canonical CSV files: once, in key order, then never changed.
 * Reading and loading go on at the same time (bulk_loader.h).
 *
 * Only written cells are read; derived ones are computed here, hidden ones when they are asked for.
 */
#include "hiraku/store/build.h"

#include "hiraku/base/cp932.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/search.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/bulk_loader.h"
#include "hiraku/store/columns/columns_build.h"
#include "hiraku/store/columns/derive.h"
#include "hiraku/store/columns/table_reader.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"
#include "hiraku/value/decimal.h"

#include "extent.h"
#include "history.h"
#include "sql.h"
#include "unencodable.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

/* a cell, its companions and what CP932 lacks */
enum { TERMS_MAX = 16 << 20, UNENCODABLE_MAX = 16384, VALUES_MAX = 3 * COLUMNS_MAX + 1 };

struct filling {
    struct db *db;
    struct bulk_loader *loader;
    const struct resource *resource;
    const struct instance *instance;
    struct statement *insert, *insert_text; /* insert_text NULL: nothing to search */
    uint64_t rows;
    struct arena arena; /* of one record */
    struct cp932 *cp932;
    struct out unencodable; /* of one record */
    struct table_reader reader;
};

/* Where the companions' bytes stand until the record is inserted. */
struct companions {
    char keys[COLUMNS_MAX][DECIMAL_KEY_SIZE], starts[COLUMNS_MAX][DATE_TEXT_SIZE],
        ends[COLUMNS_MAX][DATE_TEXT_SIZE];
};

/* Adds the values of the companions' columns. */
static void add_companions(const struct filling *filling, const struct slice *cells,
                           struct slice *values, size_t *count, struct companions *companions)
{
    const struct resource *resource = filling->resource;
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        struct decimal value;
        if (!column_is_stored(resource, column) || !*sql_companions(column))
            continue;
        if (column->type == TYPE_PERIOD) {
            derive_days(cells[i], filling->instance->first_month, companions->starts[i],
                        companions->ends[i]);
            values[(*count)++] = slice_of(companions->starts[i]);
            values[(*count)++] = slice_of(companions->ends[i]);
            continue;
        }
        companions->keys[i][0] = '\0';
        if (decimal_parse(cells[i], &value) == DECIMAL_GOOD)
            decimal_key(value, companions->keys[i]);
        values[(*count)++] = slice_of(companions->keys[i]);
    }
}

/* The terms of all searchable cells of a record; rows without words are not in the index. */
static enum status insert_terms(struct filling *filling, const struct slice *cells,
                                struct problem *p)
{
    struct out terms;
    char number[24];
    enum status status = STATUS_OK;
    out_open_memory(&terms, TERMS_MAX);
    for (size_t i = 0; filling->resource->columns[i].name; i++)
        if ((filling->resource->columns[i].flags & COL_SEARCH) && cells[i].len > 0) {
            out_slice(&terms, search_terms(&filling->arena, cells[i]));
            out_char(&terms, ' ');
        }
    if (arena_overflowed(&filling->arena))
        status = problem_memory(p);
    else if (terms.len > 0) {
        snprintf(number, sizeof number, "%" PRIu64, filling->rows);
        const struct slice values[] = {slice_of(number), out_written(&terms)};
        status = out_finish(&terms, p);
        if (status == STATUS_OK)
            status = bulk_loader_row(filling->loader, filling->insert_text, values, 2, p);
    }
    out_close(&terms);
    arena_reset(&filling->arena);
    return status;
}

static enum status insert_record(struct filling *filling, struct problem *p)
{
    struct slice *cells = filling->reader.cells;
    struct derived_cells derived;
    struct companions companions;
    struct slice values[VALUES_MAX];
    size_t count = 0;
    derive_cells(filling->resource, cells, filling->instance->first_month, &derived);
    for (size_t i = 0; filling->resource->columns[i].name; i++)
        if (column_is_stored(filling->resource, &filling->resource->columns[i]))
            values[count++] = cells[i];
    add_companions(filling, cells, values, &count, &companions);
    out_reset(&filling->unencodable);
    unencodable_write(&filling->unencodable, filling->cp932, filling->resource, cells);
    values[count++] = out_written(&filling->unencodable);
    enum status status = filling->unencodable.error;
    status = status == STATUS_OK
                 ? bulk_loader_row(filling->loader, filling->insert, values, count, p)
                 : problem_memory(p);
    filling->rows++;
    if (status == STATUS_OK && filling->insert_text)
        status = insert_terms(filling, cells, p);
    return status;
}

static enum status build_fill(struct filling *filling, const char *dir, struct problem *p)
{
    bool more = true;
    enum status status = table_reader_open(&filling->reader, dir, filling->resource, p);
    while (status == STATUS_OK) {
        status = table_reader_next(&filling->reader, &more, p);
        if (status != STATUS_OK || !more)
            break;
        status = insert_record(filling, p);
    }
    table_reader_close(&filling->reader);
    return status == STATUS_OK ? bulk_loader_wait(filling->loader, p) : status;
}

static enum status prepare_filling(struct filling *filling, struct problem *p)
{
    const struct dialect *dialect = filling->db->driver->dialect;
    struct out sql;
    out_open_memory(&sql, 65536);
    sql_create_table(&sql, dialect, filling->resource);
    if (model_is_searchable(filling->resource))
        dialect_words(&sql, dialect->words_create, filling->resource->name);
    enum status status = sql_run(filling->db, &sql, p);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&sql, 65536);
    sql_insert(&sql, dialect, filling->resource);
    status = sql_prepare(filling->db, &sql, &filling->insert, p);
    if (status != STATUS_OK || !model_is_searchable(filling->resource))
        return status;
    out_open_memory(&sql, 4096);
    dialect_words(&sql, dialect->words_insert, filling->resource->name);
    return sql_prepare(filling->db, &sql, &filling->insert_text, p);
}

static enum status build_table(struct db *db, const char *dir, const struct resource *resource,
                               const struct instance *instance, struct problem *p)
{
    struct filling filling = {.db = db, .resource = resource, .instance = instance};
    struct out sql;
    arena_init(&filling.arena, TERMS_MAX);
    out_open_memory(&filling.unencodable, UNENCODABLE_MAX);
    enum status status = cp932_new(&filling.cp932, p);
    if (status == STATUS_OK)
        status = prepare_filling(&filling, p);
    if (status == STATUS_OK)
        status = bulk_loader_new(&filling.loader, p);
    if (status == STATUS_OK)
        status = build_fill(&filling, dir, p);
    bulk_loader_free(filling.loader);
    db_finish(filling.insert);
    db_finish(filling.insert_text);
    arena_free(&filling.arena);
    out_close(&filling.unencodable);
    cp932_free(filling.cp932);
    if (status != STATUS_OK)
        return status;
    out_open_memory(&sql, 65536);
    sql_create_indexes(&sql, resource);
    extent_fill(&sql, resource);
    return sql_run(db, &sql, p);
}

static enum status create_extents(struct db *db, struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, 4096);
    extent_create(&sql, db->driver->dialect);
    history_create(&sql, db->driver->dialect);
    return sql_run(db, &sql, p);
}

static enum status build_write_state(struct db *db, const struct instance *instance,
                                     struct problem *p)
{
    struct statement *statement;
    char model[65], month[16];
    bool row;
    enum status status =
        db_run(db, "CREATE TABLE hiraku_store(model TEXT NOT NULL, first_month TEXT NOT NULL)", p);
    if (status == STATUS_OK)
        status = db_prepare(db, "INSERT INTO hiraku_store VALUES($1,$2)", &statement, p);
    if (status != STATUS_OK)
        return status;
    model_digest(model);
    snprintf(month, sizeof month, "%d", instance->first_month);
    db_bind(statement, 1, slice_of(model));
    db_bind(statement, 2, slice_of(month));
    status = db_step(statement, &row, p);
    db_finish(statement);
    return status;
}

enum status store_build(const char *dir, const struct instance *instance, struct problem *p)
{
    char path[FILE_PATH_SIZE];
    struct db *db;
    enum status status = file_path(path, dir, layout_database, p);
    if (status != STATUS_OK)
        return status;
    unlink(path);
    status = db_open(&db, db_of_releases, path, DB_SCRATCH, p);
    if (status != STATUS_OK)
        return status;
    status = db_run(db, "BEGIN", p);
    if (status == STATUS_OK)
        status = create_extents(db, p);
    for (size_t i = 0; status == STATUS_OK && i < model_resource_count; i++)
        status = build_table(db, dir, model_resources[i], instance, p);
    if (status == STATUS_OK)
        status = history_fill(db, dir, p);
    if (status == STATUS_OK)
        status = build_write_state(db, instance, p);
    if (status == STATUS_OK)
        status = db_run(db, "COMMIT; ANALYZE", p);
    db_close(db);
    return status == STATUS_OK ? columns_build(dir, instance->first_month, p) : status;
}
