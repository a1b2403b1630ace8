/* routes.h: no table can take the place of a route. */
#include "hiraku/http/server/routes.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_word_beside_the_tables_is_no_name_for_one(void **state)
{
    (void)state;
    size_t found = 0;
    for (const struct route *route = route_table; route->pattern; route++) {
        if (strncmp(route->pattern, "/v1/", 4) != 0 || route->pattern[4] == '{')
            continue;
        const char *word = route->pattern + 4;
        struct slice name = {word, strcspn(word, "/.")};
        if (!model_resource(name) && !model_is_reserved(name))
            fail_msg("%s: not in model_reserved (api/model/tables/registry.c)", route->pattern);
        found++;
    }
    assert_true(found > 0);
}

/* A path of one word is that of a page, as is the name of a table. */
static void a_page_is_no_name_for_a_table(void **state)
{
    (void)state;
    size_t found = 0;
    for (const struct route *route = route_table; route->pattern; route++) {
        struct slice word = slice_from(slice_of(route->pattern), 1);
        if (!word.len || word.at[0] == '{' || strchr(word.at, '/'))
            continue;
        if (!model_is_reserved(word))
            fail_msg("%s: not in model_reserved (api/model/tables/registry.c)", route->pattern);
        found++;
    }
    assert_true(found > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_beside_the_tables_is_no_name_for_one),
        cmocka_unit_test(a_page_is_no_name_for_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
