/* Every page of the table of routes may be linked to. */
#include "api/ingest/own_page.h"

#include "hiraku/base/slice.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/server/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void all_pages_are_known(void **state)
{
    size_t pages = 0;
    (void)state;
    for (const struct route *route = route_table; route->pattern; route++) {
        struct slice first = slice_from(slice_of(route->pattern), 1);
        first.len = strcspn(first.at, "/");
        if (first.len == 0 || strchr(".{", *first.at) ||
            !slice_has_word(slice_of(route->forms), slice_of("html")))
            continue;
        pages++;
        if (!own_page_knows(first))
            fail_msg("%s", route->pattern);
    }
    assert_true(pages > 8);
    assert_false(own_page_knows(slice_of("nothing")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_pages_are_known)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
