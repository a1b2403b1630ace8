/* What stage.c and stage_read.c share: the scratch database's tables. Private to api/store. */
#ifndef HIRAKU_API_STAGING_STAGE_TABLES_H
#define HIRAKU_API_STAGING_STAGE_TABLES_H

#include "hiraku/model/resource.h"
#include "hiraku/store/db.h"

struct db;
struct out;
struct resource;
struct statement;

struct bulk_loader;

enum { STAGE_FIXED = 7 }; /* _file _line _bad _waits _1 _2 _3 */

struct stage_table {
    const struct resource *resource;
    struct statement *insert, *find;
    struct slice found[COLUMNS_MAX]; /* the cells that stage_find gave last */
    const char *file;
    uint64_t rows;
    bool japanese; /* some of its rows are from one of `japanese` */
};

struct stage {
    struct db *db;
    struct bulk_loader *loader; /* rows on their way into the tables, until stage_seal */
    bool sealed;
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

#endif
