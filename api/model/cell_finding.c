/* See cell_finding.h. */
#include "hiraku/model/cell_finding.h"

void cell_report(struct cell_reader *reader, enum rule rule, struct place place, struct slice value,
                 struct slice mended, struct slice expected)
{
    if (reader->answered && rule_info(rule)->severity == SEVERITY_WARNING)
        return;
    struct finding finding = {
        .rule = rule,
        .place = place,
        .value = value,
        .mended = mended,
        .expected = expected,
        .other = {"", 0, ""},
    };
    report_add(reader->report, &finding);
}

void cell_refuse(struct cell *cell, enum rule rule, struct slice mended, struct slice expected)
{
    struct slice value = cell->written.len > 0 ? cell->written : cell->text;
    cell_report(cell->reader, rule, cell->place, value, mended, expected);
    cell->text = SLICE_NONE;
    *cell->bad = true;
}
