/* The tables of a draft on disk: what they began as, what they are, and how a new state takes the
 * place of the old one.
 *
 * data/TABLE.csv.next is written first, then draft.json with its digest, then it takes its place.
 * Whoever opens the draft after a crash finds by the digest which of both holds. */
#include "draft_parts.h"

#include "hiraku/base/in.h"
#include "hiraku/ingest/ingest.h"

#include <stdio.h>

#define SHEET_BYTES(bytes) ((bytes)*8 + ((uint64_t)1 << 20))

enum status draft_copy(const char *from, const char *dir, const char *name,
                       char digest[DIGEST_SIZE], struct problem *p)
{
    struct file file;
    enum status status = file_create_aside(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    status = in_pour(from, IN_PLAIN, &file.out, p);
    enum status closed = file_close(&file, digest, NULL, status == STATUS_OK ? p : NULL);
    if (status == STATUS_OK)
        status = closed;
    return status == STATUS_OK ? file_take_place(&file, dir, name, p) : status;
}

/* --- a new state ------------------------------------------------------------------------------ */

static enum status draft_write_next(const char *dir, const char *next, const struct sheet *sheet,
                                    const char *copy, char digest[DIGEST_SIZE], struct problem *p)
{
    struct file file;
    if (!sheet)
        return draft_copy(copy, dir, next, digest, p);
    enum status status = file_create_aside(&file, dir, next, p);
    if (status != STATUS_OK)
        return status;
    sheet_write(sheet, &file.out);
    status = file_close(&file, digest, NULL, p);
    return status == STATUS_OK ? file_take_place(&file, dir, next, p) : status;
}

enum status draft_put(const struct draft_place *place, struct draft *draft,
                      struct draft_table *table, const struct sheet *sheet, const char *copy,
                      struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], next[DRAFT_NEXT_SIZE];
    draft_next_name(table->resource, next);
    enum status status = draft_path(place, draft, draft_data_folder, dir, p);
    if (status == STATUS_OK)
        status = draft_write_next(dir, next, sheet, copy, table->made, p);
    if (status == STATUS_OK)
        status = folder_sync(dir, p);
    draft_reopen(draft);
    if (status == STATUS_OK)
        status = draft_save(place, draft, p);
    return status == STATUS_OK ? draft_take_next(dir, table->resource, p) : status;
}

enum status draft_lossy(const struct draft_table *table, struct problem *p)
{
    return problem_set(p, STATUS_DRAFT_LOSSY, slice_of(table->resource->name), SLICE_NONE, NULL);
}

/* --- a table of the instance ------------------------------------------------------------------ */

/* base/TABLE-DIGEST.csv: one that a killed process left there has another name. */
static enum status draft_base_path(const struct draft_place *place, const struct draft *draft,
                                   const struct draft_table *table, char path[DRAFT_PATH_SIZE],
                                   struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], name[DRAFT_NAME_SIZE + 16];
    snprintf(name, sizeof name, "%s-%.12s.csv", table->resource->name, table->base);
    enum status status = draft_path(place, draft, draft_base_folder, dir, p);
    return status == STATUS_OK ? file_path(path, dir, name, p) : status;
}

enum status draft_copy_base(const struct draft_place *place, const struct draft *draft,
                            struct draft_table *table, struct problem *p)
{
    static const char fresh[] = "new.csv";
    char from[DRAFT_PATH_SIZE], dir[DRAFT_PATH_SIZE], to[DRAFT_PATH_SIZE];
    table->base[0] = '\0';
    enum status status = draft_instance_path(place, table, from, p);
    if (status == STATUS_OK)
        status = draft_path(place, draft, draft_base_folder, dir, p);
    if (status != STATUS_OK || !file_exists(from))
        return status;
    status = draft_copy(from, dir, fresh, table->base, p);
    if (status == STATUS_OK)
        status = file_path(from, dir, fresh, p);
    if (status == STATUS_OK)
        status = draft_base_path(place, draft, table, to, p);
    if (status == STATUS_OK)
        status = file_rename(from, to, p);
    return status == STATUS_OK ? folder_sync(dir, p) : status;
}

enum status draft_add_table(const struct draft_place *place, struct draft *draft,
                            const struct resource *resource, struct draft_table **table,
                            struct problem *p)
{
    struct ingest_table_file found;
    *table = draft_table_of(draft, resource);
    if (*table)
        return STATUS_OK;
    enum status status = ingest_find_table(place->instance, resource, &found, p);
    if (status == STATUS_OK && found.count > 1)
        status = problem_set(p, STATUS_DRAFT_TABLE_SPLIT, slice_of(resource->name),
                             slice_of(found.name), NULL);
    if (status != STATUS_OK)
        return status;
    struct draft_table *tables =
        arena_alloc(&draft->arena, (draft->table_count + 1) * sizeof *tables);
    if (!tables)
        return problem_memory(p);
    for (size_t i = 0; i < draft->table_count; i++)
        tables[i] = draft->tables[i];
    draft->tables = tables;
    *table = &tables[draft->table_count];
    **table =
        (struct draft_table){.resource = resource, .path = draft_keep(draft, slice_of(found.name))};
    status = draft_copy_base(place, draft, *table, p);
    if (status == STATUS_OK)
        status = draft_memory(draft, p);
    draft->table_count += status == STATUS_OK;
    return status;
}

enum status draft_read_table(const struct draft *draft, const struct draft_table *table,
                             enum draft_version version, struct sheet *sheet,
                             struct recognition *recognition, struct problem *p)
{
    const struct draft_place *place = draft->place;
    char path[DRAFT_PATH_SIZE];
    enum status status = version == DRAFT_THEIRS ? draft_instance_path(place, table, path, p)
                         : version == DRAFT_BASE ? draft_base_path(place, draft, table, path, p)
                                                 : draft_table_path(place, draft, draft_data_folder,
                                                                    table->resource, path, p);
    sheet_init(sheet, place->limits.rows, SHEET_BYTES(place->limits.bytes));
    *recognition = (struct recognition){.resource = table->resource};
    if (status == STATUS_OK && (version == DRAFT_MINE || file_exists(path)))
        status = sheet_read(sheet, path, p);
    if (status == STATUS_OK)
        status = sheet_recognise(sheet, SLICE_NONE, table->resource, recognition, p);
    return status;
}

enum status draft_made_path(const struct draft_place *place, const struct draft *draft,
                            const struct resource *resource, char path[DRAFT_PATH_SIZE],
                            struct problem *p)
{
    return draft_table_path(place, draft, draft_data_folder, resource, path, p);
}
