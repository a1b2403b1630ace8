/* What must hold between the cells of a KPI (model.md «Rules of entry»). */
#include "rules.h"

#include "hiraku/ingest/check.h"

/* The code becomes the end of an IRI and a part of the unit's id, where a full stop stands between
 * parts. */
static bool is_unit_code(struct slice code)
{
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!letter && (i == 0 || !strchr("0123456789-_", c)))
            return false;
    }
    return true;
}

/* Of the things that a KPI can be about besides its programme there is at most one. */
void rules_kpis(struct checker *checker, const struct record *record)
{
    static const char *const about[] = {"round", "event", "pilot"};
    bool any = false;
    struct slice code = record_cell(record, "unit_code");
    if (!is_unit_code(code))
        check_report(checker, record, RULE_BAD_UNIT_CODE, "unit_code", code, SLICE_NONE);
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        struct slice cell = record_cell(record, about[i]);
        if (cell.len == 0)
            continue;
        if (any)
            check_report(checker, record, RULE_KPI_ABOUT, about[i], cell, SLICE_NONE);
        any = true;
    }
}
