/* Bodies of requests (RFC 9110 s.8.6, s.9.3.3, s.10.1.1; RFC 9112 s.6, s.9.3), through the listener
 * and the library, on a route of this test that gives them back. */
#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/http/monitoring/metrics.h"
#include "hiraku/http/response/cache.h"
#include "hiraku/http/response/length_cache.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/server/server.h"
#include "hiraku/http/transport/connection.h"
#include "hiraku/http/transport/workers.h"

#include "api/http/server/listener.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

enum { BODY_MAX = 40000, ANSWER_SIZE = 1 << 17, WAIT_MS = 20000 };

static struct config test_config;
static struct server test_server;
static struct sockaddr_un test_address; /* in no folder */
static socklen_t test_address_size = sizeof test_address;

static enum status echo_write(struct request *request, struct representation *answer,
                              struct out *out, struct problem *p)
{
    (void)answer, (void)p;
    out_slice(out, request->body);
    out_char(out, '.');
    return STATUS_OK;
}

static enum status handle_echo(struct request *request, struct representation *answer,
                               struct problem *p)
{
    if (slice_is(request->body, "refuse"))
        return problem_set(p, STATUS_NOT_FOUND, slice_of("x"), SLICE_NONE, NULL);
    answer->accepted = slice_is(request->body, "accept");
    answer->media_type = answer->accepted ? NULL : "text/plain";
    answer->write = answer->accepted ? NULL : echo_write;
    return STATUS_OK;
}

static void echo_refuse(const struct request *request, const struct problem *p, struct out *out)
{
    (void)request;
    out_text(out, "refused: ");
    out_text(out, status_info(p->status)->slug);
}

enum { INLINE = ROUTE_NO_RELEASE | ROUTE_INLINE };

static const struct route test_routes[] = {
    {"/echo", handle_echo, INLINE | ROUTE_FILE, .forms = "", .methods = ROUTE_POST,
     .body_max = BODY_MAX, .refuse = echo_refuse, .refusal_type = "text/plain"},
    {"/worker", handle_echo, ROUTE_NO_RELEASE | ROUTE_FILE, .forms = "", .methods = ROUTE_GET_POST,
     .body_max = 16},
    {"/get", handle_echo, INLINE | ROUTE_FILE, .forms = ""},
    {0},
};

static int start(void **state)
{
    struct problem p;
    const struct sockaddr any = {.sa_family = AF_UNIX};
    struct exchanges *exchanges = &test_server.exchanges;
    (void)state;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0 && bind(fd, &any, sizeof any.sa_family) == 0 && listen(fd, 8) == 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&test_address, &test_address_size), 0);
    assert_int_equal(config_load(&test_config, NULL, &p), STATUS_OK);
    snprintf(test_config.access_log, sizeof test_config.access_log, "off");
    test_server.config = &test_config;
    test_server.connection_limit = 16;
    test_server.loop_count = 1;
    exchanges_init(exchanges, &test_config, LANGUAGE_EN);
    exchanges->routes = test_routes;
    exchanges->responses.length_cache = length_cache_new();
    exchanges->responses.cache = cache_new(1 << 20);
    exchanges->metrics = metrics_new(test_routes);
    assert_true(exchanges->responses.length_cache && exchanges->responses.cache &&
                exchanges->metrics);
    assert_int_equal(connections_new(&exchanges->connections, &test_config, 16, &p), STATUS_OK);
    assert_int_equal(workers_new(&exchanges->workers, 1, 16, 0, &p), STATUS_OK);
    monitor_init(&test_server);
    return listener_new(&test_server.listener, &test_server, fd, false, &p) == STATUS_OK ? 0 : -1;
}

static int stop(void **state)
{
    struct exchanges *exchanges = &test_server.exchanges;
    (void)state;
    listener_close(test_server.listener);
    workers_free(exchanges->workers);
    listener_free(test_server.listener);
    snapshots_close(&exchanges->snapshots);
    length_cache_free(exchanges->responses.length_cache);
    cache_free(exchanges->responses.cache);
    metrics_free(exchanges->metrics);
    connections_free(exchanges->connections);
    return 0;
}

static int open_connection(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0 && connect(fd, (struct sockaddr *)&test_address, test_address_size) == 0);
    return fd;
}

static void send_text(int fd, const char *text)
{
    size_t len = strlen(text);
    assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), (ssize_t)len);
}

/* What comes until the connection ends, or until `text` has come. */
static const char *receive(int fd, const char *text)
{
    static char answer[ANSWER_SIZE];
    size_t len = 0;
    answer[0] = '\0';
    while (len + 1 < sizeof answer && !(text && strstr(answer, text))) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        assert_int_equal(poll(&wait, 1, WAIT_MS), 1);
        ssize_t read_now = read(fd, answer + len, sizeof answer - 1 - len);
        if (read_now <= 0)
            break;
        len += (size_t)read_now;
        answer[len] = '\0';
    }
    return answer;
}

static const char *ask(const char *request)
{
    int fd = open_connection();
    send_text(fd, request);
    shutdown(fd, SHUT_WR);
    const char *answer = receive(fd, NULL);
    close(fd);
    return answer;
}

static void assert_starts(const char *text, const char *beginning)
{
    if (strncmp(text, beginning, strlen(beginning)) != 0)
        fail_msg("%.200s", text);
}

static void assert_ends(const char *text, const char *ending)
{
    size_t len = strlen(text), tail = strlen(ending);
    if (len < tail || strcmp(text + len - tail, ending) != 0)
        fail_msg("%s", text);
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("%s", text);
}

static void a_body_is_read_whole(void **state)
{
    (void)state;
    const char *answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                             "Connection: close\r\n\r\nhello");
    assert_starts(answer, "HTTP/1.1 200 ");
    assert_ends(answer, "\r\n\r\nhello.");
}

static void a_body_goes_to_a_worker(void **state)
{
    (void)state;
    const char *answer = ask("POST /worker HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                             "Connection: close\r\n\r\nhello");
    assert_starts(answer, "HTTP/1.1 200 ");
    assert_ends(answer, "\r\n\r\nhello.");
}

static void a_body_in_pieces_is_read_whole(void **state)
{
    (void)state;
    int fd = open_connection();
    send_text(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhe");
    usleep(20000);
    send_text(fd, "llo ");
    usleep(20000);
    send_text(fd, "world");
    const char *answer = receive(fd, "world.");
    assert_starts(answer, "HTTP/1.1 200 ");
    assert_ends(answer, "\r\n\r\nhello world.");
    close(fd);
}

static void a_body_may_be_larger_than_the_memory_of_a_connection(void **state)
{
    static char request[BODY_MAX + 256];
    (void)state;
    int head = snprintf(request, sizeof request,
                        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n"
                        "Connection: close\r\n\r\n",
                        BODY_MAX);
    memset(request + head, 'x', BODY_MAX);
    assert_true(BODY_MAX > test_config.connection_memory);
    const char *answer = ask(request);
    assert_starts(answer, "HTTP/1.1 200 ");
    const char *body = strstr(answer, "\r\n\r\n") + 4;
    assert_int_equal(strspn(body, "x"), BODY_MAX);
    assert_string_equal(body + BODY_MAX, ".");
}

static void one_byte_too_many_is_413_and_the_end(void **state)
{
    char request[256];
    (void)state;
    snprintf(request, sizeof request,
             "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n", BODY_MAX + 1);
    const char *answer = ask(request);
    assert_starts(answer, "HTTP/1.1 413 ");
    assert_has(answer, "\r\nConnection: close\r\n");
    assert_ends(answer, "\r\n\r\nrefused: body-over-limit");
}

static void without_content_length_the_body_is_empty(void **state)
{
    (void)state;
    const char *answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assert_starts(answer, "HTTP/1.1 200 ");
    assert_ends(answer, "\r\n\r\n.");
}

static void chunks_are_411_and_the_end(void **state)
{
    (void)state;
    const char *answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                             "5\r\nhello\r\n0\r\n\r\n");
    assert_starts(answer, "HTTP/1.1 411 ");
    assert_has(answer, "\r\nConnection: close\r\n");
    assert_ends(answer, "refused: length-required");
    answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
    assert_starts(answer, "HTTP/1.1 411 ");
}

static void who_expects_100_gets_it_and_then_the_answer(void **state)
{
    (void)state;
    int fd = open_connection();
    send_text(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                  "Expect: 100-continue\r\n\r\n");
    assert_string_equal(receive(fd, "\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    send_text(fd, "hello");
    const char *answer = receive(fd, "hello.");
    assert_starts(answer, "HTTP/1.1 200 ");
    close(fd);
}

static void who_expects_100_for_too_much_gets_413_at_once(void **state)
{
    (void)state;
    int fd = open_connection();
    send_text(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999\r\n"
                  "Expect: 100-continue\r\n\r\n");
    assert_starts(receive(fd, NULL), "HTTP/1.1 413 ");
    close(fd);
}

static void who_expects_something_else_gets_417(void **state)
{
    (void)state;
    assert_starts(ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: x\r\n\r\n"
                      "hello"),
                  "HTTP/1.1 417 ");
}

static void what_follows_a_body_is_the_next_request(void **state)
{
    (void)state;
    const char *answer = ask(
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\none"
        "POST /worker HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\ntwo"
        "GET /get HTTP/1.1\r\nHost: h\r\n\r\n"
        "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nthree");
    const char *one = strstr(answer, "\r\n\r\none."), *two = strstr(answer, "\r\n\r\ntwo.");
    assert_true(one && two && one < two);
    assert_has(two, "\r\n\r\n.HTTP/1.1 200 ");
    assert_ends(answer, "\r\n\r\nthree.");
}

/* Begins a body and waits until its head has been read. */
static int send_part_of_a_body(void)
{
    int fd = open_connection();
    send_text(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel");
    while (atomic_load(&test_server.exchanges.requests) == 0)
        usleep(1000);
    return fd;
}

static void a_body_that_does_not_come_is_no_request(void **state)
{
    (void)state;
    int fd = send_part_of_a_body();
    shutdown(fd, SHUT_WR);
    connections_watch(test_server.exchanges.connections, clock_monotonic_ms() + 2000);
    assert_string_equal(receive(fd, NULL), "");
    close(fd);
    while (atomic_load(&test_server.exchanges.requests) > 0)
        usleep(1000);
}

static void a_body_that_is_slow_ends_with_the_time_for_requests(void **state)
{
    (void)state;
    int fd = send_part_of_a_body();
    int64_t now_ms = clock_monotonic_ms();
    connections_watch(test_server.exchanges.connections, now_ms + 2000);
    send_text(fd, "l"); /* every byte does not begin the time anew */
    connections_watch(test_server.exchanges.connections,
                      now_ms + 1000 * test_config.request_seconds + 1000);
    assert_string_equal(receive(fd, NULL), "");
    close(fd);
}

static void other_methods_and_routes_take_no_body(void **state)
{
    (void)state;
    const char *answer = ask("GET /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assert_starts(answer, "HTTP/1.1 405 ");
    assert_has(answer, "\r\nAllow: POST\r\n");
    assert_ends(answer, "refused: method-not-allowed");
    answer = ask("POST /get HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    assert_starts(answer, "HTTP/1.1 405 ");
    assert_has(answer, "\r\nAllow: GET, HEAD, OPTIONS\r\n");
    assert_starts(ask("DELETE /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"),
                  "HTTP/1.1 405 ");
    assert_starts(ask("GET /worker HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"),
                  "HTTP/1.1 413 ");
    answer = ask("PUT /worker HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assert_has(answer, "\r\nAllow: GET, HEAD, POST, OPTIONS\r\n");
    assert_starts(ask("POST /no HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"),
                  "HTTP/1.1 404 ");
}

static void another_site_is_told_what_it_may_send(void **state)
{
    (void)state;
    const char *answer = ask("OPTIONS /echo HTTP/1.1\r\nHost: h\r\nOrigin: https://example.org\r\n"
                             "Access-Control-Request-Method: POST\r\nConnection: close\r\n\r\n");
    assert_starts(answer, "HTTP/1.1 204 ");
    assert_has(answer, "\r\nAccess-Control-Allow-Methods: POST\r\n");
}

static void a_refusal_is_in_the_form_of_the_route(void **state)
{
    (void)state;
    const char *answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n"
                             "Connection: close\r\n\r\nrefuse");
    assert_starts(answer, "HTTP/1.1 404 ");
    assert_has(answer, "\r\nContent-Type: text/plain\r\n");
    assert_ends(answer, "\r\n\r\nrefused: not-found");
    answer = ask("POST /worker HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n"
                 "Connection: close\r\n\r\nrefuse");
    assert_has(answer, "\r\nContent-Type: application/problem+json\r\n");
}

static void what_is_taken_without_an_answer_is_202(void **state)
{
    (void)state;
    const char *answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n"
                             "Connection: close\r\n\r\naccept");
    assert_starts(answer, "HTTP/1.1 202 ");
    assert_ends(answer, "\r\n\r\n");
}

/* RFC 9110 s.13.2.1, s.14.2: they are of GET. */
static void conditions_and_ranges_of_a_post_mean_nothing(void **state)
{
    (void)state;
    const char *answer = ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
                             "If-Match: \"a\"\r\nIf-None-Match: *\r\nRange: bytes=0-0\r\n"
                             "Connection: close\r\n\r\nhello");
    assert_starts(answer, "HTTP/1.1 200 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_is_read_whole),
        cmocka_unit_test(a_body_goes_to_a_worker),
        cmocka_unit_test(a_body_in_pieces_is_read_whole),
        cmocka_unit_test(a_body_may_be_larger_than_the_memory_of_a_connection),
        cmocka_unit_test(one_byte_too_many_is_413_and_the_end),
        cmocka_unit_test(without_content_length_the_body_is_empty),
        cmocka_unit_test(chunks_are_411_and_the_end),
        cmocka_unit_test(who_expects_100_gets_it_and_then_the_answer),
        cmocka_unit_test(who_expects_100_for_too_much_gets_413_at_once),
        cmocka_unit_test(who_expects_something_else_gets_417),
        cmocka_unit_test(what_follows_a_body_is_the_next_request),
        cmocka_unit_test(a_body_that_does_not_come_is_no_request),
        cmocka_unit_test(a_body_that_is_slow_ends_with_the_time_for_requests),
        cmocka_unit_test(other_methods_and_routes_take_no_body),
        cmocka_unit_test(another_site_is_told_what_it_may_send),
        cmocka_unit_test(a_refusal_is_in_the_form_of_the_route),
        cmocka_unit_test(what_is_taken_without_an_answer_is_202),
        cmocka_unit_test(conditions_and_ranges_of_a_post_mean_nothing),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
