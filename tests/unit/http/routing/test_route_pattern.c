/* Which route a path is: whole segments, no empty ones. */

#include "hiraku/http/routing/request.h"
#include "hiraku/http/server/routes.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *matched(const char *const *segments, size_t count)
{
    struct slice slices[REQUEST_SEGMENTS_MAX] = {{NULL, 0}};
    for (size_t i = 0; i < count; i++)
        slices[i] = slice_of(segments[i]);
    const struct route *route = route_match(route_table, slices, count);
    return route ? route->pattern : "";
}

#define MATCHED(...)                                                                               \
    matched((const char *const[]){__VA_ARGS__},                                                    \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void the_root(void **state)
{
    (void)state;
    assert_string_equal(matched(NULL, 0), "/");
    assert_string_equal(MATCHED(""), "");
    assert_string_equal(MATCHED("", ""), "");
}

static void parts_of_segments_do_not_match(void **state)
{
    (void)state;
    assert_string_equal(MATCHED("k"), "");
    assert_string_equal(MATCHED("v"), "");
    assert_string_equal(MATCHED("v1"), "");
    assert_string_equal(MATCHED("healthzz"), "");
    assert_string_equal(MATCHED("healthz"), "/healthz");
}

static void literals_go_before_names(void **state)
{
    (void)state;
    assert_string_equal(MATCHED("v1", "instance"), "/v1/instance");
    assert_string_equal(MATCHED("v1", "programs"), "/v1/{table}");
    assert_string_equal(MATCHED("v1", "programs", "x"), "/v1/{table}/{id}");
    assert_string_equal(MATCHED("v1", "kpis", "x", "series"), "/v1/kpis/{kpi}/series");
    assert_string_equal(MATCHED("v1", "programs", "x", "series"), "");
    assert_string_equal(MATCHED("v1", "aggregate", "programs"), "/v1/aggregate/{table}");
    assert_string_equal(MATCHED("v1", "compare"), "/v1/compare");
    assert_string_equal(MATCHED("id", "programs", "x"), "/id/{table}/{id}");
    assert_string_equal(MATCHED("id", "datasets", "programs"), "/id/datasets/{table}");
    assert_string_equal(MATCHED("v1", "datasets", "programs"), "/v1/datasets/{table}");
}

/* The suffix that is behind it (.json, .jsonld) has been taken off. */
static void the_end_of_a_segment_is_part_of_a_pattern(void **state)
{
    (void)state;
    assert_string_equal(MATCHED("v1", "programs.csv-metadata"), "/v1/{table}.csv-metadata");
    assert_string_equal(MATCHED("v1", "datasets", "kpis.schema"), "/v1/datasets/{table}.schema");
    assert_string_equal(MATCHED("v1", ".csv-metadata"), "/v1/{table}");
    assert_string_equal(MATCHED("v1", "csv-metadata"), "/v1/csv-metadata");
    assert_string_equal(MATCHED("v1", "downloads", "csv-metadata"), "/v1/downloads/csv-metadata");
    assert_string_equal(MATCHED("v1", "downloads", "programs.csv-metadata"),
                        "/v1/downloads/{table}.csv-metadata");
    assert_string_equal(MATCHED("v1", "programs.csv-metadatax"), "/v1/{table}");
}

static void a_trailing_slash_is_another_path(void **state)
{
    (void)state;
    assert_string_equal(MATCHED("v1", "programs", ""), "");
    assert_string_equal(MATCHED("v1", "", "x"), "");
    assert_string_equal(MATCHED("healthz", ""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_root),
        cmocka_unit_test(parts_of_segments_do_not_match),
        cmocka_unit_test(literals_go_before_names),
        cmocka_unit_test(the_end_of_a_segment_is_part_of_a_pattern),
        cmocka_unit_test(a_trailing_slash_is_another_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
