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
 * damaged. table_code and column_text test them, the kernels of scan.h only compare them. */
#ifndef HIRAKU_API_STORE_COLUMNS_TABLE_DATA_H
#define HIRAKU_API_STORE_COLUMNS_TABLE_DATA_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"
#include "hiraku/store/columns/section_file.h"

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

/* The column that every table has beside those of its resource: what of a row CP932 lacks. */
#define COLUMN_EXTRA "cp932__bad"

/* One more than a resource has: what CP932 lacks (SQL_UNENCODABLE). */
struct table_data {
    const struct resource *resource;
    uint32_t rows;
    const uint32_t *by_id; /* the row of each code of the id; NULL: the code */
    struct column_data columns[COLUMNS_MAX + 1]; /* parallel to resource->columns, then the extra */
    size_t extra;                                /* its place */
};

#endif
