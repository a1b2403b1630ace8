/* Reading a request target: segments, suffix, what is refused. */
#include "hiraku/http/routing/request_target.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct request read_target(const char *target, size_t parameters)
{
    struct request request = {.target = slice_of(target)};
    struct problem p;
    arena_init(&request.arena, 65536);
    enum status status = request_read_target(&request, parameters, &p);
    if (status != STATUS_OK)
        request.segment_count = (size_t)-1;
    return request;
}

static void a_known_suffix_is_taken_off(void **state)
{
    (void)state;
    struct request request = read_target("/v1/programs/a.b.csv?x=1", 4);
    assert_int_equal(request.segment_count, 3);
    assert_true(slice_is(request.segments[2], "a.b"));
    assert_true(slice_is(request.suffix, "csv"));
    assert_int_equal(request.parameter_count, 1);
    arena_free(&request.arena);
    request = read_target("/v1/programs/a.b", 4);
    assert_true(slice_is(request.segments[2], "a.b"));
    assert_int_equal(request.suffix.len, 0);
    arena_free(&request.arena);
}

static void absolute_form_is_accepted(void **state)
{
    (void)state;
    struct request request = read_target("http://example.org/v1/programs", 4);
    assert_int_equal(request.segment_count, 2);
    arena_free(&request.arena);
    request = read_target("HTTPS://example.org:8443", 4);
    assert_int_equal(request.segment_count, 0);
    arena_free(&request.arena);
}

static void bad_targets_are_refused(void **state)
{
    static const char *const targets[] = {"/%00",         "/%zz",         "/a/../b",  "/%2e%2e/x",
                                          "/%ff",         "/a?x=%0",      "/a b",     "/\xe3",
                                          "v1",           "/a?%00=1",     "/%c0%80",  "/./v1",
                                          "/a?a&b&c&d&e", "http:///a",    "http://",  "http://?a",
                                          "http://u@h/a", "http://h:a/a", "ftp://h/a"};
    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct request request = read_target(targets[i], 4);
        assert_int_equal(request.segment_count, (size_t)-1);
        arena_free(&request.arena);
    }
}

static void an_encoded_slash_stays_in_its_segment(void **state)
{
    (void)state;
    struct request request = read_target("/v1/programs/a%2Fb", 4);
    assert_int_equal(request.segment_count, 3);
    assert_true(slice_is(request.segments[2], "a/b"));
    arena_free(&request.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_known_suffix_is_taken_off),
        cmocka_unit_test(absolute_form_is_accepted),
        cmocka_unit_test(bad_targets_are_refused),
        cmocka_unit_test(an_encoded_slash_stays_in_its_segment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
