/* See concern.h. A link is a column whose code tells that a row concerns the record; all rows of
 * such a column are looked at once, and the releases noted in which one of them began or ended. */
#include "hiraku/store/concern.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/manifest.h"
#include "hiraku/store/store.h"

#include "store.h"

#include <stdlib.h>

enum { CONCERN_LINKS_MAX = 128, POLL_ROWS = 1 << 16, NEAR_ROWS = 4, SCRATCH_BYTES = 4096 };

struct concern_link {
    const struct table_data *table;
    const struct column_data *data;
    uint32_t code;  /* of the record in the column */
    uint8_t *codes; /* of a list of references: 1 for each code that has the record; else NULL */
    bool through;   /* the rows are figures of rows of the table referred to that have links */
};

struct concern {
    const struct store *store;
    const struct table_data *table;
    uint32_t last;  /* the record's last version */
    uint32_t first; /* the first release of which the store has the rows */
    struct concern_link links[CONCERN_LINKS_MAX];
    size_t count;
    uint8_t *touched; /* of each release up to the store's own */
    uint8_t *figures; /* of each row of what figures are of: it is linked in some release */
    uint32_t near[RELEASE_TABLES_MAX]; /* of each table, the row behind the one found last */
    struct arena scratch;
};

/* --- versions --------------------------------------------------------------------------------- */

static uint32_t concern_since(const struct concern *concern, const struct table_data *table,
                              uint32_t row)
{
    return table->versioned ? data_code_read(&table->since, row) : concern->first;
}

static uint32_t concern_until(const struct table_data *table, uint32_t row)
{
    return table->versioned ? data_code_read(&table->until, row) : 0;
}

static bool concern_holds(const struct concern *concern, const struct table_data *table,
                          uint32_t row, struct concern_span span)
{
    uint32_t until = concern_until(table, row);
    return concern_since(concern, table, row) <= span.last && (until == 0 || until >= span.first);
}

/* From a version of a record to the one before it; false: there is none. */
static bool concern_before(const struct table_data *table, uint32_t *row)
{
    const struct column_data *ids = &table->columns[0];
    if (!table->versioned || *row == 0 || data_code(ids, *row - 1) != data_code(ids, *row))
        return false;
    --*row;
    return true;
}

static bool concern_find_anywhere(const struct table_data *table, struct slice id, uint32_t *row)
{
    uint32_t code;
    if (!data_find(&table->columns[0], id, &code))
        return false;
    *row = table_row_of_id(table, code);
    return true;
}

/* The last version of a record. That of the next id is often one of the next rows, and an id that
 * is joined is dear to look for. */
static bool concern_find(struct concern *concern, const struct table_data *table, struct slice id,
                         uint32_t *row)
{
    const struct column_data *ids = &table->columns[0];
    uint32_t *near = &concern->near[table - concern->store->columns.tables];
    for (uint32_t i = 0; i < NEAR_ROWS && *near < table->rows - i; i++) {
        uint32_t at = *near + i;
        arena_reset(&concern->scratch);
        if (!slice_equal(data_text(ids, data_code(ids, at), &concern->scratch), id))
            continue;
        *row = table_last_version(table, at);
        *near = *row + 1;
        return true;
    }
    if (!concern_find_anywhere(table, id, row))
        return false;
    *near = *row + 1;
    return true;
}

/* --- links ------------------------------------------------------------------------------------ */

static bool concern_link_has(const struct concern_link *link, uint32_t row)
{
    uint32_t code = data_code(link->data, row);
    return link->codes ? link->codes[code] : code == link->code;
}

/* Whether a row has a link of its own. */
static bool concern_row_linked(const struct concern *concern, const struct table_data *table,
                               uint32_t row)
{
    for (size_t i = 0; i < concern->count; i++) {
        const struct concern_link *link = &concern->links[i];
        if (link->table == table && !link->through && concern_link_has(link, row))
            return true;
    }
    return false;
}

static struct concern_link *concern_add(struct concern *concern, const struct table_data *table,
                                        const struct column_data *data)
{
    if (concern->count == CONCERN_LINKS_MAX)
        return NULL;
    struct concern_link *link = &concern->links[concern->count++];
    *link = (struct concern_link){.table = table, .data = data};
    return link;
}

/* A column that refers to the record's table. */
static enum status concern_add_reference(struct concern *concern, const struct table_data *table,
                                         const struct column_data *data, struct slice id,
                                         struct problem *p)
{
    struct concern_link *link = concern_add(concern, table, data);
    if (!link)
        return STATUS_OK;
    if (!(data->column->flags & COL_MANY)) {
        concern->count -= !data_find(data, id, &link->code);
        return STATUS_OK;
    }
    link->codes = calloc((size_t)data->count + 1, 1);
    if (!link->codes)
        return problem_memory(p);
    for (uint32_t code = 0; code < data->count; code++)
        link->codes[code] = slice_has_word(data_text(data, code, NULL), id);
    return STATUS_OK;
}

/* Figures, where what they are of can refer to the record. */
static void concern_add_figures(struct concern *concern)
{
    const struct table_data *cube = columns_table(&concern->store->columns, model_cube());
    const struct column_data *subject = table_column(cube, model_cube_subject());
    if (!subject || !subject->target || subject->target == concern->table)
        return;
    struct concern_link *link = concern_add(concern, cube, subject);
    if (link)
        link->through = true;
}

static enum status concern_add_links(struct concern *concern, struct slice id, struct problem *p)
{
    enum status status = STATUS_OK;
    struct concern_link *own = concern_add(concern, concern->table, &concern->table->columns[0]);
    own->code = data_code(&concern->table->columns[0], concern->last);
    for (size_t i = 0; i < model_resource_count; i++) {
        const struct resource *resource = model_resources[i];
        const struct table_data *table = columns_table(&concern->store->columns, resource);
        for (const struct column *column = resource->columns;
             column->name && !resource->computed && status == STATUS_OK; column++) {
            const struct column_data *data =
                column->ref == concern->table->resource && column_is_written(column)
                    ? table_column(table, column)
                    : NULL;
            if (data)
                status = concern_add_reference(concern, table, data, id, p);
        }
    }
    if (status == STATUS_OK)
        concern_add_figures(concern);
    return status;
}

/* --- releases --------------------------------------------------------------------------------- */

/* What began with the first release of which the store has the rows may be older. */
static void concern_note(struct concern *concern, uint32_t release)
{
    bool known = release > concern->first || concern->first == 1;
    if (known && release <= concern->store->columns.own)
        concern->touched[release] = 1;
}

/* Whether figures of a row are looked at: it has a link in some release. */
static void concern_note_subjects(struct concern *concern, const struct table_data *subjects)
{
    for (uint32_t row = 0; row < subjects->rows; row++)
        if (concern_row_linked(concern, subjects, row))
            concern->figures[table_last_version(subjects, row)] = 1;
}

static bool concern_counts(const struct concern *concern, const struct concern_link *link,
                           uint32_t row)
{
    if (!link->through)
        return concern_link_has(link, row);
    uint32_t code = data_code(link->data, row);
    return code > 0 && concern->figures[code - 1];
}

static enum status concern_note_link(struct concern *concern, const struct concern_link *link,
                                     struct problem *p)
{
    enum status status = STATUS_OK;
    for (uint32_t row = 0; row < link->table->rows && status == STATUS_OK; row++) {
        if (row % POLL_ROWS == 0)
            status = store_poll(concern->store, p);
        if (!concern_counts(concern, link, row))
            continue;
        uint32_t until = concern_until(link->table, row);
        concern_note(concern, concern_since(concern, link->table, row));
        if (until > 0)
            concern_note(concern, until + 1);
    }
    return status;
}

static enum status concern_note_all(struct concern *concern, struct problem *p)
{
    enum status status = STATUS_OK;
    const struct column_data *subject = NULL;
    for (size_t i = 0; i < concern->count; i++)
        if (concern->links[i].through)
            subject = concern->links[i].data;
    concern->touched = calloc((size_t)concern->store->columns.own + 1, 1);
    concern->figures = calloc(subject ? (size_t)subject->target->rows + 1 : 1, 1);
    if (!concern->touched || !concern->figures)
        return problem_memory(p);
    if (subject)
        concern_note_subjects(concern, subject->target);
    for (size_t i = 0; i < concern->count && status == STATUS_OK; i++)
        status = concern_note_link(concern, &concern->links[i], p);
    return status;
}

/* --- the contract ----------------------------------------------------------------------------- */

enum status concern_open(struct concern **result, struct store *store,
                         const struct resource *resource, struct slice id, struct problem *p)
{
    const struct table_data *table = columns_table(&store->columns, resource);
    uint32_t last;
    *result = NULL;
    if (!table || !concern_find_anywhere(table, id, &last))
        return columns_check(&store->columns, p);
    struct concern *concern = calloc(1, sizeof *concern);
    if (!concern)
        return problem_memory(p);
    concern->store = store;
    concern->table = table;
    concern->last = last;
    concern->first = columns_first(&store->columns);
    arena_init(&concern->scratch, SCRATCH_BYTES);
    enum status status = concern_add_links(concern, id, p);
    if (status == STATUS_OK)
        status = concern_note_all(concern, p);
    if (status == STATUS_OK)
        status = columns_check(&store->columns, p);
    if (status == STATUS_OK)
        *result = concern;
    else
        concern_close(concern);
    return status;
}

void concern_close(struct concern *concern)
{
    if (!concern)
        return;
    for (size_t i = 0; i < concern->count; i++)
        free(concern->links[i].codes);
    free(concern->touched);
    free(concern->figures);
    arena_free(&concern->scratch);
    free(concern);
}

bool concern_touched(const struct concern *concern, uint64_t release)
{
    return release <= concern->store->columns.own && concern->touched[release];
}

static bool concern_has_links(const struct concern *concern, const struct table_data *table)
{
    for (size_t i = 0; i < concern->count; i++)
        if (concern->links[i].table == table)
            return true;
    return false;
}

/* Whether a version of a record, from the last one on, has a link and held in the releases. */
static bool concern_linked_in(const struct concern *concern, const struct table_data *table,
                              uint32_t row, struct concern_span span)
{
    do {
        if (concern_holds(concern, table, row, span) && concern_row_linked(concern, table, row))
            return true;
    } while (concern_before(table, &row));
    return false;
}

/* The same of what a figure is of, by the figure's id, which begins with that. */
static bool concern_has_subject(struct concern *concern, const struct table_data *subjects,
                                struct slice id, struct concern_span span)
{
    const char *dot = id.len ? memchr(id.at, '.', id.len) : NULL;
    uint32_t row;
    return dot &&
           concern_find_anywhere(subjects, (struct slice){id.at, (size_t)(dot - id.at)}, &row) &&
           concern_linked_in(concern, subjects, row, span);
}

bool concern_has(struct concern *concern, const struct resource *resource, struct slice id,
                 struct concern_span span)
{
    const struct table_data *table = columns_table(&concern->store->columns, resource);
    const struct column_data *subject =
        table && resource == model_cube() ? table_column(table, model_cube_subject()) : NULL;
    bool rows = false; /* a link of the table's own rows, that their ids do not tell */
    if (!table || !concern_has_links(concern, table))
        return false;
    for (size_t i = 0; i < concern->count; i++) {
        const struct concern_link *link = &concern->links[i];
        rows = rows || (link->table == table && link->data != subject);
    }
    if (subject && subject->target && concern_has_subject(concern, subject->target, id, span))
        return true;
    uint32_t row;
    return rows && concern_find(concern, table, id, &row) &&
           concern_linked_in(concern, table, row, span);
}

struct slice concern_label(const struct concern *concern, const char *lang, uint64_t release)
{
    const struct table_data *table = concern->table;
    uint32_t row = concern->last;
    struct slice label = SLICE_NONE;
    while (concern_since(concern, table, row) > release && concern_before(table, &row))
        ;
    for (const struct column *column = table->resource->columns; column->name; column++) {
        const struct column_data *data =
            column->flags & COL_LABEL ? table_column(table, column) : NULL;
        if (data && label.len == 0 && column_speaks(column, lang))
            label = data_text(data, data_code(data, row), NULL);
    }
    return label;
}
