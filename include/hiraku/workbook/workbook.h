/* A workbook in: XLSX (ECMA-376, Office Open XML, transitional or strict) as sheets of text cells,
 * row after row.
 *
 * Memory does not grow with rows: a reader keeps one row, and of the shared strings the first
 * WORKBOOK_STRINGS_HELD bytes; the others are in a file without a name. Read is what the file holds
 * packed into a ZIP archive of stored or deflated entries; nothing is unpacked into a folder, no
 * name of an entry becomes the name of a file, no link is followed, no formula computed, no macro
 * run. What would have to be believed is refused: a DTD or an entity, an entry that is there twice
 * or larger than it says, rows or cells that are not in their order. Comments, phonetic runs (rPh)
 * and pictures are not read, the last are counted.
 *
 * **What a cell's text is.** What the officer sees, as far as a program can use it:
 *  - A number is made of its stored decimal and its number format, without a double. The stored
 *    decimal is first brought to 15 significant digits, as Excel does (half away from zero), so
 *    0.30000000000000004 is 0.3. The format General shows these, without exponent. Another format
 *    says how many decimals are shown: 5 in 0.00 is `5.00`; 5.678 in 0.0 is `5.7`; a percent is
 *    shown a hundred times (0.125 in 0.0% is `12.5`, unit `%`), a comma at the format's end a
 *    thousandth. Separators of thousands, brackets, ▲ and currencies are left out and a negative
 *    number has `-`: digits only. What stands around the digits (円, %) is `unit`. Leading zeros
 *    of a format stay (7 in 000 is `007`), and with text between digits all of it does, as text
 *    (1234567 in 000-0000 is `123-4567`). What is stored is in `stored`.
 *  - A number with a format of dates is a date: what of year, month, day and time the format shows,
 *    in ISO 8601 (2024-04-01, 2024-04, 2024, 2024-04-01T09:30, 09:30); without a year the whole day
 *    is given. Eras (ge.m.d) are years like any others. Date systems 1900 and 1904. [h]:mm counts
 *    hours on. What is no day in Excel (below 1, 1900-02-29, beyond 9999) is a number.
 *  - TRUE, FALSE; text as it is, with LF for line breaks; of a formula its stored result; an error
 *    value (#N/A, #REF!) as text of the kind WORKBOOK_ERROR.
 *
 * Not thread-safe. Cells are UTF-8 (libxml2 converts and refuses what is not text). */
#ifndef HIRAKU_WORKBOOK_WORKBOOK_H
#define HIRAKU_WORKBOOK_WORKBOOK_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;
struct workbook_reader;

enum { WORKBOOK_STRINGS_HELD = 8 << 20, WORKBOOK_LETTERS = 4 };

/* Beyond any of these STATUS_WORKBOOK_LIMIT, whose `reason` is the member's name. */
struct workbook_limits {
    uint64_t file_bytes;     /* of the file */
    uint64_t unpacked_bytes; /* of all its entries together */
    uint64_t rows;           /* of a sheet: the number of its last */
    uint64_t cells;          /* of a sheet: all <c>, empty ones too */
    uint64_t strings;        /* shared ones */
    uint64_t string_bytes;   /* … all together */
    uint32_t entries;        /* of the archive */
    uint32_t ratio;          /* unpacked / packed, of an entry of 1 MiB or more unpacked */
    uint32_t sheets;
    uint32_t columns; /* the number of the last cell that is not empty */
    uint32_t cell_bytes;
    uint32_t row_bytes; /* of all cells of a row */
    uint32_t merges;    /* merged ranges of a sheet */
    uint32_t formats;   /* number formats and cell styles */
    uint32_t depth;     /* of elements within elements */
    const char *folder; /* for the file without a name; NULL: TMPDIR, else /tmp, else memory */
};

/* 64 MiB, 512 MiB unpacked, 1,048,576 rows, 50 million cells, 10 million shared strings in 512 MiB,
 * 4,096 entries, 300 times, 256 sheets, 1,024 columns, 64 KiB a cell, 4 MiB a row, 100,000 merged
 * ranges, 65,536 formats, 64 levels. */
struct workbook_limits workbook_limits_default(void);

enum workbook_visibility { WORKBOOK_SHOWN, WORKBOOK_HIDDEN, WORKBOOK_VERY_HIDDEN };

/* What is known of a sheet before it is read. Lives as long as the reader. */
struct workbook_sheet {
    struct slice name; /* UTF-8, as on its tab */
    enum workbook_visibility visibility;
};

/* What the name of a sheet begins with that is there to be read by people and holds no data. */
#define WORKBOOK_EXAMPLE "例 "
bool workbook_is_example(const struct workbook_sheet *sheet);

/* What the whole file has besides sheets. */
struct workbook_traits {
    bool macros;         /* code that is not read */
    bool external_links; /* formulas that name other files; their stored results are read */
    bool date_1904;
};

/* Cells that are one; 1-based rows, 0-based columns, both ends included. */
struct workbook_range {
    uint32_t first_row, last_row, first_column, last_column;
};

/* What is known of the sheet whose rows are read. Lives until the next workbook_begin. */
struct workbook_layout {
    const struct workbook_range *merges; /* by first row, then first column */
    size_t merge_count;
    const struct workbook_range *hidden; /* columns that are not shown; rows 0 */
    size_t hidden_count;
    uint32_t objects; /* pictures, charts, shapes: drawings that are not comments */
    bool has_comments;
};

enum workbook_kind {
    WORKBOOK_EMPTY, /* a formula whose result is empty or not stored: nobody computed it yet */
    WORKBOOK_TEXT,
    WORKBOOK_NUMBER,
    WORKBOOK_DATE,
    WORKBOOK_BOOLEAN,
    WORKBOOK_ERROR,
};

struct workbook_cell {
    uint32_t column; /* 0-based */
    enum workbook_kind kind;
    struct slice text;   /* see above */
    struct slice stored; /* numbers and dates: the stored decimal, with 15 digits; else empty */
    struct slice unit;   /* numbers: what the format shows around the digits (円, %); else empty */
    bool formula;
    bool hidden;  /* its row or column is not shown */
    bool merged;  /* in a merged range; the upper left one alone has text */
    bool rounded; /* a number of which fewer digits are shown than are stored */
    bool filled;  /* its background has a colour */
    uint32_t
        look; /* the same for cells that look alike (background, colour and weight of letters) */
};

/* Cells from left to right, without those that are empty; until the next call. */
struct workbook_row {
    uint32_t number; /* 1-based, as on the screen */
    bool hidden;
    size_t count;
    const struct workbook_cell *cells;
};

/* Opens a file; `limits` NULL: those above. On failure `*reader` is NULL. STATUS_NOT_A_WORKBOOK:
 * the file is something else, `value` says what (ods, xlsb, docx, pptx, zip, ?);
 * STATUS_WORKBOOK_OLD: .xls; STATUS_WORKBOOK_LOCKED: with a password. STATUS_BAD_WORKBOOK: damaged
 * or hostile, `reason` says where. STATUS_WORKBOOK_LIMIT. */
enum status workbook_open(struct workbook_reader **reader, const char *path,
                          const struct workbook_limits *limits, struct problem *p);

/* The same for an open descriptor of a file or memfd, which stays the caller's and is read at its
 * own places; `name` is what problems call it. */
enum status workbook_open_fd(struct workbook_reader **reader, int fd, const char *name,
                             const struct workbook_limits *limits, struct problem *p);

/* The sheets in the order of their tabs; sheets of charts and macros are none. */
size_t workbook_sheets(const struct workbook_reader *reader);
const struct workbook_sheet *workbook_sheet(const struct workbook_reader *reader, size_t index);
struct workbook_traits workbook_traits_of(const struct workbook_reader *reader);

/* Begins to read a sheet, from its first row; `layout` may be NULL. Any sheet may be read any
 * number of times. */
enum status workbook_begin(struct workbook_reader *reader, size_t index,
                           struct workbook_layout *layout, struct problem *p);

/* The next row that has a cell which is not empty; `*more` false behind the last. */
enum status workbook_next(struct workbook_reader *reader, struct workbook_row *row, bool *more,
                          struct problem *p);

/* How much of the file's sheet was read, in bytes unpacked, and of how many: for progress. */
uint64_t workbook_offset(const struct workbook_reader *reader);
uint64_t workbook_size(const struct workbook_reader *reader);

void workbook_free(struct workbook_reader *reader); /* NULL is allowed */

#endif
