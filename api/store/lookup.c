/* See lookup.h. */
#include "lookup.h"

#include <stdlib.h>

enum status lookup_open(struct lookup *lookup, struct db *db, const struct resource *target,
                        const struct column *field, struct problem *p)
{
    struct out sql;
    *lookup = (struct lookup){0};
    out_open_memory(&sql, 16384);
    out_text(&sql, "SELECT ");
    sql_column(&sql, target, field);
    out_text(&sql, " FROM ");
    out_text(&sql, target->name);
    out_text(&sql, " t WHERE t.id=$1");
    return sql_prepare(db, &sql, &lookup->statement, p);
}

static bool keep(char **text, size_t *len, size_t *cap, struct slice from)
{
    if (from.len > *cap) {
        char *larger = realloc(*text, from.len);
        if (!larger)
            return false;
        *text = larger;
        *cap = from.len;
    }
    if (from.len)
        memcpy(*text, from.at, from.len);
    *len = from.len;
    return true;
}

enum status lookup_get(struct lookup *lookup, struct slice id, struct slice *value,
                       struct problem *p)
{
    *value = (struct slice){0};
    if (id.len == 0)
        return STATUS_OK;
    if (!lookup->known || !slice_equal(id, (struct slice){lookup->id, lookup->id_len})) {
        bool row;
        lookup->known = false;
        db_bind(lookup->statement, 1, id);
        enum status status = db_step(lookup->statement, &row, p);
        if (status != STATUS_OK)
            return status;
        struct slice found = row ? db_text(lookup->statement, 0) : (struct slice){0};
        bool kept = keep(&lookup->id, &lookup->id_len, &lookup->id_cap, id) &&
                    keep(&lookup->value, &lookup->value_len, &lookup->value_cap, found);
        db_reset(lookup->statement);
        if (!kept)
            return problem_memory(p);
        lookup->known = true;
    }
    *value = (struct slice){lookup->value, lookup->value_len};
    return STATUS_OK;
}

void lookup_close(struct lookup *lookup)
{
    db_finish(lookup->statement);
    free(lookup->id);
    free(lookup->value);
    *lookup = (struct lookup){0};
}
