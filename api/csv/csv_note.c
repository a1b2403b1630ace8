/* The record reader's findings, and what it calls a column in them. */
#include "csv_state.h"

#include <inttypes.h>
#include <stdio.h>

/* The first finding of a file that is read without a report: the caller's problem. */
static void note_refuse(struct csv *csv, const struct finding *finding)
{
    if (csv->refused != STATUS_OK)
        return;
    char subject[300], reason[120];
    const struct rule_info *info = rule_info(finding->rule);
    snprintf(subject, sizeof subject, "%.250s:%" PRIu64, csv->name, finding->place.line);
    snprintf(reason, sizeof reason, "%s%s%.60s", info->slug, finding->place.column[0] ? ", " : "",
             finding->place.column);
    csv->refused =
        problem_set(&csv->problem, STATUS_BAD_DATA, slice_of(subject), finding->value, reason);
}

void csv_note(struct csv *csv, enum rule rule, const char *column, const char *value,
              const char *expected)
{
    struct finding finding = {
        .rule = rule,
        .place = {csv->name, csv->row, column},
        .value = slice_of(value),
        .expected = slice_of(expected),
    };
    if (csv->report)
        report_add(csv->report, &finding);
    else
        note_refuse(csv, &finding);
}

void csv_letters(size_t index, char letters[CSV_LETTERS])
{
    char reversed[CSV_LETTERS];
    size_t len = 0;
    for (size_t left = index + 1; left > 0 && len < CSV_LETTERS - 1; left = (left - 1) / 26)
        reversed[len++] = (char)('A' + (left - 1) % 26);
    for (size_t i = 0; i < len; i++)
        letters[i] = reversed[len - 1 - i];
    letters[len] = '\0';
}

const char *csv_column_name(const struct csv *csv, char letters[CSV_LETTERS])
{
    size_t index = csv->count - 1;
    if (index < csv->header_count && csv->header_names[index][0] != '\0')
        return csv->header_names[index];
    csv_letters(index, letters);
    return letters;
}

/* One finding for each kind of fault in a cell is enough. */
void csv_note_fault(struct csv *csv)
{
    static const enum rule rules[] = {
        [DECODE_GOOD] = RULE_BAD_BYTES,
        [DECODE_BAD_BYTES] = RULE_BAD_BYTES,
        [DECODE_LONE_SURROGATE] = RULE_LONE_SURROGATE,
        [DECODE_NUL] = RULE_NUL_CHARACTER,
    };
    char letters[CSV_LETTERS];
    csv->fault_pending = false;
    unsigned bit = 1U << csv->block.fault;
    csv->broken[csv->count - 1] |= csv->block.fault != DECODE_NUL;
    if (csv->fault_cell != csv->count)
        csv->fault_kinds = 0;
    csv->fault_cell = csv->count;
    if (csv->fault_kinds & bit)
        return;
    csv->fault_kinds |= bit;
    csv_note(csv, rules[csv->block.fault], csv_column_name(csv, letters), csv->block.what,
             csv_encoding_name(decoder_encoding(csv->decoder)));
}

void csv_note_stray_quote(struct csv *csv)
{
    char letters[CSV_LETTERS];
    if (!csv->strayed)
        csv_note(csv, RULE_STRAY_QUOTE, csv_column_name(csv, letters), NULL, NULL);
    csv->strayed = true;
}

void csv_note_lone_cr(struct csv *csv)
{
    csv->lone_cr = true;
    if (!csv->lone_cr_reported)
        csv_note(csv, RULE_LONE_CR, "", NULL, NULL);
    csv->lone_cr_reported = true;
}
