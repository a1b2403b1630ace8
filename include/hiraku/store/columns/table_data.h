/* The tables of an open release as columns: for each stored column a dictionary of its different
 * values in their order, and for each row the number of its value there, its code.
 *
 * Codes. The values of a column stand in the order of its type (model/type.h): by bytes; by number
 * and then by bytes; by the first day and then by bytes. So a comparison is a range of codes. An
 * empty cell, which comes before all others, has code 0 wherever there is one. Values that are
 * equal in their order (5 and 5.00, 2024 and 2024-01) have one rank.
 *
 * References to one record. They have no dictionary: the code is the number of the row of the table
 * referred to, from 1 on; 0 is an empty cell. The text is that record's id. Ranks follow from the
 * order of those ids.
 *
 * Ids. Code and rank of an id are its place in byte order, `by_id` leads from there to the row. An
 * id that is joined from keys (model_join_id) has no text in the file: it is joined when it is
 * asked for, unless one of the keys is free text.
 *
 * The arrays are those of the file: a code or an end in them can be anything where the file was
 * damaged. data_code and data_text test them, the kernels of scan.h only compare them. */
#ifndef HIRAKU_STORE_COLUMNS_TABLE_DATA_H
#define HIRAKU_STORE_COLUMNS_TABLE_DATA_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"
#include "hiraku/store/columns/section_file.h"

struct arena;

#include <stdint.h>

enum { ZONE_ROWS = 4096 };

/* The smallest and the greatest code of ZONE_ROWS rows that follow each other. */
struct zone {
    uint32_t low, high;
};

/* Of a period: its first and last day, counted from 1970-01-01; DAY_OPEN where that end is not
 * stated, and both where it is none. */
struct code_days {
    int32_t starts, ends;
};
#define DAY_OPEN INT32_MIN

/* Texts that follow each other, each with a NUL behind it and one before the first. */
struct texts {
    const uint32_t *ends; /* of each, its NUL */
    const char *bytes;
    uint64_t size;
};

struct column_data {
    const struct column *column;     /* NULL: not stored */
    const struct table_data *table;  /* of which it is */
    const struct table_data *target; /* of a reference: the table whose rows the codes are */
    uint32_t count;                  /* of codes: each is below it */
    unsigned width;                  /* bytes of a code: 0 (all are 0), 1, 2, 4 */
    bool joined;                     /* an id without text */
    const void *codes;               /* one for each row; NULL with width 4: the row's number */
    const struct zone *zones;        /* NULL where codes are */
    struct texts text, folded;       /* folded: NFKC; the same as text where that is in NFKC */
    const uint32_t *ranks;           /* of each code; NULL: the code (of references: see above) */
    const struct code_days *days;    /* of each code of a period */
};

struct table_data {
    const struct resource *resource;
    struct columns *columns_of; /* the file's tables */
    uint32_t rows;
    const uint32_t *by_id;                   /* the row of each code of the id; NULL: the code */
    struct column_data columns[COLUMNS_MAX]; /* parallel to resource->columns */
    struct column_data extra;                /* COLUMN_EXTRA */
};

/* The column that every table has beside those of its resource: what of a row CP932 lacks. */
#define COLUMN_EXTRA "cp932__bad"

/* All tables of a release, open. One thread at a time, as it notes damage. */
struct columns {
    struct section_file file;
    struct table_data *tables; /* parallel to model_resources */
    bool damaged;              /* a code or an end was met that cannot be */
};

/* The columns of the release in `dir`. STATUS_BAD_RELEASE, STATUS_OTHER_MODEL (section_file.h). */
enum status columns_open(struct columns *columns, const char *dir, struct problem *p);
void columns_close(struct columns *columns);

/* STATUS_BAD_RELEASE where damage was met since it was opened. */
enum status columns_check(const struct columns *columns, struct problem *p);

/* NULL: it is no table of the model. */
const struct table_data *columns_table(const struct columns *columns,
                                       const struct resource *resource);

/* A stored column of the table; NULL: it is none. */
const struct column_data *table_column(const struct table_data *table, const struct column *column);

/* The code of a row, which is one of the table; 0 where the file is damaged. */
static inline uint32_t data_code_read(const struct column_data *data, uint32_t row)
{
    switch (data->width) {
    case 0:
        return 0;
    case 1:
        return ((const uint8_t *)data->codes)[row];
    case 2:
        return ((const uint16_t *)data->codes)[row];
    default:
        return data->codes ? ((const uint32_t *)data->codes)[row] : row;
    }
}

static inline uint32_t data_code(const struct column_data *data, uint32_t row)
{
    uint32_t code = data_code_read(data, row);
    if (code < data->count)
        return code;
    data->table->columns_of->damaged = true;
    return 0;
}

/* The text of a code, which is below data->count; it ends in NUL. It lives as long as the file or,
 * of a joined id, as the arena. `.at` NULL: no memory. */
struct slice data_text(const struct column_data *data, uint32_t code, struct arena *arena);

/* Whether code 0 is an empty cell. */
bool data_has_empty(const struct column_data *data);

/* The place of a code among the different values of its column: equal where the order makes no
 * difference between two. */
uint32_t data_rank(const struct column_data *data, uint32_t code);

/* The code of a text; false: no row has it. */
bool data_find(const struct column_data *data, struct slice text, uint32_t *code);

/* The first code of a column with a dictionary whose text is not before this one, in byte order of
 * a column that is ordered by bytes; data->count: there is none. */
uint32_t data_lower_bound(const struct column_data *data, struct slice text);

/* The row of a record; false: there is none. */
bool table_find(const struct table_data *table, struct slice id, uint32_t *row);

/* The row of a code of the id. */
uint32_t table_row_of_id(const struct table_data *table, uint32_t code);

/* The row that a reference of a row leads to; false where it is empty. */
static inline bool data_follow(const struct column_data *reference, uint32_t row, uint32_t *target)
{
    uint32_t code = data_code(reference, row);
    *target = code - 1;
    return code > 0;
}

#endif
