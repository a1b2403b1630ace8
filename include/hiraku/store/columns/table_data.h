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
 * Versions. A file has the rows of the releases before its own, too. What of a record changed is
 * another row, its version; versions of one id stand behind each other, the oldest first, at the
 * id's place in table order. A table that ever changed says of each row from which release on it
 * held and in which it held last (COLUMN_SINCE, COLUMN_UNTIL). An open file is looked at as of one
 * release, its view: of an id at most one version holds. `by_id` and references lead to the last
 * version, from where table_version goes back to the one that holds; other rows are nobody's
 * answer, but their values are in the dictionaries.
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
    struct columns *columns_of;              /* the file's tables */
    uint32_t rows, ids;                      /* different ids */
    const uint32_t *by_id;                   /* the row of each code of the id; NULL: the code */
    bool by_bytes;                           /* rows are in the order of their ids */
    struct column_data columns[COLUMNS_MAX]; /* parallel to resource->columns */
    struct column_data extra;                /* COLUMN_EXTRA */
    bool versioned;                          /* rows do not hold in every release: */
    struct column_data since, until;         /* COLUMN_SINCE, COLUMN_UNTIL */
};

/* The column that every table has beside those of its resource: what of a row CP932 lacks. */
#define COLUMN_EXTRA "cp932__bad"

/* Of tables with versions: the first release in which a row held; the last one, or 0: it still
 * does. Codes are numbers of releases and have no texts. */
#define COLUMN_SINCE "release__since"
#define COLUMN_UNTIL "release__until"

/* All tables of a release, open. One thread at a time, as it notes damage. */
struct columns {
    struct section_file file;
    struct table_data *tables; /* parallel to model_resources */
    uint32_t view, own; /* the release as of which they are looked at, and that of the file, */
    uint32_t first;     /* and the first that it knows; all 0 where the file is of none */
    bool damaged;       /* a code or an end was met that cannot be */
};

/* The columns of the release in `dir` as of release `view`; 0: as of its own. STATUS_BAD_RELEASE,
 * STATUS_OTHER_MODEL (section_file.h); STATUS_RELEASE_GONE: they do not reach so far back. */
enum status columns_open(struct columns *columns, const char *dir, uint64_t view,
                         struct problem *p);
void columns_close(struct columns *columns);

/* The first release of which the file has the rows; 0 where it is of none. */
uint32_t columns_first(const struct columns *columns);

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

/* The row of a record; false: there is none in the view. */
bool table_find(const struct table_data *table, struct slice id, uint32_t *row);

/* The row of a code of the id, its last version. */
uint32_t table_row_of_id(const struct table_data *table, uint32_t code);

/* Whether a row is one of the view. */
static inline bool table_holds(const struct table_data *table, uint32_t row)
{
    if (!table->versioned)
        return true;
    uint32_t view = table->columns_of->view, until = data_code_read(&table->until, row);
    return data_code_read(&table->since, row) <= view && (until == 0 || until >= view);
}

/* The same of earlier versions. */
bool table_version_before(const struct table_data *table, uint32_t *row);

/* From a version of a record, such as the last one, back to the one that holds; false: none does.
 */
static inline bool table_version(const struct table_data *table, uint32_t *row)
{
    return table_holds(table, *row) || table_version_before(table, row);
}

/* From a version of a record to the last one, to which references lead. */
uint32_t table_last_version(const struct table_data *table, uint32_t row);

/* The row that a reference of a row leads to; false where it is empty. */
static inline bool data_follow(const struct column_data *reference, uint32_t row, uint32_t *target)
{
    uint32_t code = data_code(reference, row);
    *target = code - 1;
    return code > 0 && table_version(reference->target, target);
}

#endif
