/* usage_place.h: where the counts of use are. */
#include "hiraku/usage/usage_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void is_at(const char *store, const char *usage, const char *expected)
{
    char path[USAGE_PLACE_SIZE];
    struct config config;
    snprintf(config.store, sizeof config.store, "%s", store);
    snprintf(config.usage, sizeof config.usage, "%s", usage);
    usage_place(&config, path);
    assert_string_equal(path, expected);
}

static void it_is_beside_the_store(void **state)
{
    (void)state;
    is_at("/var/lib/hiraku/store", "", "/var/lib/hiraku/store.usage");
    is_at("store//", "", "store.usage");
}

static void the_setting_names_another_place(void **state)
{
    (void)state;
    is_at("/var/lib/hiraku/store", "/var/lib/hiraku-usage/usage", "/var/lib/hiraku-usage/usage");
}

static void off_is_off(void **state)
{
    (void)state;
    struct config config = {.usage = "off"};
    assert_false(usage_is_on(&config));
    assert_true(usage_is_on(&(struct config){.usage = ""}));
    assert_true(usage_is_on(&(struct config){.usage = "./off"}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_beside_the_store),
        cmocka_unit_test(the_setting_names_another_place),
        cmocka_unit_test(off_is_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
