/* What must hold between an adoption and its round (model.md «Rules of entry»). */
#include "rules.h"

#include "hiraku/ingest/check.h"

/* Outside means: no day of the one lies in the other. «2021» is not outside «2021-03». */
void rules_adoptions(struct checker *checker, const struct record *record)
{
    struct period adopted, round;
    struct slice text = record_cell(record, "adopted_on");
    struct slice expected = check_lookup(checker, record, "round", "period");
    if (!check_period(checker, text, &adopted) || !check_period(checker, expected, &round))
        return;
    bool before =
        !adopted.open_end && !round.open_start && date_compare(adopted.ends, round.starts) < 0;
    bool after =
        !adopted.open_start && !round.open_end && date_compare(adopted.starts, round.ends) > 0;
    if (before || after)
        check_report(checker, record, RULE_ADOPTED_OUTSIDE, "adopted_on", text, expected);
}
