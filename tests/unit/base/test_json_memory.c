/* json_memory.h: whether jansson had the memory that it asked for. */
#include "hiraku/base/json_memory.h"
#include "hiraku/http/server/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include <cmocka.h>
#include <jansson.h>

/* More than an address space of 8 GiB has. */
enum { LIMIT_GIB = 8 };

static json_t *much(void)
{
    static const char text[] = "";
    return json_stringn_nocheck(text, (size_t)2 * LIMIT_GIB << 30);
}

static void what_fits_has_not_failed(void **state)
{
    (void)state;
    json_error_t error;
    json_memory_begin();
    json_t *value = json_loads("{\"a\":[1,2]}", 0, &error);
    assert_non_null(value);
    assert_false(json_memory_failed());
    json_decref(value);
}

/* A sanitizer needs the address space, and ends the program where there is no memory. */
static void what_does_not_fit_has_failed_until_the_next_beginning(void **state)
{
    (void)state;
    struct rlimit before, less;
    if (sandbox_is_instrumented())
        skip();
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    less = (struct rlimit){(rlim_t)LIMIT_GIB << 30, before.rlim_max};
    json_memory_begin();
    assert_int_equal(setrlimit(RLIMIT_AS, &less), 0);
    json_t *value = much();
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_null(value);
    assert_true(json_memory_failed());
    json_memory_begin();
    assert_false(json_memory_failed());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_has_not_failed),
        cmocka_unit_test(what_does_not_fit_has_failed_until_the_next_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
