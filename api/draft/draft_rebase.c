/* A draft whose tables somebody else has changed meanwhile: what it changes is put onto what there
 * is now, and nothing of the other is lost without being told.
 *
 * Three versions of a table meet by key and column: the base that the draft was begun with, theirs,
 * mine. What one of them alone has changed holds; what both have changed is a clash. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/releases.h"

#include <stdlib.h>

enum { UNKEYED_MOST = 1000 };

/* --- whether ---------------------------------------------------------------------------------- */

static enum status rebase_is_file_other(const struct draft_place *place,
                                        const struct draft_table *table, bool *other,
                                        struct problem *p)
{
    char path[DRAFT_PATH_SIZE], digest[DIGEST_SIZE] = "";
    enum status status = draft_instance_path(place, table, path, p);
    if (status == STATUS_OK && file_exists(path))
        status = digest_file(path, digest, NULL, p);
    *other = status == STATUS_OK && strcmp(digest, table->base) != 0;
    return status;
}

/* A release that came since has another table: one may also have been taken back. */
static enum status rebase_is_release_other(const struct draft_place *place,
                                           const struct draft *draft, bool *other,
                                           struct problem *p)
{
    struct manifest manifest;
    uint64_t number = 0;
    char dir[RELEASE_PATH_SIZE];
    *other = false;
    if (release_current(place->store, &number, dir, NULL) != STATUS_OK || number <= draft->base)
        return STATUS_OK;
    enum status status = manifest_read_any(&manifest, dir, p);
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++) {
        const struct table_state *state = manifest_table(&manifest, draft->tables[i].resource);
        *other = *other || (state && state->changed_in > draft->base);
    }
    return status;
}

enum status draft_is_overtaken(const struct draft_place *place, const struct draft *draft,
                               bool *overtaken, struct problem *p)
{
    bool other;
    enum status status = rebase_is_release_other(place, draft, overtaken, p);
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++) {
        status = rebase_is_file_other(place, &draft->tables[i], &other, p);
        *overtaken = *overtaken || other;
    }
    return status;
}

/* --- one table -------------------------------------------------------------------------------- */

struct rebase_side {
    struct sheet sheet;
    struct recognition columns;
    struct sheet_places places;
    struct sheet_keys *keys;
};

struct rebasing {
    const struct resource *resource;
    struct rebase_side base, theirs, mine;
    size_t *targets; /* cell of mine → cell of theirs */
    bool take_mine;
    const struct draft_clash_sink *sink;
};

static void rebase_clash(const struct rebasing *rebasing, struct slice key,
                         const struct column *column, struct slice base, struct slice theirs,
                         struct slice mine)
{
    const struct draft_clash clash = {rebasing->resource, key, column, base, theirs, mine};
    if (rebasing->sink)
        rebasing->sink->take(rebasing->sink->context, &clash);
}

static struct slice rebase_cell(const struct rebase_side *side, size_t index,
                                const struct column *column, const struct resource *resource)
{
    size_t at = column ? side->places.at[model_index(resource, column)] : SIZE_MAX;
    return index == SIZE_MAX || at == SIZE_MAX
               ? SLICE_NONE
               : text_trim(sheet_cell(&side->sheet.rows[index], at));
}

/* Whether two versions of a record are the same in all columns of the model. */
static bool rebase_is_same(const struct rebasing *rebasing, const struct rebase_side *a,
                           size_t in_a, const struct rebase_side *b, size_t in_b)
{
    const struct resource *resource = rebasing->resource;
    for (const struct column *column = resource->columns; column->name; column++)
        if (!slice_equal(rebase_cell(a, in_a, column, resource),
                         rebase_cell(b, in_b, column, resource)))
            return false;
    return true;
}

static enum status rebase_add(struct rebasing *rebasing, size_t index, struct problem *p)
{
    struct sheet *sheet = &rebasing->theirs.sheet;
    const struct sheet_row *row = &rebasing->mine.sheet.rows[index];
    uint64_t number = sheet->count > 0 ? sheet->rows[sheet->count - 1].row + 1 : 1;
    size_t width = sheet->rows[rebasing->theirs.columns.header].count;
    enum status status = sheet_add(sheet, number, NULL, 0, p);
    if (status == STATUS_OK && width > 0)
        status = sheet_set(sheet, &sheet->rows[sheet->count - 1], width - 1, SLICE_NONE, p);
    for (size_t i = 0; i < rebasing->mine.columns.count && status == STATUS_OK; i++)
        if (rebasing->targets[i] != SIZE_MAX && sheet_cell(row, i).len > 0)
            status = sheet_set(sheet, &sheet->rows[sheet->count - 1], rebasing->targets[i],
                               row->cells[i], p);
    return status;
}

static enum status rebase_cells(struct rebasing *rebasing, size_t mine, size_t base, size_t theirs,
                                struct problem *p)
{
    struct sheet *sheet = &rebasing->theirs.sheet;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < rebasing->mine.columns.count && status == STATUS_OK; i++) {
        const struct column *column = rebasing->mine.columns.columns[i].column;
        if (rebasing->targets[i] == SIZE_MAX)
            continue;
        struct slice was = rebase_cell(&rebasing->base, base, column, rebasing->resource);
        struct slice other = text_trim(sheet_cell(&sheet->rows[theirs], rebasing->targets[i]));
        struct slice own = text_trim(sheet_cell(&rebasing->mine.sheet.rows[mine], i));
        bool clash = !slice_equal(own, was) && !slice_equal(other, was) && !slice_equal(own, other);
        if (clash)
            rebase_clash(rebasing, sheet_keys_of(rebasing->mine.keys, mine), column, was, other,
                         own);
        if (!slice_equal(own, was) && !slice_equal(own, other) && (!clash || rebasing->take_mine))
            status = sheet_set(sheet, &sheet->rows[theirs], rebasing->targets[i], own, p);
    }
    return status;
}

/* A row without a key that the base has, too, is none of mine. */
static bool rebase_is_old_remark(const struct rebasing *rebasing, size_t mine)
{
    const struct sheet_row *row = &rebasing->mine.sheet.rows[mine];
    const struct sheet *base = &rebasing->base.sheet;
    size_t seen = 0;
    for (size_t i = rebasing->base.columns.header + 1; i < base->count && seen < UNKEYED_MOST;
         i++) {
        if (sheet_keys_of(rebasing->base.keys, i).len > 0)
            continue;
        seen++;
        size_t at = 0;
        while (at < row->count &&
               slice_equal(text_trim(row->cells[at]), text_trim(sheet_cell(&base->rows[i], at))))
            at++;
        if (at == row->count)
            return true;
    }
    return false;
}

static enum status rebase_row(struct rebasing *rebasing, size_t mine, struct problem *p)
{
    struct slice key = sheet_keys_of(rebasing->mine.keys, mine);
    if (key.len == 0)
        return rebase_is_old_remark(rebasing, mine) ? STATUS_OK : rebase_add(rebasing, mine, p);
    size_t base = sheet_keys_find(rebasing->base.keys, key);
    size_t theirs = sheet_keys_find(rebasing->theirs.keys, key);
    if (theirs != SIZE_MAX)
        return rebase_cells(rebasing, mine, base, theirs, p);
    if (base == SIZE_MAX)
        return rebase_add(rebasing, mine, p);
    if (rebase_is_same(rebasing, &rebasing->mine, mine, &rebasing->base, base))
        return STATUS_OK;
    rebase_clash(rebasing, key, NULL, SLICE_NONE, SLICE_NONE, key);
    return rebasing->take_mine ? rebase_add(rebasing, mine, p) : STATUS_OK;
}

/* What mine has removed, as far as they left it as it was. */
static enum status rebase_removed(struct rebasing *rebasing, size_t count, struct problem *p)
{
    enum status status = STATUS_OK;
    struct sheet *sheet = &rebasing->theirs.sheet;
    for (size_t i = rebasing->theirs.columns.header + 1; i < count && status == STATUS_OK; i++) {
        struct slice key = sheet_keys_of(rebasing->theirs.keys, i);
        size_t base = sheet_keys_find(rebasing->base.keys, key);
        if (base == SIZE_MAX || sheet_keys_find(rebasing->mine.keys, key) != SIZE_MAX)
            continue;
        bool same = rebase_is_same(rebasing, &rebasing->theirs, i, &rebasing->base, base);
        if (!same)
            rebase_clash(rebasing, key, NULL, SLICE_NONE, key, SLICE_NONE);
        if (same || rebasing->take_mine)
            status = sheet_drop(sheet, sheet->rows[i].row, sheet->rows[i].row, p);
    }
    return status;
}

static enum status rebase_side_read(const struct draft *draft, const struct draft_table *table,
                                    enum draft_version version, struct rebase_side *side,
                                    struct problem *p)
{
    enum status status = draft_read_table(draft, table, version, &side->sheet, &side->columns, p);
    if (status == STATUS_OK && side->sheet.lossy)
        status = draft_lossy(table, p);
    sheet_places(&side->columns, &side->places);
    return status == STATUS_OK ? sheet_keys_new(&side->keys, &side->sheet, &side->places, p)
                               : status;
}

static void rebase_side_free(struct rebase_side *side)
{
    sheet_keys_free(side->keys);
    sheet_free(&side->sheet);
}

static enum status rebase_rows(struct rebasing *rebasing, struct problem *p)
{
    struct rebase_side *theirs = &rebasing->theirs, *mine = &rebasing->mine;
    size_t count = theirs->sheet.count;
    rebasing->targets =
        arena_alloc(&mine->sheet.arena, (mine->columns.count + 1) * sizeof *rebasing->targets);
    if (!rebasing->targets)
        return problem_memory(p);
    enum status status =
        merge_targets(&theirs->sheet, &theirs->columns, &mine->columns, rebasing->targets, p);
    if (status == STATUS_OK)
        status = rebase_removed(rebasing, count, p);
    for (size_t i = mine->columns.header + 1; i < mine->sheet.count && status == STATUS_OK; i++)
        status = rebase_row(rebasing, i, p);
    return status;
}

/* Where a header is not known the tables meet as wholes. */
static enum status rebase_whole(struct rebasing *rebasing, struct problem *p)
{
    rebase_clash(rebasing, SLICE_NONE, NULL, SLICE_NONE, SLICE_NONE, SLICE_NONE);
    if (!rebasing->take_mine)
        return STATUS_OK;
    struct rebase_side side = rebasing->theirs;
    rebasing->theirs = rebasing->mine;
    rebasing->mine = side;
    (void)p;
    return STATUS_OK;
}

static bool rebase_has_header(const struct rebase_side *side)
{
    return side->columns.header < side->sheet.count;
}

static enum status rebase_table(const struct draft_place *place, struct draft *draft,
                                struct draft_table *table, struct rebasing *rebasing, bool settle,
                                struct problem *p)
{
    rebasing->resource = table->resource;
    enum status status = rebase_side_read(draft, table, DRAFT_BASE, &rebasing->base, p);
    if (status == STATUS_OK)
        status = rebase_side_read(draft, table, DRAFT_THEIRS, &rebasing->theirs, p);
    if (status == STATUS_OK)
        status = rebase_side_read(draft, table, DRAFT_MINE, &rebasing->mine, p);
    bool by_key = rebase_has_header(&rebasing->theirs) && rebase_has_header(&rebasing->mine);
    if (status == STATUS_OK)
        status = by_key ? rebase_rows(rebasing, p) : rebase_whole(rebasing, p);
    if (status == STATUS_OK && settle)
        status = draft_copy_base(place, draft, table, p);
    if (status == STATUS_OK && settle) {
        table->edits++;
        status = draft_put(place, draft, table, &rebasing->theirs.sheet, NULL, p);
    }
    rebase_side_free(&rebasing->base);
    rebase_side_free(&rebasing->theirs);
    rebase_side_free(&rebasing->mine);
    return status;
}

enum status draft_rebase(const struct draft_place *place, struct draft *draft, bool settle,
                         bool mine, const struct draft_clash_sink *sink, struct problem *p)
{
    enum status status = STATUS_OK;
    uint64_t number = 0;
    char dir[RELEASE_PATH_SIZE];
    bool known = release_current(place->store, &number, dir, NULL) == STATUS_OK;
    for (size_t i = 0; i < draft->table_count && status == STATUS_OK; i++) {
        struct draft_table *table = &draft->tables[i];
        struct rebasing rebasing = {.take_mine = mine, .sink = sink};
        bool other = false;
        if (table->made[0] == '\0')
            continue;
        status = rebase_is_file_other(place, table, &other, p);
        if (status == STATUS_OK && other)
            status = rebase_table(place, draft, table, &rebasing, settle, p);
    }
    if (status != STATUS_OK || !settle)
        return status;
    draft->base = known ? number : 0;
    draft_reopen(draft);
    return draft_save(place, draft, p);
}
