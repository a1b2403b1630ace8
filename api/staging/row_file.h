/* Rows that were checked, one behind the other: in memory while they are few, then in a file
 * without a name. Private to api/staging.
 *
 * A record is four bytes that tell the length of what follows, in this machine's order. Records are
 * appended, then read; nothing may be appended while somebody reads. Memory: ROW_FILE_BUFFER bytes
 * and one record, for the file and for each reader. */
#ifndef HIRAKU_API_STAGING_ROW_FILE_H
#define HIRAKU_API_STAGING_ROW_FILE_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/staging/stage.h"

#include <stdint.h>

struct problem;

enum { ROW_FILE_BUFFER = 256 * 1024 };

struct row_file {
    int fd;          /* −1: all of it is in `tail` */
    uint64_t size;   /* bytes in the file */
    char *tail;      /* those behind them */
    size_t len, cap; /* of `tail` */
    uint64_t records;
};

void row_file_init(struct row_file *file);
void row_file_free(struct row_file *file);

/* Room for a record of at most `size` bytes, its length included; NULL: no memory. It is there once
 * row_file_added has been told how long it became. */
char *row_file_room(struct row_file *file, size_t size, struct problem *p);
enum status row_file_added(struct row_file *file, size_t size, struct problem *p);

/* A copy of a whole record. */
enum status row_file_append(struct row_file *file, struct slice record, struct problem *p);

/* Where the next record will stand. */
static inline uint64_t row_file_end(const struct row_file *file)
{
    return file->size + file->len;
}

/* --- reading ---------------------------------------------------------------------------------- */

struct row_reader {
    const struct row_file *file;
    uint64_t at, to; /* the next byte that is not in the buffer; where reading ends */
    char *buffer;
    size_t first, end, cap;
};

/* From one place to another, both between records; nothing is read yet. All zero bytes are a reader
 * that may be closed. */
void row_reader_open(struct row_reader *reader, const struct row_file *file, uint64_t from,
                     uint64_t to);
/* The next record, its length included, until the next call; empty at the end. */
enum status row_reader_next(struct row_reader *reader, struct slice *record, struct problem *p);
void row_reader_close(struct row_reader *reader);

/* Where the record that row_reader_next gives next stands. */
static inline uint64_t row_reader_place(const struct row_reader *reader)
{
    return reader->at - (reader->end - reader->first);
}

/* The record at a place, in a buffer that grows as it must and is the caller's. */
enum status row_file_get(const struct row_file *file, uint64_t at, char **buffer, size_t *cap,
                         struct slice *record, struct problem *p);

/* --- rows ------------------------------------------------------------------------------------- */

/* What of a row is no cell. */
struct row_fixed {
    uint64_t number; /* rows are counted from 1 in the order in which they were added */
    uint64_t line, bad, waits;
    uint64_t present; /* bit i: column i has a text */
    uint32_t file;    /* number of its name */
    uint32_t sorts;   /* bit i: sort i has a text */
};

/* Appends a row with its cells of `written` (bits); `fixed->present` and `.sorts` are found out. */
enum status row_file_add(struct row_file *file, const struct row_fixed *fixed,
                         const struct staged *row, uint64_t written, struct problem *p);

/* The row in a record: its slices are the record's. Only cells of `wanted` (bits) are given, the
 * others are empty; `cells` has `columns` places. The place's file is left to the caller. */
void row_read(struct slice record, uint64_t wanted, size_t columns, struct row_fixed *fixed,
              struct staged *row, struct slice *cells);

#endif
