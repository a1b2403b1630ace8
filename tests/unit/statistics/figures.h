/* Aggregates and the figures that go into one, for the tests of adding. */
#ifndef HIRAKU_TEST_FIGURES_H
#define HIRAKU_TEST_FIGURES_H

#include "hiraku/model/model.h"
#include "hiraku/statistics/tally.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct aggregate aggregate;
    struct tally tally;
    struct problem problem;
};

static inline enum status parse(struct fixture *f, const char *table, const char *text)
{
    struct parameter parameters[16];
    size_t count;
    *f = (struct fixture){.tally = {.rows = 0}};
    arena_init(&f->arena, 1 << 20);
    f->aggregate.query.resource = model_resource(slice_of(table));
    enum status status =
        query_split(&f->arena, slice_of(text), parameters, 16, &count, &f->problem);
    if (status == STATUS_OK)
        status = aggregate_parse(&f->aggregate, &f->arena, parameters, count, 4, &f->problem);
    tally_init(&f->tally, &f->aggregate);
    return status;
}

static inline void finish(struct fixture *f)
{
    tally_free(&f->tally);
    arena_free(&f->arena);
}

/* A row of which only these facts differ from a yearly flow. */
struct figure {
    const char *value, *period, *starts, *ends;
    const char *kpi, *name, *unit, *multiplier, *nature, *counting, *value_type, *accumulation;
    const char *item, *scheme, *area, *kind, *qualifier;
};

static inline enum status add(struct fixture *f, struct figure row)
{
    struct slice facts[FACTS] = {{NULL, 0}};
    facts[FACT_VALUE] = slice_of(row.value);
    facts[FACT_QUALIFIER] = slice_of(row.qualifier ? row.qualifier : "exact");
    facts[FACT_KPI] = slice_of(row.kpi ? row.kpi : "visitors");
    facts[FACT_NAME] = slice_of(row.name ? row.name : "来訪者数");
    facts[FACT_UNIT_JA] = slice_of(row.unit ? row.unit : "人");
    facts[FACT_UNIT_MULTIPLIER] = slice_of(row.multiplier);
    facts[FACT_NATURE] = slice_of(row.nature ? row.nature : "flow");
    facts[FACT_COUNTING] = slice_of(row.counting);
    facts[FACT_VALUE_TYPE] = slice_of(row.value_type ? row.value_type : "actual");
    facts[FACT_ACCUMULATION] = slice_of(row.accumulation ? row.accumulation : "level");
    facts[FACT_ITEM] = slice_of(row.item);
    facts[FACT_ITEM_SCHEME] = slice_of(row.scheme);
    facts[FACT_AREA] = slice_of(row.area);
    facts[FACT_AREA_KIND] = slice_of(row.kind);
    facts[FACT_PERIOD] = slice_of(row.period ? row.period : "FY2020");
    facts[FACT_STARTS] = slice_of(row.period ? row.starts : "2020-04-01");
    facts[FACT_ENDS] = slice_of(row.period ? row.ends : "2021-03-31");
    return tally_add(&f->tally, facts, &f->problem);
}

#define FY2021  .period = "FY2021", .starts = "2021-04-01", .ends = "2022-03-31"
#define APRIL   .period = "2020-04", .starts = "2020-04-01", .ends = "2020-04-30"
#define MAY     .period = "2020-05", .starts = "2020-05-01", .ends = "2020-05-31"
#define UNDATED .period = "undated"

static inline void assert_measure(struct fixture *f, enum measure measure, const char *expected)
{
    char text[DECIMAL_TEXT_SIZE];
    assert_int_equal(tally_measure(&f->tally, measure, text, &f->problem), STATUS_OK);
    assert_string_equal(text, expected);
}

/* Adds two rows; the first fits. */
static inline void assert_second(const char *measure, struct figure first, struct figure second,
                                 enum status status, const char *subject)
{
    struct fixture f;
    char text[64];
    snprintf(text, sizeof text, "measure=%s", measure);
    assert_int_equal(parse(&f, "observations", text), STATUS_OK);
    assert_int_equal(add(&f, first), STATUS_OK);
    assert_int_equal(add(&f, second), status);
    assert_string_equal(f.problem.subject, subject);
    if (status != STATUS_OK)
        assert_true(strncmp(f.problem.example, "/v1/aggregate/observations?", 27) == 0);
    finish(&f);
}

#endif
