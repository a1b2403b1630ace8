/* origin.h: from where a request comes, and by which name the desk is asked for. */
#include "hiraku/desk/face/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char own[] = "http://127.0.0.1:8081";

static void the_desk_goes_by_its_own_names(void **state)
{
    struct origin_names names;
    char origin[ORIGIN_SIZE];
    (void)state;
    assert_true(origin_names_read(&names, "http://127.0.0.1:8081/", "https://desk.example.org/"));
    const struct {
        const char *host, *origin; /* NULL: refused */
    } cases[] = {
        {"127.0.0.1:8081", own},
        {"localhost:8081", "http://localhost:8081"},
        {"[::1]:8081", "http://[::1]:8081"},
        {"desk.example.org", "https://desk.example.org"},
        {"DESK.example.org", "https://desk.example.org"},
        {"desk.example.org:443", NULL},
        {"127.0.0.1", NULL},
        {"127.0.0.1:8082", NULL},
        {"evil.example:8081", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool known = origin_of_host(&names, slice_of(cases[i].host), origin);
        assert_int_equal(known, cases[i].origin != NULL);
        if (known)
            assert_string_equal(origin, cases[i].origin);
    }
}

static void a_setting_is_a_url_with_a_host_alone(void **state)
{
    static const char *const wrong[] = {
        "desk.example.org", "ftp://desk.example.org/", "https://",        "https:///",
        "https://a b/",     "https://desk/path",       "https://desk/?x", "https://user@desk/"};
    struct origin_names names;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(origin_names_read(&names, "http://127.0.0.1:8081/", wrong[i]));
    assert_true(origin_names_read(&names, "http://127.0.0.1:8081/", ""));
    assert_true(origin_names_read(&names, "http://127.0.0.1:8081/", "https://desk.example:8443"));
}

static void only_the_desk_itself_may_change_anything(void **state)
{
    const struct slice none = SLICE_NONE, same = slice_of("same-origin"), here = slice_of(own);
    (void)state;
    assert_true(origin_is_own(own, same, here, true));
    assert_true(origin_is_own(own, same, none, true));
    assert_true(origin_is_own(own, none, here, true));
    assert_true(origin_is_own(own, none, none, false));
    assert_false(origin_is_own(own, none, none, true));
    static const char *const sites[] = {"cross-site", "same-site", "none", "", "Same-Origin"};
    for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
        assert_false(origin_is_own(own, slice_of(sites[i]), here, false));
    static const char *const origins[] = {"null",
                                          "",
                                          "http://127.0.0.1:8082",
                                          "https://127.0.0.1:8081",
                                          "http://127.0.0.1:8081/",
                                          "http://127.0.0.1:80810"};
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++)
        assert_false(origin_is_own(own, same, slice_of(origins[i]), false));
}

static void is_cookie(const char *field, const char *expected)
{
    struct slice value = origin_cookie(slice_of(field), "__Host-x");
    assert_int_equal(value.at != NULL, expected != NULL);
    assert_true(!expected || slice_is(value, expected));
}

static void a_cookie_is_found_by_its_whole_name_and_once(void **state)
{
    (void)state;
    is_cookie("__Host-x=1", "1");
    is_cookie("a=2; __Host-x=1; b=3", "1");
    is_cookie("__Host-x=", "");
    is_cookie("__Host-xy=1", NULL);
    is_cookie("y__Host-x=1", NULL);
    is_cookie("a=__Host-x=1", NULL);
    is_cookie("__Host-x=1; __Host-x=2", NULL);
    is_cookie("", NULL);
    is_cookie(";;; ;", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_desk_goes_by_its_own_names),
        cmocka_unit_test(a_setting_is_a_url_with_a_host_alone),
        cmocka_unit_test(only_the_desk_itself_may_change_anything),
        cmocka_unit_test(a_cookie_is_found_by_its_whole_name_and_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
