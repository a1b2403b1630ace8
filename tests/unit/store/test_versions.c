/* store/versions.h: what records were, version by version, up to the release that is looked at. */
#include "hiraku/query/query.h"
#include "hiraku/service/series.h"
#include "hiraku/store/versions.h"

#include "past_store.h"

enum { TEXT_SIZE = 512 };

/* `id since-until value`, each version on a line; the first of a record begins with >. */
static const char *versions_of(struct past_store *past, const char *kpi)
{
    static char text[TEXT_SIZE];
    const struct column *value = model_column(model_cube(), slice_of("value"));
    struct query query = {.resource = NULL};
    struct versions *versions;
    struct version version;
    bool more = true;
    size_t len = 0;
    *text = '\0';
    series_query(&query, slice_of(kpi));
    assert_int_equal(versions_open(&versions, past->store, &query, &value, 1, &past->problem),
                     STATUS_OK);
    for (;;) {
        assert_int_equal(versions_next(versions, &version, &more, &past->problem), STATUS_OK);
        if (!more)
            break;
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s %d-%d %.*s\n",
                                version.first ? ">" : "", (int)version.id.len, version.id.at,
                                (int)version.since, (int)version.until, (int)version.cells[0].len,
                                version.cells[0].at);
    }
    versions_close(versions);
    return text;
}

static void a_revised_figure_has_two_versions(void **state)
{
    assert_string_equal(versions_of(*state, "a"), ">a.FY2020.actual.level._._._ 1-1 1\n"
                                                  "a.FY2020.actual.level._._._ 2-0 2\n");
}

static void a_figure_that_went_holds_until_the_release_before(void **state)
{
    assert_string_equal(versions_of(*state, "b"), ">b.FY2020.actual.level._._._ 1-1 9\n");
}

static void a_figure_that_came_holds_from_then_on(void **state)
{
    assert_string_equal(versions_of(*state, "c"), ">c.FY2020.actual.level._._._ 3-0 3\n");
}

static void of_what_never_was_there_is_nothing(void **state)
{
    assert_string_equal(versions_of(*state, "nothing"), "");
}

/* What ended behind the release that is looked at still holds there. */
static void an_older_release_does_not_know_what_came_later(void **state)
{
    past_store_look(*state, 1);
    assert_string_equal(versions_of(*state, "a"), ">a.FY2020.actual.level._._._ 1-0 1\n");
    assert_string_equal(versions_of(*state, "b"), ">b.FY2020.actual.level._._._ 1-0 9\n");
    assert_string_equal(versions_of(*state, "c"), "");
}

static void the_first_release_is_known(void **state)
{
    struct past_store *past = *state;
    assert_int_equal(store_first_release(past->store), 1);
}

static void a_column_that_is_not_stored_is_refused(void **state)
{
    struct past_store *past = *state;
    const struct column *computed = model_column(model_cube_subject()->ref, slice_of("name_ja"));
    struct query query = {.resource = NULL};
    struct versions *versions;
    series_query(&query, slice_of("a"));
    assert_int_equal(versions_open(&versions, past->store, &query, &computed, 1, &past->problem),
                     STATUS_INTERNAL);
    assert_null(versions);
    versions_close(versions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_revised_figure_has_two_versions),
        cmocka_unit_test(a_figure_that_went_holds_until_the_release_before),
        cmocka_unit_test(a_figure_that_came_holds_from_then_on),
        cmocka_unit_test(of_what_never_was_there_is_nothing),
        cmocka_unit_test(the_first_release_is_known),
        cmocka_unit_test(a_column_that_is_not_stored_is_refused),
        cmocka_unit_test(an_older_release_does_not_know_what_came_later),
    };
    return cmocka_run_group_tests(tests, past_store_set_up, past_store_tear_down);
}
