/* CSV in: RFC 4180 with LF or CRLF, as a stream, in any of the encodings that offices produce.
 *
 * Bytes → decode (encoding found by csv_open: BOM, else valid UTF-8 throughout, else the likeliest;
 * a few bytes that do not belong to it are findings; where it cannot be told, that is the finding,
 * and nothing is read) → records. A reader keeps one record in memory. Cells are UTF-8 but
 * otherwise as written (not trimmed, not normalised), with LF where a line within one ends in CR LF
 * or CR (as it is in a file of a release). Cells up to CSV_CELL_MAX bytes, files up to
 * CSV_FILE_MAX. */
#ifndef HIRAKU_CSV_CSV_H
#define HIRAKU_CSV_CSV_H

#include "hiraku/csv/encoding.h"

struct csv;
struct problem;
struct slice;

struct report;

enum { CSV_CELL_MAX = 64 * 1024, CSV_COLUMNS_MAX = 1024, CSV_LETTERS = 4 };
#define CSV_FILE_MAX (UINT64_C(4) << 30)

struct csv_record {
    uint64_t row;        /* as a spreadsheet counts: 1-based, line breaks in cells make none */
    size_t count;        /* number of cells */
    struct slice *cells; /* valid until the next csv_next */
    const bool *broken;  /* cells with U+FFFD for bytes that are no text: there is a finding */
};

/* Where a piece of the decoded text stands: bytes from its start, a byte order mark not counted. */
struct csv_span {
    uint64_t from, to;
};

/* Of the last record (`record`, count 0: there was none): its cells as they were written, quotes
 * included, and its end, behind the line end. `lone_cr`: that is a CR alone. */
struct csv_spans {
    const struct csv_record *record;
    const struct csv_span *cells;
    uint64_t end;
    bool lone_cr;
};

/* Opens a file for reading. Findings about bytes, quotes and sizes go into `report` with `name` as
 * their file. Without a report the file is one of a release: it is UTF-8, and the first finding is
 * returned as STATUS_BAD_DATA. The status is for the machine: a file that cannot be read. */
enum status csv_open(struct csv **csv, const char *path, const char *name, struct report *report,
                     struct problem *p);

/* The next record; `*more` is false at the end. Blank lines are rows and no records: a gap between
 * the rows of two records shows them. A record with findings about its
 * bytes is still given, as well as it can be. After an unterminated quote, or more than
 * CSV_COLUMNS_MAX columns, the file ends there with a finding. */
enum status csv_next(struct csv *csv, struct csv_record *record, bool *more, struct problem *p);

/* Lives until the next csv_next. */
struct csv_spans csv_spans(const struct csv *csv);
enum csv_encoding csv_encoding(const struct csv *csv);

/* Whether a finding of csv_open says that the file is not read at all: it has no record. */
bool csv_is_unread(const struct csv *csv);

/* What a spreadsheet calls a column: A for index 0, AMJ for 1023. */
void csv_letters(size_t index, char letters[CSV_LETTERS]);

/* Bytes of the file read so far, and in all: for progress. */
uint64_t csv_offset(const struct csv *csv);
uint64_t csv_size(const struct csv *csv);
void csv_close(struct csv *csv);

#endif
