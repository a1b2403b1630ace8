/* request_pin.h: which release a request names, and which paths may name one. Which release that
 * is of a day is in test_release_days.c. */
#include "hiraku/http/routing/request_pin.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/query/query.h"

#include "api/http/snapshot/release_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { NEWEST = 7, JAPAN = 9 * 3600, ROOM = 4 };

struct pinned {
    struct request request;
    struct route route;
    struct snapshot snapshot;
    struct parameter parameters[ROOM];
    struct problem p;
};

static int pinned_make(void **state)
{
    struct pinned *f = *state = calloc(1, sizeof *f);
    if (!f)
        return -1;
    f->route.pattern = "/v1/{table}";
    f->snapshot.manifest.number = NEWEST;
    f->snapshot.instance.utc_offset = JAPAN;
    f->request.route = &f->route;
    f->request.snapshot = &f->snapshot;
    f->request.parameters = f->parameters;
    f->request.path = slice_of("/v1/kpis");
    arena_init(&f->request.arena, 1 << 20);
    return 0;
}

static int pinned_free(void **state)
{
    struct pinned *f = *state;
    arena_free(&f->request.arena);
    free(f);
    return 0;
}

/* Names and values in turn, ends with NULL. */
static enum status read_pin(struct pinned *f, const char *const *texts)
{
    f->request.pin = (struct pin){.asked = false};
    f->request.parameter_count = 0;
    for (size_t i = 0; texts[i]; i += 2)
        f->parameters[f->request.parameter_count++] =
            (struct parameter){.name = slice_of(texts[i]), .value = slice_of(texts[i + 1])};
    return request_read_pin(&f->request, &f->p);
}

#define READ(f, ...) read_pin(f, (const char *const[]){__VA_ARGS__, NULL})

static void data_of_a_release_can_be_pinned_and_nothing_else(void **state)
{
    static const struct {
        const char *pattern;
        unsigned flags;
        const char *form;
        bool expected;
    } routes[] = {
        {"/v1/{table}", ROUTE_ROWS, "json", true},
        {"/v1/compare", 0, "json", true},
        {"/v1/changes", ROUTE_PRESENT, "json", false},
        {"/v1/releases/{release}/downloads/{file}", ROUTE_FILE, NULL, false},
        {"/healthz", ROUTE_NO_RELEASE, "json", false},
        {"/docs", ROUTE_LANGUAGE, "html", false},
        {"/{table}/{id}", ROUTE_LANGUAGE | ROUTE_DATED, "html", true},
        {"/", ROUTE_LANGUAGE | ROUTE_DATED, "json", false},
    };
    struct pinned *f = *state;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
        f->route.pattern = routes[i].pattern;
        f->route.flags = routes[i].flags;
        f->request.form.name = routes[i].form;
        if (request_can_be_pinned(&f->request) != routes[i].expected)
            fail_msg("%s", routes[i].pattern);
    }
}

static void a_number_is_taken_out_of_the_parameters(void **state)
{
    struct pinned *f = *state;
    assert_int_equal(READ(f, "limit", "3", "release", "5", "sort", "id"), STATUS_OK);
    assert_true(f->request.pin.asked);
    assert_true(f->request.pin.fixed);
    assert_int_equal(f->request.pin.number, 5);
    assert_int_equal(f->request.parameter_count, 2);
    assert_true(slice_is(f->parameters[0].name, "limit"));
    assert_true(slice_is(f->parameters[1].name, "sort"));
}

static void without_one_the_parameters_stay(void **state)
{
    struct pinned *f = *state;
    assert_int_equal(READ(f, "limit", "3"), STATUS_OK);
    assert_false(f->request.pin.asked);
    assert_int_equal(f->request.parameter_count, 1);
}

static void what_is_no_number_is_refused_with_one_that_is(void **state)
{
    static const char *const bad[] = {"", "0", "01", "-1", "+1", "1.0", "1 ", "one", "１"};
    struct pinned *f = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (READ(f, "release", bad[i]) != STATUS_BAD_PARAMETER)
            fail_msg("%s", bad[i]);
        assert_string_equal(f->p.subject, "release");
        assert_string_equal(f->p.example, "/v1/kpis?release=7");
    }
}

/* It is then said that there is none: not that it is no number. */
static void a_number_beyond_all_releases_is_one(void **state)
{
    struct pinned *f = *state;
    assert_int_equal(READ(f, "release", "18446744073709551615"), STATUS_OK);
    assert_int_equal(f->request.pin.number, UINT64_MAX);
    assert_int_equal(READ(f, "release", "99999999999999999999999"), STATUS_OK);
    assert_int_equal(f->request.pin.number, UINT64_MAX);
}

/* date -d '2026-01-01 00:00 +0900' +%s */
static void a_day_ends_by_the_clock_of_the_instance(void **state)
{
    struct pinned *f = *state;
    assert_int_equal(READ(f, "as_of", "2025-12-31"), STATUS_OK);
    assert_true(f->request.pin.asked);
    assert_false(f->request.pin.fixed);
    assert_int_equal(f->request.pin.number, 0);
    assert_int_equal(f->request.pin.end, 1767193200);
    assert_true(slice_is(f->request.pin.day, "2025-12-31"));
    f->snapshot.instance.utc_offset = -(3 * 3600 + 1800);
    assert_int_equal(READ(f, "as_of", "2025-12-31"), STATUS_OK);
    assert_int_equal(f->request.pin.end, 1767193200 + JAPAN + 3 * 3600 + 1800);
}

/* What was published in that second counts. */
static void a_moment_is_that_of_its_own_zone(void **state)
{
    struct pinned *f = *state;
    assert_int_equal(READ(f, "as_of", "2026-01-01T00:00:00+09:00"), STATUS_OK);
    assert_int_equal(f->request.pin.end, 1767193200 + 1);
    assert_int_equal(READ(f, "as_of", "2025-12-31T15:00:00Z"), STATUS_OK);
    assert_int_equal(f->request.pin.end, 1767193200 + 1);
}

static void what_is_no_day_is_refused(void **state)
{
    static const char *const bad[] = {
        "", "2025", "2025-02-29", "2025-13-01", "31.12.2025", "2025-12-31T", "2025-12-31 00:00:00"};
    struct pinned *f = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (READ(f, "as_of", bad[i]) != STATUS_BAD_PARAMETER)
            fail_msg("%s", bad[i]);
}

static void each_is_given_once_and_not_both(void **state)
{
    struct pinned *f = *state;
    assert_int_equal(READ(f, "release", "1", "release", "1"), STATUS_REPEATED_PARAMETER);
    assert_int_equal(READ(f, "as_of", "2025-12-31", "as_of", "2025-12-31"),
                     STATUS_REPEATED_PARAMETER);
    assert_int_equal(READ(f, "as_of", "2025-12-31", "release", "1"), STATUS_EXCLUSIVE_PARAMETERS);
    assert_string_equal(f->p.subject, "release");
    assert_string_equal(f->p.value, "as_of");
}

static void elsewhere_they_are_parameters_like_any_other(void **state)
{
    struct pinned *f = *state;
    f->route.flags = ROUTE_PRESENT;
    assert_int_equal(READ(f, "release", "none"), STATUS_OK);
    assert_false(f->request.pin.asked);
    assert_int_equal(f->request.parameter_count, 1);
}

/* --- for others ------------------------------------------------------------------------------- */

static void links_are_asked_of_the_same_release(void **state)
{
    struct pinned *f = *state;
    const struct slice link = slice_of("/v1/kpis?limit=3");
    assert_true(slice_is(request_pinned(&f->request, link), "/v1/kpis?limit=3"));
    assert_string_equal(request_pin_query(&f->request), "");
    f->request.pin = (struct pin){.asked = true, .taken = true, .number = 3};
    assert_true(slice_is(request_pinned(&f->request, link), "/v1/kpis?limit=3&release=3"));
    assert_int_equal(request_pinned(&f->request, SLICE_NONE).len, 0);
    assert_string_equal(request_pin_query(&f->request), "?release=3");
}

static void the_two_are_among_what_is_allowed(void **state)
{
    struct pinned *f = *state;
    problem_set(&f->p, STATUS_UNKNOWN_PARAMETER, slice_of("releas"), SLICE_NONE, NULL);
    request_allow_pin(&f->request, &f->p);
    assert_string_equal(f->p.nearest, "release");
    f->route.flags = ROUTE_PRESENT;
    problem_set(&f->p, STATUS_UNKNOWN_PARAMETER, slice_of("releas"), SLICE_NONE, NULL);
    request_allow_pin(&f->request, &f->p);
    assert_string_equal(f->p.nearest, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, pinned_make, pinned_free)
    const struct CMUnitTest tests[] = {
        TEST(data_of_a_release_can_be_pinned_and_nothing_else),
        TEST(a_number_is_taken_out_of_the_parameters),
        TEST(without_one_the_parameters_stay),
        TEST(what_is_no_number_is_refused_with_one_that_is),
        TEST(a_number_beyond_all_releases_is_one),
        TEST(a_day_ends_by_the_clock_of_the_instance),
        TEST(a_moment_is_that_of_its_own_zone),
        TEST(what_is_no_day_is_refused),
        TEST(each_is_given_once_and_not_both),
        TEST(elsewhere_they_are_parameters_like_any_other),
        TEST(links_are_asked_of_the_same_release),
        TEST(the_two_are_among_what_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
