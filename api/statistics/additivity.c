/* What must not be added, and why; with a narrower request that works.
 *
 * A group's rows come in the order of their periods, so that looking at the one before is enough:
 * nothing here grows with the number of rows. */
#include "additivity.h"

#include "hiraku/base/out.h"
#include "hiraku/statistics/tally.h"
#include "hiraku/value/iri.h"
#include "hiraku/value/period.h"

enum { EXAMPLE_MAX = 480 };

static void add_parameter(struct out *out, const char *name, struct slice value)
{
    out_char(out, '&');
    out_text(out, name);
    out_char(out, '=');
    iri_segment(out, value);
}

/* The same groups for the one figure that is known to fit: it can be added to itself alone. */
static void add_narrowing(struct out *out, const struct slice *facts)
{
    static const struct {
        const char *name, *empty;
        enum fact fact;
    } parts[] = {{"item", "item__isnull", FACT_ITEM},
                 {"segment", "segment__isnull", FACT_SEGMENT},
                 {"area", "area__isnull", FACT_AREA}};
    add_parameter(out, "kpi", facts[FACT_KPI]);
    add_parameter(out, "value_type", facts[FACT_VALUE_TYPE]);
    add_parameter(out, "accumulation", facts[FACT_ACCUMULATION]);
    add_parameter(out, "period", facts[FACT_PERIOD]);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct slice value = facts[parts[i].fact];
        add_parameter(out, value.len ? parts[i].name : parts[i].empty,
                      value.len ? value : slice_of("true"));
    }
}

/* What can be asked instead: gives `status`, or STATUS_NO_MEMORY. */
static enum status additivity_set_example(const struct tally *tally, const struct slice *facts,
                                          enum status status, struct problem *p)
{
    const struct aggregate *aggregate = tally->aggregate;
    bool unadded = status == STATUS_NOT_ADDITIVE_NATURE;
    struct out out;
    out_open_memory(&out, 1 << 14);
    out_text(&out, "/v1/aggregate/");
    out_text(&out, aggregate->query.resource->name);
    out_text(&out, "?measure=");
    for (size_t i = 0; i < aggregate->measure_count && !unadded; i++) {
        out_text(&out, i > 0 ? "," : "");
        out_text(&out, measure_name(aggregate->measures[i]));
    }
    out_text(&out, unadded ? "min,max,count" : "");
    for (size_t i = 0; i < aggregate->group_count; i++) {
        out_text(&out, i > 0 ? "," : "&group=");
        out_slice(&out, aggregate->paths[i].name);
    }
    if (unadded || !aggregate->adds)
        add_parameter(&out, "kpi", facts[FACT_KPI]);
    else
        add_narrowing(&out, facts);
    out_char(&out, '\0');
    enum status written = out_finish(&out, NULL);
    bool whole = written == STATUS_OK && out.len <= EXAMPLE_MAX;
    problem_example(p, whole ? out.bytes : "/v1/aggregate/observations?group=kpi&measure=count");
    out_close(&out);
    return written == STATUS_NO_MEMORY ? problem_memory(p) : status;
}

static enum status additivity_refuse(const struct tally *tally, enum status status,
                                     const char *subject, const struct slice *facts, enum fact fact,
                                     struct problem *p)
{
    char text[256];
    struct slice one = tally->first[fact], other = facts[fact];
    if (fact == FACT_PERIOD)
        one = slice_of(tally->period);
    size_t len = 0;
    const struct slice parts[] = {one.len ? one : slice_of("—"), slice_of(" / "),
                                  other.len ? other : slice_of("—")};
    size_t shown = tally->values == 0 || slice_equal(one, other) ? 1 : 3;
    for (size_t i = 0; i < shown; i++)
        for (size_t at = 0; at < parts[i].len && len < sizeof text; at++)
            text[len++] = parts[i].at[at];
    problem_set(p, status, slice_of(subject), (struct slice){text, len}, NULL);
    return p ? additivity_set_example(tally, tally->first, status, p) : status;
}

/* The level of an area: a larger one may hold a smaller one. */
static int area_level(struct slice kind)
{
    static const char *const large[] = {"country", "prefecture"};
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        if (slice_is(kind, large[i]))
            return (int)i;
    return slice_is(kind, "ward") ? 3 : 2;
}

/* A total beside its parts, or parts by two divisions. */
static enum status refuse_parts(const struct tally *tally, const struct slice *facts,
                                struct problem *p)
{
    static const struct {
        enum fact part, division;
        const char *name;
    } parts[] = {{FACT_ITEM, FACT_ITEM_SCHEME, "item"},
                 {FACT_SEGMENT, FACT_SEGMENT_SCHEME, "segment"},
                 {FACT_AREA, FACT_AREA_KIND, "area"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum fact part = parts[i].part, division = parts[i].division;
        bool mixed = (tally->first[part].len == 0) != (facts[part].len == 0);
        if (part == FACT_AREA)
            mixed = mixed || area_level(tally->first[division]) != area_level(facts[division]);
        else
            mixed = mixed || !slice_equal(tally->first[division], facts[division]);
        if (mixed)
            return additivity_refuse(tally, STATUS_NOT_ADDITIVE_PARTS, parts[i].name, facts, part,
                                     p);
    }
    return STATUS_OK;
}

static enum status refuse_kinds(const struct tally *tally, const struct slice *facts,
                                struct problem *p)
{
    static const struct {
        enum fact fact;
        const char *name;
    } kinds[] = {{FACT_NATURE, "kpi.nature"},
                 {FACT_COUNTING, "kpi.counting"},
                 {FACT_VALUE_TYPE, "value_type"},
                 {FACT_ACCUMULATION, "accumulation"},
                 {FACT_NAME, "kpi.name_ja"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!slice_equal(tally->first[kinds[i].fact], facts[kinds[i].fact]))
            return additivity_refuse(tally, STATUS_NOT_ADDITIVE_KINDS, kinds[i].name, facts,
                                     kinds[i].fact, p);
    return STATUS_OK;
}

static bool is_closed(const struct slice *facts)
{
    return facts[FACT_STARTS].len > 0 && facts[FACT_ENDS].len > 0;
}

static bool has_other_length(const struct tally *tally, const struct slice *facts)
{
    struct period one, other;
    int month = tally->aggregate->first_month;
    return period_parse(slice_of(tally->period), month, &one) != PERIOD_GOOD ||
           period_parse(facts[FACT_PERIOD], month, &other) != PERIOD_GOOD ||
           one.precision != other.precision || one.precision == PERIOD_RANGE;
}

static bool is_averaged(const struct aggregate *aggregate)
{
    for (size_t i = 0; i < aggregate->measure_count; i++)
        if (aggregate->measures[i] == MEASURE_AVG)
            return true;
    return false;
}

/* The unit is named by what differs of it. */
static enum status refuse_units(const struct tally *tally, const struct slice *facts,
                                struct problem *p)
{
    if (!slice_equal(tally->first[FACT_UNIT_JA], facts[FACT_UNIT_JA]))
        return additivity_refuse(tally, STATUS_NOT_ADDITIVE_UNITS, "kpi.unit_ja", facts,
                                 FACT_UNIT_JA, p);
    if (!slice_equal(tally->first[FACT_UNIT_MULTIPLIER], facts[FACT_UNIT_MULTIPLIER]))
        return additivity_refuse(tally, STATUS_NOT_ADDITIVE_UNITS, "kpi.unit_multiplier", facts,
                                 FACT_UNIT_MULTIPLIER, p);
    return additivity_refuse(tally, STATUS_NOT_ADDITIVE_UNITS, "kpi.unit_code", facts,
                             FACT_UNIT_CODE, p);
}

static enum status refuse_times(const struct tally *tally, const struct slice *facts,
                                struct problem *p)
{
    struct slice starts = facts[FACT_STARTS], ends = facts[FACT_ENDS];
    bool closed = is_closed(facts) && *tally->starts && *tally->ends;
    bool known = !slice_is(facts[FACT_PERIOD], "undated");
    bool same = closed ? slice_is(starts, tally->starts) && slice_is(ends, tally->ends)
                       : known && slice_is(facts[FACT_PERIOD], tally->period);
    if (same)
        return STATUS_OK;
    if (tally->level)
        return additivity_refuse(tally, STATUS_NOT_ADDITIVE_LEVELS, "period", facts, FACT_PERIOD,
                                 p);
    if (!closed || slice_compare(starts, slice_of(tally->ends)) <= 0 ||
        (is_averaged(tally->aggregate) && has_other_length(tally, facts)))
        return additivity_refuse(tally, STATUS_NOT_ADDITIVE_PERIODS, "period", facts, FACT_PERIOD,
                                 p);
    return STATUS_OK;
}

enum status tally_refuse(const struct tally *tally, const struct slice *facts, struct problem *p)
{
    const struct aggregate *aggregate = tally->aggregate;
    bool counted = aggregate->measure_count == 1 && aggregate->measures[0] == MEASURE_COUNT;
    enum status status = STATUS_OK;
    if (aggregate->adds &&
        (slice_is(facts[FACT_NATURE], "ratio") || slice_is(facts[FACT_NATURE], "rank"))) {
        if (tally->values > 0)
            return refuse_kinds(tally, facts, p);
        return additivity_refuse(tally, STATUS_NOT_ADDITIVE_NATURE, "kpi.nature", facts,
                                 FACT_NATURE, p);
    }
    if (counted || tally->values == 0)
        return STATUS_OK;
    if (tally->units_differ)
        return refuse_units(tally, facts, p);
    if (!aggregate->adds)
        return STATUS_OK;
    status = refuse_kinds(tally, facts, p);
    if (status == STATUS_OK)
        status = refuse_parts(tally, facts, p);
    return status == STATUS_OK ? refuse_times(tally, facts, p) : status;
}
