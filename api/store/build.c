/* Makes what a server reads of a release from its canonical CSV files: the columns with the index
 * of words, and the database of what changed when. Only written cells are read; derived ones are
 * computed, hidden ones when they are asked for. */
#include "hiraku/store/build.h"

#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/columns/columns_build.h"
#include "hiraku/store/db.h"
#include "hiraku/store/statement.h"
#include "hiraku/store/words/words_builder.h"

#include "history.h"

#include <stdio.h>
#include <unistd.h>

enum { SQL_SIZE = 4096 };

/* --- words ------------------------------------------------------------------------------------ */

struct build_words {
    const char *dir;
    struct words_builder *builder; /* of the table at hand; NULL: nothing to search */
};

static enum status build_words_begin(void *context, const struct resource *resource,
                                     struct problem *p)
{
    struct build_words *words = context;
    words_builder_free(words->builder);
    words->builder = NULL;
    return model_is_searchable(resource)
               ? words_builder_new(&words->builder, resource, words->dir, p)
               : STATUS_OK;
}

static enum status build_words_row(void *context, const struct slice *cells, bool holds,
                                   struct problem *p)
{
    struct build_words *words = context;
    return words->builder ? words_builder_row(words->builder, cells, holds, p) : STATUS_OK;
}

static enum status build_words_write(void *context, struct section_writer *writer,
                                     struct problem *p)
{
    struct build_words *words = context;
    return words->builder ? words_builder_write(words->builder, writer, p) : STATUS_OK;
}

static enum status build_columns(const char *dir, const struct instance *instance,
                                 struct problem *p)
{
    struct build_words words = {.dir = dir};
    const struct columns_listener listener = {&words, build_words_begin, build_words_row,
                                              build_words_write};
    enum status status = columns_build(dir, instance->first_month, &listener, p);
    words_builder_free(words.builder);
    return status;
}

/* --- database --------------------------------------------------------------------------------- */

static enum status build_create(struct db *db, struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, SQL_SIZE);
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
        status = build_create(db, p);
    if (status == STATUS_OK)
        status = history_fill(db, dir, p);
    if (status == STATUS_OK)
        status = build_write_state(db, instance, p);
    if (status == STATUS_OK)
        status = db_run(db, "COMMIT", p);
    db_close(db);
    return status == STATUS_OK ? build_columns(dir, instance, p) : status;
}
