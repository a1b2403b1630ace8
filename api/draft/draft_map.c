/* What an officer decides of a file: its table, what its columns are, whether it is all of it. */
#include "draft_parts.h"

#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include <stdio.h>

static struct draft_column *draft_column_named(struct draft_file *file, const char *header)
{
    for (size_t i = 0; i < file->column_count; i++)
        if (slice_is(file->columns[i].header, header))
            return &file->columns[i];
    for (size_t i = 0; i < file->column_count; i++) {
        char letters[CSV_LETTERS];
        csv_letters(i, letters);
        if (strcmp(letters, header) == 0)
            return &file->columns[i];
    }
    return NULL;
}

static enum status draft_no_column(const struct draft_file *file, const char *name,
                                   struct problem *p)
{
    struct slice nearest = model_nearest_column(file->resource, slice_of(name));
    problem_set(p, STATUS_DRAFT_NO_COLUMN, slice_of(name), slice_of(file->resource->name), NULL);
    if (nearest.len > 0)
        problem_nearest(p, nearest);
    return STATUS_DRAFT_NO_COLUMN;
}

static enum status draft_map_column(struct draft_file *file, const char *header, const char *name,
                                    struct problem *p)
{
    struct draft_column *column = draft_column_named(file, header);
    if (!column)
        return problem_set(p, STATUS_DRAFT_NO_HEADER, slice_of(header), file->name, NULL);
    const struct column *found = model_column(file->resource, slice_of(name));
    bool left = strcmp(name, "-") == 0;
    if (!left && (!found || !column_is_written(found)))
        return draft_no_column(file, name, p);
    for (size_t i = 0; !left && i < file->column_count; i++)
        if (file->columns[i].column == found) {
            file->columns[i].column = NULL;
            file->columns[i].by = SHEET_UNKNOWN;
        }
    column->column = left ? NULL : found;
    column->by = left ? SHEET_LEFT : SHEET_HAND;
    return STATUS_OK;
}

static enum status draft_choose_table(const struct draft_place *place, struct draft *draft,
                                      struct draft_file *file, const char *table, struct problem *p)
{
    const struct resource *resource = model_input_as(slice_of(table));
    if (!resource || resource->computed) {
        problem_set(p, STATUS_DRAFT_NO_TABLE, slice_of(table), SLICE_NONE, NULL);
        for (size_t i = 0; model_input(i); i++)
            if (!model_input(i)->computed)
                problem_allow(p, slice_of(model_input(i)->name));
        return STATUS_DRAFT_NO_TABLE;
    }
    return draft_look(place, draft, file, resource, p);
}

static enum status draft_choose_mode(struct draft_file *file, const char *mode, struct problem *p)
{
    file->mode_by_hand = true;
    if (strcmp(mode, draft_mode_name(DRAFT_WHOLE)) == 0)
        file->mode = DRAFT_WHOLE;
    else if (strcmp(mode, draft_mode_name(DRAFT_ROWS)) == 0)
        file->mode = DRAFT_ROWS;
    else
        return problem_set(p, STATUS_DRAFT_NO_MODE, slice_of(mode), SLICE_NONE, NULL);
    return STATUS_OK;
}

static enum status draft_choose(const struct draft_place *place, struct draft *draft,
                                struct draft_file *file, const struct draft_choice *choice,
                                struct problem *p)
{
    enum status status = STATUS_OK;
    if (choice->table)
        status = draft_choose_table(place, draft, file, choice->table, p);
    if (status == STATUS_OK && choice->mode)
        status = draft_choose_mode(file, choice->mode, p);
    if (status == STATUS_OK && choice->count > 0 && !file->resource)
        status = problem_set(p, STATUS_DRAFT_NO_TABLE, SLICE_NONE, SLICE_NONE, NULL);
    for (size_t i = 0; i < choice->count && status == STATUS_OK; i++)
        status = draft_map_column(file, choice->headers[i], choice->columns[i], p);
    if (status == STATUS_OK && choice->count > 0)
        status = mappings_keep(place->state, file, p);
    return status;
}

enum status draft_map(const struct draft_place *place, struct draft *draft, size_t index,
                      const struct draft_choice *choice, struct problem *p)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", index + 1);
    if (index >= draft->file_count)
        return problem_set(p, STATUS_DRAFT_NO_FILE, slice_of(number), SLICE_NONE, NULL);
    struct draft_file *file = &draft->files[index];
    const struct resource *before = file->resource;
    const struct draft_table *table = before ? draft_table_of(draft, before) : NULL;
    if (table && table->edits > 0 && !choice->again)
        return problem_set(p, STATUS_DRAFT_EDITED, slice_of(before->name), SLICE_NONE, NULL);
    enum status status = draft_choose(place, draft, file, choice, p);
    if (status == STATUS_OK && before && before != file->resource)
        status = draft_make(place, draft, before, p);
    if (status == STATUS_OK && file->resource)
        status = draft_make(place, draft, file->resource, p);
    return status;
}
