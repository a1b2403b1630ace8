/* Guards over the head of a request (RFC 9110 s.5.6.2, s.7.2, s.8.6; RFC 9112 s.3.2, s.6). */
#include "hiraku/http/protocol/request_check.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void tokens(void **state)
{
    (void)state;
    assert_true(request_check_token(slice_of("Content-Length")));
    assert_true(request_check_token(slice_of("!#$%&'*+-.^_`|~09azAZ")));
    assert_false(request_check_token(slice_of("")));
    assert_false(request_check_token(slice_of("Host ")));
    assert_false(request_check_token(slice_of("a:b")));
    assert_false(request_check_token(slice_of("a\tb")));
    assert_false(request_check_token(slice_of("\xc3\xa4")));
    assert_false(request_check_token((struct slice){"a\0b", 3}));
}

static void hosts(void **state)
{
    (void)state;
    assert_true(request_check_host(slice_of("example.org")));
    assert_true(request_check_host(slice_of("127.0.0.1:8080")));
    assert_true(request_check_host(slice_of("[::1]:8080")));
    assert_true(request_check_host(slice_of("[2001:db8::7]")));
    assert_true(request_check_host(slice_of("example.org:")));
    assert_false(request_check_host(slice_of("")));
    assert_false(request_check_host(slice_of("a b")));
    assert_false(request_check_host(slice_of("a/b")));
    assert_false(request_check_host(slice_of("u@h")));
    assert_false(request_check_host(slice_of("h:80x")));
    assert_false(request_check_host(slice_of("h:123456")));
    assert_false(request_check_host(slice_of(":80")));
    assert_false(request_check_host(slice_of("[::1")));
    assert_false(request_check_host(slice_of("a,b c")));
}

static void lengths(void **state)
{
    uint64_t length;
    (void)state;
    assert_true(request_check_length(slice_of("0"), &length));
    assert_int_equal(length, 0);
    assert_true(request_check_length(slice_of("42"), &length));
    assert_int_equal(length, 42);
    assert_false(request_check_length(slice_of(""), &length));
    assert_false(request_check_length(slice_of("+1"), &length));
    assert_false(request_check_length(slice_of("1, 1"), &length));
    assert_false(request_check_length(slice_of("0x1"), &length));
    assert_false(request_check_length(slice_of("9999999999999999999"), &length));
}

static enum status verdict_of(const char *const (*fields)[2], bool host_required, uint64_t body_max)
{
    struct request_check check;
    struct problem p;
    request_check_begin(&check, NULL, &p);
    for (; (*fields)[0]; fields++)
        request_check_field(&check, slice_of((*fields)[0]), slice_of((*fields)[1]));
    return request_check_end(&check, host_required, body_max);
}

/* Fields as the library leaves them: NULs over CR, LF and the colon. */
static void lines_that_do_not_end_in_cr_lf(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t second, len; /* where the second field begins */
        enum status status;
    } cases[] = {
        {"v\0\0Host\0 h\0\0X\0 y\0\0\0\0", 12, 17, STATUS_OK},
        {"v\0\0Host\0 h\0X\0 y\0\0\0\0", 11, 16, STATUS_BAD_REQUEST},       /* bare LF */
        {"v\0\0Host\0 h\0zX\0\0X\0 y\0\0\0\0", 14, 19, STATUS_BAD_REQUEST}, /* NUL */
        {"v\0\0Host\0 h\0\0X\0 y\0\0\0 x", 12, 17, STATUS_BAD_REQUEST},     /* «: x» */
        {"v\0Host\0 h\0\0\0X\0 y\0\0\0\0", 12, 17, STATUS_BAD_REQUEST},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *bytes = cases[i].bytes, *host = strchr(bytes + 1, '\0');
        while (!*host)
            host++;
        struct request_check check;
        struct problem p;
        request_check_begin(&check, bytes + 1, &p);
        request_check_field(&check, (struct slice){host, 4}, (struct slice){host + 6, 1});
        const char *second = bytes + cases[i].second;
        request_check_field(&check, (struct slice){second, 1}, (struct slice){second + 3, 1});
        assert_int_equal(request_check_end(&check, true, 0), cases[i].status);
    }
}

#define VERDICT(...) verdict_of((const char *const[][2]){__VA_ARGS__, {NULL, NULL}}, true, 0)
#define VERDICT_OF_BODY(...)                                                                       \
    verdict_of((const char *const[][2]){{"Host", "h"}, __VA_ARGS__, {NULL, NULL}}, true, 5)

static void heads(void **state)
{
    (void)state;
    assert_int_equal(VERDICT({"Host", "h"}), STATUS_OK);
    assert_int_equal(VERDICT({"Host", "h \t"}), STATUS_OK);
    assert_int_equal(VERDICT({"Host", "h"}, {"Expect", "100-Continue"}), STATUS_OK);
    assert_int_equal(VERDICT({"Host", "h"}, {"Expect", "x"}), STATUS_EXPECTATION_FAILED);
    assert_int_equal(VERDICT({"Host", "h"}, {"Content-Length", "0"}), STATUS_OK);
    assert_int_equal(VERDICT({"Host", "h"}, {"Content-Length", "5"}), STATUS_BODY_TOO_LARGE);
    assert_int_equal(VERDICT({"Host", "h"}, {"Transfer-Encoding", "chunked"}),
                     STATUS_LENGTH_REQUIRED);
    assert_int_equal(
        VERDICT({"Host", "h"}, {"Content-Length", "5"}, {"transfer-encoding", "chunked"}),
        STATUS_LENGTH_REQUIRED);
    assert_int_equal(VERDICT({"Host", "h"}, {"Content-Length", "0"}, {"content-length", "0"}),
                     STATUS_BAD_REQUEST);
    assert_int_equal(VERDICT({"Host", "h"}, {"host", "h"}), STATUS_BAD_REQUEST);
    assert_int_equal(VERDICT({"Host", "h"}, {"X Y", "1"}), STATUS_BAD_REQUEST);
    assert_int_equal(VERDICT({"Host", "h"}, {"X", "a\rb"}), STATUS_BAD_REQUEST);
    assert_int_equal(VERDICT({"Accept", "*/*"}), STATUS_BAD_REQUEST);
}

static void a_body_that_is_taken_says_its_length(void **state)
{
    (void)state;
    assert_int_equal(VERDICT_OF_BODY({"Content-Length", "5"}), STATUS_OK);
    assert_int_equal(VERDICT_OF_BODY({"Content-Length", "6"}), STATUS_BODY_LIMIT);
    assert_int_equal(VERDICT_OF_BODY({"Transfer-Encoding", "chunked"}), STATUS_LENGTH_REQUIRED);
    assert_int_equal(VERDICT_OF_BODY({"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}),
                     STATUS_LENGTH_REQUIRED);
    assert_int_equal(VERDICT_OF_BODY({"Content-Length", "5"}, {"Content-Length", "5"}),
                     STATUS_BAD_REQUEST);
    assert_int_equal(VERDICT_OF_BODY({"Content-Length", "5"}, {"Expect", "x"}),
                     STATUS_EXPECTATION_FAILED);
}

static void http_1_0_needs_no_host(void **state)
{
    static const char *const fields[][2] = {{"Accept", "*/*"}, {NULL, NULL}};
    (void)state;
    assert_int_equal(verdict_of(fields, false, 0), STATUS_OK);
}

static void targets(void **state)
{
    (void)state;
    assert_true(request_check_target(slice_of("/v1/programs?kind=plan&x=%E4%BA%8B")));
    assert_false(request_check_target(slice_of("")));
    assert_false(request_check_target(slice_of("/a b")));
    assert_false(request_check_target(slice_of("/a#b")));
    assert_true(request_check_target(slice_of("/\xe4\xba\x8b")));
    assert_false(request_check_target(slice_of("/\xe4\xba")));
    assert_false(request_check_target(slice_of("/\xc0\xaf")));
    assert_false(request_check_target(slice_of("/<script>")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_do_not_end_in_cr_lf),
        cmocka_unit_test(tokens),
        cmocka_unit_test(hosts),
        cmocka_unit_test(lengths),
        cmocka_unit_test(heads),
        cmocka_unit_test(a_body_that_is_taken_says_its_length),
        cmocka_unit_test(targets),
        cmocka_unit_test(http_1_0_needs_no_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
