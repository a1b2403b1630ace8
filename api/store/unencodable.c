/* Noting at publish what CP932 lacks, and asking before the first byte of an answer whether any of
 * its cells is among that. */
#include "hiraku/store/unencodable.h"

#include "hiraku/base/cp932.h"
#include "hiraku/base/out.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/store/db.h"
#include "hiraku/store/statement.h"

#include "sql.h"
#include "store.h"
#include "unencodable.h"

#include <stdio.h>
#include <stdlib.h>

enum { SQL_MAX = 65536 };

void unencodable_write(struct out *out, struct cp932 *cp932, const struct resource *resource,
                       const struct slice *cells)
{
    for (size_t i = 0; resource->columns[i].name; i++) {
        char text[16];
        int32_t character = cp932_lacking(cp932, cells[i]);
        if (character < 0)
            continue;
        if (out->len > 0)
            out_char(out, ' ');
        snprintf(text, sizeof text, " U+%04X", (unsigned)character);
        out_text(out, resource->columns[i].name);
        out_text(out, text);
    }
}

/* Whether the view shows this column, of the record itself or of the one embedded by `through`. */
static const struct column *shown_column(const struct view *view, const struct column *through,
                                         const char *name, size_t len)
{
    for (size_t i = 0; i < view->count; i++)
        if (view->through[i] == through &&
            slice_is((struct slice){name, len}, view->columns[i]->name))
            return view->columns[i];
    return NULL;
}

/* Reads `column U+1F600 …` up to the first that is shown. */
static void find_shown(const char *at, const struct view *view, const struct column *through,
                       struct unencodable *found)
{
    while (*at && !found->column) {
        size_t len = strcspn(at, " ");
        found->column = shown_column(view, through, at, len);
        at += len + strlen(" U+");
        found->character = (int32_t)strtol(at, NULL, 16);
        at += strcspn(at, " ");
        at += *at == ' ';
    }
}

/* Whether any record of the table has such characters: most have none, and nothing more is asked.
 */
static enum status has_any(struct store *store, const struct resource *resource, bool *any,
                           struct problem *p)
{
    struct out sql;
    struct statement *statement;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "SELECT id FROM ");
    out_text(&sql, resource->name);
    out_text(&sql, " WHERE " SQL_UNENCODABLE "<>'' LIMIT 1");
    enum status status = sql_prepare(store->db, &sql, &statement, p);
    if (status == STATUS_OK)
        status = db_step(statement, any, p);
    db_finish(statement);
    return status;
}

/* id and characters of the query's rows that have any, in the record itself or in the embedded one
 * (`r`). */
static void write_search(struct out *sql, const struct dialect *dialect, const struct query *query,
                         const struct column *through)
{
    out_text(sql, "SELECT t.id,");
    if (through) {
        out_text(sql, "(SELECT r." SQL_UNENCODABLE " FROM ");
        out_text(sql, through->ref->name);
        out_text(sql, " r WHERE r.id=t.");
        out_text(sql, through->name);
        out_char(sql, ')');
    } else {
        out_text(sql, "t." SQL_UNENCODABLE);
    }
    sql_from(sql, dialect, query);
    sql_where(sql, dialect, query, false);
    out_text(sql, query->filter_count > 0 || query->match.len > 0 ? " AND t." : " WHERE t.");
    if (through) {
        out_text(sql, through->name);
        out_text(sql, " IN (SELECT r.id FROM ");
        out_text(sql, through->ref->name);
        out_text(sql, " r WHERE r." SQL_UNENCODABLE "<>'')");
    } else {
        out_text(sql, SQL_UNENCODABLE "<>''");
    }
}

/* In the table itself, or in what `found->through` refers to. */
static enum status search(struct store *store, const struct query *query, const struct view *view,
                          struct arena *arena, struct unencodable *found, struct problem *p)
{
    const struct column *through = found->through;
    struct out sql;
    struct statement *statement;
    struct sql_values values = {.first_month = store->first_month};
    bool row = false;
    enum status status = has_any(store, through ? through->ref : query->resource, &row, p);
    if (status != STATUS_OK || !row)
        return status;
    out_open_memory(&sql, SQL_MAX);
    write_search(&sql, store->db->driver->dialect, query, through);
    status = sql_prepare(store->db, &sql, &statement, p);
    if (status == STATUS_OK)
        status = sql_bind(statement, query, false, &values);
    while (status == STATUS_OK && !found->column) {
        status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            break;
        const char *characters = db_text(statement, 1).at;
        if (!characters) { /* there are some: no memory for them */
            status = problem_memory(p);
            break;
        }
        find_shown(characters, view, through, found);
        if (found->column)
            found->id = arena_copy(arena, db_text(statement, 0));
    }
    db_finish(statement);
    arena_free(&values.arena);
    return status;
}

enum status store_unencodable(struct store *store, const struct query *query,
                              const struct view *view, struct arena *arena,
                              struct unencodable *found, struct problem *p)
{
    *found = (struct unencodable){0};
    enum status status = search(store, query, view, arena, found, p);
    for (size_t i = 0; i < query->include_count && status == STATUS_OK && !found->column; i++) {
        found->through = query->include[i];
        status = search(store, query, view, arena, found, p);
    }
    if (status == STATUS_OK && found->column && !found->id.at)
        status = problem_memory(p);
    return status;
}
