/* Changing rows of a stage before they are published, and which of them may need it: what was set
 * is kept beside the rows, by their keys, and put in when they are read.
 *
 * Decides nothing: see publish/resaved.c. */
#include "hiraku/staging/stage.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"

#include "stage_tables.h"

#include <stdlib.h>

enum { KEY_SIZE = 64 * 1024 };

enum status stage_add_japanese(struct stage *stage, const struct resource *resource,
                               const char *file, struct problem *p)
{
    const char **files =
        realloc(stage->japanese, (stage->japanese_count + 1) * sizeof *stage->japanese);
    if (!files)
        return problem_memory(p);
    stage->japanese = files;
    files[stage->japanese_count++] = file;
    stage_table(stage, resource)->japanese = true;
    return STATUS_OK;
}

bool stage_is_japanese(const struct stage *stage, const char *file)
{
    for (size_t i = 0; i < stage->japanese_count; i++)
        if (stage->japanese[i] == file)
            return true;
    return false;
}

bool stage_has_japanese(const struct stage *stage, const struct resource *resource)
{
    return stage_table(stage, resource)->japanese;
}

/* The cells of the key in one text; no good cell has the character between them. */
static struct slice set_key(const struct resource *resource, const struct slice *cells,
                            struct arena *arena)
{
    struct out out;
    out_open_memory(&out, KEY_SIZE);
    for (size_t i = 0; resource->columns[i].name; i++) {
        if (!(resource->columns[i].flags & COL_KEY))
            continue;
        out_slice(&out, cells[i]);
        out_char(&out, '\x1F');
    }
    return out_keep(&out, arena);
}

static enum status set_begin(struct stage *stage, struct problem *p)
{
    for (size_t i = 0; i < stage->table_count; i++)
        if (stage->tables[i].changed)
            return STATUS_OK;
    return db_run(stage->db,
                  "CREATE TABLE _set(\"table\",\"key\",\"column\",\"value\","
                  "PRIMARY KEY(\"table\",\"key\",\"column\"))",
                  p);
}

enum status stage_set(struct stage *stage, const struct resource *resource,
                      const struct slice *cells, size_t column, struct slice value,
                      struct problem *p)
{
    struct statement *statement = NULL;
    struct arena arena;
    bool row;
    arena_init(&arena, 2 * KEY_SIZE);
    struct slice key = set_key(resource, cells, &arena);
    enum status status = key.at ? set_begin(stage, p) : problem_memory(p);
    if (status == STATUS_OK)
        status = db_prepare(stage->db,
                            "INSERT INTO _set VALUES($1,$2,$3,$4) ON CONFLICT "
                            "(\"table\",\"key\",\"column\") DO UPDATE SET "
                            "\"value\"=excluded.\"value\"",
                            &statement, p);
    if (status == STATUS_OK) {
        db_bind(statement, 1, slice_of(resource->name));
        db_bind(statement, 2, key);
        db_bind(statement, 3, slice_of(resource->columns[column].name));
        db_bind(statement, 4, value);
        status = db_step(statement, &row, p);
    }
    db_finish(statement);
    arena_free(&arena);
    stage_table(stage, resource)->changed |= status == STATUS_OK;
    return status;
}

/* Copies what was set in the row with the key. */
static enum status set_take(struct statement *statement, const struct stage_table *table,
                            struct row_room *room, struct problem *p)
{
    for (;;) {
        bool more;
        enum status status = db_step(statement, &more, p);
        if (status != STATUS_OK || !more)
            return status;
        const struct column *column = model_column(table->resource, db_text(statement, 0));
        struct slice value = arena_copy(&room->set, db_text(statement, 1));
        if (!value.at)
            return problem_memory(p);
        if (column)
            room->cells[model_index(table->resource, column)] = value;
    }
}

enum status stage_set_apply(const struct stage_table *table, struct row_room *room,
                            struct problem *p)
{
    struct statement *statement = NULL;
    arena_reset(&room->set);
    struct slice key = set_key(table->resource, room->cells, &room->set);
    if (!key.at)
        return problem_memory(p);
    enum status status = db_prepare(
        table->stage->db, "SELECT \"column\",\"value\" FROM _set WHERE \"table\"=$1 AND \"key\"=$2",
        &statement, p);
    if (status == STATUS_OK) {
        db_bind(statement, 1, slice_of(table->resource->name));
        db_bind(statement, 2, key);
        status = set_take(statement, table, room, p);
    }
    db_finish(statement);
    return status;
}
