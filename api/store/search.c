/* Words in all tables at once. Words in one table are a condition of its list (sql_query.c). */
#include "hiraku/store/search.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/store/statement.h"

#include "sql.h"
#include "store.h"

/* What is asked of the matches: which they are, or how many. */
enum wanted { WANTED_HITS, WANTED_COUNTS };

/* One SELECT per searchable table, joined by UNION ALL. */
static void put_union(struct out *sql, const struct dialect *dialect, enum wanted wanted)
{
    const char *word = "";
    for (size_t i = 0; i < model_resource_count; i++) {
        const char *name = model_resources[i]->name;
        if (!model_is_searchable(model_resources[i]))
            continue;
        out_text(sql, word);
        out_text(sql, "SELECT '");
        out_text(sql, name);
        out_text(sql, wanted == WANTED_HITS ? "',t.id," : "',count(*)");
        if (wanted == WANTED_HITS)
            out_text(sql, dialect->words_rank);
        out_text(sql, " FROM ");
        sql_from_words(sql, dialect, name);
        out_text(sql, " WHERE ");
        dialect_words(sql, dialect->words_match, name);
        out_text(sql, "$1");
        word = " UNION ALL ";
    }
}

static enum status read_hits(struct statement *statement, struct arena *arena,
                             struct search_found *found, struct problem *p)
{
    for (;;) {
        bool row;
        enum status status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            return status;
        struct search_hit *hit = &found->hits[found->hit_count++];
        hit->resource = model_resource(db_text(statement, 0));
        hit->id = arena_copy(arena, db_text(statement, 1));
        if (!hit->id.at)
            return problem_memory(p);
    }
}

static enum status read_counts(struct statement *statement, struct search_found *found,
                               struct problem *p)
{
    for (;;) {
        bool row;
        enum status status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row || found->table_count == SEARCH_TABLES_MAX)
            return status;
        struct search_count *count = &found->counts[found->table_count++];
        count->resource = model_resource(db_text(statement, 0));
        count->rows = (uint64_t)db_int(statement, 1);
    }
}

static enum status prepare_union(struct store *store, struct slice match, enum wanted wanted,
                                 size_t max, struct statement **statement, struct problem *p)
{
    struct out sql;
    out_open_memory(&sql, 65536);
    put_union(&sql, store->db->driver->dialect, wanted);
    if (wanted == WANTED_HITS) {
        out_text(&sql, " ORDER BY 3,1,2 LIMIT ");
        out_int(&sql, (int64_t)max);
    }
    enum status status = sql_prepare(store->db, &sql, statement, p);
    if (status == STATUS_OK)
        db_bind(*statement, 1, match);
    return status;
}

enum status store_search(struct store *store, struct slice match, struct arena *arena, size_t max,
                         struct search_found *found, struct problem *p)
{
    struct statement *statement;
    found->hit_count = found->table_count = 0;
    enum status status = prepare_union(store, match, WANTED_HITS, max, &statement, p);
    if (status == STATUS_OK)
        status = read_hits(statement, arena, found, p);
    db_finish(statement);
    if (status != STATUS_OK)
        return status;
    status = prepare_union(store, match, WANTED_COUNTS, 0, &statement, p);
    if (status == STATUS_OK)
        status = read_counts(statement, found, p);
    db_finish(statement);
    return status;
}
