/* Addresses: forms, networks, what proxies say. */

#include "hiraku/http/transport/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *text_of(const char *from)
{
    static char text[INET6_ADDRSTRLEN];
    struct address address;
    if (!address_parse(slice_of(from), &address))
        return "none";
    address_text(&address, text);
    return text;
}

static void test_both_families_are_read_and_written(void **state)
{
    (void)state;
    assert_string_equal(text_of("192.0.2.1"), "192.0.2.1");
    assert_string_equal(text_of("2001:DB8::1"), "2001:db8::1");
    assert_string_equal(text_of("::ffff:192.0.2.1"), "192.0.2.1");
    assert_string_equal(text_of("192.0.2.256"), "none");
    assert_string_equal(text_of("192.0.2.1 "), "none");
    assert_string_equal(text_of("unknown"), "none");
    assert_string_equal(text_of(""), "none");
}

static bool have(const char *networks, const char *address)
{
    struct networks list;
    struct address one;
    assert_int_equal(networks_read(&list, "x", slice_of(networks), NULL), STATUS_OK);
    assert_true(address_parse(slice_of(address), &one));
    return networks_have(&list, &one);
}

static void test_a_network_has_the_addresses_of_its_prefix(void **state)
{
    (void)state;
    assert_true(have("192.0.2.0/25", "192.0.2.127"));
    assert_false(have("192.0.2.0/25", "192.0.2.128"));
    assert_true(have("10.0.0.0/8, 2001:db8::/33", "2001:db8:7fff::1"));
    assert_false(have("10.0.0.0/8, 2001:db8::/33", "2001:db8:8000::1"));
    assert_true(have("127.0.0.1,::1", "::1"));
    assert_false(have("127.0.0.1,::1", "127.0.0.2"));
    assert_true(have("0.0.0.0/0", "203.0.113.9"));
    assert_false(have("0.0.0.0/0", "2001:db8::1"));
    assert_false(have("", "127.0.0.1"));
}

static void test_what_is_no_network_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"192.0.2.0/33", "2001:db8::/129", "localhost",
                                      "192.0.2.0/",   "192.0.2.0/-1",   "/8"};
    struct networks list;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(networks_read(&list, "x", slice_of(bad[i]), NULL), STATUS_BAD_SETTING);
}

static const char *client(const char *field, bool standard, const char *peer)
{
    static char text[INET6_ADDRSTRLEN];
    struct networks trusted;
    struct address from;
    assert_int_equal(networks_read(&trusted, "x", slice_of("10.0.0.0/8,::1"), NULL), STATUS_OK);
    assert_true(address_parse(slice_of(peer), &from));
    from = forwarded_client(&trusted, slice_of(field), standard, from);
    address_text(&from, text);
    return text;
}

static void test_the_last_address_that_no_trusted_proxy_has_is_the_client(void **state)
{
    (void)state;
    assert_string_equal(client("203.0.113.9", false, "10.0.0.1"), "203.0.113.9");
    assert_string_equal(client("1.1.1.1, 203.0.113.9, 10.0.0.2", false, "10.0.0.1"), "203.0.113.9");
    assert_string_equal(client("203.0.113.9:4711", false, "::1"), "203.0.113.9");
    assert_string_equal(client("[2001:db8::1]:80", false, "::1"), "2001:db8::1");
    assert_string_equal(client("2001:db8::1", false, "::1"), "2001:db8::1");
    assert_string_equal(client("for=1.1.1.1, for=\"[2001:db8::7]:1\";proto=https", true, "::1"),
                        "2001:db8::7");
    assert_string_equal(client("proto=https;For=192.0.2.43", true, "10.0.0.1"), "192.0.2.43");
}

/* RFC 7239 s.4: a value may be a quoted-string (RFC 9110 s.5.6.4). */
static void test_commas_and_semicolons_in_quotes_part_nothing(void **state)
{
    (void)state;
    assert_string_equal(client("for=9.9.9.9;by=\"a,b\"", true, "10.0.0.1"), "9.9.9.9");
    assert_string_equal(client("for=9.9.9.9;by=\"a\\\",b\"", true, "10.0.0.1"), "9.9.9.9");
    assert_string_equal(client("by=\"a;for=1.1.1.1\";for=9.9.9.9", true, "10.0.0.1"), "9.9.9.9");
    assert_string_equal(client("by=\"\\\";for=1.1.1.1\";for=9.9.9.9", true, "::1"), "9.9.9.9");
    assert_string_equal(client("for=1.1.1.1, for=9.9.9.9;by=\",\", for=10.0.0.2", true, "::1"),
                        "9.9.9.9");
    assert_string_equal(client("for=1.1.1.1;by=\"x, for=9.9.9.9", true, "10.0.0.1"), "9.9.9.9");
    assert_string_equal(client("by=\"x;for=9.9.9.9", true, "10.0.0.1"), "10.0.0.1");
}

static void test_nobody_else_is_believed(void **state)
{
    (void)state;
    assert_string_equal(client("203.0.113.9", false, "192.0.2.1"), "192.0.2.1");
    assert_string_equal(client("203.0.113.9, junk", false, "10.0.0.1"), "10.0.0.1");
    assert_string_equal(client("for=unknown", true, "10.0.0.1"), "10.0.0.1");
    assert_string_equal(client(", ,", false, "10.0.0.1"), "10.0.0.1");
}

static void test_an_ipv6_client_is_its_64(void **state)
{
    (void)state;
    struct address a, b;
    address_parse(slice_of("2001:db8:1:2:3::4"), &a);
    address_parse(slice_of("2001:db8:1:2:ffff::"), &b);
    a = address_client(a);
    b = address_client(b);
    assert_memory_equal(&a, &b, sizeof a);
    address_parse(slice_of("192.0.2.1"), &a);
    address_parse(slice_of("192.0.2.2"), &b);
    a = address_client(a);
    b = address_client(b);
    assert_memory_not_equal(&a, &b, sizeof a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_families_are_read_and_written),
        cmocka_unit_test(test_a_network_has_the_addresses_of_its_prefix),
        cmocka_unit_test(test_what_is_no_network_is_refused),
        cmocka_unit_test(test_the_last_address_that_no_trusted_proxy_has_is_the_client),
        cmocka_unit_test(test_commas_and_semicolons_in_quotes_part_nothing),
        cmocka_unit_test(test_nobody_else_is_believed),
        cmocka_unit_test(test_an_ipv6_client_is_its_64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
