/* What the files of the stage share: its tables and how their rows are read. Private to
 * api/staging. */
#ifndef HIRAKU_API_STAGING_STAGE_TABLES_H
#define HIRAKU_API_STAGING_STAGE_TABLES_H

#include "hiraku/base/arena.h"
#include "hiraku/model/resource.h"
#include "hiraku/store/db.h"

#include "row_file.h"

struct db;
struct out;
struct statement;

/* Where the cells of a row are. */
struct row_room {
    struct slice cells[COLUMNS_MAX];
    struct arena set; /* texts of those that were set */
};

enum { ROW_ROOM_MEMORY = 1 << 20 };

struct stage_table {
    struct stage *stage;
    const struct resource *resource;
    size_t columns;
    uint64_t written;       /* bit i: column i is in the rows */
    struct row_file rows;   /* in the order of keys, if `by_key` says so of all of them */
    uint64_t by_key;        /* so many rows were there when they were last put in order */
    const char *file;       /* in which the first row stood */
    unsigned sorts;         /* bit i: some row has a sort i */
    bool japanese;          /* some of its rows are from one of stage.japanese */
    bool changed;           /* some of its cells are in the table of set cells (stage_set.c) */
    bool has_ids;           /* there is a table of ids (stage_ids.c) */
    uint64_t listed;        /* so many rows are in it */
    struct statement *find; /* the place of a record by its id */
    char *found;            /* the record that stage_find gave last */
    size_t found_cap;
    struct row_room room; /* its cells */
};

struct stage {
    struct db *db; /* ids, set cells, different values, retired ids */
    struct stage_table *tables;
    size_t table_count;
    const char **files;
    size_t file_count, file_cap;
    const char **japanese;
    size_t japanese_count;
};

struct stage_table *stage_table(const struct stage *stage, const struct resource *resource);

/* A quoted SQL name. Names come from the model, which holds no quotes. */
void stage_name(struct out *sql, const char *name);

/* The row in a record, with what was set in it; its cells are in the room until the next call, only
 * those that are wanted. */
enum status stage_read_row(const struct stage_table *table, struct slice record, uint64_t wanted,
                           struct row_room *room, struct staged *row, struct problem *p);

/* Puts into the cells of the room what was set in the row. */
enum status stage_set_apply(const struct stage_table *table, struct row_room *room,
                            struct problem *p);

/* Puts the rows of a table into the order of its key, where they are not. */
enum status stage_order_by_key(struct stage_table *table, struct problem *p);

#endif
