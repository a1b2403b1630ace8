/* The record reader's states and cells: what each byte of the text does.
 *
 * Knows neither files nor the end of the input: see csv.c. */
#include "csv_state.h"

#include <stdio.h>
#include <stdlib.h>

enum { TEXT_FIRST = 16 * 1024 };

/* What a byte of an unquoted cell is for the reader: 0 for plain text. */
static const unsigned char special[256] = {[','] = 1, ['\n'] = 1, ['\r'] = 1, ['"'] = 1};

/* --- cells ------------------------------------------------------------------------------------ */

static bool csv_step_reserve(struct csv *csv, size_t more)
{
    if (csv->text_cap - csv->text_len >= more)
        return true;
    size_t cap = csv->text_cap ? csv->text_cap : TEXT_FIRST;
    while (cap - csv->text_len < more)
        cap *= 2;
    char *text = realloc(csv->text, cap);
    if (!text)
        return false;
    csv->text = text;
    csv->text_cap = cap;
    return true;
}

/* Appends to the cell, up to CSV_CELL_MAX bytes of whole characters. */
static bool csv_step_append(struct csv *csv, const char *bytes, size_t len)
{
    size_t have = csv->text_len - csv->starts[csv->count - 1];
    if (csv->cut || len == 0)
        return true;
    if (len > CSV_CELL_MAX - have) {
        csv->cut = true;
        len = CSV_CELL_MAX - have;
        while (len > 0 && ((unsigned char)bytes[len] & 0xC0) == 0x80)
            len--;
    }
    if (!csv_step_reserve(csv, len))
        return false;
    memcpy(csv->text + csv->text_len, bytes, len);
    csv->text_len += len;
    return true;
}

void csv_begin_cell(struct csv *csv)
{
    if (csv->count == CSV_COLUMNS_MAX) {
        char limit[24];
        snprintf(limit, sizeof limit, "%d", CSV_COLUMNS_MAX);
        csv_note(csv, RULE_TOO_MANY_COLUMNS, "", NULL, limit);
        csv->ended = true;
        csv->state = FILE_END;
        return;
    }
    csv->starts[csv->count] = csv->text_len;
    csv->broken[csv->count] = false;
    csv->spans[csv->count] = (struct csv_span){csv_position(csv), csv_position(csv)};
    csv->count++;
    csv->quoted = csv->cut = csv->strayed = csv->cr = false;
    csv->state = CELL_START;
}

void csv_end_cell(struct csv *csv)
{
    if (!csv->cut)
        return;
    char letters[CSV_LETTERS], limit[24];
    snprintf(limit, sizeof limit, "%d", CSV_CELL_MAX);
    csv_note(csv, RULE_CELL_TOO_LARGE, csv_column_name(csv, letters), NULL, limit);
}

void csv_end_record(struct csv *csv)
{
    csv->row++;
    csv->end = csv_position(csv);
    csv->state = RECORD_END;
}

/* --- the states ------------------------------------------------------------------------------- */

/* Behind a cell's last byte: `c` is the comma, LF or CR that ends it. */
static void delimit(struct csv *csv, char c)
{
    csv->spans[csv->count - 1].to = csv_position(csv);
    csv->at++;
    csv_end_cell(csv);
    if (c == ',')
        csv_begin_cell(csv);
    else if (c == '\n')
        csv_end_record(csv);
    else
        csv->state = CR_SEEN;
}

static bool read_plain(struct csv *csv)
{
    const char *text = csv->block.text.at;
    size_t len = csv->block.text.len, at = csv->at;
    while (at < len && !special[(unsigned char)text[at]])
        at++;
    if (!csv_step_append(csv, text + csv->at, at - csv->at))
        return false;
    csv->at = at;
    if (at == len)
        return true;
    if (text[at] != '"') {
        delimit(csv, text[at]);
        return true;
    }
    csv_note_stray_quote(csv);
    csv->at++;
    return csv_step_append(csv, "\"", 1);
}

/* Appends text from between quotes: a line in a cell ends in LF, as spreadsheets write it. What is
 * of a release stays as it is. */
static bool append_lines(struct csv *csv, const char *at, const char *end)
{
    if (!csv->report)
        return csv_step_append(csv, at, (size_t)(end - at));
    if (csv->cr && at < end && *at == '\n')
        at++;
    csv->cr = false;
    while (at < end) {
        const char *cr = memchr(at, '\r', (size_t)(end - at));
        if (!csv_step_append(csv, at, (size_t)((cr ? cr : end) - at)) ||
            (cr && !csv_step_append(csv, "\n", 1)))
            return false;
        if (!cr)
            break;
        csv->cr = cr + 1 == end;
        at = cr + 1 < end && cr[1] == '\n' ? cr + 2 : cr + 1;
    }
    return true;
}

static bool read_quoted(struct csv *csv)
{
    const char *from = csv->block.text.at + csv->at;
    size_t left = csv->block.text.len - csv->at;
    const char *quote = memchr(from, '"', left);
    size_t len = quote ? (size_t)(quote - from) : left;
    if (!append_lines(csv, from, from + len))
        return false;
    csv->at += len;
    if (quote) {
        csv->at++;
        csv->cr = false;
        csv->state = QUOTE_CLOSED;
    }
    return true;
}

static bool read_closed(struct csv *csv)
{
    char c = csv->block.text.at[csv->at];
    if (c == '"') {
        csv->at++;
        csv->state = QUOTED;
        return csv_step_append(csv, "\"", 1);
    }
    if (special[(unsigned char)c]) {
        delimit(csv, c);
        return true;
    }
    csv_note_stray_quote(csv);
    csv->state = PLAIN;
    return true;
}

bool csv_step(struct csv *csv)
{
    switch (csv->state) {
    case CELL_START:
        csv->state = PLAIN;
        if (csv->block.text.at[csv->at] == '"') {
            csv->at++;
            csv->quoted = true;
            csv->state = QUOTED;
        }
        return true;
    case PLAIN:
        return read_plain(csv);
    case QUOTED:
        return read_quoted(csv);
    case QUOTE_CLOSED:
        return read_closed(csv);
    case CR_SEEN:
        if (csv->block.text.at[csv->at] == '\n')
            csv->at++;
        else
            csv_note_lone_cr(csv);
        csv_end_record(csv);
        return true;
    case RECORD_END:
    case FILE_END:
        break;
    }
    return true;
}
