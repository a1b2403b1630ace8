/* The state machine of the record reader, shared by csv.c, csv_step.c and csv_note.c. Private to
 * api/csv. */
#ifndef HIRAKU_API_CSV_CSV_STATE_H
#define HIRAKU_API_CSV_CSV_STATE_H

#include "hiraku/csv/csv.h"
#include "hiraku/diagnostics/finding.h"

struct decoder;

struct report;

enum csv_state {
    CELL_START,
    PLAIN,        /* in a cell without quotes, or behind its closing quote */
    QUOTED,       /* between quotes */
    QUOTE_CLOSED, /* behind a quote that closes the cell or is the first of two */
    CR_SEEN,      /* behind a CR that ends a record */
    RECORD_END,
    FILE_END,
};

struct csv {
    struct decoder *decoder;
    struct decoded block;
    size_t at;          /* bytes of the block that were read */
    uint64_t before;    /* bytes of the text before the block */
    bool fault_pending; /* the block's fault has not been reported */
    enum csv_state state;
    uint64_t row; /* of the record being read */
    bool ended, unread;
    bool lone_cr_reported;

    struct report *report;
    const char *name;
    enum status refused; /* without a report: STATUS_BAD_DATA after the first finding */
    struct problem problem;

    /* the record */
    char *text;
    size_t text_len, text_cap;
    size_t count;
    bool touched;              /* at least one byte belongs to it */
    bool quoted, cut, strayed; /* of the cell being read */
    bool cr;                   /* the last byte between quotes was a CR, read as LF */
    uint64_t fault_cell;       /* the cell (1-based) of the last byte finding, 0 for none … */
    unsigned fault_kinds;      /* … and a bit for each decode_fault reported in it */
    size_t starts[CSV_COLUMNS_MAX];
    bool broken[CSV_COLUMNS_MAX];
    struct slice cells[CSV_COLUMNS_MAX];
    struct csv_span spans[CSV_COLUMNS_MAX];
    struct csv_record last;
    uint64_t end; /* of the record */
    bool lone_cr;

    char *header; /* the first record's cells, one after another, each NUL-terminated */
    const char *header_names[CSV_COLUMNS_MAX];
    size_t header_count;
};

/* A finding in this file; without a report, the first one refuses it. */
void csv_note(struct csv *csv, enum rule rule, const char *column, const char *value,
              const char *expected);
void csv_note_fault(struct csv *csv);
void csv_note_lone_cr(struct csv *csv);
void csv_note_stray_quote(struct csv *csv);

/* The name of the column being read as the header has it, else what a
 * spreadsheet calls it («E»). */
const char *csv_column_name(const struct csv *csv, char letters[CSV_LETTERS]);

/* How much of the decoded text was read. */
static inline uint64_t csv_position(const struct csv *csv)
{
    return csv->before + csv->at;
}

/* The next cell of the record begins at the next byte; one too many ends the file. */
void csv_begin_cell(struct csv *csv);
void csv_end_cell(struct csv *csv);
void csv_end_record(struct csv *csv);

/* Reads as much of the block as one state does; the block has bytes left. false: no memory. */
bool csv_step(struct csv *csv);

#endif
