/* request_page.h: what is proposed to who reads pages. */
#include "hiraku/http/routing/request_page.h"

#include "hiraku/base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_path_of_data_becomes_that_of_its_page(void **state)
{
    (void)state;
    struct problem p;
    problem_set(&p, STATUS_NOT_FOUND, slice_of("x"), SLICE_NONE, NULL);
    problem_nearest(&p, slice_of("/v1/programs/x"));
    problem_example(&p, "/v1/aggregate/programs?measure=count");
    page_problem(&p);
    assert_string_equal(p.nearest, "/programs/x");
    assert_string_equal(p.example, "/v1/aggregate/programs?measure=count"); /* which has no page */
    problem_example(&p, "/v1/compare?kpi=x");
    page_problem(&p);
    assert_string_equal(p.example, "/compare?kpi=x");
}

/* A problem is not cleared for each request: what stands there is of nobody, and may have no end.
 */
static void a_problem_that_is_not_set_is_left_alone(void **state)
{
    (void)state;
    static const char path[] = "/v1/programs/";
    struct problem p, before;
    memset(&p, 'x', sizeof p);
    memcpy(p.nearest, path, sizeof path - 1);
    memcpy(p.example, path, sizeof path - 1);
    p.status = STATUS_OK;
    memcpy(&before, &p, sizeof p);
    page_problem(&p);
    assert_memory_equal(&p, &before, sizeof p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path_of_data_becomes_that_of_its_page),
        cmocka_unit_test(a_problem_that_is_not_set_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
