/* store/concern.h: which releases and which rows concern a record, through what refers to it. */
#include "hiraku/store/concern.h"

#include "past_store.h"

static struct concern *open_concern(struct past_store *past, const char *table, const char *id)
{
    struct concern *concern;
    assert_int_equal(concern_open(&concern, past->store, model_resource(slice_of(table)),
                                  slice_of(id), &past->problem),
                     STATUS_OK);
    return concern;
}

/* The releases that touched it: "1 2". */
static const char *touched(const struct concern *concern)
{
    static char text[16];
    size_t len = 0;
    *text = '\0';
    for (unsigned release = 1; release <= PAST_LAST + 1; release++)
        if (concern_touched(concern, release))
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%u", len ? " " : "", release);
    return text;
}

static bool has(struct concern *concern, const char *table, const char *id, uint64_t first,
                uint64_t last)
{
    return concern_has(concern, model_resource(slice_of(table)), slice_of(id),
                       (struct concern_span){first, last});
}

static void its_own_changes_and_those_of_its_figures_touch_a_record(void **state)
{
    struct concern *a = open_concern(*state, "kpis", "a");
    assert_string_equal(touched(a), "1 2");
    concern_close(a);
}

static void what_came_later_was_not_touched_before(void **state)
{
    struct concern *c = open_concern(*state, "kpis", "c");
    assert_string_equal(touched(c), "3");
    concern_close(c);
}

static void a_record_that_is_gone_is_known(void **state)
{
    struct concern *b = open_concern(*state, "kpis", "b");
    assert_string_equal(touched(b), "1 2");
    concern_close(b);
}

static void what_refers_to_a_record_touches_it(void **state)
{
    struct concern *source = open_concern(*state, "sources", "s");
    assert_string_equal(touched(source), "1 2 3");
    concern_close(source);
}

static void a_record_that_never_was_concerns_nothing(void **state)
{
    struct past_store *past = *state;
    assert_null(open_concern(past, "kpis", "nothing"));
    concern_close(NULL);
}

static void rows_concern_a_record_in_the_releases_in_which_they_held(void **state)
{
    struct concern *a = open_concern(*state, "kpis", "a"), *b = open_concern(*state, "kpis", "b");
    assert_true(has(a, "kpis", "a", 3, 3));
    assert_true(has(a, "observations", "a.FY2020.actual.level._._._", 1, 1));
    assert_false(has(a, "observations", "c.FY2020.actual.level._._._", 1, 3));
    assert_false(has(a, "kpis", "c", 1, 3));
    assert_false(has(a, "units", "a", 1, 3));
    assert_true(has(b, "observations", "b.FY2020.actual.level._._._", 1, 2));
    assert_false(has(b, "observations", "b.FY2020.actual.level._._._", 2, 3));
    concern_close(a);
    concern_close(b);
}

static void a_row_is_found_in_any_order(void **state)
{
    struct concern *source = open_concern(*state, "sources", "s");
    assert_true(has(source, "kpis", "c", 3, 3));
    assert_true(has(source, "kpis", "a", 1, 1));
    assert_false(has(source, "kpis", "c", 1, 2));
    assert_false(has(source, "kpis", "z", 1, 3));
    concern_close(source);
}

static void it_is_called_as_in_the_release(void **state)
{
    struct concern *a = open_concern(*state, "kpis", "a");
    assert_true(slice_is(concern_label(a, "ja", 1), "旧"));
    assert_true(slice_is(concern_label(a, "en", 1), "Old"));
    assert_true(slice_is(concern_label(a, "ja", 2), "新"));
    assert_true(slice_is(concern_label(a, "en", 3), "New"));
    concern_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_own_changes_and_those_of_its_figures_touch_a_record),
        cmocka_unit_test(what_came_later_was_not_touched_before),
        cmocka_unit_test(a_record_that_is_gone_is_known),
        cmocka_unit_test(what_refers_to_a_record_touches_it),
        cmocka_unit_test(a_record_that_never_was_concerns_nothing),
        cmocka_unit_test(rows_concern_a_record_in_the_releases_in_which_they_held),
        cmocka_unit_test(a_row_is_found_in_any_order),
        cmocka_unit_test(it_is_called_as_in_the_release),
    };
    return cmocka_run_group_tests(tests, past_store_set_up, past_store_tear_down);
}
