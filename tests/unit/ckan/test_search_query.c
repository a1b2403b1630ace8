/* Queries of package_search (Solr's language as far as clients of CKAN write it): what holds of one
 * thing with the fields name=kpis, tags=open data, text=figures of kpis. */
#include "api/ckan/search_query.h"

#include "hiraku/base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ARENA = 1 << 22 };

static bool thing_holds(void *context, const struct search_term *term)
{
    (void)context;
    if (term->range)
        return slice_is(term->field, "day") && slice_compare(term->value, slice_of("5")) <= 0 &&
               slice_compare(term->until, slice_of("5")) >= 0;
    if (slice_is(term->field, "name"))
        return term->prefix ? memcmp("kpis", term->value.at, term->value.len) == 0
                            : slice_is(term->value, "kpis");
    if (slice_is(term->field, "tags"))
        return slice_is(term->value, "open data");
    if (slice_is(term->field, "*"))
        return term->prefix;
    return term->field.len == 0 &&
           (slice_is(term->value, "figures") || slice_is(term->value, "kpis"));
}

/* 1: holds; 0: does not; -1: cannot be read. */
static int ask(const char *query)
{
    struct arena arena;
    bool matches = false;
    arena_init(&arena, ARENA);
    bool read = search_query(slice_of(query), thing_holds, NULL, &arena, &matches);
    arena_free(&arena);
    return read ? matches : -1;
}

static void what_is_asked_for_holds(void **state)
{
    static const char *const queries[] = {"",
                                          " ",
                                          "*:*",
                                          "figures",
                                          "figures kpis",
                                          "figures AND kpis",
                                          "figures && kpis",
                                          "nothing OR kpis",
                                          "nothing || kpis",
                                          "name:kpis",
                                          "name: kpis",
                                          "+name:kpis +figures",
                                          "-nothing",
                                          "!nothing",
                                          "NOT nothing",
                                          "figures NOT nothing",
                                          "figures -name:units",
                                          "name:kp*",
                                          "name:(units OR kpis)",
                                          "(nothing OR figures) AND kpis",
                                          "tags:\"open data\"",
                                          "tags:open\\ data",
                                          "day:[1 TO 9]",
                                          "day:{1 TO 9}",
                                          "figures^4",
                                          "name:kpis^2.5",
                                          "\"figures\"^2",
                                          "name:kpis~1",
                                          "NOT (nothing AND kpis)",
                                          "--figures",
                                          "name:k\\pis",
                                          "((((figures))))",
                                          "figures OR nothing AND nothing"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (ask(queries[i]) != 1)
            fail_msg("%s", queries[i]);
}

static void what_is_not_there_does_not_hold(void **state)
{
    static const char *const queries[] = {"nothing",
                                          "figures nothing",
                                          "name:units",
                                          "figures AND nothing",
                                          "-figures",
                                          "NOT figures",
                                          "name:(units OR sources)",
                                          "day:[6 TO 9]",
                                          "tags:open",
                                          "other:figures",
                                          "nothing OR name:units",
                                          "(figures OR kpis) nothing",
                                          "name:u*"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (ask(queries[i]) != 0)
            fail_msg("%s", queries[i]);
}

static void what_cannot_be_read_is_said(void **state)
{
    static const char *const queries[] = {"(",     ")",       "a)",          "(a",        "\"a",
                                          "name:", "name:[1", "day:[1 TO 2", "day:[1 2]", "-",
                                          "a OR",  "a AND",   "{!dismax}a",  "[",         "a ]"};
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        if (ask(queries[i]) != -1)
            fail_msg("%s", queries[i]);
}

static void a_query_has_bounds(void **state)
{
    char deep[2 * SEARCH_DEPTH_MAX + 8], many[2 * SEARCH_TERMS_MAX + 8];
    (void)state;
    memset(deep, '(', SEARCH_DEPTH_MAX + 1);
    deep[SEARCH_DEPTH_MAX + 1] = 'a';
    memset(deep + SEARCH_DEPTH_MAX + 2, ')', SEARCH_DEPTH_MAX + 1);
    deep[2 * SEARCH_DEPTH_MAX + 3] = '\0';
    assert_int_equal(ask(deep), -1);
    for (size_t i = 0; i <= SEARCH_TERMS_MAX; i++)
        memcpy(many + 2 * i, "a ", 2);
    many[2 * SEARCH_TERMS_MAX + 2] = '\0';
    assert_int_equal(ask(many), -1);
    many[2 * SEARCH_TERMS_MAX] = '\0';
    assert_int_equal(ask(many), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_asked_for_holds),
        cmocka_unit_test(what_is_not_there_does_not_hold),
        cmocka_unit_test(what_cannot_be_read_is_said),
        cmocka_unit_test(a_query_has_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
