/* Opening what a release is read from and asking it for single facts. Rows are read in cursor.c;
 * build.c makes what is read. */
#include "hiraku/store/store.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/db.h"
#include "hiraku/store/statement.h"

#include "store.h"

#include <stdlib.h>

/* The store knows by which model and with which fiscal year it was filled. */
static enum status store_read_state(struct store *store, const char *dir, struct problem *p)
{
    struct statement *statement;
    bool row = false, same = false;
    char model[65];
    enum status status =
        db_prepare(store->db, "SELECT model, first_month FROM hiraku_store", &statement, p);
    if (status == STATUS_OK)
        status = db_step(statement, &row, p);
    if (status == STATUS_OK && row) {
        model_digest(model);
        same = slice_is(db_text(statement, 0), model);
        store->first_month = (int)db_int(statement, 1);
    }
    db_finish(statement);
    if (status == STATUS_OK && !same)
        return problem_set(p, STATUS_OTHER_MODEL, slice_of(dir), (struct slice){0}, NULL);
    return status;
}

enum status store_open(struct store **result, const char *release_dir, uint64_t view,
                       struct problem *p)
{
    char path[FILE_PATH_SIZE];
    *result = NULL;
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return problem_memory(p);
    enum status status = file_path(path, release_dir, layout_database, p);
    if (status == STATUS_OK)
        status = db_open(&store->db, db_of_releases, path, DB_READ, p);
    if (status == STATUS_OK)
        status = store_read_state(store, release_dir, p);
    if (status == STATUS_OK) {
        store->views = calloc(model_resource_count, sizeof *store->views);
        status = store->views ? STATUS_OK : problem_memory(p);
    }
    if (status == STATUS_OK)
        status = columns_open(&store->columns, release_dir, view, p);
    if (status == STATUS_OK)
        *result = store;
    else
        store_close(store);
    return status;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; store->views && i < model_resource_count; i++) {
        free(store->views[i].rows);
        words_view_free(&store->views[i].words);
    }
    free(store->views);
    columns_close(&store->columns);
    db_close(store->db);
    free(store);
}

void store_deadline(struct store *store, int64_t monotonic_ms)
{
    store->deadline_ms = monotonic_ms;
    db_deadline(store->db, monotonic_ms);
}

enum status store_poll(const struct store *store, struct problem *p)
{
    if (store->deadline_ms != 0 && clock_monotonic_ms() > store->deadline_ms)
        return problem_set(p, STATUS_DEADLINE, SLICE_NONE, SLICE_NONE, NULL);
    return STATUS_OK;
}

enum status store_has(struct store *store, const struct resource *resource, struct slice id,
                      bool *found, struct problem *p)
{
    const struct table_data *table = columns_table(&store->columns, resource);
    uint32_t row;
    *found = table && table_find(table, id, &row);
    return columns_check(&store->columns, p);
}

/* U+10FFFF, behind every text that begins like an id. */
#define LAST_CHARACTER "\xF4\x8F\xBF\xBF"

enum { CANDIDATES = 500, SHARED_PREFIX = 2 };

enum status store_nearest(struct store *store, const struct resource *resource, struct slice id,
                          struct arena *arena, struct slice *nearest, struct problem *p)
{
    const struct table_data *table = columns_table(&store->columns, resource);
    *nearest = (struct slice){0};
    struct slice prefix = {id.at, id.len < SHARED_PREFIX ? id.len : SHARED_PREFIX};
    struct slice behind = arena_printf(arena, "%.*s" LAST_CHARACTER, (int)prefix.len, prefix.at);
    struct slice *names = arena_alloc(arena, CANDIDATES * sizeof *names);
    if (!names || !behind.at)
        return problem_memory(p);
    const struct column_data *ids = table ? &table->columns[0] : NULL;
    uint32_t first = ids ? data_lower_bound(ids, prefix) : 0;
    uint32_t end = ids ? data_lower_bound(ids, behind) : 0;
    size_t count = 0;
    for (uint32_t code = first; code < end && count < CANDIDATES; code++) {
        uint32_t row = table_row_of_id(table, code);
        if (table_version(table, &row))
            names[count++] = arena_copy(arena, data_text(ids, code, arena));
    }
    if (arena_overflowed(arena))
        return problem_memory(p);
    *nearest = text_nearest(id, names, count);
    return columns_check(&store->columns, p);
}
