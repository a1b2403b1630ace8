/* group_bars.h: groups with their names, measures, and what must be said of them; or too many. */
#include "hiraku/model/model.h"
#include "hiraku/service/group_bars.h"
#include "hiraku/service/inputs.h"

#include "../store/columns/columns_release.h"
#include "small_release.h"

enum { PARAMETERS_MAX = 4 };

/* `name=value` pairs, parted by &. */
static void ask(struct small_release *r, struct group_bars *bars, const char *table,
                const char *question)
{
    struct parameter parameters[PARAMETERS_MAX];
    size_t count = 0;
    for (const char *at = question; *at; at += strcspn(at, "&"), at += *at == '&') {
        size_t name = strcspn(at, "=");
        parameters[count++] =
            (struct parameter){{at, name}, {at + name + 1, strcspn(at + name + 1, "&")}};
    }
    *bars = (struct group_bars){.count = 0};
    bars->aggregation.aggregate.query.resource = model_resource(slice_of(table));
    assert_int_equal(
        aggregate_parse(&bars->aggregation.aggregate, &r->arena, parameters, count, 4, &r->problem),
        STATUS_OK);
}

static void a_bar_has_cell_name_and_measure(void **state)
{
    struct small_release *r = *state;
    static struct group_bars bars;
    ask(r, &bars, "observations", "group=kpi&measure=count");
    assert_int_equal(group_bars_read(&bars, &r->service, &r->problem), STATUS_OK);
    assert_int_equal(bars.count, 3);
    assert_true(slice_is(bars.bars[1].cells[0], "visits"));
    assert_true(slice_is(bars.bars[1].names[0], "来訪者数"));
    assert_true(slice_is(bars.bars[1].measures[0], "3"));
    assert_false(bars.more);
    group_bars_close(&bars);
}

static void two_groups_have_two_names(void **state)
{
    struct small_release *r = *state;
    static struct group_bars bars;
    ask(r, &bars, "observations", "group=kpi,fiscal_year&measure=count");
    assert_int_equal(group_bars_read(&bars, &r->service, &r->problem), STATUS_OK);
    assert_true(slice_is(bars.bars[0].cells[1], "2020"));
    assert_true(slice_is(bars.bars[0].names[1], "2020年度"));
    group_bars_close(&bars);
}

static void a_sum_has_the_unit_of_its_figures(void **state)
{
    struct small_release *r = *state;
    static struct group_bars bars;
    ask(r, &bars, "observations", "group=fiscal_year&measure=sum&kpi=visits");
    assert_int_equal(group_bars_read(&bars, &r->service, &r->problem), STATUS_OK);
    assert_int_equal(bars.count, 3);
    assert_true(slice_is(bars.bars[2].measures[0], "20"));
    assert_true(slice_is(bars.bars[2].unit[LANGUAGE_JA], "人"));
    assert_true(slice_is(bars.bars[2].unit[LANGUAGE_EN], "persons"));
    assert_true(slice_is(bars.bars[2].missing, "0"));
    group_bars_close(&bars);
}

static void what_cannot_be_added_is_refused(void **state)
{
    struct small_release *r = *state;
    static struct group_bars bars;
    ask(r, &bars, "observations", "group=kpi&measure=sum&kpi=rate");
    assert_int_equal(group_bars_read(&bars, &r->service, &r->problem), STATUS_NOT_ADDITIVE_NATURE);
    group_bars_close(&bars);
}

static void more_groups_than_bars_are_refused(void **state)
{
    struct small_release *r = *state;
    struct columns_release many;
    struct service service = r->service;
    static struct group_bars bars;
    char cells[32];
    assert_true(columns_release_begin(&many));
    for (int i = 0; i <= GROUP_BARS_MAX; i++) {
        snprintf(cells, sizeof cells, "id=s%03d|title_ja=t", i);
        columns_release_row(&many, "sources", cells);
    }
    assert_int_equal(columns_release_open(&many), STATUS_OK);
    assert_int_equal(store_open(&service.store, many.dir, 0, &r->problem), STATUS_OK);
    ask(r, &bars, "sources", "group=id&measure=count");
    assert_int_equal(group_bars_read(&bars, &service, &r->problem), STATUS_TOO_MANY_GROUPS);
    assert_string_equal(r->problem.value, "100");
    assert_int_equal(bars.count, GROUP_BARS_MAX);
    group_bars_close(&bars);
    store_close(service.store);
    assert_int_equal(columns_release_end(&many), 0);
}

static void what_gives_names_is_an_input(void **state)
{
    struct small_release *r = *state;
    struct inputs inputs = {.count = 0};
    static struct group_bars bars;
    bool named = false;
    ask(r, &bars, "kpis", "group=municipality&measure=count");
    group_bars_inputs(&bars, &inputs);
    for (size_t i = 0; i < inputs.count; i++)
        named = named || inputs.tables[i] == model_resource(slice_of("municipalities"));
    assert_true(named);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bar_has_cell_name_and_measure),
        cmocka_unit_test(two_groups_have_two_names),
        cmocka_unit_test(a_sum_has_the_unit_of_its_figures),
        cmocka_unit_test(what_cannot_be_added_is_refused),
        cmocka_unit_test(more_groups_than_bars_are_refused),
        cmocka_unit_test(what_gives_names_is_an_input),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
