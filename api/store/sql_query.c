/* The WHERE and ORDER BY of a query, and what its parameters are bound to.
 *
 * The parameters' numbers count up in the order in which sql_where writes them; sql_bind walks the
 * same way. */
#include "sql.h"

#include "hiraku/base/out.h"
#include "hiraku/query/query.h"
#include "hiraku/store/db.h"
#include "hiraku/store/dialect.h"
#include "hiraku/value/decimal.h"
#include "hiraku/value/period.h"

enum { VALUES_MAX = 1 << 20 };

/* How a comparison is written: what of the cell it looks at, the operator, whether empty cells are
 * left out. */
struct form {
    const char *companion, *sql, *function;
    bool filled;
};

static struct form sql_query_form_of(const struct dialect *dialect, const struct filter *filter)
{
    bool period = filter->column->type == TYPE_PERIOD;
    const char *first = period ? "__starts" : sql_ordering(filter->column);
    const char *last = period ? "__ends" : first;
    const char *equal = period ? "" : first;
    const char *nfkc = filter->column->type == TYPE_TEXT ? dialect->nfkc : NULL;
    switch (filter->comparison) {
    case COMPARISON_GT:
        return (struct form){first, ">", NULL, true};
    case COMPARISON_GE:
        return (struct form){first, ">=", NULL, true};
    case COMPARISON_LT:
        return (struct form){last, "<", NULL, true};
    case COMPARISON_LE:
        return (struct form){last, "<=", NULL, true};
    case COMPARISON_NE:
        return (struct form){equal, "<>", nfkc, false};
    case COMPARISON_IN:
        return (struct form){equal, " IN ", NULL, false};
    case COMPARISON_NOTIN:
        return (struct form){equal, " NOT IN ", NULL, false};
    default:
        return (struct form){equal, "=", nfkc, false};
    }
}

static void sql_query_put_cell(struct out *sql, const char *table, const struct column *column,
                               const struct form *form)
{
    if (form->function) {
        out_text(sql, form->function);
        out_char(sql, '(');
    }
    out_text(sql, table);
    out_char(sql, '.');
    out_text(sql, column->name);
    out_text(sql, form->companion);
    if (form->function)
        out_char(sql, ')');
}

static void put_parameter(struct out *sql, size_t *number)
{
    out_char(sql, '$');
    out_int(sql, (int64_t)++ * number);
}

static void put_list(struct out *sql, const struct filter *filter, size_t *number)
{
    out_char(sql, '(');
    for (size_t i = 0; i < filter->value_count; i++) {
        if (i > 0)
            out_char(sql, ',');
        put_parameter(sql, number);
    }
    out_char(sql, ')');
}

/* Words are looked for in the text's NFKC. */
static void put_words(struct out *sql, const struct dialect *dialect, const char *table,
                      const struct filter *filter, size_t *number)
{
    const struct form nfkc = {"", "", dialect->nfkc, false};
    out_text(sql, dialect->find);
    out_char(sql, '(');
    sql_query_put_cell(sql, table, filter->column, &nfkc);
    out_char(sql, ',');
    put_parameter(sql, number);
    out_text(sql, filter->comparison == COMPARISON_CONTAINS ? ")>0" : ")=1");
}

static void put_condition(struct out *sql, const struct dialect *dialect, const char *table,
                          const struct filter *filter, size_t *number)
{
    const struct form plain = {"", "", NULL, false};
    if (filter->comparison == COMPARISON_CONTAINS || filter->comparison == COMPARISON_STARTSWITH) {
        put_words(sql, dialect, table, filter, number);
        return;
    }
    if (filter->comparison == COMPARISON_ISNULL) {
        sql_query_put_cell(sql, table, filter->column, &plain);
        out_text(sql, slice_is(filter->value, "true") ? "=''" : "<>''");
        return;
    }
    struct form form = sql_query_form_of(dialect, filter);
    sql_query_put_cell(sql, table, filter->column, &form);
    out_text(sql, form.sql);
    if (filter->values)
        put_list(sql, filter, number);
    else
        put_parameter(sql, number);
    if (form.filled && *form.sql == '<') {
        out_text(sql, " AND ");
        sql_query_put_cell(sql, table, filter->column, &form);
        out_text(sql, "<>''");
    }
}

/* A condition on a referenced record: the reference is one of those for which it holds. */
static void put_filter(struct out *sql, const struct dialect *dialect, const struct filter *filter,
                       size_t *number)
{
    static const char *const aliases[] = {"t", "r1", "r2"};
    for (size_t i = 0; i < filter->steps && i < QUERY_STEPS_MAX; i++) {
        out_text(sql, aliases[i]);
        out_char(sql, '.');
        out_text(sql, filter->through[i]->name);
        out_text(sql, " IN (SELECT ");
        out_text(sql, aliases[i + 1]);
        out_text(sql, ".id FROM ");
        out_text(sql, filter->through[i]->ref->name);
        out_char(sql, ' ');
        out_text(sql, aliases[i + 1]);
        out_text(sql, " WHERE ");
    }
    put_condition(sql, dialect, aliases[filter->steps % (QUERY_STEPS_MAX + 1)], filter, number);
    for (size_t i = 0; i < filter->steps; i++)
        out_char(sql, ')');
}

static void put_ordering(struct out *sql, const struct column *column)
{
    out_text(sql, "t.");
    out_text(sql, column->name);
    out_text(sql, sql_ordering(column));
}

static bool is_ascending(const struct query *query)
{
    for (size_t i = 0; i < query->order_count; i++)
        if (query->descending[i])
            return false;
    return true;
}

void sql_row(struct out *sql, const struct dialect *dialect, const char *table)
{
    out_text(sql, table);
    out_char(sql, '.');
    out_text(sql, dialect->row);
}

/* The number of the row with the id that the position has. */
static void put_row_of_id(struct out *sql, const struct dialect *dialect, const struct query *query,
                          size_t *number)
{
    out_text(sql, "(SELECT ");
    sql_row(sql, dialect, "a");
    out_text(sql, " FROM ");
    out_text(sql, query->resource->name);
    out_text(sql, " a WHERE a.id=");
    put_parameter(sql, number);
    out_char(sql, ')');
}

/* (order columns, row) > (values, row): one comparison that an index serves. */
static void put_behind(struct out *sql, const struct dialect *dialect, const struct query *query,
                       size_t *number)
{
    out_char(sql, '(');
    for (size_t i = 0; i < query->order_count; i++) {
        put_ordering(sql, query->order[i]);
        out_char(sql, ',');
    }
    sql_row(sql, dialect, "t");
    out_text(sql, ")>(");
    for (size_t i = 0; i < query->order_count; i++) {
        put_parameter(sql, number);
        out_char(sql, ',');
    }
    put_row_of_id(sql, dialect, query, number);
    out_char(sql, ')');
}

/* The same where directions are mixed: a<$1 OR (a=$1 AND (b>$2 OR (b=$2 AND row>…))). */
static void put_behind_mixed(struct out *sql, const struct dialect *dialect,
                             const struct query *query, size_t *number)
{
    for (size_t i = 0; i < query->order_count; i++) {
        size_t same = *number;
        out_char(sql, '(');
        put_ordering(sql, query->order[i]);
        out_char(sql, query->descending[i] ? '<' : '>');
        put_parameter(sql, number);
        out_text(sql, " OR (");
        put_ordering(sql, query->order[i]);
        out_char(sql, '=');
        put_parameter(sql, &same);
        out_text(sql, " AND ");
    }
    sql_row(sql, dialect, "t");
    out_char(sql, '>');
    put_row_of_id(sql, dialect, query, number);
    for (size_t i = 0; i < query->order_count; i++)
        out_text(sql, "))");
}

void sql_from_words(struct out *sql, const struct dialect *dialect, const char *name)
{
    dialect_words(sql, dialect->words_from, name);
    out_text(sql, " JOIN ");
    out_text(sql, name);
    out_text(sql, " t ON ");
    sql_row(sql, dialect, "t");
    out_char(sql, '=');
    out_text(sql, dialect->words_row);
}

void sql_from(struct out *sql, const struct dialect *dialect, const struct query *query)
{
    const char *name = query->resource->name;
    out_text(sql, " FROM ");
    if (query_is_ranked(query)) {
        sql_from_words(sql, dialect, name);
        return;
    }
    out_text(sql, name);
    out_text(sql, " t");
}

static void put_match(struct out *sql, const struct dialect *dialect, const struct query *query,
                      size_t *number)
{
    const char *name = query->resource->name;
    if (!query_is_ranked(query)) {
        sql_row(sql, dialect, "t");
        out_text(sql, " IN (SELECT ");
        out_text(sql, dialect->words_row);
        out_text(sql, " FROM ");
        dialect_words(sql, dialect->words_from, name);
        out_text(sql, " WHERE ");
    }
    dialect_words(sql, dialect->words_match, name);
    put_parameter(sql, number);
    if (!query_is_ranked(query))
        out_char(sql, ')');
}

void sql_where(struct out *sql, const struct dialect *dialect, const struct query *query,
               bool with_position)
{
    size_t number = 0;
    const char *word = " WHERE ";
    if (query->match.len > 0) {
        out_text(sql, word);
        put_match(sql, dialect, query, &number);
        word = " AND ";
    }
    for (size_t i = 0; i < query->filter_count; i++) {
        out_text(sql, word);
        put_filter(sql, dialect, &query->filters[i], &number);
        word = " AND ";
    }
    if (!with_position || position_is_start(&query->after) || query_is_ranked(query))
        return;
    out_text(sql, word);
    if (is_ascending(query))
        put_behind(sql, dialect, query, &number);
    else
        put_behind_mixed(sql, dialect, query, &number);
}

/* Whether rows are chosen by a range of days. The planner would rather walk the whole table in
 * key order and hope for matches than use the index of days and sort what it finds; a plus before
 * the row's number takes that choice from it. */
static bool is_range(const struct query *query)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        bool day = filter->column->type == TYPE_PERIOD || filter->column->type == TYPE_DATE;
        if (day && filter->steps == 0 && filter->comparison >= COMPARISON_GT &&
            filter->comparison <= COMPARISON_LE)
            return query->order_count == 0;
    }
    return false;
}

void sql_order(struct out *sql, const struct dialect *dialect, const struct query *query)
{
    out_text(sql, " ORDER BY ");
    if (query_is_ranked(query)) {
        out_text(sql, dialect->words_rank);
        out_char(sql, ',');
    }
    for (size_t i = 0; i < query->order_count; i++) {
        put_ordering(sql, query->order[i]);
        out_text(sql, query->descending[i] ? " DESC," : ",");
    }
    if (is_range(query) && query->limit > 0)
        out_char(sql, '+');
    sql_row(sql, dialect, "t");
    if (query->limit > 0) {
        out_text(sql, " LIMIT ");
        out_int(sql, (int64_t)query->limit);
    }
    if (query->limit > 0 && query_is_ranked(query)) {
        out_text(sql, " OFFSET ");
        out_int(sql, (int64_t)query->after.given);
    }
}

/* The day of a period that a comparison looks at; `~` (behind every day) or empty (before every
 * day) where that end is open, so that nothing is found beyond it. */
static struct slice period_bound(const struct filter *filter, struct sql_values *values)
{
    struct period period;
    char day[DATE_TEXT_SIZE];
    bool end = filter->comparison == COMPARISON_GT || filter->comparison == COMPARISON_LE;
    bool above = filter->comparison == COMPARISON_GT || filter->comparison == COMPARISON_GE;
    if (period_parse(filter->value, values->first_month, &period) != PERIOD_GOOD ||
        (end ? period.open_end : period.open_start))
        return slice_of(above ? "~" : "");
    date_format(end ? period.ends : period.starts, day);
    return arena_copy(&values->arena, slice_of(day));
}

static struct slice bound_value(const struct filter *filter, struct slice value,
                                struct sql_values *values)
{
    struct decimal number;
    char key[DECIMAL_KEY_SIZE];
    bool ordered = filter->comparison >= COMPARISON_GT && filter->comparison <= COMPARISON_LE;
    if (filter->column->type == TYPE_PERIOD && ordered)
        return period_bound(filter, values);
    if (strcmp(sql_ordering(filter->column), "__key") != 0 ||
        decimal_parse(value, &number) != DECIMAL_GOOD)
        return value;
    decimal_key(number, key);
    return arena_copy(&values->arena, slice_of(key));
}

enum status sql_bind(struct statement *statement, const struct query *query, bool with_position,
                     struct sql_values *values)
{
    int number = 0;
    arena_init(&values->arena, VALUES_MAX);
    if (query->match.len > 0)
        db_bind(statement, ++number, query->match);
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        if (filter->comparison == COMPARISON_ISNULL)
            continue;
        if (!filter->values)
            db_bind(statement, ++number, bound_value(filter, filter->value, values));
        for (size_t j = 0; filter->values && j < filter->value_count; j++)
            db_bind(statement, ++number, bound_value(filter, filter->values[j], values));
    }
    if (with_position && !position_is_start(&query->after) && !query_is_ranked(query)) {
        for (size_t i = 0; i < query->order_count; i++)
            db_bind(statement, ++number, query->after.values[i]);
        db_bind(statement, ++number, query->after.id);
    }
    return arena_overflowed(&values->arena) ? STATUS_NO_MEMORY : STATUS_OK;
}
