/* A file on its way into the stage: shared by read.c, header.c and row_kind.c. Private to these. */
#ifndef HIRAKU_API_INGEST_READ_PARTS_H
#define HIRAKU_API_INGEST_READ_PARTS_H

#include "hiraku/base/arena.h"
#include "hiraku/csv/csv.h"
#include "hiraku/diagnostics/finding.h"
#include "hiraku/model/resource.h"

struct check_run;
struct column;
struct csv;
struct csv_record;
struct data_file;
struct problem;

enum { UNMAPPED = 255, NAMELESS = 254 };

struct file_reader {
    const struct check_run *run;
    const struct data_file *file;
    const char *name; /* the file's, kept by the report */
    struct csv *csv;
    struct arena arena;                 /* one record */
    unsigned char map[CSV_COLUMNS_MAX]; /* cell → column of the resource, UNMAPPED or NAMELESS */
    size_t header_count;
    uint64_t header_row;
    uint64_t present;  /* bit i: the resource's column i is in the file */
    uint64_t unjudged; /* bit i: it is not, and findings about the header say what is to be done */
    uint64_t rows;     /* records read */
    size_t note;       /* the cell of a record that is its note; CSV_COLUMNS_MAX: none is */
    bool answered;     /* the record has a note */
    uint64_t next_row; /* the row behind the last that is not empty */
    uint64_t remarks, first_remark;
    struct arena above_memory;
    struct slice above[COLUMNS_MAX]; /* the last cell that was not empty, where cells are merged */
};

/* Where a finding about a row stands; column "" for all of it. */
static inline struct place read_place(const struct file_reader *reader, uint64_t row,
                                      const char *column)
{
    return (struct place){reader->name, row, column};
}

/* Reads up to the header and maps its cells. `*found` is false where nothing can be read under it;
 * there is a finding then. */
enum status header_read(struct file_reader *reader, bool *found, struct problem *p);

/* The column that a cell of the header names, by its name or by a title that no other column has;
 * NULL if there is none. */
const struct column *header_column(struct file_reader *reader, struct slice cell);

/* What a row is that is not empty, its cells without white space at their ends: only ROW_DATA is a
 * record. */
enum row_kind {
    ROW_DATA,
    ROW_REMARK, /* «# text» and nothing else: passed over */
    ROW_TOTAL,  /* 合計 and the like where an id or a period should be */
    ROW_NOTE,   /* ※, 注, a heading: text where an id or a period should be, and little else */
    ROW_HEADER, /* names of columns once more, or what they mean */
};

/* `*shown` is the cell by which the row was known. */
enum row_kind row_kind(const struct file_reader *reader, const struct csv_record *record,
                       struct slice *shown);

#endif
