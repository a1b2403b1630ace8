/* The record reader: takes the blocks of encoding.c, which may end anywhere, through csv_step.c's
 * states.
 *
 * Reads what RFC 4180 allows; what it does not allow is reported and read as a spreadsheet would.
 * Does not compare rows with the header, trim or check text: that is the checker's work. Writing
 * CSV is in base/csv_out.c. */
#include "hiraku/csv/csv.h"

#include "hiraku/base/utf8.h"

#include "csv_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { NAME_MOST = 200 };

/* --- records ---------------------------------------------------------------------------------- */

static void end_of_file(struct csv *csv)
{
    csv->ended = true;
    switch (csv->state) {
    case QUOTED: {
        char letters[CSV_LETTERS];
        csv_note(csv, RULE_OPEN_QUOTE, csv_column_name(csv, letters), NULL, NULL);
        csv->state = FILE_END;
        return;
    }
    case CR_SEEN:
        csv_note_lone_cr(csv);
        break;
    default:
        csv->spans[csv->count - 1].to = csv_position(csv);
        if (csv->touched)
            csv_end_cell(csv);
    }
    csv->end = csv_position(csv);
    csv->state = csv->touched ? RECORD_END : FILE_END;
}

/* Reads up to the end of a record: state RECORD_END or FILE_END. */
static enum status csv_read_record(struct csv *csv, struct problem *p)
{
    csv->text_len = csv->count = 0;
    csv->touched = csv->lone_cr = false;
    csv->fault_cell = 0;
    csv_begin_cell(csv);
    while (csv->state != RECORD_END && csv->state != FILE_END) {
        if (csv->at == csv->block.text.len && !csv->fault_pending) {
            bool more;
            csv->before += csv->block.text.len;
            csv->at = 0;
            enum status status = decoder_next(csv->decoder, &csv->block, &more, p);
            if (status != STATUS_OK)
                return status;
            csv->fault_pending = csv->block.fault != DECODE_GOOD;
            if (!more)
                end_of_file(csv);
            continue;
        }
        if (csv->fault_pending && csv->state == CR_SEEN) {
            csv_note_lone_cr(csv);
            csv_end_record(csv);
            continue;
        }
        csv->touched = true;
        if (csv->fault_pending)
            csv_note_fault(csv);
        if (csv->at < csv->block.text.len && !csv_step(csv))
            return problem_memory(p);
    }
    return STATUS_OK;
}

static bool is_blank(const struct csv *csv)
{
    return csv->count == 1 && csv->text_len == 0 && !csv->quoted;
}

static void build_cells(struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        size_t end = i + 1 < csv->count ? csv->starts[i + 1] : csv->text_len;
        csv->cells[i] =
            (struct slice){csv->text ? csv->text + csv->starts[i] : "", end - csv->starts[i]};
    }
}

/* The first record names the columns in findings about later ones. */
static enum status keep_header(struct csv *csv, struct problem *p)
{
    if (csv->header)
        return STATUS_OK;
    csv->header = malloc(csv->count * (NAME_MOST + 1) + 1);
    if (!csv->header)
        return problem_memory(p);
    char *to = csv->header;
    for (size_t i = 0; i < csv->count; i++) {
        struct slice name = utf8_cut(csv->cells[i], NAME_MOST);
        csv->header_names[i] = to;
        if (name.len > 0)
            memcpy(to, name.at, name.len);
        to[name.len] = '\0';
        to += name.len + 1;
    }
    csv->header_count = csv->count;
    return STATUS_OK;
}

/* Blank lines are rows, and no records; `*more` is false at the end of the file. */
static enum status next_record(struct csv *csv, struct csv_record *record, bool *more,
                               struct problem *p)
{
    while (!csv->ended) {
        uint64_t row = csv->row;
        enum status status = csv_read_record(csv, p);
        if (status != STATUS_OK)
            return status;
        if (csv->state == FILE_END)
            break;
        if (is_blank(csv))
            continue;
        build_cells(csv);
        *record = (struct csv_record){row, csv->count, csv->cells, csv->broken};
        *more = true;
        return keep_header(csv, p);
    }
    return STATUS_OK;
}

enum status csv_next(struct csv *csv, struct csv_record *record, bool *more, struct problem *p)
{
    *record = (struct csv_record){0};
    *more = false;
    enum status status = next_record(csv, record, more, p);
    csv->last = *record;
    if (status == STATUS_OK && csv->refused != STATUS_OK) {
        status = csv->refused;
        if (p)
            *p = csv->problem;
    }
    if (status != STATUS_OK) {
        csv->ended = true;
        *more = false;
    }
    return status;
}

/* --- the file --------------------------------------------------------------------------------- */

/* Reports why nothing of the file can be read. */
static bool refuse_file(struct csv *csv)
{
    char size[24], limit[24], letters[CSV_LETTERS];
    size_t column;
    snprintf(size, sizeof size, "%" PRIu64, decoder_size(csv->decoder));
    snprintf(limit, sizeof limit, "%" PRIu64, (uint64_t)CSV_FILE_MAX);
    if (decoder_doubt(csv->decoder, &csv->row, &column)) {
        csv_letters(column, letters);
        csv_note(csv, RULE_UNKNOWN_ENCODING, letters, NULL, NULL);
        return true;
    }
    const char *container = decoder_container(csv->decoder);
    csv->row = 0;
    if (container)
        csv_note(csv, RULE_NOT_CSV, "", container, NULL);
    else if (decoder_size(csv->decoder) > CSV_FILE_MAX)
        csv_note(csv, RULE_FILE_TOO_LARGE, "", size, limit);
    csv->row = 1;
    return container || decoder_size(csv->decoder) > CSV_FILE_MAX;
}

enum status csv_open(struct csv **csv, const char *path, const char *name, struct report *report,
                     struct problem *p)
{
    *csv = NULL;
    struct csv *made = calloc(1, sizeof *made);
    if (!made)
        return problem_memory(p);
    made->report = report;
    made->name = name;
    made->row = 1;
    made->block.text = slice_of("");
    enum status status =
        decoder_new(&made->decoder, path, report ? DECODER_TABLE : DECODER_RELEASE, p);
    if (status == STATUS_OK && refuse_file(made)) {
        made->ended = made->unread = true;
        status = made->refused;
        if (p && status != STATUS_OK)
            *p = made->problem;
    }
    if (status != STATUS_OK) {
        csv_close(made);
        return status;
    }
    *csv = made;
    return STATUS_OK;
}

struct csv_spans csv_spans(const struct csv *csv)
{
    return (struct csv_spans){&csv->last, csv->spans, csv->end, csv->lone_cr};
}

enum csv_encoding csv_encoding(const struct csv *csv)
{
    return decoder_encoding(csv->decoder);
}

bool csv_is_unread(const struct csv *csv)
{
    return csv->unread;
}

uint64_t csv_offset(const struct csv *csv)
{
    return decoder_offset(csv->decoder);
}

uint64_t csv_size(const struct csv *csv)
{
    return decoder_size(csv->decoder);
}

void csv_close(struct csv *csv)
{
    if (!csv)
        return;
    decoder_free(csv->decoder);
    free(csv->text);
    free(csv->header);
    free(csv);
}
