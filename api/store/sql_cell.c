/* Cells in SQL: a stored column, one that is looked up through a reference, a hidden one that is
 * computed when it is asked for (hidden.h). And the joins through which they are read. */
#include "sql.h"

#include "hiraku/base/out.h"
#include "hiraku/model/hidden.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/store/dialect.h"

static void sql_literal(struct out *sql, const char *text)
{
    out_char(sql, '\'');
    for (const char *c = text; *c; c++) {
        if (*c == '\'')
            out_char(sql, '\'');
        out_char(sql, *c);
    }
    out_char(sql, '\'');
}

/* Where a path is read: a record of `joins` and its table. */
struct sql_place {
    struct sql_joins *joins;
    size_t record;
    const struct resource *resource;
};

static void sql_path(struct out *sql, const struct sql_place *at, const char *path)
{
    const struct hidden_path to = hidden_path(at->resource, path);
    if (!to.through) {
        sql_cell(sql, at->joins, at->record, at->resource, to.column);
        return;
    }
    size_t record = sql_follow(at->joins, at->record, at->resource, to.through);
    sql_cell(sql, at->joins, record, to.through->ref, to.column);
}

static void sql_term(struct out *sql, const struct sql_place *at, const struct hidden_term *term)
{
    if (term->path)
        sql_path(sql, at, term->path);
    else
        sql_literal(sql, term->text);
}

static void sql_condition(struct out *sql, const struct sql_place *at,
                          const struct hidden_condition *condition)
{
    sql_path(sql, at, condition->path);
    if (!condition->values[1]) {
        out_text(sql, condition->other ? "<>" : "=");
        sql_literal(sql, condition->values[0]);
        return;
    }
    out_text(sql, condition->other ? " NOT IN(" : " IN(");
    for (size_t i = 0; condition->values[i]; i++) {
        if (i > 0)
            out_char(sql, ',');
        sql_literal(sql, condition->values[i]);
    }
    out_char(sql, ')');
}

/* The term's conditions, each behind `word` or AND; whether there are any. */
static bool sql_conditions(struct out *sql, const struct sql_place *at,
                           const struct hidden_term *term, const char *word)
{
    for (size_t i = 0; i < HIDDEN_CONDITIONS_MAX && term->when[i].path; i++) {
        out_text(sql, i == 0 ? word : " AND ");
        sql_condition(sql, at, &term->when[i]);
    }
    return term->when[0].path;
}

static void sql_first_of(struct out *sql, const struct sql_place *at,
                         const struct hidden_term *terms)
{
    out_text(sql, "CASE");
    for (size_t i = 0; !hidden_term_ends(terms, i); i++) {
        if (!sql_conditions(sql, at, &terms[i], " WHEN ")) {
            out_text(sql, " ELSE ");
            sql_term(sql, at, &terms[i]);
            out_text(sql, " END");
            return;
        }
        out_text(sql, " THEN ");
        sql_term(sql, at, &terms[i]);
    }
    out_text(sql, " ELSE '' END");
}

static void sql_join_of(struct out *sql, const struct sql_place *at,
                        const struct hidden_column *hidden)
{
    out_text(sql, "CASE");
    for (size_t i = 0; !hidden_term_ends(hidden->terms, i); i++) {
        out_text(sql, i == 0 ? " WHEN " : " AND ");
        sql_term(sql, at, &hidden->terms[i]);
        out_text(sql, "<>''");
    }
    for (size_t i = 0; !hidden_term_ends(hidden->terms, i); i++) {
        out_text(sql, i == 0 ? " THEN " : "||");
        if (i > 0) {
            sql_literal(sql, hidden->separator);
            out_text(sql, "||");
        }
        sql_term(sql, at, &hidden->terms[i]);
    }
    out_text(sql, " ELSE '' END");
}

static void sql_id_of(struct out *sql, const struct sql_place *at, const struct hidden_term *terms)
{
    for (size_t i = 0; !hidden_term_ends(terms, i); i++) {
        out_text(sql, i == 0 ? "CASE " : "||'.'||CASE ");
        sql_term(sql, at, &terms[i]);
        out_text(sql, " WHEN '' THEN '_' ELSE ");
        sql_term(sql, at, &terms[i]);
        out_text(sql, " END");
    }
}

/* `value FROM table … WHERE …` of the records that refer to the one at hand. */
static void sql_referring(struct out *sql, const struct sql_place *at,
                          const struct hidden_column *hidden)
{
    struct sql_joins inner = {.dialect = at->joins->dialect, .row = "h", .joined = "k"};
    const struct sql_place row = {&inner, SQL_ROW, hidden->of};
    const struct hidden_term *term = &hidden->terms[0];
    struct out conditions;
    out_open_memory(&conditions, SQL_CELL_MAX);
    sql_conditions(&conditions, &row, term, " AND ");
    sql_term(sql, &row, term);
    out_text(sql, " AS i FROM ");
    out_text(sql, hidden->of->name);
    out_text(sql, " h");
    sql_joins(sql, &inner);
    out_text(sql, " WHERE h.");
    out_text(sql, hidden->by);
    out_char(sql, '=');
    sql_alias(sql, at->joins, at->record);
    out_text(sql, ".id");
    if (out_finish(&conditions, NULL) == STATUS_OK)
        out_slice(sql, out_written(&conditions));
    else
        out_fail(sql, conditions.error, NULL);
    out_close(&conditions);
}

static void sql_operator(struct out *sql, const struct sql_place *at,
                         const struct hidden_column *hidden)
{
    switch (hidden->op) {
    case HIDDEN_FIRST_OF:
        sql_first_of(sql, at, hidden->terms);
        break;
    case HIDDEN_JOIN_OF:
        sql_join_of(sql, at, hidden);
        break;
    case HIDDEN_ID_OF:
        sql_id_of(sql, at, hidden->terms);
        break;
    case HIDDEN_EXISTS_IN:
        out_text(sql, "CASE WHEN EXISTS(SELECT ");
        sql_referring(sql, at, hidden);
        out_text(sql, ") THEN 'true' ELSE '' END");
        break;
    case HIDDEN_LIST_OF:
    case HIDDEN_SET_OF:
        out_text(sql, "coalesce((SELECT ");
        out_text(sql, at->joins->dialect->gather);
        out_text(sql, "(i,' ') FROM(SELECT ");
        out_text(sql, hidden->op == HIDDEN_SET_OF ? "DISTINCT " : "");
        sql_referring(sql, at, hidden);
        out_text(sql, " ORDER BY ");
        if (hidden->op == HIDDEN_SET_OF)
            out_text(sql, "i");
        else
            sql_row(sql, at->joins->dialect, "h");
        out_text(sql, ")),'')");
        break;
    }
}

static void sql_hidden(struct out *sql, const struct sql_place *at,
                       const struct hidden_column *hidden)
{
    if (!hidden->when.path) {
        sql_operator(sql, at, hidden);
        return;
    }
    out_text(sql, "CASE WHEN ");
    sql_condition(sql, at, &hidden->when);
    out_text(sql, " THEN ");
    sql_operator(sql, at, hidden);
    out_text(sql, " ELSE '' END");
}

static void sql_stored(struct out *sql, const struct sql_place *at, const char *name)
{
    sql_alias(sql, at->joins, at->record);
    out_char(sql, '.');
    out_text(sql, name);
}

static void sql_looked_up(struct out *sql, const struct sql_place *at, const struct column *column)
{
    const struct column *via = model_column(at->resource, slice_of(column->via));
    size_t record = sql_follow(at->joins, at->record, at->resource, via);
    if (column->prefer) {
        out_text(sql, "CASE WHEN ");
        sql_stored(sql, at, column->prefer);
        out_text(sql, "<>'' THEN ");
        sql_stored(sql, at, column->prefer);
        out_text(sql, " ELSE ");
    }
    sql_cell(sql, at->joins, record, via->ref, model_column(via->ref, slice_of(column->field)));
    if (column->prefer)
        out_text(sql, " END");
}

void sql_cell(struct out *sql, struct sql_joins *joins, size_t record,
              const struct resource *resource, const struct column *column)
{
    const struct sql_place at = {joins, record, resource};
    const struct hidden_column *hidden = hidden_column(resource, column);
    if (hidden)
        sql_hidden(sql, &at, hidden);
    else if (column->flags & COL_LOOKUP)
        sql_looked_up(sql, &at, column);
    else
        sql_stored(sql, &at, column->name);
}

void sql_joins(struct out *sql, struct sql_joins *joins)
{
    for (size_t i = 0; i < joins->count; i++) {
        const struct sql_join *join = &joins->joins[i];
        out_text(sql, " LEFT JOIN ");
        out_text(sql, join->reference->ref->name);
        out_char(sql, ' ');
        sql_alias(sql, joins, i + 1);
        out_text(sql, " ON ");
        sql_alias(sql, joins, i + 1);
        out_text(sql, ".id=");
        sql_cell(sql, joins, join->from, join->resource, join->reference);
    }
    if (joins->too_many)
        out_fail(sql, STATUS_INTERNAL, "too many references");
}
