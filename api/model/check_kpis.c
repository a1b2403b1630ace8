/* What must hold between the cells of a KPI (model.md «Rules of entry»). */
#include "tables.h"

/* Of the things that a KPI can be about besides its programme there is at most one. */
void kpis_check(struct checker *checker, const struct record *record)
{
    static const char *const about[] = {"round", "event", "pilot"};
    bool any = false;
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        struct slice cell = record_cell(record, about[i]);
        if (cell.len == 0)
            continue;
        if (any)
            check_report(checker, record, RULE_KPI_ABOUT, about[i], cell, (struct slice){NULL, 0});
        any = true;
    }
}
