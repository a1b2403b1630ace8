/* What must hold between the cells of one value, and between it, its KPI and the KPI's programme
 * (model.md «Rules of entry»). Rules over several values are in api/publish/series.c. */
#include "rules.h"

#include "hiraku/ingest/check.h"
#include "hiraku/value/decimal.h"

static size_t decimals_of(struct slice value)
{
    const char *point = value.len ? memchr(value.at, '.', value.len) : NULL;
    return point ? (size_t)(value.at + value.len - point) - 1 : 0;
}

static void check_value(struct checker *checker, const struct record *record)
{
    struct slice value = record_cell(record, "value");
    struct slice missing = record_cell(record, "missing");
    bool unread =
        check_is_bad(checker, record, "value") || check_is_bad(checker, record, "missing");
    if ((value.len > 0) == (missing.len > 0) && !unread)
        check_report(checker, record, RULE_VALUE_OR_MISSING, "value", value, SLICE_NONE);
    struct slice decimals = check_lookup(checker, record, "kpi", "decimals");
    int64_t most;
    if (value.len > 0 && decimal_parse_int(decimals, 0, DECIMAL_DIGITS, &most) &&
        decimals_of(value) > (size_t)most)
        check_report(checker, record, RULE_MORE_DECIMALS, "value", value, decimals);
}

static void check_area(struct checker *checker, const struct record *record)
{
    struct slice area = record_cell(record, "area");
    if (area.len > 0 && slice_equal(area, check_lookup(checker, record, "kpi", "municipality")))
        check_report(checker, record, RULE_AREA_IS_OWN, "area", area, SLICE_NONE);
}

/* A value that is not there yet is no actual in the future. */
static void check_time(struct checker *checker, const struct record *record)
{
    struct period period, whole;
    struct slice text = record_cell(record, "period"), type = record_cell(record, "value_type");
    if (record_cell(record, "value").len == 0 || !check_period(checker, text, &period))
        return;
    if (slice_is(type, "actual") && !period.open_end &&
        date_compare(period.ends, check_today(checker)) > 0)
        check_report(checker, record, RULE_ACTUAL_IN_FUTURE, "period", text, SLICE_NONE);
    if (!slice_is(type, "target"))
        return;
    struct slice program = check_lookup(checker, record, "kpi", "program");
    struct slice expected = check_cell(checker, "programs", program, "period");
    if (!check_period(checker, expected, &whole))
        return;
    bool before =
        !whole.open_start && !period.open_start && date_compare(period.starts, whole.starts) < 0;
    bool after = !whole.open_end && !period.open_end && date_compare(period.ends, whole.ends) > 0;
    if (before || after)
        check_report(checker, record, RULE_TARGET_OUTSIDE, "period", text, expected);
}

/* A single value longer than the KPI's frequency, or a flow that is shorter. What is true at a time
 * (a stock, a ratio, a rank) may be stated for any day of its year. */
static void check_frequency(struct checker *checker, const struct record *record)
{
    static const struct {
        const char *name;
        enum period_precision precision;
    } steps[] = {{"daily", PERIOD_DAY},
                 {"monthly", PERIOD_MONTH},
                 {"quarterly", PERIOD_QUARTER},
                 {"yearly", PERIOD_YEAR}};
    struct period period;
    struct slice text = record_cell(record, "period");
    struct slice frequency = check_lookup(checker, record, "kpi", "frequency");
    bool flow = slice_is(check_lookup(checker, record, "kpi", "nature"), "flow");
    if (!slice_is(record_cell(record, "value_type"), "actual") ||
        !slice_is(record_cell(record, "accumulation"), "level") ||
        !check_period(checker, text, &period) || period.precision == PERIOD_RANGE)
        return;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (slice_is(frequency, steps[i].name) && (period.precision > steps[i].precision ||
                                                   (flow && period.precision < steps[i].precision)))
            check_report(checker, record, RULE_PERIOD_FREQUENCY, "period", text, frequency);
}

void rules_observations(struct checker *checker, const struct record *record)
{
    check_value(checker, record);
    check_area(checker, record);
    check_time(checker, record);
    check_frequency(checker, record);
    if (record_cell(record, "value").len > 0 && record_cell(record, "sample_size").len == 0 &&
        slice_is(check_lookup(checker, record, "kpi", "kind"), "survey"))
        check_report(checker, record, RULE_NO_SAMPLE_SIZE, "sample_size", SLICE_NONE, SLICE_NONE);
}
