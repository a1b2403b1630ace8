/* Reading the rows of the checker: all in an order, or the different values of columns.
 *
 * An order is one of bytes. What is in the order already is read as it lies; else a sorted copy is
 * made, of a table in the order of its key in place of the table itself. Changes no row. */
#include "hiraku/staging/stage.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/store/statement.h"

#include "row_order.h"
#include "row_sort.h"
#include "stage_tables.h"

#include <stdlib.h>

struct stage_cursor {
    const struct stage_table *table;
    struct row_file sorted; /* a copy in the order that is asked for, if there is one */
    struct row_reader reader;
    uint64_t wanted;
    struct row_field only; /* rows where this is not empty */
    bool some;             /* `only` is asked for, */
    bool unseen;           /* but is not to be given, */
    bool empty;            /* or no row has it */
    struct row_room room;
};

/* --- one row ---------------------------------------------------------------------------------- */

enum status stage_read_row(const struct stage_table *table, struct slice record, uint64_t wanted,
                           struct row_room *room, struct staged *row, struct problem *p)
{
    struct row_fixed fixed;
    const struct stage *stage = table->stage;
    row_read(record, table->changed ? table->written : wanted, table->columns, &fixed, row,
             room->cells);
    row->place.file = fixed.file < stage->file_count ? stage->files[fixed.file] : "";
    if (!table->changed)
        return STATUS_OK;
    enum status status = stage_set_apply(table, room, p);
    for (size_t i = 0; i < table->columns; i++)
        if (!(wanted & UINT64_C(1) << i))
            room->cells[i] = SLICE_NONE;
    return status;
}

/* --- orders ----------------------------------------------------------------------------------- */

/* What a pass over a table needs. */
struct ordering {
    const struct stage_table *table;
    struct row_order order;
    struct row_reader reader;
    struct row_key keys[2]; /* of this row and the one before */
    struct row_room room;
};

static void ordering_open(struct ordering *ordering)
{
    arena_init(&ordering->room.set, ROW_ROOM_MEMORY);
    row_reader_open(&ordering->reader, &ordering->table->rows, 0,
                    row_file_end(&ordering->table->rows));
}

static void ordering_close(struct ordering *ordering)
{
    row_reader_close(&ordering->reader);
    row_key_free(&ordering->keys[0]);
    row_key_free(&ordering->keys[1]);
    arena_free(&ordering->room.set);
}

/* The next row and its key; an empty record behind the last. */
static enum status ordering_next(struct ordering *ordering, struct row_key *key,
                                 struct slice *record, struct problem *p)
{
    struct staged row;
    enum status status = row_reader_next(&ordering->reader, record, p);
    if (status == STATUS_OK && record->len > 0)
        status = stage_read_row(ordering->table, *record, ordering->order.cells, &ordering->room,
                                &row, p);
    if (status == STATUS_OK && record->len > 0 && !row_key_make(key, &ordering->order, &row))
        status = problem_memory(p);
    return status;
}

/* Whether the rows lie in the order. */
static enum status is_in_order(struct ordering *ordering, bool *so, struct problem *p)
{
    enum status status = STATUS_OK;
    struct slice record;
    ordering_open(ordering);
    *so = true;
    for (size_t i = 0; status == STATUS_OK && *so; i++) {
        struct row_key *now = &ordering->keys[i % 2], *before = &ordering->keys[1 - i % 2];
        status = ordering_next(ordering, now, &record, p);
        if (status != STATUS_OK || record.len == 0)
            break;
        *so = i == 0 || slice_compare(row_key_bytes(before), row_key_bytes(now)) <= 0;
    }
    ordering_close(ordering);
    return status;
}

/* Appends the rows in the order. */
static enum status sort_into(struct ordering *ordering, struct row_file *sorted, struct problem *p)
{
    struct row_sort *sort = row_sort_new();
    enum status status = sort ? STATUS_OK : problem_memory(p);
    ordering_open(ordering);
    while (status == STATUS_OK) {
        struct slice record;
        struct row_key *key = &ordering->keys[0];
        status = ordering_next(ordering, key, &record, p);
        if (status != STATUS_OK || record.len == 0)
            break;
        status = row_sort_add(sort, row_key_bytes(key), record, p);
    }
    ordering_close(ordering);
    if (status == STATUS_OK)
        status = row_sort_finish(sort, sorted, p);
    row_sort_free(sort);
    return status;
}

/* A sorted copy; none where the rows lie in the order. */
static enum status stage_read_sort(struct ordering *ordering, struct row_file *sorted, bool *lies,
                                   struct problem *p)
{
    enum status status = is_in_order(ordering, lies, p);
    return status == STATUS_OK && !*lies ? sort_into(ordering, sorted, p) : status;
}

enum status stage_order_by_key(struct stage_table *table, struct problem *p)
{
    if (table->by_key == table->rows.records)
        return STATUS_OK;
    struct ordering ordering = {.table = table};
    struct row_file sorted;
    bool lies;
    row_file_init(&sorted);
    row_order_init(&ordering.order, table->resource, NULL);
    enum status status = stage_read_sort(&ordering, &sorted, &lies, p);
    if (status != STATUS_OK || lies) {
        row_file_free(&sorted);
    } else {
        row_file_free(&table->rows);
        table->rows = sorted;
    }
    if (status == STATUS_OK)
        table->by_key = table->rows.records;
    return status;
}

/* --- rows ------------------------------------------------------------------------------------- */

static uint64_t wanted_cells(const struct stage_table *table, const char *const *columns)
{
    uint64_t wanted = 0;
    if (!columns)
        return table->written;
    for (; *columns; columns++) {
        const struct column *column = model_column(table->resource, slice_of(*columns));
        if (column)
            wanted |= UINT64_C(1) << model_index(table->resource, column);
    }
    return wanted & table->written;
}

static enum status cursor_order(struct stage_cursor *cursor, struct stage_table *table,
                                const char *const *by, struct problem *p)
{
    struct ordering ordering = {.table = table};
    bool lies;
    if (cursor->empty)
        return STATUS_OK;
    if (!by)
        return stage_order_by_key(table, p);
    row_order_init(&ordering.order, table->resource, by);
    return stage_read_sort(&ordering, &cursor->sorted, &lies, p);
}

enum status stage_select(struct stage *stage, const struct resource *resource,
                         const struct stage_order *order, struct stage_cursor **result,
                         struct problem *p)
{
    static const struct stage_order plain;
    order = order ? order : &plain;
    *result = NULL;
    struct stage_table *table = stage_table(stage, resource);
    struct stage_cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor)
        return problem_memory(p);
    cursor->table = table;
    cursor->wanted = wanted_cells(table, order->columns);
    arena_init(&cursor->room.set, ROW_ROOM_MEMORY);
    row_file_init(&cursor->sorted);
    if (order->only) {
        cursor->some = true;
        cursor->only = row_field_named(resource, order->only);
        uint64_t bit = cursor->only.sort ? 0 : UINT64_C(1) << cursor->only.at;
        cursor->unseen = bit & ~cursor->wanted;
        cursor->wanted |= bit;
        cursor->empty = cursor->only.sort && !(table->sorts & 1U << cursor->only.at);
    }
    enum status status = cursor_order(cursor, table, order->by, p);
    const struct row_file *rows = cursor->sorted.records > 0 ? &cursor->sorted : &table->rows;
    row_reader_open(&cursor->reader, rows, 0, cursor->empty ? 0 : row_file_end(rows));
    if (status == STATUS_OK)
        *result = cursor;
    else
        stage_close(cursor);
    return status;
}

void stage_close(struct stage_cursor *cursor)
{
    if (!cursor)
        return;
    row_reader_close(&cursor->reader);
    row_file_free(&cursor->sorted);
    arena_free(&cursor->room.set);
    free(cursor);
}

enum status stage_next(struct stage_cursor *cursor, struct staged *row, bool *more,
                       struct problem *p)
{
    struct slice record;
    enum status status;
    do {
        status = row_reader_next(&cursor->reader, &record, p);
        *more = status == STATUS_OK && record.len > 0;
        if (*more)
            status = stage_read_row(cursor->table, record, cursor->wanted, &cursor->room, row, p);
    } while (status == STATUS_OK && *more && cursor->some &&
             row_field_of(&cursor->only, row).len == 0);
    if (cursor->unseen)
        cursor->room.cells[cursor->only.at] = SLICE_NONE;
    return status;
}

/* --- values ----------------------------------------------------------------------------------- */

/* The values that came last, by a hash: most come again soon. */
enum { RECENT_PLACES = 4096, RECENT_SIZE = 31 };

struct recent {
    unsigned char len;
    char text[RECENT_SIZE];
};

/* Whether the value came lately; remembers it. */
static bool recent_has(struct recent *recent, struct slice value)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    if (value.len > RECENT_SIZE)
        return false;
    for (size_t i = 0; i < value.len; i++)
        hash = (hash ^ (unsigned char)value.at[i]) * 16777619U;
    struct recent *place = &recent[(hash ^ hash >> 16) % RECENT_PLACES];
    if (place->len == value.len && memcmp(place->text, value.at, value.len) == 0)
        return true;
    place->len = (unsigned char)value.len;
    memcpy(place->text, value.at, value.len);
    return false;
}

static enum status gather_values(struct stage *stage, const struct stage_column *column,
                                 struct statement *insert, struct recent *recent, struct problem *p)
{
    const char *const columns[] = {column->column->name, NULL};
    const struct stage_order order = {columns, NULL, columns[0]};
    size_t at = model_index(column->resource, column->column);
    struct stage_cursor *cursor;
    struct staged row;
    enum status status = stage_select(stage, column->resource, &order, &cursor, p);
    while (status == STATUS_OK) {
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        if (recent_has(recent, row.cells[at]))
            continue;
        db_bind(insert, 1, row.cells[at]);
        status = db_step(insert, &more, p);
    }
    stage_close(cursor);
    return status;
}

static enum status give_values(struct stage *stage,
                               enum status (*each)(void *context, struct slice value,
                                                   struct problem *p),
                               void *context, struct problem *p)
{
    struct statement *statement;
    enum status status = db_prepare(stage->db, "SELECT \"value\" FROM _values", &statement, p);
    while (status == STATUS_OK) {
        bool row;
        status = db_step(statement, &row, p);
        if (status != STATUS_OK || !row)
            break;
        status = each(context, db_text(statement, 0), p);
    }
    db_finish(statement);
    return status;
}

enum status stage_values(struct stage *stage, const struct stage_column *columns, size_t count,
                         enum status (*each)(void *context, struct slice value, struct problem *p),
                         void *context, struct problem *p)
{
    struct statement *insert = NULL;
    struct recent *recent = calloc(RECENT_PLACES, sizeof *recent);
    enum status status = recent ? STATUS_OK : problem_memory(p);
    if (status == STATUS_OK)
        status = db_run(stage->db, "BEGIN; CREATE TABLE _values(\"value\" PRIMARY KEY)", p);
    if (status == STATUS_OK)
        status = db_prepare(stage->db, "INSERT INTO _values VALUES($1) ON CONFLICT DO NOTHING",
                            &insert, p);
    for (size_t i = 0; i < count && status == STATUS_OK; i++)
        status = gather_values(stage, &columns[i], insert, recent, p);
    db_finish(insert);
    free(recent);
    if (status == STATUS_OK)
        status = give_values(stage, each, context, p);
    return status == STATUS_OK ? db_run(stage->db, "DROP TABLE _values; COMMIT", p) : status;
}
