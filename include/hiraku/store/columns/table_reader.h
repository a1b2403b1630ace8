/* The canonical CSV of a table, record by record: cells by the table's columns. */
#ifndef HIRAKU_STORE_COLUMNS_TABLE_READER_H
#define HIRAKU_STORE_COLUMNS_TABLE_READER_H

#include "hiraku/base/durable_file.h"
#include "hiraku/csv/csv.h"
#include "hiraku/model/resource.h"

struct table_reader {
    const struct resource *resource;
    struct csv *csv;
    size_t count;                    /* of written columns */
    size_t columns[COLUMNS_MAX];     /* of each cell of a record, its column */
    struct slice cells[COLUMNS_MAX]; /* by column; empty where it is not written */
    char path[FILE_PATH_SIZE];
};

/* Of the release in `dir`. STATUS_BAD_RELEASE: the header is not that of this model. Must be closed
 * also after a failure. */
enum status table_reader_open(struct table_reader *reader, const char *dir,
                              const struct resource *resource, struct problem *p);

/* Sets `cells`, which are good until the next call; `*more` is false behind the last record. */
enum status table_reader_next(struct table_reader *reader, bool *more, struct problem *p);

void table_reader_close(struct table_reader *reader);

#endif
