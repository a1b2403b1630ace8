/* What must hold between a pilot and its adoption (model.md «Rules of entry»). */
#include "rules.h"

#include "hiraku/ingest/check.h"

/* A pilot «FY2020» of an adoption in 2020-06 may well have started after it: a single coarse period
 * is before the adoption only if it ends before it. */
void rules_pilots(struct checker *checker, const struct record *record)
{
    struct period pilot, adopted;
    struct slice text = record_cell(record, "period");
    struct slice expected = check_lookup(checker, record, "adoption", "adopted_on");
    if (!check_period(checker, text, &pilot) || !check_period(checker, expected, &adopted) ||
        pilot.open_start || adopted.open_start)
        return;
    bool fine = pilot.precision == PERIOD_DAY || pilot.precision == PERIOD_MONTH ||
                pilot.precision == PERIOD_RANGE;
    struct date start = fine || pilot.open_end ? pilot.starts : pilot.ends;
    if (date_compare(start, adopted.starts) < 0)
        check_report(checker, record, RULE_PILOT_BEFORE_ADOPTION, "period", text, expected);
}
