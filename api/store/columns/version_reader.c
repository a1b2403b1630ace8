/* See version_reader.h. Records that changed are found by their id; those that are gone have their
 * keys from the cells that they lost. */
#include "version_reader.h"

#include "hiraku/model/model.h"

#include <stdlib.h>

struct past_gone {
    const struct past_record *record;
    struct slice keys[KEY_MAX];
};

/* --- records that are gone -------------------------------------------------------------------- */

static int version_compare_gone(const void *a, const void *b)
{
    const struct past_gone *left = a, *right = b;
    return model_key_compare(left->keys, right->keys);
}

/* The keys of a record are among the cells that it had last. */
static struct past_gone version_gone(const struct resource *resource,
                                     const struct past_record *record)
{
    struct past_gone gone = {.record = record};
    struct slice cells[COLUMNS_MAX] = {0};
    for (const struct past_change *change = record->newest;
         change && change->release == record->newest->release; change = change->older)
        if (change->kind == CHANGE_LOST_CELL)
            cells[change->column] = change->old;
    model_key_cells(resource, cells, gone.keys);
    return gone;
}

static enum status version_reader_find_gone(struct version_reader *reader, struct problem *p)
{
    const struct past_records *table = reader->table;
    reader->gone = calloc((size_t)table->ids.count + 1, sizeof *reader->gone);
    if (!reader->gone)
        return problem_memory(p);
    for (uint32_t i = 0; i < table->ids.count; i++)
        if (table->records[i].newest->kind == CHANGE_REMOVED)
            reader->gone[reader->gone_count++] =
                version_gone(reader->reader.resource, &table->records[i]);
    if (reader->gone_count > 1)
        qsort(reader->gone, reader->gone_count, sizeof *reader->gone, version_compare_gone);
    return STATUS_OK;
}

/* --- reading ---------------------------------------------------------------------------------- */

enum status version_reader_open(struct version_reader *reader, const char *dir,
                                const struct resource *resource, const struct past *past,
                                struct problem *p)
{
    *reader = (struct version_reader){.past = past, .table = past_table_of(past, resource)};
    enum status status = table_reader_open(&reader->reader, dir, resource, p);
    return status == STATUS_OK && reader->table ? version_reader_find_gone(reader, p) : status;
}

void version_reader_close(struct version_reader *reader)
{
    table_reader_close(&reader->reader);
    past_versions_free(&reader->versions);
    free(reader->gone);
    reader->gone = NULL;
}

static enum status version_reader_bad(const struct version_reader *reader, struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(reader->reader.path), SLICE_NONE,
                       "it is not what the changes of its releases lead to");
}

struct slice version_reader_id(const struct version_reader *reader, char joined[VERSION_ID_SIZE])
{
    const struct resource *resource = reader->reader.resource;
    struct slice keys[KEY_MAX];
    if (!model_has_joined_id(resource))
        return reader->cells[0];
    model_key_cells(resource, reader->cells, keys);
    return (struct slice){joined, model_join_id(resource, keys, joined, VERSION_ID_SIZE)};
}

/* The next row of the CSV, if the one before was given. */
static enum status version_reader_row(struct version_reader *reader, struct problem *p)
{
    return reader->row ? STATUS_OK : table_reader_next(&reader->reader, &reader->row, p);
}

/* What happened to the record of the CSV's row; NULL: nothing. */
static const struct past_record *version_reader_record(struct version_reader *reader)
{
    char joined[VERSION_ID_SIZE];
    uint32_t number;
    reader->cells = reader->reader.cells;
    return reader->table &&
                   value_set_find(&reader->table->ids, version_reader_id(reader, joined), &number)
               ? &reader->table->records[number]
               : NULL;
}

/* The next record that is gone, if it comes before the CSV's row. */
static const struct past_record *version_reader_gone(struct version_reader *reader)
{
    struct slice keys[KEY_MAX];
    if (reader->gone_at == reader->gone_count)
        return NULL;
    const struct past_gone *gone = &reader->gone[reader->gone_at];
    model_key_cells(reader->reader.resource, reader->reader.cells, keys);
    if (reader->row && model_key_compare(gone->keys, keys) > 0)
        return NULL;
    reader->gone_at++;
    return gone->record;
}

/* The versions of the next record, `left` of them; `versions` is empty where there is but the row
 * of the CSV. */
static enum status version_reader_turn(struct version_reader *reader, struct problem *p)
{
    enum status status = version_reader_row(reader, p);
    reader->versions.count = 0;
    if (status != STATUS_OK)
        return status;
    const struct past_record *record = version_reader_gone(reader);
    bool gone = record != NULL;
    if (!gone && !reader->row)
        return !reader->table || reader->met == reader->table->ids.count
                   ? STATUS_OK
                   : version_reader_bad(reader, p);
    if (!gone)
        record = version_reader_record(reader);
    if (record)
        status = past_versions_make(&reader->versions, reader->past, record,
                                    gone ? NULL : reader->reader.cells, p);
    reader->met += record != NULL;
    reader->row = gone && reader->row;
    reader->left = record ? reader->versions.count : 1;
    return status;
}

enum status version_reader_next(struct version_reader *reader, bool *more, struct problem *p)
{
    struct past_versions *versions = &reader->versions;
    reader->first = reader->left == 0;
    enum status status = reader->first ? version_reader_turn(reader, p) : STATUS_OK;
    *more = status == STATUS_OK && reader->left > 0;
    if (!*more)
        return status;
    reader->last = --reader->left == 0;
    reader->cells = reader->reader.cells;
    reader->before = reader->first ? NULL : versions->made[reader->left + 1].cells;
    reader->since = reader->past->first;
    reader->until = 0;
    if (versions->count > 0) {
        struct past_version *version = &versions->made[reader->left];
        reader->cells = version->cells;
        reader->since = version->since;
        reader->until = version->until;
    }
    return STATUS_OK;
}
